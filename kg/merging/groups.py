"""Groups of reports that are of one act, found in one pass over them in the order of publication.

Each report is compared with few others only: with those of the last days that share its rarest words, its names or its
parties with it.  So time grows with the number of reports and not with that of their pairs.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping

from kg.core.event import Event
from kg.merging.evidence import Corpus
from kg.merging.likeness import AGREE, JOIN, WINDOW, probability, reason
from kg.merging.telling import Telling, tellings

# Words and names of a report by which others are found, reports remembered of each, and others compared with it.
_KEYS, _OF_EACH, _COMPARED = 10, 40, 30

# Members of a group with which a new one must agree: the first, and so many of the last.
_MEMBERS = 12


class Group:
    """Reports of one act, why each but the first is of it, and how many of them others can still join."""

    def __init__(self, first: Telling) -> None:
        self.tellings = [first]
        self.reasons: list[str] = []
        self.open = 0

    def join(self, telling: Telling, why: str) -> None:
        """Add a report."""
        self.tellings.append(telling)
        self.reasons.append(why)

    def likely(self, telling: Telling, corpus: Corpus) -> tuple[float, float, str]:
        """How likely it is that a report is of this act too: by the member most like it, by the least, and why."""
        best, least, nearest = 0.0, 1.0, self.tellings[0]
        for member in self.tellings[:1] + self.tellings[1:][-_MEMBERS:]:
            score = probability(member, telling, corpus)
            if score > best:
                best, nearest = score, member
            least = min(least, score)
            if least < AGREE:
                return 0.0, 0.0, ""
        return best, least, reason(nearest, telling, best)


def keys(telling: Telling, corpus: Corpus) -> list[str]:
    """By what a report is found: its rarest words and names, its parties with its type or word."""
    words = sorted(telling.words | telling.names, key=lambda word: (-corpus.weight(word), word))[:_KEYS]
    parties = telling.actors | telling.recipients
    acts = [f"{party}|{telling.event.type}" for party in parties] + [f"{party}|{telling.stem}" for party in parties]
    pairs = [f"{one}>{other}" for one in parties for other in parties if one < other]
    return words + sorted(acts) + sorted(pairs)


def groups(events: Iterable[Event], stands_for: Mapping[str, str]) -> Iterator[Group]:
    """Groups of two reports and more.

    Args:
        events: In the order of publication; they are gone through twice.
        stands_for: Which id stands for which.
    """
    if isinstance(events, Iterator):
        events = list(events)
    corpus = Corpus(tellings(events, stands_for))
    index: dict[str, deque[int]] = {}
    of: dict[int, Group] = {}
    recent: deque[tuple[int, dt.date]] = deque()
    for i, telling in enumerate(tellings(events, stands_for)):
        today = telling.event.published or dt.date.min
        if recent and today != recent[-1][1]:
            while recent and (today - recent[0][1]).days > WINDOW:
                yield from _closed(of.pop(recent.popleft()[0]))
            oldest = recent[0][0] if recent else i
            index = {key: seen for key, all_ in index.items() if (seen := _since(all_, oldest))}
        mine = keys(telling, corpus)
        of[i] = group = _best(telling, _alike(mine, index, corpus), of, corpus) or Group(telling)
        group.open += 1
        recent.append((i, today))
        for key in mine:
            index.setdefault(key, deque(maxlen=_OF_EACH)).append(i)
    for i, _ in recent:
        yield from _closed(of.pop(i))


def _closed(group: Group) -> Iterator[Group]:
    """The group, if this was the last of its reports that others can join."""
    group.open -= 1
    if not group.open and len(group.tellings) > 1:
        yield group


def _since(seen: deque[int], oldest: int) -> deque[int]:
    while seen and seen[0] < oldest:
        seen.popleft()
    return seen


def _alike(mine: list[str], index: Mapping[str, deque[int]], corpus: Corpus) -> list[int]:
    """The reports that share most of what a report is found by."""
    votes: Counter[int] = Counter()
    for key in mine:
        weight = corpus.weight(key)
        for other in index.get(key, ()):
            votes[other] += weight  # type: ignore[assignment]
    return sorted(votes, key=lambda other: (-votes[other], other))[:_COMPARED]


def _best(telling: Telling, others: list[int], of: Mapping[int, Group], corpus: Corpus) -> Group | None:
    """The group that the report is of, which it then joins."""
    best: tuple[float, Group, str] | None = None
    tried: set[int] = set()
    for group in (of[other] for other in others):
        if id(group) in tried:
            continue
        tried.add(id(group))
        score, least, why = group.likely(telling, corpus)
        if score >= JOIN and (best is None or score + least > best[0]):
            best = score + least, group, why
    if best is None:
        return None
    best[1].join(telling, best[2])
    return best[1]
