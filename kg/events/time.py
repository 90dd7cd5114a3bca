"""When it happened: finds time expressions, places them on the calendar, and gives each event its own.

The words are read by a grammar (:mod:`kg.events._time_grammar`), the arithmetic is that of
:mod:`kg.events._calendar`; the parse decides which verb or noun an expression belongs to
(:mod:`kg.events.attachment`) and whether that speaks of the past or the future (:mod:`kg.events.tense`).  How far the
day of a report holds, :mod:`kg.events._time_scene` says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.core.event import Period
from kg.core.plover import Basis, Precision
from kg.events import attachment
from kg.events._time_found import find, resolve
from kg.events._time_grammar import TimeExpression
from kg.events._time_news import is_news, opens_elsewhere, performs, plain_past
from kg.events._time_scene import scene_period, told_on
from kg.events.tense import governing_verb, is_one_of, is_perfect, tense
from kg.language import en, syntax

__all__ = ["TimeExpression", "event_period", "find", "resolve", "scene_period", "tense"]


def event_period(trigger: Token, sentence_times: Sequence[TimeExpression], published: dt.date | None) -> Period | None:
    """When the act of a trigger took place: by an expression of its own, else by the day of the report.

    An expression dates the verb or noun that the parse hangs it on, and reaches from a light verb to its noun ("held
    talks on Friday"), over a coordination that it opens ("On Friday X met Y and signed …"), between a verb and a
    participle of the same time ("Speaking on Friday, he urged …"), into a "when" clause, and from a verb of speech to
    what it reports in the present tense ("said on Friday that it supports …").

    Without one, what somebody said is of the day that the report names (:func:`scene_period`).  Other acts without a
    date may be anything's background and get none.

    Args:
        trigger: The verb, noun or adjective of the act.
        sentence_times: The expressions of its sentence, or of the document.
        published: Day of publication.

    Returns:
        None where the text does not date the act.
    """
    best = _best(trigger, sentence_times, published)
    if best is None:
        return _carried(trigger, published)
    grade, expression = best
    cue = "past" if grade == attachment.REPORTED or _is_headline(trigger) else tense(trigger)
    if _is_arranged(trigger) and expression.value.unit == "month":
        cue = "future"
    found = resolve(expression, published, cue)
    if performs(trigger) and found is not None:  # "We congratulate them on their birthday on 6 July"
        on_it = found.start == published and not attachment.path(expression, trigger.doc).nouns
        return found if on_it else _carried(trigger, published)
    if found is not None and published is not None and cue == "past" and found.start > published + dt.timedelta(days=1):
        return _carried(trigger, published)  # what is told in the past does not lie ahead
    return found


def _is_headline(trigger: Token) -> bool:
    """Whether a present tense tells what happened: "Rebels kill ten on Monday"; not "is leaving on Monday"."""
    verb = trigger if syntax.is_verb(trigger) else governing_verb(trigger)
    if verb is None or verb.tag_ == "VBG":
        return False
    return tense(trigger) == "present" and not is_one_of(verb, "timetable")


def _is_arranged(trigger: Token) -> bool:
    """Whether a clause goes on in the present, which with a month tells a plan: "is visiting Japan in September"."""
    verb = trigger if syntax.is_verb(trigger) else governing_verb(trigger)
    if verb is None or verb.tag_ != "VBG" or is_perfect(verb):
        return False
    return any(a.tag_ in {"VBZ", "VBP"} for a in syntax.auxiliaries(verb))


def _carried(trigger: Token, published: dt.date | None) -> Period | None:
    found = scene_period(trigger, published)
    if found is None:
        return None
    said_now = found.start == published and performs(trigger)
    return replace(found, basis=Basis.PUBLISHED if said_now else Basis.CARRIED)


def news_period(trigger: Token, published: dt.date | None) -> Period | None:
    """The day of publication, for what a dated report tells as its news without a day of its own.

    See :func:`kg.events._time_news.is_news`.

    Args:
        trigger: The verb, noun or adjective of the act.
        published: Day of publication.
    """
    times = find(trigger.doc)
    if published is None or not is_news(trigger, times) or _takes_days(trigger):
        return None
    if any(map(opens_elsewhere, trigger.children)):
        return None
    told = _told_day(trigger, times, published)
    return replace(told, basis=Basis.CARRIED) if told else Period(published, published, Precision.DAY, Basis.PUBLISHED)


def _told_day(trigger: Token, times: Sequence[TimeExpression], published: dt.date) -> Period | None:
    """The day that the news has named: "X received Y on Monday.  They toured …", "X agreed, Y said on Monday"."""
    verb = trigger if syntax.is_verb(trigger) else governing_verb(trigger)
    if verb is None or tense(verb) != "past":
        return None
    days = [t for t in times if t.value.unit == "day" and t.relation == "on" and not t.value.context]
    for expression in reversed([t for t in days if t.first < trigger.sent.end]):
        owner = attachment.path(expression, trigger.doc).owner
        if owner is None:
            continue
        if _in_one_breath(owner, verb):
            return resolve(expression, published, "past")
        tells = owner.dep_ == "parataxis" or (owner.head == verb and is_one_of(owner, "speech"))
        if (plain_past(owner) or tells) and (found := told_on(expression, trigger.doc, published)) is not None:
            return found
    return None


def _in_one_breath(first: Token, verb: Token) -> bool:
    """Whether a verb goes on with what the one before it did, with the same subject: "attacked on Friday and took"."""
    joined = first.i < verb.i and first == syntax.first_conjunct(verb)
    return joined and first.tag_ == verb.tag_ == "VBD" and not syntax.subjects(verb)


def _takes_days(trigger: Token) -> bool:
    """Whether it took some time, which is not the day of the news: "over the first four days", "within a day"."""
    verb = trigger if syntax.is_verb(trigger) else governing_verb(trigger)
    times = [] if verb is None else [*syntax.obliques(verb), *syntax.obliques(syntax.first_conjunct(verb))]
    long = any(word in {"over", "during", "throughout"} and noun.lower_ in _PERIODS for word, noun in times)
    return long or any(word == "within" and noun.lower_ in _PERIODS | _SHORT for word, noun in times)


_PERIODS = en.lists("calendar")["periods"]
_SHORT = {"hours", "day", "month"}  # "within a day" may be on the next


def _best(
    trigger: Token, times: Sequence[TimeExpression], published: dt.date | None
) -> tuple[int, TimeExpression] | None:
    best: tuple[int, int, TimeExpression] | None = None
    for expression in times:
        grade = attachment.grade(expression, trigger)
        if grade is None or not _usable(expression, published):
            continue
        distance = abs(expression.first - trigger.i)
        if best is None or (grade, distance) < best[:2]:
            best = (grade, distance, expression)
    return (best[0], best[2]) if best else None


def _usable(expression: TimeExpression, published: dt.date | None) -> bool:
    return any(resolve(expression, published, cue) is not None for cue in ("past", "future"))
