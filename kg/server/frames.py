"""How a process that evaluates queries talks to the endpoint: requests one way, an answer in pieces the other.

A piece is one letter, a length, and so many bytes.  The first piece of an answer is its head; nothing is sent before
there is some of the body or all of it, so that a query which fails at once gets a status that says so.
"""

from __future__ import annotations

import json
import socket
import struct
import zlib
from typing import NamedTuple

HEADER = struct.Struct("!cI")
#: Kinds of pieces: ready for a request, head, some of the body, the end, what went wrong after the head was sent.
READY, HEAD, DATA, END, FAULT = b"R", b"H", b"D", b"E", b"F"

_PIECE = 1 << 16
_SMALL = 1 << 10  # not worth compressing


class Request(NamedTuple):
    """What a process is asked to do.

    Attributes:
        kind: "query" or "update".
        text: The query or update.
        accept: The formats that the answer may have, as in the header ``Accept``.
        default_graphs: IRIs of the graphs that a query is about; with ``named_graphs`` empty too, what it says itself.
        named_graphs: IRIs of the graphs that it can name.
        base: What its relative IRIs are relative to.
        gzip: Whether the answer may be compressed.
        head: Whether the head is enough.
    """

    kind: str
    text: str
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    gzip: bool = False
    head: bool = False


class Heading(NamedTuple):
    """What stands before the body of an answer.

    Attributes:
        status: HTTP status.
        media: Media type.
        encoding: "gzip", or none.
        length: Bytes of the body, where they are known.
        allow: Whether to try again soon may help.
    """

    status: int
    media: str
    encoding: str = ""
    length: int | None = None
    again: bool = False


class EnoughError(Exception):
    """The head was all that was asked for."""


class Body:
    """The body of an answer, as a file: sent in pieces, behind its head.

    Args:
        pipe: Where to.
        head: What goes before it.
        request: Whether it may be compressed, or is wanted at all.
    """

    def __init__(self, pipe: socket.socket, head: Heading, request: Request) -> None:
        self._pipe, self._head, self._request = pipe, head, request
        self._parts: list[bytes] = []
        self._size = 0
        self._squeeze: zlib._Compress | None = None
        self.begun = self.over = False

    def write(self, data: bytes) -> int:
        """Take some of it.

        Raises:
            EnoughError: There was enough; whoever writes may try again all the same, to leave nothing unwritten.
        """
        if self.over:
            raise EnoughError
        self._parts.append(bytes(data))
        self._size += len(data)
        if self._size >= _PIECE:
            self._flush()
        return len(data)

    def flush(self) -> None:
        """Nothing: pieces are sent when they are large enough."""

    def finish(self) -> None:
        """Send what is left, and the end."""
        if self.begun:
            self._flush()
            rest = self._squeeze.flush() if self._squeeze else b""
            send(self._pipe, DATA, rest)
        else:
            body = b"".join(self._parts)
            head = self._head
            if self._request.gzip and len(body) > _SMALL:
                body, head = zlib.compress(body, 4, wbits=31), head._replace(encoding="gzip")
            send(self._pipe, HEAD, json.dumps(head._replace(length=len(body))).encode())
            if not self._request.head:
                send(self._pipe, DATA, body)
        send(self._pipe, END)

    def _flush(self) -> None:
        if not self.begun:
            self.begun = True
            encoding = "gzip" if self._request.gzip else ""
            send(self._pipe, HEAD, json.dumps(self._head._replace(encoding=encoding)).encode())
            if self._request.head:
                self.over = True
                send(self._pipe, END)
                raise EnoughError
            if encoding:
                self._squeeze = zlib.compressobj(4, wbits=31)
        data = b"".join(self._parts)
        self._parts, self._size = [], 0
        send(self._pipe, DATA, self._squeeze.compress(data) if self._squeeze else data)


def send(pipe: socket.socket, kind: bytes, data: bytes = b"") -> None:
    """Send a piece; nothing for an empty piece of a body.

    Raises:
        SystemExit: Nobody is there any more to take it.
    """
    if kind == DATA and not data:
        return
    try:
        pipe.sendall(HEADER.pack(kind, len(data)) + data)
    except OSError:
        raise SystemExit from None


def receive(pipe: socket.socket) -> Request:
    """The next request.

    Raises:
        SystemExit: There will be none.
    """
    _, length = HEADER.unpack(_exactly(pipe, HEADER.size))
    kind, text, accept, default_graphs, named_graphs, *rest = json.loads(_exactly(pipe, length))
    return Request(kind, text, accept, tuple(default_graphs), tuple(named_graphs), *rest)


def _exactly(pipe: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        try:
            part = pipe.recv(min(size - len(data), 1 << 20))
        except OSError:
            part = b""
        if not part:
            raise SystemExit
        data += part
    return bytes(data)
