"""Exports for programs that hold graphs of their own: RDF 1.2, FollowTheMoney, Neo4j.

pyoxigraph and N3.js read RDF 1.2.  FollowTheMoney is asked where it is installed.  Neo4j is not: its rules are tests
here, and nothing was loaded.
"""

import csv
import datetime as dt
import io
import json
import re
from collections import Counter
from dataclasses import replace

import pyoxigraph as ox
import pytest
from making import ALL, KIM, PUTIN, HandMade, meeting

import kg
from kg.core.event import Participant, Period
from kg.core.plover import Basis, Precision, Status
from kg.exporting import export
from kg.exporting.ftm import ftm_id
from kg.exporting.reified import REIFIES
from kg.rdf import namespaces as ns

MAY = Period(dt.date(2023, 5, 1), dt.date(2023, 5, 31), Precision.MONTH, Basis.TEXT)
EVIL = Participant("a/b é-", 'Back\\slash\\"\n<&', "person", None, None, "Back", 0, 4)


@pytest.fixture(scope="module")
def graph():
    odd = meeting("m1", None, PUTIN, EVIL)
    (event,) = odd.events
    one, other = event.actors
    odd = replace(odd, events=(replace(event, actors=(one,), recipients=(other,), date=MAY, id=""),))
    alone = meeting("m2", dt.date(2023, 9, 13), PUTIN, KIM)
    alone = replace(alone, events=(replace(alone.events[0], actors=alone.events[0].actors[:1], id=""),))
    extractions = [ALL, odd, alone]
    return kg.build([e.article for e in extractions], extractor=HandMade(*extractions))


@pytest.fixture(scope="module")
def events(graph):
    return list(graph.events())


def exported(graph, format, **how):
    out = io.BytesIO()
    export(graph, format, out, **how)
    return out.getvalue()


# --- RDF 1.2


def test_ties_are_reified_by_their_events(graph, events):
    triples = list(ox.parse(exported(graph, "turtle12"), ox.RdfFormat.TURTLE))
    reified = {(t.subject, t.object) for t in triples if t.predicate == REIFIES}
    named = [e for e in events if e.recipients and all(p.id for p in (*e.actors, *e.recipients))]
    assert {subject for subject, _ in reified} == {ns.event_iri(e.id) for e in named}
    stated = {ox.Triple(t.subject, t.predicate, t.object) for t in triples}
    for event in named:
        ties = [tie for subject, tie in reified if subject == ns.event_iri(event.id)]
        told = event.status in (Status.ASSERTED, Status.HISTORICAL)
        assert ties and all((tie in stated) == told for tie in ties), event.status
    assert any(e.status == Status.DENIED for e in named)


def test_what_is_known_of_the_saying_can_be_asked(graph, events):
    store = ox.Store()
    store.load(exported(graph, "turtle12"), ox.RdfFormat.TURTLE)
    asked = """PREFIX kg: <https://w3id.org/geopolitical-kg/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?event ?status ?confidence ?sentence ?outlet {
            ?event rdf:reifies <<( ?a ?how ?b )>> ; kg:status ?status ; kg:confidence ?confidence ; kg:article ?x .
            OPTIONAL { ?event prov:value ?sentence } OPTIONAL { ?x kg:outlet ?outlet } }"""
    rows = list(store.query("PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> " + asked))
    told = {e.id: e for e in events}
    assert rows
    for row in rows:
        event = told[row["event"].value.removeprefix(ns.EVENT)]
        assert row["status"].value == ns.KG + event.status.value.capitalize()
        assert float(row["confidence"].value) == event.confidence
        assert row["sentence"].value == event.evidence.sentence
    subjects = {q.subject.value for q in store if q.predicate.value == ns.KG + "eventType"}
    assert subjects == {ns.EVENT + e.id for e in events}, "events without a tie are there too"


def test_n3_reads_the_same_triples(graph, node, tmp_path):
    graph.export("turtle12", tmp_path / "ties.ttl")

    def plain(term):
        if isinstance(term, ox.Triple | ox.Quad):
            return [plain(term.subject), plain(term.predicate), plain(term.object)]
        return {"value": term.value, "datatype": term.datatype.value} if isinstance(term, ox.Literal) else term.value

    ours = map(plain, ox.parse(path=tmp_path / "ties.ttl"))
    theirs = node("n3", str(tmp_path / "ties.ttl"))
    assert sorted(theirs, key=str) == sorted(ours, key=str)
    assert any(isinstance(triple[2], list) for triple in theirs)


# --- FollowTheMoney


@pytest.fixture(scope="module")
def entities(graph):
    return [json.loads(line) for line in exported(graph, "ftm").decode().splitlines()]


def test_ids_and_dates_are_such_as_followthemoney_keeps(entities, events):
    ids = [entity["id"] for entity in entities]
    assert len(set(ids)) == len(ids)
    pattern = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?")
    assert all(pattern.fullmatch(id) and len(id) <= 255 for id in ids)
    for entity in entities:
        for name, values in entity["properties"].items():
            assert values and all(isinstance(v, str) and v for v in values), name
            if name in ("subject", "object", "proof", "organizer", "involved"):
                assert set(values) <= set(ids), "nothing points to who is not there"
            if name in ("date", "startDate", "endDate", "publishedAt"):
                assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", v) for v in values)
    told = {e["properties"]["recordId"][0]: e["properties"] for e in entities if e["schema"] == "Event"}
    assert set(told) == {event.id for event in events}
    assert "2023-05" in {value for properties in told.values() for value in properties.get("date", ())}


@pytest.mark.parametrize("id", ["-", "a/b", "a.b", "é", "x-", "Ö" * 300, "a.2fb"])
def test_no_two_ids_are_alike(id):
    others = ["a/b", "a.b", "a-b", "é", "e", "x", "x-", "a.2fb", "Ö" * 300, "Ö" * 301]
    assert ftm_id("actor", id) not in {ftm_id("actor", other) for other in others if other != id}


def test_who_did_it_to_whom_has_a_direction(entities, events):
    links = [e["properties"] for e in entities if e["schema"] == "UnknownLink"]
    assert links and all(len(link["subject"]) == len(link["object"]) == len(link["role"]) == 1 for link in links)
    denied = next(link for link in links if link["status"] == ["denied"])
    assert (denied["subject"], denied["role"], denied["object"]) == (["actor-CIV"], ["did not attack"], ["actor-MLI"])
    assert "date" not in denied and denied["summary"][0].startswith("Côte")


def test_followthemoney_reads_every_entity_and_value(entities):
    model = pytest.importorskip("followthemoney").model
    for entity in entities:
        proxy = model.get_proxy(entity)
        proxy = proxy.clone()
        checked = model.make_entity(entity["schema"])
        checked.id = entity["id"]
        for name, values in entity["properties"].items():
            checked.add(name, values)  # it cleans, and leaves out what it does not take
        told = {name: sorted(values) for name, values in entity["properties"].items()}
        assert {name: sorted(values) for name, values in checked.to_dict()["properties"].items()} == told
        assert model.get(entity["schema"]).validate(entity) is None


# --- Neo4j: its rules, by the manual of neo4j-admin; no database was at hand


@pytest.fixture(scope="module")
def tables(graph, tmp_path_factory):
    folder = tmp_path_factory.mktemp("neo4j")
    export(graph, "neo4j", folder)
    found = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
        assert len(path.read_text("utf-8").splitlines()) == len(found[path.stem]) + 1, "a row is a line"
    return found | {"script": (folder / "load.cypher").read_text("utf-8")}


def test_ids_are_unique_and_every_end_is_there(tables, graph, events):
    actors = [row["id:ID(Actor)"] for row in tables["actors"]]
    told = [row["id:ID(Event)"] for row in tables["events"]]
    assert len(set(actors)) == len(actors) and told == [event.id for event in events]
    for row in tables["roles"]:
        assert row[":START_ID(Actor)"] in actors and row[":END_ID(Event)"] in told
    for row in tables["ties"]:
        assert {row[":START_ID(Actor)"], row[":END_ID(Actor)"]} <= set(actors) and row["event"] in told
    assert len(tables["ties"]) == graph.network().number_of_edges()
    types = Counter(row[":TYPE"] for row in tables["ties"])
    assert types == Counter(d["type"] for *_, d in graph.network().edges(data=True))
    assert all(re.fullmatch(r"[A-Z][A-Z_]*", type) for type in types)


def test_dates_are_days_and_precision_is_text(tables, events):
    by_id = {row["id:ID(Event)"]: row for row in tables["events"]}
    for event in events:
        row, date = by_id[event.id], event.date
        assert (row["start:date"], row["end:date"]) == ((str(date.start), str(date.end)) if date else ("", ""))
        assert row["precision"] == (date.precision.value if date else "")
        assert row["day:date"] == (str(date.start) if date and date.start == date.end else "")
        assert float(row["confidence:double"]) == event.confidence
    assert any(row["date"] == "2023-05" and row["day:date"] == "" for row in by_id.values())


def test_no_backslash_stands_before_a_quotation_mark(tables):
    names = [row["name"] for row in tables["actors"]]
    assert any("\\" in name for name in names) and not any('\\"' in name or name.endswith("\\") for name in names)


def test_the_script_asks_for_columns_that_are_there(tables):
    script = tables["script"]
    loads = re.split(r"LOAD CSV WITH HEADERS FROM 'file:///", script)[1:]
    assert {load.partition(".csv")[0] for load in loads} == {"actors", "events", "roles", "ties"}
    for load in loads:
        columns = set(tables[load.partition(".csv")[0]][0])
        assert {a or b for a, b in re.findall(r"row\.(?:`([^`]+)`|(\w+))", load)} <= columns
        assert load.rstrip().endswith(";")
    assert {row[":TYPE"] for row in tables["ties"]} <= set(re.findall(r"\[t:(\w+) ", script))


def test_in_duckdb_the_types_are_what_the_headers_say(graph, tables, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    export(graph, "neo4j", tmp_path)
    row = duckdb.sql(
        f'SELECT typeof("start:date"), typeof("confidence:double"), count(*) OVER () FROM \'{tmp_path}/events.csv\''
    ).fetchall()[0]
    assert row == ("DATE", "DOUBLE", len(tables["events"]))


@pytest.mark.parametrize("name", ["events.csv", "ties.csv"])
def test_neo4j_without_text(graph, tmp_path, name):
    graph.export("neo4j", tmp_path, text=False)
    assert "Vostochny Cosmodrome on Wednesday" not in (tmp_path / name).read_text("utf-8")


def test_the_same_graph_gives_the_same_bytes(graph, tmp_path):
    for format in ("turtle12", "ftm", "panel"):
        assert exported(graph, format) == exported(graph, format)
    for folder in ("a", "b"):
        export(graph, "neo4j", tmp_path / folder)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_panel_is_a_table_with_zeros(graph):
    rows = list(csv.DictReader(io.StringIO(exported(graph, "panel").decode())))
    assert rows and {"a_cow_number", "b_gw_number", "a_cameo", "period", "events"} <= set(rows[0])
    assert {(r["a"], r["a_cow_number"]) for r in rows} >= {("PRK", "731")}
