"""Events that are not asked for are not read, and nothing that is asked for is lost by it."""

from __future__ import annotations

from typing import Any

import pytest

import kg
from kg.core.plover import EventType
from kg.core.selection import Selection
from kg.query.filters import pattern
from kg.rdf import columns
from kg.rdf.columns import read_events


@pytest.fixture(scope="module")
def graph() -> kg.KnowledgeGraph:
    from kg.samples import articles

    undated = kg.Article(id="m", text="Iran and Iraq signed an agreement in 2019. Gunmen killed 12 soldiers near Gao.")
    return kg.build([*articles(), undated])


@pytest.mark.parametrize(
    "which",
    [
        {"types": "conflict"}, {"types": ["CONSULT", "SUPPORT"]}, {"since": "2023-04"}, {"until": "2022-12-31"},
        {"since": "2016-01", "until": "2016-02"}, {"since": "2023-04-04", "until": "2023-04-04"},
        {"types": "SANCTION", "since": "2022-10", "until": "2023"}, {"types": "cooperation", "until": "2019"},
        {"since": "2200"}, {"status": ["planned", "possible"]}, {"basis": ["text", "carried"]}, {"mode": "visit"},
        {"confidence": 0.7}, {"types": "AID", "status": "asserted", "confidence": 0.5},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("merged", [True, False])
def test_nothing_is_lost(graph: kg.KnowledgeGraph, which: dict[str, Any], merged: bool) -> None:
    wanted = Selection.of(**which)
    assert list(graph.events(**which, merged=merged)) == [e for e in graph.events(merged=merged) if wanted.keeps(e)]


def test_few_events_are_read_where_few_are_asked_for(graph: kg.KnowledgeGraph) -> None:
    every = list(read_events(graph.store))
    few = list(read_events(graph.store, pattern(Selection.of(types="SANCTION"))))
    assert 0 < len(few) < len(every) and {event.type for event in few} == {EventType.SANCTION}
    assert list(read_events(graph.store, pattern(Selection.of(since="2200")))) == []


@pytest.mark.parametrize("held", [0, 10, 1_000])
def test_parts_of_many_events_are_those_events_in_their_order(
    graph: kg.KnowledgeGraph, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = list(read_events(graph.store))
    monkeypatch.setattr(columns, "_WHOLE", held)
    monkeypatch.setattr(columns, "_PART", 7)
    assert list(read_events(graph.store)) == every
