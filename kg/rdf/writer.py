"""Writes extractions to a store: once each, what conforms only, an article that changed in place of what it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ConformanceError
from kg.model import Article, Entity, Extraction
from kg.rdf import namespaces as ns
from kg.rdf.description import describe, known_entity
from kg.rdf.mapping import Mapped, map_extraction
from kg.rdf.namespaces import ENTITIES_GRAPH, RUNS_GRAPH, kg
from kg.rdf.reading import Shared, read_extractions
from kg.rdf.runs import Run, ingestion_quads, ingestion_time
from kg.rdf.shortcuts import shortcut_quads, shortcuts
from kg.rdf.validation import Fault
from kg.store import Store

Gate = Callable[[Mapped], list[Fault]]


class GraphWriter:
    """The one way into a store.

    Args:
        store: Open to write.
        run: Which configuration reads the articles.
        gate: Gives the faults of a mapped article; what is at fault is not written.  None lets everything pass.
        now: Time of ingestion; the clock's if None.
    """

    def __init__(self, store: Store, run: Run, gate: Gate | None = None, now: dt.datetime | None = None) -> None:
        self.store, self.run, self.gate, self.now = store, run, gate, now
        self._done = self._articles_in_store()
        self._described = self._descriptions_in_store()
        self._shared: set[str] = set()
        store.add(run.quads())

    def is_current(self, article: Article) -> bool:
        """Whether the store has this article, unchanged and read by the same configuration."""
        return self._done.get(ns.article_iri(article.id).value) == (article.content_hash, self.run.iri.value)

    def add(self, extractions: Iterable[Extraction]) -> list[ConformanceError]:
        """Write some extractions; all of them become visible together.

        Returns:
            One error for each article of which something does not conform and so was left out.
        """
        errors: list[ConformanceError] = []
        batch: dict[str, Mapped] = {}
        for extraction in extractions:
            mapped, faults = self._conforming(extraction)
            if faults:
                errors.append(ConformanceError(extraction.article.id, list(map(str, faults))))
            if mapped:
                batch[mapped.article.value] = mapped
        self._write(list(batch.values()))
        return errors

    def _conforming(self, extraction: Extraction) -> tuple[Mapped | None, list[Fault]]:
        """The part of an extraction that conforms, and what is wrong with the rest.

        An event at fault is left out; where no event is, the relations are.  An article that is at fault itself is
        left out whole.
        """
        article = extraction.article.id
        faults = [
            Fault(ns.event_iri(e.id).value, "has the id of another event", article, e.id, e.evidence.sentence)
            for i, e in enumerate(extraction.events)
            if any(e.id == f.id and e != f for f in extraction.events[:i])
        ]
        while True:
            try:
                mapped = map_extraction(extraction, self.run.iri, self.run.extractor)
            except (ValueError, KeyError) as error:
                return None, [*faults, Fault(ns.article_iri(article).value, str(error), article)]
            found = self.gate(mapped) if self.gate else []
            if not found:
                return mapped, faults
            faults += found
            bad = {fault.event for fault in found if fault.event}
            if bad:
                extraction = replace(extraction, events=tuple(e for e in extraction.events if e.id not in bad))
            elif extraction.relations:
                extraction = replace(extraction, relations=())
            else:
                return None, faults

    def _write(self, batch: list[Mapped]) -> None:
        if not batch:
            return
        lost = self._forget([m for m in batch if m.article.value in self._done])
        now = self.now or ingestion_time()
        events = [event for m in batch for event in m.extraction.events]
        quads = [q for m in batch for q in m.quads]
        quads += self._new_shared(batch)
        quads += self._new_descriptions(batch)
        quads += shortcut_quads(events)
        for m in batch:
            quads += ingestion_quads(m.article, self.run.iri, now)
        # A graph may be there without being done: a run was killed between a bulk load and its end.
        self.store.replace([m.article for m in batch], quads)
        for m in batch:
            self._done[m.article.value] = (m.extraction.article.content_hash, self.run.iri.value)
        self._drop_unsupported(lost)

    def _new_shared(self, batch: list[Mapped]) -> Iterator[Quad]:
        for mapped in batch:
            for quad in mapped.shared:
                # Writing a quad again is harmless but costs as much as the first time.
                key = f"{quad.subject.value} {quad.predicate.value} {quad.object.value}"
                if key not in self._shared:
                    self._shared.add(key)
                    yield quad

    def _new_descriptions(self, batch: list[Mapped]) -> Iterator[Quad]:
        for mapped in batch:
            for entity in mapped.entities.values():
                known = known_entity(entity.id)
                pref = self._described.get(entity.id)
                if pref is None:
                    chosen = known or entity
                    if entity.wikidata and not chosen.wikidata:
                        chosen = replace(chosen, wikidata=entity.wikidata)
                    yield from describe(chosen)
                    if chosen.country and chosen.country != chosen.id and chosen.country not in self._described:
                        code = chosen.country
                        country = known_entity(code) or Entity(code, "", "country", code)
                        yield from describe(country)
                        self._described[code] = country.name
                    self._described[entity.id] = pref = chosen.name
                elif not pref and entity.name:
                    yield Quad(
                        ns.entity_iri(entity.id), NamedNode(ns.SKOS + "prefLabel"), Literal(entity.name), ENTITIES_GRAPH
                    )
                    self._described[entity.id] = pref = entity.name
                if entity.name and entity.name != pref:
                    yield Quad(
                        ns.entity_iri(entity.id), NamedNode(ns.SKOS + "altLabel"), Literal(entity.name), ENTITIES_GRAPH
                    )

    def _forget(self, changed: list[Mapped]) -> list[Quad]:
        """Mark articles as not done; the shortcut triples that their old events gave."""
        if not changed:
            return []
        shared = Shared.read(self.store.quads(ENTITIES_GRAPH), self.store.quads(RUNS_GRAPH))
        before = read_extractions(self.store, [m.article for m in changed], shared)
        old = [event for extraction in before for event in extraction.events]
        gone = {m.article.value for m in changed}
        self.store.remove(
            q
            for q in list(self.store.quads(RUNS_GRAPH))
            if q.subject.value in gone and q.predicate in (kg("processedBy"), kg("ingestedAt"))
        )
        return shortcut_quads(old)

    def _drop_unsupported(self, candidates: list[Quad]) -> None:
        """Remove the shortcut triples that no event in the store gives any more."""
        if not candidates:
            return
        shared = Shared.read(self.store.quads(ENTITIES_GRAPH), self.store.quads(RUNS_GRAPH))
        self.store.remove([q for q in candidates if not self._supported(q, shared)])

    def _supported(self, quad: Quad, shared: Shared) -> bool:
        wanted = (quad.subject, quad.predicate, quad.object)
        sparql = f"""
            SELECT DISTINCT ?article {{
              ?one kg:inCapacity/(kg:entity|kg:country) {quad.subject} .
              ?other kg:inCapacity/(kg:entity|kg:country) {quad.object} .
              ?event kg:actorMention|kg:recipientMention ?one, ?other ; kg:article ?article .
            }}"""
        articles = [row["article"] for row in self.store.select(sparql)]
        for extraction in read_extractions(self.store, articles, shared):
            if any(wanted == found for event in extraction.events for found in shortcuts(event)):
                return True
        return False

    def _articles_in_store(self) -> dict[str, tuple[str, str]]:
        sparql = f"""SELECT ?a ?hash ?run {{
            GRAPH {RUNS_GRAPH} {{ ?a kg:processedBy ?run }} GRAPH ?a {{ ?a kg:contentHash ?hash }} }}"""
        return {row["a"].value: (row["hash"].value, row["run"].value) for row in self.store.select(sparql)}

    def _descriptions_in_store(self) -> dict[str, str]:
        sparql = f"""SELECT ?e ?name {{
            GRAPH {ENTITIES_GRAPH} {{ ?e a ?class . OPTIONAL {{ ?e skos:prefLabel ?name }} }} }}"""
        return {
            ns.decode(row["e"], ns.ENTITY): row["name"].value if row["name"] else ""
            for row in self.store.select(sparql)
            if row["e"].value.startswith(ns.ENTITY)
        }
