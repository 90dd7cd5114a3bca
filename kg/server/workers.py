"""Processes that evaluate queries one after another, and can be stopped when one takes too long.

Nothing leaves through them: a query that would ask another server is refused, and they can open no connection.  Both
happen here, within the time and the memory of the query: to judge a long one takes some of each.
"""

from __future__ import annotations

import contextlib
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.core.errors import QueryError, StoreError
from kg.server.answers import serialized
from kg.server.guard import judged
from kg.server.sealed import seal

if TYPE_CHECKING:
    from kg.store import OxigraphStore

_MAX_MEMORY = 4 << 30  # bytes: a query that sorts a product of everything is ended before the computer suffers


class Request(NamedTuple):
    """What a process is asked to do.

    Attributes:
        kind: "query" or "update".
        text: The query or update.
        accept: The formats that the answer may have, as in the header ``Accept``.
        default_graphs: IRIs of the graphs that a query is about; with ``named_graphs`` empty too, what it says itself.
        named_graphs: IRIs of the graphs that it can name.
    """

    kind: str
    text: str
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class Worker:
    """A process that evaluates one query after another."""

    def __init__(self, context: Any, store: str | None, updates: bool) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, store, updates), daemon=True)
        self.process.start()
        theirs.close()
        self._ready = False

    def ask(self, request: Request, timeout: float) -> tuple[int, str, bytes]:
        """What the process answers: HTTP status, media type, body.

        Raises:
            TimeoutError: After so many seconds of the query's own time.
        """
        if not self._ready:  # to start takes a process a second, which is not the query's
            self._ready = self.pipe.poll(60) and self.pipe.recv() is None
        self.pipe.send(request)
        if not self.pipe.poll(timeout):
            raise TimeoutError
        answer: tuple[int, str, bytes] = self.pipe.recv()
        return answer

    def kill(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _work(pipe: Connection, path: str | None, updates: bool) -> None:
    """What a worker process does."""
    import signal

    from kg.store import OxigraphStore

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    seal()
    store: OxigraphStore | None = None
    pipe.send(None)
    while True:
        try:
            kind, text, accept, default_graphs, named_graphs = pipe.recv()
        except EOFError:
            return
        try:
            text = judged(text, kind)
            # Opened when it is needed: while somebody writes to the store it cannot be, and later it can.
            store = store or OxigraphStore(path, writable=updates)
            if kind == "update":
                store.engine.update(text)
                pipe.send((204, "text/plain", b""))
            else:
                results = store.query(text, default_graphs=default_graphs, named_graphs=named_graphs)
                pipe.send((200, *serialized(results, accept)))
        except StoreError as error:
            pipe.send((503, "text/plain", str(error).encode()))
        except (QueryError, SyntaxError, ValueError, OSError, RuntimeError) as error:
            pipe.send((400, "text/plain", str(error).encode()))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _MAX_MEMORY if most == resource.RLIM_INFINITY else min(_MAX_MEMORY, most)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
