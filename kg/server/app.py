"""The endpoint's side of HTTP, on Starlette."""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import Sequence
from contextlib import aclosing
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server import description
from kg.server.formats import prefers_page
from kg.server.frames import Heading, Request
from kg.server.gate import Doorkeeper
from kg.server.pool import BrokenError, Pool
from kg.server.requests import RefusedError, accept_of, asked

_SLOW_READER = 60.0  # seconds in which a client must take some of its answer
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# The page to write queries on, and what it is made of: file and kind, by address.
_PAGE = {"/": ("page.html", "html"), "/page.js": ("page.js", "javascript"), "/page.css": ("page.css", "css")}
_AGAIN = "1"  # seconds after which to try again
_HEADERS = {
    "Server": "kg",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}


def application(pool: Pool, *, updates: bool, loopback: bool, origins: Sequence[str]) -> ASGIApp:
    """What answers requests.

    Args:
        pool: Evaluates queries.
        updates: Whether updates are taken.
        loopback: Whether the endpoint listens on this computer only.
        origins: Sites whose pages may ask too; "*" for all.
    """
    endpoint = _Endpoint(pool, updates)
    addresses = ("/sparql", "/sparql/", "/query", "/query/")
    routes = [
        *(Route(path, endpoint.query, methods=list(_METHODS)) for path in addresses),
        Route("/update", endpoint.update, methods=["POST", "OPTIONS"]),
        Route("/.well-known/void", endpoint.void, methods=["GET"]),
        *(Route(path, _page, methods=["GET"]) for path in _PAGE),
        Route("/examples", _examples, methods=["GET"]),
    ]
    middleware = [Middleware(Doorkeeper, loopback=loopback, origins=origins)]
    if origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=[origin.rstrip("/") for origin in origins],
                allow_methods=("GET", "HEAD", "POST"),
                allow_headers=("*",),
                allow_private_network=True,
            )
        )
    handlers: dict[Any, Any] = {RefusedError: _refused, 404: _nothing_here, Exception: _fault_of_ours}
    app = Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)
    app.router.redirect_slashes = False
    return _WithHeaders(app)


class _Endpoint:
    """Queries and updates."""

    def __init__(self, pool: Pool, updates: bool) -> None:
        self.pool, self.updates = pool, updates

    async def query(self, request: HttpRequest) -> Response:
        """A query; the description of the service for whoever asks nothing, or the page for a browser that does."""
        if request.method == "OPTIONS":
            return _options(", ".join(_METHODS), "application/sparql-query, application/x-www-form-urlencoded")
        if request.method != "POST" and "query" not in request.query_params and "update" not in request.query_params:
            if prefers_page(accept_of(request.headers)):
                return _file("/")
            return self._described(request, description.service())
        wanted = await asked(request, "query")
        if wanted is None:
            raise RefusedError(400, "the request holds no query")
        return _Answer(self.pool, wanted)

    async def update(self, request: HttpRequest) -> Response:
        """An update, where they are taken."""
        if request.method == "OPTIONS":
            return _options("POST, OPTIONS", "application/sparql-update, application/x-www-form-urlencoded")
        if not self.updates:
            raise RefusedError(403, "this endpoint is read-only", Connection="close")
        wanted = await asked(request, "update")
        assert wanted is not None
        return _Answer(self.pool, wanted)

    async def void(self, request: HttpRequest) -> Response:
        """What is in the graph, counted."""
        return self._described(request, description.void())

    def _described(self, request: HttpRequest, text: str) -> Response:
        base = str(request.url.replace(path="/sparql", query="", fragment=""))
        return _Answer(self.pool, Request("query", text, accept_of(request.headers), base=base))


class _Answer(Response):
    """An answer as it comes from a process; when its client goes, the query is ended."""

    def __init__(self, pool: Pool, request: Request) -> None:
        self.pool, self.request = pool, request
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, until that is done or nobody is there."""
        answering = asyncio.ensure_future(self._answer(send))
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait((answering, gone), return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            if not answering.done():
                answering.cancel()
            await asyncio.gather(answering, gone, return_exceptions=True)
        if not answering.cancelled():
            answering.result()

    async def _answer(self, send: Send) -> None:
        async with aclosing(self.pool.answer(self.request)) as parts:
            try:
                async for part in parts:
                    if isinstance(part, Heading):
                        message: Message = {"type": "http.response.start", "status": part.status, "headers": _raw(part)}
                    else:
                        message = {"type": "http.response.body", "body": part, "more_body": True}
                    async with asyncio.timeout(_SLOW_READER):
                        await send(message)
            except (BrokenError, TimeoutError):
                # The server closes the connection of an answer without an end, by which its client knows.
                return
            await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _raw(head: Heading) -> list[tuple[bytes, bytes]]:
    """The headers of an answer."""
    headers = {"vary": "Accept, Accept-Encoding"}
    if head.media:
        headers["content-type"] = f"{head.media}; charset=utf-8" if head.media.startswith("text/") else head.media
    if head.encoding:
        headers["content-encoding"] = head.encoding
    if head.length is not None and head.status != 204:
        headers["content-length"] = str(head.length)
    if head.again:
        headers["retry-after"] = _AGAIN
    return [(name.encode(), value.encode()) for name, value in headers.items()]


class _WithHeaders:
    """Puts on every answer the headers that all have."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self.headers]
            await send(message)

        await self.app(scope, receive, sending)


def _file(path: str) -> Response:
    name, kind = _PAGE[path]
    return Response(files("kg.server").joinpath("page", name).read_bytes(), media_type=f"text/{kind}; charset=utf-8")


async def _page(request: HttpRequest) -> Response:
    return _file(request.url.path)


async def _examples(_: HttpRequest) -> Response:
    from kg.query.library import examples

    return JSONResponse([{"name": e.name, "title": e.title, "query": e.text} for e in examples()])


def _options(methods: str, takes: str) -> Response:
    return Response(status_code=204, headers={"Allow": methods, "Accept-Post": takes})


async def _refused(_: HttpRequest, refused: RefusedError) -> Response:
    return PlainTextResponse(refused.why, refused.status, refused.headers)


async def _nothing_here(*_: Any) -> Response:
    return PlainTextResponse("nothing here; queries go to /sparql", 404)


async def _fault_of_ours(_: HttpRequest, error: Exception) -> Response:
    traceback.print_exception(error, file=sys.stderr)
    return PlainTextResponse("a fault of the endpoint", 500)
