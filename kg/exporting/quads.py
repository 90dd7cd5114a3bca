"""RDF: Turtle, and with a named graph per article TriG and N-Quads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import IO, Any

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg.exporting.base import Format, Graph, register
from kg.rdf.namespaces import ONTOLOGY_GRAPH, PREFIXES, SHARED_GRAPHS
from kg.store import Store


def graph_sections(store: Store) -> Iterator[tuple[NamedNode, list[Any]]]:
    """Every graph but the vocabulary, with its quads, all sorted."""
    names = sorted(row["g"].value for row in store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
    shared = {g.value for g in SHARED_GRAPHS}
    for name in sorted(names, key=lambda n: (n not in shared, n)):
        graph = NamedNode(name)
        if graph != ONTOLOGY_GRAPH:
            yield graph, sorted(store.quads(graph), key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))


def _write(format: ox.RdfFormat, graph: Graph, output: IO[bytes]) -> None:
    quads: Any = (quad for _, section in graph_sections(graph.store) for quad in section)
    if not format.supports_datasets:
        quads = (ox.Triple(q.subject, q.predicate, q.object) for q in quads)
    ox.serialize(quads, output, format, prefixes=None if format == ox.RdfFormat.N_QUADS else PREFIXES)


register(Format("turtle", "RDF, one graph", partial(_write, ox.RdfFormat.TURTLE)))
register(Format("trig", "RDF, a named graph per article", partial(_write, ox.RdfFormat.TRIG)))
register(
    Format("nquads", "RDF, a named graph per article, one statement a line", partial(_write, ox.RdfFormat.N_QUADS))
)
