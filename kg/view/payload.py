"""What the page holds: who is drawn on each level, and the events as columns of numbers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.core.countries import countries
from kg.core.dyads import is_mutual
from kg.core.event import Event, Place
from kg.core.memory import uncollected
from kg.core.plover import Basis, EventType, Precision, Status, with_trait
from kg.core.plover_table import Trait
from kg.view import clean
from kg.view.columns import Column
from kg.view.details import NO_DAY, Parties, chunks
from kg.view.layout import layout
from kg.view.names import aliases, called
from kg.view.selection import Choice
from kg.view.ties import Picture, pairs

_EPOCH = dt.date(1970, 1, 1).toordinal()
_TYPES = {type_: number for number, type_ in enumerate(EventType)}
_STATUSES = {status: number for number, status in enumerate(Status)}
_PRECISIONS = {precision: number for number, precision in enumerate(Precision, 1)}
_UNDATED, _BY_REPORT = 0, 9
# That a date stands in the text is the usual case and needs no word.
_BASES = {Basis.CARRIED: 1, Basis.PUBLISHED: 2}
_SHAPES = {
    "country": "dot", "government": "square", "person": "dot", "organisation": "square", "armed_group": "triangle",
    "people": "hexagon", "company": "diamond", "place": "star", "theme": "box",
}  # fmt: skip
# Who talks to whom, and verbs of who brings others together: what kg.network's mediators are found by.
_TALKS = with_trait(Trait.CONVERSATION)
MEDIATES = frozenset({"mediate", "broker", "facilitate", "intercede", "arbitrate", "host", "mediation"})


@dataclass(frozen=True, slots=True)
class Scene:
    """One level of a view: "actor" or "country"; what to draw of it."""

    picture: Picture
    choice: Choice


@dataclass(frozen=True, slots=True)
class Payload:
    """What a page holds.

    Attributes:
        nodes: Who is drawn on the view's level, as ``pyvis.network.Network`` takes nodes.
        edges: The ties among them, likewise.
        data: Parties, levels, places.
        columns: Numbers: of the events, and of each level's nodes and ties.
        details: Sentences and sources, in chunks that are opened on demand.
        events: The events, newest first, in the order of the columns.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    data: dict[str, Any]
    columns: dict[str, Column]
    details: list[str]
    events: list[Event]


@uncollected()
def payload(
    events: Sequence[Event], scenes: Mapping[str, Scene], level: str, titles: Mapping[str, str] | None = None
) -> Payload:
    """Collect what a page shows.

    Events that tie nobody to anybody are listed too, if one of the parties that the view is about (without any: one of
    those drawn) takes part in them; and, where the view is about nobody, those in which nobody is named.

    Args:
        events: All events.
        scenes: What there is of them on each level.
        level: The level that the page opens on.
        titles: Headline by article id.
    """
    mutual = [is_mutual(event) for event in events]
    shown = {name: _shown(scene, mutual) for name, scene in scenes.items()}
    days = [event.days for event in events]
    order = sorted(set().union(*shown.values()), key=lambda e: _newest(days[e], events[e].id))
    used = [events[e] for e in order]
    cast = _Cast(scenes, called(used))
    columns: dict[str, Column] = _columns(used, [days[e] for e in order], [mutual[e] for e in order])
    columns["place"], places = _places(used)
    levels: dict[str, dict[str, Any]] = {}
    rows: list[Row] = []
    opened: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    stands: dict[int, tuple[float, float]] = {}
    for name, scene in scenes.items():
        if not rows:
            rows = _sides(scene, cast, order)
            told = _flat(rows)
        else:
            told = _folded(scene, cast, order, rows)
            _fold_places(stands, told["fold"], told["to"])
        columns |= {f"{name}.{column}": values for column, values in told.items()}
        levels[name], drawn, nodes, edges = _level(scene, cast, shown[name], stands, name == level)
        columns |= {f"{name}.{column}": values for column, values in drawn.items()}
        if name == level:
            opened = nodes, edges
        if len(shown[name]) < len(order):
            columns[f"{name}.shown"] = [e in shown[name] for e in order]
    data = {
        "parties": cast.rows,
        "drawn": cast.drawn,
        "levels": levels,
        "places": places,
        "articles": len({event.article for event in used}),
        "codes": codes(cast.rows["country"]),
        "count": len(used),
    }
    # Only who stands in the first level's rows can be pointed at from a sentence.
    details = chunks(used, titles or {}, _parties(rows, cast) if "actor" in scenes else None)
    return Payload(*opened, data, columns, details, used)


def _shown(scene: Scene, mutual: Sequence[bool]) -> set[int]:
    """The events that a level shows."""
    picture, choice = scene.picture, scene.choice
    found = {e for tie in choice.ties for e in tie.events}
    drawn = {end for tie in choice.ties for end in (tie.source, tie.target)} | choice.alone
    found |= {
        e for party in (choice.centre or drawn) for e in picture.parties[party].events
        if e not in found and not pairs(picture.sides[e], mutual[e])
    }  # fmt: skip
    if not choice.centre:
        found |= {e for e, sides in enumerate(picture.sides) if not sides.doers and not sides.sufferers}
    return found


class _Cast:
    """All parties of all levels, numbered once: those drawn on any level first, then those only told of."""

    def __init__(self, scenes: Mapping[str, Scene], texts: Mapping[str, Sequence[str]]) -> None:
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


Rows = list[dict[str, Any]]


def _fold_places(stands: dict[int, tuple[float, float]], moved: Sequence[int], to: Sequence[int]) -> None:
    """Whoever is new on the second level begins in the middle of those that he stands for."""
    members: dict[int, list[tuple[float, float]]] = {}
    for party, now in zip(moved, to, strict=True):
        if party in stands and now not in stands:
            members.setdefault(now, []).append(stands[party])
    for now, places in members.items():
        x, y = np.mean(places, axis=0)
        stands[now] = (float(x), float(y))


def _level(
    scene: Scene, cast: _Cast, shown: set[int], stands: dict[int, tuple[float, float]], opens: bool
) -> tuple[dict[str, Any], dict[str, Column], Rows, Rows]:
    """What a level is about; positions and ties as columns, and of the level that ``opens`` as pyvis takes them.

    The first level's places are left in ``stands``; a second level begins from them, so that everybody is found where
    he was.  The page arranges anew those who are seen.
    """
    picture, choice = scene.picture, scene.choice
    drawn = sorted({end for tie in choice.ties for end in (tie.source, tie.target)} | choice.alone)
    place = {party: i for i, party in enumerate(drawn)}
    # By what is shown, not by what there is: in a view of Russia, others count for what they have to do with it.
    activity = np.array([len(shown.intersection(picture.parties[p].events)) for p in drawn], dtype=np.float64)
    radius = sizes(activity)
    source = np.array([place[tie.source] for tie in choice.ties], dtype=np.int64)
    target = np.array([place[tie.target] for tie in choice.ties], dtype=np.int64)
    weight = np.array([len(tie.events) for tie in choice.ties], dtype=np.float64)
    numbers = [cast.of(picture.parties[p]) for p in drawn]
    if stands:
        # A spiral of small steps keeps those apart who would begin in one place.
        turn = np.arange(len(drawn)) * 2.399963
        positions = np.array([stands.get(number, (0.0, 0.0)) for number in numbers]).reshape(-1, 2)
        positions = positions + np.column_stack([np.cos(turn), np.sin(turn)]) * 8.0
    else:
        positions = layout(len(drawn), source, target, weight, radius)
        stands.update((number, (x, y)) for number, (x, y) in zip(numbers, positions.tolist(), strict=True))
    ends = [[numbers[i] for i in side] for side in (source, target)]
    x, y = np.round(positions).T
    columns: dict[str, Column] = {
        "node.id": numbers, "node.x": x, "node.y": y, "node.size": np.round(radius * 10),
        "edge.from": ends[0], "edge.to": ends[1], "edge.type": [_TYPES[tie.type] for tie in choice.ties],
        "edge.mutual": [tie.mutual for tie in choice.ties],
    }  # fmt: skip
    about = {"centre": [cast.of(picture.parties[p]) for p in choice.centre], "parties": choice.candidates}
    if not opens:
        return about, columns, [], []
    said = {type_: {"label": type_.label, "side": type_.side} for type_ in EventType}
    nodes = [
        {
            "id": number, "label": cast.rows["label"][number], "kind": cast.rows["kind"][number],
            "country": cast.rows["country"][number], "shape": _SHAPES.get(cast.rows["kind"][number], "dot"),
            "size": round(float(radius[i]), 1), "x": round(float(positions[i, 0]), 1),
            "y": round(float(positions[i, 1]), 1),
        }
        for i, number in enumerate(numbers)
    ]  # fmt: skip
    edges = [
        {"id": i, "from": ends[0][i], "to": ends[1][i], **said[tie.type], "value": len(tie.events)}
        for i, tie in enumerate(choice.ties)
    ]
    return about, columns, nodes, edges


STEPS = frozenset({"start", "country.fold", "actor.node.id", "country.node.id"})
"""Columns of a page whose numbers mostly rise."""


def _columns(
    events: Sequence[Event], days: Sequence[tuple[dt.date, dt.date] | None], mutual: Sequence[bool]
) -> dict[str, Any]:
    """What filters ask of each event."""
    return {
        "type": [_TYPES[event.type] for event in events],
        "status": [_STATUSES[event.status] for event in events],
        "confidence": [round(event.confidence * 100) for event in events],
        "start": [d[0].toordinal() - _EPOCH if d else NO_DAY for d in days],
        "span": [(d[1] - d[0]).days if d else 0 for d in days],
        "precision": [
            _PRECISIONS[event.date.precision] if event.date else _BY_REPORT if d else _UNDATED
            for event, d in zip(events, days, strict=True)
        ],
        "basis": [_BASES.get(event.date.basis, 0) if event.date else 0 for event in events],
        "mutual": mutual,
        "mediates": [event.mode == "third-party" or event.verb in MEDIATES for event in events],
    }


Row = tuple[list[int], list[int], int]
"""Numbers of an event's actors and recipients, and that of its theme where that is its target, plus 1; else 0."""


def _sides(scene: Scene, cast: _Cast, order: Sequence[int]) -> list[Row]:
    """Who takes part in each event on one level; events with the same share a row."""
    parties = scene.picture.parties
    rows: dict[int, Row] = {}
    found = []
    for e in order:
        sides = scene.picture.sides[e]
        row = rows.get(sides.number)
        if row is None:
            actors, recipients = ([cast.of(parties[p]) for p in side] for side in (sides.actors, sides.recipients))
            target = 0 if sides.theme is None else cast.of(parties[sides.theme]) + 1
            row = rows[sides.number] = actors, recipients, target
        found.append(row)
    return found


def _parties(rows: Sequence[Row], cast: _Cast) -> list[Parties]:
    """Who takes part in each event, for its sentence; events with the same row share one."""
    label, key = cast.rows["label"], cast.rows["key"]
    made: dict[int, Parties] = {}
    for row in rows:
        if id(row) not in made:
            keys = "\x1f".join([",".join([key[p] for p in side]) for side in row[:2]])
            made[id(row)] = Parties([label[p] for p in (*row[0], *row[1])], len(row[0]), keys)
    return [made[id(row)] for row in rows]


def _flat(rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "actors": [len(actors) for actors, _, _ in rows],
        "recipients": [len(recipients) for _, recipients, _ in rows],
        "who": [p for actors, recipients, _ in rows for p in (*actors, *recipients)],
        "target": [target for _, _, target in rows],
    }


def _folded(scene: Scene, cast: _Cast, order: Sequence[int], first: Sequence[Row]) -> dict[str, Any]:
    """A second level, told by the first: as whom each party nearly always stands, and the events where it does not."""
    rows = _sides(scene, cast, order)
    # Events with the same row on both levels are looked at once.
    both = {(id(before), id(now)): (before, now) for before, now in zip(first, rows, strict=True)}
    fold: dict[int, int] = {}
    for before, now in both.values():
        for side in (0, 1):
            if len(before[side]) == len(now[side]) == 1:  # type: ignore[arg-type]
                fold.setdefault(before[side][0], now[side][0])  # type: ignore[index]
    follows = {
        key: now[2] == before[2]
        and len(now[0]) == len(before[0])
        and len(now[1]) == len(before[1])
        and all(fold.get(a, a) == b for a, b in zip(before[0] + before[1], now[0] + now[1], strict=True))
        for key, (before, now) in both.items()
    }
    told = [follows[id(before), id(now)] for before, now in zip(first, rows, strict=True)]
    others = [row for row, same in zip(rows, told, strict=True) if not same]
    moved = sorted(party for party, to in fold.items() if party != to)
    return {"told": told, "fold": moved, "to": [fold[party] for party in moved], **_flat(others)}


def _places(events: Sequence[Event]) -> tuple[list[int], list[list[Any]]]:
    """Number of each event's place, 0 for none, and the places: name, country, degrees north and east or None."""
    found: dict[tuple[Any, ...], int] = {}
    seen: dict[Place | None, int] = {None: 0}
    numbers = []
    for event in events:
        place = event.place
        number = seen.get(place)
        if number is None and place is not None:
            known = place.lat is not None and place.lon is not None
            known = known and -90 <= float(place.lat or 0) <= 90 and -180 <= float(place.lon or 0) <= 180
            where = (round(float(place.lat or 0), 3), round(float(place.lon or 0), 3)) if known else (None, None)
            key = (clean.line(place.name), clean.line(place.country, 40), *where, clean.line(place.kind, 40))
            number = seen[place] = found.setdefault(key, len(found) + 1)
        numbers.append(number or 0)
    return numbers, [list(key) for key in found]


def sizes(activity: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Radius by number of events: area grows with activity, the busiest node is nine times as wide as the idlest."""
    if not len(activity):
        return activity
    share = np.sqrt(np.maximum(activity - 1, 0) / max(float(activity.max()) - 1, 24.0))
    radius: np.ndarray[Any, np.dtype[np.float64]] = 5.0 + 35.0 * share
    return radius


def codes(found: Sequence[str]) -> dict[str, list[str]]:
    """ISO alpha-2 code and name of every country that occurs."""
    return {code: _country(code) for code in sorted(set(found)) if code}


def _country(code: str) -> list[str]:
    known = countries().get(code)
    return [known.iso2, known.name] if known else ["", clean.line(code, 40)]


def legend() -> dict[str, Any]:
    """The relations and statuses in the page's order, by which events and edges refer to them."""
    return {
        "types": [
            {
                "code": t.value,
                "label": t.label,
                "prose": [t.prose["to"], t.prose["about"], t.prose["from"], t.prose["with"]],
                "side": t.side,
                "quad": int(t.quad) if t.quad else 0,
                "score": t.score,
                "talk": t in _TALKS,
            }
            for t in EventType
        ],
        "statuses": [s.value for s in Status],
    }


def _newest(days: tuple[dt.date, dt.date] | None, id_: str) -> tuple[float, int, str]:
    return (-days[0].toordinal(), -days[1].toordinal(), id_) if days else (math.inf, 0, id_)
