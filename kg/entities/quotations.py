"""Quotations of a text, and who speaks them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from kg.entities.cues import cues
from kg.entities.words import PARAGRAPH, SPACE, STOP, Words
from kg.language import syntax
from kg.language.lemmas import is_any_of

_MARKS = re.compile(r"[“”\"«»„]|\n\s*\n|\n")
_MIN_WORDS = 3
NOBODY = -1  # somebody speaks whom the text does not name
_REACH = 14  # words between a quotation and its verb of speech


@dataclass(slots=True)
class Quotation:
    """Words within quotation marks.

    Attributes:
        first: Its first word.
        last: Its last word, included.
        paragraph: The paragraph it stands in, counted from 0.
        speaker: A word of the phrase that names its speaker; None where the text does not say.
    """

    first: int
    last: int
    paragraph: int
    speaker: int | None = None


def quotations(words: Words) -> list[Quotation]:
    """The quotations of a document, in text order; short scare quotes left out.

    A quotation that is not closed ends with its paragraph.
    """
    text = words.string
    found: list[Quotation] = []
    opened: int | None = None
    inner = 0  # marks within the quotation that are still to be closed: "… what she called a “rant” …"
    for mark in _MARKS.finditer(text):
        sign, at = mark.group(), mark.start()
        if opened is None or sign[0] == "\n":
            inner = 0
        elif text[opened] == '"' and sign == "“":
            inner += 1
        elif inner and sign == "”":
            inner -= 1
            continue
        if opened is None:
            opened = at if sign in '“«„"' else None
        elif sign not in "“«„":
            _add(words, found, opened, at)
            opened = None
    if opened is not None:
        _add(words, found, opened, len(text))
    return found


def _add(words: Words, found: list[Quotation], start: int, end: int) -> None:
    first = bisect_right(words.start, start)
    last = bisect_right(words.start, end) - 1
    if last - first + 1 >= _MIN_WORDS:
        found.append(Quotation(first, last, words.paragraph[first]))


def attribute(words: Words, quotes: list[Quotation], is_actor: Callable[[int], bool]) -> None:
    """Find who speaks each quotation.

    A verb of speech just behind the quotation, or just before it, says so; parts of one paragraph share their speaker;
    a paragraph that is nothing but a quotation continues the one before it.

    Args:
        words: The document.
        quotes: Its quotations; their ``speaker`` is set.
        is_actor: Whether a word is part of a phrase or pronoun that can speak.
    """
    inside = {w for q in quotes for w in range(q.first, q.last + 1)}
    for quote in quotes:
        quote.speaker = _after(words, quote, inside, is_actor)
        if quote.speaker is None:
            quote.speaker = _before(words, quote, inside, is_actor)
    by_paragraph: dict[int, list[Quotation]] = {}
    for quote in quotes:
        by_paragraph.setdefault(quote.paragraph, []).append(quote)
    for group in by_paragraph.values():
        for direction in (group, group[::-1]):
            last: int | None = None
            for quote in direction:
                last = quote.speaker = quote.speaker if quote.speaker is not None else last
    for before, quote in pairwise(quotes):
        alone = quote.first == 0 or words.gap[quote.first] == PARAGRAPH
        follows = quote.paragraph == before.paragraph + 1 and quote.first - before.last <= _REACH
        if quote.speaker is None and alone and follows:
            quote.speaker = before.speaker
    for quote in quotes:
        if quote.speaker == NOBODY:
            quote.speaker = None


def _speaks(token: Token) -> bool:
    return token.tag_.startswith("VB") and is_any_of(token, cues()["speech_verbs"])


def _after(words: Words, quote: Quotation, inside: set[int], is_actor: Callable[[int], bool]) -> int | None:
    """The speaker in the clause behind the quotation: ", said X", ", X told Reuters"."""
    k = quote.last + 1
    if k >= len(words) or words.gap[k] == PARAGRAPH:
        return None
    between = words.string[words.end[quote.last] : words.start[k]]
    if "." in between.partition("”")[0].partition('"')[0]:
        return None  # the quotation ended its sentence; what follows is another
    return _clause_speaker(words, range(k, min(k + _REACH, len(words))), inside, is_actor, behind=True)


def _before(words: Words, quote: Quotation, inside: set[int], is_actor: Callable[[int], bool]) -> int | None:
    """The speaker in the clause before the quotation: "X said: …", "X called it …"."""
    start = quote.first - 1
    first = start
    while first >= 0 and start - first < 2 * _REACH:
        if words.gap[first + 1] >= STOP and first < start:
            first += 1
            break
        first -= 1
    first = max(first, 0)
    return _clause_speaker(words, range(first, start + 1), inside, is_actor) if start >= 0 else None


def _clause_speaker(
    words: Words, reach: range, inside: set[int], is_actor: Callable[[int], bool], behind: bool = False
) -> int | None:
    doc = words.doc
    for k in reach:
        if k in inside or (k > reach.start and words.gap[k] >= STOP):
            return None
        key = words.key[k]
        if key == "according" and k + 1 < len(words) and words.key[k + 1] == "to":
            for near in range(k + 2, min(k + 8, len(words))):
                if is_actor(near):
                    return near
            return None
        token = doc[words.token[k]]
        if not _speaks(token):
            continue
        subjects = syntax.subjects(token)
        if not subjects and token.tag_ == "VBG":  # "…, saying": who does it is the subject of what it hangs on
            if behind:
                return None  # and it gives what is said next
            subjects = syntax.logical_subjects(token)
        for subject in subjects:
            word: int = words.at[subject.i]
            if word < len(words) and is_actor(word):
                return word
        if subjects:
            return NOBODY
        return _beside(words, k, reach, inside, is_actor)
    return None


def _beside(words: Words, verb: int, reach: range, inside: set[int], is_actor: Callable[[int], bool]) -> int | None:
    """The actor beside a verb of speech whose subject the parse does not show."""
    k = verb + 1
    while k < min(verb + 4, len(words)) and words.gap[k] <= SPACE and k not in inside and words.key[k] != "that":
        if is_actor(k):
            return k
        k += 1
    k = verb - 1
    while k >= reach.start and k not in inside:
        if is_actor(k):
            first = k
            while first > reach.start and is_actor(first - 1):
                first -= 1
            before = words.doc[words.token[first - 1]] if first else None
            if before is None or before.tag_ not in ("IN", "TO", "CC"):
                return k
            k = first
        elif words.doc[words.token[k]].tag_ in ("NN", "NNS") and k == verb - 1:
            return NOBODY
        k -= 1
    return None
