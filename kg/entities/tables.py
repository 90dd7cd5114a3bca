"""Reading tables of knowledge: the shipped ones, and a user's own as they come.

Shipped are TSV with a header line, or YAML with one list a table; a user's may also be CSV or a DataFrame, with columns
called as others call them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.core import lists
from kg.core.errors import KnowledgeError

if TYPE_CHECKING:
    import pandas as pd

# Table name -> columns.  Those after "?" may be missing from a file.
COLUMNS: dict[str, tuple[str, ...]] = {
    "countries": ("id", "name", "spellings", "adjectives", "people", "capital", "capital_spellings"),
    "geography": ("id", "iso2", "official", "lat", "lon", "capital_lat", "capital_lon", "sovereign", "traits"),
    "entities": ("name", "kind", "?", "id", "aliases", "known_as", "surname", "country", "sector", "wikidata", "body"),
    "tenures": ("person", "office", "role", "of", "start", "?", "end"),
    "wikidata": ("id", "wikidata"),
    "members": ("organisation", "members"),
    "memberships": ("organisation", "since", "members", "?", "until"),
    "metonyms": ("name", "entity"),
    "provinces": ("province", "short", "country"),
    "de_facto": ("state", "id", "names", "adjectives", "capital"),
    "ships": ("prefix", "navy"),
    "seats": ("seat", "state", "kind", "start", "until"),
    "agents": ("lemma", "kind", "sector", "?", "plural"),
    "roles": ("phrase", "office", "sector"),
    "institutions": ("phrase", "slug", "kind", "sector"),
    "places": ("name", "country", "lat", "lon", "?", "id", "aliases", "kind", "population", "within"),
    "chambers": ("name", "countries"),
    "ambiguous": ("name", "readings", "?", "default", "note"),
}
# What others call our columns.
_CALLED = {
    "type": "kind", "aka": "aliases", "alias": "aliases", "other_names": "aliases", "iso3": "country", "iso": "country",
    "country_code": "country", "from": "start", "start_date": "start", "to": "end", "until": "end", "end_date": "end",
    "title": "role", "latitude": "lat", "longitude": "lon", "lng": "lon", "qid": "wikidata",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column, and where it stands, for messages."""

    table: str
    cells: Mapping[str, Any]
    where: str

    def text(self, column: str) -> str:
        """The cell as a string; "" if empty or missing."""
        value = self.cells.get(column)
        return "" if value is None else str(value).strip()

    def need(self, column: str) -> str:
        """The cell as a string.

        Raises:
            KnowledgeError: It is empty.
        """
        value = self.text(column)
        if not value:
            raise self.error(f"no {column}")
        return value

    def list(self, column: str) -> tuple[str, ...]:
        """The values of a cell: separated by "|" in TSV, a list in YAML."""
        value = self.cells.get(column)
        if isinstance(value, (list, tuple)):
            return tuple(str(v).strip() for v in value)
        return tuple(part for v in str(value or "").split("|") if (part := v.strip()))

    def number(self, column: str) -> float | None:
        """The cell as a number; None if empty.

        Raises:
            KnowledgeError: It is not a number.
        """
        value = self.text(column)
        if not value:
            return None
        try:
            return float(value)
        except ValueError:
            raise self.error(f"{column} is not a number: {value!r}") from None

    def date(self, column: str) -> dt.date | None:
        """The cell as a day.  A month or a year alone stands for its first day.

        Raises:
            KnowledgeError: It is not YYYY, YYYY-MM or YYYY-MM-DD.
        """
        value = self.text(column)
        if not value:
            return None
        parts = value.split("-")
        try:
            year, month, day = (*map(int, parts), *(1,) * (3 - len(parts)))
            return dt.date(year, month, day)
        except ValueError:
            raise self.error(f"{column} is not a date (YYYY-MM-DD): {value!r}") from None

    def error(self, what: str) -> KnowledgeError:
        """An error that names the file and the line."""
        return KnowledgeError(f"{self.where}: {what}")


def text_of(path: Path, encoding: str = "utf-8") -> str:
    """The text of a file.

    Args:
        path: The file.
        encoding: "utf-8", or "utf-8-sig" where a mark of the byte order may stand before it.

    Raises:
        KnowledgeError: It is missing or not UTF-8.
    """
    try:
        return path.read_text(encoding)
    except FileNotFoundError:
        raise KnowledgeError(f"{path.name}: no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name}: cannot be read as UTF-8 text ({error})") from None


def read(path: Path) -> Iterator[Row]:
    """The rows of a TSV or YAML file, checked for known columns.

    Args:
        path: ``.tsv`` or ``.yaml``/``.yml``.  Lines starting with "#" are comments.  A TSV file's header line says
            which table it is; a YAML file is a mapping from table names to lists of rows.

    Raises:
        KnowledgeError: The file is missing, not UTF-8, or not of this form.
    """
    text = text_of(path)
    if path.suffix.lower() in (".yaml", ".yml"):
        yield from _yaml(path.name, text)
    else:
        yield from _tsv(path.name, text)


def _tsv(file: str, text: str) -> Iterator[Row]:
    header: list[str] = []
    table = ""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = [c.strip() for c in cells]
            table = table_of(header, f"{file}:{number}")
            continue
        if len(cells) > len(header):
            raise KnowledgeError(f"{file}:{number}: {len(cells)} cells under {len(header)} columns")
        yield Row(table, dict(zip(header, cells, strict=False)), f"{file}:{number}")


def _yaml(file: str, text: str) -> Iterator[Row]:
    import yaml  # not needed where the tables were read before

    try:
        content = lists.read(text)
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{file}: not valid YAML: {error}") from None
    if content is None:
        return
    if not isinstance(content, dict):
        raise KnowledgeError(f"{file}: expected a mapping from table names to lists of rows")
    for table, rows in content.items():
        if table not in COLUMNS:
            raise KnowledgeError(f"{file}: unknown table {table!r}; known are {', '.join(sorted(COLUMNS))}")
        if not isinstance(rows, list):
            raise KnowledgeError(f"{file}: {table} is not a list of rows")
        for number, cells in enumerate(rows, 1):
            where = f"{file}: {table} {number}"
            if not isinstance(cells, dict):
                raise KnowledgeError(f"{where}: not a mapping from columns to values")
            _check([str(c) for c in cells], table, where)
            yield Row(table, {str(k): v for k, v in cells.items()}, where)


def table_of(header: list[str], where: str) -> str:
    """Which table has some columns.

    Raises:
        KnowledgeError: None has.
    """
    fitting = [
        table
        for table, columns in COLUMNS.items()
        if set(_needed(columns)) <= set(header) <= set(columns) and table != "ambiguous"
    ]
    if not fitting:
        raise KnowledgeError(
            f"{where}: no table has the columns {', '.join(header)}; see the documentation on knowledge"
        )
    return max(fitting, key=lambda table: len(_needed(COLUMNS[table])))


def _check(columns: list[str], table: str, where: str) -> None:
    known = COLUMNS[table]
    if unknown := sorted(set(columns) - set(known)):
        raise KnowledgeError(
            f"{where}: unknown column {unknown[0]!r}; known are {', '.join(c for c in known if c != '?')}"
        )
    if missing := [c for c in _needed(known) if c not in columns]:
        raise KnowledgeError(f"{where}: no {missing[0]}")


def _needed(columns: tuple[str, ...]) -> tuple[str, ...]:
    return columns[: columns.index("?")] if "?" in columns else columns


def rows_of(table: Path | str | pd.DataFrame) -> Iterator[Row]:
    """The rows of a user's table, its columns by our names.

    Args:
        table: A YAML or TSV file as the shipped ones, a CSV file, or a DataFrame.

    Raises:
        KnowledgeError: It is missing, or no table has such columns.
    """
    if not isinstance(table, str | Path):
        yield from _rows([str(c) for c in table.columns], enumerate(table.to_dict("records"), 1), "DataFrame: row ", 0)
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
    for cells in reader:
        number = lines[reader.line_num - 1][0]  # in the file, with its comments and empty lines
        if len(cells) > len(header):
            raise KnowledgeError(f"{path.name}:{number}: {len(cells)} cells under {len(header)} columns")
        records.append((number, dict(zip(header, cells, strict=False))))
    yield from _rows(header, records, f"{path.name}:", lines[0][0])


def _rows(header: list[str], records: Iterable[tuple[int, Any]], where: str, first: int) -> Iterator[Row]:
    known = {column for columns in COLUMNS.values() for column in columns}
    called = {c: c.strip().lower().replace(" ", "_") for c in header}
    called = {c: name if name in known else _CALLED.get(name, name) for c, name in called.items()}
    table = table_of(list(called.values()), f"{where}{first}" if first else "DataFrame")
    for number, record in records:
        cells = {called[c]: _cell(v) for c, v in record.items() if c in called}
        if any(cells.values()):
            yield Row(table, cells, f"{where}{number}")


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
