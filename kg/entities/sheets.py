"""Reading a user's own tables as they come: CSV, TSV or a DataFrame, with columns called as others call them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.core.errors import KnowledgeError
from kg.entities.tables import COLUMNS, Row, read, table_of, text_of

if TYPE_CHECKING:
    import pandas as pd

# What others call our columns.
_CALLED = {
    "type": "kind", "aka": "aliases", "alias": "aliases", "other_names": "aliases", "iso3": "country", "iso": "country",
    "country_code": "country", "from": "start", "start_date": "start", "to": "end", "until": "end", "end_date": "end",
    "title": "role", "latitude": "lat", "longitude": "lon", "lng": "lon", "qid": "wikidata",
}  # fmt: skip


def rows_of(table: Path | str | pd.DataFrame) -> Iterator[Row]:
    """The rows of a user's table, its columns by our names.

    Args:
        table: A YAML or TSV file as the shipped ones, a CSV file, or a DataFrame.

    Raises:
        KnowledgeError: It is missing, or no table has such columns.
    """
    if not isinstance(table, str | Path):
        yield from _rows([str(c) for c in table.columns], table.to_dict("records"), "DataFrame", 1)
        return
    path = Path(str(table))
    if path.suffix.lower() in (".yaml", ".yml"):
        yield from read(path)
        return
    text = text_of(path, "utf-8-sig")
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        return
    marks = max("\t,;", key=lines[0][1].count)
    reader = csv.reader(io.StringIO("\n".join(line for _, line in lines)), delimiter=marks)
    header = [c.strip() for c in next(reader)]
    records = []
    for number, cells in enumerate(reader, 1):
        if len(cells) > len(header):
            raise KnowledgeError(f"{path.name}:{number + 1}: {len(cells)} cells under {len(header)} columns")
        records.append(dict(zip(header, cells, strict=False)))
    yield from _rows(header, records, path.name, lines[0][0] + 1)


def _rows(header: list[str], records: list[Any], where: str, first: int) -> Iterator[Row]:
    known = {column for columns in COLUMNS.values() for column in columns}
    called = {c: c.strip().lower().replace(" ", "_") for c in header}
    called = {c: name if name in known else _CALLED.get(name, name) for c, name in called.items()}
    table = table_of(list(called.values()), f"{where}:{max(first - 1, 1)}")
    for number, record in enumerate(records, first):
        cells = {called[c]: _cell(v) for c, v in record.items() if c in called}
        if any(cells.values()):
            yield Row(table, cells, f"{where}:{number}")


def _cell(value: Any) -> Any:
    """A cell as our tables have it: nothing for NaN, days as ISO writes them."""
    if isinstance(value, list | tuple):
        return [str(v) for v in value]
    if value is None or value != value or str(value) in ("NaT", "<NA>"):
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
