from __future__ import annotations

import sys

import pytest

from kg import network
from kg.core.errors import KgError

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def _close():
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


@pytest.fixture
def events(event):
    found = [event("ACCUSE", "AAA", "BBB", f"2020-0{m}-01") for m in range(1, 6)]
    found += [event("ASSAULT", "AAA", "BBB", "2020-06-01")] * 3
    return [*found, event("AID", "CCC", "BBB", "2021-02-01"), event("AID", "BBB", "AAA", "2020-06-02")]


def test_balance_shows_conflict_below_the_line(events):
    axes = network.plot.balance(network.balance(events, ("AAA", "BBB")))
    heights = [bar.get_height() for bar in axes.patches]
    assert max(heights) == 1 and min(heights) == -3
    assert axes.get_title(loc="left") == "AAA – BBB"
    network.plot.balance(network.timeline(events), title="All of them")


def test_escalation_marks_what_leaves_the_range(events):
    axes = network.plot.escalation(network.escalation(events, ("AAA", "BBB")))
    (dots,) = [c for c in axes.collections if c.get_label() == "escalation"]
    assert len(dots.get_offsets()) == 1


def test_net_has_a_line_per_dyad(events):
    axes = network.plot.net(network.balance(events))
    assert [line.get_label() for line in axes.lines][:2] == ["AAA – BBB", "BBB – CCC"]


def test_change(events):
    axes = network.plot.change(network.change(events, "2020", "2021"))
    assert [t.get_text() for t in axes.get_yticklabels()] == ["BBB – CCC", "AAA – BBB"]


def test_network_draws_names_as_text(events, event):
    axes = network.plot.network(network.ties([*events, event("AID", "$x^2$", "AAA")]))
    assert {t.get_text() for t in axes.texts} == {"AAA", "BBB", "CCC", r"\$x^2\$"}
    assert not list(network.plot.network(network.ties([])).texts)


def test_own_axes(events):
    import matplotlib.pyplot as plt

    _, axes = plt.subplots()
    assert network.plot.balance(network.balance(events, ("AAA", "BBB")), ax=axes) is axes


def test_without_matplotlib(events, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(KgError, match=r"kg\[plot\]"):
        network.plot.balance(network.balance(events, ("AAA", "BBB")))
