"""Who is answered: our own page, programs, and the pages that the owner of the endpoint has let in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Doorkeeper:
    """Refuses requests of pages of other sites, before anything else looks at them.

    Args:
        app: What answers the others.
        loopback: Whether the endpoint listens on this computer only; then it answers to no other name.
        origins: Sites whose pages may ask, as browsers write them ("https://example.org"); "*" for all.
    """

    def __init__(self, app: ASGIApp, loopback: bool, origins: Sequence[str]) -> None:
        self.app, self.loopback = app, loopback
        self.anyone = "*" in origins
        self.origins = {origin.rstrip("/").lower() for origin in origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse to."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        # A page of another site whose name resolves to 127.0.0.1 must not read the graph.
        if self.loopback and re.sub(r":\d*$", "", host) not in _LOOPBACK:
            await _refusal("this endpoint answers on its own address only")(scope, receive, send)
        elif not self._page_is_let_in(headers, host):
            await _refusal("this endpoint answers no page of another site")(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _page_is_let_in(self, headers: Headers, host: str) -> bool:
        """Whether a browser says that our own page asks, one let in, or nobody's ("none": somebody typed the address).

        Programs that are no browsers send neither header.  Another port of this computer is another site; "null", which
        a file or a frame without an origin sends, is one too.
        """
        if self.anyone:
            return True
        origins = [origin.lower() for origin in headers.getlist("origin")]
        if origins and all(origin in self.origins for origin in origins):
            return True
        ours = (f"http://{host}", f"https://{host}")  # https where somebody has put a proxy before us
        return all(origin in ours for origin in origins) and all(
            site in ("same-origin", "none") for site in headers.getlist("sec-fetch-site")
        )


def _refusal(why: str) -> PlainTextResponse:
    # What follows of the request is not read, and must not be taken for the next one, which would bear no Origin.
    return PlainTextResponse(why, 403, {"Connection": "close"})
