"""A small world whose measures can be worked out by hand.

Scores on Goldstein's scale, for reading along: AGREE 4, CONSULT 1, SUPPORT 3.5, COOPERATE 6, AID 7, REQUEST -1,
ACCUSE -2, THREATEN -6, SANCTION -6.5, ASSAULT -9.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from kg.core.event import Event, Evidence, Participant, Period
from kg.core.plover import EventType, Precision, Status


def party(id_: str, kind: str = "country", country: str | None = None, sector: str | None = "GOV") -> Participant:
    """A participant; three capital letters are a country."""
    country = id_ if kind == "country" else country
    return Participant(id_, id_.title() if len(id_) > 3 else id_, kind, country, sector, id_, 0, len(id_))


def make(
    type_: str,
    actors: str | list[Participant],
    recipients: str | list[Participant] = "",
    day: str | None = "2020-01-01",
    *,
    status: str = "asserted",
    precision: str = "day",
    published: str | None = None,
    confidence: float = 0.8,
    verb: str | None = None,
    mode: str | None = None,
    number: list[int] = [0],  # noqa: B006 a counter
) -> Event:
    """An event between countries ("AAA BBB") or participants, each with a sentence of its own."""
    number[0] += 1
    sides = [
        tuple(party(name) for name in side.split()) if isinstance(side, str) else tuple(side)
        for side in (actors, recipients)
    ]
    sentence = f"Sentence {number[0]}."
    date = dt.date.fromisoformat(day) if day else None
    return Event(
        article=f"article-{number[0]}",
        type=EventType(type_),
        actors=sides[0],
        recipients=sides[1],
        evidence=Evidence(sentence, 0, len(sentence), "Sentence", 0, 8),
        status=Status(status),
        date=Period(date, date, Precision(precision)) if date else None,
        published=dt.date.fromisoformat(published) if published else date,
        confidence=confidence,
        verb=verb,
        mode=mode,
    )


@pytest.fixture
def event() -> Callable[..., Event]:
    """Makes an event: type, actors, recipients, day."""
    return make


@pytest.fixture
def person() -> Callable[..., Participant]:
    """Makes a participant."""
    return party
