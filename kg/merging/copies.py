"""Which articles are near copies of earlier ones: wire copy, reprints, corrected versions.

Candidates are found by MinHash (Broder 1997) over runs of words, so that time grows with the number of articles and not
with that of their pairs; each candidate is then compared in full.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rensa import RMinHash, RMinHashLSH

from kg.merging.when import WINDOW

# Words in a run, and the part of the runs of either article that both must have.
_RUN, _SHARED = 4, 0.8

# Runs that an article must have: shorter ones that differ in a name or a number are other news in the same words.
_LONG = 40

# Of the signature.  32 bands of 4 find a pair that shares 0.8 of its runs all but surely (1 - (1 - 0.8**4)**32).
_SLOTS, _BANDS, _SEED = 128, 32, 1

# Articles whose words are in memory at a time.
_BATCH = 500


# The day of an article, and its id.
_Known = tuple[dt.date, str]


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of an article.

    Attributes:
        article: Its id.
        published: Day of publication.
        text: The whole text.
    """

    article: str
    published: dt.date
    text: str


def copies(
    articles: Iterable[Text],
    texts: Callable[[Sequence[str]], Iterable[Text]],
    in_order: bool = False,
    since: dt.date = dt.date.min,
    known: Mapping[str, str] | None = None,
) -> dict[str, tuple[str, float]]:
    """For each article that is a near copy: the first article it is a copy of, and what part of their runs they share.

    Args:
        articles: All, in any order; they are not kept.
        texts: Gives articles by their ids again.
        in_order: Whether they come by the day of publication.  Then no more is held than what a few days brought, and
            else two kilobytes of each.
        since: Articles of the days before are no copies here, but what others may be copies of.
        known: Of these the ones that are copies, as was found before, and the articles that they are copies of.

    Example:
        >>> day, wire = dt.date(2023, 3, 19), " ".join(f"word{i}" for i in range(90))
        >>> both = [Text("a", day, wire), Text("b", day, wire + " again")]
        >>> copies(both, lambda ids: both)
        {'b': ('a', 0.99)}
    """
    index = RMinHashLSH(threshold=_SHARED, num_perm=_SLOTS, num_bands=_BANDS)
    held: dict[int, _Known] = {}
    first, number = 0, 0  # of those that are held; of all
    pairs: set[tuple[_Known, _Known]] = set()
    rows = iter(articles)
    while batch := list(islice(rows, _BATCH)):
        signatures = RMinHash.from_token_sets([sorted(runs(t.text)) for t in batch], num_perm=_SLOTS, seed=_SEED)
        for one, signature in zip(batch, signatures, strict=True):
            mine = one.published, one.article
            while in_order and first < number and (one.published - held[first][0]).days > WINDOW:
                index.remove(first)
                del held[first]
                first += 1
            found = [held[i] for i in index.query(signature)]
            pairs.update(
                (min(mine, other), max(mine, other))
                for other in found
                if abs((one.published - other[0]).days) <= WINDOW and max(mine, other)[0] >= since
            )
            index.insert(number, signature)
            held[number] = mine
            number += 1
    return dict(sorted(_confirmed(pairs, texts, known or {})))


def _confirmed(
    pairs: Iterable[tuple[_Known, _Known]],
    texts: Callable[[Sequence[str]], Iterable[Text]],
    known: Mapping[str, str],
) -> Iterator[tuple[str, tuple[str, float]]]:
    ordered = [(a, b) for (_, a), (_, b) in sorted(pairs, key=lambda pair: (pair[1], pair[0]))]
    first = dict(known)
    for i in range(0, len(ordered), _BATCH):
        part = ordered[i : i + _BATCH]
        words = {t.article: runs(t.text) for t in texts(sorted({i for pair in part for i in pair}))}
        for original, copy in part:
            share = round(_share(words[original], words[copy]), 2)
            if copy not in first and share >= _SHARED:
                first[copy] = first.get(original, original)
                yield copy, (first[copy], share)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard's index; of short articles, whether they are the same."""
    if min(len(a), len(b)) < _LONG:
        return float(a == b)
    return len(a & b) / len(a | b)


def runs(text: str) -> frozenset[str]:
    """All runs of four words, without punctuation and case.

    Example:
        >>> sorted(runs("Iran attacked an oil terminal."))
        ['attacked an oil terminal', 'iran attacked an oil']
    """
    words = re.findall(r"[^\W_]+", text.lower())
    return frozenset(" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)))
