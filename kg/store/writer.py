"""Writes articles to a store: once each, what conforms only, an article that changed in place of what it was.

Which article is in a store, with which content and read by which run, stands in the graph of runs and is written in the
same transaction as the article (:mod:`kg.store.manifest`).  So whenever the program is stopped, an article is there
whole or not at all, and the next run knows which.
"""

from __future__ import annotations

import datetime as dt
import io
import time
from collections.abc import Iterable, Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.errors import ConformanceError
from kg.core.memory import give_back
from kg.core.records import Article, Extraction
from kg.rdf import namespaces as ns
from kg.rdf.namespaces import ENTITIES_GRAPH, RUNS_GRAPH, STORE_NODE, kg
from kg.rdf.prepared import Gate, Prepared, nquads, prepare
from kg.rdf.runs import Run, ingestion_quads, ingestion_time
from kg.store import Store
from kg.store.manifest import Manifest, idle_runs
from kg.store.removal import drop_articles, remove_articles
from kg.store.settling import first_description, settle
from kg.store.sweeping import sweep
from kg.store.touched import Touched

# Articles wait for others, to be written together: a store takes many quads at once in a third of the time, and after
# each step puts in order anew what it has.  A step is half of what the run has written, within these bounds.
_FEWEST, _MOST = 10_000, 250_000

# Seconds that an article waits at most: what a run that is killed may lose.
_PATIENCE = 60.0

# Lines that are not written again; beyond so many the memory is worth more than the time.
_REMEMBERED = 500_000

# Of so many articles that go, or this part of the store, what they leave behind is swept up together at the end.
_FEW, _PART = 20, 100

_UNSETTLED = Quad(STORE_NODE, kg("unsettled"), Literal(True), RUNS_GRAPH)
_UNSWEPT = Quad(STORE_NODE, kg("unswept"), Literal(True), RUNS_GRAPH)


class GraphWriter:
    """The one way into a store.

    Args:
        store: Open to write.
        run: Which configuration reads the articles; None to take articles out only.
        gate: Gives the faults of a mapped article; what is at fault is not written.  None lets everything pass.
        now: Time of ingestion; the clock's if None.

    Attributes:
        changed: Whether anything that people ask for is not as it was found; known when all is done.
        first: Of the articles that were written the first, by day of publication ("" if it has none) and id: what
            stands before it is as it was found.  ``ANY`` where that may be otherwise, ``NONE`` where none was written.
    """

    ANY, NONE = ("", ""), ("~", "")

    def __init__(self, store: Store, run: Run | None, gate: Gate | None = None, now: dt.datetime | None = None) -> None:
        self.store, self.run, self.gate, self.now = store, run, gate, now
        self.manifest = Manifest(store, run)
        self._described = self._described_in_store()
        self._written: set[int] = set()
        self._waiting: dict[str, Prepared] = {}
        self._size, self._total, self._since = 0, 0, 0.0
        self._unsettled, self._unswept = self._is_marked("unsettled"), self._is_marked("unswept")
        self._gone, self._touched = 0, Touched(store)
        self.changed, self.first = True, self.NONE
        if run is not None:
            store.add(run.quads())

    def is_current(self, article: Article) -> bool:
        """Whether the store has this article, unchanged and read by the same configuration."""
        if waiting := self._waiting.get(ns.article_iri(article.id).value):
            return waiting.content_hash == article.content_hash
        return self.manifest.is_current(article)

    def add(self, extractions: Iterable[Extraction]) -> list[ConformanceError]:
        """Write some extractions.

        Returns:
            One error for each article of which something does not conform and so was left out.
        """
        prepared = [prepare(extraction, self._run(), self.gate) for extraction in extractions]
        self.write(prepared)
        self.flush()
        return [p.faults for p in prepared if p.faults]

    def write(self, articles: Iterable[Prepared]) -> None:
        """Write some articles, now or with those that follow; each becomes visible whole, together with its mark."""
        for article in articles:
            if not article.writable:
                continue
            more = article.own.count(b"\n") + article.shared.count(b"\n")
            if article.iri in self._waiting or self._size + more > max(_FEWEST, min(_MOST, self._total // 2)):
                self.flush()
            self._since = self._since or time.monotonic()
            self._waiting[article.iri] = article
            self._size += more
        if self._waiting and time.monotonic() - self._since > _PATIENCE:
            self.flush()

    def flush(self) -> None:
        """Write the articles that wait for others."""
        batch, self._waiting = list(self._waiting.values()), {}
        self._total += self._size
        self._size, self._since = 0, 0.0
        if batch:
            self._transaction(batch)
            give_back()

    def remove(self, articles: Iterable[str]) -> int:
        """Take articles out of the store.

        Args:
            articles: Their ids.

        Returns:
            How many of them were there.
        """
        self.flush()
        iris = [ns.article_iri(a) for a in dict.fromkeys(articles)]
        there = [iri for iri in iris if iri in self.manifest]
        if there:
            self._begin()
            self._forget(there)
        return len(there)

    def finish(self) -> bool:
        """Write what waits, and bring what is made from all articles together up to date.

        Returns:
            Whether anything had to be done.
        """
        self.flush()
        if not self._unsettled:
            return False
        if self._unswept:
            sweep(self.store)
            self.store.remove([_UNSWEPT])
            self._unswept = False
        for run in list(idle_runs(self.store, self.run)):
            about = self.store.select(f"SELECT ?p ?o {{ GRAPH {RUNS_GRAPH} {{ {run} ?p ?o }} }}")
            self.store.remove([Quad(run, p, o, RUNS_GRAPH) for p, o in about])
        settle(self.store)
        return True

    def settled(self) -> None:
        """Note that everything in the store is up to date."""
        if self._unsettled:
            self.store.remove([_UNSETTLED])
            self._unsettled = False

    def _run(self) -> Run:
        assert self.run is not None
        return self.run

    def _is_marked(self, what: str) -> bool:
        return bool(self.store.query(f"ASK {{ GRAPH {RUNS_GRAPH} {{ {STORE_NODE} kg:{what} ?any }} }}"))

    def _begin(self) -> None:
        if not self._unsettled:
            self.store.add([_UNSETTLED])
            self._unsettled = True

    def _forget(self, articles: Sequence[NamedNode]) -> None:
        self._gone += len(articles)
        self._touched.note_articles(articles)
        self.first = self.ANY
        if self._gone > max(_FEW, len(self.manifest) // _PART):
            if not self._unswept:
                self.store.add([_UNSWEPT])
                self._unswept = True
            drop_articles(self.store, articles)
        else:
            remove_articles(self.store, articles)
            # What went with them must be written again when it is next needed.
            self._written.clear()
        self.manifest.remove(articles)

    def _transaction(self, batch: list[Prepared]) -> None:
        """Write some articles in one step; the list is empty afterwards."""
        self._begin()
        articles = [NamedNode(p.iri) for p in batch]
        self._touched.note(p.day for p in batch)
        if changed := [article for article in articles if article in self.manifest]:
            self._forget(changed)
        run, now = self._run().iri, self.now or ingestion_time()
        done = [(p.iri, p.content_hash) for p in batch]
        self.first = min(self.first, *((p.day, p.article) for p in batch))
        described: list[Quad] = []
        for p in batch:
            for entity in p.entities:
                if entity.id not in self._described:
                    self._described.add(entity.id)
                    described += first_description(entity)
        marks = [quad for article in articles for quad in ingestion_quads(article, run, now)]
        shared = (line for p in batch for line in p.shared.splitlines(keepends=True) if self._new(line))
        # A graph may be there without being marked: a remote store was written to in pieces, and not to the end.  For
        # such stores the marks come last.
        step = [*(p.own for p in batch), b"".join(shared), nquads(described), nquads(marks)]
        batch.clear()
        del described, marks, shared  # what the store has taken may go: it needs twice as much memory as all of them
        self.store.replace(articles, [])
        quads = sum(piece.count(b"\n") for piece in step)
        self.store.load(io.BufferedReader(_Pieces(step)), quads=quads)
        self.manifest.add(done)

    def _new(self, line: bytes) -> bool:
        key = hash(line)
        if key in self._written:
            return False
        if len(self._written) >= _REMEMBERED:
            self._written.clear()
        self._written.add(key)
        return True

    def _described_in_store(self) -> set[str]:
        rows = self.store.select(f"SELECT DISTINCT ?e {{ GRAPH {ENTITIES_GRAPH} {{ ?c kg:entity ?e . ?e a ?class }} }}")
        return {ns.decode(row["e"], ns.ENTITY) for row in rows}


class _Pieces(io.RawIOBase):
    """Pieces of a file, to be read once; each goes as it is read, and the list is empty afterwards."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces, self._left = pieces, memoryview(b"")
        pieces.reverse()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left and self._pieces:
            self._left = memoryview(self._pieces.pop())
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size
