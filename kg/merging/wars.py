"""Acts of war, which come day after day in much the same words: another strike, attacks in sum, another victim."""

from __future__ import annotations

import re

from kg.core.event import Event
from kg.core.plover_table import Trait
from kg.merging.telling import Telling, listed, words_in, words_of
from kg.merging.when import day_told, same_day

_ATTACKS = listed("attacks")
_TOTAL = re.compile(r"\b(?:death toll|to date|so far)\b", re.I)
_MUCH = 2  # words that two strikes share beside their sides


def another_strike(a: Telling, b: Telling) -> bool:
    """Whether two reports tell two acts of a war, or one of them several."""
    attacks = a.event.type.has(Trait.ATTACK) and b.event.type.has(Trait.ATTACK)
    if a.event.article != b.event.article and _other_victim(a, b):
        return True
    if attacks and _total(a, b):
        return True
    if not attacks or a.event.article == b.event.article:
        return False
    return _attacks_of_two_days(a, b) or (_told_apart(a, b) and (_next_day_of_war(a, b) or _has_little_in_common(a, b)))


def _told_apart(a: Telling, b: Telling) -> bool:
    """Whether both tell what armed forces have done, with no toll and no day that they share."""
    if a.tolls & b.tolls or not all(_forces(t.event) and t.claim == "is" for t in (a, b)):
        return False
    return not (day_told(a.event) and day_told(b.event) and same_day(a.event, b.event))


def _next_day_of_war(a: Telling, b: Telling) -> bool:
    """Whether papers of two days tell it in two words: another day, another town."""
    return a.event.published != b.event.published and a.stem != b.stem


def _has_little_in_common(a: Telling, b: Telling) -> bool:
    """Whether two articles share little but its sides: they strike many times."""
    where = set().union(*(words_of(t.event.place.name) for t in (a, b) if t.event.place is not None))
    return len((a.words & b.words) - {a.stem, b.stem} - where) + len(a.names & b.names) < _MUCH


def _total(a: Telling, b: Telling) -> bool:
    """Whether one sums up what many attacks have cost ("the death toll from the strikes"), and the other tells one."""
    sums = [_TOTAL.search(t.event.evidence.sentence) is not None and _of_attacks(t.event) for t in (a, b)]
    return sums[0] is not sums[1]


def _of_attacks(event: Event) -> bool:
    return any(word in _ATTACKS for word in words_in(event.evidence.sentence))


def _attacks_of_two_days(a: Telling, b: Telling) -> bool:
    """Whether papers of two days tell attacks, more than one and of no day: they go on."""
    if a.event.published == b.event.published or (day_told(a.event) and day_told(b.event)):
        return False
    return all(t.event.evidence.trigger.lower() in _ATTACKS for t in (a, b))


def _other_victim(a: Telling, b: Telling) -> bool:
    """Whether two articles name one person each, and not the same, to whom armed forces did it."""
    if not (_forces(a.event) and _forces(b.event)):
        return False
    one, other = ({p.id for p in t.event.recipients} for t in (a, b))
    alone = all(p.kind == "person" and p.named for t in (a, b) for p in t.event.recipients)
    return alone and bool(one and other) and not one & other


def _forces(event: Event) -> bool:
    return bool(event.actors) and all(p.named and p.kind != "person" for p in event.actors)
