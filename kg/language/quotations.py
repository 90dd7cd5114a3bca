"""Quotations: which words are quoted, and which word names the speaker.

Found on the tokens, not on the parse: a quotation runs across sentences, and a verb of speech beside it is often what a
parser gets wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.language import syntax

OPENING, CLOSING, STRAIGHT = {"“", "„", "«", "``"}, {"”", "»", "''"}, {'"'}
REACH = 14  # words between a quotation and its verb of speech: "…", the head of the … told reporters
MIN_WORDS = 3  # shorter ones are scare quotes and titles

SPEECH_VERBS = {
    "say", "tell", "report", "state", "announce", "add", "note", "claim", "explain", "confirm", "declare",
    "affirm", "assert", "insist", "stress", "emphasize", "emphasise", "write", "reveal", "disclose", "maintain",
    "argue", "acknowledge", "admit", "recall", "remark", "mention", "observe", "tweet", "post", "comment",
    "conclude", "reiterate", "repeat", "underline", "underscore", "highlight", "point", "warn", "ask", "reply",
    "respond", "answer", "continue", "caution", "urge", "vow", "promise", "pledge", "complain", "lament",
    "joke", "quip", "shout", "read", "go", "condemn", "describe", "call", "agree",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words.

    Attributes:
        start: Index of the first token inside.
        end: One past the last token inside.
        speaker: The head word that names the speaker; None if nothing near does.
        verb: The verb of speech; None for "according to".
    """

    start: int
    end: int
    speaker: Token | None = None
    verb: Token | None = None


def find(doc: Doc) -> list[Quotation]:
    """The quotations of a document with their speakers, in text order.

    A quotation without a verb of speech of its own goes on with the speaker of the one before it.
    """
    spans = list(_spans(doc))
    inside = {i for start, end in spans for i in range(start - 1, end + 1)}
    out: list[Quotation] = []
    for start, end in spans:
        verb, speaker = _beside(doc, start, end, inside)
        if speaker is None and out and out[-1].speaker is not None and _goes_on(doc, out[-1].end, start, end):
            verb, speaker = out[-1].verb, out[-1].speaker
        out.append(Quotation(start, end, speaker, verb))
    return out


def _spans(doc: Doc) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    for token in doc:
        if token.text in OPENING or (token.text in STRAIGHT and opened is None):
            opened = token.i + 1
        elif (token.text in CLOSING or token.text in STRAIGHT) and opened is not None:
            if token.i - opened >= MIN_WORDS:
                yield opened, token.i
            opened = None
        elif token.is_space and token.text.count("\n") > 1 and opened is not None:
            # a quotation over several paragraphs is opened anew in each and closed in the last
            if token.i + 1 < len(doc) and doc[token.i + 1].text in OPENING | STRAIGHT and token.i - opened >= MIN_WORDS:
                yield opened, token.i
            opened = None


def _beside(doc: Doc, start: int, end: int, inside: set[int]) -> tuple[Token | None, Token | None]:
    """The verb of speech and the speaker, behind the quotation or before it."""
    after = _stretch(doc, end + 1, 1, inside)
    before = _stretch(doc, start - 2, -1, inside)
    finished = end > 0 and doc[end - 1].text in {".", "!", "?"}
    for words in (before, after) if finished and before and before[0].text in {":", ","} else (after, before):
        for token in words:
            if token.lemma_.lower() in SPEECH_VERBS and token.tag_ in {"VBD", "VBZ", "VBP", "VBN", "VBG", "VB"}:
                speaker = _speaker(token, words)
                if speaker is not None:
                    return token, speaker
            if token.lower_ == "according" and words is after:
                noun = next((t for t in words if t.i > token.i + 1 and t.pos_ in {"NOUN", "PROPN"}), None)
                if noun is not None:
                    return None, noun
    return None, None


def _stretch(doc: Doc, i: int, step: int, inside: set[int]) -> list[Token]:
    """The words from a position outward, up to a sentence's end, another quotation or too far."""
    out: list[Token] = []
    while 0 <= i < len(doc) and len(out) < REACH and i not in inside:
        token = doc[i]
        if token.is_space and "\n" in token.text:
            break
        if token.text in {".", "!", "?"} and (step < 0 or out):
            break
        out.append(token)
        i += step
    return out


def _speaker(verb: Token, near: list[Token]) -> Token | None:
    for subject in syntax.logical_subjects(verb):
        if not subject.is_space and not subject.is_punct:
            return subject
    beside = sorted((t for t in near if t.pos_ in {"PROPN", "PRON", "NOUN"}), key=lambda t: abs(t.i - verb.i))
    return beside[0] if beside else None


def _goes_on(doc: Doc, last: int, start: int, end: int) -> bool:
    """Whether the speaker is still the one before: within a paragraph, or in a paragraph that is all quotation."""
    breaks = sum(t.text.count("\n") for t in doc[last:start] if t.is_space)
    if not breaks:
        return start - last < 60
    opens = start < 2 or "\n" in doc[start - 2].text
    closes = end + 1 >= len(doc) or "\n" in doc[end + 1].text
    return opens and closes
