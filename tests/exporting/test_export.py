"""What is exported loads elsewhere, and is the same graph there."""

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from importlib.util import find_spec

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from making import ARTICLE, DENIAL, EXTRACTION, KIM, MEETING, PUTIN, TENURE, HandMade, meeting
from rdflib.compare import isomorphic

import kg
from kg.core.errors import InputError
from kg.core.event import Participant
from kg.core.plover import EventType, Status
from kg.core.records import Extraction
from kg.exporting import export, find, names
from kg.exporting.jsonld import context
from kg.exporting.plover import plover_record
from kg.rdf.namespaces import PREFIXES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # it warns of its own code
DAY = dt.date(2023, 9, 13)
ONE_FILE = [n for n in names() if find(n).write is not None and (n != "xlsx" or find_spec("xlsxwriter"))]
EVIL = "=cmd|' /C calc'!A0 <&\"'"
NOBODY = Participant('a b/../"<x>', EVIL, "person", None, None, EVIL, 0, len(EVIL))


@pytest.fixture(scope="module")
def graph():
    known = replace(TENURE, article=None, evidence=None)
    extractions = [
        replace(EXTRACTION, relations=(TENURE, known)),
        meeting("m1", DAY, PUTIN, KIM),
        meeting("m2", None, PUTIN, NOBODY, theme="not \x01 for XML \ufffe"),
    ]
    return kg.build([e.article for e in extractions], extractor=HandMade(*extractions), merge=False)


def exported(graph, format):
    out = io.BytesIO()
    export(graph, format, out)
    return out.getvalue()


def triples(quads):
    """As an rdflib graph, by way of N-Triples."""
    data = ox.serialize({ox.Triple(q.subject, q.predicate, q.object) for q in quads}, format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")


@pytest.mark.parametrize(
    ("format", "parser", "ours"),
    [
        ("turtle", "turtle", ox.RdfFormat.TURTLE),
        ("trig", "trig", ox.RdfFormat.TRIG),
        ("nquads", "nquads", ox.RdfFormat.N_QUADS),
        ("jsonld", "json-ld", ox.RdfFormat.JSON_LD),
    ],
)
def test_rdf_loads_in_rdflib_and_in_oxigraph_to_the_same_graph(graph, format, parser, ours):
    data = exported(graph, format)
    in_oxigraph = list(ox.parse(data, ours))
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=data, format=parser)
    in_rdflib = rdflib.Graph()
    in_rdflib += dataset.triples((None, None, None))
    expected = triples(graph.store.quads())
    assert len(expected) > 100
    assert isomorphic(triples(in_oxigraph), in_rdflib)
    if format in ("turtle", "jsonld"):
        assert set(expected) < set(in_rdflib)
    else:
        assert set(in_oxigraph) == set(graph.store.quads())
    if format != "turtle":
        names = {str(g.identifier) for g in dataset.graphs() if len(g)}
        assert names == {q.graph_name.value for q in graph.store.quads()}


def test_evidence_is_written_out_in_full(graph):
    """Who knows Web Annotation, SEM and PROV finds there what they ask for, and needs none of our terms."""
    store = ox.Store()
    store.load(exported(graph, "turtle"), ox.RdfFormat.TURTLE)
    rows = store.query(
        """SELECT ?body ?text ?start ?end ?words {
             ?annotation a oa:Annotation ; oa:hasBody ?body ; oa:hasTarget ?target .
             ?target a oa:SpecificResource ; oa:hasSource/schema:articleBody ?text ; oa:hasSelector ?selector .
             ?selector a oa:TextPositionSelector , oa:TextQuoteSelector ; oa:start ?start ; oa:end ?end ;
               oa:exact ?words }""",
        prefixes=PREFIXES,
    )
    found = [
        (r["body"].value, r["text"].value[int(r["start"].value) : int(r["end"].value)], r["words"].value) for r in rows
    ]
    assert all(there == words for _, there, words in found)
    said = {(body, words) for body, _, words in found}
    assert said >= {(PREFIXES["event"] + e.id, e.evidence.sentence) for e in graph.events()}
    people = {(PREFIXES["entity"] + p.id, p.text) for e in (MEETING, DENIAL) for p in (*e.actors, *e.recipients)}
    assert said >= people
    events = """SELECT ?e { ?e a sem:Event ; sem:hasActor entity:kim-jong-un ; prov:wasDerivedFrom ?passage ;
                  prov:wasGeneratedBy ?run }"""
    assert {r["e"].value for r in store.query(events, prefixes=PREFIXES)} == {
        PREFIXES["event"] + e.id for e in graph.events(entity="kim-jong-un")
    }


def test_without_its_text_a_graph_says_where_passages_end(graph):
    for format in ("turtle", "nquads"):
        out = io.BytesIO()
        export(graph, format, out, text=False)
        store = ox.Store()
        store.load(out.getvalue(), find_format(format))
        asked = "SELECT ?s ?e { ?p oa:start ?s ; oa:end ?e }"
        ends = store.query(asked, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert {(int(r["s"].value), int(r["e"].value)) for r in ends} >= {
            (e.evidence.start, e.evidence.end) for e in graph.events()
        }
        assert MEETING.evidence.sentence.encode() not in out.getvalue()


def find_format(name):
    return {"turtle": ox.RdfFormat.TURTLE, "nquads": ox.RdfFormat.N_QUADS}[name]


def test_an_export_carries_the_ontology(graph):
    for format in ("turtle", "trig", "nquads", "jsonld"):
        assert b"quadClass" in exported(graph, format) and b"A political act as one article tells it" in exported(
            graph, format
        )


def test_the_exported_graph_can_be_taken_in_again(graph):
    store = kg.store.OxigraphStore()
    store.load(exported(graph, "nquads"))
    assert list(kg.KnowledgeGraph(store).events()) == list(graph.events())


def test_json_ld_reads_well(graph):
    data = json.loads(exported(graph, "jsonld"))
    nodes = {n["@id"]: n for g in data["@graph"] for n in g["@graph"]}
    event = nodes[f"event:{MEETING.id}"]
    assert event["actor"] == "entity:kim-jong-un" and event["confidence"] == "0.82"
    assert event["hasBeginTimeStamp"] == "2023-09-13" and set(event["@type"]) == {"kg:Event", "sem:Event"}
    assert data["@context"]["actor"] == {"@id": "kg:actor", "@type": "@id"}
    assert set(context()) >= {"kg", "entity", "eventType", "theme", "start", "exact"}


def test_graphml_and_gexf_load_in_networkx(graph, tmp_path):
    for format, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        path = tmp_path / f"g.{format}"
        export(graph, format, path)
        loaded = read(path)
        assert loaded.number_of_nodes() == graph.network().number_of_nodes()
        assert loaded.number_of_edges() == graph.network().number_of_edges() == 4
        assert "Vladimir Putin" in {data["label"] for _, data in loaded.nodes(data=True)}
        assert "meets" in {data["relation"] for *_, data in loaded.edges(data=True)}


def test_csv(graph, tmp_path):
    export(graph, "csv", tmp_path / "out")
    nodes, edges = (
        list(csv.DictReader((tmp_path / "out" / f).open(encoding="utf-8", newline="")))
        for f in ("nodes.csv", "edges.csv")
    )
    assert {e["Source"] for e in edges} | {e["Target"] for e in edges} == {n["Id"] for n in nodes}
    assert any(n["Label"].startswith("'=cmd") for n in nodes), "a spreadsheet must not run it"
    assert all(not cell.startswith(("=", "+", "@")) for row in nodes + edges for cell in row.values())


def test_plover_json(graph):
    records = [json.loads(line) for line in exported(graph, "plover").splitlines()]
    assert len(records) == len(graph)
    record = next(r for r in records if r["id"] == MEETING.id)
    assert record["event"] == ["CONSULT"] and record["quad_code"] == 1 and record["date"] == "2023-09-13"
    assert record["source"] == [
        {"code": "PRK", "sector": "GOV", "actor_text": "Kim Jong Un", "identifier_text": "Kim Jong Un",
         "identifier_id": "kim-jong-un"}
    ]  # fmt: skip
    assert record["event_loc"]["cc3"] == "RUS" and record["text"][: record["text_info"]["end"]] == record["text"]


def test_plover_folds_the_status_in():
    planned = plover_record(replace(MEETING, status=Status.PLANNED))
    assert (planned["event"], planned["act"], planned["status"]) == (["AGREE"], "CONSULT", "planned")
    other = plover_record(replace(DENIAL, type=EventType.OTHER, status=Status.ASSERTED))
    assert "quad_code" not in other and "event_scale" not in other


def test_the_same_graph_gives_the_same_bytes(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    some = [EXTRACTION, meeting("m1", DAY, PUTIN, KIM)]
    one, two = (kg.build([e.article for e in order], extractor=HandMade(*some)) for order in (some, some[::-1]))
    for format in ONE_FILE:
        assert exported(one, format) == exported(two, format), format
    with monkeypatch.context() as another_day:
        another_day.setattr("time.strftime", lambda *_: "1999-12-31")
        assert exported(one, "gexf") == exported(two, "gexf") and b"1999" not in exported(one, "gexf")


def test_formats_at_fault(graph):
    with pytest.raises(InputError, match="no format 'xls'; there are turtle"):
        export(graph, "xls", io.BytesIO())
    with pytest.raises(InputError, match="folder"):
        export(graph, "parquet", io.BytesIO())


def test_places_that_cannot_be_written_to(graph, tmp_path):
    (tmp_path / "file").write_text("mine")
    for format, place in (("turtle", tmp_path / "none" / "x.ttl"), ("turtle", tmp_path), ("csv", tmp_path / "file")):
        with pytest.raises(InputError, match=f"{place}: cannot be written"):
            export(graph, format, place)
    assert (tmp_path / "file").read_text() == "mine"


def test_an_empty_graph_is_exported():
    empty = kg.KnowledgeGraph(None)
    for format in ONE_FILE:
        exported(empty, format)
    assert list(kg.build([ARTICLE], extractor=HandMade(Extraction(ARTICLE))).events()) == []
