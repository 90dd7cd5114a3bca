"""Readers: one file per kind of input; each yields articles.

The one door is :func:`read`.  It finds the files, tells their kind by what is in them, and gives articles whose text is
cleaned of what is not the article, with every character still where it was.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, TypeAlias

from kg.core.errors import InputError
from kg.core.records import Article
from kg.readers import feed, html, table, text, warc
from kg.readers.cleaning import Cleaned, Removed, clean
from kg.readers.dates import parse_date
from kg.readers.decoding import UNPACKING, refuse, unpacked, whole
from kg.readers.meter import Meter
from kg.readers.options import Limits, Options
from kg.readers.record import Record, to_article
from kg.readers.sniffing import Kind, sniff
from kg.readers.sources import File, find

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cleaned", "Kind", "Limits", "Meter", "Removed", "Source", "clean", "parse_date", "read", "sniff"]

Source: TypeAlias = (
    "str | os.PathLike[str] | IO[bytes] | Mapping[str, Any] | Article | File | pd.DataFrame | Iterable[Source]"
)
"""What can be read: a path, "-" for standard input, a glob, a folder, an open binary file, a DataFrame, an Article, a
mapping with the fields of one, or an iterable of these."""


def read(
    source: Source,
    *,
    date: dt.date | str | None = None,
    outlet: str | None = None,
    on_error: Callable[[InputError], None] | None = None,
    limits: Limits | None = None,
    meter: Meter | None = None,
) -> Iterator[Article]:
    """Read articles.

    Kinds of file: plain text, HTML, JSON Lines, JSON, CSV, TSV, and with their packages Parquet (pyarrow), RSS and
    Atom (feedparser) and WARC (warcio), each also as gzip and (with zstandard) zstd; told by content, and by the ending
    of the name where the content leaves it open.  A folder is read with all folders in it, in the order of names, files
    of these kinds only.

    An article that cannot be read is reported to ``on_error`` and left out; the run goes on.

    Args:
        source: A path, "-" for standard input, a glob, a folder, an open binary file, a DataFrame, an :class:`Article`,
            a mapping with the fields of one, or an iterable of these.
        date: Day of publication of the articles that state none.
        outlet: Source of the articles that state none.
        on_error: Called with an :class:`InputError` that names file and line; None logs a warning in the log "kg".
        limits: How much is read before an input is refused.
        meter: Told how much of the input has been read.

    Returns:
        The articles, one by one, as they are read.

    Raises:
        InputError: A path does not exist, or there is nothing to read at it.  Raised at once, before anything is read.

    Example:
        >>> [a.id for a in read({"id": "a1", "text": "Iran and Iraq signed an agreement.", "date": "2023-03-19"})]
        ['a1']
    """
    options = Options(date=parse_date(date, "date"), outlet=outlet, limits=limits or Limits())
    if on_error is not None:
        options.on_error = on_error
    parts = _parts(source)
    meter = meter or Meter()
    meter.expect(parts)
    return _articles(parts, options, meter)


def _parts(source: Source) -> Iterable[Any]:
    """What a source is made of: files, frames, records.  Paths are looked up at once, iterables as they are used."""
    if isinstance(source, str | os.PathLike):
        return find(os.fspath(source))
    if isinstance(source, Article | Mapping | File) or _is_frame(source) or hasattr(source, "read"):
        return [source]
    if isinstance(source, list | tuple | set | frozenset):
        return [part for one in source for part in _parts(one)]
    if isinstance(source, Iterable):
        return (part for one in source for part in _parts(one))
    raise InputError(f"cannot read articles from a {type(source).__name__}")


def _articles(parts: Iterable[Any], options: Options, meter: Meter) -> Iterator[Article]:
    number = 0
    for part in parts:
        if isinstance(part, Article | Mapping):
            number += 1
        try:
            for row in _records(part, number, options.limits, meter):
                try:
                    if isinstance(row, InputError):
                        raise row
                    yield to_article(row, options)
                except InputError as error:
                    options.on_error(error)
        except InputError as error:
            options.on_error(error)
        except UNPACKING as error:
            options.on_error(InputError(f"the file is damaged and cannot be unpacked ({error})", str(part)))
        except OSError as error:
            options.on_error(InputError(f"cannot be read ({error.strerror or error})", str(part)))


def _records(part: Any, number: int, limits: Limits, meter: Meter) -> Iterator[Record | InputError]:
    if isinstance(part, Article):
        fields = {name: getattr(part, name) for name in ("id", "text", "title", "date", "source", "url")}
        with meter.reading(part):
            yield Record(fields, "article", number)
    elif isinstance(part, Mapping):
        with meter.reading(part):
            yield Record(part, "record", number)
    elif _is_frame(part):
        yield from table.read_frame(part)
    elif isinstance(part, File):
        if part.path is None:
            yield from _file(sys.stdin.buffer, part.where, "stdin", limits)
        else:
            with part.path.open("rb") as stream, meter.reading(part, stream):
                yield from _file(stream, part.where, part.name, limits)
    else:
        where = str(getattr(part, "name", "<stream>"))
        yield from _file(part, where, Path(where).stem, limits)


def _file(stream: BinaryIO, where: str, name: str, limits: Limits) -> Iterator[Record | InputError]:
    buffered = unpacked(stream)
    head = buffered.peek(1 << 16)[: 1 << 16]
    kind = sniff(head, where)
    if kind is Kind.PARQUET:
        yield from table.read_parquet(buffered, where, limits)
        return
    refuse(head, where)
    match kind:
        case Kind.JSONL:
            yield from table.read_jsonl(buffered, where, limits)
        case Kind.JSON:
            yield from table.read_json(buffered, where, limits)
        case Kind.CSV:
            yield from table.read_csv(buffered, where, limits)
        case Kind.TSV:
            yield from table.read_csv(buffered, where, limits, delimiter="\t")
        case Kind.FEED:
            yield from feed.read_feed(whole(buffered, limits.file, where), where)
        case Kind.WARC:
            yield from warc.read_warc(buffered, where, limits)
        case Kind.HTML:
            yield from html.read_html(whole(buffered, limits.file, where), where, name)
        case _:
            yield from text.read_text(whole(buffered, limits.file, where), where, name)


def _is_frame(source: Any) -> bool:
    """Whether it is a DataFrame, without importing pandas for those who have none."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(source, pandas.DataFrame)
