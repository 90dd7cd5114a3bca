"""Who takes part in the events of a page: everybody numbered once, and rows that events share which look alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.view import clean
from kg.view.choice import Layer
from kg.view.columns import Column
from kg.view.details import Shown
from kg.view.names import aliases

Numbers = NDArray[np.int64]


class Cast:
    """All parties of all levels, numbered once: those drawn on any level first, then those only told of."""

    def __init__(self, scenes: Mapping[str, Layer], texts: Mapping[str, Sequence[str]]) -> None:
        self.texts = texts
        self.number: dict[str, int] = {}
        self.rows: dict[str, list[Any]] = {"key": [], "label": [], "kind": [], "country": [], "aliases": []}
        for scene in scenes.values():
            parties = scene.picture.parties
            for party in sorted({e for t in scene.choice.ties for e in (t.source, t.target)} | scene.choice.alone):
                self.of(parties[party])
        self.drawn = len(self.number)

    def of(self, party: Any) -> int:
        """A party's number."""
        found = self.number.get(party.key)
        if found is None:
            found = self.number[party.key] = len(self.number)
            self.rows["key"].append(clean.line(party.key, 200))
            self.rows["label"].append(clean.line(party.name) or "(no name)")
            self.rows["kind"].append(party.kind)
            self.rows["country"].append(party.country or "")
            names = aliases(party.key, party.kind, self.texts.get(party.key, ())) if party.named else []
            self.rows["aliases"].append(names)
        return found


Numbered = tuple[list[int], list[int], int]
"""Numbers of an event's actors and recipients, and that of its theme where that is its target, plus 1; else 0."""


def sides_of(scene: Layer, cast: Cast, told_of: Sequence[int]) -> dict[int, Numbered]:
    """Who takes part on one level in events that are alike, by their number."""
    parties = scene.picture.parties
    rows: dict[int, Numbered] = {}
    found = {}
    for k in told_of:
        sides = scene.picture.sides[k]
        row = rows.get(sides.number)
        if row is None:
            actors, recipients = ([cast.of(parties[p]) for p in side] for side in (sides.actors, sides.recipients))
            target = 0 if sides.theme is None else cast.of(parties[sides.theme]) + 1
            row = rows[sides.number] = actors, recipients, target
        found[k] = row
    return found


def parties_of(rows: Mapping[int, Numbered], cast: Cast, of: Numbers) -> list[Shown]:
    """Who takes part in each event, for its sentence; events that are alike share one."""
    label, key = cast.rows["label"], cast.rows["key"]
    made: dict[int, Shown] = {}
    found = np.empty(max(rows, default=-1) + 1, dtype=np.object_)
    for k, row in rows.items():
        if id(row) not in made:
            keys = "\x1f".join([",".join([key[p] for p in side]) for side in row[:2]])
            made[id(row)] = Shown.of([label[p] for p in row[0] + row[1]], len(row[0]), keys)
        found[k] = made[id(row)]
    everybody: list[Shown] = found[of].tolist()
    return everybody


def flat(rows: Mapping[int, Numbered], of: Numbers) -> dict[str, Column]:
    """Who takes part in each event, as columns, from the rows of those that are alike."""
    height = max(rows, default=-1) + 1
    actors, recipients, target, begin = np.zeros((4, height), dtype=np.int64)
    everybody: list[int] = []
    for k, (doing, suffering, theme) in rows.items():
        actors[k], recipients[k], target[k], begin[k] = len(doing), len(suffering), theme, len(everybody)
        everybody += doing
        everybody += suffering
    lengths = (actors + recipients)[of]
    ends = np.cumsum(lengths)
    places = np.repeat(begin[of] - ends + lengths, lengths) + np.arange(lengths.sum())
    who = np.array(everybody, dtype=np.int64)[places]
    return {"actors": actors[of], "recipients": recipients[of], "who": who, "target": target[of]}


def folded(first: Mapping[int, Numbered], rows: Mapping[int, Numbered], of: Numbers) -> dict[str, Any]:
    """A second level, told by the first: as whom each party nearly always stands, and the events where it does not."""
    fold: dict[int, int] = {}
    for k, now in rows.items():
        before = first[k]
        for was, is_ in zip(before[:2], now[:2], strict=True):
            if len(was) == len(is_) == 1:
                fold.setdefault(was[0], is_[0])
    follows = np.zeros(max(rows, default=-1) + 1, dtype=np.bool_)
    # Events with the same parties share their rows on both levels.
    known: dict[tuple[int, int], bool] = {}
    for k, now in rows.items():
        before = first[k]
        both = id(before), id(now)
        same = known.get(both)
        if same is None:
            same = known[both] = (
                now[2] == before[2]
                and len(now[0]) == len(before[0])
                and [fold.get(p, p) for p in before[0] + before[1]] == now[0] + now[1]
            )
        follows[k] = same
    told = follows[of]
    moved = sorted(party for party, to in fold.items() if party != to)
    return {"told": told, "fold": moved, "to": [fold[party] for party in moved], **flat(rows, of[~told])}
