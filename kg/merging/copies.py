"""Which articles are near copies of earlier ones: wire copy, reprints, corrected versions.

Candidates are found by MinHash (Broder 1997) over runs of words, so that time grows with the number of articles and not
with that of their pairs; each candidate is then compared in full.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
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


def copies(articles: Iterable[Text], texts: Callable[[Sequence[str]], Iterable[Text]]) -> dict[str, tuple[str, float]]:
    """For each article that is a near copy: the first article it is a copy of, and what part of their runs they share.

    Args:
        articles: All, in any order; they are not kept.
        texts: Gives articles by their ids again.

    Example:
        >>> day, wire = dt.date(2023, 3, 19), " ".join(f"word{i}" for i in range(90))
        >>> both = [Text("a", day, wire), Text("b", day, wire + " again")]
        >>> copies(both, lambda ids: both)
        {'b': ('a', 0.99)}
    """
    days: dict[str, dt.date] = {}
    near: dict[str, list[str]] = {}
    index = RMinHashLSH(threshold=_SHARED, num_perm=_SLOTS, num_bands=_BANDS)
    ids: list[str] = []
    rows = iter(articles)
    while batch := list(islice(rows, _BATCH)):
        signatures = RMinHash.from_token_sets([sorted(runs(t.text)) for t in batch], num_perm=_SLOTS, seed=_SEED)
        for one, signature in zip(batch, signatures, strict=True):
            days[one.article] = one.published
            found = [ids[i] for i in index.query(signature)]
            near[one.article] = [i for i in found if abs((one.published - days[i]).days) <= WINDOW]
            index.insert(len(ids), signature)
            ids.append(one.article)
    return dict(sorted(_confirmed({i: others for i, others in near.items() if others}, days, texts)))


def _confirmed(
    near: dict[str, list[str]], days: dict[str, dt.date], texts: Callable[[Sequence[str]], Iterable[Text]]
) -> Iterator[tuple[str, tuple[str, float]]]:
    def when(article: str) -> tuple[dt.date, str]:
        return days[article], article

    pairs = {(min(a, b, key=when), max(a, b, key=when)) for a, others in near.items() for b in others}
    ordered = sorted(pairs, key=lambda pair: (when(pair[1]), when(pair[0])))
    first: dict[str, str] = {}
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
