"""Faults that no graph has by itself: a reference to what is nowhere, a shortcut that no event gives, a stray event."""

from __future__ import annotations

from collections.abc import Iterator

from kg.rdf import namespaces as ns
from kg.rdf import ontology
from kg.rdf.asking import QuadSource
from kg.rdf.fault import Fault
from kg.rdf.namespaces import ONTOLOGY_GRAPH, SHORTCUTS_GRAPH, STORE_NODE

_DANGLING = f"""
SELECT DISTINCT ?s ?p ?o {{
  GRAPH ?g {{ ?s ?p ?o }}
  FILTER(isIRI(?o) && STRSTARTS(STR(?o), "{ns.BASE}") && ?g != {ONTOLOGY_GRAPH})
  FILTER(NOT EXISTS {{ ?o ?q ?r }} || (STRSTARTS(STR(?o), "{ns.ENTITY}") && NOT EXISTS {{ ?o a ?class }}))
}}"""

_HOMELESS = "SELECT DISTINCT ?s { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"

_UNSUPPORTED = f"""
SELECT DISTINCT ?s ?p ?o {{
  GRAPH {SHORTCUTS_GRAPH} {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{
    ?type kg:shortcut ?p .
    ?event kg:eventType ?type ; kg:actor|kg:recipient|kg:actorCountry|kg:recipientCountry ?s , ?o ; kg:status ?status .
    FILTER(?status IN (kg:Asserted, kg:Historical))
  }}
}}"""

_STRAYED = "SELECT DISTINCT ?s ?a { GRAPH ?g { ?s kg:article ?a } FILTER(?g != ?a) }"


def across(store: QuadSource) -> Iterator[Fault]:
    """What is wrong between the graphs of a store, sorted.

    Args:
        store: What to check.
    """
    found = set()
    for s, p, o in store.select(_DANGLING):
        found.add(_fault(s, f"refers by {ns.compact(p.value)} to {ns.compact(o.value)}, of which nothing is said"))
    for s, p, o in store.select(_UNSUPPORTED):
        found.add(_fault(s, f"has a shortcut that no event gives: {ns.compact(p.value)} {ns.compact(o.value)}"))
    for s, a in store.select(_STRAYED):
        found.add(_fault(s, f"stands in another graph than that of its article, {ns.compact(a.value)}"))
    for (s,) in store.select(_HOMELESS):
        found.add(_fault(s, "stands in no graph that has a name"))
    found |= _ontology_faults(store)
    yield from sorted(found, key=lambda f: (f.event or "", f.node, f.message))


def _fault(node: object, message: str) -> Fault:
    iri = str(getattr(node, "value", node))
    return Fault(iri, message, event=ns.decode(iri, ns.EVENT) if iri.startswith(ns.EVENT) else None)


def _ontology_faults(store: QuadSource) -> set[Fault]:
    """Where the graph of the ontology is not the ontology."""
    stamps = {row["v"].value for row in store.select(f"SELECT ?v {{ {STORE_NODE} kg:vocabulary ?v }}")}
    if stamps != {ontology.fingerprint()}:
        return {_fault(STORE_NODE, "holds the ontology of another version of kg; the next build brings it up to date")}
    quads, found = set(store.quads(ONTOLOGY_GRAPH)), set()
    for quad in quads ^ set(ontology.vocabulary()):
        where = (
            "stands in the graph of the ontology and not in the ontology" if quad in quads else "is not in the graph"
        )
        found.add(_fault(quad.subject, f"{ns.compact(quad.predicate.value)}: {where}"))
    return found
