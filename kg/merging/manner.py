"""How a report tells an act: by a verb as what is new, by a noun as what is known; and the words beside it."""

from __future__ import annotations

import re

from kg.core.event import Event
from kg.core.in_sentence import words_before
from kg.merging.near import before, behind
from kg.merging.words import listed, words_in, words_of

_CLAUSES, _KNOWN = listed("clauses"), listed("known")
_OF_SOMEBODY = re.compile(r"(?:['’]s|[a-z]s['’]) (?:\S+ ){0,2}$")
_CLAUSE, _NOUN, _NEXT = 12, 4, 6  # words before a verb, before a noun, and beside either that belong to it


def _by_noun(event: Event) -> bool:
    return "noun:" in (event.rule or "")


def as_news(event: Event) -> bool:
    """Whether it is told by a verb, and in no clause that something else is told with: "after", "who was"."""
    clause = re.split(r"[;:]", words_before(event, event.evidence.trigger_start))[-1]
    return not _by_noun(event) and _CLAUSES.isdisjoint(words_in(clause)[-_CLAUSE:])


def refers_back(event: Event) -> bool:
    """Whether it is told by a noun, as one that is known: "the attack", "Friday's arrest", "his resignation"."""
    whose = _OF_SOMEBODY.search(words_before(event, event.evidence.trigger_start)) is not None
    return _by_noun(event) and (whose or not _KNOWN.isdisjoint(before(event, _NOUN)))


def beside(event: Event) -> frozenset[str]:
    """The words that tell something right beside the trigger."""
    words = before(event, _NEXT) + behind(event, _NEXT)
    return frozenset(words_of(" ".join(words)) - words_of(event.evidence.trigger))
