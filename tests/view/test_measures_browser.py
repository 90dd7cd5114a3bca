"""Groups and go-betweens in the page are those of kg.network."""

from __future__ import annotations

import networkx as nx
import pytest

from kg import network
from kg.view.explorer import View

pytestmark = pytest.mark.browser


def test_brokers_are_those_of_the_network(visit, events):
    page = visit(View(events)).page
    found = {row["node"]: row for row in page.evaluate("kgView.brokers()")}
    table = network.mediators(network.ties(events, "actor", status=None))
    assert len(table) > 20
    expected = table.drop_duplicates("name", keep=False)
    for row in expected.itertuples():
        assert found[row.name]["betweenness"] == pytest.approx(row.betweenness, abs=1e-9)
        assert found[row.name]["quarrels"] == row.quarrels
        assert found[row.name]["mediations"] == row.mediations


def test_groups_are_as_good_as_those_of_the_network(visit, events):
    page = visit(View(events)).page
    found = dict(page.evaluate("kgView.communities()"))
    graph = network.weighted(network.ties(events, "actor", status=None), "cooperation")
    names = nx.get_node_attributes(graph, "name")
    groups: dict[int, set[str]] = {}
    for node in graph:
        groups.setdefault(found[names.get(node, node)], set()).add(node)
    ours = nx.community.modularity(graph, list(groups.values()), weight="weight")
    theirs = network.communities(network.ties(events, "actor", status=None))["modularity"].iloc[0]
    assert ours > theirs - 0.02
