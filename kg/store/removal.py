"""Takes articles out of a store, with whatever stood there for their sake alone, in one step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pyoxigraph import NamedNode, Quad

from kg.rdf import namespaces as ns
from kg.rdf.columns import read_events
from kg.rdf.namespaces import ENTITIES_GRAPH, RUNS_GRAPH
from kg.rdf.shortcuts import shortcut_quads, shortcuts
from kg.store import Store
from kg.store.sparql import data

# What articles share and nobody else speaks for.
_SHARED = (ns.CAPACITY, ns.PLACE, ns.SOURCE, ns.CONCEPT)

#: The same, and the relations of the knowledge base, which refer to some of it.
SHARED = (*_SHARED, ns.RELATION)


def remove_articles(store: Store, articles: Sequence[NamedNode]) -> None:
    """Remove articles: their graphs, their marks, and the shared nodes and shortcuts that no other article needs.

    What is to go is found out first; then it all goes in one update, so that a run that is killed leaves the articles
    either there or gone.

    Args:
        store: Open to write.
        articles: Their IRIs; those that are not in the store do no harm.

    Raises:
        StoreError: The store cannot be written.
    """
    gone = _sorted(articles)
    _drop(store, gone, [*_unsupported_shortcuts(store, gone), *_orphans(store, gone)] if gone else [])


def drop_articles(store: Store, articles: Sequence[NamedNode]) -> None:
    """Remove articles, and leave what they share with others to :func:`kg.store.sweeping.sweep`; else as above."""
    _drop(store, _sorted(articles))


def _sorted(articles: Sequence[NamedNode]) -> list[NamedNode]:
    return sorted({a.value: a for a in articles}.values(), key=lambda a: a.value)


def _drop(store: Store, gone: Sequence[NamedNode], more: Sequence[Quad] = ()) -> None:
    if not gone:
        return
    quads = [*_marks(store, gone), *more]
    drops = " ;\n".join(f"DROP SILENT GRAPH {a}" for a in gone)
    store.update(f"DELETE DATA {{ {data(quads)} }} ;\n{drops}" if quads else drops)


def _marks(store: Store, gone: Sequence[NamedNode]) -> Iterator[Quad]:
    values = " ".join(map(str, gone))
    sparql = f"SELECT ?a ?p ?o {{ VALUES ?a {{ {values} }} GRAPH {RUNS_GRAPH} {{ ?a ?p ?o }} }}"
    for a, p, o in store.select(sparql):
        yield Quad(a, p, o, RUNS_GRAPH)


def _unsupported_shortcuts(store: Store, gone: Sequence[NamedNode]) -> list[Quad]:
    events = read_events(store, f"VALUES ?a {{ {' '.join(map(str, gone))} }} ?event kg:article ?a")
    return [quad for quad in shortcut_quads(events) if not _supported(store, quad, gone)]


def _supported(store: Store, quad: Quad, gone: Sequence[NamedNode]) -> bool:
    """Whether an event of an article that stays gives a shortcut."""
    wanted = (quad.subject, quad.predicate, quad.object)
    which = f"""
        ?type kg:shortcut {quad.predicate} .
        ?one kg:inCapacity/(kg:entity|kg:country) {quad.subject} .
        ?other kg:inCapacity/(kg:entity|kg:country) {quad.object} .
        ?event kg:actorMention|kg:recipientMention ?one, ?other ; kg:eventType ?type ; kg:article ?a
        FILTER(?a NOT IN ({", ".join(map(str, gone))}))"""
    return any(wanted == found for event in read_events(store, which) for found in shortcuts(event))


def _orphans(store: Store, gone: Sequence[NamedNode]) -> list[Quad]:
    """The shared nodes that only these articles refer to: relations, then what relations and mentions refer to."""
    objects: dict[str, Any] = {}
    for (node,) in store.select(
        f"SELECT DISTINCT ?o {{ VALUES ?a {{ {' '.join(map(str, gone))} }} GRAPH ?a {{ ?s ?p ?o }} FILTER(isIRI(?o)) }}"
    ):
        objects[node.value] = node
    without = list(gone)
    relations = [
        n for v, n in sorted(objects.items()) if v.startswith(ns.RELATION) and not _referred_to(store, n, without)
    ]
    quads = [quad for node in relations for quad in _about(store, node)]
    for quad in quads:
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(ns.CAPACITY):
            objects[quad.object.value] = quad.object
    for value, node in sorted(objects.items()):
        if value.startswith(_SHARED) and not _referred_to(store, node, without, relations):
            found = _about(store, node)
            quads += found
            geometry = NamedNode(f"{value}#geometry")
            if any(quad.object == geometry for quad in found):
                quads += _about(store, geometry)
    return quads


def _referred_to(store: Store, node: NamedNode, without: Sequence[NamedNode], nor: Sequence[NamedNode] = ()) -> bool:
    """Whether anything refers to a node, but for some graphs and some nodes of the graph of entities."""
    subjects = f" && ?s NOT IN ({', '.join(map(str, nor))})" if nor else ""
    sparql = f"ASK {{ GRAPH ?g {{ ?s ?p {node} }} FILTER(?g NOT IN ({', '.join(map(str, without))}){subjects}) }}"
    return bool(store.query(sparql))


def _about(store: Store, node: NamedNode) -> list[Quad]:
    rows = store.select(f"SELECT ?p ?o {{ GRAPH {ENTITIES_GRAPH} {{ {node} ?p ?o }} }}")
    return [Quad(node, p, o, ENTITIES_GRAPH) for p, o in rows]
