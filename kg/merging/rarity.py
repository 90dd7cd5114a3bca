"""What words tell of an act: the less, the more of the world's news have them.

How common a word, a name, a party, a number or an act between two parties is, was counted once on open news
(``training/scripts/merging_count.py``) and ships in ``common.tsv.xz``.  What is not in the table is rare, and tells
most.  So what two reports share is worth the same in a store of ten articles and in one of a million, whatever comes to
it: reports that no news came to need not be looked at again (:mod:`kg.merging.renewal`).
"""

from __future__ import annotations

import lzma
import math
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

PATH = Path(__file__).with_name("common.tsv.xz")

#: What a rare word weighs, also one that is not in the table.
RAREST = 1.3

# Sets of words whose weight together is known at a time: those of some thousand reports.
_REMEMBERED = 10_000


@lru_cache(maxsize=1)
def table() -> dict[str, float]:
    """What the common ones weigh: a line of the file begins with a weight, and all that weigh as much follow."""
    found: dict[str, float] = {}
    for line in lzma.decompress(PATH.read_bytes()).decode().splitlines():
        worth, *words = line.split("\t")
        found.update(dict.fromkeys(words, float(worth)))
    return found


def rank(word: str) -> float:
    """How rare a word is, also where it makes no odds any more to what it is worth."""
    return table().get(word, math.inf)


def weight(word: str) -> float:
    """What it is worth that two reports share a word: 1 if a hundredth of all reports has it.

    Example:
        >>> weight("USA") < weight("attack") < weight("zubrowka")
        True
    """
    return min(table().get(word, RAREST), RAREST)


def mass(words: Iterable[str]) -> float:
    """The weights of words together, to the last bit the same in whatever order."""
    return math.fsum(map(weight, words))


@lru_cache(maxsize=_REMEMBERED)
def whole(words: frozenset[str]) -> float:
    """As :func:`mass`, of the words of one report: asked again with each that it is compared with."""
    return mass(words)
