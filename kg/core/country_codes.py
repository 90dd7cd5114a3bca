"""What other event data call a country: the codes of Correlates of War, Gleditsch and Ward, and CAMEO."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Codes(NamedTuple):
    """The codes of a country in other lists; None where a list does not have it."""

    cow: str | None = None
    cow_number: int | None = None
    gw_number: int | None = None
    cameo: str | None = None


@cache
def _codes() -> dict[str, Codes]:
    text = files("kg.core").joinpath("country_codes.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if line[:1] != "#"), delimiter="\t")
    return {
        row["iso3"]: Codes(
            row["cow"] or None,
            int(row["cow_number"]) if row["cow_number"] else None,
            int(row["gw_number"]) if row["gw_number"] else None,
            row["cameo"] or None,
        )
        for row in rows
    }


def codes_of(iso3: str | None) -> Codes:
    """The codes of a country, by ISO 3166 alpha-3; all None of who is no country.

    Example:
        >>> codes_of("DEU")
        Codes(cow='GMY', cow_number=255, gw_number=260, cameo='DEU')
    """
    return _codes().get(iso3 or "", Codes())


@cache
def _by_cameo() -> dict[str, str]:
    return {codes.cameo: iso3 for iso3, codes in _codes().items() if codes.cameo}


def of_cameo(code: str) -> str | None:
    """The ISO 3166 alpha-3 code of a country that CAMEO calls so ("KSV" is Kosovo)."""
    return _by_cameo().get(code)
