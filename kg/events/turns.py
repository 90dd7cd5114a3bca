"""Whose turn it is: stretches of text that belong to a speaker by how they are set, and not by a verb.

Labels of a transcript ("MEDINA: …"), a name behind a dash below a quotation ("“…” — Ana Lopez"), and a paragraph that
follows "the minister added:".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.core.records import Quotation
from kg.entities import dialogue
from kg.events.sayings import _nearest, is_one_of
from kg.language import en

_VOICES = en.lists("voices")
_LABEL = re.compile(
    r"^[ \t\xa0\"“]*((?:[A-Z][A-Z.’'-]+[ \xa0]){0,3}[A-Z][A-Z.’'-]{2,}|Question|Answer"
    r"|(?:[A-Z][\w.’'-]+[ \xa0]){1,3}[A-Z][\w’'-]+)"
    r"(?: ?\([^)\n]{2,40}\))?:[ \t\xa0]",
    re.MULTILINE,
)
_CREDIT = re.compile(
    r"[”\"][ \t\xa0]{0,3}\n?[ \t]*(?:[―—–]|--?)[ \t\xa0]{0,2}"
    r"((?:[A-Z][\w.’'-]*[ \t\xa0]+){0,4}(?:(?:de|da|van|von|bin|al|el|del|la)[ \xa0])?[A-Z][\w’'-]+)"
    r"(?=[ \t\xa0]*[.,]?[ \t\xa0]*(?:\n|$|,))"
)
_BLANK = re.compile(r"\n[ \t\xa0]*\n?")


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of text, and the characters that name its speaker."""

    start: int
    end: int
    first: int
    last: int


def turns(doc: Doc) -> list[Turn]:
    """The turns of a document, in text order."""
    text = doc.text
    return sorted([*_labelled(text), *_credited(text), *_introduced(doc)], key=lambda t: t.start)


def _labelled(text: str) -> list[Turn]:
    offices = (label for label in dialogue.labels(text) if label["office"])
    found = {m.start(1): m for m in (*offices, *_LABEL.finditer(text))}
    labels = [found[start] for start in sorted(found)]
    named = [_VOICES["no_labels"].isdisjoint(re.findall(r"\w+", m[1].lower())) for m in labels]
    if sum(named) < 2:
        return []  # one line with a colon is no transcript
    # A speaker stops at "QUESTION:", though that names nobody.
    ends = [m.start() for m in labels[1:]] + [_paragraph_end(text, labels[-1].end())]
    return [Turn(m.end(), end, m.start(1), m.end(1)) for m, end, is_ in zip(labels, ends, named, strict=True) if is_]


def _credited(text: str) -> list[Turn]:
    found = []
    for m in _CREDIT.finditer(text):
        start = text.rfind("\n", 0, m.start()) + 1
        if re.search(r"[“\"”]", text[start : m.start()]):
            found.append(Turn(start, m.start(), m.start(1), m.end(1)))
    return found


def _introduced(doc: Doc) -> list[Turn]:
    """ "The minister added:", and what she added, set as a paragraph of its own without marks of quotation."""
    text, found = doc.text, []
    for m in re.finditer(r":[ \t\xa0]*\n\s*(?=[^\s“\"‘«])", text):
        span = doc.char_span(m.start(), m.start() + 1, alignment_mode="expand")
        if span is None:
            continue
        sentence = span[0].sent
        verbs = [t for t in sentence if t.i < span[0].i and t.tag_.startswith("VB") and is_one_of(t, "tells")]
        who = next((s for v in reversed(verbs) if (s := _nearest(v)) is not None), None)
        if who is not None and span[0].i - verbs[-1].i <= 6:
            found.append(Turn(m.end(), _paragraph_end(text, m.end()), who.idx, who.idx + len(who)))
    return found


def _paragraph_end(text: str, at: int) -> int:
    found = _BLANK.search(text, at)
    return found.start() if found else len(text)


def speaker_beside(doc: Doc, quotation: Quotation) -> Token | None:
    """Who speaks a quotation whose speaker nobody is known for: the subject of the verb of speech beside it."""
    span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
    if span is None:
        return None
    behind = list(doc[span.end : min(span.end + 14, len(doc))])
    if behind and "\n" in span[-1].text_with_ws + behind[0].text_with_ws and not _goes_on(span.text):
        behind = []  # a paragraph that ends with the quotation: the next one speaks of something else
    before = list(reversed(doc[max(0, span.start - 24) : span.start]))
    for side in (behind, before):
        verb = next((t for t in _same_sentence(side, side is behind) if _speaks(t)), None)
        if verb is not None and (who := _nearest(verb)) is not None and not span.start <= who.i < span.end:
            return who
    return None


def _goes_on(quoted: str) -> bool:
    return quoted.rstrip(' \t\xa0\n”"').endswith(",")


def _speaks(token: Token) -> bool:
    return token.tag_.startswith("VB") and is_one_of(token, "tells")


def _same_sentence(tokens: Sequence[Token], behind: bool) -> list[Token]:
    """The words of one side of a quotation up to where its sentence ends."""
    found = []
    for n, token in enumerate(tokens):
        if "\n" in token.text_with_ws or token.text in {"“", "”", '"'}:
            if behind and "\n" not in token.text_with_ws:
                break
            if n:
                break
        if token.text in {".", "!", "?"}:
            break
        found.append(token)
    return found
