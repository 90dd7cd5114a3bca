"""RDF: Turtle, and with a named graph per article TriG and N-Quads.

TriG and N-Quads are the store as it is, to be loaded into another one; Turtle is for whoever reads it, with the
evidence written out in full (:mod:`kg.exporting.expansion`).  All carry the ontology, without which no query finds a
label.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import IO, Any

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg.exporting.base import Format, Graph, register
from kg.exporting.expansion import Expansion, order
from kg.rdf.namespaces import PREFIXES, SHARED_GRAPHS
from kg.store import Store


def graph_sections(store: Store, full: bool = False) -> Iterator[tuple[NamedNode, list[Any]]]:
    """Every graph, those that articles share first, with its quads, all sorted.

    Args:
        store: What is written.
        full: Whether with all that follows from it, as :class:`kg.exporting.expansion.Expansion` has it.
    """
    names = sorted(row["g"].value for row in store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
    shared = {g.value for g in SHARED_GRAPHS}
    expansion = Expansion(store) if full else None
    for name in sorted(names, key=lambda n: (n not in shared, n)):
        graph = NamedNode(name)
        quads = sorted(store.quads(graph), key=order)
        yield graph, expansion.of(graph, quads) if expansion else quads


def _write(format: ox.RdfFormat, graph: Graph, output: IO[bytes]) -> None:
    one = not format.supports_datasets
    quads: Any = (quad for _, section in graph_sections(graph.store, full=one) for quad in section)
    if one:
        quads = (ox.Triple(q.subject, q.predicate, q.object) for q in quads)
    ox.serialize(quads, output, format, prefixes=None if format == ox.RdfFormat.N_QUADS else PREFIXES)


register(Format("turtle", "RDF, one graph, the evidence as Web Annotation", partial(_write, ox.RdfFormat.TURTLE)))
register(Format("trig", "RDF, a named graph per article", partial(_write, ox.RdfFormat.TRIG)))
register(
    Format("nquads", "RDF, a named graph per article, one statement a line", partial(_write, ox.RdfFormat.N_QUADS))
)
