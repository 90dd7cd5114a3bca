"""What two reports are to each other: both news, or one that comes back to the other; and what few reports share.

News that come back to an act mostly do so by the way: "after the attack on the mosque", "who was stabbed on Friday".
Two papers of which each tells it as new tell two acts, if it is of a kind that comes again, unless they agree in
something particular: a number, several names, the town with the toll, half of the words, the theme with the day.
"""

from __future__ import annotations

from typing import Any

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.merging.rarity import mass, whole
from kg.merging.telling import Telling, in_order
from kg.merging.when import one_day_told, same_place

_FEW = 10  # as many are killed or arrested in many places
_SEVERAL = 2.2  # weight of the names that two or three have
_COPIED, _ALIKE = 0.5, 0.25  # part of the runs of three words of the shorter report
_MOSTLY = 0.4  # part of the words right beside the trigger


def retold(a: Telling, b: Telling) -> dict[str, float]:
    """How both tell the act, by name; each a number between 0 and 1."""
    one = a.event.article == b.event.article
    news = a.as_news and b.as_news and a.claim == b.claim  # a plan may be told as done
    meeting = EventType.CONSULT in (a.event.type, b.event.type)
    bare = news and not one and not meeting and not particular(a, b)
    return {
        "both as news, nothing particular": float(bare),
        "both as news, nothing particular, recurs": float(bare and _recurs(a, b)),
        "meeting with one party more": float(_sitting(a) and _sitting(b) and _more(a.actors, b.actors)),
    }


def particular(a: Telling, b: Telling) -> bool:
    """Whether two reports agree in what few acts of a kind have."""
    if _number(a, b) or mass(a.names & b.names) >= _SEVERAL:
        return True
    if a.tolls & b.tolls and same_place(a.event, b.event):
        return True
    if _share(a.triples, b.triples) >= _COPIED:
        return True
    if _weight(a.topic, b.topic) <= _COPIED:
        return False
    people = {p.id for p in a.event.recipients if p.kind == "person"} & {p.id for p in b.event.recipients}
    return bool(people - {None}) or one_day_told(a.event, b.event) or not _recurs(a, b)


def told_otherwise(a: Telling, b: Telling) -> bool:
    """Whether an article tells an act by the way, in other words than those it has for the act, and not as known."""
    one, (_, later) = a.event.article == b.event.article, in_order(a, b)
    return one and not (a.as_news and b.as_news) and not later.refers_back and not _in_like_words(a, b)


def _in_like_words(a: Telling, b: Telling) -> bool:
    """Whether an article comes back to an act by the same word, or with the same words beside it."""
    return (
        a.event.evidence.trigger.lower() == b.event.evidence.trigger.lower()
        or _share(a.beside, b.beside) > _MOSTLY
        or _share(a.topic, b.topic) > _COPIED
        or _share(a.triples, b.triples) > _ALIKE
    )


def _recurs(a: Telling, b: Telling) -> bool:
    return a.event.type.has(Trait.RECURRING) or b.event.type.has(Trait.RECURRING)


def _number(a: Telling, b: Telling) -> bool:
    return any(int(number) > _FEW for number in a.numbers & b.numbers)


def _sitting(telling: Telling) -> bool:
    return telling.event.type is EventType.CONSULT and telling.event.mode != "visit"


def _share(one: frozenset[Any], other: frozenset[Any]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _weight(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of the lighter one that both have."""
    shared = one & other
    return mass(shared) / max(0.5, min(whole(one), whole(other))) if shared else 0.0


def _more(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other and one ^ other)
