"""Whether a text is in another language than English, and in which.

Only English is read.  What decides is the small words that hold sentences together: a text counts as foreign where
those of another language are plainly more than the English ones, or where most letters are of another alphabet.  A line
with none of either ("Putin, Erdogan meet") is taken for English: statistics of letters take such lines for anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from kg.core.lists import shipped as shipped_lists

# As many characters as are looked at.
_SAMPLE = 6000
# No part of a name ("al-Qassam"), and no single letter: that is an initial at least as often as it is a word.
_WORD = re.compile(r"(?<![\w-])[^\W\d_]{2,}(?![\w-])")

# So many small words there must be, and so many times as many as English ones, before a text is foreign.
_FEWEST, _TIMES = 3, 2.0


def foreign(text: str) -> str | None:
    """The language of a text, where it is not English; None for English, and where nothing tells.

    Example:
        >>> foreign("Die Regierung hat am Montag neue Sanktionen gegen das Land beschlossen.")
        'German'
        >>> foreign("Niger junta quits ECOWAS")
    """
    sample = text[:_SAMPLE]
    letters = [] if sample.isascii() else [c for c in sample if c.isalpha()]
    other = [c for c in letters if c > "\u036f" and not "\u1e00" <= c <= "\u1eff"]
    if 2 * len(other) > len(letters):
        return _by_alphabet(other)
    words = Counter(_WORD.findall(sample))
    folded = Counter(word.casefold() for word in words.elements())
    english = sum(folded.get(word, 0) for word in _table()["english"])
    # With a capital they are names ("Din"), unless all words have capitals.
    small = folded if sample.isupper() else Counter({word: count for word, count in words.items() if word.islower()})
    return _by_small_words(words, small, english)


def _by_small_words(words: Counter[str], small: Counter[str], english: int) -> str | None:
    """The language whose small words a text has, where they are more than the English ones."""
    found_of = {name: given.intersection(small) for name, given in _languages().items()}
    scores = {name: sum(small[word] for word in some) for name, some in found_of.items()}
    best = max(scores, key=lambda name: scores[name])
    marked = sum(count for word, count in words.items() if word.islower() and not word.isascii())
    found = scores[best] + marked
    fewest = _FEWEST if english or words.total() < 6 else _FEWEST - 1
    different = len(found_of[best]) + marked  # "La La Land" has one
    if not scores[best] or different < 2 or found < max(fewest, _TIMES * english, 0.12 * words.total()):
        return None
    return best


def _by_alphabet(letters: list[str]) -> str | None:
    found = Counter(_alphabet(c) for c in letters)
    name = found.most_common(1)[0][0]
    if name == "CJK" and found["HIRAGANA"] + found["KATAKANA"] > 0.1 * len(letters):
        name = "HIRAGANA"
    table = _table()["alphabets"].get(name)
    if table is None:
        return f"letters called {name.title()}" if name else None
    count = Counter(letters)
    for language, own in table.items():
        if language and sum(count[c] for c in own) >= max(1, 0.004 * len(letters)):
            return str(language)
    return str(table[""])


@cache
def _alphabet(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0].split("-")[0]


@cache
def _languages() -> dict[str, frozenset[str]]:
    return {name: frozenset(given) for name, given in _table()["languages"].items()}


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = shipped_lists(Path(__file__).with_name("languages.yaml"))
    return found
