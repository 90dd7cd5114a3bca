"""What goes on and is no act of a day: habits, stances, ties, the aid that is always given, what is to be prevented.

Of what goes on there are many reports in much the same words, and no two of them tell one act.
"""

from __future__ import annotations

from kg.core.event import Event
from kg.core.plover import EventType, Status
from kg.core.plover_table import Trait
from kg.merging.telling import SAYING, Telling
from kg.merging.when import days_apart
from kg.merging.words import NEAR, before, behind, listed, root

_HABIT, _ENDURING, _STANCES, _CONTACTS, _PREVENT, _AID, _HELD, _HOLDS, _GENERAL = (
    listed(name) for name in ("habit", "enduring", "stances", "contacts", "prevent", "aid", "held", "holds", "general")
)
_TENDED, _FOUGHT, _BACK = (frozenset(map(root, listed(name))) for name in ("tended", "fought", "taken back"))
_COPIED, _WHOLE = 0.5, 0.8  # runs of three words of a statement that a copy of it has, in its article and in another


def goes_on(a: Telling, b: Telling) -> bool:
    """Whether one of two reports tells what goes on, or what is to be prevented."""
    return (
        _habit(a.event) is not _habit(b.event)
        or _stances(a, b)
        or _in_general(a, b)
        or (_of_nothing(a.event) and _of_nothing(b.event))
        or _contacts(a, b)
        or _prevented(a, b)
        or _fought_on(a, b)
        or _taken_back(a.event) is not _taken_back(b.event)
        or (a.event.article == b.event.article and _one_sum(a, b))
    )


def _habit(event: Event) -> bool:
    return not _HABIT.isdisjoint([*before(event, 2), *behind(event, 1)])


def _stance(event: Event) -> bool:
    """Whether it is what somebody always says to hold: "our strong support", "remains firmly committed"."""
    trigger, words = event.evidence.trigger.lower(), before(event)
    return (trigger in _STANCES and not _ENDURING.isdisjoint(words)) or (
        trigger in _HELD and not _HOLDS.isdisjoint(words)
    )


def _stances(a: Telling, b: Telling) -> bool:
    if not (_stance(a.event) or _stance(b.event)):
        return False
    part = _COPIED if a.event.article == b.event.article else _WHOLE
    least = min(len(a.triples), len(b.triples))
    return days_apart(a.event, b.event) > 0 or len(a.triples & b.triples) < part * least


def _in_general(a: Telling, b: Telling) -> bool:
    """Whether one is told by a noun for no single act ("Russian aggression"), and not as one that is known."""
    general = any(t.event.evidence.trigger.lower() in _GENERAL and not t.refers_back for t in (a, b))
    return general and a.claim == b.claim == "is"


def _of_nothing(event: Event) -> bool:
    """Whether it is a word to nobody about nothing: "I agree", which is said of one thing after the other."""
    return event.type in SAYING and not event.recipients and not event.theme


def _tie(event: Event) -> bool:
    """Whether a dialogue or contacts are told as what is to go on: "expand their dialogue"."""
    is_tie = event.evidence.trigger.lower() in _CONTACTS
    return is_tie and any(root(word) in _TENDED for word in before(event, 2 * NEAR))


def _contacts(a: Telling, b: Telling) -> bool:
    return a.event.type is b.event.type is EventType.CONSULT and (_tie(a.event) or _tie(b.event))


def _prevented(a: Telling, b: Telling) -> bool:
    """Whether one is an act that is to be prevented, and so not the one that was done."""
    denied = [t.event.status is Status.DENIED and not _PREVENT.isdisjoint(before(t.event, 6)) for t in (a, b)]
    return denied[0] is not denied[1]


def _fought_on(a: Telling, b: Telling) -> bool:
    """Whether one is fighting that goes on ("escalates its aggression") and the other, in another word, an act."""
    if a.stem == b.stem or not (a.event.type.has(Trait.ATTACK) and b.event.type.has(Trait.ATTACK)):
        return False
    on = [any(root(word) in _FOUGHT for word in before(t.event)) for t in (a, b)]
    return on[0] is not on[1]


def _taken_back(event: Event) -> bool:
    """Whether what is told is the end of it: "withdraws its application"."""
    return any(root(word) in _BACK for word in before(event, NEAR + 1))


def _one_sum(a: Telling, b: Telling) -> bool:
    """Whether one tells how much is given, and the other, by a noun, the aid that is always given."""
    if not a.event.type is b.event.type is EventType.AID or bool(a.numbers) is bool(b.numbers):
        return False
    return (b if a.numbers else a).event.evidence.trigger.lower() in _AID
