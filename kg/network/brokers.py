"""Who stands between others: brokers by Gould and Fernandez, and mediators of quarrels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd

from kg.core.event import Event
from kg.core.plover import with_trait
from kg.core.plover_table import Trait
from kg.network.centrality import communities
from kg.network.projection import weighted
from kg.network.ties import as_ties, names_of, with_dyad

if TYPE_CHECKING:
    from kg.core.sources import EventSource

#: Acts by which one speaks with somebody.
_TALKS = tuple(type_.value for type_ in with_trait(Trait.CONVERSATION))

#: Verbs that say outright that somebody stands between others.
_MEDIATES = frozenset({"mediate", "broker", "facilitate", "intercede", "arbitrate", "host", "mediation"})

_ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def brokerage(
    data: EventSource | Iterable[Event] | pd.DataFrame,
    groups: Mapping[str, str | int] | str | None = None,
    side: str | None = "cooperation",
) -> pd.DataFrame:
    """How often each party links two others that have no tie of their own, and in which role.

    Gould, R. V. and Fernandez, R. M. (1989), "Structures of Mediation: A Formal Approach to Brokerage in Transaction
    Networks", Sociological Methodology 19: 89-126.  A path a → v → c without a → c makes v a broker: a *coordinator*
    where all three are of one group, *itinerant* where a and c are of one and v of another, a *gatekeeper* where v and
    c are (a from outside comes in), a *representative* where a and v are, a *liaison* where all three differ.

    Args:
        data: A graph, events, or a table of ties.
        groups: Group by id; "country" or "sector" for those of the parties; None for the groups that
            :func:`kg.network.centrality.communities` finds.  Who has no group brokers nothing.
        side: Only ties of "cooperation" (the default) or "conflict"; None takes all.

    Returns:
        One row per party with a group, the greatest broker first: ``actor``, ``name``, ``group``, the number of paths
        in each of the five roles, and ``total``.
    """
    table = as_ties(data)
    if side:
        table = table[table["side"] == side]
    graph = weighted(table, directed=True)
    if groups is None:
        found = communities(table, side=None)
        of: dict[str, str | int] = dict(zip(found["actor"], found["community"], strict=True))
    elif isinstance(groups, str):
        of = {node: data_[groups] for node, data_ in graph.nodes(data=True) if data_.get(groups)}
    else:
        of = dict(groups)
    names, rows = names_of(table), []
    for v in (node for node in graph if node in of):
        counts = dict.fromkeys(_ROLES, 0)
        for a in graph.predecessors(v):
            for c in graph.successors(v):
                if a != c and a in of and c in of and not graph.has_edge(a, c):
                    counts[_role(of[a], of[v], of[c])] += 1
        rows.append((v, names[v], str(of[v]), *counts.values(), sum(counts.values())))
    frame = pd.DataFrame(rows, columns=["actor", "name", "group", *_ROLES, "total"])
    frame = frame.astype({"actor": "str", "name": "str", "group": "str", **dict.fromkeys((*_ROLES, "total"), "int64")})
    return frame.sort_values(["total", "actor"], ascending=[False, True]).reset_index(drop=True)


def mediators(data: EventSource | Iterable[Event] | pd.DataFrame, least: int = 1) -> pd.DataFrame:
    """Who talks to both sides of quarrels, and who is said to mediate.

    A quarrel is a pair whose scores on Goldstein's scale sum to less than 0.  ``quarrels`` counts those with both sides
    of which a party has consulted (CONSULT) without a quarrel of its own with either; ``betweenness`` is Freeman's
    (1977, "A Set of Measures of Centrality Based on Betweenness", Sociometry 40(1): 35-41) in the network of
    consultations alone.  Both are opportunities; what a text calls mediation is in ``mediations``.

    Args:
        data: A graph, events, or a table of ties.
        least: A quarrel needs at least so many conflict events.

    Returns:
        One row per party that consults with anybody, by ``mediations``, ``quarrels``, ``betweenness``: ``actor``,
        ``name``, ``mediations`` (events of PLOVER's mode "third-party" or with a verb like "mediate" or "broker" in
        which it acts), ``quarrels``, ``pairs`` (their names, the most conflictual first), ``consults`` (number of
        events), ``betweenness`` (0 to 1).
    """
    table = as_ties(data)
    names = names_of(table)
    talks = weighted(table[table["type"].isin(_TALKS)])
    scored = with_dyad(table[table["score"].notna()])
    by_pair = scored.assign(conflict=scored["side"] == "conflict").groupby(["a", "b"], sort=True)
    sums = by_pair.agg(net=("score", "sum"), conflicts=("conflict", "sum"))
    quarrels = sums[(sums["net"] < 0) & (sums["conflicts"] >= least)].sort_values("net", kind="stable")["net"]
    foes = set(quarrels.index)
    explicit = table[(table["mode"] == "third-party") | table["verb"].isin(_MEDIATES)]
    mediations = explicit.groupby("source")["event"].nunique()
    between = nx.betweenness_centrality(talks, weight=None)
    rows = []
    for node in talks:
        partners = set(talks[node])
        reached = [
            (a, b)
            for a, b in quarrels.index
            if a in partners and b in partners and not {_pair(node, a), _pair(node, b)} & foes
        ]
        rows.append(
            (
                node,
                names[node],
                int(mediations.get(node, 0)),
                len(reached),
                "; ".join(f"{names[a]} – {names[b]}" for a, b in reached),
                int(talks.degree(node, weight="weight")),
                between[node],
            )
        )
    columns = ["actor", "name", "mediations", "quarrels", "pairs", "consults", "betweenness"]
    frame = pd.DataFrame(rows, columns=columns).astype(
        {"actor": "str", "name": "str", "pairs": "str", "betweenness": "float64"}
        | dict.fromkeys(("mediations", "quarrels", "consults"), "int64")
    )
    order = ["mediations", "quarrels", "betweenness", "actor"]
    return frame.sort_values(order, ascending=[False, False, False, True]).reset_index(drop=True)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _role(a: str | int, v: str | int, c: str | int) -> str:
    if a == v == c:
        return "coordinator"
    if a == c:
        return "itinerant"
    if v == c:
        return "gatekeeper"
    return "representative" if a == v else "liaison"
