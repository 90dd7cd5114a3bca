"""How much of an input has been read, for those who want to know how long the rest will take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from kg.core.records import Article
from kg.readers.sources import File

# What a record in memory counts for, in bytes; only its weight beside files matters.
_RECORD = 2000


class Meter:
    """Counts the bytes of files as they are read, packed as they are.

    Attributes:
        total: Bytes of all files; None where that is not known beforehand (standard input, an iterable).
        articles: Articles that were read.
        undated: Of these, how many have no date.
        foreign: How many were left out since they are in another language.
    """

    def __init__(self) -> None:
        self.total: int | None = None
        self.articles, self.undated, self.foreign = 0, 0, 0
        self._before = 0
        self._stream: BinaryIO | None = None

    def counted(self, article: Article) -> None:
        """Note an article that was read."""
        self.articles += 1
        self.undated += article.date is None

    @property
    def done(self) -> float | None:
        """The part that has been read, 0 to 1; None where the whole is not known."""
        if not self.total:
            return None
        at = self._before + (self._stream.tell() if self._stream and not self._stream.closed else 0)
        return min(1.0, at / self.total)

    def expect(self, parts: Iterable[Any]) -> None:
        """Note what there is to read."""
        sizes = [_size(part) for part in parts] if isinstance(parts, list) else [None]
        self.total = None if None in sizes else sum(size for size in sizes if size)

    @contextmanager
    def reading(self, part: Any, stream: BinaryIO | None = None) -> Iterator[None]:
        """While a part is being read."""
        self._stream = stream
        try:
            yield
        finally:
            self._stream = None
            self._before += _size(part) or 0


def _size(part: Any) -> int | None:
    if isinstance(part, Article | Mapping):
        return _RECORD
    if isinstance(part, File) and part.path is not None:
        try:
            return part.path.stat().st_size or 1
        except OSError:
            return 1
    return None
