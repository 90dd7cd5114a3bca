from __future__ import annotations

import math

import pytest

import kg
from kg import network
from kg.core.errors import InputError


@pytest.fixture
def events(event):
    # January: AID 7, ACCUSE -2, ASSAULT -9: one act of cooperation, two of conflict.  February: none.  March: CONSULT.
    return [
        event("AID", "AAA", "BBB", "2020-01-03", confidence=0.5),
        event("ACCUSE", "BBB", "AAA", "2020-01-10"),
        event("ASSAULT", "AAA", "BBB", "2020-01-31"),
        event("CONSULT", "AAA BBB", day="2020-03-01"),
        event("SANCTION", "CCC", "AAA", "2020-01-20"),
        event("OTHER", "AAA", "BBB", "2020-01-20"),
        event("ASSAULT", "AAA", "BBB", "2020-01-20", status="planned"),
    ]


def test_by_hand(events):
    frame = network.balance(events, ("AAA", "BBB"))
    assert frame["period"].astype(str).tolist() == ["2020-01", "2020-02", "2020-03"]
    january, february, march = frame.to_dict("records")
    assert (january["events"], january["cooperation"], january["conflict"]) == (3, 1.0, 2.0)
    assert (january["material_cooperation"], january["verbal_conflict"], january["material_conflict"]) == (1, 1, 1)
    assert january["balance"] == pytest.approx(-1 / 3)
    assert january["net"] == 7 - 2 - 9
    assert january["mean"] == pytest.approx(-4 / 3)
    assert (february["events"], february["net"]) == (0, 0.0)
    assert math.isnan(february["balance"]) and math.isnan(february["mean"])
    assert (march["cooperation"], march["verbal_cooperation"], march["balance"], march["net"]) == (1, 1, 1.0, 1.0)


def test_every_dyad_with_events_only(events):
    frame = network.balance(events)
    assert frame[["dyad", "events"]].values.tolist() == [["AAA – BBB", 3], ["AAA – BBB", 1], ["AAA – CCC", 1]]


def test_each_direction(events):
    frame = network.balance(events, ("AAA", "BBB"), by="year", directed=True).set_index("dyad")
    assert frame.loc["AAA → BBB", "net"] == 7 - 9 + 1
    assert frame.loc["BBB → AAA", "net"] == -2 + 1


def test_by_confidence(events):
    january = network.balance(events, ("AAA", "BBB"), weight="confidence").iloc[0]
    assert january["cooperation"] == 0.5
    assert january["conflict"] == pytest.approx(1.6)
    assert january["net"] == pytest.approx(0.5 * 7 - 0.8 * 11)
    assert january["mean"] == pytest.approx((0.5 * 7 - 0.8 * 11) / 2.1)


def test_two_without_a_score_have_no_rows(event):
    frame = network.balance([event("OTHER", "AAA", "BBB")], ("AAA", "BBB"))
    assert frame.empty
    assert "net" in frame


def test_unknown_party(events):
    with pytest.raises(InputError, match="nobody"):
        network.balance(events, ("AAA", "Atlantis"))
    with pytest.raises(InputError, match="weight"):
        network.balance(events, weight="gold")


def test_the_example_of_the_docstring():
    graph = kg.build({"id": "a", "text": "Iran and Iraq signed a security agreement.", "date": "2023-03-19"})
    (row,) = network.balance(graph, by="year").to_dict("records")
    assert (row["dyad"], str(row["period"]), row["cooperation"], row["conflict"]) == ("Iran – Iraq", "2023", 1, 0)
