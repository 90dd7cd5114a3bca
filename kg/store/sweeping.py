"""Takes out of a store what articles that are gone have left behind, in one look at all of it.

:mod:`kg.store.removal` asks of each thing that an article has whether another article needs it; where a store is large
and many articles go, that takes longer than to look at all that is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg.rdf import namespaces as ns
from kg.rdf.columns import read_events
from kg.rdf.namespaces import ENTITIES_GRAPH, SHORTCUTS_GRAPH
from kg.rdf.shortcuts import shortcuts
from kg.store.base import Store
from kg.store.removal import SHARED


def sweep(store: Store) -> None:
    """Remove the shared nodes and shortcuts that no article needs.

    Idempotent: what a run that is killed in it leaves, the next takes.

    Args:
        store: Open to write.
    """
    if gone := [*_unsupported_shortcuts(store), *_orphans(store)]:
        store.remove(gone)


def _unsupported_shortcuts(store: Store) -> list[Quad]:
    given = {(s.value, p.value, o.value) for event in read_events(store) for s, p, o in shortcuts(event)}
    there = store.quads(SHORTCUTS_GRAPH)
    return [q for q in there if (q.subject.value, q.predicate.value, q.object.value) not in given]


def _orphans(store: Store) -> list[Quad]:
    """What is said of shared nodes that no article refers to, nor any node that an article refers to."""
    about: dict[str, list[Quad]] = defaultdict(list)
    for quad in store.quads(ENTITIES_GRAPH):
        about[quad.subject.value].append(quad)
    sparql = f"""
        SELECT DISTINCT ?node {{
          GRAPH {ENTITIES_GRAPH} {{ ?node a ?class }}
          FILTER NOT EXISTS {{ GRAPH ?graph {{ ?any ?link ?node }} FILTER(?graph != {ENTITIES_GRAPH}) }}
        }}"""
    loose = {row["node"].value for row in store.select(sparql) if row["node"].value.startswith(SHARED)}
    kept = _reachable([node for node in about if node.startswith((*SHARED, ns.ENTITY)) and node not in loose], about)
    return [quad for node, quads in about.items() if node.startswith(SHARED) and node not in kept for quad in quads]


def _reachable(nodes: Iterable[str], about: dict[str, list[Quad]]) -> set[str]:
    found: set[str] = set()
    level = set(nodes)
    while level:
        found |= level
        level = {
            quad.object.value
            for node in level
            for quad in about.get(node, ())
            if isinstance(quad.object, NamedNode) and quad.object.value in about
        } - found
    return found
