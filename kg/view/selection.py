"""Which events and parties a view shows: focus, between, since, until, types, top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from kg.errors import InputError
from kg.model import Event
from kg.plover import RELATION_LABEL, EventType
from kg.view.ties import Party, Picture, Tie, side_of

# Above this many nodes a browser's canvas no longer answers at once, and nobody can read the picture.
MOST_NODES = 5000

Day = dt.date | str | None


def as_day(value: Day, last: bool = False) -> dt.date | None:
    """A day from a date or an ISO string; "2023" and "2023-05" mean their first or last day.

    Args:
        value: The date, or None.
        last: Take the last day of a month or year instead of the first.

    Raises:
        InputError: The string is not an ISO date.
    """
    if value is None or isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    parts = value.strip().split("-")
    try:
        if len(parts) == 3:
            return dt.date.fromisoformat(value.strip())
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else (12 if last else 1)
        first = dt.date(year, month, 1)
    except ValueError:
        raise InputError(f"{value!r} is not a date; write it as 2023-05-17, 2023-05 or 2023") from None
    if not last:
        return first
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def as_types(types: str | EventType | Iterable[str | EventType] | None) -> frozenset[EventType] | None:
    """Event types from their codes ("CONSULT"), relation labels ("meets"), or "cooperation" and "conflict".

    Raises:
        InputError: A name is none of these.
    """
    if types is None:
        return None
    wanted = [types] if isinstance(types, str) else list(types)
    found: set[EventType] = set()
    for name in wanted:
        word = str(name).strip().casefold()
        # "cooperation" is both a side and the label of COOPERATE: the side is what a reader means by it.
        side = {t for t in EventType if side_of(t) == word}
        matches = side or {t for t in EventType if word in (t.value.casefold(), RELATION_LABEL[t].casefold())}
        if not matches:
            raise InputError(f"no event type {str(name)!r}; there are {', '.join(t.value for t in EventType)}")
        found |= matches
    return frozenset(found)


def days_of(event: Event) -> tuple[dt.date, dt.date] | None:
    """First and last day of an event; the day of publication where the text gives none; None if unknown."""
    if event.date:
        return event.date.start, max(event.date.start, event.date.end)
    return (event.published, event.published) if event.published else None


def in_period(events: Iterable[Event], since: dt.date | None, until: dt.date | None) -> list[Event]:
    """The events that touch the period, both days included; without a period, all of them."""
    if since is None and until is None:
        return list(events)
    kept = []
    for event in events:
        days = days_of(event)
        if days and (since is None or days[1] >= since) and (until is None or days[0] <= until):
            kept.append(event)
    return kept


def find(parties: Sequence[Party], name: str) -> int:
    """The index of the party that a person means by ``name``: its id, its name, or the most active one that contains it.

    Raises:
        InputError: Nothing matches; the message lists the most active parties.
    """
    word = name.strip().casefold()
    exact = [i for i, p in enumerate(parties) if p.key.casefold() == word] or [
        i for i, p in enumerate(parties) if p.name.casefold() == word
    ]
    near = exact or [i for i, p in enumerate(parties) if word and word in p.name.casefold()]
    if not near:
        best = sorted(parties, key=lambda p: (-len(p.events), p.name))[:5]
        hint = f"; the most active are {', '.join(p.name for p in best)}" if best else ""
        raise InputError(f"nobody called {name!r} in these events{hint}")
    return min(near, key=lambda i: (-len(parties[i].events), parties[i].key))


def around(picture: Picture, centre: int) -> set[int]:
    """A party and everyone tied to it."""
    kept = {centre}
    for tie in picture.ties:
        if centre in (tie.source, tie.target):
            kept |= {tie.source, tie.target}
    return kept


def connecting(picture: Picture, one: int, other: int) -> tuple[set[int], list[Tie]]:
    """Two parties and those tied to both, with the ties that join them to the two."""
    first, second = around(picture, one) - {one}, around(picture, other) - {other}
    kept = (first & second) | {one, other}
    ends = {one, other}
    ties = [
        tie for tie in picture.ties if tie.source in kept and tie.target in kept and {tie.source, tie.target} & ends
    ]
    return kept, ties


def most_active(picture: Picture, kept: Iterable[int], limit: int, always: Iterable[int] = ()) -> set[int]:
    """At most ``limit`` of the parties in ``kept``: those of ``always``, then by number of events, then by id."""
    first = set(always)
    ranked = sorted(kept, key=lambda i: (i not in first, -len(picture.parties[i].events), picture.parties[i].key))
    return set(ranked[: max(limit, len(first))])
