"""The words beside the trigger of an event, and the order of two reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.core.event import Event
from kg.core.in_sentence import words_before, words_behind
from kg.merging.words import words_in

if TYPE_CHECKING:
    from kg.merging.telling import Telling  # which is made with the words of this file

#: Words before a verb or noun that belong to it.
NEAR = 3


def before(event: Event, count: int = NEAR) -> list[str]:
    """The last words before the trigger."""
    return words_in(words_before(event, event.evidence.trigger_start))[-count:]


def behind(event: Event, count: int = 1) -> list[str]:
    """The first words behind the trigger."""
    return words_in(words_behind(event))[:count]


def in_order(a: Telling, b: Telling) -> tuple[Telling, Telling]:
    """The report that comes first, and the later one."""
    one, other = sorted((a, b), key=_order)
    return one, other


def _order(telling: Telling) -> tuple[str, str, int]:
    return str(telling.event.published), telling.event.article, telling.event.evidence.trigger_start
