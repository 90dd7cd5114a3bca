"""Pairs by month as ``panel``, ``balance`` and the query dyads-by-month count them: what docs/network.md says."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from making import KIM, PUTIN, HandMade, act, graph_of, meeting, party

import kg
from kg import network
from kg.query.library import get

PAGE = Path(__file__).resolve().parents[2] / "docs" / "network.md"
REBELS = party("front", "armed_group", "IDN", "REB")
LATER = dt.date(2020, 2, 1)

# Of each row of the page an act, and where it counts: rows of the panel, of balance, of the query.
ROWS = {
    "what A does to B": (
        [act("ACCUSE", "RUS", "DEU", "2020-01-03")], "RUS DEU 2020-01", "DEU RUS 2020-01", "DEU RUS 2020-01",
    ),
    "an act of both": (
        [act("CONSULT", "DEU XKX", "", "2020-03-01")],
        "DEU XKX 2020-03 | XKX DEU 2020-03", "DEU XKX 2020-03", "DEU XKX 2020-03",
    ),
    "recalled, with its day": (
        [act("ASSAULT", "FRA", "ESP", "1990-05-01", status="historical", published="2020-03-01")],
        "", "ESP FRA 1990-05", "ESP FRA 1990-05",
    ),
    "recalled, without one": (
        [replace(act("ASSAULT", "ITA", "ESP", None, status="historical"), published=LATER)], "", "", "",
    ),
    "news without a day": (
        [replace(act("ASSAULT", "CHN", "VNM", None), published=LATER)], "CHN VNM 2020-02", "CHN VNM 2020-02", "",
    ),
    "known to the year only": (
        [act("ASSAULT", "CHN", "IND", "2020-01-01", precision="year")], "", "", "CHN IND 2020-01",
    ),
    "`OTHER`": ([act("OTHER", "PER", "CHL", "2020-01-06", verb="court")], "PER CHL 2020-01", "", ""),
    "planned, hypothetical, denied": ([act("ASSAULT", "PER", "BOL", "2020-01-06", status="planned")], "", "", ""),
    "of an armed group": ([act("ASSAULT", [REBELS], "MYS", "2020-01-09")], "", "MYS front 2020-01", "IDN MYS 2020-01"),
    "of somebody who is no state": (
        [act("PROTEST", [party("irq/protesters", "people", "IRQ", "CVL")], "IRN", "2020-01-09")],
        "", "", "IRN IRQ 2020-01",
    ),
    "on a country's people": (
        [act("ASSAULT", "SDN", [party("tcd/farmers", "people", "TCD", "CVL")], "2020-01-09")],
        "SDN TCD 2020-01", "SDN TCD 2020-01", "SDN TCD 2020-01",
    ),
}  # fmt: skip


def told(frame, *columns):
    return {" ".join(map(str, row)) for row in frame[list(columns)].itertuples(index=False)}


@pytest.fixture(scope="module")
def found():
    graph = graph_of(*(event for events, *_ in ROWS.values() for event in events))
    panel = network.panel(graph)
    return (
        told(panel[panel["events"] > 0], "a", "b", "period"),
        told(network.balance(graph), "a", "b", "period"),
        told(graph.query(get("dyads-by-month").text), "one", "other", "month"),
    )


def test_each_act_counts_where_the_page_says(found):
    for at, rows in enumerate(found):
        assert rows == {r for _, *expected in ROWS.values() for r in expected[at].split(" | ") if r}


def test_every_row_is_one_of_the_page():
    shown = re.search(r"^\| +\| `network.panel`.*?\n\n", PAGE.read_text("utf-8"), re.M | re.S)
    assert shown and set(ROWS) <= set(re.findall(r"^\| ([^|]+?) \|", shown[0], re.M))


def test_zeros():
    events = [act("ACCUSE", "RUS", "DEU", "2020-01-03"), act("ACCUSE", "RUS", "POL", "2020-03-03")]
    graph = graph_of(*events)
    assert len(network.panel(graph)) == 2 * 3 and len(network.panel(graph, every=True)) == 6 * 3
    assert len(network.balance(graph)) == 2 and len(network.balance(graph, between=("RUS", "DEU"))) == 3
    assert len(graph.query(get("dyads-by-month").text)) == 2


def test_an_act_of_two_reports_counts_once_in_a_graph():
    twice = [meeting(f"m{n}", LATER, PUTIN, KIM) for n in range(2)]
    graph = kg.build([t.article for t in twice], extractor=HandMade(*twice))
    assert network.panel(graph)["events"].tolist() == [1, 1]  # one each way
    assert (
        network.balance(graph)["events"].tolist() == graph.query(get("dyads-by-month").text)["events"].tolist() == [1]
    )
    assert network.balance(e for t in twice for e in t.events)["events"].tolist() == [2]
