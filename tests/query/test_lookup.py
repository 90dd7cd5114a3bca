"""Articles that cannot tell what is asked for are not read, and nothing that is asked for is lost by it."""

from __future__ import annotations

from typing import Any

import pytest

import kg
from kg.core.selection import Selection
from kg.query import lookup


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
        {"since": "2200"},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("merged", [True, False])
def test_nothing_is_lost(graph: kg.KnowledgeGraph, which: dict[str, Any], merged: bool) -> None:
    wanted = Selection.of(**which)
    assert list(graph.events(**which, merged=merged)) == [e for e in graph.events(merged=merged) if wanted.keeps(e)]


def test_few_articles_are_read_for_few_events(graph: kg.KnowledgeGraph) -> None:
    every = lookup.article_iris(graph.store, None, eventful=True)
    few = lookup.article_iris(graph.store, None, eventful=True, chosen=Selection.of(types="THREATEN"))
    assert 0 < len(few) < len(every)
    assert lookup.article_iris(graph.store, None, eventful=True, chosen=Selection.of(since="2200")) == []
