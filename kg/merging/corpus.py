"""What words tell of an act: the less, the more reports have them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from kg.merging.telling import Telling

# A corpus of this many reports, in which each word stands in one of a hundred, is taken to have been seen before: in
# few reports what is in all of them still tells something.
_SEEN, _IN = 1000, 0.01

# Sets of words whose weight together is known at a time: those of some thousand reports.
_REMEMBERED = 10_000


class Corpus:
    """How much each word, name and party tells: the less, the more reports have it.

    Args:
        tellings: All reports that are to be merged.

    Example:
        >>> corpus = Corpus([])
        >>> corpus.weight("terminal")
        1.0
    """

    def __init__(self, tellings: Iterable[Telling] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self._reports = 0
        self._weights: dict[str, float] = {}
        self._masses: dict[frozenset[str], float] = {}
        for telling in tellings:
            self._reports += 1
            self._counts.update(telling.all)

    def weight(self, word: str) -> float:
        """What it is worth that two reports share a word: 1 if one of a hundred reports has it."""
        known = self._weights.get(word)
        if known is None:
            seen = (self._counts[word] + _SEEN * _IN) / (self._reports + _SEEN)
            known = self._weights[word] = math.log(seen) / math.log(_IN)
        return known

    def mass(self, words: Iterable[str]) -> float:
        """The weights of words together, to the last bit the same in whatever order."""
        return math.fsum(map(self.weight, words))

    def whole(self, words: frozenset[str]) -> float:
        """As :meth:`mass`, of the words of one report: asked again with each that it is compared with."""
        known = self._masses.get(words)
        if known is None:
            if len(self._masses) >= _REMEMBERED:
                self._masses.clear()
            known = self._masses[words] = self.mass(words)
        return known
