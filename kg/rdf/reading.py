"""From RDF back to articles, events and relations: the exact inverse of :mod:`kg.rdf.mapping`."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from kg.core.event import UNNAMED, Event, Evidence, Loss, Participant, Period, Place, Source
from kg.core.plover import Basis, Context, EventType, Precision, Status
from kg.core.records import Article, Entity, Extraction, Relation
from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.description import known_entity
from kg.rdf.ordering import context_key, participant_key, reordered

if TYPE_CHECKING:
    from kg.rdf.source import QuadSource

#: subject -> predicate -> objects, all as plain strings (the value of an IRI, the lexical form of a literal).
Nodes = dict[str, dict[str, list[str]]]

# Articles read with one query.
_TOGETHER = 100
_SKIP = ", ".join(
    ["rdf:type"]
    + [f"kg:{n}" for n in ("article", "actor", "recipient", "actorCountry", "recipientCountry")]
    + [f"kg:{n}" for n in ("ploverCode", "contentHash", "day")]
)

_POINT = re.compile(r"POINT\((\S+) (\S+)\)")
_PREDICATE = {v: k for k, v in t.RELATION_PROPERTY.items()}
_PRECISION = {unit.value: precision for precision, unit in t.PRECISION_UNIT.items()}
_KG = {
    name: ns.KG + name
    for name in (
        "actorMention", "article", "casualty", "concept", "confidence", "context", "country", "dateBasis",
        "dateConfidence", "datePrecision", "describes", "entity", "eventType", "evidence", "extractor",
        "high", "inCapacity", "inCountry", "isTotal", "kind", "lossKind", "low", "mode", "objectCapacity", "office",
        "outlet", "placeCertain", "placeConfidence", "placeKind", "predicate", "recipientMention", "region",
        "reportedBy", "rule", "sector", "sequence", "since", "sourceMention", "status", "subjectCapacity", "theme",
        "trigger", "until", "verb", "wikidata",
    )
}  # fmt: skip


def index(quads: Iterable[Any]) -> dict[str, dict[str, list[str]]]:
    """Triples or quads by subject and predicate."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for q in quads:
        nodes[q.subject.value][q.predicate.value].append(q.object.value)
    return nodes


@dataclass(slots=True)
class Shared:
    """What articles share, read once: capacities, places, sources, and which extractor read which article."""

    capacities: dict[str, Entity] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    extractors: dict[str, str] = field(default_factory=dict)
    extractor: str | None = None

    def extractor_of(self, article: str) -> str:
        """The extractor of the run that read an article, by its IRI."""
        # One without a mark was being written to a remote store when the writer was stopped.
        return self.extractor or self.extractors.get(article, "")

    @classmethod
    def read(cls, entities: Iterable[Any], runs: Iterable[Any]) -> Shared:
        """Read the graph of entities and the graph of runs."""
        shared = cls()
        nodes = index(entities)
        label, pref, geometry, wkt = t.LABEL.value, t.PREF_LABEL.value, t.GEOMETRY.value, t.AS_WKT.value
        for iri, node in nodes.items():
            if iri.startswith(ns.CAPACITY):
                country = _one(node, _KG["country"])
                shared.capacities[iri] = Entity(
                    id=ns.decode(node[_KG["entity"]][0], ns.ENTITY),
                    name=node[label][0],
                    kind=node[_KG["kind"]][0],
                    country=None if country is None else ns.decode(country, ns.ENTITY),
                    sector=_one(node, _KG["sector"]),
                    wikidata=_one(node, _KG["wikidata"]),
                )
            elif iri.startswith(ns.PLACE) and pref in node:
                country = _one(node, _KG["inCountry"])
                lat = lon = None
                if geometry in node and (point := _POINT.match(nodes[node[geometry][0]][wkt][0])):
                    lon, lat = float(point[1]), float(point[2])
                code = None if country is None else ns.decode(country, ns.ENTITY)
                kind, region = _one(node, _KG["placeKind"]), _one(node, _KG["region"])
                shared.places[iri] = Place(node[pref][0], code, lat, lon, kind, region)
            elif iri.startswith(ns.SOURCE):
                country = _one(node, _KG["country"])
                code = None if country is None else ns.decode(country, ns.ENTITY)
                shared.sources[iri] = Source(node[_KG["kind"]][0], None, node[pref][0], code)
        shared._read_runs(index(runs))
        return shared

    def _read_runs(self, nodes: Nodes) -> None:
        names = {iri: node[_KG["extractor"]][0] for iri, node in nodes.items() if _KG["extractor"] in node}
        if len(set(names.values())) == 1:  # as it nearly always is: not to be kept for each of a million articles
            self.extractor = next(iter(names.values()))
        else:
            by = t.PROCESSED_BY.value
            self.extractors = {iri: names[node[by][0]] for iri, node in nodes.items() if by in node}


def read_extractions(store: QuadSource, articles: Sequence[NamedNode], shared: Shared) -> Iterator[Extraction]:
    """All that was read from some articles, in their order.

    Graphs are asked for many at a time, and without what the way back does not need: reading a term costs more than
    anything that is done with it.
    """
    for at in range(0, len(articles), _TOGETHER):
        some = articles[at : at + _TOGETHER]
        graphs: dict[str, Nodes] = {iri.value: defaultdict(lambda: defaultdict(list)) for iri in some}
        values = " ".join(map(str, some))
        sparql = (
            f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o FILTER(?p NOT IN ({_SKIP})) }} }}"
        )
        for g, s, p, o in store.select(sparql):
            graphs[g.value][s.value][p.value].append(o.value)
        for iri, nodes in graphs.items():
            yield _extraction(iri, nodes, shared)


def read_extraction(article_iri: str, quads: Iterable[Any], shared: Shared) -> Extraction:
    """All that was read from one article, from the article's graph.

    Events come in the text's order, relations too.

    Raises:
        KeyError: The graph does not describe an article.
    """
    return _extraction(article_iri, index(quads), shared)


def _extraction(article_iri: str, nodes: Nodes, shared: Shared) -> Extraction:
    article = read_article(nodes[article_iri])
    events = [
        _event(iri, node, nodes, shared, article, article_iri)
        for iri, node in nodes.items()
        if iri.startswith(ns.EVENT)
    ]
    relations = [_relation(node, nodes, shared, article) for iri, node in nodes.items() if iri.startswith(ns.RELATION)]
    events.sort(key=event_key)
    relations.sort(key=_relation_key)
    return Extraction(article, tuple(events), tuple(relations))


def read_known_relations(entities: Iterable[Any], background: Iterable[Any], shared: Shared) -> list[Relation]:
    """The relations that no article states: those of the graph of background, and of a knowledge base of the user's."""
    nodes = index(q for q in entities if q.subject.value.startswith(ns.RELATION))
    own = [_relation(node, nodes, shared, None) for node in nodes.values() if _KG["subjectCapacity"] in node]
    return sorted([*own, *_background(index(background), shared)], key=_relation_key)


def _background(nodes: Nodes, shared: Shared) -> Iterator[Relation]:
    guises = {entity.id: entity for entity in shared.capacities.values()}

    def entity(iri: str) -> Entity:
        id_ = ns.decode(iri, ns.ENTITY)
        return known_entity(id_) or guises.get(id_) or Entity(id_, id_, "place")

    for iri, node in nodes.items():
        if iri.startswith(ns.RELATION):
            since, until = _one(node, _KG["since"]), _one(node, _KG["until"])
            yield Relation(
                entity(node[t.MEMBER.value][0]),
                "holds_office" if _KG["office"] in node else "member_of",
                entity(node[t.ORGANIZATION.value][0]),
                _one(node, _KG["office"]),
                None if since is None else dt.date.fromisoformat(since),
                None if until is None else dt.date.fromisoformat(until),
            )
        for name, predicate in _PREDICATE.items():
            yield from (Relation(entity(iri), predicate, entity(to)) for to in node.get(ns.KG + name, ()))


def read_articles(store: QuadSource, articles: Sequence[NamedNode]) -> Iterator[Article]:
    """Some articles alone, in their order, each character as it was when it was written."""
    for at in range(0, len(articles), _TOGETHER):
        some = articles[at : at + _TOGETHER]
        nodes: dict[str, dict[str, list[str]]] = {iri.value: defaultdict(list) for iri in some}
        values = " ".join(map(str, some))
        for a, p, o in store.select(f"SELECT ?a ?p ?o {{ VALUES ?a {{ {values} }} GRAPH ?a {{ ?a ?p ?o }} }}"):
            nodes[a.value][p.value].append(o.value)
        yield from map(read_article, nodes.values())


def read_article(node: Mapping[str, list[str]]) -> Article:
    """The article of its node."""
    date = _one(node, t.PUBLISHED.value)
    return Article(
        id=node[t.IDENTIFIER.value][0],
        text=node[t.BODY.value][0],
        title=_one(node, t.HEADLINE.value),
        date=None if date is None else dt.date.fromisoformat(date),
        source=_one(node, _KG["outlet"]),
        url=_one(node, t.URL.value),
    )


def event_key(event: Event) -> tuple[int, int, str]:
    """The order of an article's events: as the text tells them."""
    return (event.evidence.start, event.evidence.trigger_start, event.id)


def _event(
    iri: str, node: Mapping[str, list[str]], nodes: Nodes, shared: Shared, article: Article, article_iri: str
) -> Event:
    type_ = EventType(node[_KG["eventType"]][0].removeprefix(ns.PLOVER))
    mode = _one(node, _KG["mode"])
    concept = _one(node, _KG["concept"])
    extractor = _one(node, _KG["extractor"]) or shared.extractor_of(article_iri)
    order = (_one(node, _KG["sequence"]) or "||").split("|")
    actors, recipients = (
        reordered(sorted((_participant(nodes[i], nodes, shared) for i in node.get(p, ())), key=participant_key), o)
        for p, o in ((_KG["actorMention"], order[0]), (_KG["recipientMention"], order[1]))
    )
    contexts = sorted((Context(c.removeprefix(ns.PLOVER)) for c in node.get(_KG["context"], ())), key=context_key)
    return Event(
        article=article.id,
        type=type_,
        actors=actors,
        evidence=_evidence(node, nodes),
        recipients=recipients,
        mode=None if mode is None else ns.decode(mode, f"{ns.PLOVER}{type_}-"),
        contexts=reordered(contexts, order[2]),
        theme=_one(node, _KG["theme"]),
        concept=None if concept is None else ns.decode(concept, ns.CONCEPT),
        status=Status(node[_KG["status"]][0].removeprefix(ns.KG).lower()),
        reported_by=_source(node, nodes, shared),
        casualties=tuple(_loss(nodes[loss]) for loss in node.get(_KG["casualty"], ())),
        date=_date(node),
        place=_place(node, shared),
        confidence=float(node[_KG["confidence"]][0]),
        confidence_date=_number(node, _KG["dateConfidence"]),
        confidence_place=_number(node, _KG["placeConfidence"]),
        extractor=extractor,
        published=article.date,
        source=article.source,
        url=article.url,
        verb=_one(node, _KG["verb"]),
        rule=_one(node, _KG["rule"]),
        id=ns.decode(iri, ns.EVENT),
    )


def _relation(node: Mapping[str, list[str]], nodes: Nodes, shared: Shared, article: Article | None) -> Relation:
    start, end = _one(node, _KG["since"]), _one(node, _KG["until"])
    return Relation(
        subject=shared.capacities[node[_KG["subjectCapacity"]][0]],
        predicate=_PREDICATE[node[_KG["predicate"]][0].removeprefix(ns.KG)],
        object=shared.capacities[node[_KG["objectCapacity"]][0]],
        role=_one(node, _KG["office"]),
        start=None if start is None else dt.date.fromisoformat(start),
        end=None if end is None else dt.date.fromisoformat(end),
        article=article.id if article else None,
        evidence=_evidence(node, nodes) if _KG["evidence"] in node else None,
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


def _participant(node: Mapping[str, list[str]], nodes: Nodes, shared: Shared) -> Participant:
    start, end, text = _words(node)
    capacity, whom = _one(node, _KG["inCapacity"]), _one(node, _KG["describes"])
    if capacity is None and whom is not None:
        who = nodes[whom]
        country = _one(who, _KG["country"])
        code = None if country is None else ns.decode(country, ns.ENTITY)
        name, kind = who[t.PREF_LABEL.value][0], _one(who, _KG["kind"]) or UNNAMED
        return Participant(None, name, kind, code, _one(who, _KG["sector"]), text, start, end)
    e = shared.capacities[node[_KG["inCapacity"]][0]]
    return Participant(e.id, e.name, e.kind, e.country, e.sector, text, start, end)


def _source(node: Mapping[str, list[str]], nodes: Nodes, shared: Shared) -> Source | None:
    source = _one(node, _KG["reportedBy"])
    if source is None:
        return None
    words = _one(node, _KG["sourceMention"])
    if words is None:
        return shared.sources[source]
    start, end, text = _words(nodes[words])
    capacity = _one(nodes[words], _KG["inCapacity"])
    if capacity is None:
        return replace(shared.sources[source], text=text, start=start, end=end)
    e = shared.capacities[capacity]
    return Source(e.kind, e.id, e.name, e.country, text, start, end)


def _loss(node: Mapping[str, list[str]]) -> Loss:
    start, end, text = _words(node)
    low, high = (int(node[_KG[name]][0]) for name in ("low", "high"))
    return Loss(node[_KG["lossKind"]][0], low, high, node[_KG["isTotal"]][0] == "true", text, start, end)


def _date(node: Mapping[str, list[str]]) -> Period | None:
    begin, end, precision = (_one(node, p) for p in (t.BEGIN.value, t.END.value, _KG["datePrecision"]))
    if begin is None:
        return None
    return Period(
        dt.date.fromisoformat(begin),
        dt.date.fromisoformat(end or begin),
        _PRECISION[precision] if precision else Precision.DAY,
        Basis(node[_KG["dateBasis"]][0]),
    )


def _place(node: Mapping[str, list[str]], shared: Shared) -> Place | None:
    iri = _one(node, t.HAS_PLACE.value)
    if iri is None:
        return None
    certain = _one(node, _KG["placeCertain"])
    return shared.places[iri] if certain is None else replace(shared.places[iri], certain=certain == "true")


def _number(node: Mapping[str, list[str]], predicate: str) -> float | None:
    value = _one(node, predicate)
    return None if value is None else float(value)


def _evidence(node: Mapping[str, list[str]], nodes: Nodes) -> Evidence:
    start, end, sentence = _words(nodes[node[_KG["evidence"]][0]])
    trigger_start, trigger_end, trigger = _words(nodes[node[_KG["trigger"]][0]])
    return Evidence(sentence, start, end, trigger, trigger_start, trigger_end)


def _words(node: Mapping[str, list[str]]) -> tuple[int, int, str]:
    start, words, end = int(node[t.START.value][0]), node[t.EXACT.value][0], _one(node, t.STOP.value)
    return start, start + len(words) if end is None else int(end), words


def _one(node: Mapping[str, list[str]], predicate: str) -> str | None:
    values = node.get(predicate)
    return values[0] if values else None
