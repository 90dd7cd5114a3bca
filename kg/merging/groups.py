"""Groups of reports that are of one act, found in one pass over them in the order of publication.

Each report is compared with few others only: with those of the last days that share its rarest words, its names or its
parties with it.  So time grows with the number of reports and not with that of their pairs.  Reports that hang together
by pairs that are likely one act are split into groups when no other can come to them any more: the likeliest pairs are
joined first, and two groups only where their members on the whole agree.
"""

from __future__ import annotations

import datetime as dt
import heapq
import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.core.event import Event
from kg.merging.corpus import Corpus
from kg.merging.likeness import AGREE, JOIN, LEAST, probability, reason
from kg.merging.telling import Telling, tellings
from kg.merging.when import WINDOW

# Words and names of a report by which others are found, reports remembered of each, and others compared with it: at
# most so many, and of those that share one word or party with it only the likeliest, for the more news there are in a
# day, the more of them have that in common by chance.
_KEYS, _OF_EACH, _COMPARED, _BY_ONE = 10, 40, 30, 5

# Members of a group that speak for it: the first, and so many of the last.
_SPEAKERS = 12


@dataclass(slots=True)
class Cluster:
    """Reports of one act in the order of publication, and why each but the first is of it."""

    tellings: list[Telling]
    reasons: list[str]


def groups(
    events: Iterable[Event], stands_for: Mapping[str, str], apart: frozenset[frozenset[str]] = frozenset()
) -> Iterator[Cluster]:
    """Groups of two reports and more.

    Args:
        events: In the order of publication; they are gone through twice.
        stands_for: Which id stands for which.
        apart: Pairs of ids of events that are not of one act, whatever speaks for it.
    """
    corpus = Corpus(tellings(events, stands_for))
    index: dict[str, deque[int]] = {}
    of: dict[int, _Component] = {}
    recent: deque[tuple[int, dt.date]] = deque()
    for i, telling in enumerate(tellings(events, stands_for)):
        today = telling.event.published or dt.date.min
        if recent and today != recent[-1][1]:
            while recent and (today - recent[0][1]).days > WINDOW:
                yield from of.pop(recent.popleft()[0]).leave(corpus, apart)
            oldest = recent[0][0] if recent else i
            index = {key: seen for key, all_ in index.items() if (seen := _since(all_, oldest))}
        mine = keys(telling, corpus)
        here = _Component(i, telling)
        for other in _alike(mine, index, corpus):
            score = probability(of[other].tellings[other], telling, corpus)
            if score >= JOIN:
                here = here.with_(of[other], of)
                here.pairs[other, i] = score
        of[i] = here
        recent.append((i, today))
        for key in mine:
            index.setdefault(key, deque(maxlen=_OF_EACH)).append(i)
    for i, _ in recent:
        yield from of.pop(i).leave(corpus, apart)


def keys(telling: Telling, corpus: Corpus) -> list[str]:
    """By what a report is found: its rarest words and names, its parties with its type or word."""
    words = sorted(telling.words | telling.names, key=lambda word: (-corpus.weight(word), word))[:_KEYS]
    parties = telling.actors | telling.recipients
    acts = [f"{party}|{telling.event.type}" for party in parties] + [f"{party}|{telling.stem}" for party in parties]
    pairs = [f"{one}>{other}" for one in parties for other in parties if one < other]
    return words + sorted(acts) + sorted(pairs)


def _since(seen: deque[int], oldest: int) -> deque[int]:
    while seen and seen[0] < oldest:
        seen.popleft()
    return seen


def _alike(mine: list[str], index: Mapping[str, deque[int]], corpus: Corpus) -> list[int]:
    """The reports that share most of what a report is found by."""
    votes: dict[int, float] = {}
    by_one: dict[int, str] = {}
    for key in mine:
        weight, thing = corpus.weight(key), key.partition("|")[0]  # what a party does is one thing with its verb
        for other in index.get(key, ()):
            if other in votes:
                votes[other] += weight
                if by_one.get(other, thing) != thing:
                    del by_one[other]
            else:
                votes[other] = weight
                by_one[other] = thing
    likeliest = [(-votes[other], -other) for other in votes.keys() - by_one.keys()]
    by_chance = [(-votes[other], -other) for other in by_one]
    return [-other for _, other in heapq.nsmallest(_COMPARED, likeliest) + heapq.nsmallest(_BY_ONE, by_chance)]


class _Component:
    """Reports, by their number, that hang together by likely pairs, and how likely these are."""

    def __init__(self, number: int, first: Telling) -> None:
        self.tellings = {number: first}
        self.pairs: dict[tuple[int, int], float] = {}
        self.open = 1  # how many of them others can still be found by

    def with_(self, other: _Component, of: dict[int, _Component]) -> _Component:
        """Both as one: the larger of them, which takes up the smaller."""
        if self is other:
            return self
        small, large = sorted((self, other), key=lambda component: len(component.tellings))
        large.tellings.update(small.tellings)
        large.pairs.update(small.pairs)
        large.open += small.open
        of.update((number, large) for number in small.tellings if number in of)
        return large

    def leave(self, corpus: Corpus, apart: frozenset[frozenset[str]]) -> Iterator[Cluster]:
        """Note that no other report can be found by one of them any more; the groups, if it was the last."""
        self.open -= 1
        if self.open or not self.pairs:
            return
        likely = _Likely(self.tellings, self.pairs, corpus)
        for members in sorted(_split(likely, apart)):
            told = [self.tellings[number] for number in members]
            yield Cluster(told, [_reason(likely, members, i) for i in range(1, len(told))])


class _Likely:
    """How likely pairs of a component are of one act; each is weighed once."""

    def __init__(self, told: Mapping[int, Telling], pairs: dict[tuple[int, int], float], corpus: Corpus) -> None:
        self.told = told
        self.pairs = sorted(pairs, key=lambda pair: (-round(pairs[pair], 9), pair))
        self._known = pairs
        self._corpus = corpus

    def of(self, a: int, b: int) -> float:
        """The probability."""
        pair = (a, b) if a < b else (b, a)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = probability(self.told[pair[0]], self.told[pair[1]], self._corpus)
        return known


def _split(likely: _Likely, apart: frozenset[frozenset[str]]) -> Iterator[list[int]]:
    """Groups of more than one, the likeliest pairs joined first."""
    of = {number: [number] for number in likely.told}
    tried: set[tuple[int, int, int, int]] = set()
    for a, b in likely.pairs:
        one, other = sorted((of[a], of[b]), key=lambda group: group[0])
        state = one[0], len(one), other[0], len(other)
        if one is other or state in tried:
            continue
        if not _forbidden(likely.told, one, other, apart) and _agree(_speakers(one), _speakers(other), likely):
            one[:] = sorted(one + other)
            of.update(dict.fromkeys(other, one))
        else:
            tried.add(state)
    yield from (group for group in {group[0]: group for group in of.values()}.values() if len(group) > 1)


def _forbidden(told: Mapping[int, Telling], one: list[int], other: list[int], apart: frozenset[frozenset[str]]) -> bool:
    if not apart:
        return False
    ids = [{told[number].event.id for number in group} for group in (one, other)]
    return any(pair & ids[0] and pair & ids[1] for pair in apart)


def _speakers(group: list[int]) -> list[int]:
    return group[:1] + group[1:][-_SPEAKERS:]


def _agree(one: list[int], other: list[int], likely: _Likely) -> bool:
    """Whether the members of two groups are on the whole likely to be of one act."""
    scores = [likely.of(a, b) for a in one for b in other]
    return min(scores) >= LEAST and math.fsum(scores) / len(scores) >= AGREE


def _reason(likely: _Likely, members: list[int], i: int) -> str:
    """Why a report is of the act that those before it tell: what it shares with the likest of them."""
    before = members[:1] + members[1:i][-_SPEAKERS:]
    score, n = max((likely.of(one, members[i]), -n) for n, one in enumerate(before))
    return reason(likely.told[before[-n]], likely.told[members[i]], score)
