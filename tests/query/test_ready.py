"""Rows that are kept ready made are those that are read: every filter, both levels, acts and reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from making import ALL, HandMade

import kg
from kg.core.event import Event
from kg.core.records import Extraction
from kg.query import ready as module
from kg.query.ready import ready
from kg.query.tables import triples_frame

FILTERS: list[dict[str, Any]] = [
    {}, {"status": "denied"}, {"status": ["asserted", "possible"]}, {"since": "2023-04"}, {"until": "2022-12-31"},
    {"since": "2023-04-04", "until": "2023-04-04"}, {"entity": "Russia"}, {"entity": ["Mali", "Kim Jong Un"]},
    {"types": "conflict"}, {"types": ["CONSULT", "SUPPORT"]}, {"basis": ["text", "carried"]}, {"basis": "published"},
    {"mode": "visit"}, {"context": "military"}, {"between": ("Russia", "PRK")}, {"country": "Mali"},
    {"confidence": 0.75}, {"text": "THE"}, {"text": "no such words"}, {"since": "2200"},
    {"types": "conflict", "since": "2023", "confidence": 0.5, "country": "Mali"},
]  # fmt: skip


def many(count: int) -> list[Extraction]:
    """Articles that tell the same acts on other days, some without a day, some twice on one."""
    found = []
    for number in range(count):
        day = None if number % 7 == 0 else dt.date(2022, 1, 1) + dt.timedelta(number // 2)
        article = replace(ALL.article, id=f"n{number:04}", date=day, url=None, source=("One", "Two", None)[number % 3])
        events = [
            replace(
                event, article=article.id, id="", published=day, url=None, source=article.source,
                date=None if day is None or number % 5 == 0 or event.date is None
                else replace(event.date, start=day, end=day + dt.timedelta(number % 2)),
                confidence=round(event.confidence - number % 10 / 100, 2),
            )
            for event in ALL.events[: 1 + number % 3]
        ]  # fmt: skip
        found.append(Extraction(article, tuple(events), ()))
    return found


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    from kg.samples import path

    return kg.build(path(), tmp_path_factory.mktemp("sampled") / "g")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Many events, in several blocks."""
    extractions = many(400)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", 150)
        articles = [e.article for e in extractions]
        return kg.build(articles, tmp_path_factory.mktemp("made") / "g", extractor=HandMade(*extractions))


def same(graph: kg.KnowledgeGraph, level: str, merged: bool, which: dict[str, Any]) -> None:
    """That what is kept is what is read, to the type of each value."""
    alike(
        graph.triples(**which, level=level, merged=merged), triples_frame(graph.events(**which, merged=merged), level)
    )


def alike(kept: pd.DataFrame, read: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(kept, read, check_exact=True)
    assert kept.attrs == read.attrs
    for name in kept:
        assert list(map(type, kept[name])) == list(map(type, read[name])), name


@cache
def every(graph: kg.KnowledgeGraph, merged: bool) -> list[Event]:
    return list(graph.events(merged=merged))


@pytest.mark.parametrize("which", FILTERS, ids=str)
@pytest.mark.parametrize("store", ["sampled", "made"])
def test_they_are_those_that_are_read(store: str, which: dict[str, Any], request: pytest.FixtureRequest) -> None:
    graph = request.getfixturevalue(store)
    assert ready(graph.store) is not None
    chosen = graph._chosen(**which)
    for merged in (True, False):
        found = [event for event in every(graph, merged) if chosen.keeps(event)]
        for level in ("actor", "country"):
            alike(graph.triples(**which, level=level, merged=merged), triples_frame(found, level))


def test_these_stores_have_what_is_tried(made: kg.KnowledgeGraph) -> None:
    rows = made.triples()
    assert len(made.triples(merged=False)) > len(rows) > 100 and (rows["reports"] > 1).any()
    assert "gunmen" in set(rows["source"]) and rows["date"].isna().any()
    assert made.triples(level="country").attrs["left_out"] > 0


@pytest.mark.parametrize(
    "which", [{"article": "n0001"}, {"reported_by": "Dmitry Peskov"}, {"reported_by": "L’Essor"}], ids=str
)
def test_an_article_and_who_says_so(made: kg.KnowledgeGraph, which: dict[str, Any]) -> None:
    assert len(made.triples(**which))
    for merged in (True, False):
        same(made, "actor", merged, which)


def test_nothing_is_read_where_they_are_there(made: kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("it reads events")

    monkeypatch.setattr("kg.graph.read_events", refuse)
    monkeypatch.setattr(module, "read_events", refuse)
    with kg.open(made.store.name) as graph:
        assert len(graph.triples()) > len(graph.triples(types="ASSAULT")) > 0


def test_many_blocks_are_read_one_by_one_and_filters_asked_of_the_store(
    made: kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_HELD", 1)
    with kg.open(made.store.name) as graph:
        for which in ({}, {"types": "ASSAULT"}):
            same(graph, "actor", True, which)
        assert graph._rows is not None and graph._rows[1] is not None and not graph._rows[1]._blocks


def test_a_wrong_level_is_told(made: kg.KnowledgeGraph) -> None:
    with pytest.raises(kg.InputError, match="level is"):
        made.triples(level="planet")


# -- whatever is done to a store --


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    extractions = many(12)
    kg.build([e.article for e in extractions], tmp_path / "g", extractor=HandMade(*extractions)).close()
    return tmp_path / "g"


CHANGES: dict[str, Callable[[Path], object]] = {
    "remove": lambda folder: kg.remove(["n0002"], folder),
    "merge": lambda folder: kg.merge(folder, undo=True),
    "build": lambda folder: kg.build(
        [ALL.article], folder, extractor=HandMade(ALL), date="2022-01-03"
    ).close(),
    "correct": lambda folder: kg.correct(folder, "type", next(iter(kg.open(folder).events())).id, "COERCE"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_they_are_never_out_of_date(folder: Path, what: str) -> None:
    with kg.open(folder) as graph:
        before = graph.triples(merged=False)
        CHANGES[what](folder)
        for held in (graph, kg.open(folder)):
            for merged in (True, False):
                same(held, "actor", merged, {"types": ["CONSULT", "COERCE"]})
                same(held, "actor", merged, {})
                same(held, "country", merged, {"types": ["CONSULT", "COERCE"]})
        assert before.equals(graph.triples(merged=False)) == (what == "merge")


def test_a_build_with_nothing_new_leaves_them(folder: Path) -> None:
    extractions = many(12)
    content = (folder / "made-triples").read_bytes().split(b"\n", 1)[1][:-32]
    again = kg.build([e.article for e in extractions], folder, extractor=HandMade(*extractions))
    assert ready(again.store) is not None
    assert (folder / "made-triples").read_bytes().split(b"\n", 1)[1][:-32] == content


def test_a_build_of_little_leaves_them_to_who_asks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PART", 0)
    graph = kg.build([ALL.article], folder, extractor=HandMade(ALL))
    assert ready(graph.store) is None
    few = graph.triples(types="CONSULT")
    assert ready(graph.store) is None, "a filter does not make them all"
    graph.triples()
    assert ready(graph.store) is not None
    pd.testing.assert_frame_equal(graph.triples(types="CONSULT"), few)


def test_the_same_articles_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    extractions = many(12)
    articles = [e.article for e in extractions]
    kg.build(articles, tmp_path / "other", extractor=HandMade(*reversed(extractions)), workers=1).close()
    one, other = ((f / "made-triples").read_bytes().split(b"\n", 1)[1][:-32] for f in (folder, tmp_path / "other"))
    assert one == other


def test_other_code_makes_them_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_code", lambda: "of another version")
    graph = kg.open(folder)
    assert ready(graph.store) is None
    same(graph, "actor", True, {})
    assert ready(graph.store) is not None


def test_damage_is_passed_over(folder: Path) -> None:
    file = folder / "made-triples"
    file.write_bytes(file.read_bytes()[:200])
    graph = kg.open(folder)
    assert ready(graph.store) is None
    same(graph, "actor", True, {})
    assert ready(graph.store) is not None


def test_a_folder_that_may_not_be_written_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "made-triples").unlink()

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError

    monkeypatch.setattr("kg.core.files.tempfile.mkstemp", refuse)
    graph = kg.open(folder)
    first = graph.triples()
    assert ready(graph.store) is None
    monkeypatch.setattr(module, "read_events", None)  # they are held
    pd.testing.assert_frame_equal(graph.triples(), first)


def test_a_graph_in_memory_is_read() -> None:
    graph = kg.build([ALL.article], extractor=HandMade(ALL))
    assert ready(graph.store, make=True) is None
    same(graph, "actor", True, {})


def test_what_counts_reports_has_rows_for_each(made: kg.KnowledgeGraph) -> None:
    pd.testing.assert_frame_equal(made._counted(False).triples(), made.triples(merged=False))


# -- what a build leaves of them --


def shifted(extraction: Extraction, name: str, days: int) -> Extraction:
    """The same, told by another article so many days later."""
    later = dt.timedelta(days)
    day = extraction.article.date and extraction.article.date + later
    article = replace(extraction.article, id=name, date=day)
    events = [
        replace(
            e, article=name, id="", published=day,
            date=e.date and replace(e.date, start=e.date.start + later, end=e.date.end + later),
        )
        for e in extraction.events
    ]  # fmt: skip
    return Extraction(article, tuple(events), ())


def rows_in(folder: Path) -> bytes:
    return (folder / "made-triples").read_bytes().split(b"\n", 1)[1][:-32]


LATER: dict[str, Callable[[list[Extraction]], list[Extraction]]] = {
    "after all": lambda there: [shifted(e, f"x{n}", 40) for n, e in enumerate(there[-9:]) if e.article.date],
    "on the last days": lambda there: [shifted(e, f"x{n}", 0) for n, e in enumerate(there[-9:]) if e.article.date],
    "in between": lambda there: [shifted(e, f"x{n}", 0) for n, e in enumerate(there[20:23])],
    "before all": lambda there: [shifted(there[1], "x", -900)],
    "one without a day": lambda there: [shifted(there[0], "x", 0)],
    "one without an event": lambda there: [Extraction(replace(there[-1].article, id="x"))],
    "one that changed": lambda there: [
        Extraction(replace(there[9].article, title="Another"), there[9].events),
        shifted(there[50], "x", 100),
    ],
}  # fmt: skip


@pytest.mark.parametrize("block", [7, 25, 10_000])
@pytest.mark.parametrize("what", LATER)
@pytest.mark.parametrize("merge", [True, False], ids=["merged", "apart"])
def test_a_build_makes_those_that_it_adds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int, what: str, merge: bool
) -> None:
    monkeypatch.setattr(module, "_BLOCK", block)
    monkeypatch.setattr(module, "_PART", 1000)
    there = many(60)
    more = LATER[what](there)

    def build(extractions: list[Extraction]) -> None:
        articles = [e.article for e in extractions]
        kg.build(articles, tmp_path / "g", extractor=HandMade(*extractions), merge=merge, workers=1).close()

    build(there)
    before = rows_in(tmp_path / "g")
    build(more)
    kept = rows_in(tmp_path / "g")
    assert (kept == before) == (what == "one without an event")
    (tmp_path / "g" / "made-triples").unlink()
    with kg.open(tmp_path / "g") as graph:
        assert graph.triples(merged=False)["reports"].max() == 1
    assert kept == rows_in(tmp_path / "g"), "as if they were made anew"


def test_those_before_it_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BLOCK", 25)
    there = many(60)
    more = [shifted(e, f"x{n}", 40) for n, e in enumerate(there[-9:]) if e.article.date]
    made: list[str] = []
    of = module.Columns.of

    def noted(events: list[Event]) -> Any:
        made.extend(event.article for event in events)
        return of(events)

    for extractions in (there, more):
        made.clear()
        monkeypatch.setattr(module.Columns, "of", noted)
        articles = [e.article for e in extractions]
        kg.build(articles, tmp_path / "g", extractor=HandMade(*extractions), workers=1).close()
    assert set(made) == {e.article.id for e in more}


def test_a_correction_makes_all_anew(tmp_path: Path) -> None:
    there = many(60)
    articles = [e.article for e in there]
    with kg.build(articles, tmp_path / "g", extractor=HandMade(*there), workers=1) as graph:
        event = next(e.id for e in graph.events(merged=False) if e.article == "n0040")
    (tmp_path / "g" / "corrections.tsv").write_text(f"type\t{event}\tCOERCE\n", "utf-8")
    more = [shifted(e, f"x{n}", 40) for n, e in enumerate(there[-9:])]
    with kg.build([e.article for e in more], tmp_path / "g", extractor=HandMade(*more), workers=1) as graph:
        assert ready(graph.store) is not None
        assert set(graph.triples(merged=False).set_index("event").loc[[event], "type"]) == {"COERCE"}
        same(graph, "actor", False, {})
