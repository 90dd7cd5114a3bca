"""Readers: one file per format; each yields articles.

The one door is :func:`read`.  It finds the files, tells their format by what is in them, and gives articles whose text
is cleaned of what is not the article, with every character still where it was.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, TypeAlias

from kg.core.errors import InputError, Remark
from kg.core.records import Article
from kg.readers import fields as field_names
from kg.readers.base import Format, Head, Input, Sure, find, names, register, sniff
from kg.readers.charsets import known
from kg.readers.cleaning import Cleaned, Removed, clean
from kg.readers.dates import checked_format, parse_date
from kg.readers.decoding import UNPACKING, refuse, unpacked
from kg.readers.identity import Holder, Identities
from kg.readers.meter import Meter
from kg.readers.options import Limits, Options
from kg.readers.parquet import is_column, is_frame, read_frame
from kg.readers.record import ForeignTextError, Record, to_article
from kg.readers.sources import File
from kg.readers.sources import find as find_files

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Cleaned", "Format", "Head", "Holder", "Identities", "Input", "Limits", "Meter", "Record", "Remark", "Removed",
    "Source", "Sure", "clean", "find", "names", "parse_date", "read", "register", "sniff",
]  # fmt: skip

Source: TypeAlias = (
    "str | os.PathLike[str] | IO[bytes] | Mapping[str, Any] | Article | File | pd.DataFrame | Iterable[Source]"
)
"""What can be read: a path, "-" for standard input, a glob, a folder, an open binary file, a table of pandas, polars or
Arrow, an Article, a mapping with the fields of one, or an iterable of these."""


def read(
    source: Source,
    *,
    date: dt.date | str | None = None,
    outlet: str | None = None,
    encoding: str | None = None,
    fields: Mapping[str, str] | Iterable[str] | None = None,
    date_format: str | None = None,
    on_error: Callable[[InputError], None] | None = None,
    limits: Limits | None = None,
    meter: Meter | None = None,
    identities: Identities | None = None,
) -> Iterator[Article]:
    """Read articles.

    Formats: plain text, HTML, JSON Lines, JSON, CSV, TSV, SGML of old corpora, exports of Nexis, Factiva and ProQuest,
    and with their packages Parquet (pyarrow), RSS and Atom (feedparser), WARC (warcio), PDF (pypdf) and DOCX
    (python-docx), each also as gzip and (with zstandard) zstd; told by content, and by the ending of the name where the
    content leaves it open.  A folder is read with all folders in it, in the order of names, files of these formats
    only; documents that are passed over are told.

    An article that cannot be read is reported to ``on_error`` and left out; the run goes on.  So is what a person
    should know of articles that are kept, as a :class:`Remark`.

    Args:
        source: A path, "-" for standard input, a glob, a folder, an open binary file, a table of pandas, polars or
            Arrow, an :class:`Article`, a mapping with the fields of one, or an iterable of these.
        date: Day of publication of the articles that state none.
        outlet: Source of the articles that state none.
        encoding: How the files are encoded ("windows-1251"); None tells it from each.
        fields: Which field holds which part, where its name is unusual: {"date": "seendate"}.
        date_format: How days in figures are written: "DMY", "MDY", "YMD", or a pattern of strptime ("%d.%m.%y").
        on_error: Called with an :class:`InputError` that names file and line; None logs a warning in the log "kg".
        limits: How much is read before an input is refused.
        meter: Told how much of the input has been read.
        identities: Keeps ids apart, also from those in a store.

    Returns:
        The articles, one by one, as they are read.

    Raises:
        InputError: A path does not exist, or there is nothing to read at it, or an option makes no sense.  Raised at
            once, before anything is read.

    Example:
        >>> [a.id for a in read({"id": "a1", "text": "Iran and Iraq signed an agreement.", "date": "2023-03-19"})]
        ['a1']
    """
    if encoding is not None and known(encoding) is None:
        raise InputError(f"there is no encoding {encoding!r}; utf-8, windows-1251, shift_jis … are some")
    form = checked_format(date_format)
    options = Options(
        date=parse_date(date, "date"), outlet=outlet, encoding=encoding, fields=field_names.given(fields),
        date_format=form, limits=limits or Limits(), identities=identities or Identities(),
    )  # fmt: skip
    if on_error is not None:
        options.on_error = on_error
    parts = _parts(source, options)
    meter = meter or Meter()
    meter.expect(parts)
    return _articles(parts, options, meter)


def _parts(source: Source, options: Options) -> Iterable[Any]:
    """What a source is made of: files, frames, records.  Paths are looked up at once, iterables as they are used.

    A source is what its type says: a table is never taken for a list of paths, nor a cell for the name of a file.
    """
    if isinstance(source, str | os.PathLike):
        return find_files(os.fspath(source), options.on_error)
    if is_column(source):
        kind = type(source).__name__
        raise InputError(f"cannot read articles from a {kind}; give the whole table, or {{'text': …}} for each article")
    if isinstance(source, Article | Mapping | File) or is_frame(source) or hasattr(source, "read"):
        return [source]
    if isinstance(source, list | tuple | set | frozenset):
        return [part for one in source for part in _parts(one, options)]
    if isinstance(source, Iterable) and not isinstance(source, bytes | bytearray | memoryview):
        return (part for one in source for part in _parts(one, options))
    raise InputError(f"cannot read articles from a {type(source).__name__}")


def _articles(parts: Iterable[Any], options: Options, meter: Meter) -> Iterator[Article]:
    number = 0
    try:
        for part in parts:
            if isinstance(part, Article | Mapping):
                number += 1
            yield from _of_part(part, number, options, meter)
    finally:
        options.tell_tallies()


def _of_part(part: Any, number: int, options: Options, meter: Meter) -> Iterator[Article]:
    file, rows = part.path if isinstance(part, File) else None, 0
    try:
        for row in _records(part, number, options, meter):
            rows += 1
            try:
                if isinstance(row, InputError):
                    raise row
                article = to_article(row, options, file, options.tally(row.where))
            except InputError as error:
                meter.foreign += isinstance(error, ForeignTextError)
                options.on_error(error)
            else:
                meter.counted(article)
                yield article
        where = "DataFrame" if is_frame(part) else str(getattr(part, "where", getattr(part, "name", "<stream>")))
        if not rows and not options.told_of(where):
            options.remark("no article in it", where)
    except InputError as error:
        options.on_error(error)
    except UNPACKING as error:
        options.on_error(InputError(f"the file is damaged and cannot be unpacked ({error})", str(part)))
    except OSError as error:
        options.on_error(InputError(f"cannot be read ({error.strerror or error})", str(part)))


def _records(part: Any, number: int, options: Options, meter: Meter) -> Iterator[Record | InputError]:
    if isinstance(part, Article):
        fields = {name: getattr(part, name) for name in ("id", "text", "title", "date", "source", "url")}
        with meter.reading(part):
            yield Record(fields, "article", number)
    elif isinstance(part, Mapping):
        with meter.reading(part):
            yield Record(part, "record", number)
    elif is_frame(part):
        yield from read_frame(part, options)
    elif isinstance(part, File):
        if part.path is None:
            yield from _file(Input(unpacked(sys.stdin.buffer), part.where, "stdin", options))
        else:
            with part.path.open("rb") as stream, meter.reading(part, stream):
                yield from _file(Input(unpacked(stream), part.where, part.name, options))
    else:
        where = str(getattr(part, "name", "<stream>"))
        charset = getattr(part, "charset", None)
        yield from _file(Input(_unpacked(part), where, Path(where).stem, options, charset))


def _unpacked(stream: BinaryIO) -> Any:
    """An open file, unpacked; one that gives text is read as the bytes of it."""
    if isinstance(getattr(stream, "encoding", None), str) and hasattr(stream, "buffer"):
        return unpacked(stream.buffer)
    return unpacked(stream)


def _file(file: Input) -> Iterator[Record | InputError]:
    head = file.stream.peek(1 << 16)[: 1 << 16]
    format = sniff(head, file.where)
    if not format.binary:
        refuse(head, file.where)
    yield from format.read(file)
