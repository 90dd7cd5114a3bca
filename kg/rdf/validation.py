"""The gate: what does not conform to ``shapes.ttl`` never reaches a store; and the check of whole stores by pySHACL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg.rdf import namespaces as ns
from kg.rdf import ontology, shapes
from kg.rdf.across import across
from kg.rdf.asking import QuadSource
from kg.rdf.fault import Fault
from kg.rdf.mapping import Mapped
from kg.rdf.namespaces import BACKGROUND_GRAPH, ENTITIES_GRAPH, ONTOLOGY_GRAPH, PREFIXES
from kg.rdf.terms import RDF_TYPE

if TYPE_CHECKING:
    import rdflib

# Articles, and quads of other graphs, that pySHACL sees together: enough to spread its fixed costs, few for memory.
_TOGETHER, _MANY = 200, 20_000


def gate(mapped: Mapped) -> list[Fault]:
    """What is wrong with a mapped article; empty if it conforms."""
    quads = [*mapped.quads, *mapped.shared]
    wrong = shapes.faults(quads)
    if not wrong:
        return []
    return _located([(str(node.value), text) for node, text in wrong], quads, mapped.extraction.article.id)


def validate(store: QuadSource, progress: Callable[[int, int], None] | None = None) -> Iterator[Fault]:
    """Check a whole store: every graph with pySHACL against ``shapes.ttl``, and what one graph says of another.

    Articles are checked some at a time, each with what it shares with others, in rdflib's memory store; then what
    stands in any other graph.  Constraints that are SPARQL queries are asked once for all nodes, of Oxigraph: pySHACL
    parses and asks them anew for every node.

    Args:
        store: What to check.
        progress: Called with the number of articles checked, and of all.

    Returns:
        The faults as they are found, sorted within each group of articles.
    """
    shared = by_subject(chain(store.quads(ENTITIES_GRAPH), store.quads(BACKGROUND_GRAPH)))
    articles = sorted({row["a"].value: row["a"] for row in store.select("SELECT ?a { ?a a kg:Article }")}.items())
    remaining, done = iter(articles), 0
    seen: set[Any] = set()
    while some := list(islice(remaining, _TOGETHER)):
        quads = [q for _, iri in some for q in store.quads(iri)]
        reached = list(reachable(quads, shared))
        seen.update(q.subject for q in reached)
        yield from _faults([*quads, *reached])
        done += len(some)
        if progress:
            progress(done, len(articles))
    yield from _elsewhere(store, {iri for iri, _ in articles}, shared, seen)
    yield from across(store)


def _faults(quads: list[Any]) -> list[Fault]:
    return _located(pyshacl_faults(quads, sparql=False) + sparql_faults(quads), quads, None)


def _elsewhere(store: QuadSource, articles: set[str], shared: dict[Any, list[Any]], seen: set[Any]) -> Iterator[Fault]:
    """The faults of what stands in no article's graph, and was not reached from one."""
    graphs = [row["g"] for row in store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")]
    waiting: list[Any] = []
    for graph in sorted((g for g in graphs if g.value not in articles and g != ONTOLOGY_GRAPH), key=str):
        common = graph in (ENTITIES_GRAPH, BACKGROUND_GRAPH)
        for node, quads in by_subject(store.quads(graph)).items():
            if not (common and node in seen):
                waiting += quads
            if len(waiting) > _MANY:
                yield from _faults(list({*waiting, *reachable(waiting, shared)}))
                waiting = []
    if waiting:
        yield from _faults(list({*waiting, *reachable(waiting, shared)}))


def pyshacl_faults(quads: Iterable[Any], sparql: bool = True) -> list[tuple[str, str]]:
    """What pySHACL finds wrong: (node, message), sorted.

    Args:
        quads: What to check.
        sparql: Check the constraints that are SPARQL queries too.
    """
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    from kg.rdf.face import graph_of

    needed = (ns.RDF + "type", ns.RDFS + "subClassOf")
    data = graph_of([*quads, *(q for q in ontology.vocabulary() if q.predicate.value in needed)])
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes_graph(sparql), inference="none", inplace=True)
    assert isinstance(report, rdflib.Graph)
    found = set()
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        message = min(map(str, report.objects(result, SH.resultMessage)), default="does not conform")
        found.add((str(report.value(result, SH.focusNode)), message))
    return sorted(found)


def sparql_faults(quads: Iterable[Any]) -> list[tuple[str, str]]:
    """What the SPARQL constraints of ``shapes.ttl`` find wrong: (node, message), sorted."""
    from rdflib.namespace import SH

    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    graph, found = _shapes_graph(True), set()
    for shape, constraint in graph.subject_objects(SH.sparql):
        query, message = str(graph.value(constraint, SH.select)), str(graph.value(constraint, SH.message))
        # $this is bound to one node by SHACL; left free, it gives every node that breaks the constraint.
        targets = set(_targets(store, graph, shape))
        rows = store.query(query, prefixes=PREFIXES)
        assert isinstance(rows, ox.QuerySolutions)
        found |= {(row["this"].value, message) for row in rows if row["this"] in targets}
    return sorted(found)


def _targets(store: ox.Store, shapes: rdflib.Graph, shape: Any) -> Iterator[Any]:
    """The nodes that a shape is for."""
    from rdflib.namespace import SH

    for class_ in shapes.objects(shape, SH.targetClass):
        yield from (q.subject for q in store.quads_for_pattern(None, RDF_TYPE, NamedNode(str(class_))))
    for link in shapes.objects(shape, SH.targetSubjectsOf):
        yield from (q.subject for q in store.quads_for_pattern(None, NamedNode(str(link)), None))
    for link in shapes.objects(shape, SH.targetObjectsOf):
        yield from (q.object for q in store.quads_for_pattern(None, NamedNode(str(link)), None))


def _located(faults: Iterable[tuple[str, str]], quads: Sequence[Any], article: str | None) -> list[Fault]:
    """Faults with their event, sentence and article, found by following the links backwards."""
    parents: dict[str, set[str]] = defaultdict(set)
    sentence: dict[str, str] = {}
    exact: dict[str, str] = {}
    articles: dict[str, str] = {}
    for q in quads:
        s, p, o = q.subject.value, q.predicate.value, q.object.value
        if p == ns.KG + "evidence":
            sentence[s] = o
        elif p == ns.OA + "exact":
            exact[s] = o
        elif p == ns.DCTERMS + "identifier":
            articles[s] = o
        if p not in (ns.KG + "article", ns.RDF + "type"):
            parents[o].add(s)
    found = set()
    for node, message in faults:
        event = _ancestor(node, parents)
        passage = sentence.get(event or "", "")
        home = event or node
        graph = next((q.graph_name.value for q in quads if q.subject.value == home and hasattr(q, "graph_name")), "")
        found.add(
            Fault(
                node,
                message,
                article or articles.get(graph),
                ns.decode(event, ns.EVENT) if event else None,
                exact.get(passage),
            )
        )
    return sorted(found, key=lambda f: (f.article or "", f.event or "", f.node, f.message))


def _ancestor(node: str, parents: dict[str, set[str]]) -> str | None:
    """The event that a node belongs to: the first, if several share it."""
    seen, level = {node}, {node}
    while level:
        events = sorted(n for n in level if n.startswith(ns.EVENT))
        if events:
            return events[0]
        level = {parent for n in level for parent in parents.get(n, ())} - seen
        seen |= level
    return None


def by_subject(quads: Iterable[Any]) -> dict[Any, list[Any]]:
    """Quads by what they are about."""
    index: dict[Any, list[Any]] = defaultdict(list)
    for quad in quads:
        index[quad.subject].append(quad)
    return index


def reachable(quads: Iterable[Any], entities: dict[Any, list[Any]]) -> Iterator[Any]:
    """What some quads refer to in the graph of entities."""
    seen, level = set(), {q.object for q in quads}
    while level:
        level = {node for node in level if node not in seen and node in entities}
        seen |= level
        following = set()
        for node in level:
            for quad in entities[node]:
                yield quad
                following.add(quad.object)
        level = following


@cache
def _shapes_graph(sparql: bool) -> rdflib.Graph:
    import rdflib
    from rdflib.namespace import SH

    graph = rdflib.Graph().parse(ontology.path("shapes.ttl"), format="turtle")
    if not sparql:
        graph.remove((None, SH.sparql, None))
    return graph
