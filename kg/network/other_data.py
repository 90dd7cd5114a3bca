"""Tables of other event data, read as far as they say who did something kind or unkind to whom, and when.

GDELT 1 and 2 (with or without a line of names), ICEWS and POLECAT, as they are published or zipped.  Which of them a
table is, is told from its columns.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from kg.core.countries import countries
from kg.core.country_codes import of_cameo
from kg.core.errors import InputError
from kg.core.plover import EventType
from kg.entities.nearest import known_as

#: Columns of :func:`read_other`.
COLUMNS = ("a", "b", "day", "side")

# So many rows are read at a time.
_TOGETHER = 100_000
_AS_TEXT: dict[str, Any] = {"dtype": "str", "keep_default_na": False, "encoding_errors": "replace"}

# The columns of a table of GDELT that has no line of names; those that count are at the same place in both versions.
_GDELT_WIDTHS = (57, 58, 61)
_GDELT_PLACES = {"SQLDATE": 1, "Actor1CountryCode": 7, "Actor2CountryCode": 17, "EventRootCode": 28}

# Codes that GDELT has from an older ISO 3166.
_OLD = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "BUR": "MMR"}


class Layout(NamedTuple):
    """What the columns of a table are called: the day, the two countries, and what was done."""

    name: str
    day: str
    a: str
    b: str
    act: str


LAYOUTS = (
    Layout("POLECAT", "Event Date", "Actor Country", "Recipient Country", "Event Type"),
    Layout("ICEWS", "Event Date", "Source Country", "Target Country", "CAMEO Code"),
    Layout("GDELT", "SQLDATE", "Actor1CountryCode", "Actor2CountryCode", "EventRootCode"),
    Layout("GDELT", "Day", "Actor1CountryCode", "Actor2CountryCode", "EventRootCode"),
)


def read_other(path: str | Path) -> tuple[str, pd.DataFrame]:
    """The rows of a table that are acts between two countries.

    Args:
        path: The file; also as .zip, .gz, .bz2, .xz or .zst.

    Returns:
        "GDELT", "ICEWS" or "POLECAT"; and a table with ``a`` and ``b`` (ISO 3166 alpha-3), ``day`` and ``side``
        ("cooperation" or "conflict": that of the type that the act is in PLOVER).  CAMEO's public statements and
        appeals (01, 02), which PLOVER does not have, are left out, and so is what happens within one country.

    Raises:
        InputError: The file cannot be read, or is none of these tables.
    """
    path = Path(path)
    try:
        layout, how = _layout(path)
        parts = [_rows(chunk, layout) for chunk in _chunks(path, how)]
    except (OSError, UnicodeError, pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        raise InputError(f"cannot be read ({getattr(error, 'strerror', None) or error})", str(path)) from error
    return layout.name, pd.concat(parts, ignore_index=True) if parts else _table([])


def _chunks(path: Path, how: dict[str, Any]) -> Iterator[pd.DataFrame]:
    reader: Any = pd.read_csv(path, chunksize=_TOGETHER, **_AS_TEXT, **how)
    with reader:
        yield from reader


def _layout(path: Path) -> tuple[Layout, dict[str, Any]]:
    """Which table it is, and how pandas reads it."""
    for separator in ("\t", ","):
        # GDELT, ICEWS and POLECAT put nothing into quotation marks, and have them in names.
        quoting: dict[str, Any] = {"quoting": csv.QUOTE_NONE} if separator == "\t" else {}
        first: Any = pd.read_csv(path, sep=separator, header=None, nrows=1, **_AS_TEXT, **quoting)
        names = [str(name).strip() for name in first.iloc[0]]
        for layout in LAYOUTS:
            if {layout.day, layout.a, layout.b, layout.act} <= set(names):
                wanted = [names.index(column) for column in layout[1:]]
                return layout, {"sep": separator, "header": None, "skiprows": 1, **_named(wanted, layout), **quoting}
        if len(names) in _GDELT_WIDTHS and re.fullmatch(r"\d+", names[0]) and re.fullmatch(r"\d{8}", names[1]):
            layout = LAYOUTS[2]
            places = [_GDELT_PLACES[column] for column in layout[1:]]
            return layout, {"sep": separator, "header": None, **_named(places, layout), **quoting}
    raise InputError("is no table of GDELT, ICEWS or POLECAT: none of their columns are there", str(path))


def _named(places: list[int], layout: Layout) -> dict[str, Any]:
    """The columns at some places under the names that they have in a layout."""
    order = sorted(zip(places, layout[1:], strict=True))
    return {"usecols": [place for place, _ in order], "names": [name for _, name in order]}


def _rows(chunk: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    kept: list[tuple[str, str, str, str]] = []
    for day, one, other, act in zip(*(chunk[column] for column in layout[1:]), strict=True):
        side = _side(layout.name, act.strip())
        if side is not None:
            kept.extend((a, b, day, side) for a in _iso(one) for b in _iso(other) if a != b)
    return _table(kept)


def _table(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")
    days = frame["day"].str.replace("-", "").str.slice(0, 8)
    frame["day"] = pd.to_datetime(days, format="%Y%m%d", errors="coerce").astype("datetime64[s]")
    return frame[frame["day"].notna()].reset_index(drop=True)


@cache
def _iso(told: str) -> tuple[str, ...]:
    """The countries that a cell names, by code or name; several stand there with a semicolon between."""
    found = (_country(word.strip()) for word in told.split(";"))
    return tuple(dict.fromkeys(code for code in found if code is not None))


def _country(word: str) -> str | None:
    if word in ("", "None"):
        return None
    code = of_cameo(word) or _OLD.get(word, word)
    if code in countries():
        return code
    return next((id for id in sorted(known_as(word)) if id in countries()), None)


@cache
def _sides() -> dict[str, str]:
    """CAMEO root -> the side of the type that it is in PLOVER."""
    return {root: type.side for type in EventType for roots in type.row.cameo.values() for root in roots}


@cache
def _side(name: str, act: str) -> str | None:
    if name == "POLECAT":
        side = EventType(act).side if act in EventType.__members__.values() else None
    else:
        # A root has two figures and a code three or four; a nought in front is lost where they were taken for numbers.
        digits = act.zfill(2 if name == "GDELT" else 3)
        side = _sides().get(digits[:2] if digits[:2] <= "20" else f"0{digits[:1]}")
    return side if side in ("cooperation", "conflict") else None
