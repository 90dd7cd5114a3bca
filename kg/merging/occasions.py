"""Meetings and statements of another occasion, by the words at the verb: on the sidelines, ahead, after, "today"."""

from __future__ import annotations

import re

from kg.core.event import Event
from kg.core.in_sentence import words_before, words_behind
from kg.core.plover import EventType
from kg.merging.telling import SAYING, Telling, in_order
from kg.merging.when import day_told
from kg.merging.words import NEAR, before, behind, listed

_AHEAD, _FURTHER, _NEW, _GOES, _MEETINGS, _RESUMED, _PRESS, _RESULTS, _TOLD_OF, _SEVERAL = (
    listed(name)
    for name in ("ahead", "further", "new", "goes", "meetings", "resumed", "press", "results", "told of", "of several")
)
_ABOUT_TO = re.compile(r"[^.;:]{0,20}\babout to\b")
# At the beginning of a sentence: it tells of a meeting beside another one, or goes back to one before.
_BESIDE = (
    re.compile(r"on the (?:sidelines|margins|fringes) of", re.I),
    re.compile(r"earlier this|last (?:month|year)|over the weekend", re.I),
)
_ONCE_MORE = re.compile(r"for the (?:second|third|\w+th) time\b", re.I)
_TWO = 2  # take part in a meeting
_BEFORE_IT = re.compile(r"(?:before|ahead of|prior to) (?:the|their|his|her) (?:meeting|talks|summit|conference)", re.I)
_AFTER_IT = re.compile(r"\b(?:talks?|meeting|conversation|consultations|discussion) (?:that|which) followed\b")
_YEARS_BACK = re.compile(
    r"(?:in|after|since) (?:(?:past|recent|previous|earlier) (?:years|decades)|((?:19|20)\d\d))\b", re.I
)


def another_occasion(a: Telling, b: Telling) -> bool:
    """Whether two reports are of two occasions."""
    if _one_more(a, b):
        return True
    meetings = a.event.type is b.event.type is EventType.CONSULT
    if meetings and any(of(a.event) is not of(b.event) for of in (_of_many, _of_several, _before_the_press)):
        return True
    if meetings and (_told_of(a, b) or _told_of(b, a)):
        return True
    if _of_something_else(a, b):
        return True
    if a.event.article == b.event.article:
        return _years_back(a, b) or (meetings and (_one_ahead(a, b) or _another_meeting(a, b)))
    return meetings and (_today_of_each(a, b) or _one_in_common(a, b))


def _one_more(a: Telling, b: Telling) -> bool:
    """Whether the later one is said to be one more ("additional explosions"), or talks are taken up again."""
    if (a.stem in _RESUMED) is not (b.stem in _RESUMED) and a.event.type is b.event.type is EventType.CONSULT:
        return True
    first, later = in_order(a, b)
    if _again(later.event) and not _again(first.event):
        return True
    words = _FURTHER | _NEW if a.event.article == b.event.article else _FURTHER
    return not words.isdisjoint(_beside(later.event)) and words.isdisjoint(_beside(first.event))


def _one_in_common(a: Telling, b: Telling) -> bool:
    """Whether two articles tell, in two words, of meetings with one party in common: a talk and a visit of his."""
    return a.stem != b.stem and len((a.actors | a.recipients) & (b.actors | b.recipients)) < _TWO


def _again(event: Event) -> bool:
    """Whether it is said to be done once more: "again calls", "arrested again", "For the second time"."""
    before, behind = words_before(event, event.evidence.trigger_start), words_behind(event)
    return (
        before.rstrip().lower().endswith(" again")
        or behind.lstrip().startswith("again ")
        or _ONCE_MORE.match(event.evidence.sentence) is not None
    )


def _beside(event: Event) -> list[str]:
    """The words right before and behind a trigger."""
    return before(event, 1) + behind(event, 1)


def _of_many(event: Event) -> bool:
    """Whether it is not one meeting: "the summits of the G8"."""
    return event.evidence.trigger.lower() in _MEETINGS


def _of_several(event: Event) -> bool:
    """Whether it is said to be of more than two: "their trilateral meeting"."""
    return not _SEVERAL.isdisjoint(before(event, NEAR))


def _before_the_press(event: Event) -> bool:
    """Whether those who have met meet the press: "a joint news conference" is held after the talks."""
    return not _PRESS.isdisjoint(before(event, 1))


def _told_of(a: Telling, b: Telling) -> bool:
    """Whether at one meeting somebody was told what came of another ("briefed him on the results of his talks")."""
    return b.stem in _TOLD_OF and not _RESULTS.isdisjoint(before(a.event, 2 * NEAR))


def _one_ahead(a: Telling, b: Telling) -> bool:
    """Whether one meeting is told as one that lies ahead ("the upcoming dialogue")."""
    return _ahead(a.event) is not _ahead(b.event) and "will" not in (a.claim, b.claim)


def _ahead(event: Event) -> bool:
    return not _AHEAD.isdisjoint(before(event, 2 * NEAR)) or _ABOUT_TO.match(words_behind(event)) is not None


def _another_meeting(a: Telling, b: Telling) -> bool:
    """Whether an article goes on to a meeting on the sidelines, to a visit besides, or to one with other people."""
    first, later = in_order(a, b)
    sentence, earlier = later.event.evidence.sentence, first.event.evidence.sentence
    if any(beside.match(sentence) and not beside.match(earlier) for beside in _BESIDE):
        return True
    if _BEFORE_IT.match(earlier) or _AFTER_IT.search(sentence):
        return True
    if a.stem != b.stem and ((a.stem in _GOES and b.stem in _GOES) or (later.besides and later.stem in _GOES)):
        return True
    shared = (a.actors | a.recipients) & (b.actors | b.recipients)
    people = {p.id for p in (*a.event.actors, *a.event.recipients) if p.kind == "person"}
    alone = len(shared) == 1 and shared <= people
    return alone and bool(a.names and b.names) and not a.names & b.names


def _years_back(a: Telling, b: Telling) -> bool:
    """Whether an article looks back to what was in years before: "In past years", "After 2011"."""
    back = [_YEARS_BACK.match(t.event.evidence.sentence) for t in (a, b)]
    if (back[0] is None) is (back[1] is None):
        return False
    year, other = (back[0][1], b) if back[0] else (back[1][1] if back[1] else None, a)
    return year is None or year not in other.event.evidence.sentence


def _today_of_each(a: Telling, b: Telling) -> bool:
    """Whether two papers tell of meetings, each of its own day ("spoke today"): who has met meets again."""
    return a.event.published != b.event.published and _today(a.event) and _today(b.event)


def _today(event: Event) -> bool:
    return day_told(event) and event.date is not None and event.date.start == event.published


def _of_something_else(a: Telling, b: Telling) -> bool:
    """Whether each names, behind the verb, what the other does not: orders to leave two organisations."""
    if a.event.type not in SAYING or b.event.type not in SAYING:
        return False
    one, other = a.about & a.names, b.about & b.names
    return bool(one and other) and not a.names & b.names
