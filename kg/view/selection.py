"""Which parties a view shows: focus, between, top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from kg.errors import InputError
from kg.model import Event
from kg.view.ties import Party, Picture, Tie

# Above this many nodes a browser's canvas no longer answers at once, and nobody can read the picture.
MOST_NODES = 5000


def days_of(event: Event) -> tuple[dt.date, dt.date] | None:
    """First and last day of an event; the day of publication where the text gives none; None if unknown."""
    if event.date:
        return event.date.start, max(event.date.start, event.date.end)
    return (event.published, event.published) if event.published else None


def find(parties: Sequence[Party], name: str) -> int:
    """The index of the party that is meant by a name: its id, its name, or the most active one that contains it.

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
