from __future__ import annotations

import pytest

from kg import network
from kg.core.errors import InputError


@pytest.fixture
def table(event):
    return network.ties(
        [
            event("AID", "AAA", "BBB", "2020-01-05", confidence=0.9),
            event("AID", "AAA", "BBB", "2020-02-05", confidence=0.5),
            event("ASSAULT", "BBB", "AAA", "2020-02-06"),
            event("CONSULT", "AAA CCC", day="2020-02-07"),
        ]
    )


def test_every_event_an_edge(table):
    graph = network.multigraph(table, by="quarter")
    assert graph.number_of_edges() == 4
    assert {d["period"] for _, _, d in graph.edges(data=True)} == {"2020Q1"}
    assert sorted(d["date"] for _, _, d in graph.edges(data=True))[0] == "2020-01-05"
    assert graph.nodes["AAA"] == {"name": "AAA", "kind": "country", "country": "AAA", "sector": "GOV"}


def test_events_of_a_type_or_side_add_up(table):
    graph = network.multigraph(table, each="type")
    assert graph.edges["AAA", "BBB", "AID"] == {"type": "AID", "count": 2, "score": 14.0, "confidence": 1.4}
    sides = network.multigraph(table, each="side", by="month")
    assert sides.edges["AAA", "BBB", "cooperation/2020-01"]["count"] == 1
    assert sides.edges["BBB", "AAA", "conflict/2020-02"]["score"] == -9.0


def test_one_edge_per_pair(table):
    graph = network.weighted(table)
    assert graph.edges["AAA", "BBB"] == {"weight": 3.0, "distance": 1 / 3}
    assert network.weighted(table, "conflict").edges["AAA", "BBB"]["weight"] == 1.0
    assert network.weighted(table, weight="confidence").edges["AAA", "BBB"]["weight"] == pytest.approx(2.2)
    score = network.weighted(table, weight="score").edges["AAA", "BBB"]
    assert score["weight"] == 5.0
    directed = network.weighted(table, directed=True)
    assert directed.edges["AAA", "CCC"]["weight"] == directed.edges["CCC", "AAA"]["weight"] == 1.0


def test_a_negative_tie_has_no_distance(event):
    graph = network.weighted([event("ASSAULT", "AAA", "BBB")], weight="score")
    assert graph.edges["AAA", "BBB"] == {"weight": -9.0}


def test_wrong_arguments(table):
    for call in (
        lambda: network.multigraph(table, each="word"),
        lambda: network.multigraph(table, by="decade"),
        lambda: network.weighted(table, side="love"),
        lambda: network.weighted(table, weight="gold"),
    ):
        with pytest.raises(InputError):
            call()
