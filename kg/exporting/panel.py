"""Ordered pairs of states by month, zeros included, as one CSV table."""

from __future__ import annotations

from typing import IO

from kg.exporting.base import Format, Graph, register
from kg.exporting.flat import cell
from kg.network.panel import panel


def write_panel(graph: Graph, output: IO[bytes]) -> None:
    """The table of :func:`kg.network.panel` for a graph, by month; a code that a list does not have is empty."""
    frame = panel(graph)
    for name in ("start", "end"):
        frame[name] = frame[name].dt.strftime("%Y-%m-%d")
    for name in ("a_name", "b_name"):
        frame[name] = frame[name].map(cell)
    output.write(frame.to_csv(index=False, lineterminator="\n").encode())


register(
    Format(
        "panel",
        "ordered pairs of states by month, zeros included, with their codes elsewhere",
        write_panel,
        sentences=False,
    )
)
