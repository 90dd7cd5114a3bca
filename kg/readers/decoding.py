"""Bytes to text: gzip, zstd, byte order marks, UTF-8, UTF-16, Windows-1252, and what is no text at all."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from kg.core.errors import InputError

_ZSTD = b"\x28\xb5\x2f\xfd"

# What the first bytes of a file say it is, and what a person can do about it.
_NO_TEXT = (
    (b"%PDF-", "this is a PDF; save its text first, for example with pdftotext"),
    (b"PK\x03\x04", "this is a zip archive or an office document; unpack it or save it as plain text first"),
    (b"{\\rtf", "this is RTF; save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "this is an old office document; save it as plain text first"),
    (b"\x89PNG", "this is a picture"),
    (b"\xff\xd8\xff", "this is a picture"),
    (b"GIF8", "this is a picture"),
    (b"7z\xbc\xaf", "this is an archive; unpack it first"),
    (b"BZh", "this is packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "this is packed with xz; unpack it first"),
    (_ZSTD, "this is packed with zstd; unpack it first, or: pip install zstandard"),
    (b"SQLite format 3", "this is a database"),
)

# The most memory that unpacking zstd may take, in bytes: that of its option --long.
_WINDOW = 1 << 27

# What is unpacked at once: a thousand bytes of zstd can be 32 MB.
_PIECE = 1 << 10

# What is read at once of a file that is needed whole.
_READ = 1 << 22

UNPACKING = (EOFError, gzip.BadGzipFile, zlib.error)


def unpacked(stream: BinaryIO) -> io.BufferedReader:
    """The stream, through gunzip or zstd where it is packed, with ``peek``."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    if buffered.peek(2)[:2] == b"\x1f\x8b":
        return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=buffered)), 1 << 16)
    if buffered.peek(4)[:4] == _ZSTD:
        try:
            return io.BufferedReader(_Zstd(buffered), 1 << 16)
        except ImportError:
            return buffered  # refused by its first bytes
    return buffered


class _Zstd(io.RawIOBase):
    """A stream packed with zstd, unpacked; damage, or an end too soon, raises an EOFError, as with gzip."""

    def __init__(self, packed: io.BufferedReader) -> None:
        import zstandard

        self._error = zstandard.ZstdError
        self._unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        self._packed, self._rest = packed, b""
        self._frame: Any = None  # that is not at its end
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """That it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; 0 at the end."""
        while not self._ready:
            piece = self._rest or self._packed.read(_PIECE)
            if not piece:
                if self._frame is not None:
                    raise EOFError("it ends in the middle")
                return 0
            self._frame = self._frame or self._unpacker.decompressobj()
            try:
                self._ready = memoryview(self._frame.decompress(piece))
            except self._error as error:
                raise EOFError(str(error)) from error
            self._rest = b""
            if self._frame.eof:
                self._rest, self._frame = self._frame.unused_data, None
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count


def refuse(head: bytes, where: str) -> None:
    """Raise an InputError if a file that begins like this cannot hold text."""
    for magic, what in _NO_TEXT:
        if head.startswith(magic):
            raise InputError(what, where)
    if encoding_of(head) == "utf-8" and b"\0" in head:
        raise InputError("this is binary data, not a text", where)


def encoding_of(head: bytes) -> str:
    """The encoding that the first bytes show: "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", else "utf-8"."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[:400]
    if len(sample) >= 8:  # English text in UTF-16 without a mark: every other byte is nought
        if sample[1::2].count(0) > 0.4 * len(sample) and not sample[::2].count(0):
            return "utf-16-le"
        if sample[::2].count(0) > 0.4 * len(sample) and not sample[1::2].count(0):
            return "utf-16-be"
    return "utf-8"


def decode(data: bytes, where: str, line: int | None = None) -> str:
    """The text of some bytes.

    UTF-8 and UTF-16 are told by their marks and by their form; what is neither is Windows-1252, the usual encoding of
    old English web pages, unless only a character or two of good UTF-8 is broken.

    Raises:
        InputError: It is in none of them.
    """
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    if encoding == "utf-8":
        patched = data.decode("utf-8", "replace")
        broken = patched.count("\ufffd")
        if broken * 4 <= sum(not c.isascii() for c in patched) - broken:
            return patched
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    raise InputError("the text is in none of UTF-8, UTF-16 and Windows-1252", where, line)


def lines(stream: io.BufferedReader, longest: int, where: str) -> Iterator[tuple[int, str | InputError]]:
    """Number and text of every line, or what is wrong with it."""
    if encoding_of(stream.peek(400)[:400]).startswith("utf-16"):
        encoding = encoding_of(stream.peek(400)[:400])
        try:
            for number, text in enumerate(io.TextIOWrapper(stream, encoding), start=1):
                yield number, text if len(text) <= longest else _too_long(where, number, longest)
        except UnicodeDecodeError:
            yield 1, InputError("the file begins as UTF-16 and does not go on so", where)
        return
    number = 0
    while data := stream.readline(longest + 1):
        number += 1
        if len(data) > longest:
            while data and not data.endswith(b"\n"):
                data = stream.readline(1 << 20)
            yield number, _too_long(where, number, longest)
            continue
        try:
            yield number, decode(data.removeprefix(codecs.BOM_UTF8) if number == 1 else data, where, number)
        except InputError as error:
            yield number, error


def whole(stream: io.BufferedReader, limit: int, where: str) -> bytes:
    """Everything in a stream.

    Raises:
        InputError: It holds more than ``limit`` bytes.
    """
    data = bytearray()
    while piece := stream.read(_READ):  # in pieces: a read of all that is allowed asks for that much memory at once
        data += piece
        if len(data) > limit:
            raise InputError(f"the file is larger than the limit of {limit:,} bytes", where)
    return bytes(data)


def _too_long(where: str, line: int, longest: int) -> InputError:
    return InputError(f"the line is longer than the limit of {longest:,} bytes", where, line)
