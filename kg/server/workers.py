"""Processes that evaluate queries one after another, and can be stopped when one takes too long.

Nothing leaves through them: a query that would ask another server is refused, and they can open no connection.  Both
happen here, within the time and the memory of the query: to judge a long one takes some of each.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import json
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING, Any

from kg.core.errors import QueryError, StoreError
from kg.server import frames
from kg.server.answers import NotAcceptableError, format_for, write
from kg.server.frames import Body, Heading, Request
from kg.server.guard import judged
from kg.server.sealed import seal
from kg.store.folder import damage

if TYPE_CHECKING:
    from kg.store import OxigraphStore

#: Bytes: a query that sorts a product of everything is ended before the computer suffers.
MAX_MEMORY = 4 << 30

_START = 60.0  # seconds that a process may take to start, which are not the query's
_LOWEST = 19
_WHEN_PARENT_DIES = 1  # prctl's number for it


class Worker:
    """A process that evaluates one query after another.

    Args:
        context: How processes are made (:mod:`multiprocessing`).
        target: What it does: :func:`work`.
        store: The folder of the store; None for an empty graph in memory.
        updates: Whether it is opened to write.
        memory: Bytes that the process may take.
    """

    def __init__(self, context: Any, target: Any, store: str | None, updates: bool, memory: int) -> None:
        self._pipe, theirs = socket.socketpair()
        self.process = context.Process(target=target, args=(theirs, store, updates, memory), daemon=True)
        self.process.start()
        theirs.close()
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, request: Request) -> None:
        """Give it a request; :meth:`piece` then tells what it answers.

        Raises:
            EOFError: It has died.
        """
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(sock=self._pipe)
            async with asyncio.timeout(_START):
                await self.piece()
        data = json.dumps(request).encode()
        self._writer.write(frames.HEADER.pack(frames.READY, len(data)) + data)
        await self._writer.drain()

    async def piece(self) -> tuple[bytes, bytes]:
        """The next piece of what it says: its kind (:mod:`kg.server.frames`) and what stands in it.

        Raises:
            EOFError: It has died.
        """
        assert self._reader is not None
        kind, length = frames.HEADER.unpack(await self._reader.readexactly(frames.HEADER.size))
        return kind, await self._reader.readexactly(length)

    def make_way(self) -> None:
        """From now on it gets only the time that nobody else wants.  It cannot be undone."""
        if hasattr(os, "setpriority"):  # Windows has none
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.process.pid, _LOWEST)

    def kill(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        if self._writer is not None:
            self._writer.close()
        else:
            self._pipe.close()


def work(pipe: socket.socket, path: str | None, updates: bool, memory: int) -> None:
    """What a worker process does."""
    from kg.store import OxigraphStore

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_the_endpoint()
    _limit_memory(memory)
    seal()
    store: OxigraphStore | None = None
    frames.send(pipe, frames.READY)
    while True:
        request = frames.receive(pipe)
        body: Body | None = None
        try:
            text = judged(request.text, request.kind)
            # Opened when it is needed: while somebody writes to the store it cannot be, and later it can.
            store = store or OxigraphStore(path, writable=updates)
            if request.kind == "update":
                store.engine.update(text, base_iri=request.base)
                body = Body(pipe, Heading(204, ""), request)
            else:
                results = store.query(
                    text, default_graphs=request.default_graphs, named_graphs=request.named_graphs, base=request.base
                )
                format_, media = format_for(results, request.accept)
                body = Body(pipe, Heading(200, media), request)
                write(results, format_, body)
            body.finish()
        except frames.EnoughError:
            continue
        except (StoreError, QueryError, SyntaxError, ValueError, OSError, RuntimeError) as fault:
            error = damage(path or "memory", fault) or fault
            if body is not None and body.over:
                continue
            if body is not None and body.begun:
                frames.send(pipe, frames.FAULT, str(error).encode())
                continue
            body = Body(pipe, Heading(_status(error), "text/plain", again=isinstance(error, StoreError)), request)
            body.write(str(error).encode())
            body.finish()


def _status(error: Exception) -> int:
    if isinstance(error, StoreError):
        return 503
    return 406 if isinstance(error, NotAcceptableError) else 400


def _die_with_the_endpoint() -> None:
    """However that ends; on other systems than Linux a process notices when it has answered.

    What has forked us ends when nobody holds a certain pipe open any more, which we do too unless we close it.
    """
    if sys.platform.startswith("linux"):
        zero = ctypes.c_ulong(0)
        ctypes.CDLL(None).prctl(_WHEN_PARENT_DIES, ctypes.c_ulong(signal.SIGKILL), zero, zero, zero)
        from multiprocessing import forkserver

        with contextlib.suppress(AttributeError, TypeError, OSError):
            os.close(forkserver._forkserver._forkserver_alive_fd)  # type: ignore[attr-defined]


def _limit_memory(limit: int = MAX_MEMORY) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = limit if most == resource.RLIM_INFINITY else min(limit, most)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
