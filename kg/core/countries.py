"""Countries by their codes: two letters, usual English name, capital."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Country(NamedTuple):
    """A country or territory; ``iso2`` and ``capital`` are empty where there is none."""

    iso3: str
    iso2: str
    name: str
    capital: str


@cache
def countries() -> dict[str, Country]:
    """ISO 3166 alpha-3 -> country; Kosovo under the user-assigned XKX.

    Example:
        >>> countries()["PRK"].name
        'North Korea'
    """
    text = files("kg.core").joinpath("countries.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if line[:1] != "#"), delimiter="\t")
    return {row["iso3"]: Country(row["iso3"], row["iso2"], row["name"], row["capital"]) for row in rows}


def country_name(code: str) -> str:
    """The usual English name of a country; the code itself where nobody has it."""
    found = countries().get(code)
    return found.name if found else code
