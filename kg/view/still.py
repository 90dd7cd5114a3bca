"""A still picture of a view, for where no script runs: a notebook that is not trusted, a page of a repository."""

from __future__ import annotations

import base64
import math
from collections import Counter
from typing import Any

from kg.core.markup import markup
from kg.view.held import Payload

MOST = 45
"""Nodes in the picture, the largest ones."""

_WIDTH, _HEIGHT, _ROOM = 900, 560, 46
_PAPER, _INK, _SOFT = "#fbfaf7", "#1b1d1f", "#5a5f64"
_LINES = {"cooperation": "#1f6fb2", "conflict": "#a63a08", "other": "#85827b"}


def still(payload: Payload, title: str) -> str:
    """An SVG picture: the busiest nodes with their names, and the ties among them; no script, nothing to fetch."""
    shown = sorted(payload.nodes, key=lambda n: (n["kind"] == "theme", -n["size"], n["id"]))[:MOST]
    at = _places(shown)
    lines = []
    strength: Counter[tuple[int, int, str]] = Counter()
    for edge in payload.edges:
        if edge["from"] in at and edge["to"] in at:
            strength[min(edge["from"], edge["to"]), max(edge["from"], edge["to"]), edge["side"]] += edge["value"]
    for (a, b, side), count in sorted(strength.items(), key=lambda item: (item[1], item[0])):
        # What is cooperation bends to one side, what is conflict to the other, so that both are seen.
        bend = {"cooperation": 0.08, "conflict": -0.08}.get(side, 0.0)
        (x0, y0), (x1, y1) = at[a], at[b]
        cx, cy = (x0 + x1) / 2 - (y1 - y0) * bend, (y0 + y1) / 2 + (x1 - x0) * bend
        path = f"M{x0:.0f} {y0:.0f}Q{cx:.0f} {cy:.0f} {x1:.0f} {y1:.0f}"
        width = f"{min(1 + math.log2(count), 6):.1f}"
        lines.append(markup('<path d="{}" stroke="{}" stroke-width="{}"/>', path, _LINES[side], width))
    dots, names, taken = [], [], list[tuple[float, float, float, float]]()
    for node in shown:
        x, y = at[node["id"]]
        r = 3 + node["size"] * 0.42
        dots.append(markup('<circle cx="{:.0f}" cy="{:.0f}" r="{:.1f}"/>', x, y, r))
        half, below = 3.3 * len(node["label"][:34]) + 3, y + r + 13
        box = (x - half, below - 11, x + half, below + 4)
        if not any(box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken):
            taken.append(box)
            names.append(markup('<text x="{:.0f}" y="{:.0f}">{}</text>', x, below, node["label"][:34]))
    counts = f"{len(payload.nodes)} actors and themes, {payload.data['count']} events"
    return str(
        markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="sans-serif" role="img">'
            '<title>{}</title><rect width="100%" height="100%" fill="{}"/><g fill="none" opacity=".75">{}</g>'
            '<g fill="#3a3f45" stroke="{}">{}</g>'
            '<g font-size="12" text-anchor="middle" fill="{}" stroke="{}" stroke-width="3" paint-order="stroke">{}</g>'
            '<text x="16" y="26" font-size="17" font-weight="600" fill="{}">{}</text>'
            '<text x="16" y="{}" font-size="12" fill="{}">{}: blue is cooperation, orange conflict</text></svg>',
            _WIDTH, _HEIGHT, title, _PAPER, lines, _PAPER, dots, _INK, _PAPER, names, _INK, title[:90], _HEIGHT - 12,
            _SOFT, counts,
        )
    )  # fmt: skip


def still_image(payload: Payload, title: str) -> str:
    """The same as an image element, which every notebook shows, trusted or not."""
    data = base64.b64encode(still(payload, title).encode("utf-8")).decode("ascii")
    return str(markup('<img alt="{}" src="data:image/svg+xml;base64,{}" style="width:100%">', title, data))


def _places(nodes: list[dict[str, Any]]) -> dict[int, tuple[float, float]]:
    """The nodes' places, spread over the picture by rank in each direction, so that the crowd in the middle parts."""
    count = max(len(nodes) - 1, 1)
    found: dict[int, list[float]] = {node["id"]: [] for node in nodes}
    for axis, size in (("x", _WIDTH), ("y", _HEIGHT)):
        low = min((node[axis] for node in nodes), default=0.0)
        wide = max((node[axis] for node in nodes), default=0.0) - low or 1.0
        for rank, node in enumerate(sorted(nodes, key=lambda n: (n[axis], n["id"]))):
            share = 0.35 * (node[axis] - low) / wide + 0.65 * rank / count
            found[node["id"]].append(_ROOM + share * (size - 2 * _ROOM))
    return {key: (x, y) for key, (x, y) in found.items()}
