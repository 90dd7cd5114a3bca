"""RDF 1.2: the tie as a triple, and the event as what reifies it.

``entity:RUS kg:attacks entity:UKR ~ event:1f0c`` reads "Russia attacks Ukraine, says event 1f0c", and what is known of
the saying (status, confidence, day, source) stands at the event.  Readers of RDF 1.1, such as rdflib 7, do not know it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Triple

from kg.core.dyads import pairs, together
from kg.core.event import Event, Participant
from kg.core.plover import Status
from kg.exporting.base import Format, Graph, register
from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.namespaces import kg, plover

REIFIES = NamedNode(ns.RDF + "reifies")

# What has not happened, as far as the text knows, is said of and not stated.
_STATED = frozenset({Status.ASSERTED, Status.HISTORICAL})


def write_reified(graph: Graph, output: IO[bytes]) -> None:
    """Every event with its ties, and whoever takes part, as Turtle of RDF 1.2.

    A tie is stated where it was told as a fact; of what is planned, denied, possible or hypothetical the triple is only
    reified.  An event without two named parties reifies nothing, and is there all the same.
    """
    triples: dict[Triple, None] = {}
    for event in graph.events():
        triples.update(dict.fromkeys(_event(event)))
    ox.serialize(iter(triples), output, ox.RdfFormat.TURTLE, prefixes=ns.PREFIXES)


def _event(event: Event) -> Iterator[Triple]:
    node = ns.event_iri(event.id)
    for participant in (*event.actors, *event.recipients):
        yield from _party(participant)
    for tie in _ties(event):
        if event.status in _STATED:
            yield tie
        yield Triple(node, REIFIES, tie)
    yield Triple(node, t.RDF_TYPE, kg("Event"))
    yield Triple(node, kg("eventType"), plover(event.type))
    yield Triple(node, kg("status"), kg(event.status.value.capitalize()))
    yield Triple(node, kg("confidence"), t.decimal_literal(event.confidence))
    for side, participants in (("actor", event.actors), ("recipient", event.recipients)):
        for participant in participants:
            if participant.id is not None:
                yield Triple(node, kg(side), ns.entity_iri(participant.id))
    if event.date is not None:
        yield Triple(node, t.BEGIN, t.date_literal(event.date.start))
        yield Triple(node, t.END, t.date_literal(event.date.end))
        yield Triple(node, kg("datePrecision"), t.PRECISION_UNIT[event.date.precision])
    yield Triple(node, kg("article"), ns.article_iri(event.article))
    if event.published is not None:
        yield Triple(ns.article_iri(event.article), t.PUBLISHED, t.date_literal(event.published))
    if event.source is not None:
        yield Triple(ns.article_iri(event.article), kg("outlet"), Literal(event.source))
    if event.url is not None:
        yield Triple(ns.article_iri(event.article), t.URL, Literal(event.url, datatype=t.XSD_URI))
    if event.reported_by is not None:
        yield Triple(node, NamedNode(ns.DCTERMS + "source"), Literal(event.reported_by.name))
    if event.evidence.sentence:
        yield Triple(node, NamedNode(ns.PROV + "value"), Literal(event.evidence.sentence))


def _ties(event: Event) -> Iterator[Triple]:
    predicate = kg(event.type.shortcut.name)
    for a, b in pairs(event):
        if a.id is not None and b.id is not None:
            yield Triple(ns.entity_iri(a.id), predicate, ns.entity_iri(b.id))
            if together(event):
                yield Triple(ns.entity_iri(b.id), predicate, ns.entity_iri(a.id))


def _party(participant: Participant) -> Iterator[Triple]:
    if participant.id is not None:
        node = ns.entity_iri(participant.id)
        yield Triple(node, t.RDF_TYPE, kg(t.KIND_CLASS[participant.kind]))
        yield Triple(node, t.PREF_LABEL, Literal(participant.name))


register(Format("turtle12", "RDF 1.2: the ties as triples, and the events as what reifies them", write_reified))
