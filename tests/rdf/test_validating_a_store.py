"""Faults planted in any graph of a store: `kg validate` finds each, wherever it stands."""

from __future__ import annotations

import sys
from dataclasses import replace

import pyoxigraph as ox
import pytest
from making import ALL, ARTICLE, ATTACK, MEETING, HandMade

import kg
from kg.cli import main
from kg.core.plover import EventType
from kg.core.records import Extraction
from kg.rdf import namespaces as ns
from kg.rdf import ontology, shapes
from kg.rdf.validation import validate
from kg.store import OxigraphStore

N, L, Q = ox.NamedNode, ox.Literal, ox.Quad
GRAPH, EVENT, RUSSIA = ns.article_iri("a1"), ns.event_iri(MEETING.id), ns.entity_iri("RUS")
A = N(ns.RDF + "type")


@pytest.fixture
def graph():
    again = Extraction(replace(ARTICLE, id="a2"), tuple(replace(e, article="a2", id="") for e in ALL.events))
    graph = kg.build([ARTICLE, again.article], extractor=HandMade(ALL, again))
    assert graph.merge().events
    return graph


def put(s, p, o, graph):
    return lambda store: store.add([Q(s, p, o, graph)])


def take(graph, **pattern):
    """Without the statements of a graph that fit."""

    def plant(store):
        found = [q for q in store.quads(graph) if all(getattr(q, k) == v for k, v in pattern.items())]
        assert found
        store.remove(found)

    return plant


def instead(graph, predicate, value):
    """Another value in one statement of that property."""

    def plant(store):
        old = min((q for q in store.quads(graph) if q.predicate == predicate), key=str)
        store.remove([old])
        store.add([Q(old.subject, predicate, value, graph)])

    return plant


def entity(name):
    return N(ns.ENTITY + name)


FOREIGN = N("https://example.org/graph")
PLANTED = {
    # what articles say
    "an event that is too sure": (put(EVENT, ns.kg("confidence"), L(7), GRAPH), "must have one confidence"),
    "an event of no article's graph": (
        put(ns.event_iri("x"), A, ns.kg("Event"), FOREIGN), "must have one event type"),
    "an event in a graph without a name": (
        put(ns.event_iri("x"), A, ns.kg("Event"), ox.DefaultGraph()), "stands in no graph that has a name"),
    "an event among the entities": (
        put(ns.event_iri("x"), A, ns.kg("Event"), ns.ENTITIES_GRAPH), "must have one event type"),
    "an event among the merged": (put(ns.event_iri("x"), A, ns.kg("Event"), ns.MERGED_GRAPH), "must have one event"),
    "an event in another article's graph": (
        put(EVENT, ns.kg("article"), GRAPH, ns.article_iri("a2")), "another graph than that of its article"),
    "an article that is gone": (take(GRAPH, subject=GRAPH), "must come from one article"),
    "a passage of nothing": (put(N(ns.PASSAGE + "0-1-2"), N(ns.OA + "start"), L("x"), FOREIGN), "must begin at one"),
    "words that are not in the text": (instead(GRAPH, N(ns.OA + "exact"), L("Nobody")), "is not in the text"),
    # what they share
    "a capacity without a name that nobody uses": (
        put(N(ns.CAPACITY + "0a"), A, ns.kg("Capacity"), ns.ENTITIES_GRAPH), "must have one name"),
    "a country that is a person": (put(RUSSIA, A, ns.kg("Person"), ns.ENTITIES_GRAPH), "is of two classes"),
    "a person of two names": (
        put(entity("kim-jong-un"), N(ns.SKOS + "prefLabel"), L("Kim"), ns.ENTITIES_GRAPH), "has two names to show"),
    "a code that is none": (put(RUSSIA, ns.kg("iso3"), L("Russia"), ns.ENTITIES_GRAPH), "no ISO 3166"),
    "a place off the globe that nobody uses": (
        lambda store: store.add([
            Q(N(ns.PLACE + "0a#geometry"), A, N(ns.GEO + "Geometry"), ns.ENTITIES_GRAPH),
            Q(N(ns.PLACE + "0a#geometry"), N(ns.GEO + "asWKT"), L("POINT(0 99)", datatype=N(ns.GEO + "wktLiteral")),
              ns.ENTITIES_GRAPH),
        ]), "is not on the globe"),
    "an entity that is described nowhere": (
        take(ns.ENTITIES_GRAPH, subject=entity("kim-jong-un")), "of which nothing is said"),
    # background
    "a tenure of nobody": (take(ns.BACKGROUND_GRAPH, predicate=N(ns.ORG + "member")), "must have one holder"),
    "a membership without a beginning": (
        take(ns.BACKGROUND_GRAPH, predicate=ns.kg("since")), "must say since when"),
    "a term that ends before it begins": (
        instead(ns.BACKGROUND_GRAPH, ns.kg("until"), L("1066-01-01", datatype=N(ns.XSD + "date"))), "after it ends"),
    # shortcuts
    "a shortcut to a text": (put(RUSSIA, ns.kg("meets"), L("Kim"), ns.SHORTCUTS_GRAPH), "is no entity with an id"),
    "a shortcut of an event": (put(EVENT, ns.kg("meets"), RUSSIA, ns.SHORTCUTS_GRAPH), "is no entity with an id"),
    "a shortcut that nobody told": (
        put(RUSSIA, ns.kg("attacks"), entity("PRK"), ns.SHORTCUTS_GRAPH), "that no event gives: kg:attacks entity:PRK"),
    # runs
    "a run without an extractor": (take(ns.RUNS_GRAPH, predicate=ns.kg("extractor")), "must name one extractor"),
    "an article read by nobody": (take(ns.RUNS_GRAPH, predicate=ns.kg("processedBy")), "must have been read by one"),
    "a run that is not there": (
        instead(ns.RUNS_GRAPH, ns.kg("processedBy"), N(ns.RUN + "0a")), "of which nothing is said"),
    "a time that is none": (instead(ns.RUNS_GRAPH, ns.kg("ingestedAt"), L("today")), "must have been taken in"),
    # merged events
    "a merged event of nobody": (
        take(ns.MERGED_GRAPH, predicate=ns.kg("representative")), "must be represented by one event"),
    "a merged event of one": (instead(ns.MERGED_GRAPH, ns.kg("mergedFrom"), L("all")), "must be made from several"),
    "an act told by nobody": (instead(ns.MERGED_GRAPH, ns.kg("corroboration"), L(0)), "in words of their own"),
    "a retelling of what is gone": (
        instead(ns.MERGED_GRAPH, ns.kg("retells"), ns.event_iri("gone")), "of which nothing is said"),
    # the vocabulary
    "a term more": (
        put(ns.kg("Event"), N(ns.RDFS + "label"), L("happening"), ns.ONTOLOGY_GRAPH), "not in the ontology"),
    "the ontology of another version": (
        instead(ns.RUNS_GRAPH, ns.kg("vocabulary"), L("another")), "the ontology of another version of kg"),
    "a term less": (take(ns.ONTOLOGY_GRAPH, subject=ns.plover("AID")), "is not in the graph"),
}  # fmt: skip


def test_a_sound_store_has_no_fault(graph):
    assert list(validate(graph.store)) == []


@pytest.mark.parametrize(("plant", "message"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_found_in_any_graph(graph, plant, message):
    plant(graph.store)
    assert [fault for fault in validate(graph.store) if message in str(fault)]


def test_the_command_says_so_and_fails(tmp_path, capsys, monkeypatch):
    kg.build([ARTICLE], tmp_path / "g", extractor=HandMade(ALL))
    monkeypatch.setattr(sys, "argv", ["kg", "validate", str(tmp_path / "g")])
    with pytest.raises(SystemExit) as leaving:
        main()
    assert not leaving.value.code
    with OxigraphStore(tmp_path / "g", writable=True) as store:
        store.add([Q(RUSSIA, ns.kg("attacks"), entity("PRK"), ns.SHORTCUTS_GRAPH)])
    capsys.readouterr()
    with pytest.raises(SystemExit) as leaving:
        main()
    assert leaving.value.code == 1
    said = capsys.readouterr()
    assert "that no event gives" in said.out + said.err


def test_every_shortcut_is_checked():
    names = {ns.KG + type_.shortcut.name for type_ in EventType}
    assert names <= shapes.shapes().of_subjects.keys() and names <= shapes.shapes().of_objects.keys()


def test_the_vocabulary_of_a_store_is_that_of_the_files(graph):
    assert set(graph.store.quads(ns.ONTOLOGY_GRAPH)) == set(ontology.vocabulary())
    assert ATTACK.id  # the third event of the article takes part in all of this
