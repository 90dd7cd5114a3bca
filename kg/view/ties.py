"""From events to a picture: parties, and one tie for each source, relation and target."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import combinations

from kg.model import Event, Participant
from kg.plover import EventType, Quad

# Acts that two parties do together, so that a tie between co-actors has no direction.
_TOGETHER = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE, EventType.RETREAT, EventType.CONCEDE})


@dataclass(slots=True)
class Party:
    """A node: an actor, a country, or the theme of an act that had no recipient.

    Attributes:
        key: The entity's id; "theme:…" for a theme.
        name: The name to show.
        kind: The entity's kind, or "theme".
        country: ISO 3166 alpha-3, or None.
        events: Indices of the events it takes part in, each once.
    """

    key: str
    name: str
    kind: str
    country: str | None = None
    events: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Tie:
    """An edge: all events of one type from one party to another.

    Attributes:
        source: Index of the party that acts.
        target: Index of the party, or theme, that it is done to.
        type: What it does.
        mutual: Both do it together: no direction.
        events: Indices of the events.
    """

    source: int
    target: int
    type: EventType
    mutual: bool
    events: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Sides:
    """Who takes part in one event, as indices of parties."""

    actors: list[int]
    recipients: list[int]
    theme: int | None


@dataclass(slots=True)
class Picture:
    """Parties and ties of a list of events; ``sides[i]`` belongs to event ``i``."""

    parties: list[Party]
    ties: list[Tie]
    sides: list[Sides]


@cache
def country_table() -> dict[str, tuple[str, str]]:
    """ISO 3166 alpha-3 -> alpha-2 and the usual English name; Kosovo under the user-assigned XKX."""
    text = files("kg.view").joinpath("assets/countries.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {row["iso3"]: (row["iso2"], row["name"]) for row in rows}


def theme_key(event: Event) -> str | None:
    """The node id of an event's theme, or None if it has no theme."""
    theme = (event.theme or "").strip()
    return f"theme:{event.concept or theme.casefold()}" if theme else None


def pairs(sides: Sides, type_: EventType) -> list[tuple[int, int, bool]]:
    """Between whom an event makes ties: ``(source, target, mutual)``.

    Every actor is tied to every recipient.  Without recipients, parties that met or agreed are tied to one another;
    the theme is the target of what remains.
    """
    if sides.recipients:
        return [(a, r, False) for a in sides.actors for r in sides.recipients]
    if len(sides.actors) > 1 and (type_ in _TOGETHER or sides.theme is None):
        return [(min(pair), max(pair), True) for pair in combinations(dict.fromkeys(sides.actors), 2)]
    if sides.theme is not None:
        return [(a, sides.theme, False) for a in sides.actors]
    return []


def picture(events: Sequence[Event], level: str = "actor") -> Picture:
    """Collect parties and ties in order of first appearance.

    Args:
        events: The events, each once.
        level: "actor" for every entity on its own; "country" to fold entities into the country they belong to.
    """
    parties: list[Party] = []
    index: dict[str, int] = {}
    ties: dict[tuple[int, int, EventType, bool], Tie] = {}
    every: list[Sides] = []

    def place(key: str, name: str, kind: str, country: str | None) -> int:
        if key not in index:
            index[key] = len(parties)
            parties.append(Party(key, name, kind, country))
        return index[key]

    def of(participants: Iterable[Participant]) -> list[int]:
        return list(dict.fromkeys(place(*_identity(p, level)) for p in participants))

    for number, event in enumerate(events):
        actors, recipients = of(event.actors), of(event.recipients)
        theme: int | None = None
        key = theme_key(event)
        if key and not recipients and actors:
            theme = place(key, (event.theme or "").strip(), "theme", None)
        sides = Sides(actors, recipients, theme)
        found = pairs(sides, event.type)
        if theme is not None and not any(target == theme for _, target, _ in found):
            sides.theme = None
        every.append(sides)
        for party in dict.fromkeys([*actors, *recipients, *([sides.theme] if sides.theme is not None else [])]):
            parties[party].events.append(number)
        for source, target, mutual in found:
            tie = ties.setdefault((source, target, event.type, mutual), Tie(source, target, event.type, mutual))
            if not tie.events or tie.events[-1] != number:
                tie.events.append(number)
    return Picture(parties, list(ties.values()), every)


def side_of(type_: EventType) -> str:
    """"cooperation", "conflict" or "other"."""
    if type_.quad is None:
        return "other"
    return "cooperation" if type_.quad in (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION) else "conflict"


def _identity(p: Participant, level: str) -> tuple[str, str, str, str | None]:
    if level == "country" and p.country:
        _, name = country_table().get(p.country, ("", p.country))
        return p.country, p.name if p.kind == "country" and p.id == p.country else name, "country", p.country
    return p.id, p.name, p.kind, p.country
