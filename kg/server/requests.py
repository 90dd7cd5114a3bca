"""What a request asks, by the SPARQL 1.1 protocol: the query or update, and the graphs it is about."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest

from kg.server.formats import accepts_gzip
from kg.server.frames import Request

_MAX_REQUEST = 16 << 20
_MAX_FIELDS = 10_000
_PATIENCE = 60.0  # seconds for the body of a request to come in

_FORM = "application/x-www-form-urlencoded"
_DIRECT = {"query": "application/sparql-query", "update": "application/sparql-update"}
# By which the protocol lets a request say which graphs an update reads; it says so itself by USING.
_USING = ("using-graph-uri", "using-named-graph-uri")


class RefusedError(Exception):
    """A request that is not answered.

    Args:
        status: HTTP status.
        why: In a sentence.
        **headers: Of the answer, "_" for "-".
    """

    def __init__(self, status: int, why: str, **headers: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def fields_of(query_string: bytes | str) -> dict[str, list[str]]:
    """The fields of a form, or of what stands behind "?" in an address.

    Raises:
        RefusedError: They are not UTF-8, or too many.
    """
    try:
        text = query_string if isinstance(query_string, str) else query_string.decode()
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except UnicodeDecodeError:
        raise RefusedError(400, "the request is not UTF-8") from None
    except ValueError:
        raise RefusedError(400, f"the request has more than {_MAX_FIELDS} fields") from None


async def asked(request: HttpRequest, kind: str) -> Request | None:
    """What a request asks; None for a GET that asks nothing.

    Args:
        request: It.
        kind: What may be asked where it was sent: "query" or "update".

    Raises:
        RefusedError: It is not as the protocol has it.
    """
    fields = fields_of(request.scope["query_string"])
    other = "update" if kind == "query" else "query"
    if request.method == "POST":
        form, text = await _posted(request, kind)
        for name, values in form.items():
            fields[name] = [*fields.get(name, ()), *values]
        if text is not None:
            fields[kind] = [*fields.get(kind, ()), text]
    if other in fields:
        raise RefusedError(403 if other == "update" else 400, f"this address takes no {other}")
    if len(fields.get(kind, ())) > 1:
        raise RefusedError(400, f"send one {kind} at a time")
    if not fields.get(kind):
        if request.method == "POST":
            raise RefusedError(400, f"the request holds no {kind}")
        return None
    if kind == "update" and any(name in fields for name in _USING):
        raise RefusedError(400, f"{' and '.join(_USING)} are not taken: write USING in it")
    return Request(
        kind,
        fields[kind][0],
        accept_of(request.headers),
        tuple(fields.get("default-graph-uri", ())),
        tuple(fields.get("named-graph-uri", ())),
        str(request.url.replace(query="", fragment="")),
        accepts_gzip(request.headers.get("accept-encoding", "")),
        request.method == "HEAD",
    )


def accept_of(headers: Headers) -> str:
    """The header ``Accept``; one may be sent in parts."""
    return ", ".join(headers.getlist("accept"))


async def _posted(request: HttpRequest, kind: str) -> tuple[dict[str, list[str]], str | None]:
    """The fields of a posted form, or the text that was posted as it is."""
    media, parameters = _content_type(request.headers)
    if media not in (_FORM, _DIRECT[kind]):
        refused = "a query" if kind == "query" else "an update"
        raise RefusedError(
            415, f"send {refused} as a form or as {_DIRECT[kind]}", Accept_Post=f"{_FORM}, {_DIRECT[kind]}"
        )
    if parameters.get("charset", "utf-8") not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise RefusedError(415, "send it in UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedError(415, "send it uncompressed", Accept_Encoding="identity")
    try:
        text = (await _body(request)).decode()
    except UnicodeDecodeError:
        raise RefusedError(400, "the request is not UTF-8") from None
    return (fields_of(text), None) if media == _FORM else ({}, text)


def _content_type(headers: Headers) -> tuple[str, dict[str, str]]:
    media, *parameters = headers.get("content-type", "").lower().split(";")
    pairs = (parameter.partition("=") for parameter in parameters)
    return media.strip(), {name.strip(): value.strip().strip('"') for name, _, value in pairs}


async def _body(request: HttpRequest) -> bytes:
    """The body of a request, sent whole or in chunks.

    Raises:
        RefusedError: It is too long, or takes too long.
    """
    too_long = RefusedError(413, f"the request is longer than {_MAX_REQUEST >> 20} MB", Connection="close")
    length = request.headers.get("content-length", "0")
    if len(length) > 15 or int(length) > _MAX_REQUEST:
        raise too_long
    body = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > _MAX_REQUEST:
                    raise too_long
    except TimeoutError:
        raise RefusedError(408, "the request did not come in", Connection="close") from None
    except ClientDisconnect:
        raise RefusedError(400, "the request broke off", Connection="close") from None
    return bytes(body)
