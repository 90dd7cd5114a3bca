"""Whether two reports are of the same act: the evidence weighed by a small model, and what rules it out.

The model is a logistic regression whose weights, fitted by ``training/scripts/merging_train.py`` on pairs of open news
that were read one by one, stand in ``weights.yaml``.
"""

from __future__ import annotations

import math
from pathlib import Path

from kg.core.dyads import SYMMETRIC, is_mutual
from kg.core.event import Event
from kg.core.lists import shipped as shipped_lists
from kg.core.plover import EventType, Status
from kg.merging.evidence import counted_otherwise, evidence, same_theme
from kg.merging.occasions import another_occasion
from kg.merging.retold import told_otherwise
from kg.merging.series import another_of_its_kind
from kg.merging.standing import goes_on
from kg.merging.telling import SAYING, Telling
from kg.merging.wars import another_strike
from kg.merging.when import days_apart, same_day, same_place

_MODEL = shipped_lists(Path(__file__).parent / "weights.yaml")
WEIGHTS: dict[str, float] = _MODEL["weights"]
BIAS: float = _MODEL["bias"]

#: By how much more the evidence must speak for it where another day's paper tells it: most of that is news.
LATER: float = _MODEL["later"]

#: How likely two reports must be one act to be joined; all the members of two groups together; and any two of them.
JOIN: float = _MODEL["join"]
AGREE: float = _MODEL["agree"]
LEAST: float = _MODEL["least"]


def probability(a: Telling, b: Telling) -> float:
    """How likely it is that two events are the same act; 0 where something rules it out."""
    if ruled_out(a, b):
        return 0.0
    found = evidence(a, b)
    score = BIAS + math.fsum(WEIGHTS.get(name, 0.0) * value for name, value in found.items() if value)
    if days_apart(a.event, b.event):
        score -= LATER
    if told_otherwise(a, b):
        score = min(score, 0.0)  # not joined by themselves; another article may tell that both are its act
    return 1 / (1 + math.exp(-score))


def ruled_out(a: Telling, b: Telling) -> bool:
    """Whether two reports cannot be of one act: other days, other places, the other way round, not the same claim."""
    return (
        _elsewhere(a, b)
        or _of_another_kind(a, b)
        or _of_others(a, b)
        or (a.claim != b.claim and not _plan_comes_first(a, b))
        or another_of_its_kind(a, b)
        or another_strike(a, b)
        or another_occasion(a, b)
        or goes_on(a, b)
        or _denied_before(a.event, b.event)
        or (days_apart(a.event, b.event) > 0 and counted_otherwise(a, b))
    )


def _elsewhere(a: Telling, b: Telling) -> bool:
    """Whether one sentence tells both, or they were on two days or at two places."""
    one_sentence = a.event.article == b.event.article and a.event.evidence.start == b.event.evidence.start
    return one_sentence or False in (same_day(a.event, b.event), same_place(a.event, b.event))


def _of_another_kind(a: Telling, b: Telling) -> bool:
    """Whether they are told in two words that mean two types or two modes."""
    if a.stem == b.stem:
        return False
    modes = {a.event.mode, b.event.mode}
    return a.event.type is not b.event.type or (None not in modes and len(modes) > 1)


def _of_others(a: Telling, b: Telling) -> bool:
    """Whether they are between others, done by somebody else, or done the other way round."""
    if _mutual(a.event) and _mutual(b.event) and _with_others(a, b):
        return True
    if a.actors and b.actors and not a.actors & b.actors and (not _akin(a, b) or _two_people(a, b)):
        return True
    swapped = a.actors & b.recipients or a.recipients & b.actors
    return bool(swapped) and not (a.actors & b.actors or a.recipients & b.recipients)


def _plan_comes_first(a: Telling, b: Telling) -> bool:
    """Whether one tells what is planned, and the other what may be, or, no earlier than that, what was done."""
    if {a.claim, b.claim} != {"will", "is"}:
        return {a.claim, b.claim} == {"will", "may"}
    plan, done = (a.event, b.event) if a.claim == "will" else (b.event, a.event)
    if plan.published is None or done.published is None:
        return False
    if plan.date and plan.date.start > done.published:
        return False  # when the one was told as done, the other was still to come
    if plan.type in SAYING and plan.article == done.article and plan.type is done.type:
        return False  # an article says of what is promised or agreed that it is, and of what else that it will be
    if plan.type is EventType.CONSULT and plan.published == done.published and not same_day(plan, done):
        return False  # in one day's papers they are mostly two: that some have met, and that they will meet again
    last = done.date.end if done.date else done.published
    return done.published >= plan.published and last >= plan.published


def _akin(a: Telling, b: Telling) -> bool:
    """Whether one who did it by one report may be part of, or speak for, one by the other: they have a country."""
    one, other = ({p.country for p in t.event.actors if p.named} - {None} for t in (a, b))
    return bool(one & other)


def _two_people(a: Telling, b: Telling) -> bool:
    """Whether both name who did it, and none but persons: what a minister says his deputy does not say."""
    return all(p.named and p.kind == "person" for t in (a, b) for p in t.event.actors)


def _mutual(event: Event) -> bool:
    """Whether it holds both ways: a meeting, a deal that two have signed."""
    return event.type in SYMMETRIC or is_mutual(event)


def _with_others(a: Telling, b: Telling) -> bool:
    """Whether each names a party, none of the other's and of none of their countries, or a person whom the other does
    not: a meeting, a deal with somebody else."""
    parties = [[p for p in (*t.event.actors, *t.event.recipients) if p.named] for t in (a, b)]
    one, other = ({p.country or p.id for p in side} for side in parties)
    people = [{p.id for p in side if p.kind == "person"} for side in parties]
    return bool(one - other and other - one) or bool(people[0] - people[1] and people[1] - people[0])


def _denied_before(a: Event, b: Event) -> bool:
    """Whether one day an act is said not to have been, and on a later one that it was: it has been done since."""
    denied = [event for event in (a, b) if event.status is Status.DENIED]
    if len(denied) != 1 or a.published is None or b.published is None:
        return False
    return denied[0].published == min(a.published, b.published) and a.published != b.published


def reason(a: Telling, b: Telling, score: float) -> str:
    """What two reports have in common, in words."""
    shared = a.actors & b.actors or a.recipients & b.recipients
    told = {
        "type": a.event.type is b.event.type,
        "word": a.stem == b.stem,
        "participants": bool(shared),
        "day": bool(same_day(a.event, b.event)),
        "place": bool(same_place(a.event, b.event)),
        "theme": same_theme(a.event, b.event),
        "numbers": bool(a.numbers & b.numbers),
        "names": bool(a.names & b.names),
    }
    words = len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))
    return f"{', '.join(name for name, same in told.items() if same)}; words {words:.2f}; likely {score:.2f}"
