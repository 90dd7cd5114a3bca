from __future__ import annotations

import math

import pytest

from kg import network


@pytest.fixture
def star(event):
    return [event("AID", "AAA", other) for other in ("BBB", "CCC", "DDD")]


def test_a_star_by_hand(star):
    frame = network.centrality(star).set_index("actor")
    assert frame.index.tolist() == ["AAA", "BBB", "CCC", "DDD"]
    assert frame.loc["AAA", ["partners", "acts", "undergoes", "betweenness", "closeness"]].tolist() == [3, 3, 0, 1, 1]
    # A leaf is one step from the middle and two from each other leaf: 3 / (1 + 2 + 2).
    assert frame.loc["BBB", ["partners", "acts", "undergoes", "betweenness", "closeness"]].tolist() == [1, 0, 1, 0, 0.6]
    assert frame["eigenvector"].tolist() == pytest.approx([1, *[1 / math.sqrt(3)] * 3], abs=1e-5)


def test_outside_the_largest_part_the_eigenvector_is_0(star, event):
    frame = network.centrality([*star, event("AID", "XXX", "YYY")]).set_index("actor")
    assert frame.loc[["XXX", "YYY"], "eigenvector"].tolist() == [0, 0]


def test_nobody():
    assert network.centrality([]).empty
    assert network.communities([]).empty


def test_two_groups(event):
    pairs = ["AAA BBB", "AAA CCC", "BBB CCC", "XXX YYY", "XXX ZZZ", "YYY ZZZ"]
    events = [event("COOPERATE", pair) for pair in pairs] + [event("CONSULT", "CCC XXX")]
    events += [event("ASSAULT", "AAA", "YYY")] * 9  # conflict does not make friends
    frame = network.communities(events)
    groups = frame.groupby("community")["actor"].agg(set).tolist()
    assert groups == [{"AAA", "BBB", "CCC"}, {"XXX", "YYY", "ZZZ"}]
    # Of 7 ties 3 lie in each group, whose degrees sum to 7 of 14: 2 * (3/7 - 1/4).
    assert frame["modularity"].iloc[0] == pytest.approx(2 * (3 / 7 - 1 / 4))
    inside = frame.set_index("actor")["inside"]
    assert (inside["AAA"], inside["CCC"]) == (1.0, pytest.approx(2 / 3))


def test_the_order_of_events_does_not_matter(event):
    events = [event("AID", a, b) for a, b in ("AB", "BC", "CD", "DE", "EA", "AC") for a, b in [(a * 3, b * 3)]]
    assert network.communities(events).equals(network.communities(events[::-1]))
    assert network.centrality(events).equals(network.centrality(events[::-1]))
