"""kg explain, validate, export, serve, and the example queries of kg query."""

import json
import subprocess
import sys
import urllib.request

import pytest

from kg.exporting import names


@pytest.fixture(scope="module")
def first(store):
    import kg

    with kg.open(store) as graph:
        return next(iter(graph.events()))


def test_explain(kg_, store, first):
    done = kg_("explain", store, first.id[:8])
    assert done.code == 0
    assert first.evidence.sentence in done.out and first.article in done.out and "\x1b" not in done.out
    record = json.loads(kg_("explain", store, first.id, "--json").out)
    assert record["id"] == first.id and record["run"]["extractor"] == "rules/1"


def test_explain_what_is_not_there(kg_, store):
    done = kg_("explain", store, "ffffffffffffffff")
    assert done.code == 1 and "no event" in done.err and done.err.count("\n") == 1


def test_validate(kg_, store):
    done = kg_("validate", store)
    assert (done.code, done.out) == (0, "") and "conforms" in done.err
    assert json.loads(kg_("validate", store, "--json").out) == []


def test_validate_finds_a_fault(kg_, articles, tmp_path):
    import pyoxigraph as ox

    import kg
    from kg.rdf import namespaces as ns

    kg.build(articles, tmp_path / "g").close()
    with kg.store.OxigraphStore(tmp_path / "g", writable=True) as store:
        event = next(q for q in store.quads() if q.predicate == ns.kg("evidence"))
        store.add([ox.Quad(event.subject, ns.kg("confidence"), ox.Literal("high"), event.graph_name)])
    done = kg_("validate", tmp_path / "g")
    assert done.code == 1 and "must have one confidence" in done.out and "article " in done.out
    (fault,) = json.loads(kg_("validate", tmp_path / "g", "--json").out)
    assert fault["sentence"] and fault["article"]


@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "jsonld", "graphml", "gexf", "plover"])
def test_export_to_a_file(kg_, store, tmp_path, format):
    path = tmp_path / "out"
    done = kg_("export", store, "-f", format, "-o", path)
    assert (done.code, done.out) == (0, "") and path.stat().st_size > 500
    told = json.loads(kg_("export", store, "-f", format, "-o", path, "--json").out)
    assert told == {"format": format, "output": str(path)}
    assert kg_("export", store, "-f", format, "--json").code == 2


def test_formats_are_listed(kg_):
    listed = json.loads(kg_("export", "--formats", "--json").out)
    assert [row["format"] for row in listed] == names() and all(row["what it is"] for row in listed)
    assert "workbook for Excel" in kg_("export", "--formats").out
    assert kg_("export").code == 2


def test_export_csv_is_a_table_or_a_folder(kg_, store, tmp_path):
    assert kg_("export", store, "-f", "csv").out.startswith("event,article,")
    assert kg_("export", store, "-f", "parquet").code == 2
    assert kg_("export", store, "-f", "csv", "-o", tmp_path / "events.csv").code == 0
    assert (tmp_path / "events.csv").is_file()
    assert kg_("export", store, "-f", "csv", "-o", tmp_path / "tables").code == 0
    assert (tmp_path / "tables" / "nodes.csv").read_text("utf-8").startswith("Id,")


def test_export_to_standard_output(store):
    command = [sys.executable, "-c", "from kg.cli import main; main()", "export", str(store), "-f", "plover"]
    out = subprocess.run(command, capture_output=True, check=True).stdout
    assert all(json.loads(line)["event"] for line in out.splitlines())


def test_examples(kg_, store):
    listed = kg_("query", "--examples", "--json")
    names = [row["name"] for row in json.loads(listed.out)]
    assert len(names) >= 15
    asked = kg_("query", store, "--example", "cooperation-with-sentence", "--json")
    assert asked.code == 0 and isinstance(json.loads(asked.out), list)
    shown = kg_("query", "--example", "timeline", "--set", "one=RUS", "--show")
    assert "entity/RUS>" in shown.out
    assert kg_("query", store, "--example", "nothing").code == 1
    assert kg_("query", store, "--example", "timeline", "--set", "who=RUS").code == 1
    assert kg_("query", store, "--example", "timeline", "--set", "one").code == 2
    assert kg_("query", store, "ASK {}", "--example", "timeline").code == 2
    assert kg_("query", store, "ASK {}", "--set", "one=RUS").code == 2
    assert kg_("query", "--example", "timeline").code == 2


def test_a_parameter_never_becomes_syntax(kg_, store):
    done = kg_("query", store, "--example", "timeline", "--set", "one=RUS> } DROP ALL #", "--json")
    assert done.code == 0 and json.loads(done.out) == []


def test_serve(store):
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", str(store), "--port", "0", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        url = json.loads(process.stdout.readline())["sparql"]
        assert url.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(url + "?query=ASK%20%7B%20%3Fe%20a%20kg%3AEvent%20%7D", timeout=60) as answer:
            assert json.load(answer)["boolean"] is True
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_serve_complains_at_once(kg_, tmp_path):
    done = kg_("serve", tmp_path / "nothing")
    assert done.code == 1 and "no such store" in done.err


def test_compare_with_other_event_data(kg_, store, tmp_path):
    table = tmp_path / "gdelt.csv"
    rows = ["SQLDATE,Actor1CountryCode,Actor2CountryCode,EventRootCode", "20230320,IRN,IRQ,05", "20231001,FRA,DEU,04"]
    table.write_text("\n".join(rows))
    done = kg_("compare", store, table)
    assert done.code == 0 and "only there" in done.out and "Germany – France" in done.out and "\x1b" not in done.out
    assert "Iran and Iraq signed a security agreement on Sunday." in done.out and "GDELT: " in done.err
    told = json.loads(kg_("compare", store, table, "--between", "Iran", "Iraq", "--json").out)
    assert [(row["dyad"], row["period"], row["differs"]) for row in told] == [("Iran – Iraq", "2023-03", "")]
    assert kg_("compare", store, table, "--csv", "--limit", "1").out.count("\n") == 2
    fault = kg_("compare", store, tmp_path / "none.csv")
    assert fault.code == 1 and fault.err.count("\n") == 1
    assert kg_("compare", store, table, "--csv", "--json").code == 2
