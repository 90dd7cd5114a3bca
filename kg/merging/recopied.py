"""Which articles are copies, brought up to date with those that came, went or changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from kg.merging.copies import Text, copies
from kg.merging.spans import after, spans
from kg.merging.stored import copies_before, texts, texts_of
from kg.merging.when import WINDOW
from kg.merging.written import copy_reason
from kg.rdf import namespaces as ns
from kg.store import Store


class Recopied:
    """The copies of a store, of which those of some days, and whatever hangs on these, are found anew.

    An article is a copy of one of the days before it, or of what that is a copy of: so who is found to be otherwise
    than before makes the next days worth a look.

    Args:
        store: The store.
        changed: The days, as ordinals, of which articles came, went or changed.

    Attributes:
        found: For each article that was looked at and is a copy: what it is a copy of, and what part they share.
        originals: For every article that is a copy, what it is a copy of.
        days: The days of the articles of which it is otherwise than it was.
        iris: The articles of which something else may be written than was.
    """

    def __init__(self, store: Store, changed: Collection[int]) -> None:
        self._store, self._before = store, copies_before(store)
        self._seen: dict[str, int] = {}
        self.found: dict[str, tuple[str, float]] = {}
        self.originals: dict[str, str] = {}
        self.days: set[int] = set()
        looked, more = set[int](), after(changed)
        while not more <= looked:
            looked |= more
            self._look(looked)
            self.days = {day for id_, day in self._seen.items() if self._is_otherwise(id_)}
            more = after(self.days)
        gone = {iri for iri, copy in self._before.items() if copy.id is None}
        self.iris = gone | {ns.article_iri(id_).value for id_ in self._seen}

    def _look(self, days: Collection[int]) -> None:
        """Find anew which articles of some days are copies."""
        self._seen, self.found = {}, {}
        self.originals = {c.id: c.of for c in self._before.values() if c.id is not None and c.of is not None}
        for first, last in spans(days):
            since = dt.date.fromordinal(first)
            found = copies(self._texts(first, last), self._again, True, since, self.originals)
            self.originals |= {id_: original for id_, (original, _) in found.items()}
            self.found |= found

    def _texts(self, first: int, last: int) -> Iterator[Text]:
        """The texts of a span of days, and of those before it that they may be copies of."""
        for text in texts_of(self._store, map(dt.date.fromordinal, range(max(1, first - WINDOW), last + 1))):
            if text.published.toordinal() >= first:
                self._seen[text.article] = text.published.toordinal()
                self.originals.pop(text.article, None)  # what it is a copy of is to be seen
            yield text

    def _again(self, ids: Collection[str]) -> Iterator[Text]:
        return texts(self._store, sorted(ids))

    def _is_otherwise(self, id_: str) -> bool:
        before, now = self._before.get(ns.article_iri(id_).value), self.found.get(id_)
        told = now and (ns.article_iri(now[0]).value, copy_reason(now[1]))
        return told != (before and (before.original, before.reason))
