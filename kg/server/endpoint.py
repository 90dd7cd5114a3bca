"""A SPARQL endpoint on this computer: read-only, each query in a process of its own that can be stopped.

Nothing leaves through it: no query asks another server (:mod:`kg.server.workers`), no page of another site is answered
(:mod:`kg.server.gate`).  The protocol is Starlette's and uvicorn's; a query runs in another process, as that can be
ended when its time is up or nobody waits for it, which no thread can.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.core.errors import StoreError
from kg.server.app import application
from kg.server.pool import Pool

#: Addresses at which nobody else reaches this computer.
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_CONNECTIONS = 500
_SILENCE = 60.0  # seconds in which a client must have sent a request


class Server:
    """A SPARQL endpoint for one store.

    It starts processes: a script has to make it under ``if __name__ == "__main__":``.

    Args:
        store: The folder of the store; None serves an empty graph in memory (for tests).
        host: Address to listen on.
        port: Port to listen on; 0 takes a free one.
        timeout: Seconds that a query may take.
        workers: Short queries that are evaluated at the same time; beside them run twice as many long ones.
        updates: Take SPARQL updates too, on ``/update``; then one process does everything.
        origins: Sites whose pages may ask too ("https://example.org"); "*" for all.

    Raises:
        StoreError: The store is no folder but an address, or nobody can listen there.

    Example:
        >>> server = Server("my-graph", port=7878)     # doctest: +SKIP
        >>> server.serve()                             # doctest: +SKIP
    """

    def __init__(
        self,
        store: str | None,
        *,
        host: str = "127.0.0.1",
        port: int = 7878,
        timeout: float = 30.0,
        workers: int = 2,
        updates: bool = False,
        origins: Sequence[str] = (),
    ) -> None:
        if str(store).startswith(("http://", "https://")):
            raise StoreError(f"{store}: is an endpoint already; what is served here is a folder")
        self.store = store
        name = f"[{host}]" if ":" in host else host
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            self._socket = socket.create_server((host, port), family=family, backlog=512)
        except OSError as error:
            raise StoreError(f"{name}:{port}: cannot listen there ({error.strerror}); choose another port") from None
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{name}:{self.port}"
        self.pool = Pool(store, workers, timeout, updates)
        app = application(self.pool, updates=updates, loopback=host in LOOPBACK, origins=origins)
        self._http = _Uvicorn(
            uvicorn.Config(
                app,
                http=_Protocol,
                ws="none",
                lifespan="off",
                loop="asyncio",
                interface="asgi3",
                log_config=None,  # what somebody asks is nobody's business
                log_level="critical",
                access_log=False,
                proxy_headers=False,
                server_header=False,
                limit_concurrency=_CONNECTIONS,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=2,
            ),
            self.pool,
        )

    def serve(self) -> None:
        """Answer until interrupted."""
        try:
            with suppress(KeyboardInterrupt):
                self._http.run(sockets=[self._socket])
        finally:
            self.close()

    @contextmanager
    def running(self) -> Iterator[Server]:
        """Answer in the background, for the length of a ``with`` block."""
        thread = threading.Thread(target=self._http.run, kwargs={"sockets": [self._socket]}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._http.should_exit = True
            thread.join()
            self.close()

    def close(self) -> None:
        """Stop listening, and end the processes."""
        self._socket.close()
        self.pool.close()


class _Uvicorn(uvicorn.Server):
    """uvicorn, that ends all queries when it is to stop."""

    def __init__(self, config: uvicorn.Config, pool: Pool) -> None:
        super().__init__(config)
        self._pool = pool

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """See :class:`uvicorn.Server`."""
        self._pool.close()
        await super().shutdown(sockets)


class _Protocol(H11Protocol):
    """uvicorn's HTTP, that hangs up on whoever connects and does not ask."""

    def connection_made(self, transport: Any) -> None:
        """See :class:`asyncio.Protocol`."""
        super().connection_made(transport)
        # Else half of an answer waits until the other half is acknowledged; asyncio sets it on sockets of its own only.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._watch: asyncio.TimerHandle = self.loop.call_later(_SILENCE, self._look, None)

    def connection_lost(self, exc: Exception | None) -> None:
        """See :class:`asyncio.Protocol`."""
        self._watch.cancel()
        super().connection_lost(exc)

    def _look(self, cycle: object) -> None:
        """Close a connection on which no request has begun since the last look, and none is being answered."""
        busy = self.cycle is not None and not self.cycle.response_complete
        if not busy and self.cycle is cycle:
            self.transport.close()
        else:
            self._watch = self.loop.call_later(_SILENCE, self._look, self.cycle)
