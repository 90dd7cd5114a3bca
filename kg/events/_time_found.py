"""Finds the time expressions of a document, and places them on the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

from kg.core.event import Period
from kg.events._calendar import period
from kg.events._time_grammar import TimeExpression, scan
from kg.events._time_value import Cue
from kg.language import en, syntax

_CALENDAR = en.lists("calendar")
# How far back the day last spoken of may be: "two days later" counts from a day that the reader still has in mind.
CONTEXT_TOKENS = 120

# What has been found in the documents that are alive: the report's day is asked for event by event.
_FOUND: WeakKeyDictionary[Doc, tuple[TimeExpression, ...]] = WeakKeyDictionary()

_RELATIONS = en.maps("calendar")["relations"]
_TWO_WORDS = {("prior", "to"): "before", ("ahead", "of"): "before", ("up", "to"): "until", ("due", "to"): "on"}
_SUPERLATIVE_TAGS = {"JJS", "RBS"}
_NO_DATE = {"until", "before", "after", "than"}


def find(doc: Doc) -> list[TimeExpression]:
    """The time expressions of a document, in text order.

    Example:
        >>> [t.text for t in find(nlp("On Friday they signed the treaty of 2014."))]
        ['Friday', '2014']
    """
    if doc in _FOUND:
        return list(_FOUND[doc])
    found: list[TimeExpression] = []
    for start, end, value in scan(doc.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or (value.unit == "month" and value.year is None and span[0].tag_ == "MD"):
            continue  # "May they …"
        anchor = None
        if value.context:
            near = [t for t in found if span.start - t.last <= CONTEXT_TOKENS and t.relation not in {"until", "than"}]
            anchor = near[-1] if near else None
        relation = "behind" if value.behind else _relation(doc, span.start)
        found.append(TimeExpression(span.text, start, end, span.start, span.end, value, relation, anchor))
    _FOUND[doc] = tuple(found)
    return found


def _relation(doc: Doc, first: int) -> str:
    i = first - 1
    while i >= 0 and doc[i].lower_ in _CALENDAR["fillers"]:
        i -= 1
    if i < 0:
        return "on"
    pair = (doc[i - 1].lower_, doc[i].lower_) if i else ("", "")
    relation = _TWO_WORDS.get(pair) or _RELATIONS.get(doc[i].lower_, "on")
    return "than" if relation == "since" and _compares(doc, i) else relation


def _compares(doc: Doc, since: int) -> bool:
    """Whether "since" compares ("the first visit since 2014") and does not say from when on."""
    for i in range(since - 1, max(-1, since - 14), -1):
        token = doc[i]
        if token.lower_ in {".", ";", "!", "?"} or syntax.is_verb(token):
            return False
        if token.tag_ in _SUPERLATIVE_TAGS or token.lower_ in _CALENDAR["superlatives"]:
            return True
    return False


def resolve(expression: TimeExpression, published: dt.date | None, cue: Cue | None = None) -> Period | None:
    """The days that an expression means.

    Args:
        expression: One that :func:`find` gave.
        published: Day of publication.
        cue: Tense of the verb, see :func:`tense`: "on Friday" lies behind for "met" and ahead for "will meet".

    Returns:
        None where it cannot be known without a day of publication, and for "until", "before", "after" and comparisons,
        which say when something did not happen.

    Example:
        >>> on_friday = find(nlp("They will meet on Friday."))[0]
        >>> resolve(on_friday, dt.date(2022, 7, 25), "future").start
        datetime.date(2022, 7, 29)
    """
    if expression.relation in _NO_DATE:
        return None
    found = _place(expression, published, cue)
    if found is not None and expression.relation == "since" and published is not None and published >= found.start:
        return replace(found, end=published)
    return found


def _place(expression: TimeExpression, published: dt.date | None, cue: Cue | None) -> Period | None:
    value = expression.value
    if not value.context:
        return period(value, published, cue)
    base: dt.date | None = None
    if expression.anchor is not None:
        there = _place(expression.anchor, published, None)
        base = there.start if there else None
    elif (value.shift or 0) <= 0 and value.stretch is None:
        base = published  # "a day earlier" with nothing before it: earlier than the news
    return period(value, base, cue)
