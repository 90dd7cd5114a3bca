from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def test_building_twice_adds_nothing(kg_: Any, articles: Path, tmp_path: Path) -> None:
    first = kg_("build", articles, "--store", tmp_path / "g")
    assert first.code == 0 and first.out == ""
    assert "3 articles read, 0 known already, 0 at fault" in first.err
    before = kg_("triples", tmp_path / "g", "--json").out
    second = kg_("build", articles, "--store", tmp_path / "g")
    assert "0 articles read, 3 known already, 0 at fault; 0 events added" in second.err
    assert kg_("triples", tmp_path / "g", "--json").out == before


def test_defaults_for_date_and_source(kg_: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran met Iraq on Wednesday. Iran attacked Iraq.")
    assert kg_("build", tmp_path / "a.txt", "-s", tmp_path / "g", "--date", "2023-09-14", "--source", "E").code == 0
    rows = json.loads(kg_("triples", tmp_path / "g", "--json").out)
    assert {row["outlet"] for row in rows} == {"E"}
    assert {row["published"] for row in rows} == {"2023-09-14"}
    assert "2023-09-13" in {row["date"] for row in rows}


def test_a_bad_article_is_told_and_the_others_are_built(kg_: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "text": "Iran attacked Iraq."}\n{broken\n{"id": "3", "text": "Mali attacked Chad."}\n')
    done = kg_("build", path, "--store", tmp_path / "g", "--quiet")
    assert done.code == 1
    [line] = done.err.splitlines()
    assert line.startswith(f"kg: {path}:2: not valid JSON")
    assert len(json.loads(kg_("triples", tmp_path / "g", "--json").out)) == 2


def test_json_and_quiet(kg_: Any, articles: Path, tmp_path: Path) -> None:
    done = kg_("build", articles, "--store", tmp_path / "g", "--json")
    assert json.loads(done.out) | {"events": 0} == {
        "store": str(tmp_path / "g"), "articles": 3, "skipped": 0, "anew": 0, "older": 0, "faulty": 0, "events": 0,
        "undated": 0, "foreign": 0,
    }  # fmt: skip
    assert json.loads(done.out)["events"] >= 4
    assert not done.err
    assert not kg_("build", articles, "--store", tmp_path / "g", "--quiet").err
