"""The graph as the standards write it out: evidence in the full form of Web Annotation, supertypes stated, runs named.

A store says each thing once and leaves out what follows (:mod:`kg.rdf.mapping`); who reads an export may know the W3C's
vocabularies and neither our ontology nor how to reason over it.  So Turtle and JSON-LD say it all::

    passage:5c2e-0-78 oa:start 0 ; oa:exact "President Putin received …" .

becomes also::

    annotation:1f0c a oa:Annotation ; oa:hasBody event:1f0c ; oa:hasTarget passage:5c2e-0-78 .
    passage:5c2e-0-78 a oa:SpecificResource ; oa:hasSource article:5c2e ; oa:hasSelector selector:5c2e-0-78 .
    selector:5c2e-0-78 a oa:TextPositionSelector , oa:TextQuoteSelector ;
        oa:start 0 ; oa:end 78 ; oa:exact "President Putin received …" .

What is added is sound on its own and takes nothing away: without it the graph is that of the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple

from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.namespaces import ENTITIES_GRAPH, RUNS_GRAPH, kg
from kg.store import Store


def _oa(name: str) -> NamedNode:
    return NamedNode(ns.OA + name)


_EVENT, _ACTORS = kg("Event"), (kg("actor"), kg("recipient"))
_DERIVED = tuple(map(kg, ("evidence", "trigger", "actorMention", "recipientMention", "sourceMention")))
_SEM_EVENT, _HAS_ACTOR = NamedNode(ns.SEM + "Event"), NamedNode(ns.SEM + "hasActor")
_DERIVED_FROM = NamedNode(ns.PROV + "wasDerivedFrom")

_Said = Mapping[NamedNode, list[Any]]


class Expansion:
    """Writes out what follows from what a store says of its articles.

    Args:
        store: Asked once, for the run that read each article and for whom each capacity is one of.
    """

    def __init__(self, store: Store) -> None:
        runs = store.select(f"SELECT ?a ?run {{ GRAPH {RUNS_GRAPH} {{ ?a kg:processedBy ?run }} }}")
        self._runs: dict[str, NamedNode] = {row["a"].value: row["run"] for row in runs}
        whose = store.select(f"SELECT ?c ?e {{ GRAPH {ENTITIES_GRAPH} {{ ?c kg:entity ?e }} }}")
        self._entities: dict[str, NamedNode] = {row["c"].value: row["e"] for row in whose}

    def of(self, graph: NamedNode, quads: list[Any]) -> list[Any]:
        """The quads of a graph with what follows from them, sorted; those of no article's graph as they were."""
        if not graph.value.startswith(ns.ARTICLE):
            return quads
        added = (Quad(new.subject, new.predicate, new.object, graph) for new in self._added(graph, quads))
        return sorted({*quads, *added}, key=order)

    def _added(self, graph: NamedNode, quads: list[Any]) -> Iterator[Triple]:
        about: dict[NamedNode, dict[NamedNode, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            about[quad.subject][quad.predicate].append(quad.object)
        for node, said in about.items():
            if t.START in said:
                yield from _passage(graph, node, said)
                yield from self._mention(node, said)
            if _EVENT in said.get(t.RDF_TYPE, ()):
                yield from _event(node, said)
                if graph.value in self._runs:
                    yield Triple(node, t.GENERATED_BY, self._runs[graph.value])

    def _mention(self, node: NamedNode, said: _Said) -> Iterator[Triple]:
        whom = [*said.get(kg("describes"), ()), *(self._entities.get(c.value) for c in said.get(kg("inCapacity"), ()))]
        for somebody in filter(None, whom):
            yield from _annotation(node.value.removeprefix(ns.MENTION), somebody, node, "identifying")


def order(quad: Any) -> tuple[str, str, str]:
    """The order in which an export has the statements of a graph."""
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _passage(graph: NamedNode, node: NamedNode, said: _Said) -> Iterator[Triple]:
    selector = NamedNode(ns.SELECTOR + node.value.rpartition("/")[2])
    yield Triple(node, t.RDF_TYPE, _oa("SpecificResource"))
    yield Triple(node, _oa("hasSource"), graph)
    yield Triple(node, _oa("hasSelector"), selector)
    yield Triple(selector, t.RDF_TYPE, _oa("TextPositionSelector"))
    ends = [*said.get(t.STOP, ())]  # which is there where the words are kept back
    for start in said[t.START]:
        yield Triple(selector, t.START, start)
        ends += [t.integer_literal(int(start.value) + len(words.value)) for words in said.get(t.EXACT, ())]
    yield from (Triple(selector, t.STOP, end) for end in ends)
    for words in said.get(t.EXACT, ()):
        yield Triple(selector, t.RDF_TYPE, _oa("TextQuoteSelector"))
        yield Triple(selector, t.EXACT, words)


def _event(node: NamedNode, said: _Said) -> Iterator[Triple]:
    yield Triple(node, t.RDF_TYPE, _SEM_EVENT)
    yield from (Triple(node, _HAS_ACTOR, who) for side in _ACTORS for who in said.get(side, ()))
    yield from (Triple(node, _DERIVED_FROM, passage) for link in _DERIVED for passage in said.get(link, ()))
    for sentence in said.get(kg("evidence"), ()):
        yield from _annotation(node.value.removeprefix(ns.EVENT), node, sentence, "classifying")


def _annotation(name: str, body: NamedNode, target: NamedNode, why: str) -> Iterator[Triple]:
    node = NamedNode(ns.ANNOTATION + name)
    yield Triple(node, t.RDF_TYPE, _oa("Annotation"))
    yield Triple(node, _oa("motivatedBy"), _oa(why))
    yield Triple(node, _oa("hasBody"), body)
    yield Triple(node, _oa("hasTarget"), target)
