"""The graph as it was on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kg.rdf.columns import read_events
from kg.rdf.namespaces import BACKGROUND_GRAPH, ENTITIES_GRAPH, ONTOLOGY_GRAPH, RUNS_GRAPH, SHARED_GRAPHS, kg
from kg.rdf.shortcuts import shortcut_quads
from kg.store import OxigraphStore, Store

# What articles share is copied whole.
_WHOLE = (ENTITIES_GRAPH, BACKGROUND_GRAPH, ONTOLOGY_GRAPH)


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
    taken_in = (kg("processedBy"), kg("ingestedAt"))

    def belongs(quad: Any) -> bool:
        if quad.graph_name == RUNS_GRAPH:
            return quad.predicate not in taken_in or quad.subject.value in kept
        return quad.graph_name in _WHOLE or quad.graph_name.value in kept

    # Reading graph by graph costs more for each, but leaves out the rest.
    total = next(int(row["n"].value) for row in store.select("SELECT (COUNT(?a) AS ?n) { ?a a kg:Article }"))
    graphs = (*_WHOLE, RUNS_GRAPH, *kept.values())
    source = store.quads() if 2 * len(kept) > total else (q for graph in graphs for q in store.quads(graph))
    copy.replace(SHARED_GRAPHS, filter(belongs, source))
    copy.add(shortcut_quads(list(read_events(copy))))
    return copy
