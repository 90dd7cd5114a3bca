"""From RDF back to articles and relations, and with :mod:`kg.rdf.columns` to events: the exact inverse of
:mod:`kg.rdf.mapping`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from kg.core.event import Event, Evidence
from kg.core.records import Article, Entity, Extraction, Relation
from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.asking import joined, placed, values
from kg.rdf.background import known_entity
from kg.rdf.columns import read_events

if TYPE_CHECKING:
    from kg.rdf.asking import QuadSource
    from kg.rdf.shared import Shared

#: subject -> predicate -> objects, all as plain strings (the value of an IRI, the lexical form of a literal).
Nodes = dict[str, dict[str, list[str]]]

# Articles read with one query.
_TOGETHER = 100

_PREDICATE = {v: k for k, v in t.RELATION_PROPERTY.items()}
_KG = {
    name: ns.KG + name
    for name in ("objectCapacity", "office", "outlet", "predicate", "since", "subjectCapacity", "until")
}


def index(quads: Iterable[Any]) -> dict[str, dict[str, list[str]]]:
    """Triples or quads by subject and predicate."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for q in quads:
        nodes[q.subject.value][q.predicate.value].append(q.object.value)
    return nodes


def read_extractions(store: QuadSource, articles: Sequence[NamedNode], shared: Shared) -> Iterator[Extraction]:
    """All that was read from some articles, in their order; events and relations as the text tells them."""
    for some in _batches(articles):
        events: dict[str, list[Event]] = defaultdict(list)
        for event in read_events(store, _of(some), shared):
            events[event.article].append(event)
        relations: dict[str | None, list[Relation]] = defaultdict(list)
        for relation in read_relations(store, some, shared):
            relations[relation.article].append(relation)
        for article in read_articles(store, some):
            yield Extraction(article, tuple(events[article.id]), tuple(relations[article.id]))


def read_relations(store: QuadSource, articles: Sequence[NamedNode], shared: Shared) -> Iterator[Relation]:
    """The relations that some articles state, in their order."""
    for some in _batches(articles):
        found: dict[str, list[Relation]] = {iri.value: [] for iri in some}
        for article, id_, predicate, subject, object_, office, since, until, *words in values(
            store, f"SELECT {_STATEMENT} {{ {joined(_of(some, 'statement'), _ALWAYS, _MAYBE)} }}"
        ):
            found[article].append(
                Relation(
                    subject=shared.capacities[subject],
                    predicate=_PREDICATE[predicate.removeprefix(ns.KG)],
                    object=shared.capacities[object_],
                    role=office,
                    start=_day(since),
                    end=_day(until),
                    article=id_,
                    evidence=None if words[0] is None else Evidence(*placed(*words[:3]), *placed(*words[3:])),
                )
            )
        for relations in found.values():
            yield from sorted(relations, key=_relation_key)


_STATEMENT = (
    "?a ?id ?predicate ?subject ?object ?office ?since ?until ?sentence ?start ?end ?word ?word_start ?word_end"
)
_ALWAYS = (
    "?statement a kg:Statement", "?statement kg:article ?a", "?a dcterms:identifier ?id",
    "?statement kg:predicate ?predicate", "?statement kg:subjectCapacity ?subject",
    "?statement kg:objectCapacity ?object",
)  # fmt: skip
_MAYBE = (
    "?statement kg:office ?office", "?statement kg:since ?since", "?statement kg:until ?until",
    "?statement kg:evidence ?passage . ?passage oa:start ?start ; oa:exact ?sentence OPTIONAL { ?passage oa:end ?end }",
    "?statement kg:trigger ?trigger . ?trigger oa:start ?word_start ; oa:exact ?word "
    "OPTIONAL { ?trigger oa:end ?word_end }",
)  # fmt: skip


def _batches(articles: Sequence[NamedNode]) -> Iterator[Sequence[NamedNode]]:
    for at in range(0, len(articles), _TOGETHER):
        yield articles[at : at + _TOGETHER]


def _of(articles: Iterable[NamedNode], what: str = "event") -> str:
    return f"{{ VALUES ?a {{ {' '.join(map(str, articles))} }} ?{what} kg:article ?a }}"


def read_known_relations(entities: Iterable[Any], background: Iterable[Any], shared: Shared) -> list[Relation]:
    """The relations that no article states: those of the graph of background, and of a knowledge base of the user's."""
    nodes = index(q for q in entities if q.subject.value.startswith(ns.RELATION))
    own = [_own(node, shared) for node in nodes.values() if _KG["subjectCapacity"] in node]
    return sorted([*own, *_background(index(background), shared)], key=_relation_key)


def _background(nodes: Nodes, shared: Shared) -> Iterator[Relation]:
    guises = {entity.id: entity for entity in shared.capacities.values()}

    def entity(iri: str) -> Entity:
        id_ = ns.decode(iri, ns.ENTITY)
        return known_entity(id_) or guises.get(id_) or Entity(id_, id_, "place")

    for iri, node in nodes.items():
        if iri.startswith(ns.RELATION):
            yield Relation(
                entity(node[t.MEMBER.value][0]),
                "holds_office" if _KG["office"] in node else "member_of",
                entity(node[t.ORGANIZATION.value][0]),
                _one(node, _KG["office"]),
                _day(_one(node, _KG["since"])),
                _day(_one(node, _KG["until"])),
            )
        for name, predicate in _PREDICATE.items():
            yield from (Relation(entity(iri), predicate, entity(to)) for to in node.get(ns.KG + name, ()))


def read_articles(store: QuadSource, articles: Sequence[NamedNode]) -> Iterator[Article]:
    """Some articles alone, in their order, each character as it was when it was written."""
    for some in _batches(articles):
        nodes: dict[str, dict[str, list[str]]] = {iri.value: defaultdict(list) for iri in some}
        values = " ".join(map(str, some))
        for a, p, o in store.select(f"SELECT ?a ?p ?o {{ VALUES ?a {{ {values} }} GRAPH ?a {{ ?a ?p ?o }} }}"):
            nodes[a.value][p.value].append(o.value)
        yield from map(read_article, nodes.values())


def read_article(node: Mapping[str, list[str]]) -> Article:
    """The article of its node."""
    return Article(
        id=node[t.IDENTIFIER.value][0],
        text=node[t.BODY.value][0],
        title=_one(node, t.HEADLINE.value),
        date=_day(_one(node, t.PUBLISHED.value)),
        source=_one(node, _KG["outlet"]),
        url=_one(node, t.URL.value),
    )


def _own(node: Mapping[str, list[str]], shared: Shared) -> Relation:
    """A relation that a knowledge base of the user's states."""
    return Relation(
        subject=shared.capacities[node[_KG["subjectCapacity"]][0]],
        predicate=_PREDICATE[node[_KG["predicate"]][0].removeprefix(ns.KG)],
        object=shared.capacities[node[_KG["objectCapacity"]][0]],
        role=_one(node, _KG["office"]),
        start=_day(_one(node, _KG["since"])),
        end=_day(_one(node, _KG["until"])),
    )


def _relation_key(relation: Relation) -> tuple[int, int, str, str, str, str]:
    where = relation.evidence
    return (
        *((where.start, where.trigger_start) if where else (-1, -1)),
        relation.subject.id,
        relation.predicate,
        relation.object.id,
        relation.role or "",
    )


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


def _one(node: Mapping[str, list[str]], predicate: str) -> str | None:
    values = node.get(predicate)
    return values[0] if values else None
