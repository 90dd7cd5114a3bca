"""RDF 1.2: the tie as a triple, and the event as what reifies it.

``entity:RUS kg:attacks entity:UKR ~ event:1f0c`` reads "Russia attacks Ukraine, says event 1f0c", and what is known of
the saying (status, confidence, day, source) stands at the event.  Readers of RDF 1.1, such as rdflib 7, do not know it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Any

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Triple

from kg.core.dyads import pairs, together
from kg.core.event import Event
from kg.exporting.base import Format, Graph, register
from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.namespaces import kg, plover
from kg.rdf.shared_nodes import given, say
from kg.rdf.shortcuts import STATED

REIFIES = NamedNode(ns.RDF + "reifies")


def write_reified(graph: Graph, output: IO[bytes]) -> None:
    """Every event with its ties, and whoever takes part, as Turtle of RDF 1.2.

    A tie is stated where it was told as a fact; of what is planned, denied, possible or hypothetical the triple is only
    reified.  An event without two named parties reifies nothing, and is there all the same.
    """
    triples: dict[Triple, None] = {}

    def add(s: Any, p: NamedNode, o: Any) -> None:
        triples[Triple(s, p, o)] = None

    for event in graph.events():
        _event(event, add)
    ox.serialize(iter(triples), output, ox.RdfFormat.TURTLE, prefixes=ns.PREFIXES)


def _event(event: Event, add: Callable[[Any, NamedNode, Any], None]) -> None:
    node, article = ns.event_iri(event.id), ns.article_iri(event.article)
    sides = (("actor", event.actors), ("recipient", event.recipients))
    named = [(kg(side), ns.entity_iri(p.id), p) for side, people in sides for p in people if p.id is not None]
    for _, who, p in named:
        say(add, who, (t.RDF_TYPE, kg(t.KIND_CLASS[p.kind])), (t.PREF_LABEL, Literal(p.name)))
    for tie in _ties(event):
        if event.status in STATED:
            add(tie.subject, tie.predicate, tie.object)
        add(node, REIFIES, tie)
    say(
        add,
        node,
        (t.RDF_TYPE, kg("Event")),
        (kg("eventType"), plover(event.type)),
        (kg("status"), kg(event.status.value.capitalize())),
        (kg("confidence"), t.decimal_literal(event.confidence)),
        *((side, who) for side, who, _ in named),
    )
    if event.date is not None:
        first, last = t.date_literal(event.date.start), t.date_literal(event.date.end)
        precision = t.PRECISION_UNIT[event.date.precision]
        say(add, node, (t.BEGIN, first), (t.END, last), (kg("datePrecision"), precision))
    add(node, kg("article"), article)
    say(
        add,
        article,
        (t.PUBLISHED, given(t.date_literal, event.published)),
        (kg("outlet"), given(Literal, event.source)),
        (t.URL, given(partial(Literal, datatype=t.XSD_URI), event.url)),
    )
    if event.reported_by is not None:
        add(node, NamedNode(ns.DCTERMS + "source"), Literal(event.reported_by.name))
    if event.evidence.sentence:
        add(node, NamedNode(ns.PROV + "value"), Literal(event.evidence.sentence))


def _ties(event: Event) -> Iterator[Triple]:
    predicate = kg(event.type.shortcut.name)
    for a, b in pairs(event):
        target = b.stands_as
        if a.id is not None and target is not None and a.id != target:
            yield Triple(ns.entity_iri(a.id), predicate, ns.entity_iri(target))
            if together(event):
                yield Triple(ns.entity_iri(target), predicate, ns.entity_iri(a.id))


register(Format("turtle12", "RDF 1.2: the ties as triples, and the events as what reifies them", write_reified))
