"""A busy world: some hundred acts of every kind between a few parties, the same on every run."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace

from making import KIM, PUTIN, meeting

from kg.core.event import Event, Loss, Participant, Place, Source
from kg.core.plover import Context, EventType, Status
from kg.core.records import Extraction


def state(code: str, name: str) -> Participant:
    return Participant(code, name, "country", code, "GOV", name, 0, len(name))


NATIONS = {"RUS": "Russia", "USA": "United States", "UKR": "Ukraine", "PRK": "North Korea", "CHN": "China"}
STATES = [state(code, name) for code, name in NATIONS.items()]


def varied(n: int = 300) -> Iterator[Extraction]:
    """Events of every type, status, mode … between a few parties, over three years; the same on every run."""
    rng = random.Random(7)
    parties = [*STATES, PUTIN, KIM]
    for i in range(n):
        a, b = rng.sample(parties, 2)
        day = dt.date(2021, 1, 1) + dt.timedelta(rng.randrange(1000))
        often = (EventType.ASSAULT, EventType.CONSULT, EventType.AGREE, EventType.AID, EventType.THREATEN)
        type_ = rng.choice(often) if i % 2 else list(EventType)[i // 2 % 17]
        base = meeting(f"n{i}", day, a, b)
        (event,) = base.events
        first, second = event.actors
        changes = {
            "type": type_,
            "actors": (first,),
            "recipients": (second,),
            "status": rng.choice([Status.ASSERTED] * 4 + list(Status)),
            "contexts": tuple(rng.sample([Context.MILITARY, Context.ECONOMIC], rng.randrange(3))),
            "mode": "third-party" if type_ is EventType.CONSULT and rng.random() < 0.4 else None,
            "theme": rng.choice([None, "grain", "prisoners"]),
            "concept": rng.choice([None, "grain"]),
            "reported_by": rng.choice([None, *(Source("outlet", None, name) for name in ("Dmitry Peskov", "media"))]),
            "place": rng.choice([None, Place("Kyiv", "UKR", 50.45, 30.52), Place("the sea", None)]),
            "date": rng.choice([None, event.date, event.date]),
        }
        if i % 10 == 3:  # by who is not named, or by nobody, and with a price
            gunmen = replace(first, id=None, name="gunmen", kind="unnamed", country=None, sector=None)
            words = (event.evidence.trigger, event.evidence.trigger_start, event.evidence.trigger_end)
            costs = [Loss("killed", 2, 4, i % 20 == 3, *words), Loss("injured", 7, 7, False, *words)]
            changes |= {"actors": (gunmen,) if i % 3 else (), "casualties": tuple(costs[i % 4 // 2 :])}
        yield replace(base, events=(replace(event, **changes, id=""),))


MORE = [
    Participant(code, name, "country", code, "GOV", name, 0, len(name))
    for code, name in (("FIN", "Finland"), ("SWE", "Sweden"), ("DEU", "Germany"), ("GBR", "United Kingdom"))
]


# Acts that follow one another: promises and help, threats and attacks.
SERIES = {
    2: (EventType.AGREE, 0, 2), 5: (EventType.AID, 0, 2), 6: (EventType.THREATEN, 0, 1), 9: (EventType.ASSAULT, 0, 1),
}  # fmt: skip
PLACES = [
    None, Place("Kyiv", "UKR", 50.45, 30.52), Place("Chernihiv", "UKR", 51.49, 31.29, "town"),
    Place("Odesa", "UKR", 46.48, 30.73), Place("Moscow", "RUS", 55.75, 37.62), Place("the sea"),
]  # fmt: skip


def extractions() -> list[Extraction]:
    """With acts that follow one another, at places that lie apart, and by Finland, which joined NATO in 2023."""
    some = list(varied(260))
    for i, extraction in enumerate(list(some)):
        (event,) = extraction.events
        if i % 11 == 0:
            event = replace(event, type=EventType.REJECT, mode=None, id="")
        if i % 13 == 5:  # a meeting of three
            event = replace(event, type=EventType.CONSULT, mode=None, recipients=(), actors=tuple(STATES[:3]), id="")
        for often, (kind, one, other) in SERIES.items():
            if i % 10 == often:
                changes = {"type": kind, "mode": None, "actors": (STATES[one],), "recipients": (STATES[other],)}
                event = replace(event, **changes, id="")
        if i % 7 == 0:  # by who joined NATO early, late, or has not
            event = replace(event, actors=(MORE[i // 7 % 4],), id="")
        event = replace(event, place=PLACES[i % len(PLACES)], id="")
        some[i] = replace(extraction, events=(_worded(event, extraction),))
    return some


def _worded(event: Event, extraction: Extraction) -> Event:
    """Whoever takes part stands in the words that the article begins with."""
    words = {"text": extraction.article.text[:4], "start": 0, "end": 4}
    actors, recipients = (tuple(replace(p, **words) for p in side) for side in (event.actors, event.recipients))
    return replace(event, actors=actors, recipients=recipients, id="")
