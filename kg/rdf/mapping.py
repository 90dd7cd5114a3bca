"""From what was read in an article to RDF.  :mod:`kg.rdf.reading` is the way back, and nothing is lost between them.

An article's events, its mentions and their evidence go to the article's own named graph; so an article that changed is
replaced by replacing a graph.  What articles share (entities, places, sources, concepts) goes to one common graph.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.records import Article, Entity, Event, Extraction, Participant, Place, Relation
from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.namespaces import ENTITIES_GRAPH, kg, plover
from kg.rdf.ordering import sequence_of


@dataclass(slots=True)
class Mapped:
    """An extraction as RDF.

    Attributes:
        article: The IRI of the article and of its graph.
        quads: The article's own graph.
        shared: Capacities, places, sources and concepts, in the graph of entities.
        entities: Whom the article speaks of, for the description of each (:func:`describe`).
        extraction: What it was made from, with the article's date, source and url on every event.
    """

    article: NamedNode
    extraction: Extraction
    quads: list[Quad] = field(default_factory=list)
    shared: list[Any] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)


def map_extraction(extraction: Extraction, run: NamedNode, extractor: str) -> Mapped:
    """The RDF of all that was read from one article.

    An event's ``published``, ``source`` and ``url`` are those of its article, whatever the event says.  Of events with
    the same id the first counts.

    Args:
        extraction: The article with its events and relations.
        run: The IRI of the run that read it (:func:`run_quads`).
        extractor: The run's extractor; an event that names another one says so itself.

    Raises:
        ValueError: A text holds a lone surrogate, which no RDF literal can, or a relation's predicate is unknown.
    """
    article = extraction.article
    events = tuple(
        {
            e.id: replace(e, article=article.id, published=article.date, source=article.source, url=article.url)
            for e in reversed(extraction.events)
        }.values()
    )[::-1]
    iri = ns.article_iri(article.id)
    mapped = Mapped(iri, replace(extraction, events=events))
    writer = _ArticleWriter(mapped, run, extractor)
    writer.article(article)
    for event in events:
        writer.event(event)
    for relation in extraction.relations:
        writer.relation(relation)
    return mapped


class _ArticleWriter:
    """Collects the quads of one article; spans, mentions and shared nodes are written once."""

    def __init__(self, mapped: Mapped, run: NamedNode, extractor: str) -> None:
        self.mapped, self.run, self.extractor = mapped, run, extractor
        self.graph = mapped.article
        self.done: set[str] = set()

    def add(self, s: NamedNode, p: NamedNode, o: NamedNode | Literal) -> None:
        self.mapped.quads.append(Quad(s, p, o, self.graph))

    def share(self, s: NamedNode, p: NamedNode, o: NamedNode | Literal) -> None:
        self.mapped.shared.append(Quad(s, p, o, ENTITIES_GRAPH))

    def first(self, key: str) -> bool:
        new = key not in self.done
        self.done.add(key)
        return new

    def article(self, article: Article) -> None:
        add, node = self.add, self.graph
        add(node, t.RDF_TYPE, kg("Article"))
        add(node, t.IDENTIFIER, Literal(article.id))
        add(node, t.BODY, Literal(article.text))
        add(node, kg("contentHash"), Literal(article.content_hash))
        if article.title is not None:
            add(node, t.HEADLINE, Literal(article.title))
        if article.date is not None:
            add(node, t.PUBLISHED, t.date_literal(article.date))
        if article.source is not None:
            add(node, kg("outlet"), Literal(article.source))
        if article.url is not None:
            add(node, t.URL, Literal(article.url, datatype=t.XSD_URI))

    def event(self, event: Event) -> None:
        add, node = self.add, ns.event_iri(event.id)
        add(node, t.RDF_TYPE, kg("Event"))
        add(node, kg("article"), self.graph)
        add(node, t.GENERATED_BY, self.run)
        add(node, kg("eventType"), plover(event.type))
        add(node, kg("ploverCode"), plover(event.plover))
        add(node, kg("status"), kg(event.status.value.capitalize()))
        if event.mode is not None:
            add(node, kg("mode"), plover(f"{event.type}-{ns.encode(event.mode)}"))
        for context in event.contexts:
            add(node, kg("context"), plover(context))
        for side, participants in (("actor", event.actors), ("recipient", event.recipients)):
            for participant in participants:
                entity = ns.entity_iri(participant.id)
                if self.first(f"{node.value} {side} {participant.id}"):
                    add(node, kg(side), entity)
                add(node, kg(side + "Mention"), self.mention(participant))
            for code in sorted({p.country for p in participants if p.country is not None}):
                add(node, kg(side + "Country"), self.country(code))
        if event.theme is not None:
            add(node, kg("theme"), Literal(event.theme))
        if event.concept is not None:
            add(node, kg("concept"), self.concept(event.concept))
        if event.reported_by is not None:
            add(node, kg("reportedBy"), self.source(event.reported_by))
        if event.date is not None:
            add(node, t.BEGIN, t.date_literal(event.date.start))
            add(node, t.END, t.date_literal(event.date.end))
            add(node, kg("datePrecision"), t.PRECISION_UNIT[event.date.precision])
        day = event.date.start if event.date else event.published
        if day is not None:
            add(node, kg("day"), t.date_literal(day))
        if event.place is not None:
            add(node, t.HAS_PLACE, self.place(event.place))
        ev = event.evidence
        add(node, kg("evidence"), self.passage("Sentence", ev.start, ev.end, ev.sentence))
        add(node, kg("trigger"), self.passage("Trigger", ev.trigger_start, ev.trigger_end, ev.trigger))
        add(node, kg("confidence"), t.decimal_literal(event.confidence))
        if event.extractor != self.extractor:
            add(node, kg("extractor"), Literal(event.extractor))
        if event.verb is not None:
            add(node, kg("verb"), Literal(event.verb))
        if event.rule is not None:
            add(node, kg("rule"), Literal(event.rule))
        sequence = sequence_of(event)
        if sequence:
            add(node, kg("sequence"), Literal(sequence))

    def relation(self, relation: Relation) -> None:
        name = t.RELATION_PROPERTY.get(relation.predicate)
        if name is None:
            raise ValueError(f"unknown predicate of a relation: {relation.predicate!r}")
        subject, object_ = self.capacity(relation.subject), self.capacity(relation.object)
        s, o = ns.entity_iri(relation.subject.id), ns.entity_iri(relation.object.id)
        ev = relation.evidence
        where = f"{ev.start},{ev.trigger_start}" if ev else None
        key = (subject.value, name, object_.value, relation.role, str(relation.start), str(relation.end), where)
        # What no article says, but the knowledge base, is the same for all articles.
        own = relation.article is not None
        node = NamedNode(ns.RELATION + ns.digest(self.graph.value if own else None, *key))
        if not self.first(node.value):
            return
        add = self.add if own else self.share
        if not own:
            self.add(self.graph, kg("background"), node)
        tenure = relation.predicate == "holds_office"
        add(node, t.RDF_TYPE, kg("Tenure" if tenure else "Relation"))
        add(node, kg("predicate"), kg(name))
        add(node, t.MEMBER if tenure else kg("subject"), s)
        add(node, t.ORGANIZATION if tenure else kg("object"), o)
        add(node, kg("subjectCapacity"), subject)
        add(node, kg("objectCapacity"), object_)
        if relation.role is not None:
            add(node, kg("office"), Literal(relation.role))
        if relation.start is not None:
            add(node, kg("since"), t.date_literal(relation.start))
        if relation.end is not None:
            add(node, kg("until"), t.date_literal(relation.end))
        if own:
            add(node, kg("article"), self.graph)
            if ev is not None:
                add(node, kg("evidence"), self.passage("Sentence", ev.start, ev.end, ev.sentence))
                add(node, kg("trigger"), self.passage("Trigger", ev.trigger_start, ev.trigger_end, ev.trigger))

    def mention(self, p: Participant) -> NamedNode:
        capacity = self.capacity(Entity(p.id, p.name, p.kind, p.country, p.sector))
        tail = capacity.value.removeprefix(ns.CAPACITY)
        node = NamedNode(f"{self.graph.value}#mention={p.start},{p.end},{tail}")
        if self.first(node.value):
            self.add(node, t.RDF_TYPE, kg("Mention"))
            self.add(node, t.HAS_SOURCE, self.graph)
            self.add(node, t.HAS_SELECTOR, self.span(p.start, p.end, p.text))
            self.add(node, kg("refersTo"), ns.entity_iri(p.id))
            self.add(node, kg("inCapacity"), capacity)
        return node

    def passage(self, kind: str, start: int, end: int, text: str) -> NamedNode:
        node = NamedNode(f"{self.graph.value}#{kind.lower()}={start},{end}")
        if self.first(node.value):
            self.add(node, t.RDF_TYPE, kg(kind))
            self.add(node, t.HAS_SOURCE, self.graph)
            self.add(node, t.HAS_SELECTOR, self.span(start, end, text))
        return node

    def span(self, start: int, end: int, text: str) -> NamedNode:
        # RFC 5147 names a stretch of plain text so: #char=10,13
        node = NamedNode(f"{self.graph.value}#char={start},{end}")
        if self.first(node.value):
            self.add(node, t.RDF_TYPE, kg("Span"))
            self.add(node, t.START, Literal(str(start), datatype=t.XSD_INTEGER))
            self.add(node, t.STOP, Literal(str(end), datatype=t.XSD_INTEGER))
            self.add(node, t.EXACT, Literal(text))
        return node

    def capacity(self, e: Entity) -> NamedNode:
        """The node that says as whom an article presents an entity: its name, kind, country and sector there."""
        node = NamedNode(ns.CAPACITY + ns.digest(e.id, e.name, e.kind, e.country, e.sector, e.wikidata))
        if self.first(node.value):
            self.mapped.entities.setdefault(e.id, e)
            share = self.share
            share(node, t.RDF_TYPE, kg("Capacity"))
            share(node, kg("entity"), ns.entity_iri(e.id))
            share(node, t.LABEL, Literal(e.name))
            share(node, kg("kind"), Literal(e.kind))
            if e.country is not None:
                share(node, kg("country"), self.country(e.country))
            if e.sector is not None:
                share(node, kg("sector"), Literal(e.sector))
            if e.wikidata is not None:
                share(node, kg("wikidata"), Literal(e.wikidata))
        return node

    def country(self, code: str) -> NamedNode:
        # A country that only the code of a person or a place names; its name is the knowledge base's affair.
        self.mapped.entities.setdefault(code, Entity(code, "", "country", code))
        return ns.entity_iri(code)

    def concept(self, concept: str) -> NamedNode:
        node = ns.concept_iri(concept)
        if self.first(node.value):
            self.share(node, t.RDF_TYPE, kg("Theme"))
            self.share(node, t.PREF_LABEL, Literal(concept.replace("_", " ")))
            self.share(node, t.NOTATION, Literal(concept))
        return node

    def source(self, name: str) -> NamedNode:
        node = NamedNode(ns.SOURCE + ns.digest(name))
        if self.first(node.value):
            self.share(node, t.RDF_TYPE, kg("Source"))
            self.share(node, t.PREF_LABEL, Literal(name))
        return node

    def place(self, place: Place) -> NamedNode:
        key = (place.name, place.country, *(None if x is None else repr(x) for x in (place.lat, place.lon)))
        node = NamedNode(ns.PLACE + ns.digest(*key))
        if self.first(node.value):
            self.share(node, t.RDF_TYPE, kg("Place"))
            self.share(node, t.PREF_LABEL, Literal(place.name))
            if place.country is not None:
                self.share(node, kg("inCountry"), self.country(place.country))
            if place.lat is not None and place.lon is not None:
                geometry = NamedNode(node.value + "#geometry")
                self.share(node, t.GEOMETRY, geometry)
                self.share(geometry, t.RDF_TYPE, NamedNode(ns.GEO + "Geometry"))
                wkt = f"POINT({t.plain_number(place.lon)} {t.plain_number(place.lat)})"
                self.share(geometry, t.AS_WKT, Literal(wkt, datatype=t.WKT))
        return node
