from __future__ import annotations

import math

import pytest

import kg.samples
from kg import network
from kg.core.errors import InputError


@pytest.fixture
def events(event):
    return [
        event("ACCUSE", "AAA", "BBB", "2020-01-03"),
        event("ASSAULT", "AAA", "BBB CCC", "2020-01-09"),
        event("AID", "CCC", "DDD", "2020-03-01"),
        event("ASSAULT", "AAA", "CCC", "1990-05-01", status="historical", published="2020-03-01"),
    ]


def test_by_hand(events):
    frame = network.timeline(events)
    assert frame["period"].astype(str).tolist() == ["1990-05", "2020-01", "2020-02", "2020-03"]
    january, february = frame.iloc[1], frame.iloc[2]
    assert january[["events", "cooperation", "conflict", "net", "balance"]].tolist() == [2, 0, 2, -11, -1]
    assert january["what"] == "AAA attacks BBB"
    assert january["sentence"] == events[1].evidence.sentence
    assert january["event"] == events[1].id
    assert february["events"] == 0 and math.isnan(february["balance"])
    assert frame["what"].isna().tolist() == [False, False, True, False]


def test_of_one_and_of_two(events):
    assert network.timeline(events, entity="DDD")["events"].sum() == 1
    assert network.timeline(events, between=("AAA", "CCC"), by="year")["events"].tolist() == [1, 1]
    with pytest.raises(InputError, match="not both"):
        network.timeline(events, entity="AAA", between=("AAA", "BBB"))
    with pytest.raises(InputError, match="nobody"):
        network.timeline(events, entity="Atlantis")


def test_of_the_samples():
    graph = kg.build(kg.samples.path())
    frame = graph.timeline(entity="Russia", since="2022")
    assert frame["events"].sum() > 5
    sentences = {e.id: e.evidence.sentence for e in graph.events()}
    for row in frame[frame["events"] > 0].to_dict("records"):
        assert sentences[row["event"]] == row["sentence"]
    assert graph.timeline(between=("India", "Canada"), level="country", types="conflict")["conflict"].sum() > 1
