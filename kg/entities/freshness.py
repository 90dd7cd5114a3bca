"""How old the tables of who is known are: the newest date in each, and until when its sources reach."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.core.lists import shipped as shipped_lists
from kg.entities.knowledge import DATA
from kg.entities.tables import Row, read

_DATES = ("start", "end", "until")


@dataclass(frozen=True, slots=True)
class Age:
    """How old a table is, or what it says of one office.

    Attributes:
        table: The file; for an office "tenures.tsv: foreign_minister".
        rows: How many rows.
        newest: The newest date in its rows; None if they have none.
        open: Terms that last, as far as the table knows; None where there are no terms.
        until: Until when its source reaches, as "2025-12".
        source: What it was written from.
    """

    table: str
    rows: int
    newest: dt.date | None
    open: int | None
    until: str
    source: str


@lru_cache(maxsize=1)
def _sources() -> dict[str, dict[str, Any]]:
    return dict(shipped_lists(Path(__file__).with_name("sources.yaml")))


def ages() -> list[Age]:
    """One line a shipped table, and below the terms of office one for each office, oldest last.

    Example:
        >>> next(a for a in ages() if a.table == "tenures.tsv").until
        '2026-01'
    """
    found = []
    for file in sorted(DATA.iterdir()):
        if file.suffix not in (".tsv", ".yaml"):
            continue
        rows = list(read(file))
        found.append(_age(file.name, file.name, rows))
        if file.name == "tenures.tsv":
            by_office: dict[str, list[Row]] = defaultdict(list)
            for row in rows:
                by_office[row.text("office")].append(row)
            offices = [_age(f"{file.name}: {office}", file.name, held) for office, held in by_office.items()]
            found += sorted(offices, key=lambda a: (a.newest or dt.date.min, a.rows), reverse=True)
    return found


def _age(shown: str, file: str, rows: list[Row]) -> Age:
    dates = [day for row in rows for c in _DATES if c in row.cells and (day := row.date(c)) is not None]
    open_ = sum(not row.text("end") for row in rows) if file == "tenures.tsv" else None
    source = _sources().get(file, {})
    return Age(
        shown, len(rows), max(dates, default=None), open_, str(source.get("until", "")), source.get("source", "")
    )
