"""Tables: JSON Lines, JSON, CSV, TSV, Parquet and DataFrames; one row, one article.

Columns: ``id``, ``text``, ``title``, ``date``, ``source``, ``url``; only ``text`` must be there.  Common other names
("body", "headline", "published" …) are understood.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.core.errors import InputError
from kg.readers.decoding import decode, lines, whole
from kg.readers.options import Limits
from kg.readers.record import Record, columns

if TYPE_CHECKING:
    import pandas as pd

Row = Record | InputError


def read_jsonl(stream: io.BufferedReader, where: str, limits: Limits) -> Iterator[Row]:
    """A record for each line of JSON Lines; an error for each line that holds no JSON object."""
    for number, line in lines(stream, limits.record, where):
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            yield _object(line, where, number)


def read_json(stream: io.BufferedReader, where: str, limits: Limits) -> Iterator[Row]:
    """The records of a file with one JSON object, or one list of objects.

    Raises:
        InputError: It is neither.
    """
    try:
        value = json.loads(decode(whole(stream, limits.table, where), where))
    except (ValueError, RecursionError) as error:
        raise InputError(f"not valid JSON ({error})", where) from None
    rows = value if isinstance(value, list) else [value]
    for number, row in enumerate(rows, start=1):
        at = number if isinstance(value, list) else None
        yield Record(row, where, at) if isinstance(row, dict) else InputError("not a JSON object", where, at)


def read_csv(stream: io.BufferedReader, where: str, limits: Limits, delimiter: str | None = None) -> Iterator[Row]:
    """A record for each row under a header.

    Args:
        stream: The file.
        where: Its name, for messages.
        limits: How much is read.
        delimiter: What parts the columns; None to tell from the header.

    Raises:
        InputError: The first line is no header, or names no column with the text.
    """
    before = csv.field_size_limit(limits.record)
    texts = _csv_lines(stream, where, limits)
    try:
        header = next(texts, "")
        mark = delimiter or max(",;\t|", key=header.count)
        try:
            names = next(csv.reader([header], delimiter=mark), [])
        except csv.Error as error:
            raise InputError(f"not the header of a table ({error})", where, 1) from None
        _need_text(names, where)
        reader = csv.reader(texts, delimiter=mark)
        line = 2
        while True:
            csv.field_size_limit(limits.record)  # a setting of the whole process: another reader may have changed it
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                yield InputError(f"not a row of a table ({error})", where, line)
                line = reader.line_num + 2
                continue
            if any(cell.strip() for cell in row):
                if len(row) > len(names):
                    yield InputError(f"the row has {len(row)} cells, the header has {len(names)}", where, line)
                else:
                    yield Record(dict(zip(names, row, strict=False)), where, line)
            line = reader.line_num + 2
    finally:
        csv.field_size_limit(before)


def read_parquet(stream: io.BufferedReader, where: str, limits: Limits) -> Iterator[Row]:
    """A record for each row of a Parquet file, read in batches.

    Raises:
        InputError: pyarrow is not installed, the file is damaged, or it has no column with the text.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError("reading Parquet needs pyarrow: pip install pyarrow", where) from None
    try:
        file = pq.ParquetFile(stream if stream.seekable() else io.BytesIO(whole(stream, limits.table, where)))
        wanted = list(_need_text(file.schema_arrow.names, where).values())
        number = 0
        for batch in file.iter_batches(batch_size=1000, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield Record(row, where, number)
    except pa.ArrowException as error:
        raise InputError(f"not a whole Parquet file ({error})", where) from None


def read_frame(frame: pd.DataFrame, where: str = "DataFrame") -> Iterator[Row]:
    """A record for each row of a DataFrame; ``line`` counts rows from 1.

    Raises:
        InputError: It has no column with the text.
    """
    wanted = list(_need_text(frame.columns, where).values())
    for number, values in enumerate(frame[wanted].itertuples(index=False, name=None), start=1):
        yield Record(dict(zip(wanted, values, strict=True)), where, number)


def _object(line: str, where: str, number: int) -> Row:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return InputError(f"not valid JSON ({error})", where, number)
    if not isinstance(value, Mapping):
        return InputError("not a JSON object", where, number)
    return Record(value, where, number)


def _need_text(names: Iterable[Any], where: str) -> dict[str, str]:
    names = list(names)
    by = columns(names)
    if "text" not in by:
        given = ", ".join(str(n)[:30] for n in names[:12]) or "none"
        raise InputError(f'no column "text" (columns: {given})', where, 1)
    return by


def _csv_lines(stream: io.BufferedReader, where: str, limits: Limits) -> Iterator[str]:
    """Lines with their line ends, which inside a cell are part of the text."""
    for _, line in lines(stream, limits.record, where):
        if isinstance(line, InputError):
            raise line
        yield line
