"""When it happened: finds time expressions, places them on the calendar, and gives each event its own.

The words are read by a grammar (:mod:`kg.events._time_grammar`), the arithmetic is that of
:mod:`kg.events._calendar`; the parse decides which verb or noun an expression belongs to
(:mod:`kg.events.attachment`) and whether that speaks of the past or the future (:mod:`kg.events.tense`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Token

from kg.core.event import Period
from kg.core.plover import Basis, Precision
from kg.events import attachment
from kg.events._calendar import period
from kg.events._time_grammar import TimeExpression, scan
from kg.events._time_news import is_news, opens_elsewhere, performs, plain_past, uttered
from kg.events._time_value import Cue
from kg.events.tense import governing_verb, is_one_of, is_perfect, tense
from kg.language import syntax

__all__ = ["TimeExpression", "event_period", "find", "resolve", "scene_period", "tense"]

# How far back the day last spoken of may be: "two days later" counts from a day that the reader still has in mind.
CONTEXT_TOKENS = 120
# A report names its day near its beginning, and that day lies at most so far before publication.
SCENE_TOKENS = 250
SCENE_DAYS = 7
SCENE_NEAR = 250  # words that a day named anywhere else holds for
SCENE_REACH = 400  # words that it holds for; what stands deeper is background

# What has been found in the documents that are alive: the report's day is asked for event by event.
_FOUND: WeakKeyDictionary[Doc, tuple[TimeExpression, ...]] = WeakKeyDictionary()

_RELATIONS = {
    "since": "since", "until": "until", "till": "until", "through": "until", "to": "until", "by": "by",
    "before": "before", "after": "after", "following": "after", "for": "for", "than": "than", "post": "after",
    "pre": "before",
}  # fmt: skip
_TWO_WORDS = {("prior", "to"): "before", ("ahead", "of"): "before", ("up", "to"): "until", ("due", "to"): "on"}
_FILLERS = {"the", "about", "around", "late", "early", "mid", "at", "least", "-", "this", "that"}
_SUPERLATIVE_TAGS = {"JJS", "RBS"}
_SUPERLATIVES = {"first", "last", "only", "latest", "record"}
_POINTING = {"the", "this", "that", "these", "those", "it"}
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
    while i >= 0 and doc[i].lower_ in _FILLERS:
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
        if token.tag_ in _SUPERLATIVE_TAGS or token.lower_ in _SUPERLATIVES:
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
    found = resolve(expression, published, cue)
    if performs(trigger) and found is not None:  # "We congratulate them on their birthday on 6 July"
        on_it = found.start == published and not attachment.path(expression, trigger.doc).nouns
        return found if on_it else _carried(trigger, published)
    if found is not None and published is not None and cue == "past" and found.start > published + dt.timedelta(days=1):
        return _carried(trigger, published)  # what is told in the past does not lie ahead
    return found


def _is_headline(trigger: Token) -> bool:
    """Whether a present tense tells what happened: "Rebels kill ten on Monday"; "meets on Monday" may be a plan."""
    verb = trigger if syntax.is_verb(trigger) else governing_verb(trigger)
    return verb is not None and tense(trigger) == "present" and not is_one_of(verb, "timetable")


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
        if (plain_past(owner) or tells) and (found := _scene(expression, trigger.doc, published)) is not None:
            return found
    return None


def _in_one_breath(first: Token, verb: Token) -> bool:
    """Whether a verb goes on with what the one before it did, with the same subject: "attacked on Friday and took"."""
    joined = first.i < verb.i and first == syntax.first_conjunct(verb)
    return joined and first.tag_ == verb.tag_ == "VBD" and not syntax.subjects(verb)


def _takes_days(trigger: Token) -> bool:
    """Whether a clause says that it took some days, which are not the day of the news: "over the first four days"."""
    verb = trigger if syntax.is_verb(trigger) else governing_verb(trigger)
    times = [] if verb is None else [*syntax.obliques(verb), *syntax.obliques(syntax.first_conjunct(verb))]
    return any(word in {"over", "during", "throughout"} and noun.lower_ in _PERIODS for word, noun in times)


_PERIODS = {"days", "weeks", "months", "weekend", "week"}


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


def scene_period(trigger: Token, published: dt.date | None) -> Period | None:
    """The day of the report, for an utterance in it that has no time of its own.

    A report names its day once, near its beginning or where it turns to another speaker ("The EU on Monday condemned
    …"), and goes on in the simple past with what else was said.  What is done by saying it in the present ("The United
    States condemns …") is of the day of publication.

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
    if _answers_long_ago(verb, times, published):
        return None
    start, end = verb.left_edge.i, verb.right_edge.i
    for expression in times:
        inside = start <= expression.first <= end and expression.relation in {"on", "by", "since", "for"}
        if inside and attachment.path(expression, verb.doc).owner in {verb, trigger}:
            return None
    days = [
        t for t in times if t.first < start and t.value.unit == "day" and t.relation == "on" and not t.value.context
    ]
    near = [t for t in reversed(days) if start - t.first <= SCENE_NEAR]
    lead = [t for t in days if t.first < SCENE_TOKENS and start - t.first <= SCENE_REACH]
    first = next((found for t in lead if (found := _scene(t, verb.doc, published)) is not None), None)
    for t in near:
        found = _scene(t, verb.doc, published)
        if found is not None and not (first is not None and found.start < first.start and _turned(t.last, verb)):
            return None if _moved_on(t.last, verb, times, found, published) else found
    return None if first is not None and _moved_on(lead[0].last, verb, times, first, published) else first


def _answers_long_ago(verb: Token, times: Sequence[TimeExpression], published: dt.date) -> bool:
    """Whether the sentence before tells of another time: "Oman complained in May.  Chad rejected the complaint"."""
    start = verb.sent.start
    if start == 0:
        return False
    before = verb.doc[start - 1].sent
    told = [t for t in times if before.start <= t.first < before.end and t.relation == "on" and not t.value.context]
    if not told or _turned(before.start + 1, verb.doc[start]):
        return False
    found = [resolve(t, published, "past") for t in told if attachment.path(t, verb.doc).owner == before.root]
    return any(p is not None and (published - p.end).days > SCENE_DAYS for p in found)


def _moved_on(last: int, verb: Token, times: Sequence[TimeExpression], day: Period, published: dt.date) -> bool:
    """Whether the text has gone on to another time since it named its day, so that no one knows when the act was.

    What its own paragraph tells before it counts; where that begins with an answer ("rejected the charge"), what the
    paragraph before it tells.
    """
    start = _paragraph(verb.sent.start, verb.doc)
    if start == verb.sent.start > 0 and _answers(verb):
        start = _paragraph(start - 1, verb.doc)
    for t in times:
        if not max(last, start) <= t.first < verb.sent.start or t.relation != "on":
            continue
        owner = attachment.path(t, verb.doc).owner
        found = resolve(t, published, "past") if owner is not None and _is_told(owner) else None
        if found is not None and not found.start <= day.start <= found.end:
            return True
    return False


def _is_told(verb: Token) -> bool:
    """Whether a verb tells what happened by a main clause, or as what somebody says."""
    outer = syntax.governor(syntax.first_conjunct(verb))
    told = tense(verb) == "past" and syntax.antecedent(syntax.first_conjunct(verb)) is None
    return told and (outer is None or is_one_of(outer, "speech"))


def _answers(verb: Token) -> bool:
    """Whether a verb answers what has been told: "rejected the accusation", "denied this"."""
    return is_one_of(verb, "answers") and any(
        t.lower_ in _POINTING or any(c.lower_ in _POINTING for c in t.children) for t in syntax.objects(verb)
    )


def _paragraph(at: int, doc: Doc) -> int:
    """Where the paragraph of a token begins."""
    return next((i + 1 for i in range(at - 1, -1, -1) if doc[i].is_space and "\n\n" in doc[i].text), 0)


def _turned(last: int, verb: Token) -> bool:
    """Whether a paragraph ends between two places: what it told of an earlier day was the background of the news."""
    return any(t.is_space and "\n\n" in t.text for t in verb.doc[last : verb.i])


def _scene(expression: TimeExpression, doc: Doc, published: dt.date) -> Period | None:
    way = attachment.path(expression, doc)
    owner = way.owner
    if owner is None or way.premodifier or tense(owner) != "past" or is_perfect(owner):
        return None
    if syntax.antecedent(owner) is not None or any(c.lower_ == "due" for c in owner.children):
        return None  # also "was due to end on Tuesday"
    found = resolve(expression, published, "past")
    recent = found is not None and 0 <= (published - found.start).days <= SCENE_DAYS
    return found if recent and found is not None and found.precision == Precision.DAY else None
