"""What a search finds somebody by: other names, spellings, what the articles call him."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from kg.core.countries import country_name
from kg.core.event import Event
from kg.entities import tables
from kg.entities.knowledge import DATA
from kg.view import clean

MOST = 6
"""What texts call somebody: so many names are kept of each."""

# What stands for somebody only in its own sentence.
_NO_NAME = re.compile(
    r"(?i)(?:he|she|it|they|we|i|you|him|her|them|us|his|its|their|who|(?:both|the two|the three)\b.*)"
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def plain(name: str) -> str:
    """A name as it is compared: without dots, articles and capitals.

    Example:
        >>> plain("The U.K.")
        'uk'
    """
    return _ARTICLE.sub("", name.strip()).replace(".", "").casefold()


@cache
def state_names() -> dict[str, tuple[str, ...]]:
    """ISO 3166 alpha-3 -> what else the country is called ("UK", "Britain"), without forms that differ by dots only."""
    found = {}
    for row in tables.read(DATA / "countries.tsv"):
        kept: dict[str, str] = {}
        for name in row.list("spellings"):
            if plain(name) != plain(row.text("name")):
                kept.setdefault(plain(name), name.lstrip("*"))
        found[row.text("id")] = tuple(kept.values())
    return found


@cache
def short_names() -> dict[str, str]:
    """Abbreviation -> country code, for all countries: who looks for "UK" means no other country that begins so."""
    every = ((name, code) for code, names in state_names().items() for name in names)
    return {plain(name): code for name, code in every if name.isupper() and len(name) < 6}


def abbreviations() -> dict[str, str]:
    """Abbreviation -> name of the country."""
    return {short: country_name(code) for short, code in sorted(short_names().items())}


def called(events: Iterable[Event]) -> dict[str, list[str]]:
    """What the texts call each entity, the most frequent first; its own name and mere pronouns left out.

    Returns:
        Names by entity id, at most :data:`MOST` each.
    """
    counted: dict[str, Counter[str]] = {}
    own: dict[str, str] = {}
    for event in events:
        for p in (*event.actors, *event.recipients):
            if p.id is not None and p.text != p.name:
                counted.setdefault(p.id, Counter())[p.text] += 1
                own[p.id] = p.name
    found: dict[str, list[str]] = {}
    for key, texts in counted.items():
        kept: dict[str, str] = {}
        for text, _ in sorted(texts.items(), key=lambda item: (-item[1], item[0])):
            name = _ARTICLE.sub("", clean.line(text, 48))
            if len(name) > 1 and name[0].isupper() and not _NO_NAME.fullmatch(name) and plain(name) != plain(own[key]):
                kept.setdefault(plain(name), name)
            if len(kept) == MOST:
                break
        if kept:
            found[key] = list(kept.values())
    return found


def aliases(key: str, kind: str, texts: Sequence[str] = ()) -> list[str]:
    """All that a search should find a party by, beside its name."""
    known = state_names().get(key, ()) if kind == "country" else ()
    kept = {plain(name): clean.line(name, 48) for name in (*known, *texts)}
    return list(kept.values())
