"""What a store has: which articles, with which content, and which run read each.

The store is its own manifest.  It is read once when the store is opened to write, and kept in few bytes an article: a
store may hold millions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from kg.core.records import Article
from kg.rdf import namespaces as ns
from kg.rdf.namespaces import RUNS_GRAPH, kg
from kg.rdf.runs import Run, family
from kg.rdf.terms import RDF_TYPE
from kg.store.base import Store

# An article's mark is made of its content's hash, and has in its last bits the number of the run that read it.
_RUN_BITS = 16

# The number of no run: of an article that is being read.
_NONE = (1 << _RUN_BITS) - 1


class Manifest:
    """The articles of a store.

    Args:
        store: The store.
        run: Which configuration reads now; None if none does.
    """

    def __init__(self, store: Store, run: Run | None = None) -> None:
        self._numbers: dict[str, int] = {}
        self._marks: dict[str, int] = {}
        self._run = -1 if run is None else self._number(run.iri.value)
        sparql = f"""SELECT ?a ?hash ?run {{
            GRAPH {RUNS_GRAPH} {{ ?a kg:processedBy ?run }} GRAPH ?a {{ ?a kg:contentHash ?hash }} }}"""
        for a, content, by in store.select(sparql):
            self._marks[_key(a.value)] = self._mark(content.value, self._number(by.value))
        self._kin = self._others_of_the_family(store, run)

    def __len__(self) -> int:
        return len(self._marks)

    def __contains__(self, article: NamedNode) -> bool:
        return _key(article.value) in self._marks

    def is_current(self, article: Article) -> bool:
        """Whether the store has this article, unchanged and read by the present run."""
        return self._marks.get(ns.digest(article.id)) == self._mark(article.content_hash, self._run)

    def is_known(self, article: Article) -> bool:
        """Whether the store has this article unchanged, whichever run read it."""
        mark = self._marks.get(ns.digest(article.id))
        return mark is not None and mark >> _RUN_BITS == self._mark(article.content_hash, 0) >> _RUN_BITS

    def older(self) -> list[NamedNode]:
        """The articles that the same extractor read in another version or with other settings, and nobody took yet."""
        return [NamedNode(ns.ARTICLE + key) for key, mark in self._marks.items() if mark & _NONE in self._kin]

    def take(self, article: Article) -> None:
        """Note that an article is being read: it counts no more as older."""
        if (key := ns.digest(article.id)) in self._marks:
            self._marks[key] |= _NONE

    def add(self, articles: Iterable[tuple[str, str]]) -> None:
        """Note that the present run read some articles: their IRIs and the hashes of their contents."""
        self._marks.update((_key(iri), self._mark(content, self._run)) for iri, content in articles)

    def remove(self, articles: Iterable[NamedNode]) -> None:
        """Note that some articles are gone."""
        for iri in articles:
            self._marks.pop(_key(iri.value), None)

    def _number(self, run: str) -> int:
        return self._numbers.setdefault(run, min(len(self._numbers), _NONE - 1))

    @staticmethod
    def _mark(content_hash: str, number: int) -> int:
        return int(ns.digest(content_hash)[:16], 16) << _RUN_BITS | number

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


def _key(iri: str) -> str:
    return iri.removeprefix(ns.ARTICLE)
