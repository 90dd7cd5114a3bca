"""What a store has: which articles, with which content, and which run read each.

The store is its own manifest.  It is read once when the store is opened to write, and kept in 16 bytes an article: a
store may hold millions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import NamedNode

from kg.core.records import Article
from kg.rdf import namespaces as ns
from kg.rdf.namespaces import RUNS_GRAPH, kg
from kg.rdf.runs import Run, family
from kg.rdf.terms import RDF_TYPE
from kg.store.base import Store
from kg.store.numbers import Numbers

# An article's mark is 48 bits of its content's hash, and behind them the number of the run that read it.
_CONTENT_DIGITS, _RUN_BITS = 12, 16

# Of the numbers of runs; and the number of no run: of an article that is being read.  The highest is left out.
_RUN = (1 << _RUN_BITS) - 1
_NONE = _RUN - 1


class Manifest:
    """The articles of a store.

    Args:
        store: The store.
        run: Which configuration reads now; None if none does.
    """

    def __init__(self, store: Store, run: Run | None = None) -> None:
        self._numbers: dict[str, int] = {}
        self._run = _NONE if run is None else self._number(run.iri.value)
        self._store = store
        # Read one by one and put together here: the engine would hold all of one to join them.
        hashes = store.select(f"SELECT ?a ?hash {{ GRAPH ?a {{ ?a {kg('contentHash')} ?hash }} }}")
        contents = Numbers((_key(a.value), _content(content.value)) for a, content in hashes)
        self._marks = Numbers(
            (key, content << _RUN_BITS | self._number(by.value))
            for a, by in self._processed()
            if (content := contents.get(key := _key(a.value))) is not None
        )
        self._kin = self._others_of_the_family(store, run)

    def __len__(self) -> int:
        return len(self._marks)

    def __contains__(self, article: NamedNode) -> bool:
        return _key(article.value) in self._marks

    def is_current(self, article: Article) -> bool:
        """Whether the store has this article, unchanged and read by the present run."""
        return self._run != _NONE and self._marks.get(_key_of(article)) == _mark(article.content_hash, self._run)

    def is_known(self, article: Article) -> bool:
        """Whether the store has this article unchanged, whichever run read it."""
        mark = self._marks.get(_key_of(article))
        return mark is not None and mark >> _RUN_BITS == _content(article.content_hash)

    @property
    def outdated(self) -> int:
        """How many articles :meth:`older` has."""
        return sum(mark & _RUN in self._kin for mark in self._marks) if self._kin else 0

    def older(self) -> list[NamedNode]:
        """The articles that the same extractor read in another version or with other settings, and nobody took yet."""
        if not self.outdated:
            return []
        marked = ((a, self._marks.get(_key(a.value))) for a, _ in self._processed())
        return list(dict.fromkeys(a for a, mark in marked if mark is not None and mark & _RUN in self._kin))

    def take(self, article: Article) -> None:
        """Note that an article is being read: it counts no more as older."""
        if (mark := self._marks.get(key := _key_of(article))) is not None:
            self._marks[key] = mark & ~_RUN | _NONE

    def add(self, articles: Iterable[tuple[str, str]]) -> None:
        """Note that the present run read some articles: their IRIs and the hashes of their contents."""
        for iri, content in articles:
            self._marks[_key(iri)] = _mark(content, self._run)

    def remove(self, articles: Iterable[NamedNode]) -> None:
        """Note that some articles are gone."""
        for iri in articles:
            self._marks.pop(_key(iri.value))

    def _number(self, run: str) -> int:
        return self._numbers.setdefault(run, min(len(self._numbers), _NONE - 1))

    def _processed(self) -> Iterator[Any]:
        return self._store.select(f"SELECT ?a ?run {{ GRAPH {RUNS_GRAPH} {{ ?a {kg('processedBy')} ?run }} }}")

    def _others_of_the_family(self, store: Store, run: Run | None) -> frozenset[int]:
        """The numbers of the runs that the present one takes the place of."""
        if run is None:
            return frozenset()
        found = {
            self._number(row["run"].value)
            for row in store.select(f"SELECT ?run ?name {{ GRAPH {RUNS_GRAPH} {{ ?run kg:extractor ?name }} }}")
            if family(row["name"].value) == run.family
        }
        return frozenset(found - {self._run})


def idle_runs(store: Store, but: Run | None = None) -> Iterator[NamedNode]:
    """The runs that nothing in a store comes from any more.

    Args:
        store: Where to look.
        but: A run that may yet be needed.
    """
    sparql = f"SELECT ?run {{ GRAPH {RUNS_GRAPH} {{ ?run {RDF_TYPE} {kg('Run')} }} }}"
    for (run,) in sorted(store.select(sparql), key=lambda row: row["run"].value):
        if (but is None or run != but.iri) and not store.query(f"ASK {{ GRAPH ?g {{ ?node ?link {run} }} }}"):
            yield run


def _key(iri: str) -> int:
    return int(iri.removeprefix(ns.ARTICLE)[:16], 16)


def _key_of(article: Article) -> int:
    return int(ns.digest(article.id)[:16], 16)


def _content(content_hash: str) -> int:
    return int(ns.digest(content_hash)[:_CONTENT_DIGITS], 16)


def _mark(content_hash: str, run: int) -> int:
    return _content(content_hash) << _RUN_BITS | run
