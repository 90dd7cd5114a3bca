"""rdflib as the face of the graph: its terms, graphs and prefixes."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox
from oxrdflib._converter import from_ox
from rdflib import XSD, Graph, Literal

from kg.core.markup import markup
from kg.rdf.namespaces import PREFIXES

# rdflib 7.6 warns of its own use of Dataset.default_context with every quad added.
warnings.filterwarnings("ignore", message=r".*Dataset\.default_context", category=DeprecationWarning)


def bind_prefixes(graph: Graph) -> None:
    """Bind our prefixes, so that queries and exports use them."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)


class Triples(Graph):
    """An rdflib graph that a notebook shows as a table."""

    def _repr_html_(self) -> str:
        manager = self.namespace_manager
        names = sorted(tuple(term.n3(manager) for term in triple) for triple in self)
        rows = [markup("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", *row) for row in names[:_MOST_SHOWN]]
        left = markup("<p>the first {} of {:,}</p>", _MOST_SHOWN, len(names)) if len(names) > _MOST_SHOWN else ""
        head = markup("<thead><tr><th>subject</th><th>predicate</th><th>object</th></tr></thead>")
        return str(markup("<b>{:,} triples</b><table>{}<tbody>{}</tbody></table>{}", len(names), head, rows, left))


_MOST_SHOWN = 60


def graph_of(triples: Iterable[ox.Triple | ox.Quad]) -> Triples:
    """Triples, or quads without their graph, as an rdflib graph with our prefixes."""
    graph = Triples()
    bind_prefixes(graph)
    for triple in triples:
        s, p, o = from_ox(triple.subject), from_ox(triple.predicate), plain(from_ox(triple.object))
        graph.add((s, p, o))  # type: ignore[arg-type]
    return graph


def plain(term: Any) -> Any:
    """A term, a string without its type.

    rdflib, against RDF 1.1, tells strings with the type xsd:string from those without, and parses files to the latter;
    so these are what one gets from every door.

    Example:
        >>> plain(Literal("a", datatype=XSD.string)) == Literal("a")
        True
    """
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term
