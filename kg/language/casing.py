"""What the capitals of a text say: whether it has them as usual, none, nothing else, or one on every word."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A dotted acronym ("u.s."), or a run of letters.
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+")
# A piece between blanks that holds one of these is an address or a handle.
_PIECE = re.compile(r"\S+")
_SIGN = re.compile(r"[@#]|://|\.\w|[wW]{3}\.")  # without which it is none
_ADDRESS = re.compile(r"://|^www\.|.@.|[#@]\w|\w\.(?:com|org|net|gov|info)\b", re.I)
LINE = re.compile(r"[^\r\n]+")
ENDED = re.compile(r"[.!?:…][\"”’)\]]*\s*$")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
# A headline neither ends as a sentence or a piece of one does, nor holds the end of one, nor is a table.
_NO_HEADLINE = re.compile(r"[.”\")\],;—–-]\s*$|[a-z)]{3,}[.!?] |   ")
_OPENING = " \t\"'“‘(["

# A headline is at most so many words, has so many small words in capitals, and so large a share of its words.
_HEADLINE, FEWEST, SHARE = 30, 3, 0.9
LONG = 4  # letters of a word that a headline gives a capital
# In a text without capitals one word in so many may have one, a name that was put in by hand.
_STRAY = 50


def addresses(text: str) -> Iterator[re.Match[str]]:
    """Addresses, handles and hashtags, whose letters say nothing of the text's own."""
    end = 0
    for sign in _SIGN.finditer(text):
        start = sign.start()
        if start < end:
            continue  # in a piece that was looked at
        while start > end and not text[start - 1].isspace():
            start -= 1
        piece = _PIECE.match(text, start)
        assert piece is not None
        end = piece.end()
        if _ADDRESS.search(piece.group()):
            yield piece


def without_addresses(text: str) -> str:
    """A text without them."""
    ends = [0, *(end for piece in addresses(text) for end in piece.span()), len(text)]
    return "".join(text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True))


def is_bare(text: str) -> bool:
    """Whether no line of a text has capitals as usual, and one has none: "russia attacked ukraine"."""
    if not any(c.islower() for c in text):
        return False
    pieces = [u for line in LINE.findall(text) for u in _SENTENCE.split(line)]
    if not any(u.lstrip(_OPENING)[:1].islower() for u in pieces):
        return False
    words = [m.group() for m in WORD.finditer(without_addresses(text))]
    if len(words) < 3 or not any(len(w) >= LONG for w in words):
        return False
    units = [u for u in pieces if len(WORD.findall(u)) > 2]
    small = sum(u.lstrip(_OPENING)[:1].islower() for u in units)
    if small > 1 and sum(not w.islower() for w in words) * _STRAY <= len(words):
        return True
    return (
        small > 0 and all(w.islower() or w.isupper() for w in words) and all(u.islower() or u.isupper() for u in units)
    )


def is_loud(line: str) -> bool:
    """Whether a line is in capitals throughout: "RUSSIA ATTACKED UKRAINE"."""
    if not line.isupper():
        bare = without_addresses(line)
        if not bare.isupper():
            return False
        line = bare
    words = WORD.findall(line)
    return len(words) > 2 and sum(len(w) >= LONG for w in words) > 1


def may_be_headline(line: str, behind: str) -> bool:
    """Whether a line has a capital on nearly every long word, and is no sentence nor a piece of one.

    ``behind`` is the first letter of the next line.
    """
    if len(line) > 12 * _HEADLINE or _NO_HEADLINE.search(line) or behind.islower():
        return False
    words = [m.group() for m in WORD.finditer(line)]
    long = [w for w in words if len(w) >= LONG]
    return len(words) <= _HEADLINE and len(long) > FEWEST and sum(w[0].isupper() for w in long) >= SHARE * len(long)
