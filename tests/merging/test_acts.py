"""What people count are acts: one row for what several reports tell, and what the row says of the reports."""

import io
import json
import subprocess
import sys

import pytest
from pages import unpacked

import kg
from kg.rdf.namespaces import MERGED_GRAPH
from kg.view.details import chunks

RAID = (
    {
        "id": "a",
        "date": "2023-03-20",
        "source": "Daily",
        "text": "Iran attacked an oil terminal in Iraq on Sunday with drones, killing 12 people.",
    },
    {
        "id": "b",
        "date": "2023-03-21",
        "text": "Drones killed 15 people at an oil terminal when Iran attacked Iraq on Sunday.",
    },
    {
        "id": "c",
        "date": "2023-03-21",
        "text": "Iran did not attack an oil terminal in Iraq on Sunday, its foreign ministry said.",
    },
    {"id": "d", "date": "2023-03-21", "text": "France and Germany signed an agreement on Monday."},
)
ASSAULT = {"types": "ASSAULT"}


def articles():
    return [dict(a) for a in RAID]


@pytest.fixture(scope="module")
def graph():
    return kg.build(articles())


def test_a_row_is_an_act_and_says_who_tells_it(graph):
    (row,) = graph.triples(**ASSAULT).to_dict("records")
    assert (row["source"], row["target"], row["status"], row["article"]) == (
        "Iran",
        "an oil terminal in Iraq",
        "asserted",
        "a",
    )
    assert row["reports"] == 3 and row["denied_by"] == "Iran"
    assert [str(row[day])[:10] for day in ("first_report", "last_report")] == ["2023-03-20", "2023-03-21"]
    assert row["casualties"] == "killed 12–15"
    assert row["tolls"] == "killed 12 (2023-03-20), 15 (2023-03-21)"
    reports = graph.triples(**ASSAULT, merged=False)
    assert sorted(set(reports["article"])) == ["a", "b", "c"] and set(reports["reports"]) == {1}


def test_everything_that_counts_counts_acts(graph):
    reports = len(list(graph.events(merged=False)))
    assert len(graph) == len(list(graph.events())) == graph.summary()["events"] < graph.summary()["reports"] == reports
    acts = [d for _, _, d in graph.network(types="ASSAULT").edges(data=True)]
    assert len(acts) == 1 and len(graph.network(types="ASSAULT", merged=False).edges) > 1
    (row,) = graph.casualties().to_dict("records")
    assert (row["acts"], row["killed_low"], row["killed_high"]) == (1, 12, 15)
    assert len(graph.view(types="ASSAULT").events) == 1 and len(graph.view(types="ASSAULT", merged=False).events) == 3
    (strings, _, _), columns = unpacked(chunks(list(graph.events()), {})[0].split(" ")[0])
    assert any("denied by Iran" in strings[told] for told in columns["told"])
    active = dict(graph.entities()[["id", "events"]].itertuples(index=False))
    assert active["IRN"] == sum(any(p.id == "IRN" for p in (*e.actors, *e.recipients)) for e in graph.events())


def test_exports_write_acts_or_each_report(graph):
    def raids(**options):
        file = io.BytesIO()
        graph.export("jsonl", file, **options)
        rows = map(json.loads, file.getvalue().splitlines())
        return {row["event"]: row for row in rows if row["type"] == "ASSAULT"}

    (raid,) = raids().values()
    assert (raid["reports"], raid["first_report"], raid["last_report"]) == (3, "2023-03-20", "2023-03-21")
    assert raid["denied_by"] == "Iran" and raid["tolls"] == "killed 12 (2023-03-20), 15 (2023-03-21)"
    assert [row["reports"] for row in raids(merged=False).values()] == [1, 1, 1]


def test_the_worked_queries_count_acts(graph):
    from kg.query.library import get

    (row,) = graph.query(get("timeline").with_values({"one": "IRN", "other": "IRQ"})).to_dict("records")
    assert row["status"] == "asserted" and row["article"] == "a"


def test_as_of_a_day_there_are_the_reports_of_that_day(graph):
    (row,) = graph.as_of("2023-03-20").triples(**ASSAULT).to_dict("records")
    assert row["reports"] == 1 and row["casualties"] == "killed 12"


def test_a_build_that_does_not_merge_gives_reports():
    graph = kg.build(articles(), merge=False)
    assert len(list(graph.events(**ASSAULT))) == 3
    graph.merge()
    assert len(list(graph.events(**ASSAULT))) == 1
    graph.merge(undo=True)
    assert len(list(graph.events(**ASSAULT))) == 3


def test_what_comes_bit_by_bit_is_merged_as_what_comes_at_once(tmp_path):
    folder, whole = tmp_path / "news", tmp_path / "whole"
    folder.mkdir()
    for one in reversed(articles()):
        (folder / f"{one['id']}.jsonl").write_text(json.dumps(one) + "\n")
        kg.watch(str(folder), tmp_path / "bit", rounds=1)
    kg.build(str(folder), whole).close()
    with kg.open(tmp_path / "bit") as bit, kg.open(whole) as once:
        assert set(map(str, bit.store.quads(MERGED_GRAPH))) == set(map(str, once.store.quads(MERGED_GRAPH)))
        assert len(bit.triples(**ASSAULT)) == 1


def test_the_command_line_shows_acts_and_with_reports_each(tmp_path):
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(a) + "\n" for a in articles()))

    def run(*words):
        done = subprocess.run([sys.executable, "-m", "kg.cli", *words], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("build", "news.jsonl", "--store", "g", "--quiet")
    assert "3 reports, 2023-03-20 to 2023-03-21; denied by Iran" in " ".join(run("triples", "g", "--quiet").split())
    rows = [json.loads(run("triples", "g", "--type", "ASSAULT", "--json", *more)) for more in ((), ("--reports",))]
    assert [len({row["event"] for row in r}) for r in rows] == [1, 3]
