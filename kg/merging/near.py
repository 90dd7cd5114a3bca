"""The words beside the trigger of an event, and the order of two reports."""

from __future__ import annotations

import re

from kg.core.event import Event
from kg.core.in_sentence import words_before
from kg.merging.telling import WORDS, Telling

_WORD = re.compile(r"[^\W_]+")

#: Words before a verb or noun that belong to it.
NEAR = 3


def listed(name: str) -> frozenset[str]:
    """A list of words.yaml."""
    return frozenset(WORDS[name].split())


def words_in(text: str) -> list[str]:
    """All words in small letters."""
    return _WORD.findall(text.lower())


def before(event: Event, count: int = NEAR) -> list[str]:
    """The last words before the trigger."""
    return words_in(words_before(event, event.evidence.trigger_start))[-count:]


def rest(event: Event) -> str:
    """The sentence behind the trigger."""
    return event.evidence.sentence[event.evidence.trigger_end - event.evidence.start :]


def behind(event: Event, count: int = 1) -> list[str]:
    """The first words behind the trigger."""
    return words_in(rest(event))[:count]


def in_order(a: Telling, b: Telling) -> tuple[Telling, Telling]:
    """The report that comes first, and the later one."""
    one, other = sorted((a, b), key=_order)
    return one, other


def _order(telling: Telling) -> tuple[str, str, int]:
    return str(telling.event.published), telling.event.article, telling.event.evidence.trigger_start
