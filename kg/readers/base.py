"""What a kind of input is, and how its reader is found: ours, one registered here, or one of another package.

A format is one file: its name, the endings of its files, a test of the first bytes, its media types, and a function
that gives the records in it.  docs/input.md shows how one is added.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path, PurePath
from pkgutil import iter_modules

from kg.core.errors import InputError, KgError
from kg.readers.decoding import decode, encoding_of, lines, whole
from kg.readers.options import Options
from kg.readers.record import Record

#: The group of entry points under which other packages offer readers.
GROUP = "kg.readers"

#: Endings of packed files, which stand after that of the kind.
PACKED = (".gz", ".zst")

# The readers of this package, in the order in which they look at a file: what is told by its first bytes goes first.
# Each module registers its own when it is imported; one that is not named here looks before them.
_OURS = ("parquet", "warc", "pdf", "docx", "jsonl", "sgml", "feed", "html", "nexis", "factiva", "proquest",
         "delimited", "text")  # fmt: skip


class Sure(IntEnum):
    """How sure a format is that a file is one of its own."""

    NO = 0
    #: It may be; the ending of the name goes before.
    PERHAPS = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a file before it is read.

    Attributes:
        data: Its first bytes, unpacked.
        text: The same as text, without a byte order mark.
        named: The format that the ending of its name stands for; None for an ending of nobody's.
    """

    data: bytes
    text: str
    named: str | None = None


@dataclass(slots=True)
class Input:
    """A file to take records from.

    Attributes:
        stream: Its bytes, unpacked, with ``peek``.
        where: How messages name it.
        name: The id of the article in it, should it hold just one.
        options: What the run was told: limits, encoding.
        charset: The encoding that came with it (a header of HTTP), None if nothing did.
    """

    stream: io.BufferedReader
    where: str
    name: str
    options: Options = field(default_factory=Options)
    charset: str | None = None

    def whole(self, limit: int | None = None) -> bytes:
        """All bytes.

        Raises:
            InputError: There are more than ``limit``, by itself that of a file with one article.
        """
        return whole(self.stream, limit or self.options.limits.file, self.where)

    def text(self, limit: int | None = None) -> str:
        """All of it as text.

        Raises:
            InputError: It is too long, or in no encoding that is known.
        """
        return self.decode(self.whole(limit))

    def decode(self, data: bytes) -> str:
        """Bytes of this file as text; a guess at the encoding is told."""
        return decode(data, self.where, self.options, self.charset)

    def lines(self) -> Iterator[tuple[int, str | InputError]]:
        """Number and text of every line, or what is wrong with it."""
        return lines(self.stream, self.where, self.options, self.charset)


Read = Callable[[Input], Iterator[Record | InputError]]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of input.

    Attributes:
        name: What it is called ("feed").
        read: Gives the records of a file, and an InputError for each article that cannot be read.
        suffixes: Endings of its files, with the dot and in small letters; files that have one are read in folders.
        looks: Whether the first bytes of a file show that it is one; None where only the name tells.
        media: Its media types, as servers name them.
        binary: Whether nought bytes are no sign that it is no text.
        needs: The package without which it cannot be read.
        extra: The extra of this package that brings it ("pdf").
    """

    name: str
    read: Read
    suffixes: tuple[str, ...] = ()
    looks: Callable[[Head], Sure] | None = None
    media: tuple[str, ...] = ()
    binary: bool = False
    needs: str | None = None
    extra: str | None = None

    @property
    def ready(self) -> bool:
        """Whether what it needs is installed."""
        try:
            return self.needs is None or find_spec(self.needs) is not None
        except ValueError:  # a module that is blocked, or was put there without a specification
            return False


_REGISTRY: dict[str, Format] = {}


def register(format: Format) -> Format:
    """Makes a format known in this process, before those of this package where both know a file.

    Example:
        >>> from kg.readers.record import Record
        >>> def read(file):
        ...     yield Record({"id": file.name, "text": file.text().upper()}, file.where)
        >>> register(Format("loud", read, suffixes=(".loud",))).name
        'loud'
    """
    _REGISTRY[format.name] = format
    formats.cache_clear()
    return format


def find(name: str) -> Format:
    """The format of that name.

    Raises:
        KgError: There is none, or its package does not work.
    """
    found = next((f for f in formats() if f.name == name), None)
    if found is None:
        raise KgError(f"no reader '{name}'; there are: {', '.join(names())}")
    return found


def names() -> list[str]:
    """The names that :func:`find` knows."""
    return sorted(f.name for f in formats())


@cache
def formats() -> tuple[Format, ...]:
    """All formats, in the order in which they look at a file.

    Raises:
        KgError: A package offers a reader that does not work, or is none.
    """
    for module in (*_OURS, *(m.name for m in iter_modules([str(Path(__file__).parent)]))):
        import_module(f"kg.readers.{module}")
    offered = [_load(point) for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.value))]
    foreign = {f.name: f for f in [*offered, *(f for f in _REGISTRY.values() if f.read.__module__ not in _ROOMS)]}
    ours = [f for module in _ROOMS for f in _REGISTRY.values() if f.read.__module__ == module]
    return (*foreign.values(), *(f for f in ours if f.name not in foreign))


_ROOMS = tuple(f"kg.readers.{module}" for module in _OURS)


def _load(point: EntryPoint) -> Format:
    package = point.dist.name if point.dist else point.value
    try:
        found = point.load()
    except Exception as error:
        raise KgError(f"the reader '{point.name}' of {package} cannot be loaded: {error}") from error
    if not isinstance(found, Format):
        raise KgError(f"the reader '{point.name}' of {package} is none: it must be a kg.readers.Format")
    return found


def ending(name: str) -> str | None:
    """The ending of a file's name in small letters; ".gz" and ".zst" do not count.

    Example:
        >>> ending("A.JSONL.gz")
        '.jsonl'
    """
    suffixes = [s.lower() for s in PurePath(name).suffixes]
    if suffixes and suffixes[-1] in PACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes else None


def by_name(name: str) -> Format | None:
    """The format that the ending of a name stands for; None for any other ending."""
    suffix = ending(name)
    return next((f for f in formats() if suffix in f.suffixes), None) if suffix else None


# Formats that anything else may be mistaken for by its name: what does not look like one is read as plain text.
_SHOWN = frozenset({"parquet", "feed", "warc", "html", "text", "sgml", "pdf", "docx"})


def sniff(head: bytes, name: str = "") -> Format:
    """The format of an input.

    What the content shows clearly (Parquet, WARC, JSON, a feed, HTML) goes before the name, since files are often
    misnamed; what it leaves open (a table, a text) is told by the name, or by a header that names a text column.

    Args:
        head: The first bytes, unpacked; 64 KiB are plenty.
        name: The name of the file, or the empty text.

    Example:
        >>> sniff(b'{"id": "a1", "text": "Iran met Iraq."}', "articles.txt").name
        'jsonl'
    """
    named = by_name(name)
    known = Head(head, head.decode(encoding_of(head), "replace").lstrip("\ufeff"), named.name if named else None)
    looks = [(format, format.looks(known)) for format in formats() if format.looks is not None]
    for format, sure in looks:
        if sure is Sure.YES:
            return format
    if named is not None:
        return find("text") if named.name in _SHOWN else named
    return next((format for format, sure in looks if sure is Sure.PERHAPS), find("text"))
