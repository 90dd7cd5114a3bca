"""What the page holds: who is drawn on each level, and the events as columns of numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.core.countries import countries
from kg.core.event import Event, Place
from kg.core.memory import uncollected
from kg.core.plover import Basis, EventType, Precision, Status, with_trait
from kg.core.plover_table import Trait
from kg.view import clean
from kg.view.alike import Alike, Gathered
from kg.view.choice import Layer
from kg.view.columns import Column
from kg.view.details import NO_DAY, chunks
from kg.view.held import Drawn, Payload
from kg.view.layout import layout
from kg.view.names import called
from kg.view.rows import Cast, Numbered, Numbers, flat, folded, parties_of, sides_of

_EPOCH = dt.date(1970, 1, 1).toordinal()
# By id: an enum hashes slowly.
_TYPES = {id(type_): number for number, type_ in enumerate(EventType)}
_STATUSES = {id(status): number for number, status in enumerate(Status)}
_PRECISIONS = {id(precision): number for number, precision in enumerate(Precision, 1)}
_UNDATED, _BY_REPORT = 0, 9
# That a date stands in the text is the usual case and needs no word.
_BASES = {id(Basis.CARRIED): 1, id(Basis.PUBLISHED): 2}
# Who talks to whom, and verbs of who brings others together: what kg.network's mediators are found by.
_TALKS = with_trait(Trait.CONVERSATION)
MEDIATES = frozenset({"mediate", "broker", "facilitate", "intercede", "arbitrate", "host", "mediation"})


@uncollected()
def payload(
    events: Sequence[Event],
    alike: Gathered,
    scenes: Mapping[str, Layer],
    level: str,
    titles: Mapping[str, str] | None = None,
) -> Payload:
    """Collect what a page shows.

    Events that tie nobody to anybody are listed too, if one of the parties that the view is about (without any: one of
    those drawn) takes part in them; and, where the view is about nobody, those in which nobody is named.

    Args:
        events: All events.
        alike: The same, those together that look alike.
        scenes: What there is of them on each level.
        level: The level that the page opens on.
        titles: Headline by article id.
    """
    shown = {name: _shown(scene, alike) for name, scene in scenes.items()}
    any_ = np.logical_or.reduce(list(shown.values()))[alike.of]
    days = _days(events)
    order = _newest_first(events, days, any_)
    used = [events[e] for e in order.tolist()]
    of = alike.of[order]
    # What is told of who takes part is told once of all that are alike, the newest first.
    kinds, first = np.unique(of, return_index=True)
    told_of = kinds[np.argsort(first)].tolist()
    cast = Cast(scenes, called(used))
    columns = _columns(used, days[:, order], [alike.alike[k] for k in of.tolist()])
    columns["place"], places = _places(used)
    levels: dict[str, dict[str, Any]] = {}
    rows: dict[int, Numbered] = {}
    told: dict[str, Any]
    opened: Drawn | None = None
    stands: dict[int, tuple[float, float]] = {}
    for name, scene in scenes.items():
        if not rows:
            rows = sides_of(scene, cast, told_of)
            told = flat(rows, of)
        else:
            told = folded(rows, sides_of(scene, cast, told_of), of)
            _fold_places(stands, told["fold"], told["to"])
        columns |= {f"{name}.{column}": values for column, values in told.items()}
        counts = None if shown[name].all() else np.where(shown[name], alike.counts, 0).tolist()
        levels[name], told, drawn = _level(scene, cast, counts, stands)
        columns |= {f"{name}.{column}": values for column, values in told.items()}
        if name == level:
            opened = drawn
        if not shown[name][of].all():
            columns[f"{name}.shown"] = shown[name][of]
    data = {
        "parties": cast.rows,
        "drawn": cast.drawn,
        "levels": levels,
        "places": places,
        "articles": len({event.article for event in used}),
        "codes": codes([*cast.rows["country"], *(place[1] for place in places)]),
        "count": len(used),
    }
    # Only who stands in the first level's rows can be pointed at from a sentence.
    details = chunks(used, titles or {}, parties_of(rows, cast, of) if "actor" in scenes else None)
    assert opened is not None
    return Payload(opened, data, columns, details, used)


def _shown(scene: Layer, alike: Gathered) -> NDArray[np.bool_]:
    """Which events a level shows, of those that are alike all or none."""
    picture, choice = scene.picture, scene.choice
    found = np.zeros(len(alike.alike), dtype=np.bool_)
    found[[k for tie in choice.ties for k in tie.alike]] = True
    near = set(choice.centre) or {end for tie in choice.ties for end in (tie.source, tie.target)} | choice.alone
    for k in picture.alone:
        sides = picture.sides[k]
        nobody = not (sides.doers or sides.sufferers or choice.centre)
        theme = () if sides.theme is None else (sides.theme,)
        found[k] = nobody or not near.isdisjoint((*sides.actors, *sides.recipients, *theme))
    return found


def _days(events: Sequence[Event]) -> Numbers:
    """The first day of each event, and the last one, counted from 1970; :data:`NO_DAY` where there is none."""
    days = [event.days or _NEVER for event in events]
    found = np.array([[day.toordinal() for day, _ in days], [day.toordinal() for _, day in days]], dtype=np.int64)
    found -= _EPOCH
    found[:, [k for k, pair in enumerate(days) if pair is _NEVER]] = NO_DAY
    return found


_NEVER = (dt.date.min, dt.date.min)


def _newest_first(events: Sequence[Event], days: Numbers, shown: NDArray[np.bool_]) -> Numbers:
    """The events that are shown, by their days, then by id; those without a day last."""
    ids = [event.id for event in events]
    by_id = np.array(sorted(np.flatnonzero(shown).tolist(), key=ids.__getitem__), dtype=np.int64)
    first, last = days[:, by_id]
    return by_id[np.lexsort((-last, -first))]


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
    scene: Layer, cast: Cast, counts: Sequence[int] | None, stands: dict[int, tuple[float, float]]
) -> tuple[dict[str, Any], dict[str, Column], Drawn]:
    """What a level is about; positions and ties as columns, and as they are.

    The first level's places are left in ``stands``; a second level begins from them, so that everybody is found where
    he was.  The page arranges anew those who are seen.  ``counts`` tells how many events are shown, of those that are
    alike; None says that all are.
    """
    picture, choice = scene.picture, scene.choice
    drawn = sorted({end for tie in choice.ties for end in (tie.source, tie.target)} | choice.alone)
    place = {party: i for i, party in enumerate(drawn)}
    # By what is shown, not by what there is: in a view of Russia, others count for what they have to do with it.
    shown = [picture.parties[p] for p in drawn]
    busy = [p.count if counts is None else sum([counts[k] for k in p.alike]) for p in shown]
    activity = np.array(busy, dtype=np.float64)
    radius = sizes(activity)
    source = np.array([place[tie.source] for tie in choice.ties], dtype=np.int64)
    target = np.array([place[tie.target] for tie in choice.ties], dtype=np.int64)
    weight = np.array([tie.count for tie in choice.ties], dtype=np.float64)
    numbers = [cast.of(p) for p in shown]
    if stands:
        # A spiral of small steps keeps those apart who would begin in one place.
        turn = np.arange(len(drawn)) * 2.399963
        positions = np.array([stands.get(number, (0.0, 0.0)) for number in numbers]).reshape(-1, 2)
        positions = positions + np.column_stack([np.cos(turn), np.sin(turn)]) * 8.0
    else:
        positions = layout(len(drawn), source, target, weight, radius)
        stands.update((number, (x, y)) for number, (x, y) in zip(numbers, positions.tolist(), strict=True))
    ends = ([numbers[i] for i in source.tolist()], [numbers[i] for i in target.tolist()])
    x, y = np.round(positions).T
    columns: dict[str, Column] = {
        "node.id": numbers, "node.x": x, "node.y": y, "node.size": np.round(radius * 10),
        "edge.from": ends[0], "edge.to": ends[1], "edge.type": [_TYPES[id(tie.type)] for tie in choice.ties],
        "edge.mutual": [tie.mutual for tie in choice.ties],
    }  # fmt: skip
    about = {"centre": [cast.of(picture.parties[p]) for p in choice.centre], "parties": choice.candidates}
    return about, columns, Drawn(numbers, radius, positions, choice.ties, ends)


STEPS = frozenset({"start", "country.fold", "actor.node.id", "country.node.id"})
"""Columns of a page whose numbers mostly rise."""


def _columns(events: Sequence[Event], days: Numbers, alike: Sequence[Alike]) -> dict[str, Column]:
    """What filters ask of each event."""
    first, last = days
    return {
        "type": [_TYPES[id(event.type)] for event in events],
        "status": [_STATUSES[id(event.status)] for event in events],
        "confidence": [round(event.confidence * 100) for event in events],
        "start": first,
        "span": last - first,
        "precision": [
            _PRECISIONS[id(event.date.precision)] if event.date else _BY_REPORT if event.published else _UNDATED
            for event in events
        ],
        "basis": [_BASES.get(id(event.date.basis), 0) if event.date else 0 for event in events],
        "mutual": [one.mutual for one in alike],
        "mediates": [event.mode == "third-party" or event.verb in MEDIATES for event in events],
    }


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


def tie_words(type_: EventType) -> str:
    """What a tie of this type is called wherever the page names it: on its line, in the legend, in lists and the table.

    The label where it can stand before a name ("attacks Ukraine"), else the name of the shortcut, which always can
    ("concedes to Ukraine").

    Example:
        >>> tie_words(EventType.ASSAULT), tie_words(EventType.CONCEDE)
        ('attacks', 'concedes to')
    """
    return type_.label if type_.prose["to"] == type_.label else type_.shortcut.label


def legend() -> dict[str, Any]:
    """The relations and statuses in the page's order, by which events and edges refer to them."""
    return {
        "types": [
            {
                "code": t.value,
                "label": t.label,
                "tie": (tie := tie_words(t)),
                "prose": [tie, t.prose["about"], t.prose["with"], t.prose["alone"]],
                "side": t.side,
                "quad": int(t.quad) if t.quad else 0,
                "score": t.score,
                "talk": t in _TALKS,
            }
            for t in EventType
        ],
        "statuses": [s.value for s in Status],
    }
