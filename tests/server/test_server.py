"""The endpoint of `kg serve`: read-only, nothing leaves through it, a time limit that holds."""

import contextlib
import csv
import http.client
import io
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode

import pyoxigraph
import pytest
from making import ARTICLE, EXTRACTION, HandMade

import kg
from kg.core.errors import QueryError, StoreError
from kg.rdf.namespaces import PREFIXES
from kg.server import guard, workers
from kg.server.endpoint import Server

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "g"
    kg.build([ARTICLE], folder, extractor=HandMade(EXTRACTION))
    with Server(str(folder), port=0, timeout=30, workers=1).running() as running:
        yield running


@pytest.fixture(scope="module")
def hasty(server):
    """Of the same store, and soon out of patience; only for queries that are to be stopped, on a busy machine too."""
    with Server(server.store, port=0, timeout=3, workers=1).running() as running:
        yield running


def ask(server, path="/sparql", data=None, **headers):
    request = urllib.request.Request(server.url + path, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except http.client.IncompleteRead:  # broken off in the middle
        return "broken", {}, ""
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def query(server, text, **headers):
    return ask(server, data=text.encode(), **{"Content-Type": "application/sparql-query", **headers})


def test_a_query_by_get_and_by_post(server):
    text = "SELECT ?l { kg:Event rdfs:label ?l }"
    for status, headers, body in (
        ask(server, "/sparql?" + urlencode({"query": text})),
        ask(server, data=urlencode({"query": text}).encode()),
        query(server, text),
    ):
        assert status == 200 and headers["Content-Type"].startswith("application/sparql-results+json")
        assert json.loads(body)["results"]["bindings"][0]["l"]["value"] == "event"


def test_formats(server):
    text = "SELECT ?s { ?s a kg:Article }"
    assert query(server, text, Accept="text/csv")[2].startswith("s\r\n")
    assert "<sparql" in query(server, text, Accept="application/sparql-results+xml")[2]
    status, headers, body = query(
        server, "CONSTRUCT { ?s a kg:Article } WHERE { ?s a kg:Article }", Accept="text/turtle"
    )
    assert status == 200 and headers["Content-Type"].startswith("text/turtle") and "Article" in body
    assert query(server, "ASK {}", Accept="text/csv")[2] == "true"


VALUES = [
    ("<http://example.org/a,b>", "http://example.org/a,b"),
    ("<http://example.org/a'b>", "http://example.org/a'b"),
    ("'a, b'@fr", "a, b"),
    ("'say \"it\"'", 'say "it"'),
    (r"'two\nlines'", "two\nlines"),
    (r"'a\rb'", "a\rb"),
    (r"'a\tb'", "a\tb"),
    ("' blanks '", " blanks "),
    ("''", ""),
    ("UNDEF", ""),
    ("5", "5"),
    ("1.5", "1.5"),
    ("true", "true"),
    ("'2023-09-13'^^xsd:date", "2023-09-13"),
    ("'Ünïcode, 中'", "Ünïcode, 中"),
    ("'=1+1;x'", "=1+1;x"),
]


def test_every_value_stays_in_its_column(server):
    rows = " ".join(f"({n} {term} {n})" for n, (term, _) in enumerate(VALUES))
    text = f"SELECT ?n ?value ?again {{ VALUES (?n ?value ?again) {{ {rows} }} }} ORDER BY ?n"
    status, headers, body = query(server, text, Accept="text/csv")
    assert status == 200 and headers["Content-Type"].startswith("text/csv")
    expected = [[str(n), value, str(n)] for n, (_, value) in enumerate(VALUES)]
    assert list(csv.reader(io.StringIO(body, newline=""))) == [["n", "value", "again"], *expected]
    assert body.startswith("n,value,again\r\n") and '"http://example.org/a,b"' in body
    lines = query(server, text, Accept="text/tab-separated-values")[2].split("\n")
    assert lines[0] == "?n\t?value\t?again" and {line.count("\t") for line in lines if line} == {2}
    assert lines[1].split("\t")[1] == "<http://example.org/a,b>" and len(lines) == len(VALUES) + 2


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("Text/CSV; q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv, application/sparql-results+json;q=0.9", "text/csv"),
        ("application/sparql-results+xml;q=0.2,application/json;q=0.1", "application/sparql-results+xml"),
        ("text/csv;q=many", "text/csv"),
    ],
)
def test_the_format_that_is_asked_for(server, accept, kind):
    assert query(server, "SELECT * { ?s a kg:Article }", Accept=accept)[1].get_content_type() == kind


def test_a_table_of_one_column_keeps_its_empty_rows(server):
    body = query(server, "SELECT ?x { VALUES ?x { 1 UNDEF '' 2 } }", Accept="text/csv")[2]
    assert list(csv.reader(io.StringIO(body, newline=""))) == [["x"], ["1"], [""], [""], ["2"]]
    assert query(server, "SELECT (BNODE() AS ?x) {}", Accept="text/csv")[2].startswith("x\r\n_:")


def test_a_request_may_name_its_graphs(server):
    text = "SELECT ?g { { ?s a kg:Article } UNION { GRAPH ?g { ?s a kg:Article } } }"
    (article,) = {row["g"]["value"] for row in rows_of(query(server, text)) if "g" in row}
    plain, named = "SELECT ?s { ?s a kg:Article }", "SELECT ?s { GRAPH ?g { ?s a kg:Article } }"
    for text, graphs, found in (
        (plain, {}, 1),
        (plain, {"default-graph-uri": article}, 1),
        (plain, {"default-graph-uri": "x:other"}, 0),
        (plain, {"default-graph-uri": ["x:other", article]}, 1),
        (plain, {"named-graph-uri": article}, 0),
        (named, {"named-graph-uri": article}, 1),
        (named, {"default-graph-uri": article}, 0),
        (named, {"named-graph-uri": "x:other", "default-graph-uri": article}, 0),
        (plain.replace("{", "FROM <x:other> {", 1), {}, 0),
        (plain.replace("{", f"FROM <{article}> {{", 1), {}, 1),
        (plain.replace("{", "FROM <x:other> {", 1), {"default-graph-uri": article}, 1),
    ):
        address = "/sparql?" + urlencode(graphs, doseq=True)
        for answer in (
            ask(server, "/sparql?" + urlencode({"query": text, **graphs}, doseq=True)),
            ask(server, data=urlencode({"query": text, **graphs}, doseq=True).encode()),
            ask(server, address, urlencode({"query": text}).encode()),
            ask(server, address, text.encode(), **{"Content-Type": "application/sparql-query"}),
        ):
            assert answer[0] == 200, answer
            assert len(rows_of(answer)) == found, (text, graphs)


def rows_of(answer):
    return json.loads(answer[2])["results"]["bindings"]


@pytest.mark.parametrize("graph", ["", "other", "has blanks:x y"])
def test_a_graph_without_an_iri_is_told(server, graph):
    for name in ("default-graph-uri", "named-graph-uri"):
        status, _, body = ask(server, "/sparql?" + urlencode({"query": "ASK {}", name: graph}))
        assert status == 400 and body.startswith("a graph is named that has no IRI")


def test_one_query_at_a_time(server):
    twice = urlencode({"query": ["ASK {}", "SELECT * {}"]}, doseq=True)
    for answer in (ask(server, "/sparql?" + twice), ask(server, data=twice.encode())):
        assert answer[0] == 400 and answer[2] == "send one query at a time"


@pytest.mark.parametrize("name", ["using-graph-uri", "using-named-graph-uri"])
def test_an_update_names_its_graphs_itself(writable, name):
    path, kind = f"/update?{name}=x:g", {"Content-Type": "application/sparql-update"}
    status, _, body = ask(writable, path, b"INSERT DATA { <x:a> <x:b> 'named' }", **kind)
    assert status == 400 and body.endswith("are not taken: write USING in it")
    assert "false" in query(writable, "ASK { ?s ?p 'named' }")[2]


def test_a_fault_of_the_query_is_told(server):
    status, _, body = query(server, "SELECT nonsense")
    assert status == 400 and "does not parse" in body


class Listener:
    """Somebody who hears it when he is called: accepts, counts, and hangs up."""

    def __init__(self):
        self.calls, self._socket = 0, socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    def close(self):
        self._socket.close()

    def at(self, form):
        return form.replace("URL", self.address)

    def called(self):
        """Whether anybody has called.  Calls are taken in turn, so that of the test itself comes after all others."""
        with socket.create_connection(self._socket.getsockname()) as own:
            own.recv(1)
        return self.calls > 1


@pytest.fixture
def listener():
    listening = Listener()
    yield listening
    listening.close()


# Every place where the grammar has a SERVICE, and every way to write one that this engine takes.
FORMS = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p ?o SERVICE <URL> { ?s ?p ?o } }",
    "select * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE<URL>{?s ?p ?o} }",
    "SELECT * { SERVICE # a comment\n<URL>#another\n{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o . # it's one\nSERVICE <URL> { ?s ?p ?o } # it's another\n }",
    "SELECT * { ?s ?p ?o # ends here\rSERVICE <URL> { ?s ?p ?o } #\n }",
    "SELECT * { SERVICE\r\n\t<URL>\r\n{ ?s ?p ?o } }",
    "PREFIX there: <URL> SELECT * { SERVICE there: { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE :x { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "SELECT * { { SERVICE <URL> { ?s ?p ?o } } UNION { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { { SELECT ?s { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { GRAPH ?g { ?a ?b ?c SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o BIND(EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) }",
    "SELECT (EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <URL> { ?s ?p ?o } })",
    "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE <URL> { ?a ?p ?o } })",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(true)SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?s!=?o)SERVICE#>\n<URL>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(true||?s<?o)SERVICE#>\n<URL>{ ?s ?p ?o } }",
    'SELECT * { ?s ?p ?o FILTER(?o != "a \\" b")SERVICE <URL> { ?s ?p ?o } }',
    'SELECT * { ?s ?p ?o FILTER(?o != """ "a" \'b ""\\" """)SERVICE <URL> { ?s ?p ?o } }',
    "SELECT * { ?s ?p ?o FILTER(?o != '''it's \"'' ''')SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?s != <x:#'>)SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?s != wd:a\\'b)SERVICE <URL> { ?s ?p ?o } # '\n }",
    "SELECT * { ?s ?p ?o FILTER(?s != wd:a\\#b)SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o . SERVICESILENT<URL>{ ?s ?p ?o } }",
]
# What SPARQL allows and this engine does not do: an endpoint by variable, and any character as its number.
OTHERS = [
    "SELECT * { VALUES ?where { <URL> } SERVICE ?where { ?s ?p ?o } }",
    "SELECT * { BIND(IRI('URL') AS ?where) SERVICE SILENT $where { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERV\\U00000049CE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a\\u0027 . SERVICE <URL> { ?s ?p ?o } # ' }",
]
UPDATES = [
    "LOAD <URL>",
    "load silent <URL> into graph <x:g>",
    "INSERT DATA { <x:a> <x:b> 'c' } ; # and then\n LOAD <URL>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DELETE { ?s ?p ?o } INSERT { ?o ?p ?s } WHERE { ?s ?p ?o FILTER EXISTS { service<URL>{ ?s ?p ?o } } }",
]


def engine():
    store = pyoxigraph.Store()
    a, b, c, graph = map(pyoxigraph.NamedNode, ("x:a", "x:b", "x:c", "x:g"))
    store.extend([pyoxigraph.Quad(a, b, c), pyoxigraph.Quad(a, b, c, graph)])
    return store


@pytest.mark.parametrize("form", FORMS)
def test_the_engine_left_alone_would_call(listener, form):
    with contextlib.suppress(OSError):
        results = engine().query(listener.at(form), prefixes=PREFIXES, use_default_graph_as_union=True)
        if not isinstance(results, pyoxigraph.QueryBoolean):
            list(results)
    assert listener.called()


@pytest.mark.parametrize("form", UPDATES)
def test_the_engine_left_alone_would_call_in_an_update(listener, form):
    with contextlib.suppress(OSError):
        engine().update(listener.at(form), prefixes=PREFIXES)
    assert listener.called()


@pytest.mark.parametrize("form", [*FORMS, *OTHERS])
def test_service_calls_nobody(server, listener, form):
    status, _, body = query(server, listener.at(form))
    assert status == 400 and ("SERVICE is not allowed" in body or "not certain" in body)
    assert not listener.called()


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_grammar_finds_it_by_itself(form):
    # Where the terminals of a query can be cut in two ways, only their order in the grammar tells.
    with pytest.raises(QueryError, match=r"is not allowed|not certain"):
        guard._read(form.replace("URL", "http://127.0.0.1:1/"), "query", ["service"])


def unguarded(*arguments):
    """What a worker does whose first guard lets everything pass."""
    workers.judged = lambda text, kind: text
    workers.work(*arguments)


@pytest.fixture(scope="module")
def careless(server):
    """A server without the first guard."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "work", unguarded)
        there = Server(server.store, port=0, timeout=20, workers=1)
    with there.running() as running:
        yield running


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there can a process bind its native code")
@pytest.mark.parametrize("form", [*FORMS, *OTHERS])
def test_service_calls_nobody_without_the_first_guard(careless, listener, form):
    body = query(careless, listener.at(form))[2]
    assert "SERVICE is not allowed" not in body and "not certain" not in body
    assert not listener.called()


@pytest.fixture(scope="module")
def writable():
    with Server(None, port=0, updates=True).running() as running:
        yield running


@pytest.fixture(scope="module")
def careless_writable():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "work", unguarded)
        there = Server(None, port=0, updates=True)
    with there.running() as running:
        yield running


def update(server, text):
    return ask(server, "/update", text.encode(), **{"Content-Type": "application/sparql-update"})


@pytest.mark.parametrize("form", UPDATES)
def test_an_update_calls_nobody(writable, listener, form):
    status, _, body = update(writable, listener.at(form))
    assert status == 400 and "is not allowed" in body and not listener.called()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there can a process bind its native code")
@pytest.mark.parametrize("form", UPDATES)
def test_an_update_calls_nobody_without_the_first_guard(careless_writable, listener, form):
    assert "is not allowed" not in update(careless_writable, listener.at(form))[2]
    assert not listener.called()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there can a process bind its native code")
def test_a_sealed_process_opens_no_connection(listener):
    code = f"""
import ctypes, socket, sys, threading
from kg.server.sealed import seal
ours, theirs = socket.socketpair()
go, native = threading.Event(), []
def call():  # a thread from before, and past Python's own socket module
    go.wait()
    native.append(ctypes.CDLL(None, use_errno=True).socket(2, 1, 0))
    native.append(ctypes.get_errno())
thread = threading.Thread(target=call)
thread.start()
bound = seal()
go.set()
thread.join()
try:
    socket.create_connection(("127.0.0.1", {listener.address.rsplit(":")[-1].strip("/")}))
except PermissionError as error:
    native.append(str(error))
ours.sendall(b"still open")
print(bound, native, theirs.recv(99))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "True [-1, 1, " in done.stdout and "b'still open'" in done.stdout, done.stdout + done.stderr
    assert not listener.called()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT * { ?service ?p 'public SERVICE' }", 0),
        ("SELECT ?service { BIND('a SERVICE { \\u0061 }' AS ?service) } # SERVICE", 1),
        ('SELECT ?x { BIND("""it\'s "a"\nservice\\n""" AS ?x) }', 1),
        ("SELECT ?x { VALUES ?x { <http://example.org/service> } FILTER(STRENDS(STR(?x), '/service')) }", 1),
        ("SELECT ?x { VALUES ?x { entity:secret-service } FILTER(STRENDS(STR(?x), 'kg/entity/secret-service')) }", 1),
        ("PREFIX s: <http://service.example/> SELECT ?x { VALUES ?x { s:a } FILTER(?x = s:a) }", 1),
        ("SELECT * { # service\r VALUES ?x { 1 2 } }", 2),
        ("SELECT * { VALUES ?x { 1 2 } # \\u000a SERVICE <x:a> { }\n }", 2),
    ],
)
def test_the_word_may_stand_where_it_asks_nobody(server, text, rows):
    status, _, body = query(server, text)
    assert status == 200, body
    found = json.loads(body)["results"]["bindings"]
    assert len(found) == rows
    if "BIND" in text:
        assert next(iter(found[0].values()))["value"] in ("a SERVICE { a }", 'it\'s "a"\nservice\n')


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ex:service }",
        "PREFIX entity:<http://example.org/> SELECT * { ?s ?p entity:service }",
        "SELECT * { ?s ?p _:service }",
        "SELECT * { ?s ?p 'service' ",
        "SELECT * { ?s ?p 'service }",
        "SELECT * { << ?s ?p 'service' >> ?q ?o }",
        "SELECT * { ?s ?p 'service' " + "{" * 5000 + "}" * 5000 + " }",
    ],
    ids=lambda text: text[:40],
)
def test_what_is_not_certain_is_refused(server, text):
    status, _, body = query(server, text)
    assert status == 400 and "not certain" in body and "\n" not in body


def test_words_of_an_update_are_stored_as_they_came(writable):
    text = "PREFIX : <x:> INSERT DATA { <http://example.org/service> :label 'They loaded a \"service\"', 'Download' }"
    assert update(writable, text)[::2] == (204, "")
    body = query(writable, "SELECT ?s ?o { ?s <x:label> ?o . FILTER(STRENDS(STR(?s), '/service')) }")[2]
    found = {row["o"]["value"] for row in json.loads(body)["results"]["bindings"]}
    assert found == {'They loaded a "service"', "Download"}


FOREIGN = [
    {"Origin": "http://news.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://news.example", "Sec-Fetch-Site": "cross-site"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_site_is_answered_nowhere(server, headers):
    form = urlencode({"query": "SELECT * { ?s ?p ?o }"})
    assert ask(server, data=form.encode(), **headers)[0] == 403
    assert ask(server, "/update", b"DROP ALL", **headers)[0] == 403
    for path in ("/", "/page.js", "/page.css", "/examples", "/nowhere", f"/sparql?{form}", f"/query?{form}"):
        status, _, body = ask(server, path, **headers)
        assert status == 403 and body == "this endpoint answers no page of another site"


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "none"}, {"Origin": "SELF", "Sec-Fetch-Site": "same-origin"}], ids=str
)
def test_our_own_page_and_programs_are_answered(server, headers):
    headers = {name: value.replace("SELF", server.url) for name, value in headers.items()}
    assert ask(server, "/", **headers)[0] == 200
    assert ask(server, data=urlencode({"query": "ASK {}"}).encode(), **headers)[0] == 200


def test_what_follows_a_refused_request_is_not_another_one(server):
    inner = f"GET /examples HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n"
    outer = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: http://news.example\r\n"
    with socket.create_connection(("127.0.0.1", server.port)) as caller:
        caller.sendall(f"{outer}Content-Length: {len(inner)}\r\n\r\n{inner}".encode())
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while part := caller.recv(1 << 16):
                answer += part
    assert answer.startswith(b"HTTP/1.1 403") and answer.count(b"HTTP/1.1") == 1


def test_an_endpoint_is_not_served_again():
    with pytest.raises(StoreError, match="is an endpoint already"):
        Server("http://127.0.0.1:1/query", port=0)


def test_updates_are_refused(server):
    before = query(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[2]
    assert ask(server, "/update", b"DROP ALL", **{"Content-Type": "application/sparql-update"})[0] == 403
    assert query(server, "DROP ALL")[0] == 400
    assert query(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[2] == before


def test_a_query_that_takes_too_long_is_stopped_and_the_next_answered(hasty):
    started = time.monotonic()
    status, _, body = query(hasty, SLOW)
    assert status == 503 and "more than 3 seconds" in body
    assert time.monotonic() - started < 30
    assert query(hasty, "ASK {}")[0] == 200


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("LOAD <file:///etc/hostname>", 400),
        ("LOAD SILENT <http://127.0.0.1:1/> INTO GRAPH <x:g>", 400),
        ("CLEAR DEFAULT", 400),
        ("DELETE WHERE { ?s ?p ?o }", 400),
        ("SELECT * { ?s ?p ?o } ; DROP ALL", 400),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a", 503),
        ("SELECT * " + "{" * 100_000 + "?s ?p ?o" + "}" * 100_000, 500),
        ("SELECT * { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }", 500),
        ("SELECT (CONCAT(" + ", ".join(["?o"] * 100_000) + ") AS ?x) { ?s ?p ?o }", 400),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_hostile_query_harms_nobody(server, hasty, text, status):
    asked = hasty if status == 503 else server
    found, _, body = query(asked, text)
    # Stopped for its time, its memory or its syntax: which comes first depends on the machine, not for an update.
    assert found in {status, 500, 503, "broken"} if status != 400 or text.startswith("SELECT (") else found == status
    assert "root:" not in body and len(body) < 400
    assert json.loads(query(asked, "SELECT (COUNT(?e) AS ?n) { ?e a kg:Event }")[2])["results"]["bindings"]


def test_a_worker_may_not_take_all_memory():
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_DATA)
    try:
        workers._limit_memory()
        assert resource.getrlimit(resource.RLIMIT_DATA)[0] <= workers.MAX_MEMORY
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def test_another_site_cannot_ask_through_a_name_of_its_own(server):
    assert ask(server, "/sparql?query=ASK%7B%7D", Host="evil.example")[0] == 403
    assert ask(server, "/sparql?query=ASK%7B%7D", Host=f"localhost:{server.port}")[0] == 200


def test_the_page_needs_nothing_from_elsewhere(server):
    status, headers, body = ask(server, "/")
    assert status == 200 and "default-src 'none'" in headers["Content-Security-Policy"]
    assert "http://" not in body and "https://" not in body
    assert "innerHTML" not in ask(server, "/page.js")[2]
    examples = json.loads(ask(server, "/examples")[2])
    assert len(examples) >= 15 and all(row["title"] and row["query"] for row in examples)


def test_requests_that_make_no_sense(server):
    assert ask(server, "/nowhere")[0] == 404
    assert ask(server, "/sparql", b"x", **{"Content-Type": "text/plain"})[0] == 415
    assert ask(server, "/sparql", b"x" * 10, **{"Content-Length": "999999999"})[0] == 413


def test_it_answers_again_when_a_writer_has_finished(tmp_path):
    kg.build([ARTICLE], tmp_path / "g", extractor=HandMade(EXTRACTION))
    with Server(str(tmp_path / "g"), port=0, workers=1).running() as server:
        with kg.store.OxigraphStore(tmp_path / "g", writable=True):
            status, _, body = query(server, "ASK { ?e a kg:Event }")
            assert status == 503 and "another process is writing" in body
        assert query(server, "ASK { ?e a kg:Event }")[0] == 200
