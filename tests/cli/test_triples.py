from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from making import ALL, ARTICLE, HandMade


def test_the_table_shows_who_did_what_to_whom_and_the_sentence(kg_: Any, store: Path) -> None:
    done = kg_("triples", store)
    assert done.code == 0
    header = done.out.splitlines()[0]
    order = [header.index(c) for c in ("source", "relation", "target", "status", "date", "reported by", "sentence")]
    assert order == sorted(order)
    row = next(line for line in done.out.splitlines() if "Putin" in line and "Kim Jong Un" in line)
    for part in ("meets", "asserted", "2023-09-13", "Example Post"):
        assert part in row


@pytest.mark.parametrize("width", [200, 140, 139, 80, 40])
def test_hostile_text_is_harmless_at_every_width(
    kg_: Any, store: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr("kg.cli._console.WIDTH", width)
    done = kg_("triples", store)
    assert done.code == 0
    assert "\x1b" not in done.out and "\x07" not in done.out
    assert all(len(line) <= width for line in done.out.splitlines())
    assert "[red]" in "".join(done.out.split())


def test_csv_and_json_hold_every_column(kg_: Any, store: Path) -> None:
    rows = json.loads(kg_("triples", store, "--json").out)
    table = list(csv.DictReader(io.StringIO(kg_("triples", store, "--csv").out)))
    assert len(rows) == len(table) > 3
    assert list(rows[0]) == list(table[0])
    assert {"source", "relation", "target", "status", "article", "event"} <= set(rows[0])
    assert {row["date"] for row in rows} >= {"2023-09-13", "2023-03-19"}


def test_filters(kg_: Any, store: Path) -> None:
    def rows(*options: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(kg_("triples", store, "--json", *options).out)
        return found

    everything = rows()
    assert {r["status"] for r in rows("--status", "asserted")} == {"asserted"}
    assert {r["status"] for r in rows("--status", "possible")} == {"hypothetical"}
    assert {r["article"] for r in rows("--since", "2023-09")} == {"visit", "hostile"}
    assert {r["article"] for r in rows("--until", "2023-08")} == {"treaty"}
    assert {r["article"] for r in rows("--entity", "Syria")} == {"hostile"}
    assert {r["relation"] for r in rows("--type", "CONSULT")} == {"meets"}
    assert {r["basis"] for r in rows("--basis", "text")} == {"text"}
    assert {r["basis"] for r in rows("--basis", "published", "--basis", "carried")} <= {"published", "carried"}
    assert rows("--limit", "2") == everything[:2]
    assert {r["article"] for r in rows("--between", "Iran", "Iraq")} == {"treaty"}
    assert rows("--between", "Iran", "North Korea") == []
    assert {r["article"] for r in rows("--country", "Russia")} == {"visit"}
    assert {r["article"] for r in rows("--article", "Iran and Iraq sign treaty")} == {"treaty"}
    assert {r["reported_by"] for r in rows("--reported-by", "Putin")} == {"Vladimir Putin"}
    assert {r["article"] for r in rows("--context", "military")} == {"hostile"}
    assert {r["relation"] for r in rows("--text", "SECURITY agreement")} == {"signs an agreement with"}
    assert all(r["confidence"] >= 0.5 for r in rows("--confidence", "0.5"))
    assert {r["source"] for r in rows("--level", "country", "--article", "visit", "--type", "meets")} == {"Russia"}


def test_relations_read_true(kg_: Any, store: Path) -> None:
    rows = json.loads(kg_("triples", store, "--json").out)
    told = {(r["source"], r["relation"], r["target"], r["status"]) for r in rows}
    assert ("Iran", "signs an agreement with", "Iraq", "asserted") in told
    assert ("Vladimir Putin", "meets", "Kim Jong Un", "asserted") in told
    assert ("Russia", "may cooperate with", "North Korea", "hypothetical") in told
    assert "hypothetical" in kg_("triples", store).out and "possible" not in kg_("triples", store).out


def test_what_does_not_stand_there_is_counted(kg_: Any, store: Path) -> None:
    assert re.search(r"^1 triples; \d+ more beyond --limit$", kg_("triples", store, "--limit", "1").err, re.M)
    done = kg_("triples", store, "--level", "country")
    assert (
        re.search(r"; left out: \d+ events that are not between states$", done.err, re.M) or "left out" not in done.err
    )
    assert kg_("triples", store, "--json").err == ""


def test_a_name_that_nobody_bears_gives_the_nearest(kg_: Any, store: Path) -> None:
    for options in (("--entity", "Rusia"), ("--between", "Rusia", "Iran"), ("--country", "Rusia")):
        done = kg_("triples", store, *options)
        assert (done.code, done.out) == (1, "")
        assert done.err == "kg: nobody is called 'Rusia'; did you mean Russia (RUS)?\n"


@pytest.mark.parametrize("width", [200, 80])
def test_the_table_says_what_it_cost_and_where_the_date_is_from(
    kg_: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    import kg

    kg.build([ARTICLE], tmp_path / "g", extractor=HandMade(ALL)).close()
    monkeypatch.setattr("kg.cli._console.WIDTH", width)
    shown = " ".join(kg_("triples", tmp_path / "g").out.split())
    assert "gunmen" in shown
    whole = re.sub(r"[^a-z0-9–,·]", "", shown)
    assert "killed12,injured24–99" in whole if width == 80 else "24–99" in whole
    # Whose day it is stands above a date that is not the sentence's own; in columns for programs beside it.
    assert "report of" in shown and "report of" not in kg_("triples", tmp_path / "g", "--csv").out
    assert "story of" not in shown


def test_a_cell_that_a_spreadsheet_would_run_is_defused(capsys: pytest.CaptureFixture[str]) -> None:
    from kg.cli._console import print_csv

    print_csv([{"a": "=cmd()", "b": "-2", "c": "- a dash", "d": -2, "e": "@x"}], ["a", "b", "c", "d", "e"])
    assert capsys.readouterr().out.splitlines()[1] == "'=cmd(),'-2,- a dash,-2,'@x"
