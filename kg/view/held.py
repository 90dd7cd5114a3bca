"""What a page holds, and the same as pyvis takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.core.event import Event
from kg.core.plover import EventType
from kg.view.columns import Column
from kg.view.ties import Tie

_SHAPES = {
    "country": "dot", "government": "square", "person": "dot", "organisation": "square", "armed_group": "triangle",
    "people": "hexagon", "company": "diamond", "place": "star", "theme": "box",
}  # fmt: skip


class Drawn(NamedTuple):
    """Who is drawn on a level, by his number among the parties: his radius and place, and the ties."""

    numbers: list[int]
    radius: NDArray[np.float64]
    positions: NDArray[np.float64]
    ties: Sequence[Tie]
    ends: tuple[list[int], list[int]]


@dataclass(frozen=True)
class Payload:
    """What a page holds.

    Attributes:
        drawn: Who is drawn on the view's level, and the ties among them.
        data: Parties, levels, places.
        columns: Numbers: of the events, and of each level's nodes and ties.
        details: Sentences and sources, in chunks that are opened on demand.
        events: The events, newest first, in the order of the columns.
    """

    drawn: Drawn
    data: dict[str, Any]
    columns: dict[str, Column]
    details: list[str]
    events: list[Event]

    @cached_property
    def nodes(self) -> list[dict[str, Any]]:
        """Who is drawn on the view's level, as ``pyvis.network.Network`` takes nodes."""
        label, kind, country = (self.data["parties"][what] for what in ("label", "kind", "country"))
        places = zip(self.drawn.radius.tolist(), *self.drawn.positions.T.tolist(), strict=True)
        return [
            {
                "id": number, "label": label[number], "kind": kind[number], "country": country[number],
                "shape": _SHAPES.get(kind[number], "dot"), "size": round(radius, 1), "x": round(x, 1), "y": round(y, 1),
            }
            for number, (radius, x, y) in zip(self.drawn.numbers, places, strict=True)
        ]  # fmt: skip

    @cached_property
    def edges(self) -> list[dict[str, Any]]:
        """The ties among them, likewise."""
        said = {id(type_): {"label": type_.label, "side": type_.side} for type_ in EventType}
        ends = zip(*self.drawn.ends, strict=True)
        return [
            {"id": i, "from": source, "to": target, **said[id(tie.type)], "value": tie.count}
            for i, (tie, (source, target)) in enumerate(zip(self.drawn.ties, ends, strict=True))
        ]
