"""Acts of war, which come day after day in much the same words: another strike, attacks in sum, another victim."""

from __future__ import annotations

import re

from kg.core.event import Event
from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.merging.telling import Telling
from kg.merging.when import day_told, one_day_told
from kg.merging.words import before, listed, root, words_in, words_of

_ATTACKS = listed("attacks")
_MEANS, _TAKING = (frozenset(map(root, listed(name))) for name in ("means", "taking"))
_MEANWHILE = listed("meanwhile")
_TOTAL = re.compile(r"\b(?:death toll|to date|so far)\b", re.I)
_WHILE = re.compile(
    r"\b(?:(?:over|during|in|for) (?:the )?(?:past|last|recent|previous) (?:[a-z]+ )?(?:day|week|month|year|decade)s"
    r"|since (?:the|its|their) (?:[a-z]+ )?(?:start(?:ed)?|began|beg[iu]nning|broke out|outbreak)"
    r"|since (?:19|20)\d\d|so far this (?:week|month|year)|(?:the|a) total (?:number|toll)|the total)\b",
    re.I,
)
_FEW = 10  # as many are arrested in many places
_MUCH = 2  # words that two strikes share beside their sides, the place and the means


def another_strike(a: Telling, b: Telling) -> bool:
    """Whether two reports tell two acts of a war, or one of them several."""
    attacks = a.event.type.has(Trait.ATTACK) and b.event.type.has(Trait.ATTACK)
    if a.event.article != b.event.article and (_other_victim(a, b) or _other_arrests(a, b)):
        return True
    if attacks and a.stem != b.stem and any(of(a) is not of(b) for of in (_taken, _meanwhile)):
        return True
    if (attacks and _total(a, b)) or (a.event.type.has(Trait.ON_BODIES) and _over_time(a, b)):
        return True
    if not attacks or a.event.article == b.event.article:
        return False
    return _attacks_of_two_days(a, b) or (_told_apart(a, b) and (_next_day_of_war(a, b) or _has_little_in_common(a, b)))


def _taken(telling: Telling) -> bool:
    """Whether somebody was taken away, which is not what was done to him then."""
    return telling.stem in _TAKING


def _meanwhile(telling: Telling) -> bool:
    """Whether it is what went on when something else was done: "an attack during clashes"."""
    return not _MEANWHILE.isdisjoint(before(telling.event, 2))


def _told_apart(a: Telling, b: Telling) -> bool:
    """Whether both tell what armed forces, or nobody in particular, have done to a country, of no one toll or day."""
    if a.tolls & b.tolls or not all(t.claim == "is" for t in (a, b)):
        return False
    if not (_forces(a.event) and _forces(b.event)) and not (_on_a_country(a.event) and _on_a_country(b.event)):
        return False
    return not one_day_told(a.event, b.event)


def _next_day_of_war(a: Telling, b: Telling) -> bool:
    """Whether papers of two days tell it in two words: another day, another town."""
    return a.event.published != b.event.published and a.stem != b.stem


def _has_little_in_common(a: Telling, b: Telling) -> bool:
    """Whether two articles share little but its sides, where it was and with what: they strike many times."""
    where = set().union(*(words_of(t.event.place.name) for t in (a, b) if t.event.place is not None))
    words = (a.words & b.words) - {a.stem, b.stem} - _MEANS
    return len((words | (a.names & b.names)) - where) < _MUCH


def _total(a: Telling, b: Telling) -> bool:
    """Whether one sums up what many attacks have cost ("the death toll from the strikes"), and the other tells one."""
    sums = [_TOTAL.search(t.event.evidence.sentence) is not None and _of_attacks(t.event) for t in (a, b)]
    return sums[0] is not sums[1]


def _over_time(a: Telling, b: Telling) -> bool:
    """Whether one sums up what was done over days or months ("since the war began"), and the other, in other words,
    tells one such act."""
    long = [_WHILE.search(t.event.evidence.sentence) is not None for t in (a, b)]
    much = len(a.words & b.words) > min(len(a.words), len(b.words)) / 2
    return long[0] is not long[1] and not a.tolls & b.tolls and not much


def _of_attacks(event: Event) -> bool:
    return any(word in _ATTACKS for word in words_in(event.evidence.sentence))


def _attacks_of_two_days(a: Telling, b: Telling) -> bool:
    """Whether papers of two days tell attacks, more than one and of no day: they go on."""
    if a.event.published == b.event.published or (day_told(a.event) and day_told(b.event)):
        return False
    return all(t.event.evidence.trigger.lower() in _ATTACKS for t in (a, b))


def _other_victim(a: Telling, b: Telling) -> bool:
    """Whether two articles name persons, and not the same, to whom it was done."""
    one, other = ({p.id for p in t.event.recipients} for t in (a, b))
    alone = all(p.kind == "person" and p.named for t in (a, b) for p in t.event.recipients)
    called = a.called[1] & b.called[1] if alone else frozenset()  # "Smith", whom another calls "Mr. John Smith"
    return alone and bool(one and other) and not one & other and not called


def _other_arrests(a: Telling, b: Telling) -> bool:
    """Whether two articles tell arrests of some of a group, by no one force, each with its own names and words."""
    if not a.event.type is b.event.type is EventType.COERCE or a.actors & b.actors:
        return False
    if any(int(number) > _FEW for number in a.numbers & b.numbers):
        return False
    if any(p.kind == "person" for t in (a, b) for p in t.event.recipients):
        return False
    one, other = (t.names | t.called[0] | t.called[1] for t in (a, b))
    return bool(one - other and other - one) and len((a.words & b.words) - {a.stem, b.stem}) < _MUCH


def _on_a_country(event: Event) -> bool:
    """Whether nobody is said to have done it, and no more of whom it hit than the country: "attacks on Ukraine"."""
    return not event.actors and bool(event.recipients) and all(p.kind == "country" for p in event.recipients)


def _forces(event: Event) -> bool:
    return bool(event.actors) and all(p.named and p.kind != "person" for p in event.actors)
