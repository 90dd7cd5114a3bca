"""Reports that hang together by pairs that are likely one act, found in one pass in the order of publication.

Each report is compared with few others only: with those of the last days that share its rarest words, its names or its
parties with it.  So time grows with the number of reports and not with that of their pairs.  And what a report hangs
together with depends on the reports of the days about it alone: a chain of such pairs is as it was if no article of the
days that it spans, and of those about them, came, went or changed (:mod:`kg.merging.renewal`).
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import deque
from collections.abc import Iterator, Mapping

from kg.merging.likeness import JOIN, probability
from kg.merging.rarity import rank, weight
from kg.merging.telling import Telling
from kg.merging.when import WINDOW

# Words and names of a report by which others are found, reports remembered of each, and others compared with it: at
# most so many, and of those that share one word or party with it only the likeliest, for the more news there are in a
# day, the more of them have that in common by chance.
_KEYS, _OF_EACH, _COMPARED, _BY_ONE = 10, 40, 30, 5


class Chain:
    """Reports, by their number, that hang together by likely pairs, and how likely these are.

    Attributes:
        tellings: The reports.
        pairs: How likely two of them are one act.
        first, last: The days of the first and the last of them, as ordinals.
    """

    def __init__(self, number: int, first: Telling) -> None:
        self.tellings = {number: first}
        self.pairs: dict[tuple[int, int], float] = {}
        self.first = self.last = _day(first)
        self._open = 1  # how many of them others can still be found by

    def with_(self, other: Chain, of: dict[int, Chain]) -> Chain:
        """Both as one: the larger of them, which takes up the smaller."""
        if self is other:
            return self
        small, large = sorted((self, other), key=lambda chain: len(chain.tellings))
        large.tellings.update(small.tellings)
        large.pairs.update(small.pairs)
        large.first, large.last = min(large.first, small.first), max(large.last, small.last)
        large._open += small._open
        of.update((number, large) for number in small.tellings if number in of)
        return large

    def leave(self) -> bool:
        """Note that no other report can be found by one of them any more; whether it was the last."""
        self._open -= 1
        return not self._open


class Chains:
    """Takes reports in the order of publication, and gives each chain when no other report can come to it any more."""

    def __init__(self) -> None:
        self._index: dict[str, deque[int]] = {}
        self._of: dict[int, Chain] = {}
        self._recent: deque[tuple[int, int]] = deque()
        self._number = 0

    @property
    def open(self) -> Iterator[Chain]:
        """The chains to which others can come; a chain may come more than once."""
        return iter(self._of.values())

    def add(self, telling: Telling, alone: bool = False) -> Iterator[Chain]:
        """Take a report.

        Args:
            telling: The report.
            alone: Whether it is there to be found by others only, and is compared with none before it.

        Yields:
            The chains that came to their end before its day.
        """
        i, today = self._number, _day(telling)
        if self._recent and today != self._recent[-1][1]:
            yield from self.until(today)
        mine = keys(telling)
        here = Chain(i, telling)
        for other in () if alone else _alike(mine, self._index):
            score = probability(self._of[other].tellings[other], telling)
            if score >= JOIN:
                here = here.with_(self._of[other], self._of)
                here.pairs[other, i] = score
        self._of[i] = here
        self._recent.append((i, today))
        self._number += 1
        for key in mine:
            self._index.setdefault(key, deque(maxlen=_OF_EACH)).append(i)

    def rest(self) -> Iterator[Chain]:
        """The chains that are left when all reports are taken."""
        while self._recent:
            yield from self._oldest()

    def until(self, today: int) -> Iterator[Chain]:
        """Go on to a day; the chains that came to their end before it."""
        while self._recent and today - self._recent[0][1] > WINDOW:
            yield from self._oldest()
        oldest = self._recent[0][0] if self._recent else self._number
        self._index = {key: seen for key, all_ in self._index.items() if (seen := _since(all_, oldest))}

    def _oldest(self) -> Iterator[Chain]:
        chain = self._of.pop(self._recent.popleft()[0])
        if chain.leave():
            yield chain


def keys(telling: Telling) -> list[str]:
    """By what a report is found: its rarest words and names, its parties with its type or word."""
    words = sorted(telling.words | telling.names, key=lambda word: (-rank(word), word))[:_KEYS]
    parties = telling.actors | telling.recipients
    acts = [f"{party}|{telling.event.type}" for party in parties] + [f"{party}|{telling.stem}" for party in parties]
    pairs = [f"{one}>{other}" for one in parties for other in parties if one < other]
    return words + sorted(acts) + sorted(pairs)


def _day(telling: Telling) -> int:
    return (telling.event.published or dt.date.min).toordinal()


def _since(seen: deque[int], oldest: int) -> deque[int]:
    while seen and seen[0] < oldest:
        seen.popleft()
    return seen


def _alike(mine: list[str], index: Mapping[str, deque[int]]) -> list[int]:
    """The reports that share most of what a report is found by."""
    votes: dict[int, float] = {}
    by_one: dict[int, str] = {}
    for key in mine:
        worth, thing = weight(key), key.partition("|")[0]  # what a party does is one thing with its verb
        for other in index.get(key, ()):
            if other in votes:
                votes[other] += worth
                if by_one.get(other, thing) != thing:
                    del by_one[other]
            else:
                votes[other] = worth
                by_one[other] = thing
    likeliest = [(-votes[other], -other) for other in votes.keys() - by_one.keys()]
    by_chance = [(-votes[other], -other) for other in by_one]
    return [-other for _, other in heapq.nsmallest(_COMPARED, likeliest) + heapq.nsmallest(_BY_ONE, by_chance)]
