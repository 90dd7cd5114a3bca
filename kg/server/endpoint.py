"""A SPARQL endpoint on this computer: read-only, each query in a process of its own that can be stopped.

Nothing leaves through it: no query asks another server (:mod:`kg.server.workers`), no page of another site is answered.

Python's own HTTP server is enough for one person's queries, and a query that runs in another process can be ended when
its time is up, which no thread can.
"""

from __future__ import annotations

import json
import multiprocessing as mp
import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kg.core.errors import StoreError
from kg.server.workers import Request, Worker

_MAX_REQUEST = 16 << 20
# By which the protocol lets a request say which graphs an update reads; it says so itself by USING.
_USING = ("using-graph-uri", "using-named-graph-uri")


class Server:
    """A SPARQL endpoint for one store.

    Args:
        store: The folder of the store; None serves an empty graph in memory (for tests).
        host: Address to listen on.
        port: Port to listen on; 0 takes a free one.
        timeout: Seconds that a query may take.
        workers: Queries that run at the same time.
        updates: Take SPARQL updates too, on ``/update``; then one process does everything.

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
    ) -> None:
        if str(store).startswith(("http://", "https://")):
            raise StoreError(f"{store}: is an endpoint already; what is served here is a folder")
        self.store, self.timeout, self.updates = store, timeout, updates
        self.loopback = host in ("127.0.0.1", "::1", "localhost")
        self._context = mp.get_context("spawn")
        self._free: queue.Queue[Worker] = queue.Queue()
        for _ in range(1 if updates or store is None else workers):
            self._free.put(self._worker())
        handler = type("Handler", (_Handler,), {"endpoint": self})
        try:
            self.http = ThreadingHTTPServer((host, port), handler)
        except OSError as error:
            self._stop_workers()
            raise StoreError(f"{host}:{port}: cannot listen there ({error.strerror}); choose another port") from None
        self.http.daemon_threads = True
        self.port: int = self.http.server_address[1]
        self.url = f"http://{host}:{self.port}"

    def serve(self) -> None:
        """Answer until interrupted."""
        try:
            self.http.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            self.close()

    @contextmanager
    def running(self) -> Iterator[Server]:
        """Answer in the background, for the length of a ``with`` block."""
        thread = threading.Thread(target=self.http.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.http.shutdown()
            self.close()

    def close(self) -> None:
        """Stop listening, and end the processes."""
        self.http.server_close()
        self._stop_workers()

    def evaluate(self, request: Request) -> tuple[int, str, bytes]:
        """Status, content type and body of the answer to a query (or, where allowed, an update).

        A query that takes too long is stopped, and the next finds a fresh process.
        """
        try:
            worker = self._free.get(timeout=self.timeout)
        except queue.Empty:
            return 503, "text/plain", b"too many queries at once; try again"
        try:
            answer = worker.ask(request, self.timeout)
        except TimeoutError:
            worker.kill()
            worker = self._worker()
            return 503, "text/plain", f"the query took more than {self.timeout:g} seconds and was stopped".encode()
        except (EOFError, OSError):
            worker.kill()
            worker = self._worker()
            return 500, "text/plain", b"the query could not be evaluated; it may need too much memory"
        finally:
            self._free.put(worker)
        return answer

    def _worker(self) -> Worker:
        return Worker(self._context, self.store, self.updates)

    def _stop_workers(self) -> None:
        while not self._free.empty():
            self._free.get().kill()


class _Handler(BaseHTTPRequestHandler):
    """The endpoint's side of HTTP."""

    endpoint: Server
    server_version = "kg"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """The query page, its files, and queries in the address."""
        url = urlsplit(self.path)
        if self._refused():
            return
        fields = parse_qs(url.query, keep_blank_values=True)
        if url.path in ("/sparql", "/query") and any(fields.get("query", ())):
            self._query(fields["query"], fields)
        elif url.path in ("/", "/sparql", "/query"):
            self._file("page.html", "text/html; charset=utf-8")
        elif url.path == "/page.js":
            self._file("page.js", "text/javascript; charset=utf-8")
        elif url.path == "/page.css":
            self._file("page.css", "text/css; charset=utf-8")
        elif url.path == "/examples":
            from kg.query.library import examples

            rows = [{"name": e.name, "title": e.title, "query": e.text} for e in examples()]
            self._send(200, "application/json", json.dumps(rows).encode())
        else:
            self._send(404, "text/plain", b"nothing here; queries go to /sparql")

    def do_POST(self) -> None:
        """Queries, and updates where they are allowed, by the SPARQL 1.1 protocol."""
        url = urlsplit(self.path)
        path, fields = url.path, parse_qs(url.query, keep_blank_values=True)
        length = self.headers.get("Content-Length", "")
        if self._refused():
            return
        if not (length.isascii() and length.isdigit()) or int(length) > _MAX_REQUEST:
            self.close_connection = True
            self._send(413, "text/plain", b"the request is too long, or does not say how long it is")
            return
        body = self.rfile.read(int(length)).decode("utf-8", "replace")
        kind = self.headers.get_content_type()
        if path == "/update":
            if not self.endpoint.updates:
                self._send(403, "text/plain", b"this endpoint is read-only")
            elif kind != "application/sparql-update":
                self._send(415, "text/plain", b"send updates as application/sparql-update")
            elif any(name in fields for name in _USING):
                self._send(400, "text/plain", f"{' and '.join(_USING)} are not taken: write USING in it".encode())
            else:
                self._answer(Request("update", body))
        elif path in ("/sparql", "/query"):
            queries = [body]
            if kind == "application/x-www-form-urlencoded":
                for name, values in parse_qs(body, keep_blank_values=True).items():
                    fields[name] = [*fields.get(name, ()), *values]
                queries = fields.get("query", [""])
            elif kind != "application/sparql-query":
                self._send(415, "text/plain", b"send queries as a form or as application/sparql-query")
                return
            self._query(queries, fields)
        else:
            self._send(404, "text/plain", b"nothing here; queries go to /sparql")

    def log_message(self, *_: Any) -> None:
        """Say nothing; what somebody asks is nobody's business."""

    def _query(self, queries: Sequence[str], fields: Mapping[str, Sequence[str]]) -> None:
        """Answer a query over the graphs that the request names, if it does; they go before those of its FROM."""
        if len(queries) > 1:
            self._send(400, "text/plain", b"send one query at a time")
            return
        graphs = [tuple(fields.get(name, ())) for name in ("default-graph-uri", "named-graph-uri")]
        self._answer(Request("query", queries[0], self.headers.get("Accept", ""), *graphs))

    def _answer(self, request: Request) -> None:
        self._send(*self.endpoint.evaluate(request))

    def _refused(self) -> bool:
        """Whether the request is not for us, or comes from another site's page; then it has been answered."""
        if not self._host_is_ours():
            why = b"this endpoint answers on its own address only"
        elif not self._page_is_ours():
            why = b"this endpoint answers no page of another site"
        else:
            return False
        # What follows of the request is not read, and must not be taken for the next one, which would bear no Origin.
        self.close_connection = True
        self._send(403, "text/plain", why)
        return True

    def _host_is_ours(self) -> bool:
        # A page of another site whose name resolves to 127.0.0.1 must not read the graph.
        name = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        return not self.endpoint.loopback or name in ("127.0.0.1", "localhost", "[::1]")

    def _page_is_ours(self) -> bool:
        """Whether a browser says that our own page asks, or nobody's ("none": somebody typed the address).

        Programs that are no browsers send neither header.  Another port of this computer is another site; "null", which
        a file or a frame without an origin sends, is one too.
        """
        host = (self.headers.get("Host") or "").lower()
        ours = (f"http://{host}", f"https://{host}")  # https where somebody has put a proxy before us
        return all(origin.lower() in ours for origin in self.headers.get_all("Origin", [])) and all(
            site in ("same-origin", "none") for site in self.headers.get_all("Sec-Fetch-Site", [])
        )

    def _file(self, name: str, kind: str) -> None:
        self._send(200, kind, files("kg.server").joinpath("page", name).read_bytes())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind if "charset" in kind or "/sparql" in kind else f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; "
                         "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")  # fmt: skip
        self.end_headers()
        if status != 204:
            self.wfile.write(body)
