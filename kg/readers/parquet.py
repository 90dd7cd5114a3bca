"""Tables that are typed: Parquet files, and DataFrames of pandas, polars and Arrow; one row, one article."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.core.errors import InputError, to_install
from kg.readers import fields
from kg.readers.base import Format, Head, Input, Sure, register
from kg.readers.options import Options
from kg.readers.record import Record


def read(file: Input) -> Iterator[Record | InputError]:
    """A record for each row of a Parquet file, read in batches.

    Raises:
        InputError: pyarrow is not installed, the file is damaged, or it has no column with the text.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError(f"reading Parquet needs pyarrow: {to_install('parquet')}", file.where) from None
    limits, number = file.options.limits, 0
    try:
        stream = file.stream
        table = pq.ParquetFile(stream if stream.seekable() else io.BytesIO(file.whole(limits.table)))
        names = list(table.schema_arrow.names)
        wanted = checked(names, file.options, file.where)
        for batch in table.iter_batches(batch_size=1000, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield Record(row, file.where, number)
    except pa.ArrowException as error:
        raise InputError(f"not a whole Parquet file ({error})", file.where) from None


def is_frame(source: Any) -> bool:
    """Whether it is a table of pandas, polars or Arrow: told by its type, without importing any of them."""
    return _type(source) in _FRAMES


def is_column(source: Any) -> bool:
    """Whether it is one column of such a table, or an array: its cells are texts, not names of files."""
    return _type(source) in _COLUMNS


def read_frame(frame: Any, options: Options, where: str = "DataFrame") -> Iterator[Record | InputError]:
    """A record for each row of a table in memory; ``line`` counts rows from 1.

    Raises:
        InputError: It has no column with the text.
    """
    package, name = _type(frame)
    if package == "polars":
        frame = frame.collect() if name == "LazyFrame" else frame
        wanted = checked(frame.columns, options, where)
        rows: Iterable[Mapping[str, Any]] = frame.select(wanted).iter_rows(named=True)
    elif package == "pyarrow":
        if name == "RecordBatchReader":
            frame = frame.read_all()
        wanted = checked(frame.schema.names, options, where)
        batches = frame.select(wanted)
        batches = batches.to_batches(max_chunksize=1000) if name != "RecordBatch" else [batches]
        rows = (row for batch in batches for row in batch.to_pylist())
    else:
        wanted = checked(frame.columns, options, where)
        columns = [c for c in frame.columns if str(c) in set(wanted)]
        cells = frame[columns].itertuples(index=False, name=None)
        rows = (dict(zip(wanted, row, strict=True)) for row in cells)
    for number, row in enumerate(rows, start=1):
        yield Record(row, where, number)


def checked(names: Iterable[Any], options: Options, where: str) -> list[str]:
    """The columns of a table that may hold a part of an article.

    Raises:
        InputError: None holds the text, or two that do have the same name.
    """
    given = [str(n) for n in names]
    options.tally(where).see(given)
    missed = [name for name in options.fields.values() if name not in given and name.split(".")[0] not in given]
    shown = ", ".join(n[:30] for n in given[:12]) or "none"
    if missed:
        raise InputError(f'no column "{missed[0]}" (columns: {shown})', where, 1)
    wanted = fields.wanted(given, options.fields)
    if "text" not in fields.held(given, options.fields):
        raise InputError(f'no column "text" (columns: {shown})', where, 1)
    twice = next((name for name in wanted if given.count(name) > 1), None)
    if twice is not None:
        raise InputError(f'{given.count(twice)} columns are called "{twice}"; give each a name of its own', where, 1)
    return wanted


def _type(source: Any) -> tuple[str, str]:
    """The package and the name of the class that a thing is of; a subclass counts as what it is made from."""
    for kind in type(source).__mro__:
        found = (kind.__module__.split(".")[0], kind.__name__)
        if found in _FRAMES or found in _COLUMNS:
            return found
    return ("", "")


_FRAMES = frozenset(
    {
        ("pandas", "DataFrame"), ("polars", "DataFrame"), ("polars", "LazyFrame"),
        ("pyarrow", "Table"), ("pyarrow", "RecordBatch"), ("pyarrow", "RecordBatchReader"),
    }
)  # fmt: skip
_COLUMNS = frozenset(
    {
        ("pandas", "Series"), ("pandas", "Index"), ("pandas", "ExtensionArray"), ("polars", "Series"),
        ("pyarrow", "Array"), ("pyarrow", "ChunkedArray"), ("numpy", "ndarray"),
    }
)  # fmt: skip


def _looks(head: Head) -> Sure:
    return Sure.YES if head.data.startswith(b"PAR1") else Sure.NO


register(
    Format(
        "parquet", read, (".parquet", ".pq"), _looks, ("application/vnd.apache.parquet",), binary=True,
        needs="pyarrow", extra="parquet",
    )
)  # fmt: skip
