"""Groups of reports that are of one act: chains of reports that hang together, split where no other can come to them.

The likeliest pairs of a chain are joined first, and two groups only where their members on the whole agree.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain as chained

from kg.core.event import Event
from kg.merging.chains import Chain, Chains
from kg.merging.likeness import AGREE, LEAST, probability, reason
from kg.merging.telling import Telling, tellings

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
        events: In the order of publication.
        stands_for: Which id stands for which.
        apart: Pairs of ids of events that are not of one act, whatever speaks for it.
    """
    chains = Chains()
    ended = (chain for telling in tellings(events, stands_for) for chain in chains.add(telling))
    for chain in chained(ended, chains.rest()):
        yield from split(chain, apart)


def split(chain: Chain, apart: frozenset[frozenset[str]]) -> Iterator[Cluster]:
    """The groups of a chain."""
    if not chain.pairs:
        return
    likely = _Likely(chain.tellings, chain.pairs)
    for members in sorted(_split(likely, apart)):
        told = [chain.tellings[number] for number in members]
        yield Cluster(told, [_reason(likely, members, i) for i in range(1, len(told))])


class _Likely:
    """How likely pairs of a chain are of one act; each is weighed once."""

    def __init__(self, told: Mapping[int, Telling], pairs: dict[tuple[int, int], float]) -> None:
        self.told = told
        self.pairs = sorted(pairs, key=lambda pair: (-round(pairs[pair], 9), pair))
        self._known = pairs

    def of(self, a: int, b: int) -> float:
        """The probability."""
        pair = (a, b) if a < b else (b, a)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = probability(self.told[pair[0]], self.told[pair[1]])
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
