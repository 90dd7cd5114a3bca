"""Stores: on disk, in memory; one writer, many readers; versions."""

import io
import itertools
import json
import multiprocessing as mp
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery, prepareUpdate

from kg.core.errors import QueryError, StoreError
from kg.graph import KnowledgeGraph
from kg.rdf import namespaces as ns
from kg.store import OxigraphStore, open_store
from kg.store.sparql import bind, graphs_of, words

sys.path.insert(0, str(Path(__file__).parent / "rdf"))

N, L, Q = ox.NamedNode, ox.Literal, ox.Quad
QUAD = Q(N("https://example.org/s"), N("https://example.org/p"), L('é "quoted" 🇨🇮\n'), N("https://example.org/g"))


@pytest.fixture
def folder(tmp_path):
    with OxigraphStore(tmp_path / "graph", writable=True) as store:
        store.add([QUAD])
    return tmp_path / "graph"


def own(store):
    return [q for q in store.quads() if q.graph_name not in ns.SHARED_GRAPHS]


def test_what_is_written_is_there_after_opening_again(folder):
    with open_store(folder) as store:
        assert own(store) == [QUAD]
        assert not store.writable
        with pytest.raises(StoreError, match="read only"):
            store.add([QUAD])


def test_queries_see_the_union_of_graphs_and_all_prefixes():
    store = OxigraphStore()
    store.add([QUAD])
    assert len(list(store.select("SELECT ?o { <https://example.org/s> ?p ?o }"))) == 1
    assert store.query("ASK { plover:CONSULT kg:quadClass plover:verbal-cooperation }")


def test_from_restricts_a_query_to_some_graphs():
    store = OxigraphStore()
    other = Q(QUAD.subject, QUAD.predicate, L("elsewhere"), N("https://example.org/from"))
    store.add([QUAD, other])

    def objects(clause):
        return {row["o"] for row in store.select(f"SELECT ?o {clause} WHERE {{ <https://example.org/s> ?p ?o }}")}

    assert objects("") == {QUAD.object, other.object}
    assert objects("FROM <https://example.org/from>") == {other.object}
    assert objects("from <https://example.org/g> from <https://example.org/nothing>") == {QUAD.object}
    assert objects("FROM <file:///etc/hostname>") == set()


def objects(rows):
    return sorted(str(row[0]) for row in rows)


def three():
    """Three graphs, x:1 to x:3, each with one triple whose object is its number."""
    store = OxigraphStore()
    store.add([Q(N("x:s"), N("x:p"), N(f"x:o{i}"), N(f"x:{i}")) for i in (1, 2, 3)])
    return store


ALL, NAMED = "{ <x:s> <x:p> ?o }", "{ GRAPH ?g { <x:s> <x:p> ?o } }"


@pytest.mark.parametrize(
    ("query", "default_graphs", "named_graphs", "found"),
    [
        (ALL, ["x:1"], [], "1"),
        (ALL, ["x:1", "x:3"], [], "13"),
        (ALL, [], ["x:1"], ""),
        (ALL, ["x:unknown"], [], ""),
        (NAMED, ["x:1"], [], ""),
        (NAMED, [], ["x:1", "x:2"], "12"),
        (NAMED, ["x:1"], ["x:2"], "2"),
        (f"FROM <x:3> {ALL}", ["x:1"], [], "1"),
        (f"FROM NAMED <x:3> {NAMED}", ["x:1"], [], ""),
        (f"FROM <x:3> {NAMED}", [], ["x:2"], "2"),
        (f"FROM <x:3> {ALL}", [], [], "3"),
        (f"FROM NAMED <x:3> {NAMED}", [], [], "3"),
        (f"FROM NAMED <x:3> {ALL}", [], [], ""),
        (f"FROM <x:1> FROM NAMED <x:3> {NAMED}", [], [], "3"),
    ],
)
def test_the_graphs_of_a_request_go_before_those_of_the_query(query, default_graphs, named_graphs, found):
    rows = three().query(f"SELECT ?o {query}", default_graphs=default_graphs, named_graphs=named_graphs)
    assert [row["o"].value for row in rows] in ([f"x:o{n}" for n in order] for order in itertools.permutations(found))


def test_a_graph_without_an_iri():
    with pytest.raises(QueryError, match="a graph is named that has no IRI"):
        OxigraphStore().query("ASK {}", default_graphs=["nowhere"])


def test_the_dataset_honours_from():
    dataset = three().dataset
    assert objects(dataset.query(f"SELECT ?o {ALL}")) == ["x:o1", "x:o2", "x:o3"]
    assert objects(dataset.query(f"SELECT ?o FROM <x:1> from <x:3> {ALL}")) == ["x:o1", "x:o3"]
    assert objects(dataset.query(f"SELECT ?o FROM NAMED <x:2> {NAMED}")) == ["x:o2"]
    assert objects(dataset.query(f"SELECT ?o FROM NAMED <x:2> {ALL}")) == []
    assert not dataset.query("ASK FROM <x:1> { ?s ?p <x:o2> }").askAnswer
    assert len(dataset.query(f"CONSTRUCT {{ <x:a> <x:b> ?o }} FROM <x:1> WHERE {ALL}").graph) == 1
    one = dataset.graph("x:1")
    assert objects(one.query(f"SELECT ?o {ALL}")) == ["x:o1"]
    assert objects(one.query(f"SELECT ?o FROM <x:2> {ALL}")) == ["x:o2"]


def test_the_dataset_honours_from_in_what_was_prepared():
    dataset = three().dataset
    assert objects(dataset.query(prepareQuery(f"SELECT ?o {ALL}"))) == ["x:o1", "x:o2", "x:o3"]
    prepared = prepareQuery("SELECT ?o FROM <http://e.org/1> FROM n:3 { n:s <x:p> ?o }", initNs={"n": "x:"})
    assert objects(dataset.query(prepared)) == ["x:o3"]
    assert objects(dataset.query(prepared, initBindings={"o": rdflib.URIRef("x:o3")})) == ["x:o3"]
    named = prepareQuery(f"SELECT ?o FROM NAMED <x:2> {NAMED}")
    assert objects(dataset.query(named)) == ["x:o2"]
    del named._original_args
    with pytest.raises(QueryError, match="give its text"):
        dataset.query(named)


def test_the_dataset_honours_using():
    for number, prepared in enumerate((str, prepareUpdate)):
        dataset = three().dataset
        into = f"x:into{number}"
        dataset.update(
            prepared(
                f"INSERT {{ GRAPH <{into}> {{ ?s ?p ?o }} }} USING <x:2> WHERE {ALL.replace('<x:s> <x:p>', '?s ?p')}"
            )
        )
        assert objects(dataset.graph(into).query(f"SELECT ?o {ALL}")) == ["x:o2"]
        with pytest.raises(QueryError, match="takes no values"):
            dataset.update(f"DELETE {{ ?s ?p ?o }} USING <x:1> WHERE {ALL}", initBindings={"o": rdflib.Literal(1)})


def test_the_dataset_loads_nothing_that_is_only_named():
    dataset = three().dataset
    for wrap in (str, prepareQuery):
        assert objects(dataset.query(wrap(f"SELECT ?o FROM <file:///etc/hostname> {ALL}"))) == []
    for using in ("USING <file:///etc/hostname>", "using named <file:///etc/hostname>"):
        text = f"INSERT {{ ?s ?p 'x' }} {using} WHERE {{ ?s ?p ?o }}"
        for update in (text, prepareUpdate(text)):
            dataset.update(update)
        assert not dataset.query("ASK { GRAPH ?g { ?s ?p 'x' } }").askAnswer
    dataset.update("INSERT { GRAPH <x:4> { <x:s> <x:p> <x:o4> } } WHERE { GRAPH <x:1> { ?s ?p ?o } }")
    assert objects(dataset.graph("x:4").query(f"SELECT ?o {ALL}")) == ["x:o4"]


def test_strings_are_one_kind_of_literal_from_every_door():
    store = OxigraphStore()
    s, p = N("x:s"), N("x:p")
    store.add([Q(s, p, L("word"), N("x:g")), Q(s, p, L("mot", language="fr"), N("x:g")), Q(s, p, L(1), N("x:g"))])
    word, dataset = rdflib.Literal("word"), store.dataset
    doors = [
        {row.o for row in dataset.query("SELECT ?o { <x:s> ?p ?o }")},
        set(dataset.objects(rdflib.URIRef("x:s"))),
        set(dataset.graph("x:g").objects(rdflib.URIRef("x:s"))),
        set(
            dataset.query("CONSTRUCT { ?s ?p ?o } WHERE { <x:s> ?p ?o . ?s ?p ?o }").graph.objects(rdflib.URIRef("x:s"))
        ),
        set(KnowledgeGraph(store).construct("CONSTRUCT { ?s <x:p> ?o } WHERE { ?s <x:p> ?o }").objects()),
    ]
    for found in doors:
        assert found == {word, rdflib.Literal("mot", lang="fr"), rdflib.Literal(1)}
    assert (None, None, word) in dataset and (None, None, rdflib.Literal("word", datatype=rdflib.XSD.string)) in dataset


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [
        ("SELECT * FROM <x:a> FROM NAMED <x:b> from <x:c> { ?s ?p ?o }", "x:a x:c", "x:b"),
        ("PREFIX p: <x:> PREFIX : <y:> ASK FROM p:a FROM :b { ?from ?p ' FROM <x:c> ' } # FROM <x:d>", "x:a y:b", ""),
        ("BASE <http://e.org/a/> SELECT * FROM <b> FROM <../c> {}", "http://e.org/a/b http://e.org/c", ""),
        ("CONSTRUCT { ?s ?p <x:n> } FROM entity:a WHERE { ?s ?p ?o }", ns.ENTITY + "a", ""),
        ("PREFIX named: <x:> SELECT (STRLEN(?o) AS ?n) FROM # here\n named:g {}", "x:g", ""),
        ("SELECT * { ?s ?p ?o }", "", ""),
    ],
)
def test_the_graphs_that_a_query_names(text, default, named):
    assert graphs_of(text) == (tuple(default.split()), tuple(named.split()))


def test_a_graph_named_by_an_unknown_prefix():
    with pytest.raises(QueryError, match="nobody: is not bound"):
        graphs_of("SELECT * FROM nobody:g {}")


def test_a_query_that_does_not_parse():
    with pytest.raises(QueryError, match="does not parse"):
        OxigraphStore().query("SELECT nonsense")


@pytest.mark.parametrize(
    ("sparql", "says"),
    [
        ("SELECT ?x { ?x a foo:Event }", "line 1, column 27: the prefix foo: is not bound"),
        ("SELECT ?x {\n ?x kg:actor; ?y }", "line 2, column 13: .* before '; \\?y }'"),
        ("SELECT ?x { ?x a kg:Event", "breaks off after 'SELECT \\?x { \\?x a kg:Event'"),
        ("SELECT ?x { ?y a kg:Event } GROUP BY ?y", "a variable that is unbound"),
        ("PREFIX a: <x:a> # SELECT\ninsert data { a:a a:b a:c }", "this is an update"),
        ("  ", "it is empty"),
    ],
)
def test_a_fault_of_a_query_is_told_in_one_short_line(sparql, says):
    with pytest.raises(QueryError, match=says) as error:
        OxigraphStore().query(sparql)
    assert len(str(error.value)) < 200 and "\n" not in str(error.value)


def test_there_is_no_store(tmp_path):
    with pytest.raises(StoreError, match="no such store; make one with `kg build"):
        open_store(tmp_path / "nowhere")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear diary")
    with pytest.raises(StoreError, match="is not a store"):
        open_store(tmp_path / "full")
    with pytest.raises(StoreError, match="exists and is not a store"):
        open_store(tmp_path / "full", writable=True)


def test_a_store_whose_maker_was_killed_at_once_is_made_after_all(tmp_path):
    for left in ("lock", "kg-store.new"):
        (tmp_path / left).write_text("")
    with open_store(tmp_path, writable=True) as store:
        assert store.version()


def test_a_store_of_another_version_is_recognised(folder):
    manifest = folder / "kg-store.json"
    for schema, word in ((0, "older version.*build it anew"), (99, "newer version.*install")):
        manifest.write_text(json.dumps({"schema": schema, "generation": 5}))
        for writable in (False, True):
            with pytest.raises(StoreError, match=word):
                open_store(folder, writable=writable)
    manifest.write_text("not json")
    with pytest.raises(StoreError, match="cannot be read"):
        open_store(folder)


def test_a_graph_of_another_version_is_recognised(folder):
    with open_store(folder, writable=True) as store:
        version = next(q for q in store.quads(ns.RUNS_GRAPH) if q.predicate == ns.kg("schemaVersion"))
        store.remove([version])
        store.add([Q(version.subject, version.predicate, L(0), version.graph_name)])
    with pytest.raises(StoreError, match="older version"):
        open_store(folder)


def _try(folder, writable, answers):
    try:
        with open_store(folder, writable=writable) as store:
            answers.put(len(own(store)))
    except StoreError as error:
        answers.put(str(error))


def in_another_process(folder, writable):
    context = mp.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=_try, args=(folder, writable, answers))
    process.start()
    answer = answers.get(timeout=120)
    process.join()
    return answer


def test_two_processes_read(folder):
    with open_store(folder):
        assert in_another_process(folder, writable=False) == 1


def test_one_process_writes(folder):
    with open_store(folder, writable=True):
        assert "another process is writing" in in_another_process(folder, writable=True)
        assert "another process is writing" in in_another_process(folder, writable=False)
    assert in_another_process(folder, writable=True) == 1


def test_a_reader_follows_what_another_writes(folder):
    more = Q(N("https://example.org/t"), QUAD.predicate, L("new"), QUAD.graph_name)
    with open_store(folder) as reader:
        before = reader.generation
        with open_store(folder, writable=True) as writer:
            writer.add([more])
            assert own(reader) == [QUAD]  # as it was when it opened: the writer has not finished
        assert set(own(reader)) == {QUAD, more}
        assert reader.generation > before


def test_replacing_a_graph():
    store = OxigraphStore()
    store.add([QUAD])
    other = Q(QUAD.subject, QUAD.predicate, L("other"), QUAD.graph_name)
    store.replace([QUAD.graph_name], [other])
    assert own(store) == [other]
    store.remove([other])
    assert own(store) == []


def test_loading_a_file(tmp_path):
    store = OxigraphStore()
    store.load(ox.serialize([QUAD], format=ox.RdfFormat.N_QUADS))
    assert own(store) == [QUAD]
    (tmp_path / "bad.nq").write_text("this is no RDF")
    with pytest.raises(StoreError, match="cannot load"):
        store.load(tmp_path / "bad.nq")


def test_the_vocabulary_is_in_the_store_once(folder):
    def size():
        with open_store(folder) as store:
            return len(list(store.quads(ns.ONTOLOGY_GRAPH)))

    before = size()
    with open_store(folder, writable=True):
        pass
    assert size() == before > 1000


def test_the_dataset_is_the_same_graph():

    store = OxigraphStore()
    store.add([QUAD])
    dataset = store.dataset
    assert (rdflib.URIRef(QUAD.subject.value), None, None) in dataset
    rows = list(dataset.query("SELECT ?o { <https://example.org/s> ?p ?o }"))
    assert [str(row.o) for row in rows] == [QUAD.object.value]
    assert len(list(dataset.query("SELECT ?l { kg:Event rdfs:label ?l }"))) == 1


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?o { ?s ?p ?o }",
        "SELECT ?o WHERE { ?s ?p ?o } ORDER BY ?o",
        "# { a comment }\nSELECT ?o (EXISTS { ?s ?p ?o } AS ?b) { ?s ?p ?o FILTER(STR(?o) != '{') }",
        "SELECT (COUNT(*) AS ?n) { { SELECT * { ?s ?p ?o } } }",
        "PREFIX construct: <x:> SELECT ?o { ?s ?p ?o }",
        "ASK { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
    ],
)
def test_values_can_be_bound_in_every_form_of_query(sparql):
    store = OxigraphStore()
    store.add([QUAD, Q(N("https://example.org/other"), QUAD.predicate, QUAD.object, QUAD.graph_name)])
    results = store.query(sparql, {"s": QUAD.subject})
    if isinstance(results, ox.QueryBoolean):
        assert results
        assert not store.query(sparql, {"s": N("https://example.org/nobody")})
    elif isinstance(results, ox.QueryTriples):
        assert [t.subject for t in results] == [QUAD.subject]
    else:
        (row,) = results
        assert row[0] in (QUAD.object, L(1))


@pytest.mark.parametrize("value", ['"', "\\", '" } DROP ALL #', "'''", "}\n{", "\x00"])
def test_a_bound_value_never_becomes_syntax(value):
    store = OxigraphStore()
    quad = Q(QUAD.subject, QUAD.predicate, L(value), QUAD.graph_name)
    store.add([QUAD, quad])
    assert [r["s"] for r in store.query("SELECT ?s ?o { ?s ?p ?o }", {"o": L(value)})] == [quad.subject]


@pytest.mark.parametrize("name", ["a b", "", "1x", "x} {"])
def test_names_of_variables_are_checked(name):
    with pytest.raises(QueryError, match="not the name of a variable"):
        bind("SELECT * { ?s ?p ?o }", {name: L("x")})


def test_words_are_the_bare_ones():
    text = "SELECT ?service { <x:SERVICE> service:a 'SERVICE' # SERVICE\n . ?x ex:SERVICE ?y . SERVICE <x:> { } }"
    assert list(words(text)) == ["SELECT", "SERVICE"]


@pytest.mark.parametrize("many", [10, 20_000])  # few go into the transaction log, many into files of their own
def test_loading_is_all_or_nothing(tmp_path, many):
    lines = b"".join(b'<https://example.org/s> <https://example.org/p> "%d" .\n' % i for i in range(many))
    with OxigraphStore(tmp_path / "g", writable=True) as store:
        before = len(list(store.quads()))
        with pytest.raises(StoreError, match="cannot load"):
            store.load(lines + b"this is no RDF\n")
        assert len(list(store.quads())) == before
        store.load(lines)
        assert len(list(store.quads())) == before + many
    with open_store(tmp_path / "g") as store:
        assert len(list(store.quads())) == before + many


class _Seen:
    """A database that notes what is asked of it."""

    def __init__(self, database):
        self.database, self.asked = database, []

    def __getattr__(self, name):
        self.asked.append(name)
        return getattr(self.database, name)


@pytest.mark.parametrize(("said", "way"), [(10, "load"), (None, "bulk_load")])  # by itself a stream is taken to be long
def test_a_few_quads_of_a_stream_are_loaded_as_few_if_their_number_is_known(tmp_path, said, way):
    lines = b"".join(b'<https://example.org/s> <https://example.org/p> "%d" .\n' % i for i in range(10))
    (tmp_path / "few.nq").write_bytes(lines)
    for source in (io.BytesIO(lines), tmp_path / "few.nq"):
        with OxigraphStore(None, writable=True) as store:
            before = len(list(store.quads()))
            store._store = seen = _Seen(store._store)
            store.load(source, quads=said)
            assert seen.asked == [way]
            assert len(list(store.quads())) == before + 10


@pytest.mark.parametrize("many", [10, 20_000])
def test_replacing_is_all_or_nothing(tmp_path, many):
    def quads():
        yield from (Q(QUAD.subject, QUAD.predicate, L(i), QUAD.graph_name) for i in range(many))
        raise ValueError("no more to read")

    with OxigraphStore(tmp_path / "g", writable=True) as store:
        before = len(list(store.quads()))
        with pytest.raises(ValueError, match="no more to read"):
            store.replace((), quads())
        assert len(list(store.quads())) == before


_LOADS = """
import sys
from kg.store import OxigraphStore
with OxigraphStore(sys.argv[1], writable=True) as store:
    print("open", flush=True)
    for n in range(1000):
        store.load(b"".join(b'<https://e.org/s%d> <https://e.org/p> "%d" <https://e.org/g%d> .\\n' % (i, n, n)
                            for i in range(20_000)))
        print(n, flush=True)
"""


def test_what_was_being_loaded_when_the_process_was_killed_is_there_whole_or_not_at_all(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", _LOADS, str(tmp_path / "g")], stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    time.sleep(0.15)  # now it makes the next, or writes it
    process.kill()
    process.wait()
    files = tmp_path / "g" / "oxigraph"
    (files / "bulk-1.sst").write_bytes(b"half")  # if none was being written in that moment
    with OxigraphStore(tmp_path / "g", writable=True) as store:
        graphs = list(store.select("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s <https://e.org/p> ?o } } GROUP BY ?g"))
        assert len(graphs) >= 2 and {int(row["n"].value) for row in graphs} == {20_000}
    assert not list(files.glob("bulk-*"))


class Spied:
    """An engine that counts how often its files are put in order."""

    def __init__(self, engine):
        self.engine, self.ordered = engine, 0

    def __getattr__(self, name):
        return getattr(self.engine, name)

    def optimize(self):
        self.ordered += 1
        self.engine.optimize()


def test_files_are_put_in_order_after_much_and_again_for_the_little_that_follows(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.store.oxigraph._MUCH", 5)
    monkeypatch.setattr("kg.store.oxigraph._PART", 10**6)
    open_store(tmp_path / "g", writable=True).close()  # which writes the vocabulary
    with open_store(tmp_path / "g", writable=True) as store:
        store._store = spied = Spied(store._store)
        for number, wanted in ((3, 0), (3, 1), (0, 1), (1, 2)):  # quads; how often it was done by then
            store.add([Q(ns.kg("a"), ns.kg("b"), L(f"{number}-{wanted}-{i}"), ns.kg("g")) for i in range(number)])
            store.finish()
            assert spied.ordered == wanted


def test_a_store_that_is_closed_keeps_no_logs_of_what_was_written(tmp_path):
    def written(number):
        named = [ox.NamedNode(f"http://a/{number + i}") for i in range(999)]
        store.replace([], [ox.Quad(node, ox.NamedNode("http://p"), ox.Literal("x" * 50)) for node in named])

    def logs():
        return sum(log.stat().st_size for log in (path / "oxigraph").glob("*.log"))

    path = tmp_path / "store"
    with OxigraphStore(path, writable=True) as store:
        written(0)
        store.finish()
        rows = store.quads()
        next(rows)
    assert logs() and len(OxigraphStore(path).engine) > 999  # somebody still holds rows of it
    del rows
    with OxigraphStore(path, writable=True) as store:
        written(1000)
    assert not logs() and len(OxigraphStore(path).engine) > 1998


def test_little_is_left_to_the_log_alone(tmp_path):
    """Of a store that is killed whoever opens it reads the log anew."""
    with OxigraphStore(tmp_path / "g", writable=True) as store:
        for number in range(12):
            nodes = [ox.NamedNode(f"http://a/{number}/{i}") for i in range(1000)]
            store.add(ox.Quad(node, ox.NamedNode("http://p"), ox.Literal("x")) for node in nodes)
        assert list((tmp_path / "g" / "oxigraph").glob("*.sst")), "written while it is open"
