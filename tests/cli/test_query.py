from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def test_select_as_table_csv_and_json(kg_: Any, store: Path) -> None:
    sparql = "SELECT ?event { ?event a kg:Event ; kg:eventType plover:CONSULT }"
    assert kg_("query", store, sparql).out.splitlines()[0].strip() == "event"
    assert "event:" in kg_("query", store, sparql).out
    rows = json.loads(kg_("query", store, sparql, "--json").out)
    assert rows and rows == json.loads(kg_("query", store, sparql, "--format", "json").out)
    assert rows[0]["event"].startswith("https://")
    assert kg_("query", store, sparql, "-f", "csv").out.splitlines() == ["event", *(r["event"] for r in rows)]


def test_ask_and_construct(kg_: Any, store: Path) -> None:
    assert kg_("query", store, "# who?\nASK { ?x a kg:Event }").out == "true\n"
    assert kg_("query", store, "PREFIX x: <http://x/> ask { x:a x:b x:c }").out == "false\n"
    assert "a kg:Event" in kg_("query", store, "CONSTRUCT { ?x a kg:Event } { ?x a kg:Event }").out


def test_a_term_that_nothing_has_is_told(kg_: Any, store: Path) -> None:
    done = kg_("query", store, "SELECT ?x { entity:Russia kg:meets ?x }", "--json")
    assert (done.code, done.out) == (0, "[]\n")
    assert done.err == "kg: nobody has the id of entity:Russia; Russia is entity:RUS\n"
    done = kg_("query", store, "ASK { ?x kg:cooperateWith ?y }")
    assert (done.code, done.out) == (0, "false\n")
    assert done.err.endswith(" has kg:cooperateWith; did you mean kg:cooperatesWith?\n")
    assert kg_("query", store, "ASK { ?x kg:cooperateWith ?y }", "--quiet").err == ""


def test_nothing_found_is_an_answer(kg_: Any, store: Path) -> None:
    done = kg_("query", store, "SELECT ?x { ?x a kg:Unheard }", "--json")
    assert (done.code, done.out) == (0, "[]\n")


def test_a_query_from_a_file(kg_: Any, store: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT (COUNT(?e) AS ?n) { ?e a kg:Event }")
    assert json.loads(kg_("query", store, "--file", tmp_path / "q.rq", "--json").out)[0]["n"] > 3


def test_a_second_process_reads_the_store(store: Path) -> None:
    code = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"
    sparql = "ASK { ?event a kg:Event ; kg:actor entity:IRN }"
    done = subprocess.run([sys.executable, "-c", code, "query", store, sparql], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("true\n", "")
