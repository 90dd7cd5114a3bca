"""The graph as it was on a day."""

from __future__ import annotations

import datetime as dt

from kg.model import Event
from kg.rdf.namespaces import ENTITIES_GRAPH, ONTOLOGY_GRAPH, RUNS_GRAPH, kg
from kg.rdf.reading import Shared, read_extraction
from kg.rdf.shortcuts import shortcut_quads
from kg.store import OxigraphStore, Store


def snapshot(store: Store, date: dt.date) -> Store:
    """A copy in memory of what stood in articles published by the end of a day.

    Shortcut triples are made anew from the events that remain.

    Args:
        store: Where to copy from.
        date: The last day of publication that counts; of taking in, for articles without one.
    """
    copy = OxigraphStore()
    sparql = """SELECT ?article (COALESCE(?published, ?taken) AS ?day) {
                  ?article a kg:Article ; kg:ingestedAt ?taken
                  OPTIONAL { ?article schema:datePublished ?published } }"""
    kept = {r["article"].value: r["article"] for r in store.select(sparql) if r["day"].value[:10] <= date.isoformat()}
    shared = Shared.read(store.quads(ENTITIES_GRAPH), store.quads(RUNS_GRAPH))
    copy.add(store.quads(ENTITIES_GRAPH))
    copy.add(store.quads(ONTOLOGY_GRAPH))
    taken_in = (kg("processedBy"), kg("ingestedAt"))
    copy.add(q for q in store.quads(RUNS_GRAPH) if q.predicate not in taken_in or q.subject.value in kept)
    events: list[Event] = []
    quads = []
    for iri, article in sorted(kept.items()):
        graph = list(store.quads(article))
        events += read_extraction(iri, graph, shared).events
        quads += graph
    copy.add(quads)
    copy.add(shortcut_quads(events))
    return copy
