"""The remote path, against a server in processes of its own."""

import datetime as dt
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
import rdflib
from making import ARTICLE, DENIAL, EXTRACTION, KIM, MEETING, PUTIN, HandMade, meeting
from rdflib.plugins.sparql import prepareQuery

import kg
from kg.core.errors import QueryError, StoreError
from kg.core.records import Extraction
from kg.rdf import namespaces as ns
from kg.server.endpoint import Server
from kg.store import remote, writer
from kg.store.folder import SCHEMA_VERSION
from kg.store.remote import RemoteStore


@pytest.fixture
def server():
    with Server(None, port=0, updates=True).running() as running:
        yield running


def url(server):
    return f"{server.url}/query"


def timeless(graph):
    return {q for q in graph.store.quads() if not q.predicate.value.endswith("ingestedAt")}


def test_build_and_read_through_the_protocol(server):
    graph = kg.build([ARTICLE], url(server), extractor=HandMade(EXTRACTION))
    assert list(graph.events()) == [MEETING, DENIAL]
    assert len(graph) == 2
    assert graph.ask("ASK { entity:PRK kg:meets entity:RUS }")
    assert graph.query("SELECT ?l { ?e kg:eventType/kg:relationLabel ?l } ORDER BY ?l")["l"].tolist() == [
        "attacks",
        "meets",
    ]
    assert (None, None, None) in graph.construct("CONSTRUCT { ?s kg:meets ?o } WHERE { ?s kg:meets ?o }")
    assert graph.text("a1") == ARTICLE.text
    assert graph.explain(MEETING.id).article == ARTICLE
    assert [e.id for e in kg.open(url(server)).events()] == [MEETING.id, DENIAL.id]


def test_building_again_adds_nothing_and_a_change_replaces(server):
    day = dt.date(2023, 9, 13)
    first = [meeting("m1", day, PUTIN, KIM), meeting("m2", day, KIM, PUTIN)]
    graph = kg.build([e.article for e in first], url(server), extractor=HandMade(*first))
    before = set(graph.store.quads())
    again = HandMade(*first)
    kg.build([e.article for e in first], url(server), extractor=again)
    assert set(graph.store.quads()) == before and again.calls == []
    changed = meeting("m2", dt.date(2023, 9, 14), KIM, PUTIN)
    graph = kg.build([changed.article], url(server), extractor=HandMade(changed))
    assert {e.published for e in graph.events(merged=False)} == {day, dt.date(2023, 9, 14)}
    assert len(graph) == 2  # two days, two meetings; and not three


@pytest.mark.parametrize("few", [0, 20])
def test_refreshing_gives_what_a_new_graph_gives(server, few, monkeypatch):
    monkeypatch.setattr(writer, "_FEW", few)
    some = [EXTRACTION, *(meeting(i, ARTICLE.date, PUTIN, KIM) for i in ("m1", "m2"))]
    newer = [Extraction(ARTICLE, (DENIAL,)), some[1], Extraction(some[2].article)]
    articles = [e.article for e in some]
    kg.build(articles, url(server), extractor=HandMade(*some))
    reader = HandMade(*newer, version="2")
    there = kg.build(None, url(server), extractor=reader, refresh=True)
    assert sorted(reader.calls) == ["a1", "m1", "m2"]
    assert timeless(there) == timeless(kg.build(articles, extractor=HandMade(*newer, version="2")))
    assert len(there.merge().events) == 0 and there.validate() == [] and kg.remove("a1", there) == 1


def test_updates_are_batched(server, monkeypatch):
    monkeypatch.setattr(remote, "BATCH", 7)
    graph = kg.build([ARTICLE], url(server), extractor=HandMade(EXTRACTION))
    assert list(graph.events()) == [MEETING, DENIAL]


def test_the_same_graph_here_and_there(server):
    there = kg.build([ARTICLE], url(server), extractor=HandMade(EXTRACTION))
    here = kg.build([ARTICLE], extractor=HandMade(EXTRACTION))
    assert timeless(there) == timeless(here)


def test_rdflib_speaks_to_it(server):
    graph = kg.build([ARTICLE], url(server), extractor=HandMade(EXTRACTION))
    rows = list(graph.dataset.query("SELECT ?e { ?e a kg:Event }"))
    assert len(rows) == 2


def test_a_query_at_fault(server):
    kg.build([ARTICLE], url(server), extractor=HandMade(EXTRACTION))
    with pytest.raises(QueryError, match="does not parse"):
        kg.open(url(server)).query("SELECT nonsense")


def test_nobody_answers():
    with pytest.raises(StoreError, match="no answer"):
        RemoteStore("http://127.0.0.1:9/query", timeout=2)


def test_an_endpoint_without_a_graph_of_ours(server):
    with pytest.raises(StoreError, match="holds no graph of ours"):
        # The test server stamps its empty store; take the stamp away.
        store = RemoteStore(url(server), writable=True)
        store.remove(list(store.quads(ox.NamedNode("https://w3id.org/geopolitical-kg/graph/runs"))))
        RemoteStore(url(server))


def test_a_read_only_endpoint_refuses_updates(tmp_path):
    kg.build([ARTICLE], tmp_path / "g", extractor=HandMade(EXTRACTION))
    with Server(str(tmp_path / "g"), port=0, workers=1).running() as server:
        assert len(kg.open(url(server))) == 2
        with pytest.raises(StoreError, match="403"):
            kg.build([ARTICLE], url(server), extractor=HandMade(EXTRACTION, version="2"))


JSON = "application/sparql-results+json"


@contextmanager
def answering(answer):
    """An endpoint of which ``answer`` makes type and bytes from a path and what was sent there: its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            kind, content = answer(self.path, self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/query"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def without_union(*quads):
    """An endpoint whose default graph is a graph of its own: its address, its store, and the updates it was sent."""
    store, updates = ox.Store(), []
    store.extend(quads)

    def answer(path, body):
        if path == "/update":
            updates.append(body)
            store.update(body)
            return JSON, b""
        return JSON, store.query(parse_qs(body)["query"][0]).serialize(format=ox.QueryResultsFormat.JSON)

    with answering(answer) as address:
        yield address, store, updates


A, B, C, G = map(ox.NamedNode, ("x:a", "x:b", "x:c", "x:g"))


@pytest.mark.parametrize("others", [[], [ox.Quad(A, B, C)], [ox.Quad(A, B, ox.Literal("c\n", language="fr"))]])
def test_an_endpoint_with_named_graphs_that_is_refused_is_not_written_to(others):
    held = [ox.Quad(A, B, ox.Literal('"c"'), G), ox.Quad(ox.BlankNode(), B, ox.BlankNode(), G), *others]
    with without_union(*held) as (address, store, updates):
        with pytest.raises(StoreError, match="not the union"):
            RemoteStore(address, writable=True)
        assert updates == [] and set(store) == set(held)


@pytest.mark.parametrize("held", [[], [ox.Quad(A, B, C)]])
def test_one_without_named_graphs_is_as_before_when_it_has_been_refused(held):
    with without_union(*held) as (address, store, updates):
        with pytest.raises(StoreError, match="not the union"):
            RemoteStore(address, writable=True)
        assert updates and set(store) == set(held)


def test_one_of_another_version_is_not_written_to(server):
    store = RemoteStore(url(server), writable=True)
    (mark,) = [q for q in store.quads(ns.RUNS_GRAPH) if q.predicate == ns.kg("schemaVersion")]
    store.remove([mark])
    store.add([ox.Quad(mark.subject, mark.predicate, ox.Literal(SCHEMA_VERSION + 1), mark.graph_name)])
    before = set(store.quads())
    with pytest.raises(StoreError, match="a newer version"):
        kg.build([ARTICLE], url(server), extractor=HandMade(EXTRACTION))
    assert set(store.quads()) == before


def test_from_means_the_graphs_that_it_names(server):
    store = RemoteStore(url(server), writable=True)
    store.add([ox.Quad(A, B, ox.Literal("g"), G), ox.Quad(A, B, ox.Literal("c"), C)])
    assert [row["o"].value for row in store.select("SELECT ?o FROM <x:g> { <x:a> ?p ?o }")] == ["g"]
    assert [str(row.o) for row in store.dataset.query("SELECT ?o FROM <x:c> { <x:a> ?p ?o }")] == ["c"]
    # This is what rdflib asks with default-graph-uri.
    assert [str(row.o) for row in store.dataset.get_context("x:g").query("SELECT ?o { <x:a> ?p ?o }")] == ["g"]


@contextmanager
def deaf_to_from(*quads):
    """An endpoint with a union default graph that leaves FROM aside, as Oxigraph's server does."""
    store, asked = ox.Store(), []
    store.extend(quads)

    def answer(_, body):
        form = parse_qs(body)
        default, named = (form.get(f"{kind}-graph-uri", []) for kind in ("default", "named"))
        asked.append((default, named))
        options = {"use_default_graph_as_union": True}
        if default or named:
            options = {
                "default_graph": list(map(ox.NamedNode, default)),
                "named_graphs": list(map(ox.NamedNode, named)),
            }
        results = store.query(form["query"][0], **options)
        if isinstance(results, ox.QueryTriples):
            return "application/n-triples", results.serialize(format=ox.RdfFormat.N_TRIPLES)
        return JSON, results.serialize(format=ox.QueryResultsFormat.JSON)

    with answering(answer) as address:
        yield address, asked


def test_from_counts_at_a_server_that_leaves_it_aside():
    marked = list(kg.KnowledgeGraph(None).store.quads(ns.RUNS_GRAPH))
    held = [*marked, *(ox.Quad(A, B, ox.Literal(g.value), g) for g in (G, C))]
    with deaf_to_from(*held) as (address, asked):
        graph = kg.open(address)
        all_, named = "{ <x:a> <x:b> ?o }", "{ GRAPH ?g { <x:a> <x:b> ?o } }"
        for query, found in (
            (f"SELECT ?o {all_}", {"x:g", "x:c"}),
            (f"SELECT ?o FROM <x:g> {all_}", {"x:g"}),
            (f"PREFIX x: <x:> SELECT ?o FROM x:g FROM x:c {all_}", {"x:g", "x:c"}),
            (f"SELECT ?o FROM NAMED <x:c> {named}", {"x:c"}),
            (f"SELECT ?o FROM NAMED <x:c> {all_}", set()),
        ):
            assert set(graph.query(query)["o"]) == found, query
            assert {str(row.o) for row in graph.dataset.query(query)} == found, query
            assert {str(row.o) for row in graph.dataset.query(prepareQuery(query))} == found, query
        assert asked[-1] == ([], ["x:c"])
        one = graph.dataset.get_context("x:g")
        assert [str(row.o) for row in one.query(f"SELECT ?o {all_}")] == ["x:g"] and asked[-1] == (["x:g"], [])
        assert [str(row.o) for row in one.query(f"SELECT ?o FROM <x:c> {all_}")] == ["x:c"]
        built = graph.dataset.query(f"CONSTRUCT {{ <x:a> <x:b> ?o }} FROM <x:g> WHERE {all_}").graph
        assert set(built.objects()) == set(
            graph.construct(f"CONSTRUCT {{ <x:a> <x:b> ?o }} FROM <x:g> WHERE {all_}").objects()
        )
        assert set(built.objects()) == {rdflib.Literal("x:g")} == set(one.objects())
        rows = graph.store.query(f"SELECT ?o {all_}", default_graphs=["x:c"])
        assert [row["o"].value for row in rows] == ["x:c"]


def test_a_fault_is_told_through_the_dataset_too(server):
    graph = kg.build([ARTICLE], url(server), extractor=HandMade(EXTRACTION))
    with pytest.raises(QueryError, match="does not parse"):
        graph.dataset.query("SELECT nonsense")


@pytest.mark.parametrize(
    ("query", "update"),
    [
        ("http://h/ds/query", "http://h/ds/update"),
        ("http://h:7878/query?union-default-graph=true", "http://h:7878/update"),
        ("http://h/repositories/news", "http://h/repositories/news/statements"),
        ("http://h/api/news", "http://h/api/news"),
    ],
)
def test_where_updates_go(query, update):
    assert remote._update_url(query) == update


def test_passwords_go_into_the_header():
    assert remote._without_password("https://me:s%40fe@h:1/q") == ("https://h:1/q", "Basic bWU6c0BmZQ==")
