"""Where a sentence may start: told to the parser before it runs, so that it does not split a name.

A sentence starts after closing punctuation or a line's end, and nowhere else; an empty line always ends one.  What lies
between (is "U.S." the end?) is left to the parser.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

FINAL = {".", "!", "?", "…", "...", ":", ";", "-", "–", "—", "*", "•", "|", "━"}
CLOSING = {'"', "”", "’", "'", "''", ")", "]", "»"}
OPENING = {"“", "‘", "«", "(", "[", "``"}
# Abbreviations that a name or number follows; no sentence starts behind them.
TITLES = {
    "mr.", "mrs.", "ms.", "dr.", "gen.", "lt.", "col.", "maj.", "capt.", "sgt.", "adm.", "sen.", "rep.",
    "gov.", "pres.", "st.", "prof.", "hon.", "rev.", "no.", "vs.", "amb.", "cmdr.", "brig.", "jan.", "feb.",
    "mar.", "apr.", "jun.", "jul.", "aug.", "sep.", "sept.", "oct.", "nov.", "dec.", "pvt.", "messrs.", "fr.",
    "mt.", "ft.",
}  # fmt: skip


class SentenceStarts:
    """Sets ``token.is_sent_start`` where punctuation decides it, and leaves it open elsewhere."""

    def __call__(self, doc: Doc) -> Doc:
        """The same document."""
        before = ""  # the last word that is no space
        quoted = False  # whether closing quotes or brackets stood behind it
        lines = 0  # line ends since
        for token in doc:
            if token.is_space:
                lines += token.text.count("\n")
                token.is_sent_start = False if token.i else None
                continue
            if token.i and before:
                token.is_sent_start = _starts(token.text, before, quoted, lines)
            if token.text in CLOSING and not lines:
                quoted = True
            else:
                before, quoted = token.text, False
            lines = 0
        return doc


def _starts(word: str, before: str, quoted: bool, lines: int) -> bool | None:
    """True, False, or None where only a parse can tell."""
    if lines > 1:
        return True
    if word in CLOSING and word not in {'"', "'"}:
        return False
    if lines:
        return None
    if before.lower() in TITLES:
        return False
    if before in FINAL or (quoted and before in {",", *FINAL}):
        return None
    if before.endswith(".") and len(before) > 1 and (word[:1].isupper() or word in OPENING | {'"'}):
        return None
    return False


@Language.factory("kg_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> SentenceStarts:
    """The component; it has to stand before the parser.

    Args:
        nlp: The pipeline.
        name: The component's name in it.

    Example:
        >>> nlp.add_pipe("kg_sentences", before="parser")
    """
    return SentenceStarts()
