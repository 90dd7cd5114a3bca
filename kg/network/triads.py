"""Structural balance: is the friend of a friend a friend, and the enemy of an enemy?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd

from kg.core.event import Event
from kg.network.ties import as_ties, names_of, news_periods, with_days, with_dyad, with_period

if TYPE_CHECKING:
    from kg.core.sources import EventSource

_KINDS = ("+++", "++-", "+--", "---")


def triads(data: EventSource | Iterable[Event] | pd.DataFrame, least: int = 2) -> pd.DataFrame:
    """Every three parties that all deal with one another, with the sign of each tie.

    A tie is positive where the scores of its events sum to more than 0, negative below.  A triad is balanced where
    the product of its signs is positive: Heider, F. (1946), "Attitudes and Cognitive Organization", Journal of
    Psychology 21: 107-112; Cartwright, D. and Harary, F. (1956), "Structural Balance: A Generalization of Heider's
    Theory", Psychological Review 63(5): 277-293.  Three enemies of one another are unbalanced there, but not for
    Davis, J. A. (1967), "Clustering and Structural Balance in Graphs", Human Relations 20(2): 181-187: ``clusterable``.

    Args:
        data: A graph, events, or a table of ties.
        least: A pair with fewer events (that have a score) has no sign.

    Returns:
        One row per triad, sorted: ``a``, ``b``, ``c`` (ids), ``triad`` (names), ``ab``, ``bc``, ``ac`` (1 or -1),
        ``kind`` ("+++", "++-", "+--", "---"), ``balanced``, ``clusterable``, and ``weakest``: the smallest sum of
        scores among the three, without its sign.  The sign of a weak tie may be chance.
    """
    table = as_ties(data)
    names = names_of(table)
    rows = []
    for nodes, sums in _triangles(_signed(table, least)):
        signs = [1 if s > 0 else -1 for s in sums]
        kind = "".join(sorted("+" if s > 0 else "-" for s in signs))
        positive = signs.count(1)
        rows.append(
            (
                *nodes,
                ", ".join(names[n] for n in nodes),
                *signs,
                kind,
                positive % 2 == 1,
                positive != 2,
                min(map(abs, sums)),
            )
        )
    columns = ["a", "b", "c", "triad", "ab", "bc", "ac", "kind", "balanced", "clusterable", "weakest"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(
        dict.fromkeys(("a", "b", "c", "triad", "kind"), "str")
        | dict.fromkeys(("ab", "bc", "ac"), "int8")
        | {"balanced": "bool", "clusterable": "bool", "weakest": "float64"}
    )


def structural_balance(
    data: EventSource | Iterable[Event] | pd.DataFrame, by: str | None = None, least: int = 2
) -> pd.DataFrame:
    """How balanced a network is, as a whole or period by period.

    Args:
        data: A graph, events, or a table of ties.
        by: None for one figure, or "month", "quarter", "year" … for each period on its own.
        least: A pair with fewer events has no sign, as in :func:`triads`.

    Returns:
        One row (per period from which there is news): ``period``, ``start`` and ``end`` (only with ``by``),
        ``ties`` (pairs with a sign),
        ``positive`` (their share that is positive), ``triads``, the number of each kind (``ppp``, ``ppn``, ``pnn``,
        ``nnn``), ``balanced`` (share of triads, NaN without any), and ``expected``: the share there would be if signs
        fell on ties by chance, p³ + 3p(1-p)² for a share p of positive ones.  Only what is above that speaks for the
        theory.
    """
    table = as_ties(data)
    if by is None:
        return _census([(None, table)], least).drop(columns="period")
    dated = with_period(table, by)
    dated = dated[dated["period"].isin(news_periods(dated))]
    frame = _census(list(dated.groupby("period", sort=True, observed=True)), least)
    frame["period"] = pd.PeriodIndex(frame["period"], dtype=dated["period"].dtype)
    return with_days(frame)


def _census(parts: list[tuple[object, pd.DataFrame]], least: int) -> pd.DataFrame:
    rows = []
    for period, part in parts:
        graph = _signed(part, least)
        found = triads(part, least)
        counts = found["kind"].value_counts()
        p = sum(d["net"] > 0 for _, _, d in graph.edges(data=True)) / graph.size() if graph.size() else float("nan")
        rows.append(
            (
                period,
                graph.size(),
                p,
                len(found),
                *(int(counts.get(kind, 0)) for kind in _KINDS),
                float(found["balanced"].mean()) if len(found) else float("nan"),
                p**3 + 3 * p * (1 - p) ** 2,
            )
        )
    columns = ["period", "ties", "positive", "triads", "ppp", "ppn", "pnn", "nnn", "balanced", "expected"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(
        dict.fromkeys(("ties", "triads", "ppp", "ppn", "pnn", "nnn"), "int64")
        | dict.fromkeys(("positive", "balanced", "expected"), "float64")
    )


def _signed(table: pd.DataFrame, least: int) -> nx.Graph:
    """Pairs with enough events whose scores do not cancel out."""
    graph: nx.Graph = nx.Graph()
    dyads = with_dyad(table[table["score"].notna()]).groupby(["a", "b"], sort=True)["score"].agg(["size", "sum"])
    for (a, b), size, net in zip(dyads.index, dyads["size"], dyads["sum"], strict=True):
        if size >= least and net != 0:
            graph.add_edge(a, b, net=float(net))
    return graph


def _triangles(graph: nx.Graph) -> Iterator[tuple[tuple[str, str, str], tuple[float, float, float]]]:
    for a in sorted(graph):
        for b in sorted(n for n in graph[a] if n > a):
            for c in sorted(n for n in graph[a] if n > b and n in graph[b]):
                yield (a, b, c), (graph[a][b]["net"], graph[b][c]["net"], graph[a][c]["net"])
