"""Ids: an article keeps its own, two articles never share one, and nothing goes without a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from kg.core.errors import InputError, Remark
from kg.core.records import Article
from kg.readers import Identities, read

ONE, TWO = "Russia attacked Ukraine on Monday.", "Turkey accused Israel of an attack."


def reading(source: object, **options: object) -> tuple[list[Article], list[InputError]]:
    errors: list[InputError] = []
    return list(read(source, on_error=errors.append, **options)), errors  # type: ignore[arg-type]


def built(store: Path, *sources: Path) -> tuple[set[str], list[str]]:
    """The sentences of events in a store after runs over some sources, one after another, and what was told."""
    told: list[str] = []
    for source in sources:
        kg.build(str(source), store, date="2024-03-12", on_error=lambda e: told.append(str(e))).close()
    with kg.open(store) as graph:
        return set(graph.triples()["sentence"]), told


def _files(folder: Path, kind: str) -> tuple[Path, Path]:
    one, two = folder / "day1", folder / "day2"
    for place, text, host in ((one, ONE, "a"), (two, TWO, "b")):
        place.mkdir()
        match kind:
            case "text":
                (place / "001.txt").write_text(text)
            case "page":
                body = "".join(f"<p>{text}</p>" for _ in range(8))
                (place / "index.html").write_text(f"<html><body><article><h1>News</h1>{body}</article></body></html>")
            case "rows":
                (place / "export.jsonl").write_text(json.dumps({"id": 1, "text": text}))
            case "table":
                (place / "export.csv").write_text(f'id,text\n1,"{text}"\n')
            case "urls":
                row = {"id": 1, "text": text, "url": f"https://{host}.example/1"}
                (place / "x.json").write_text(json.dumps([row]))
    return one, two


@pytest.mark.parametrize("kind", ["text", "page", "rows", "table", "urls"])
def test_two_runs_over_what_has_the_same_ids_keep_both(tmp_path: Path, kind: str) -> None:
    one, two = _files(tmp_path, kind)
    sentences, told = built(tmp_path / "s", one, two)
    assert sentences == {ONE, TWO}
    assert len(told) == 1 and "is that of another article, in the store" in told[0]
    again, told = built(tmp_path / "s", two, one, two)
    assert again == sentences
    with kg.open(tmp_path / "s") as graph:
        assert len(graph.query("SELECT ?a { ?a a kg:Article }")) == 2


def test_the_same_folder_from_elsewhere_gives_the_same_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = _files(tmp_path, "text")
    built(tmp_path / "s", one, two)
    monkeypatch.chdir(two)
    sentences, _ = built(tmp_path / "s", Path(".."), Path("../day1"), Path())
    assert sentences == {ONE, TWO}
    with kg.open(tmp_path / "s") as graph:
        events = list(graph.events(merged=False))
        assert len(events) == 4  # "day1/001" is another article than "001"; read under both names


def test_a_file_that_changed_takes_the_place_of_what_it_was(tmp_path: Path) -> None:
    one, _ = _files(tmp_path, "text")
    built(tmp_path / "s", one)
    (one / "001.txt").write_text(TWO)
    for _ in range(2):
        sentences, told = built(tmp_path / "s", one)
        assert sentences == {TWO} and not told


def test_ids_that_are_given_and_differ_stay(tmp_path: Path) -> None:
    articles, told = reading([{"id": "a", "text": ONE}, {"id": "b", "text": ONE}, {"id": "c", "text": TWO}])
    assert [a.id for a in articles] == ["a", "b", "c"] and not told


def test_an_id_used_twice_in_one_run(tmp_path: Path) -> None:
    rows = [{"id": 1, "text": ONE}, {"id": 1, "text": TWO}, {"id": 1, "text": ONE}, {"id": 1, "text": TWO}]
    articles, told = reading(rows)
    assert [a.text for a in articles] == [ONE, TWO]
    assert articles[0].id == "1" and articles[1].id.startswith("1~")
    assert [type(e) for e in told] == [Remark, InputError, InputError]
    assert articles[1].id in str(told[0])
    again, _ = reading(list(reversed(rows[:2])))
    assert {a.id for a in again} >= {"1"}


def test_the_suffix_depends_on_nothing_but_address_and_text(tmp_path: Path) -> None:
    one, two = _files(tmp_path, "rows")
    first, _ = reading([one, two])
    (one / "export.jsonl").rename(one / "other.jsonl")
    second, _ = reading([one, two])
    assert [a.id for a in first] == [a.id for a in second]
    assert Identities().address("1") is None
