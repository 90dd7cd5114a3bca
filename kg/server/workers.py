"""Processes that evaluate queries one after another, and can be stopped when one takes too long.

Nothing leaves through them: a query that would ask another server is refused, and they can open no connection.  Both
happen here, within the time and the memory of the query: to judge a long one takes some of each.
"""

from __future__ import annotations

import contextlib
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.core.errors import QueryError, StoreError
from kg.server.guard import judged
from kg.server.sealed import seal

if TYPE_CHECKING:
    from kg.store import Store

_FORMATS: dict[str, tuple[ox.QueryResultsFormat, str]] = {
    "json": (ox.QueryResultsFormat.JSON, "application/sparql-results+json"),
    "csv": (ox.QueryResultsFormat.CSV, "text/csv"),
    "tsv": (ox.QueryResultsFormat.TSV, "text/tab-separated-values"),
    "xml": (ox.QueryResultsFormat.XML, "application/sparql-results+xml"),
}
_GRAPHS: dict[str, tuple[ox.RdfFormat, str]] = {
    "n-triples": (ox.RdfFormat.N_TRIPLES, "application/n-triples"),
    "turtle": (ox.RdfFormat.TURTLE, "text/turtle"),
}
_MAX_ANSWER = 256 << 20
_MAX_MEMORY = 4 << 30  # bytes: a query that sorts a product of everything is ended before the computer suffers


class Worker:
    """A process that evaluates one query after another."""

    def __init__(self, context: Any, store: str | None, updates: bool) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, store, updates), daemon=True)
        self.process.start()
        theirs.close()
        self._ready = False

    def ask(self, request: tuple[str, str, str], timeout: float) -> tuple[int, str, bytes]:
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

    from kg.store import open_store

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    seal()
    store: Store | None = None
    pipe.send(None)
    while True:
        try:
            kind, text, accept = pipe.recv()
        except EOFError:
            return
        try:
            text = judged(text, kind)
            # Opened when it is needed: while somebody writes to the store it cannot be, and later it can.
            store = store or open_store(path, writable=updates)
            if kind == "update":
                store.engine.update(text)  # type: ignore[attr-defined]
                pipe.send((204, "text/plain", b""))
            else:
                pipe.send((200, *_serialized(store.query(text), accept)))
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


class _Capped:
    """A file in memory that refuses to grow past a limit."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        if self.size > _MAX_ANSWER:
            raise OSError(f"the answer is longer than {_MAX_ANSWER >> 20} MB; add a LIMIT")
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def _serialized(results: Any, accept: str) -> tuple[str, bytes]:
    out: Any = _Capped()
    if isinstance(results, ox.QueryTriples):
        name = next((n for n in _GRAPHS if n in accept), "turtle" if "html" in accept else "n-triples")
        format_, kind = _GRAPHS[name]
        results.serialize(out, format_)
    else:
        name = next((n for n in _FORMATS if n in accept), "json")
        if isinstance(results, ox.QueryBoolean) and name in ("csv", "tsv"):
            name = "json"
        result_format, kind = _FORMATS[name]
        results.serialize(out, result_format)
    return kind, b"".join(out.parts)
