"""Where a sentence may start: told to the parser before it runs, so that it does not split a name.

A sentence starts after closing punctuation or a line's end, and nowhere else; an empty line always ends one.  What lies
between (is "U.S." the end?) is left to the parser.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.language import en

YES, OPEN, NO = 1, 0, 2**64 - 1  # as spaCy keeps them in an unsigned array

FINAL = {".", "!", "?", "…", "...", ":", ";", "-", "–", "—", "*", "•", "|", "━"}
CLOSING = {'"', "”", "’", "'", "''", ")", "]", "»"}
OPENING = {"“", "‘", "«", "(", "[", "``"}
# Abbreviations that a name or number follows; no sentence starts behind them.
TITLES = en.lists("abbreviations")["titles"]


# Words that something always follows: a line that is cut behind them goes on.
UNFINISHED = en.lists("abbreviations")["unfinished"]


class SentenceStarts:
    """Sets ``token.is_sent_start`` where punctuation decides it, and leaves it open elsewhere."""

    def __call__(self, doc: Doc) -> Doc:
        """The same document."""
        before = ""  # the last word that is no space
        quoted = False  # whether closing quotes or brackets stood behind it
        lines = 0  # line ends since
        starts: list[int] = []
        for word in [token.text for token in doc]:
            if word.isspace():
                lines += word.count("\n")
                starts.append(NO if starts else OPEN)
                continue
            if not before:
                starts.append(OPEN)
            elif not lines and before.isalpha():
                starts.append(NO)  # as nearly always
            else:
                starts.append(_starts(word, before, quoted, lines))
            if word in CLOSING and not lines:
                quoted = True
            else:
                before, quoted = word, False
            lines = 0
        # one array at once: token.is_sent_start looks through the whole document at every call
        return doc.from_array(["SENT_START"], cast(Any, np.array(starts, dtype="uint64").reshape(-1, 1)))


def _starts(word: str, before: str, quoted: bool, lines: int) -> int:
    """YES, NO, or OPEN where only a parse can tell."""
    if lines > 1:
        return YES
    if word in CLOSING and word not in {'"', "'"}:
        return NO
    if before.lower() in UNFINISHED:
        return NO
    if lines:
        return OPEN
    if before.lower() in TITLES:
        return NO
    if before in FINAL or (quoted and before in {",", *FINAL}):
        return OPEN
    if before.endswith(".") and len(before) > 1 and (word[:1].isupper() or word in OPENING | {'"'}):
        return OPEN
    return NO


@Language.factory("kg_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> SentenceStarts:
    """The component; it has to stand before the parser.

    Args:
        nlp: The pipeline.
        name: The component's name in it.

    Example:
        >>> _ = nlp.add_pipe("kg_sentences", before="parser")
    """
    return SentenceStarts()
