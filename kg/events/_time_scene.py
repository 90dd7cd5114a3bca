"""The day of the report, for what is told without a day of its own: how far it holds, and where it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.core.event import Period
from kg.core.plover import Precision
from kg.events import attachment
from kg.events._time_found import find, resolve
from kg.events._time_grammar import TimeExpression
from kg.events._time_news import performs, uttered
from kg.events.tense import is_one_of, is_perfect, tense
from kg.language import en, syntax
from kg.language.lemmas import lemmas

# The day that a report names lies at most so far before publication, and holds for so many words.
SCENE_DAYS, SCENE_TOKENS = 7, 250
# How an expression may be related to what tells of another time than the day that was named.
_TELLS = {"on", "since", "by"}
_POINTING = en.lists("small_words")["pointing_or_owning"]
_NAMES = {"NOUN", "PROPN"}


def scene_period(trigger: Token, published: dt.date | None) -> Period | None:
    """The day of the report, for an utterance in it that has no time of its own.

    A report names its day, near its beginning or where it turns to another speaker ("The EU on Monday condemned …"),
    and goes on in the simple past with what else was said.  The day holds as long as the text stays with what it told
    of it, and tells of no other time.  What is done by saying it in the present ("The United States condemns …") is of
    the day of publication.

    Args:
        trigger: The verb of the act, or the noun that a verb of speech has for its object.
        published: Day of publication.

    Returns:
        None where the report names no day of the last week, or the act does not follow it.
    """
    if published is None:
        return None
    if performs(trigger):
        return Period(published, published, Precision.DAY)
    verb = uttered(trigger)
    if verb is None:
        return None
    times = find(verb.doc)
    start, end = verb.left_edge.i, verb.right_edge.i
    for expression in times:
        inside = start <= expression.first <= end and expression.relation in {"on", "by", "since", "for"}
        if inside and attachment.path(expression, verb.doc).owner in {verb, trigger}:
            return None
    days = [
        (t, found)
        for t in times
        if start - SCENE_TOKENS <= t.first < start
        and _is_day(t)
        and (found := told_on(t, verb.doc, published)) is not None
    ]
    if not days:
        return None
    day, found = days[-1]
    background = found.start < max(p.start for _, p in days) and _turned(day.last, verb)
    goes_on = not background and not _moved_on(day, verb, times, found, published) and _stays(day, verb)
    return found if goes_on else None


def _is_day(expression: TimeExpression) -> bool:
    return expression.value.unit == "day" and expression.relation == "on" and not expression.value.context


def _moved_on(
    day: TimeExpression, verb: Token, times: Sequence[TimeExpression], period: Period, published: dt.date
) -> bool:
    """Whether the text has told of another time since it named its day, so that no one knows when the act was."""
    for t in times:
        if not day.last <= t.first < verb.sent.start or t.relation not in _TELLS:
            continue
        owner = attachment.path(t, verb.doc).owner
        found = resolve(t, published, "past") if owner is not None and _is_told(owner) else None
        if found is not None and (t.relation == "since" or not found.start <= period.start <= found.end):
            return True
    return False


def _stays(day: TimeExpression, verb: Token) -> bool:
    """Whether each sentence since that of the day goes on with somebody or something of those before it."""
    sentence = verb.doc[day.first].sent
    seen = {form for t in sentence if t.pos_ in _NAMES for form in lemmas(t)}
    while sentence.end <= verb.i:
        sentence = verb.doc[sentence.end].sent
        here = {form for t in sentence if t.pos_ in _NAMES for form in lemmas(t)}
        if any(not t.is_space for t in sentence) and not _goes_on(sentence.root, seen):
            return False
        seen |= here
    return True


def _goes_on(verb: Token, seen: set[str]) -> bool:
    """Whether a clause goes on with what was told: "He also called …", "the EU urged …", "… welcomed the agreement"."""
    if is_perfect(verb):
        return False  # "has also criticised": at no time that is told
    for clause in (verb, *syntax.complements(verb), *syntax.conjuncts(verb)):
        for t in syntax.subjects(clause):
            if syntax.is_pronoun(t) or not seen.isdisjoint(lemmas(t)) or _points(t):
                return True
        if any(syntax.is_pronoun(t) or _points(t) for t in syntax.objects(clause)):
            return True
    return False


def _points(noun: Token) -> bool:
    """Whether a noun names what was told of, and brings in nothing new: "the strike", "this", "its decision"."""
    new = any(m.pos_ != "NOUN" for m in syntax.modifiers(noun))
    return noun.pos_ == "NOUN" and not new and any(c.lower_ in _POINTING for c in noun.children)


def _is_told(verb: Token) -> bool:
    """Whether a verb tells what happened by a main clause, or as what somebody says."""
    outer = syntax.governor(syntax.first_conjunct(verb))
    told = tense(verb) == "past" and syntax.antecedent(syntax.first_conjunct(verb)) is None
    return told and (outer is None or is_one_of(outer, "speech"))


def _turned(last: int, verb: Token) -> bool:
    """Whether a paragraph ends between two places: what it told of an earlier day was the background of the news."""
    return any(t.is_space and "\n\n" in t.text for t in verb.doc[last : verb.i])


def told_on(expression: TimeExpression, doc: Doc, published: dt.date) -> Period | None:
    """The day of the last week that a clause was told on; None where the expression names none."""
    way = attachment.path(expression, doc)
    owner = way.owner
    if owner is None or way.premodifier or tense(owner) != "past" or is_perfect(owner):
        return None
    if syntax.antecedent(owner) is not None or any(c.lower_ == "due" for c in owner.children):
        return None  # also "was due to end on Tuesday"
    found = resolve(expression, published, "past")
    recent = found is not None and 0 <= (published - found.start).days <= SCENE_DAYS
    return found if recent and found is not None and found.precision == Precision.DAY else None
