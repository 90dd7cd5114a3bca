"""Bytes to text: gzip, zstd, byte order marks, what a file says of its encoding, and what is no text at all."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from kg.core.errors import InputError, to_install
from kg.readers import charsets
from kg.readers.options import Options

_ZSTD = b"\x28\xb5\x2f\xfd"

# What the first bytes of a file say it is, and what a person can do about it.
_NO_TEXT = (
    (b"%PDF-", f"this is a PDF; to read it: {to_install('pdf')}"),
    (b"PK\x03\x04", "this is a zip archive or an office document; unpack it or save it as plain text first"),
    (b"{\\rtf", "this is RTF; save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "this is an old office document; save it as plain text first"),
    (b"\x89PNG", "this is a picture"),
    (b"\xff\xd8\xff", "this is a picture"),
    (b"GIF8", "this is a picture"),
    (b"7z\xbc\xaf", "this is an archive; unpack it first"),
    (b"BZh", "this is packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "this is packed with xz; unpack it first"),
    (_ZSTD, f"this is packed with zstd; unpack it first, or: {to_install('zstd')}"),
    (b"SQLite format 3", "this is a database"),
)

# The most memory that unpacking zstd may take, in bytes: that of its option --long.
_WINDOW = 1 << 27

# What is unpacked at once: a thousand bytes of zstd can be 32 MB.
_PIECE = 1 << 10

# What is read at once of a file that is needed whole.
_READ = 1 << 22

# Encodings in ASCII bytes: a text in one of them is good UTF-8, and says something else.
_TURNED = frozenset({"iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_kr", "hz", "utf-7"})

_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{2,40})", re.I)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)

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


def declared(head: bytes) -> str | None:
    """The encoding that a page or an XML file says it is in, in its first bytes."""
    found = _XML.match(head[:400]) or _META.search(head[:4096])
    return found[1].decode("ascii") if found else None


def decode(
    data: bytes, where: str, options: Options | None = None, charset: str | None = None, line: int | None = None
) -> str:
    """The text of some bytes.

    What the caller says goes first; then byte order marks and good UTF-8; then what came with the file says (a header
    of HTTP, an XML declaration); then, if only a character or two of good UTF-8 is broken, UTF-8; then a guess, which
    is told unless it is Windows-1252, the usual encoding of old English pages.

    Args:
        data: A file, or a line of it.
        where: Its name, for messages.
        options: What the run was told; its ``encoding`` is the caller's.
        charset: What came with the file says.
        line: The line, for messages.

    Raises:
        InputError: It is in none of the encodings that are known, or not in the one that the caller says.

    Example:
        >>> decode("São Tomé".encode("cp1252"), "a.txt")
        'São Tomé'
    """
    options = options or Options()
    shown = encoding_of(data)
    if options.encoding and shown in ("utf-8", "utf-16-le", "utf-16-be"):
        return _as_told(data, where, options, line)
    said = charsets.known(charset) if charset else None
    if shown == "utf-8" and (turned := said if said in _TURNED else charsets.shifted(data[: 1 << 16])):
        shown = turned
    try:
        return data.decode(shown)
    except UnicodeDecodeError:
        pass
    if shown == "utf-8":
        if said and said != "utf-8":
            found = data.decode(said, "replace")
            if found.count("\ufffd") <= 1 + len(found) // 500:  # a byte or two that nobody has a letter for
                return found
        if guessed := _guessed(data, where, options):
            return data.decode(guessed, "replace")
    raise InputError("the text is in none of UTF-8, UTF-16 and Windows-1252, nor any other encoding known", where, line)


def _guessed(data: bytes, where: str, options: Options) -> str | None:
    """The encoding of a text that is no good UTF-8: that one, if only a character or two are broken, else a guess."""
    patched = data.decode("utf-8", "replace")
    broken = patched.count("\ufffd")
    if broken * 4 <= sum(not c.isascii() for c in patched) - broken:
        return "utf-8"
    found = charsets.guess(data)
    if found is not None and found.told:
        options.remark(f"read as {found.encoding}, by its letters; --encoding says otherwise", where)
    return None if found is None else found.encoding


def _as_told(data: bytes, where: str, options: Options, line: int | None) -> str:
    encoding = options.encoding or "utf-8"
    try:
        return data.decode(charsets.known(encoding) or encoding)
    except LookupError:
        raise InputError(f"there is no encoding {encoding!r}; utf-8, windows-1251, shift_jis … are some") from None
    except UnicodeDecodeError as error:
        raise InputError(f"not in {encoding}, as --encoding says (byte {error.start + 1})", where, line) from None


def lines(
    stream: io.BufferedReader, where: str, options: Options | None = None, charset: str | None = None
) -> Iterator[tuple[int, str | InputError]]:
    """Number and text of every line, or what is wrong with it."""
    options = options or Options()
    longest = options.limits.record
    head = stream.peek(1 << 16)[: 1 << 16]
    shown = encoding_of(head)
    wide = shown if shown.startswith("utf-16") else options.encoding
    if wide and wide.replace("_", "-").lower().startswith(("utf-16", "utf-32")):
        try:
            for number, text in enumerate(io.TextIOWrapper(stream, wide), start=1):
                yield number, text if len(text) <= longest else _too_long(where, number, longest)
        except UnicodeError:
            yield 1, InputError(f"the file begins as {wide.upper()} and does not go on so", where)
        return
    charset = charset or _of_lines(head, where, options)
    number = 0
    while data := stream.readline(longest + 1):
        number += 1
        if len(data) > longest:
            while data and not data.endswith(b"\n"):
                data = stream.readline(1 << 20)
            yield number, _too_long(where, number, longest)
            continue
        try:
            data = data.removeprefix(codecs.BOM_UTF8) if number == 1 else data
            yield number, decode(data, where, options, charset, number)
        except InputError as error:
            yield number, error


def _of_lines(head: bytes, where: str, options: Options) -> str | None:
    """The encoding of a file that is decoded line by line, guessed from many lines; None for UTF-8."""
    if options.encoding:
        return None
    if turned := charsets.shifted(head):
        return turned
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # may end within a character
    except UnicodeDecodeError:
        found = _guessed(head, where, options)
        return None if found == "utf-8" else found
    return None


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
