"""The order of participants and contexts.  RDF keeps sets; what a set cannot say is noted beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from kg.core.event import Event, Participant
from kg.core.plover import Context

T = TypeVar("T")

#: The order in which contexts are read back: that of the list of contexts.
context_key = {context: at for at, context in enumerate(Context)}.__getitem__


def sequence_of(event: Event) -> str:
    """How the tuples of an event are ordered, where that is not the order in which they are read back.

    RDF keeps sets.  Participants come back in the text's order and contexts in that of their list; this notes what
    differs, as positions: ``"1,0||"``.
    """
    actors, recipients = (_order(side, participant_key) for side in (event.actors, event.recipients))
    contexts = _order(event.contexts, context_key)
    parts = [",".join(map(str, o)) if o != sorted(o) else "" for o in (actors, recipients, contexts)]
    return "|".join(parts) if any(parts) else ""


def participant_key(p: Participant) -> tuple[int, int, str, str, str, str, str]:
    """The order in which participants are read back: by place in the text."""
    return (p.start, p.end, p.id or "", p.name, p.kind, p.country or "", p.sector or "")


def _order(items: Iterable[T], key: Callable[[T], Any]) -> list[int]:
    items = list(items)
    rank = {i: n for n, i in enumerate(sorted(range(len(items)), key=lambda i: key(items[i])))}
    return [rank[i] for i in range(len(items))]


def reordered(items: list[T], positions: str) -> tuple[T, ...]:
    """Items read back, in the order that was noted."""
    return tuple(items[int(i)] for i in positions.split(",")) if positions else tuple(items)
