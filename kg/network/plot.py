"""Pictures of what the measures give, with matplotlib (the extra ``plot``).

Each takes the table of a measure and returns matplotlib's ``Axes``; pass ``ax`` to draw into a figure of your own.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pandas as pd

from kg.core.errors import KgError, to_install
from kg.network.ties import weights, with_dyad

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Blue and red that colour-blind readers tell apart (Okabe and Ito, 2008).
COOPERATION, CONFLICT, NEUTRAL = "#0072b2", "#d55e00", "#555555"


def balance(frame: pd.DataFrame, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Cooperation above the line, conflict below it, and the balance of the two.

    Args:
        frame: One dyad of :func:`kg.network.balance`, or :func:`kg.network.timeline`.
        ax: Where to draw; a new figure if None.
        title: By default the dyad.

    Raises:
        KgError: matplotlib is not installed.
    """
    ax = _axes(ax, (9.0, 3.2))
    moments = frame["start"]
    width = _bar(frame)
    ax.set_autoscaley_on(False)
    ax.bar(moments, frame["cooperation"], width=width, align="edge", color=COOPERATION, label="cooperation")
    ax.bar(moments, -frame["conflict"], width=width, align="edge", color=CONFLICT, label="conflict")
    ax.axhline(0, color=NEUTRAL, linewidth=0.8)
    # Axes that share a scale keep the largest that was drawn.
    highest = [float(frame[side].max()) for side in ("cooperation", "conflict")] if len(frame) else []
    top = max(1.0, *(1.12 * h for h in highest), *(abs(y) for y in ax.get_ylim()))
    ax.set_ylim(-top, top)
    ax.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    ax.set_ylabel("events")
    ax.legend(frameon=False, loc="upper left", ncols=2, fontsize="small")
    return _finished(ax, title if title is not None else _label(frame))


def net(frame: pd.DataFrame, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Net cooperation on Goldstein's scale, one line per dyad of :func:`kg.network.balance`.

    Raises:
        KgError: matplotlib is not installed.
    """
    ax = _axes(ax, (9.0, 3.2))
    for dyad, rows in frame.groupby("dyad", sort=True):
        ax.plot(rows["start"], rows["net"], linewidth=1.3, label=str(dyad))
    ax.axhline(0, color=NEUTRAL, linewidth=0.8)
    ax.set_ylabel("net cooperation")
    ax.legend(frameon=False, fontsize="small")
    return _finished(ax, title or "")


def escalation(frame: pd.DataFrame, ax: Axes | None = None, title: str | None = None) -> Axes:
    """Intensity of conflict, the normal range as a band, and the periods that leave it as dots.

    Args:
        frame: One dyad of :func:`kg.network.escalation`.
        ax: Where to draw; a new figure if None.
        title: By default the dyad.

    Raises:
        KgError: matplotlib is not installed.
    """
    ax = _axes(ax, (9.0, 3.2))
    moments = frame["start"]
    ax.fill_between(moments, frame["lower"], frame["upper"], color="#cccccc", linewidth=0, label="normal range")
    ax.plot(moments, frame["intensity"], color=NEUTRAL, linewidth=1.2, label="intensity of conflict")
    out = frame["state"] == "escalation"
    ax.scatter(moments[out], frame.loc[out, "intensity"], color=CONFLICT, s=28, zorder=3, label="escalation")
    ax.set_ylim(bottom=0)
    ax.set_ylabel("intensity")
    ax.legend(frameon=False, loc="upper left", fontsize="small")
    return _finished(ax, title if title is not None else _label(frame))


def change(frame: pd.DataFrame, ax: Axes | None = None, top: int = 12, title: str | None = None) -> Axes:
    """Events per month before and after, of the clearest changes in :func:`kg.network.change`.

    Raises:
        KgError: matplotlib is not installed.
    """
    shown = frame.head(top).iloc[::-1]
    ax = _axes(ax, (8.0, 0.8 + 0.32 * max(len(shown), 1)))
    for place, (before, after) in enumerate(zip(shown["rate_before"], shown["rate_after"], strict=True)):
        ax.plot([before, after], [place, place], color="#bbbbbb", linewidth=2, zorder=1)
    rows = range(len(shown))
    ax.scatter(shown["rate_before"], rows, color="white", edgecolors=NEUTRAL, s=40, zorder=2, label="before")
    ax.scatter(shown["rate_after"], rows, color=NEUTRAL, s=40, zorder=2, label="after")
    ax.set_yticks(list(rows), [_safe(name) for name in shown["name"]])
    ax.set_xlabel("events per month")
    ax.legend(frameon=False, loc="lower right", fontsize="small")
    return _finished(ax, title or "")


def network(ties: pd.DataFrame, ax: Axes | None = None, top: int = 25, seed: int = 1, title: str | None = None) -> Axes:
    """The most active parties and their ties: blue where cooperation prevails, orange where conflict does.

    Args:
        ties: The table of :func:`kg.network.ties`.
        ax: Where to draw; a new figure if None.
        top: How many parties at most.
        seed: Of the layout.
        title: A headline.

    Raises:
        KgError: matplotlib is not installed.
    """
    ax = _axes(ax, (8.0, 5.0))
    scored = with_dyad(ties[ties["score"].notna()])
    worth = scored["score"] * weights(scored, "count")
    dyads = scored.assign(worth=worth).groupby(["a", "b"], sort=True).agg(n=("event", "nunique"), net=("worth", "sum"))
    graph: nx.Graph = nx.Graph()
    for (a, b), n, total in zip(dyads.index, dyads["n"], dyads["net"], strict=True):
        graph.add_edge(a, b, n=int(n), net=float(total))
    strength = dict(graph.degree(weight="n"))
    chosen = sorted(strength, key=lambda node: (-strength[node], node))[:top]
    graph = nx.Graph(graph.subgraph(chosen))
    graph.remove_nodes_from([n for n in list(graph) if not graph.degree(n)])
    names = dict(zip(ties["source"], ties["source_name"], strict=True))
    names |= dict(zip(ties["target"], ties["target_name"], strict=True))
    ordered: nx.Graph = nx.Graph()  # a layout depends on the order of nodes
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(graph.edges(data=True), key=lambda e: tuple(sorted(e[:2]))))
    if ordered:
        spread = nx.spring_layout(ordered, k=2.2 / math.sqrt(len(ordered)), weight=None, seed=seed, iterations=200)
        edges = list(ordered.edges(data=True))
        colours = [COOPERATION if d["net"] > 0 else CONFLICT if d["net"] < 0 else "#999999" for _, _, d in edges]
        widths = [0.8 + 1.1 * math.log2(1 + d["n"]) for _, _, d in edges]
        nx.draw_networkx_edges(
            ordered, spread, edgelist=[e[:2] for e in edges], edge_color=colours, width=widths, alpha=0.6, ax=ax
        )
        sizes = [60 + 60 * math.log2(1 + strength[n]) for n in ordered]
        nx.draw_networkx_nodes(ordered, spread, node_size=sizes, node_color="#eeeeee", edgecolors=NEUTRAL, ax=ax)
        for node, size in zip(ordered, sizes, strict=True):
            above = math.sqrt(size) / 2 + 2  # points from the middle of the node to above its rim
            ax.annotate(
                _safe(names[node]), spread[node], (0, above), textcoords="offset points", ha="center", va="bottom",
                fontsize=8, bbox={"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.7},
            )  # fmt: skip
    ax.margins(0.12)
    ax.set_axis_off()
    return _finished(ax, title or "", grid=False)


def _axes(ax: Axes | None, size: tuple[float, float]) -> Axes:
    if ax is not None:
        return ax
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        raise KgError(f"pictures need matplotlib; install it with: {to_install('plot')}") from None
    return plt.subplots(figsize=size, layout="constrained")[1]


def _finished(ax: Axes, title: str, grid: bool = True) -> Axes:
    ax.set_title(_safe(title), loc="left", fontsize="medium")
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    if grid:
        ax.grid(axis="y", color="#eeeeee")
        ax.set_axisbelow(True)
    return ax


def _label(frame: pd.DataFrame) -> str:
    names = list(dict.fromkeys(frame["dyad"])) if "dyad" in frame and len(frame) else []
    return str(names[0]) if len(names) == 1 else ""


def _bar(frame: pd.DataFrame) -> Any:
    lengths = (frame["end"] - frame["start"]).to_numpy() + np.timedelta64(1, "D")
    return lengths * 0.9 if len(lengths) else 0.9


def _safe(text: str) -> str:
    """Names from articles as plain text: a dollar sign would start a formula."""
    return text.replace("$", r"\$")
