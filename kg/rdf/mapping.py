"""From what was read in an article to RDF.  :mod:`kg.rdf.reading` is the way back, and nothing is lost between them.

An article's events, its mentions and their evidence go to the article's own named graph; so an article that changed is
replaced by replacing a graph.  What articles share (entities, places, sources, concepts) goes to one common graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.event import UNNAMED, Event, Loss, Participant, Period, Source
from kg.core.plover import Basis, Precision
from kg.core.records import Article, Entity, Extraction, Relation
from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.background import is_background, term_of
from kg.rdf.namespaces import kg, plover
from kg.rdf.ordering import sequence_of
from kg.rdf.shared_nodes import Add, SharedNodes, given, say


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


def map_extraction(extraction: Extraction, extractor: str) -> Mapped:
    """The RDF of all that was read from one article.

    An event's ``published``, ``source`` and ``url`` are those of its article, whatever the event says.  Of events with
    the same id the first counts.

    Args:
        extraction: The article with its events and relations.
        extractor: That of the run, which stands at the article; an event that names another one says so itself.

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
    writer = _ArticleWriter(mapped, extractor)
    writer.article(article)
    for event in events:
        writer.event(event)
    for relation in extraction.relations:
        writer.relation(relation)
    return mapped


class _ArticleWriter(SharedNodes):
    """Collects the quads of one article; passages, mentions and shared nodes are written once.

    What every event would say alike is not said of each: which run read it stands at its article, a passage ends where
    its words do, a date is of one day unless it says otherwise.
    """

    def __init__(self, mapped: Mapped, extractor: str) -> None:
        super().__init__(mapped.shared, mapped.entities)
        self.mapped, self.extractor = mapped, extractor
        self.graph = mapped.article

    def add(self, s: NamedNode, p: NamedNode, o: NamedNode | Literal) -> None:
        self.mapped.quads.append(Quad(s, p, o, self.graph))

    def article(self, article: Article) -> None:
        say(
            self.add,
            self.graph,
            (t.RDF_TYPE, kg("Article")),
            (t.IDENTIFIER, Literal(article.id)),
            (t.BODY, Literal(article.text)),
            (kg("contentHash"), Literal(article.content_hash)),
            (t.HEADLINE, given(Literal, article.title)),
            (t.PUBLISHED, given(t.date_literal, article.date)),
            (kg("outlet"), given(Literal, article.source)),
            (t.URL, given(partial(Literal, datatype=t.XSD_URI), article.url)),
        )

    def event(self, event: Event) -> None:
        add, node = self.add, ns.event_iri(event.id)
        say(
            add,
            node,
            (t.RDF_TYPE, kg("Event")),
            (kg("article"), self.graph),
            (kg("eventType"), plover(event.type)),
            (kg("ploverCode"), plover(event.plover)),
            (kg("status"), kg(event.status.value.capitalize())),
            (kg("mode"), given(lambda mode: plover(f"{event.type}-{ns.encode(mode)}"), event.mode)),
            *((kg("context"), plover(context)) for context in event.contexts),
        )
        self.taking_part(node, "actor", event.actors)
        self.taking_part(node, "recipient", event.recipients)
        say(add, node, (kg("theme"), given(Literal, event.theme)), (kg("concept"), given(self.concept, event.concept)))
        if event.reported_by is not None:
            source, words = self.source(event.reported_by)
            add(node, kg("reportedBy"), source)
            if words is not None:
                add(node, kg("sourceMention"), words)
        for loss in event.casualties:
            add(node, kg("casualty"), self.loss(loss, event))
        if event.date is not None:
            self.date(node, event.date)
        if event.place is not None:
            add(node, t.HAS_PLACE, self.place(event.place))
            if not event.place.certain:
                add(node, kg("placeCertain"), t.boolean_literal(False))
        ev, sequence = event.evidence, sequence_of(event)
        say(
            add,
            node,
            (kg("evidence"), self.passage(ev.start, ev.end, ev.sentence)),
            (kg("trigger"), self.passage(ev.trigger_start, ev.trigger_end, ev.trigger)),
            (kg("confidence"), t.decimal_literal(event.confidence)),
            (kg("dateConfidence"), given(t.decimal_literal, event.confidence_date)),
            (kg("placeConfidence"), given(t.decimal_literal, event.confidence_place)),
            (kg("extractor"), Literal(event.extractor) if event.extractor != self.extractor else None),
            (kg("verb"), given(Literal, event.verb)),
            (kg("rule"), given(Literal, event.rule)),
            (kg("sequence"), Literal(sequence) if sequence else None),
        )

    def taking_part(self, node: NamedNode, side: str, participants: Sequence[Participant]) -> None:
        """Who takes part in an event on one side, with the words for each."""
        for participant in participants:
            who, mention = self.participant(participant, node)
            if self.first(f"{node.value} {side} {who.value}"):
                self.add(node, kg(side), who)
            self.add(node, kg(side + "Mention"), mention)
        for code in sorted({p.country for p in participants if p.country is not None}):
            self.add(node, kg(side + "Country"), self.country(code))

    def relation(self, relation: Relation) -> None:
        name = t.RELATION_PROPERTY.get(relation.predicate)
        if name is None:
            raise ValueError(f"unknown predicate of a relation: {relation.predicate!r}")
        if is_background(relation):
            return  # the store has it by itself, for whoever takes part in something
        if relation.article is None:
            # What another knowledge base says is the same for all articles.
            node = NamedNode(ns.RELATION + ns.digest(None, *_key(relation, name)))
            if self.first(f"{node.value} {name}"):
                self.state(node, relation, name)
                self.sides(self.share, node, relation)
            self.add(self.graph, kg("background"), node)
            return
        ev = relation.evidence
        where = f"{ev.start},{ev.trigger_start}" if ev else None
        state = term_of(relation, self.mapped.extraction.article.date)
        if state is None:
            # Without their guises: an office is the same whatever articles call its holder.
            sides = (relation.subject.id, relation.object.id)
            state = self.state(NamedNode(ns.RELATION + ns.digest(*sides, *_key(relation, name)[2:])), relation, name)
        node = NamedNode(ns.RELATION + ns.digest(self.graph.value, where, *_key(relation, name)))
        if not self.first(node.value):
            return
        add = self.add
        say(add, node, (t.RDF_TYPE, kg("Statement")), (kg("states"), state), (kg("predicate"), kg(name)))
        self.sides(add, node, relation)
        self.terms(add, node, relation)
        add(node, kg("article"), self.graph)
        if ev is not None:
            add(node, kg("evidence"), self.passage(ev.start, ev.end, ev.sentence))
            add(node, kg("trigger"), self.passage(ev.trigger_start, ev.trigger_end, ev.trigger))

    def state(self, node: NamedNode, relation: Relation, name: str) -> NamedNode:
        """The state of affairs itself, one node however many articles state it."""
        tenure = relation.predicate == "holds_office"
        if self.first(node.value):
            say(
                self.share,
                node,
                (t.RDF_TYPE, kg("Tenure" if tenure else "Relation")),
                (kg("predicate"), kg(name)),
                (t.MEMBER if tenure else kg("subject"), ns.entity_iri(relation.subject.id)),
                (t.ORGANIZATION if tenure else kg("object"), ns.entity_iri(relation.object.id)),
            )
            self.terms(self.share, node, relation)
        return node

    def sides(self, add: Add, node: NamedNode, relation: Relation) -> None:
        add(node, kg("subjectCapacity"), self.capacity(relation.subject))
        add(node, kg("objectCapacity"), self.capacity(relation.object))

    def terms(self, add: Add, node: NamedNode, relation: Relation) -> None:
        since, until = (given(t.date_literal, day) for day in (relation.start, relation.end))
        say(add, node, (kg("office"), given(Literal, relation.role)), (kg("since"), since), (kg("until"), until))

    def date(self, node: NamedNode, date: Period) -> None:
        self.add(node, t.BEGIN, t.date_literal(date.start))
        if date.end != date.start:
            self.add(node, t.END, t.date_literal(date.end))
        if date.precision is not Precision.DAY:
            self.add(node, kg("datePrecision"), t.PRECISION_UNIT[date.precision])
        self.add(node, kg("dateBasis"), Literal(date.basis.value))
        if date.basis is not Basis.PUBLISHED:
            # That of publication says when the news came out, and must not be taken for when it happened.
            self.add(node, kg("day"), t.date_literal(date.start))

    def participant(self, p: Participant, event: NamedNode) -> tuple[NamedNode, NamedNode]:
        """Who takes part in an event, and the mention."""
        if p.id is not None:
            entity = Entity(p.id, p.name, p.kind, p.country, p.sector)
            return ns.entity_iri(p.id), self.mention(entity, p.start, p.end, p.text)
        # Who is not named is the same as nobody in another event, not even one of the same words.
        who = ns.unnamed_iri(self.graph, p.start, p.end, event.value, p.name, p.kind, p.country, p.sector)
        if self.first(who.value):
            say(
                self.add,
                who,
                (t.RDF_TYPE, kg("UnnamedParticipant")),
                (t.PREF_LABEL, Literal(p.name)),
                (kg("kind"), Literal(p.kind) if p.kind != UNNAMED else None),  # which the gate does not let pass
                (kg("country"), given(self.country, p.country)),
                (kg("sector"), given(Literal, p.sector)),
            )
        return who, self.description(who, p.start, p.end, p.text)

    def mention(self, entity: Entity, start: int, end: int, text: str) -> NamedNode:
        """The words for an entity, and as whom they present it."""
        capacity = self.capacity(entity)
        node = ns.mention_iri(self.graph, start, end, capacity.value)
        if self.first(node.value):
            self.words(node, start, end, text)
            self.add(node, kg("inCapacity"), capacity)
        return node

    def description(self, whom: NamedNode, start: int, end: int, text: str) -> NamedNode:
        """The words for somebody who is no entity."""
        node = ns.mention_iri(self.graph, start, end, whom.value)
        if self.first(node.value):
            self.words(node, start, end, text)
            self.add(node, kg("describes"), whom)
        return node

    def source(self, source: Source) -> tuple[NamedNode, NamedNode | None]:
        """Whom an event is credited to, an entity where it is one; and the mention, where the record has it."""
        start, end, text = source.start, source.end, source.text
        if start is None or end is None or text is None:
            return self.source_node(source), None
        if source.id is not None:
            entity = Entity(source.id, source.name, source.kind, source.country)
            return ns.entity_iri(source.id), self.mention(entity, start, end, text)
        node = self.source_node(source)
        return node, self.description(node, start, end, text)

    def loss(self, loss: Loss, event: Event) -> NamedNode:
        """A number of people, with the words that give it."""
        node = ns.loss_iri(event.id, loss.kind)
        say(
            self.add,
            node,
            (kg("lossKind"), Literal(loss.kind)),
            (kg("low"), t.integer_literal(loss.low)),
            (kg("high"), t.integer_literal(loss.high)),
            (kg("isTotal"), t.boolean_literal(loss.total)),
        )
        self.words(node, loss.start, loss.end, loss.text)
        return node

    def passage(self, start: int, end: int, text: str) -> NamedNode:
        """A stretch of the article."""
        node = ns.passage_iri(self.graph, start, end)
        if self.first(node.value):
            self.words(node, start, end, text)
        return node

    def words(self, node: NamedNode, start: int, end: int, text: str) -> None:
        self.add(node, t.START, t.integer_literal(start))
        self.add(node, t.EXACT, Literal(text))
        if end != start + len(text):  # which the gate does not let pass
            self.add(node, t.STOP, t.integer_literal(end))


def _key(relation: Relation, name: str) -> tuple[str | None, ...]:
    """What tells one statement of a relation from another in one place of an article."""
    subject, object_ = (
        ns.digest(e.id, e.name, e.kind, e.country, e.sector, e.wikidata) for e in (relation.subject, relation.object)
    )
    return subject, object_, name, relation.role, str(relation.start), str(relation.end)
