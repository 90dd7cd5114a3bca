"""The table of triples, read by columns, holds what the events hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

import kg
from kg.query import triples
from kg.query.tables import COLUMNS, ties

FILTERS: list[dict[str, Any]] = [
    {}, {"status": ["denied", "possible"]}, {"since": "2023-04"}, {"until": "2022-12-31"}, {"types": "conflict"},
    {"since": "2023-04-04", "until": dt.date(2023, 4, 4)}, {"entity": "Iran"}, {"entity": ["RUS", "Finland"]},
    {"entity": "RUS", "types": "cooperation"}, {"basis": "text"}, {"basis": ["published", "carried"]},
    {"types": "CONSULT", "status": "asserted", "since": "2022"}, {"since": "2200"}, {"entity": "Nobody Whatever"},
]  # fmt: skip
MORE: list[dict[str, Any]] = [
    {"id": "m1", "date": "2024-02-01", "text": "Gunmen killed 12 soldiers and wounded five near Gao, police said."},
    {"id": "m2", "text": "Iran and Iraq signed an agreement in 2019. Oman relies on Yemen."},
    {"id": "m3", "date": "2024-02-02", "source": "The Post", "url": "https://example.org/a?b=%20c",
     "text": "Russia may attack Ukraine in March, Boris Johnson told Reuters. Officials denied that Chad bombed Mali."},
]  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> kg.KnowledgeGraph:
    from kg.samples import articles

    day = {"date": None, "title": None, "source": None, "url": None}
    more = [{**day, **m, "date": dt.date.fromisoformat(m["date"]) if "date" in m else None} for m in MORE]
    return kg.build([*articles(), *(kg.Article(**m) for m in more)])


def expected(graph: kg.KnowledgeGraph, **which: Any) -> list[dict[str, Any]]:
    return [
        {
            "source": who, "relation": e.relation, "target": whom, "status": e.status.value,
            "date": str(e.date) if e.date else None, "precision": e.date.precision.value if e.date else None,
            "basis": e.date.basis.value if e.date else None, "start": e.date.start if e.date else None,
            "end": e.date.end if e.date else None, "reported_by": e.reported_by.name if e.reported_by else None,
            "theme": e.theme, "casualties": ", ".join(map(str, e.casualties)) or None, "confidence": e.confidence,
            "article": e.article, "outlet": e.source, "url": e.url, "published": e.published,
            "sentence": e.evidence.sentence, "event": e.id,
        }
        for e in graph.events(**which)
        for who, whom in ties(e)
    ]  # fmt: skip


@pytest.mark.parametrize("which", FILTERS, ids=str)
@pytest.mark.parametrize("few", [0, 500], ids=["in one go", "looked up"])
def test_rows_are_those_of_the_events(
    graph: kg.KnowledgeGraph, which: dict[str, Any], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triples, "_FEW", few)
    frame, rows = graph.triples(**which), expected(graph, **which)
    assert list(frame.columns) == list(COLUMNS)
    for column in COLUMNS:
        wanted: list[Any] = [row[column] for row in rows]
        if column in ("start", "end", "published"):
            wanted = [None if day is None else pd.Timestamp(day) for day in wanted]
        assert [None if pd.isna(v) else v for v in frame[column]] == wanted, column
    assert [str(frame[c].dtype) for c in ("start", "end", "published")] == ["datetime64[s]"] * 3
    assert frame["confidence"].dtype == "float64"


def test_there_is_something_of_each_sort(graph: kg.KnowledgeGraph) -> None:
    frame = graph.triples()
    assert frame["casualties"].notna().any()
    assert frame["reported_by"].notna().any()
    assert frame["published"].isna().any()
    assert (frame["source"] == "(not named)").any() or (frame["status"] == "denied").any()
