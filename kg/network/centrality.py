"""Who matters in a network, and who belongs together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd

from kg.core.event import Event
from kg.network.projection import weighted
from kg.network.ties import as_ties, names_of

if TYPE_CHECKING:
    from kg.core.sources import EventSource


def centrality(
    data: EventSource | Iterable[Event] | pd.DataFrame, side: str | None = None, weight: str = "count"
) -> pd.DataFrame:
    """How central each party is, in the usual four senses.

    Degree, closeness and betweenness: Freeman, L. C. (1978), "Centrality in Social Networks: Conceptual Clarification",
    Social Networks 1(3): 215-239; eigenvector: Bonacich, P. (1972), "Factoring and Weighting Approaches to Status
    Scores and Clique Identification", Journal of Mathematical Sociology 2(1): 113-120.  Betweenness runs over 1/weight
    (Newman 2001), closeness counts steps; the algorithms are networkx's.  Direction counts only in ``acts`` and
    ``undergoes``.

    Args:
        data: A graph, events, or a table of ties.
        side: Only ties of "cooperation" or of "conflict".
        weight: "count" or "confidence".

    Returns:
        One row per party, the most active first: ``actor`` (id), ``name``, ``partners`` (how many others), ``acts``
        (weight of what it does), ``undergoes`` (of what is done to it; a mutual act is in both), ``betweenness`` and
        ``closeness`` (0 to 1), ``eigenvector`` (0 to 1, of the largest connected part; 0 outside it).

    Raises:
        InputError: A side or weight that there is not.
    """
    table = as_ties(data)
    graph = weighted(table, side, weight)
    directed = weighted(table, side, weight, directed=True)
    between = nx.betweenness_centrality(graph, weight="distance")
    close = nx.closeness_centrality(graph)
    eigen = _eigenvector(graph)
    names = names_of(table)
    rows = [
        {
            "actor": actor,
            "name": names[actor],
            "partners": graph.degree(actor),
            "acts": float(directed.out_degree(actor, weight="weight")),
            "undergoes": float(directed.in_degree(actor, weight="weight")),
            "betweenness": between[actor],
            "closeness": close[actor],
            "eigenvector": eigen.get(actor, 0.0),
        }
        for actor in graph
    ]
    columns = ["actor", "name", "partners", "acts", "undergoes", "betweenness", "closeness", "eigenvector"]
    frame = pd.DataFrame(rows, columns=columns).astype(
        {"actor": "str", "name": "str", "partners": "int64", **dict.fromkeys(columns[3:], "float64")}
    )
    activity = frame["acts"] + frame["undergoes"]
    order = frame.assign(activity=-activity).sort_values(["activity", "actor"]).index
    return frame.loc[order].reset_index(drop=True)


def communities(
    data: EventSource | Iterable[Event] | pd.DataFrame,
    side: str | None = "cooperation",
    weight: str = "count",
    resolution: float = 1.0,
    seed: int = 0,
) -> pd.DataFrame:
    """Groups whose members deal more with one another than with others.

    The method of Louvain: Blondel, V. D., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008), "Fast Unfolding of
    Communities in Large Networks", Journal of Statistical Mechanics: P10008; networkx's implementation.  Its result
    depends on chance, so it has a seed; a group that stays together under other seeds is worth more.

    Args:
        data: A graph, events, or a table of ties.
        side: Ties of "cooperation" (the default), of "conflict", or None for all.
        weight: "count" or "confidence".
        resolution: Above 1 gives smaller groups, below 1 larger ones.
        seed: Of the pseudo-random order in which nodes are visited.

    Returns:
        One row per party that has such ties, by group and within it the most active first: ``actor``, ``name``,
        ``community`` (1 is the largest), ``inside`` (share of its ties that stay in the group) and ``modularity``
        (of the whole division, the same in every row; above 0.3 there is structure worth the name).

    Raises:
        InputError: A side or weight that there is not.
    """
    table = as_ties(data)
    graph = weighted(table, side, weight)
    groups = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed) if graph else []
    groups = sorted(groups, key=lambda g: (-len(g), min(g)))
    quality = nx.community.modularity(graph, groups, weight="weight") if graph.size() else float("nan")
    names, rows = names_of(table), []
    for number, members in enumerate(groups, 1):
        strength = {m: float(graph.degree(m, weight="weight")) for m in members}
        for actor in sorted(members, key=lambda m: (-strength[m], m)):
            inside = sum(d["weight"] for _, other, d in graph.edges(actor, data=True) if other in members)
            share = inside / strength[actor] if strength[actor] else float("nan")
            rows.append((actor, names[actor], number, share, quality))
    frame = pd.DataFrame(rows, columns=["actor", "name", "community", "inside", "modularity"])
    return frame.astype(
        {"actor": "str", "name": "str", "community": "int64", "inside": "float64", "modularity": "float64"}
    )


def _eigenvector(graph: nx.Graph) -> dict[str, float]:
    """Of the largest part; scaled so that the most central has 1."""
    if not graph.size():
        return {}
    part = min(nx.connected_components(graph), key=lambda nodes: (-len(nodes), min(nodes)))
    found = nx.eigenvector_centrality(graph.subgraph(sorted(part)), max_iter=10_000, tol=1e-9, weight="weight")
    top = max(found.values())
    return {node: value / top for node, value in found.items()}
