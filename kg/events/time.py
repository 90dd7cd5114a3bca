"""When it happened: finds time expressions, places them on the calendar, and gives each event its own.

The words are read by a grammar (:mod:`kg.events._time_grammar`), the arithmetic is that of
:mod:`kg.events._calendar`; here the parse decides which verb or noun an expression belongs to and whether that speaks of
the past or the future.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml
from spacy.tokens import Doc, Token

from kg.events._calendar import Cue, Value, period
from kg.events._time_grammar import scan
from kg.language import syntax
from kg.language.lemmas import lemmas
from kg.model import Period
from kg.plover import Precision

FINE = {Precision.DAY, Precision.WEEK}
# How far back the day last spoken of may be: "two days later" counts from a day that the reader still has in mind.
CONTEXT_TOKENS = 120
_RELATIONS = {
    "since": "since", "until": "until", "till": "until", "through": "until", "to": "until", "by": "by", "before": "before",
    "after": "after", "following": "after", "for": "for", "than": "than", "post": "after", "pre": "before",
}  # fmt: skip
_TWO_WORDS = {("prior", "to"): "before", ("ahead", "of"): "before", ("up", "to"): "until", ("as", "of"): "on"}
_SUPERLATIVE_TAGS = {"JJS", "RBS"}
_SUPERLATIVES = {"first", "last", "only", "latest", "record"}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A span of words that names a time.

    Attributes:
        text: The words, without their preposition.
        start: First character in the document.
        end: One past the last.
        first: Index of the first token.
        last: One past the index of the last token.
        value: What the words say.
        relation: How the preposition relates an act to it: "on" (also for in, at and none), "since", "until", "by",
            "before", "after", "for" or "than" ("the worst since 2014", a comparison).
        anchor: The expression that it counts from ("two days later"), where the text has one.
    """

    text: str
    start: int
    end: int
    first: int
    last: int
    value: Value
    relation: str = "on"
    anchor: TimeExpression | None = None


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    lists = yaml.safe_load((Path(__file__).parent / "data" / "time_words.yaml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in lists.items()}


def _is(token: Token, name: str) -> bool:
    return any(form in _words()[name] for form in lemmas(token))


# Finding


def find(doc: Doc) -> list[TimeExpression]:
    """The time expressions of a document, in text order.

    Example:
        >>> [t.text for t in find(nlp("On Friday they signed the treaty of 2014."))]
        ['Friday', '2014']
    """
    found: list[TimeExpression] = []
    for start, end, value in scan(doc.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or (value.unit == "month" and value.year is None and span[0].tag_ == "MD"):
            continue  # "May they …"
        anchor = None
        if value.context:
            near = [t for t in found if span.start - t.last <= CONTEXT_TOKENS and t.relation not in {"until", "than"}]
            anchor = near[-1] if near else None
        found.append(
            TimeExpression(
                doc.text[start:end], start, end, span.start, span.end, value, _relation(doc, span.start), anchor
            )
        )
    return found


def _relation(doc: Doc, first: int) -> str:
    i = first - 1
    while i >= 0 and doc[i].lower_ in {
        "the",
        "about",
        "around",
        "late",
        "early",
        "mid",
        "at",
        "least",
        "-",
        "this",
        "that",
    }:
        i -= 1
    if i < 0:
        return "on"
    pair = (doc[i - 1].lower_, doc[i].lower_) if i else ("", "")
    relation = _TWO_WORDS.get(pair) or _RELATIONS.get(doc[i].lower_, "on")
    if relation == "since" and _compares(doc, i):
        return "than"
    return relation


def _compares(doc: Doc, since: int) -> bool:
    """Whether "since" compares ("the first visit since 2014") and does not say from when on."""
    for i in range(since - 1, max(-1, since - 14), -1):
        token = doc[i]
        if token.is_punct and token.lower_ in {".", ";", "!", "?"}:
            return False
        if token.tag_ in _SUPERLATIVE_TAGS or token.lower_ in _SUPERLATIVES:
            return True
        if syntax.is_verb(token):
            return False
    return False


# Placing on the calendar


def tense(token: Token) -> Cue | None:
    """Whether a verb, or the clause that a noun stands in, speaks of the past, the present or the future.

    The future in the past ("said it would meet") and what is planned ("agreed to meet", "talks scheduled for") count as
    future.
    """
    return _tense(token, 0)


def _tense(token: Token, depth: int) -> Cue | None:
    if depth > 6:
        return None
    if not syntax.is_verb(token) and not syntax.is_predicate(token):
        return _noun_tense(token, depth)
    auxiliaries = syntax.auxiliaries(token)
    perfect = any("have" in lemmas(a) for a in auxiliaries)
    if syntax.modal(token) is not None:
        return "past" if perfect else "future"
    if syntax.marker(token) == "to" or any(a.lower_ == "to" for a in auxiliaries):
        outer = syntax.governor(token)
        if outer is not None and _is(outer, "same_time"):
            return _tense(outer, depth + 1)
        return "past" if perfect else "future"
    if perfect or token.tag_ == "VBD" or any(a.tag_ == "VBD" for a in auxiliaries):
        return "future" if token.tag_ == "VBN" and _is(token, "ahead") else "past"
    if any(a.tag_ in {"VBZ", "VBP"} for a in auxiliaries):
        return "future" if token.tag_ == "VBN" and _is(token, "ahead") else "present"
    if token.tag_ in {"VBZ", "VBP"}:
        return "present"
    if token.tag_ == "VBN":
        return "future" if _is(token, "ahead") else "past"
    outer = syntax.governor(token) or _governing_verb(token)
    if outer is None or outer == token:
        return "future" if token.tag_ == "VB" else None
    return _tense(outer, depth + 1)


def _noun_tense(noun: Token, depth: int) -> Cue | None:
    if any(m.lower_ in _words()["coming"] for m in syntax.modifiers(noun)):
        return "future"
    preposition = syntax.preposition(noun)
    if preposition in {"ahead of", "before", "until"}:
        return "future"
    if preposition in {"after", "following", "since"}:
        return "past"
    verb = _governing_verb(noun)
    if verb is None or verb == noun:
        return None
    if _is(verb, "wishes") and noun in [n for n in [*syntax.objects(verb), *(n for _, n in syntax.obliques(verb))]]:
        return "future"
    return _tense(verb, depth + 1)


def _governing_verb(token: Token) -> Token | None:
    """The nearest verb or predicate above a token."""
    for above in token.ancestors:
        if syntax.is_verb(above) or syntax.is_predicate(above):
            return above
    return None


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
    if expression.relation in {"until", "before", "after", "than"}:
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


# Whose it is


def event_period(trigger: Token, sentence_times: Sequence[TimeExpression], published: dt.date | None) -> Period | None:
    """When the act of a trigger took place, by an expression of its own clause.

    An expression belongs to the verb or noun that the parse hangs it on.  It reaches further where English lets it: from a
    light verb to its noun ("held talks on Friday"), over a coordination that it opens ("On Friday X met Y and signed …"),
    between a verb and a participle of the same time ("Speaking on Friday, he urged …"), and from a verb of speech to what
    it reports in the present tense ("said on Friday that it supports …").  It does not cross into other clauses.

    Args:
        trigger: The verb, noun or adjective of the act.
        sentence_times: The expressions of its sentence, or of the document.
        published: Day of publication.

    Returns:
        None where the text gives the act no time of its own.
    """
    best: tuple[int, int, TimeExpression] | None = None
    for expression in sentence_times:
        grade = _grade(expression, trigger)
        if grade is not None:
            candidate = (grade, abs(expression.first - trigger.i), expression)
            if (best is None or candidate[:2] < best[:2]) and _usable(expression, published):
                best = candidate
    if best is None:
        return None
    return resolve(best[2], published, tense(trigger) if best[0] < 6 else "past")


def _usable(expression: TimeExpression, published: dt.date | None) -> bool:
    return resolve(expression, published, "past") is not None or resolve(expression, published, "future") is not None


@dataclass(frozen=True, slots=True)
class _Path:
    """From an expression up to the verb it hangs on: the nouns between, and that verb."""

    head: Token
    nouns: tuple[Token, ...]
    owner: Token | None
    premodifier: bool  # "Monday's meeting", "the 2014 annexation"


def _path(expression: TimeExpression, doc: Doc) -> _Path:
    head = doc[expression.first : expression.last].root
    nouns: list[Token] = []
    owner: Token | None = None
    for above in [head, *head.ancestors]:
        if expression.first <= above.i < expression.last:
            if syntax.is_verb(above) and above.lower_ not in {"march", "may"}:
                break
            continue
        if syntax.is_verb(above) or syntax.is_predicate(above):
            owner = above
            break
        if above.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
            nouns.append(above)
    if owner is None:
        owner = _nearest_verb(expression, doc)
    first = nouns[0] if nouns else None
    return _Path(head, tuple(nouns), owner, first is not None and first.i >= expression.last)


def _nearest_verb(expression: TimeExpression, doc: Doc) -> Token | None:
    """For a parse that broke off: the nearest verb before the expression, or behind one that opens the sentence."""
    for i in range(expression.first - 1, max(-1, expression.first - 12), -1):
        token = doc[i]
        if token.is_punct and token.lower_ in {".", "!", "?", ";", ":", "”", '"'}:
            break
        if syntax.is_verb(token):
            return token
    for i in range(expression.last, min(len(doc), expression.last + 12)):
        token = doc[i]
        if token.is_punct and token.lower_ in {".", "!", "?", ";", ":", "“", '"'}:
            return None
        if syntax.is_verb(token):
            return token
    return None


def _grade(expression: TimeExpression, trigger: Token) -> int | None:
    """How directly an expression dates a trigger, 0 best; None for not at all."""
    path = _path(expression, trigger.doc)
    if trigger in path.nouns:
        return path.nouns.index(trigger)
    owner = path.owner
    if owner is None:
        return None
    if not syntax.is_verb(trigger) and not syntax.is_predicate(trigger):
        verb = _governing_verb(trigger)
        if verb != owner or not _through_nouns(expression, path, owner):
            return None
        wished = _is(owner, "wishes") or _is(owner, "reactions")
        return None if wished and trigger not in syntax.subjects(owner) else 3
    if not _through_nouns(expression, path, owner):
        return None
    if owner == trigger:
        return 1
    return _across(expression, owner, trigger)


def _through_nouns(expression: TimeExpression, path: _Path, owner: Token) -> bool:
    """Whether an expression inside a noun phrase dates the verb as well."""
    if not path.nouns:
        return True
    top = path.nouns[-1]
    if path.premodifier:
        first = path.nouns[0]
        place = syntax.preposition(first) in {"at", "during", "in", "on"}
        return place and _is(first, "occasions") and first.lower_ != "agreement"
    if top.i > owner.i and _is(owner, "reactions"):
        return expression.value.unit in {"day", "week"} and expression.last > top.i and expression.relation == "on"
    if expression.value.unit not in {"day", "week", "weekend"} and top in syntax.subjects(owner):
        return top.pos_ == "PROPN"
    return syntax.preposition(top) not in {"after", "before", "since", "following", "ahead of", "until", "of"}


def _across(expression: TimeExpression, owner: Token, trigger: Token) -> int | None:
    """From the verb that an expression hangs on to another of the sentence."""
    first = syntax.first_conjunct(trigger)
    fine = expression.value.unit in {"day", "week", "weekend"}
    if syntax.is_verb(first) and first == syntax.first_conjunct(owner):
        if expression.last <= min(owner.i, trigger.i):
            return 4  # "On Friday X met Y and signed …"
        return 5 if fine and not syntax.subjects(owner) and owner.i > trigger.i and not _own_subject(owner) else None
    if syntax.governor(trigger) == owner:
        if syntax.is_open_complement(trigger) and _is(owner, "same_time"):
            return 4
        if syntax.is_complement(trigger) and _is(owner, "speech") and fine:
            return 6 if tense(trigger) == "present" else None
        if trigger.tag_ == "VBG" and not syntax.marker(trigger):
            return 5
        if fine and _is(owner, "speech") and not syntax.marker(trigger) and tense(trigger) == "present":
            return 6
    if syntax.governor(owner) == trigger and not syntax.is_complement(owner):
        if owner.tag_ == "VBG" and syntax.marker(owner) in {"", "while", "during", "when", "in"}:
            return 5
    return None


def _own_subject(verb: Token) -> bool:
    return bool(syntax.subjects(verb))
