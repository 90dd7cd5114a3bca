"""Planted faults: pySHACL finds each, the quick check finds the same, and none reaches a store."""

import datetime as dt
from dataclasses import replace

import pyoxigraph as ox
import pytest
from making import ALL, ARTICLE, ATTACK, DENIAL, KIM, MEETING, PUTIN, TENURE, HandMade

import kg
from kg.core.errors import ConformanceError
from kg.core.event import Period, Place
from kg.core.plover import EventType, Precision
from kg.core.records import Extraction
from kg.rdf import namespaces as ns
from kg.rdf import shapes
from kg.rdf.mapping import map_extraction
from kg.rdf.runs import Run
from kg.rdf.validation import gate, pyshacl_faults, sparql_faults, validate

RUN = Run("rules/1", "test")
N, L = ox.NamedNode, ox.Literal
XSD = ns.XSD
EVENT, VIOLENCE = ns.event_iri(MEETING.id), ns.event_iri(ATTACK.id)
GRAPH = ns.article_iri("a1")
TRIGGER = ns.passage_iri(GRAPH, MEETING.evidence.trigger_start, MEETING.evidence.trigger_end)


def sound():
    mapped = map_extraction(ALL, RUN.extractor)
    return [*mapped.quads, *mapped.shared]


def prop(curie):
    prefix, name = curie.split(":")
    return N(ns.PREFIXES[prefix] + name)


def date(text):
    return L(text, datatype=N(XSD + "date"))


def decimal(text):
    return L(text, datatype=N(XSD + "decimal"))


def integer(text):
    return L(text, datatype=N(XSD + "integer"))


def drop(curie, subject=EVENT):
    def plant(quads):
        return [q for q in quads if not (q.predicate == prop(curie) and (subject is None or q.subject == subject))]

    return plant


def put(curie, value, subject=EVENT):
    """Instead of what stands there."""
    return lambda quads: [*drop(curie, subject)(quads), ox.Quad(subject, prop(curie), value, GRAPH)]


def also(curie, value, subject=EVENT):
    return lambda quads: [*quads, ox.Quad(subject, prop(curie), value, GRAPH)]


def everywhere(curie, value, within=""):
    """Another value in one triple of that property, whoever's."""

    def plant(quads):
        found = (i for i, q in enumerate(quads) if q.predicate == prop(curie) and within in q.subject.value)
        i = min(found, key=lambda i: str(quads[i].subject))
        q = quads[i]
        return [*quads[:i], ox.Quad(q.subject, q.predicate, value, q.graph_name), *quads[i + 1 :]]

    return plant


def nowhere(curie):
    return nowhere_of(curie, "")


def nowhere_of(curie, within):
    """Without one triple of that property."""

    def plant(quads):
        found = (i for i, q in enumerate(quads) if q.predicate == prop(curie) and within in q.subject.value)
        i = min(found, key=lambda i: str(quads[i].subject))
        return quads[:i] + quads[i + 1 :]

    return plant


UNNAMED = next(q.subject for q in sound() if q.object == ns.kg("UnnamedParticipant"))
ENTITY, SOMETHING = N(ns.ENTITY), N("https://example.org/something")
FAULTS = {
    "no type": drop("kg:eventType"),
    "two types": also("kg:eventType", ns.plover("AID")),
    "a type that PLOVER does not have": put("kg:eventType", ns.plover("EMBRACE")),
    "no PLOVER code": drop("kg:ploverCode"),
    "no status": drop("kg:status"),
    "two statuses": also("kg:status", ns.kg("Denied")),
    "an unknown status": put("kg:status", ns.kg("Rumoured")),
    "a mode of another type": put("kg:mode", ns.plover("CONSULT-riot")),
    "an unknown context": also("kg:context", ns.plover("gossip")),
    "words for an actor who is none": drop("kg:actor"),
    "nothing but a type": lambda quads: [
        q for q in quads
        if q.subject != EVENT or not q.predicate.value.endswith(
            ("actor", "actorMention", "recipient", "recipientMention", "theme", "hasPlace", "TimeStamp",
             "datePrecision", "dateBasis", "day")
        )
    ],
    "a credit to an entity in no words": drop("kg:sourceMention", ns.event_iri(DENIAL.id)),
    "a mention of an entity that describes somebody too": also("kg:describes", SOMETHING, next(
        q.subject for q in sound() if q.predicate == prop("kg:inCapacity"))),
    "a description of nobody": nowhere("kg:describes"),
    "somebody unnamed without a description": drop("skos:prefLabel", UNNAMED),
    "somebody unnamed who is a person": also("kg:kind", L("person"), UNNAMED),
    "somebody unnamed of a country that is none": also("kg:country", N(ns.ENTITY + "Mali"), UNNAMED),
    "an actor who is another article's text": put("kg:actor", N(ns.MENTION + "0a-0-6-77b3"), VIOLENCE),
    "casualties that are no loss": also("kg:casualty", SOMETHING, VIOLENCE),
    "a loss of no kind": nowhere("kg:lossKind"),
    "a loss of an unknown kind": everywhere("kg:lossKind", L("annoyed")),
    "a loss of fewer than none": everywhere("kg:low", integer("-1")),
    "a loss whose numbers run backwards": everywhere("kg:high", integer("3")),
    "a loss without its highest number": nowhere("kg:high"),
    "a loss of half a man": everywhere("kg:low", decimal("0.5")),
    "a loss that may be a total": everywhere("kg:isTotal", L("perhaps")),
    "a loss without words": nowhere_of("oa:exact", ns.LOSS),
    "words of a loss that are not in the text": everywhere("oa:exact", L("13"), "/loss/"),
    "a day that only its article gives": also("kg:day", date("2023-09-13"), VIOLENCE),
    "a date without the day that its text gives": drop("kg:day"),
    "a date of unknown basis": put("kg:dateBasis", L("rumour")),
    "a basis without a date": also("kg:dateBasis", L("text"), ns.event_iri(DENIAL.id)),
    "a confidence of the date of 7": put("kg:dateConfidence", decimal("7"), VIOLENCE),
    "a confidence of the place in words": put("kg:placeConfidence", L("good"), VIOLENCE),
    "a place that is certain in words": put("kg:placeCertain", L("yes"), VIOLENCE),
    "a region without a name": everywhere("kg:region", L("")),
    "a place of two kinds": lambda quads: also("kg:placeKind", L("hamlet"), next(
        q.subject for q in quads if q.predicate == prop("kg:placeKind")))(quads),
    "a source of an unknown kind": everywhere("kg:kind", L("gossip"), "source/"),
    "an actor without an id": put("kg:actor", ENTITY),
    "an actor that is text": put("kg:actor", L("Russia")),
    "no words for the actor": drop("kg:actorMention"),
    "a recipient without an id": put("kg:recipient", ENTITY),
    "words for the recipient that are no mention": put("kg:recipientMention", SOMETHING),
    "an empty theme": put("kg:theme", L("")),
    "two themes": also("kg:theme", L("rockets")),
    "a theme that is a number": put("kg:theme", L(7)),
    "an unknown concept": put("kg:concept", SOMETHING),
    "a credit to what is no source": put("kg:reportedBy", SOMETHING),
    "a day that does not exist": put("sem:hasBeginTimeStamp", date("2023-02-30")),
    "a date without a day": put("sem:hasBeginTimeStamp", date("2023-09")),
    "an end before the beginning": also("sem:hasEndTimeStamp", date("2023-09-01")),
    "an end without a beginning": drop("sem:hasBeginTimeStamp"),
    "a date without a basis": drop("kg:dateBasis"),
    "two precisions": lambda quads: also("kg:datePrecision", N(ns.TIME + "unitMonth"))(
        also("kg:datePrecision", N(ns.TIME + "unitYear"))(quads)),
    "an unknown precision": put("kg:datePrecision", N(ns.TIME + "unitSecond")),
    "two places": also("sem:hasPlace", SOMETHING),
    "no confidence": drop("kg:confidence"),
    "a confidence of 1.2": put("kg:confidence", decimal("1.2")),
    "a negative confidence": put("kg:confidence", decimal("-0.1")),
    "a confidence in words": put("kg:confidence", L("high")),
    "no sentence": drop("kg:evidence"),
    "two sentences": also("kg:evidence", SOMETHING),
    "no trigger": drop("kg:trigger"),
    "no article": drop("kg:article"),
    "a run of its own": also("prov:wasGeneratedBy", RUN.iri),
    "a property that no event has": also("kg:importance", L("high")),
    "type OTHER without a verb": lambda q: drop("kg:verb")(put("kg:eventType", ns.plover("OTHER"))(q)),
    "an event without an id": lambda quads: [
        ox.Quad(N(ns.EVENT), q.predicate, q.object, q.graph_name) if q.subject == EVENT else q for q in quads
    ],
    "a sentence that is another kind of node": put("kg:evidence", EVENT),
    "a sentence of another article": put("kg:evidence", ns.passage_iri(ns.article_iri("a2"), 0, 78)),
    "a trigger of which nothing is told": lambda quads: [q for q in quads if q.subject != TRIGGER],
    "a mention of nobody, in no capacity": nowhere("kg:inCapacity"),
    "a mention with words of its own": also("rdfs:label", L("Kim"), next(
        q.subject for q in sound() if q.predicate == prop("kg:inCapacity"))),
    "a passage without a beginning": nowhere("oa:start"),
    "a passage that begins twice": also("oa:start", integer("3"), TRIGGER),
    "a passage that begins before the text": everywhere("oa:start", L(-3)),
    "a passage that begins elsewhere": everywhere("oa:start", L(3)),
    "a passage that begins after the text": everywhere("oa:start", L(30_000)),
    "a passage that begins at no number": everywhere("oa:start", L("five")),
    "a passage that does not end with its words": also("oa:end", integer("18"), TRIGGER),
    "a passage without words": nowhere("oa:exact"),
    "words that are not at their offsets": everywhere("oa:exact", L("Something else")),
    "a passage that is evidence for nothing and has no words": also("oa:start", integer("3"), SOMETHING),
    "an article without text": nowhere("schema:articleBody"),
    "an article without an id": put("dcterms:identifier", L(""), GRAPH),
    "a content hash that is none": put("kg:contentHash", L("abc"), GRAPH),
    "an article with two headlines": also("schema:headline", L("Another"), GRAPH),
    "an article published on no day": put("schema:datePublished", L("yesterday"), GRAPH),
    "an address that is no address": put("schema:url", L("here"), GRAPH),
    "a capacity without a name": nowhere("rdfs:label"),
    "a capacity of no kind that we know": everywhere("kg:kind", L("alien")),
    "a country that is no code": everywhere("kg:country", N(ns.ENTITY + "Russia")),
    "a sector that is no code": everywhere("kg:sector", L("government")),
    "a Wikidata identifier that is none": everywhere("kg:wikidata", L("Putin")),
    "a place without a name": nowhere("skos:prefLabel"),
    "a place off the globe": everywhere("geo:asWKT", L("POINT(128.3 151.9)", datatype=N(ns.GEO + "wktLiteral"))),
    "a tenure of nobody": nowhere("org:member"),
    "a tenure that ends before it begins": also(
        "kg:until", date("1999-01-01"),
        next(q.subject for q in sound() if q.predicate == prop("kg:since")),
    ),
}  # fmt: skip


def test_what_is_sound_passes_both():
    assert pyshacl_faults(sound()) == [] and shapes.faults(sound()) == [] and sparql_faults(sound()) == []


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_both_find_the_same_nodes_at_fault(fault):
    quads = fault(sound())
    by_pyshacl = {node for node, _ in pyshacl_faults(quads)}
    assert {node for node, _ in pyshacl_faults(quads, sparql=False) + sparql_faults(quads)} == by_pyshacl
    by_us = {node.value for node, _ in shapes.faults(quads)}
    assert by_pyshacl and by_us == by_pyshacl


def test_every_fault_says_what_is_wrong():
    for name, fault in FAULTS.items():
        for _, message in shapes.faults(fault(sound())):
            assert len(message.split()) > 2 and "http" not in message, name


def test_a_new_construct_in_the_shapes_does_not_pass_unseen(monkeypatch):
    reader = shapes._Reader(shapes.GraphIndex(ox.parse(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> sh:path <x:p> ; sh:uniqueLang true .",
        format=ox.RdfFormat.TURTLE,
    )))  # fmt: skip
    with pytest.raises(NotImplementedError, match="uniqueLang"):
        reader.property_shape(N("x:s"))


# -- at the door of the store --

BAD_EVENTS = {
    "confidence": replace(MEETING, confidence=1.5),
    "nothing said": replace(MEETING, actors=(), recipients=(), theme=None, date=None, place=None),
    "unnamed with an id": replace(MEETING, actors=(replace(KIM, kind="unnamed"),)),
    "no id and no description": replace(MEETING, actors=(replace(KIM, id=None),)),
    "words of a loss": replace(MEETING, casualties=(replace(ATTACK.casualties[0], text="13"),)),
    "numbers of a loss": replace(MEETING, casualties=(replace(ATTACK.casualties[0], high=3),)),
    "words of the source": replace(MEETING, reported_by=replace(ATTACK.reported_by, text="Le Monde")),
    "kind of the source": replace(MEETING, reported_by=replace(ATTACK.reported_by, kind="alien")),
    "confidence of the date": replace(MEETING, confidence_date=7.0),
    "offsets of the sentence": replace(MEETING, evidence=replace(MEETING.evidence, start=3, end=81)),
    "words of the trigger": replace(MEETING, evidence=replace(MEETING.evidence, trigger="greeted")),
    "words of an actor": replace(MEETING, actors=(replace(KIM, text="Kim"),)),
    "empty theme": replace(MEETING, theme=""),
    "mode": replace(MEETING, mode="riot"),
    "period": replace(MEETING, date=Period(dt.date(2023, 9, 13), dt.date(2023, 9, 1), Precision.DAY)),
    "place": replace(MEETING, place=Place("Nowhere", "RUS", 951.9, 128.3)),
    "country": replace(MEETING, actors=(replace(KIM, country="North Korea"),)),
    "entity id": replace(MEETING, actors=(replace(KIM, id=""),)),
    "kind": replace(MEETING, actors=(replace(KIM, kind="alien"),)),
    "name": replace(MEETING, recipients=(replace(PUTIN, name=""),)),
    "other without verb": replace(MEETING, type=EventType.OTHER, mode=None, verb=None),
}


@pytest.mark.parametrize("bad", BAD_EVENTS.values(), ids=BAD_EVENTS)
def test_a_fault_never_reaches_the_store_and_is_reported(bad):
    errors = []
    extraction = Extraction(ARTICLE, (bad, DENIAL), (TENURE,))
    graph = kg.build([ARTICLE], extractor=HandMade(extraction), on_error=errors.append)
    assert list(graph.events()) == [DENIAL]
    assert list(validate(graph.store)) == []
    (error,) = errors
    assert isinstance(error, ConformanceError) and error.article == "a1"
    assert bad.id in str(error)
    if bad.evidence.sentence == MEETING.evidence.sentence and "sentence" not in str(bad.evidence):
        assert MEETING.evidence.sentence in str(error)


def test_the_report_names_article_and_sentence():
    mapped = map_extraction(Extraction(ARTICLE, (replace(MEETING, confidence=1.5),)), RUN.extractor)
    (fault,) = gate(mapped)
    assert (fault.article, fault.event, fault.sentence) == ("a1", MEETING.id, MEETING.evidence.sentence)
    assert fault.message == "must have one confidence, from 0 to 1"


def test_two_events_with_one_id():
    errors = []
    twin = replace(MEETING, theme="something else")
    graph = kg.build([ARTICLE], extractor=HandMade(Extraction(ARTICLE, (MEETING, twin))), on_error=errors.append)
    assert list(graph.events()) == [MEETING]
    assert "has the id of another event" in str(errors[0])


def test_validate_finds_what_got_into_a_store_by_another_way():
    graph = kg.build([ARTICLE], extractor=HandMade(ALL))
    graph.store.add([ox.Quad(EVENT, prop("kg:confidence"), decimal("7"), GRAPH)])
    faults = list(validate(graph.store))
    assert {f.event for f in faults} == {MEETING.id}
    assert faults[0].sentence == MEETING.evidence.sentence and faults[0].article == "a1"


def test_a_text_that_rdf_cannot_hold_is_a_fault_of_its_article():
    errors = []
    event = replace(MEETING, theme="half a pair \ud800")
    graph = kg.build([ARTICLE], extractor=HandMade(Extraction(ARTICLE, (event,))), on_error=errors.append)
    assert len(graph) == 0 and len(errors) == 1
