"""Ties as networkx graphs: every event an edge of its own, or added up and weighted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd

from kg.core.errors import InputError
from kg.core.event import Event
from kg.network.ties import as_ties, both_ways, weights, with_period

if TYPE_CHECKING:
    from kg.core.sources import EventSource

_NODE = ("name", "kind", "country", "sector")
_EDGE = (
    "type", "relation", "status", "date", "precision", "basis", "confidence", "theme", "sentence", "article", "event",
)  # fmt: skip
_EACH = ("event", "type", "side")


def multigraph(
    data: EventSource | Iterable[Event] | pd.DataFrame, by: str | None = None, each: str = "event"
) -> nx.MultiDiGraph:
    """A networkx graph with parallel edges.

    Args:
        data: A graph, events, or a table of :func:`kg.network.ties.ties` (which chooses level, status, time and type).
        by: None; or "day", "week", "month", "quarter", "year", to give each edge a ``period``.  With ``each="event"``
            an edge that has no such period gets "", else it is left out.
        each: What one edge stands for: "event"; or all events of one "type", or of one "side" (cooperation,
            conflict, other), between two parties (and in one period).

    Returns:
        Nodes carry ``name``, ``kind``, ``country``, ``sector``.  Edges of events carry ``type``, ``relation``,
        ``status``, ``date`` (as text, no finer than it is known), ``precision``, ``basis``, ``day`` (that it counts
        with, the article's where there is no date), ``confidence``, ``theme``, ``sentence``, ``article``, ``event``;
        their key is the event's id.  Edges that add up carry ``count``, ``score`` (the sum on Goldstein's scale; 0 for
        OTHER) and ``confidence`` (the sum: how many of the events are expected to be right).  A mutual act is one edge,
        in the text's order.

    Raises:
        InputError: An ``each`` or ``by`` that there is not.
    """
    if each not in _EACH:
        raise InputError(f"each is one of {', '.join(_EACH)}, not {each!r}")
    table = as_ties(data)
    graph = nx.MultiDiGraph()
    _add_nodes(graph, table)
    if each == "event":
        _add_events(graph, table, by)
        return graph
    keys = ["source", "target", each, *(["period"] if by else [])]
    chosen = with_period(table, by) if by else table
    sums = chosen.assign(score=chosen["score"].fillna(0.0)).groupby(keys, sort=True, observed=True)
    for key, row in sums.agg(
        count=("event", "size"), score=("score", "sum"), confidence=("confidence", "sum")
    ).iterrows():
        source, target, name, *period = key if isinstance(key, tuple) else (key,)
        attributes: dict[str, Any] = {
            each: name,
            "count": int(row["count"]),
            "score": float(row["score"]),
            "confidence": float(row["confidence"]),
        }
        if by:
            attributes["period"] = str(period[0])
        graph.add_edge(source, target, key="/".join([name, *map(str, period)]), **attributes)
    return graph


def weighted(
    data: EventSource | Iterable[Event] | pd.DataFrame,
    side: str | None = None,
    weight: str = "count",
    directed: bool = False,
) -> nx.Graph:
    """A simple graph with one edge per pair, as most algorithms want it.

    Args:
        data: A graph, events, or a table of ties.
        side: Only "cooperation" or "conflict".
        weight: "count"; "confidence"; or "score", the sum on Goldstein's scale, which may be negative.
        directed: Keep directions (a DiGraph); a mutual act goes both ways.

    Returns:
        Nodes sorted by id, with ``name``, ``kind``, ``country`` and ``sector``; edges with ``weight``, and ``distance``
        (1/weight) where the weight is positive: who deals more with one another is nearer (Newman, M. E. J., 2001,
        Physical Review E 64: 016132).

    Raises:
        InputError: A side or weight that there is not.
    """
    if side not in (None, "cooperation", "conflict"):
        raise InputError(f'side is "cooperation", "conflict" or None, not {side!r}')
    table = as_ties(data)
    if side:
        table = table[table["side"] == side]
    table = both_ways(table) if directed else table
    graph: nx.Graph = nx.DiGraph() if directed else nx.Graph()
    _add_nodes(graph, table)
    worth = table["score"].fillna(0.0) if weight == "score" else weights(table, weight)
    for source, target, value in zip(table["source"], table["target"], worth, strict=True):
        before = graph.edges[source, target]["weight"] if graph.has_edge(source, target) else 0.0
        graph.add_edge(source, target, weight=before + value)
    for _, _, data_ in graph.edges(data=True):
        if data_["weight"] > 0:
            data_["distance"] = 1.0 / data_["weight"]
    return graph


def _add_nodes(graph: nx.Graph, table: pd.DataFrame) -> None:
    found: dict[str, dict[str, str]] = {}
    for end in ("source", "target"):
        columns = [table[end], *(table[f"{end}_{name}"] for name in _NODE)]
        for key, *values in zip(*columns, strict=True):
            if key not in found:
                found[key] = {n: v if isinstance(v, str) else "" for n, v in zip(_NODE, values, strict=True)}
    for key in sorted(found):
        graph.add_node(key, **found[key])


def _add_events(graph: nx.MultiDiGraph, table: pd.DataFrame, by: str | None) -> None:
    periods = with_period(table, by)["period"].astype(str).to_dict() if by else {}
    seen: dict[str, int] = {}
    for index, row in zip(table.index, table.to_dict("records"), strict=True):
        number = seen[row["event"]] = seen.get(row["event"], -1) + 1
        attributes = {name: "" if pd.isna(row[name]) else row[name] for name in _EDGE}
        attributes["day"] = "" if pd.isna(row["day"]) else row["day"].date().isoformat()
        if by:
            attributes["period"] = periods.get(index, "")
        key = row["event"] if number == 0 else f"{row['event']}/{number}"
        graph.add_edge(row["source"], row["target"], key=key, **attributes)
