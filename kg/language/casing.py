"""What the capitals of a text say: whether it has them as usual, none, nothing else, or one on every word."""

from __future__ import annotations

import re

# A dotted acronym ("u.s."), or a run of letters.
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+")
ADDRESS = re.compile(r"\S+://\S+|www\.\S+|\S+@\S+|[#@]\w+|\S+\.(?:com|org|net|gov|info)\b\S*", re.I)
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


def is_bare(text: str) -> bool:
    """Whether no line of a text has capitals as usual, and one has none: "russia attacked ukraine"."""
    if not any(c.islower() for c in text):
        return False
    words = [m.group() for m in WORD.finditer(ADDRESS.sub("", text))]
    if len(words) < 3 or not any(len(w) >= LONG for w in words):
        return False
    units = [u for line in LINE.findall(text) for u in _SENTENCE.split(line) if len(WORD.findall(u)) > 2]
    small = sum(u.lstrip(_OPENING)[:1].islower() for u in units)
    if small > 1 and sum(not w.islower() for w in words) * _STRAY <= len(words):
        return True
    return (
        small > 0 and all(w.islower() or w.isupper() for w in words) and all(u.islower() or u.isupper() for u in units)
    )


def is_loud(line: str) -> bool:
    """Whether a line is in capitals throughout: "RUSSIA ATTACKED UKRAINE"."""
    if not line.isupper():
        bare = ADDRESS.sub("", line)
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
