from __future__ import annotations

import pytest

from kg import network

ROLES = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total"]


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("111", "coordinator"),
        ("121", "itinerant"),
        ("122", "gatekeeper"),
        ("112", "representative"),
        ("123", "liaison"),
    ],
)
def test_each_role_of_gould_and_fernandez(event, groups, role):
    events = [event("AID", "AAA", "VVV"), event("AID", "VVV", "CCC")]
    frame = network.brokerage(events, dict(zip(("AAA", "VVV", "CCC"), groups, strict=True))).set_index("actor")
    assert frame.loc["VVV", ROLES].to_dict() == {**dict.fromkeys(ROLES, 0), role: 1, "total": 1}
    assert frame.loc[["AAA", "CCC"], "total"].tolist() == [0, 0]


def test_who_deals_directly_needs_no_broker(event):
    path = [event("AID", "AAA", "VVV"), event("AID", "VVV", "CCC")]
    same = dict.fromkeys(("AAA", "VVV", "CCC"), 1)
    assert network.brokerage([*path, event("AID", "AAA", "CCC")], same)["total"].sum() == 0
    # The way back is another path.
    assert network.brokerage([*path, event("AID", "CCC", "AAA")], same)["total"].tolist() == [1, 1, 1]


def test_a_mutual_act_goes_both_ways(event):
    events = [event("CONSULT", "AAA VVV"), event("CONSULT", "CCC VVV")]
    frame = network.brokerage(events, {"AAA": 1, "VVV": 2, "CCC": 1}).set_index("actor")
    assert frame.loc["VVV", ["itinerant", "total"]].tolist() == [2, 2]


def test_groups_of_the_parties_or_found(event, person):
    envoy = person("envoy", "person", "VVV", "GOV")
    events = [event("AID", "AAA", [envoy]), event("AID", [envoy], "CCC")]
    frame = network.brokerage(network.ties(events, level="actor"), "country").set_index("actor")
    assert frame.loc["envoy", "liaison"] == 1
    assert network.brokerage(events)["total"].sum() == 1


@pytest.fixture
def quarrel(event):
    """AAA and BBB are at odds; MMM talks to both, FFF only to one, EEM to both but fights one of them."""
    return [
        event("ASSAULT", "AAA", "BBB"),
        event("ASSAULT", "BBB", "AAA"),
        event("CONSULT", "MMM AAA"),
        event("CONSULT", "MMM", "BBB", mode="third-party"),
        event("CONSULT", "FFF", "AAA"),
        event("CONSULT", "EEM", "AAA"),
        event("CONSULT", "EEM", "BBB"),
        event("ASSAULT", "EEM", "BBB"),
    ]


def test_mediators_by_hand(quarrel):
    frame = network.mediators(quarrel).set_index("actor")
    assert frame.index[0] == "MMM"
    assert frame.loc["MMM", ["mediations", "quarrels", "pairs", "consults"]].tolist() == [1, 1, "AAA – BBB", 2]
    assert frame.loc["EEM", "quarrels"] == 0  # one talk (1) against one attack (-9): a party to the quarrel
    assert frame.loc["FFF", "quarrels"] == 0
    # Consultations: M-A, M-B, F-A, E-A, E-B.  Of the six pairs without A, A lies on all shortest paths of F to M, B
    # and E (3) and on half of those between M and E; B on the other half.  M and E share the paths of A-B and F-B.
    assert frame.loc["AAA", "betweenness"] == pytest.approx(3.5 / 6)
    assert frame.loc["BBB", "betweenness"] == pytest.approx(0.5 / 6)
    assert frame.loc["MMM", "betweenness"] == pytest.approx(1.0 / 6)
    assert frame.loc["FFF", "betweenness"] == 0


def test_friends_have_no_quarrel_to_mediate(event):
    events = [event("AID", "AAA", "BBB"), event("CONSULT", "MMM AAA"), event("CONSULT", "MMM BBB")]
    assert network.mediators(events)["quarrels"].sum() == 0


def test_a_quarrel_needs_enough_conflict(quarrel):
    assert network.mediators(quarrel, least=3)["quarrels"].sum() == 0
    assert network.mediators([]).empty
