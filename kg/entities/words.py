"""The words of a document as plain lists, for matching names fast and without regard to how a parser cut the text.

spaCy keeps "U.S.-China" as one token and cuts "Kim Jong-un" into four; sentence ends fall inside names.  Here words are
those of :mod:`kg.entities.names`, hyphens and possessive endings stand between them, and each word knows what came
before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import accumulate

from spacy.tokens import Doc

from kg.entities import names
from kg.language import en

# What stands before a word, weakest first.
SPACE, HYPHEN, POSSESSIVE, COMMA, BRACKET, QUOTE, BREAK, STOP, PARAGRAPH = range(9)

# A full stop after these does not end a sentence.
ABBREVIATIONS = en.lists("abbreviations")["abbreviations"]
_MONTHS = en.lists("abbreviations")["months"]
# Bounded, and a mail address only from where a word begins: a word of a hundred thousand letters is looked at once.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)\S[^\s@]*+@\S+\.\w+"
    r"|\b\w[\w-]{2,62}(?:\.[\w-]{1,63}){0,8}\.(?:com|org|net|info|gov|edu|co|news|tv|COM|ORG|NET|CO|[a-z]{2})(?:\.(?:[a-z]{2}|[A-Z]{2}))?\b"
)
# A nickname inside a name: Benjamin "Bibi" Netanyahu, Joaquín (El Chapo) Guzmán.
_NICKNAME = re.compile(
    r"""
    \b(?P<more>[^\W\d_][\w’'.-]{0,30}\ )?(?P<given>[^\W\d_][\w’'.-]{0,30})[ ]
    (?P<nick>"[^"\n]{2,30}"|“[^“”\n]{2,30}”|«[^«»\n]{2,30}»|'[^'\n]{2,30}'|‘[^‘’\n]{2,30}’|\([^()\n\d]{2,30}\))
    (?=\ (?P<particle>(?:al|el|de|da|dos|van|von|bin|ibn)[\ -])?[^\W\d_])
    """,
    re.VERBOSE,
)
_NICK_WORDS = 3
# Without these there is no address, and no nickname; to look for them costs little.
_SIGN_OF_ADDRESS = re.compile(r"\.[A-Za-z]{2}|://|www\.|@")
_SIGNS_OF_NICKNAME = (' "', " “", " «", " '", " ‘", " (")
_WORD = re.compile(r"[^\W\d_]+")
_TITLE = 30  # words of the longest headline
_APOSTROPHES = "'’‘ʼ`´"


@lru_cache(maxsize=8192)
def _gap(between: str) -> tuple[int, bool]:
    """What a stretch of text between two words is, and whether the next word begins something."""
    if between == " ":
        return SPACE, False
    if "\n" in between or "\r" in between:
        return PARAGRAPH, True
    if between in ("-", "–", "‐", "‑", "/", "−"):
        return HYPHEN, False
    if any(c in ".!?…" for c in between):
        return STOP, True
    if any(c in ":;—|•·*<>={}#@+" for c in between) or " - " in between or " – " in between or "--" in between:
        return BREAK, True
    if any(c in '“”"«»„' for c in between):
        return QUOTE, between[-1] in '“"«„'
    if any(c in "‘’'`´" for c in between):
        return (QUOTE, True) if between[-1] in "‘'`" else (POSSESSIVE, False)
    if "," in between or "，" in between or "、" in between:
        return COMMA, False
    if any(c in "()[]" for c in between):
        return BRACKET, False
    return (SPACE, False) if between.isspace() else (BREAK, False)


def _without_nickname(match: re.Match[str], given: Collection[str], family: Collection[str]) -> str:
    """A given name without the nickname behind it; as it was, if it is no given name or that is no nickname."""
    first, nick = match["given"], match["nick"]
    word = _WORD.match(match.string, match.end() + 1 + len(match["particle"] or ""))
    behind = names.key(word.group()) if word else ()
    before = names.key(f"{match['more'] or ''}{first}")
    known = any(k in given for k in before) or (bool(behind) and behind[0] in family and len(first) > len("The"))
    inside = nick[1:-1].split()
    named = len(inside) <= _NICK_WORDS and inside and inside[-1][:1].isupper()
    surname = match["particle"] or match.string[match.end() + 1].isupper()
    if named and surname and first[:1].isupper() and known:
        return (match["more"] or "") + first + " " * (len(nick) + 1)
    return match.group()


class Words:
    """The words of a document.  All lists have one item per word.

    Args:
        doc: The document.
        given: Normal forms of given names, behind which quotation marks hold a nickname.
        family: Those of family names, before which they do.

    Attributes:
        text: As written, without the possessive ending.
        key: Normalised, for look-up.
        start: First character.
        end: One past the last character, the possessive ending left out.
        token: Index of the token that holds the word.
        gap: What stands before it: ``SPACE``, ``HYPHEN``, ``POSSESSIVE``, ``COMMA`` …
        cap: Whether it begins with a capital.
        initial: Whether it begins a sentence, a quotation or a line, where a capital says nothing.
        loud: Whether its line is a headline or in capitals throughout, where capitals say little.
        at: For each token, the index of the first word in it or after it.
        paragraph: The number of its paragraph, from 0.
    """

    __slots__ = (
        "at", "cap", "doc", "end", "gap", "initial", "key", "loud", "paragraph", "start", "string", "text", "token",
    )  # fmt: skip

    def __init__(self, doc: Doc, given: Collection[str] = (), family: Collection[str] = ()) -> None:
        self.doc = doc
        self.text: list[str] = []
        self.key: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.gap: list[int] = []
        self.cap: list[bool] = []
        self.initial: list[bool] = []
        self.string: str = doc.text  # Doc.text joins all tokens at every call
        text = self.string
        if _SIGN_OF_ADDRESS.search(text):
            text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
        if any(sign in text for sign in _SIGNS_OF_NICKNAME):
            text = _NICKNAME.sub(lambda match: _without_nickname(match, given, family), text)
        self._read(text)
        self._place(doc)
        self.paragraph = [n - 1 for n in accumulate(gap == PARAGRAPH for gap in self.gap)]
        self._find_loud_lines()

    def __len__(self) -> int:
        return len(self.text)

    def span(self, first: int, last: int) -> str:
        """The characters from one word to another, both included."""
        return self.string[self.start[first] : self.end[last]]

    def _read(self, text: str) -> None:
        previous, possessive, inside = 0, False, False
        for key, start, end in names.plain_words(text):
            between = text[previous:start]
            if between == " " and previous:  # as nearly always
                gap, initial = SPACE, False
            else:
                gap, initial = _gap(between) if previous else (PARAGRAPH, True)
            if gap == PARAGRAPH:
                # A line that is broken within a sentence: it, or the line before it, begins small.
                small = text[start].islower()
                broken = small or (inside and text[start].isupper())
                if broken and previous and between.isspace() and between.count("\n") == 1:
                    gap, initial = SPACE, False
                inside = small
            elif gap == STOP and between in (". ", ".") and self._is_shortened(text[start]):
                gap, initial = SPACE, False
            if possessive and gap < COMMA:
                gap = POSSESSIVE
            elif gap == POSSESSIVE and self.key and self.key[-1][-1:] != "s":
                gap = QUOTE
            previous = end
            possessive = end - start > 2 and text[end - 1] in "sS" and text[end - 2] in _APOSTROPHES
            word_end = end - 2 if possessive else end
            word = text[start:word_end]
            self.text.append(word)
            self.key.append(key)
            self.start.append(start)
            self.end.append(word_end)
            self.gap.append(gap)
            self.cap.append(word[0].isupper())
            self.initial.append(initial)

    def _is_shortened(self, following: str) -> bool:
        """Whether the last word is short for another, so that its full stop ends nothing: "Gen. Musa", "5 Sept. in".

        Args:
            following: The letter behind it.
        """
        word = self.key[-1]
        if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and self.cap[-1]):
            return True
        return word in _MONTHS and not following.isupper()

    def _place(self, doc: Doc) -> None:
        """Find the token of each word, and the first word of each token."""
        self.token, self.at = [], []
        word, starts = 0, self.start
        count = len(starts)
        for i, (at, length) in enumerate(doc.to_array(["IDX", "LENGTH"]).tolist()):
            self.at.append(word)
            while word < count and starts[word] < at + length:
                self.token.append(i)
                word += 1

    def _find_loud_lines(self) -> None:
        """Headlines have a capital on nearly every long word."""
        self.loud = [False] * len(self.text)
        first = 0
        for i in range(1, len(self.text) + 1):
            if i < len(self.text) and self.gap[i] != PARAGRAPH:
                continue
            long = [w for w in range(first, i) if len(self.text[w]) > 3 and not self.text[w][0].isdigit()]
            capitals = sum(self.cap[w] for w in long)
            upper = sum(self.text[w].isupper() for w in long)
            ended = self.string[self.end[i - 1] : self.end[i - 1] + 2].strip()[:1] in (".", "”", '"')
            title = len(long) >= 4 and capitals >= 0.8 * len(long) and i - first <= _TITLE and not ended
            if title or (len(long) >= 2 and upper == len(long)):
                self.loud[first:i] = [True] * (i - first)
            first = i
