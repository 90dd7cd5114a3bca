from __future__ import annotations

import math

import pytest

from kg import network


def signed(event, *ties):
    """Two events per tie, so that it has a sign."""
    return [event("AID" if sign == "+" else "ASSAULT", a, b) for sign, a, b in ties for _ in range(2)]


def test_the_enemy_of_my_enemy(event):
    (row,) = network.triads(signed(event, "+AB", "-BC", "-AC")).to_dict("records")
    assert (row["a"], row["b"], row["c"]) == ("A", "B", "C")
    assert (row["ab"], row["bc"], row["ac"], row["kind"]) == (1, -1, -1, "+--")
    assert row["balanced"] and row["clusterable"]
    assert row["weakest"] == 14.0


@pytest.mark.parametrize(
    ("signs", "kind", "balanced", "clusterable"),
    [("+++", "+++", True, True), ("++-", "++-", False, False), ("---", "---", False, True)],
)
def test_other_kinds(event, signs, kind, balanced, clusterable):
    ties = [s + pair for s, pair in zip(signs, ("AB", "BC", "AC"), strict=True)]
    (row,) = network.triads(signed(event, *ties)).to_dict("records")
    assert (row["kind"], row["balanced"], row["clusterable"]) == (kind, balanced, clusterable)


def test_one_event_is_no_tie(event):
    events = [*signed(event, "+AB", "-BC"), event("ASSAULT", "A", "C")]
    assert network.triads(events).empty
    assert len(network.triads(events, least=1)) == 1


def test_a_network_by_hand(event):
    # Four parties, all six ties: A and B friends, C and D friends, the rest enemies: two triads with AB, two with CD.
    events = signed(event, "+AB", "+CD", "-AC", "-AD", "-BC", "-BD")
    (row,) = network.structural_balance(events).to_dict("records")
    assert (row["ties"], row["triads"], row["pnn"], row["balanced"]) == (6, 4, 4, 1.0)
    p = 2 / 6
    assert row["positive"] == pytest.approx(p)
    assert row["expected"] == pytest.approx(p**3 + 3 * p * (1 - p) ** 2)


def test_by_period(event):
    events = signed(event, "+AB", "-BC", "-AC") + [event("AID", "A", "B", "2021-05-01")] * 2
    frame = network.structural_balance(events, by="year")
    assert frame["period"].astype(str).tolist() == ["2020", "2021"]
    assert frame["triads"].tolist() == [1, 0]
    assert math.isnan(frame["balanced"].iloc[1])


def test_nothing():
    assert network.triads([]).empty
    assert network.structural_balance([])["triads"].tolist() == [0]


@pytest.fixture
def event(event):
    """Countries of one letter, for short."""
    return lambda type_, a, b, day="2020-01-01": event(type_, a, b, day)
