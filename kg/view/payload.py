"""What the page holds: pyvis nodes and edges, and a compact table of the events behind them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.core.countries import countries
from kg.core.dyads import is_mutual
from kg.core.event import Event
from kg.core.plover import Basis, EventType, Status
from kg.view import clean
from kg.view.layout import layout
from kg.view.selection import Choice
from kg.view.ties import Picture, pairs

_EPOCH = dt.date(1970, 1, 1)
_TYPES = {type_: number for number, type_ in enumerate(EventType)}
_STATUSES = {status: number for number, status in enumerate(Status)}
# That a date stands in the text is the usual case and needs no word.
_BASES = {Basis.CARRIED: "c", Basis.PUBLISHED: "p"}
_SHAPES = {
    "country": "dot", "government": "square", "person": "dot", "organisation": "square", "armed_group": "triangle",
    "people": "hexagon", "company": "diamond", "place": "star", "theme": "box",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Payload:
    """Nodes and edges for ``pyvis.network.Network``, the events behind them, and the node that it is all about."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    data: dict[str, Any]
    focus: int | None


def payload(
    events: Sequence[Event], picture: Picture, choice: Choice, titles: Mapping[str, str] | None = None
) -> Payload:
    """Collect what a page shows.

    Events that tie nobody to anybody are listed too, if one of the parties that the view is about (without any: one of
    those drawn) takes part in them; and, where the view is about nobody, those in which nobody is named.

    Args:
        events: All events of ``picture``.
        picture: Their parties and ties.
        choice: What to draw of it.
        titles: Headline by article id.
    """
    ties = choice.ties
    drawn = sorted({end for tie in ties for end in (tie.source, tie.target)} | choice.alone)
    number = {party: i for i, party in enumerate(drawn)}
    shown = {e for tie in ties for e in tie.events}
    shown |= {
        e for party in (choice.centre or drawn) for e in picture.parties[party].events
        if not pairs(picture.sides[e], is_mutual(events[e]))
    }  # fmt: skip
    if not choice.centre:
        shown |= {e for e, sides in enumerate(picture.sides) if not sides.doers and not sides.sufferers}
    used = sorted(shown, key=lambda e: _newest(events[e]))
    event_number = {e: i for i, e in enumerate(used)}

    # By what is shown, not by what there is: in a view of Russia, others count for what they have to do with it.
    activity = np.array([sum(e in shown for e in picture.parties[p].events) for p in drawn], dtype=np.float64)
    radius = sizes(activity)
    source = np.array([number[tie.source] for tie in ties], dtype=np.int64)
    target = np.array([number[tie.target] for tie in ties], dtype=np.int64)
    weight = np.array([len(tie.events) for tie in ties], dtype=np.float64)
    positions = layout(len(drawn), source, target, weight, radius)

    nodes = [
        {
            "id": i,
            "key": clean.line(picture.parties[party].key, 200),
            "label": clean.line(picture.parties[party].name) or "(no name)",
            "kind": picture.parties[party].kind,
            "country": picture.parties[party].country or "",
            "shape": _SHAPES.get(picture.parties[party].kind, "dot"),
            "size": round(float(radius[i]), 1),
            "x": round(float(positions[i, 0]), 1),
            "y": round(float(positions[i, 1]), 1),
        }
        for i, party in enumerate(drawn)
    ]
    edges = [
        {
            "id": i,
            "from": int(source[i]),
            "to": int(target[i]),
            "type": _TYPES[tie.type],
            "mutual": int(tie.mutual),
            "events": sorted(event_number[e] for e in tie.events),
        }
        for i, tie in enumerate(ties)
    ]
    table = _Table(events, picture, drawn, titles or {})
    for e in used:
        table.add(e)
    focus = number.get(choice.centre[0]) if len(choice.centre) == 1 else None
    return Payload(nodes, edges, table.data() | {"codes": codes(nodes, table.extras)}, focus)


def sizes(activity: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Radius by number of events: area grows with activity, the busiest node is nine times as wide as the idlest."""
    if not len(activity):
        return activity
    share = np.sqrt(np.maximum(activity - 1, 0) / max(float(activity.max()) - 1, 24.0))
    radius: np.ndarray[Any, np.dtype[np.float64]] = 5.0 + 35.0 * share
    return radius


def codes(*groups: list[dict[str, Any]]) -> dict[str, list[str]]:
    """ISO alpha-2 code and name of every country that occurs."""
    found = sorted({str(node["country"]) for group in groups for node in group if node["country"]})
    return {code: _country(code) for code in found}


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
            }
            for t in EventType
        ],
        "statuses": [s.value for s in Status],
    }


def _newest(event: Event) -> tuple[int, int, str]:
    days = event.days
    return (-days[0].toordinal(), -days[1].toordinal(), event.id) if days else (math.inf, 0, event.id)  # type: ignore[return-value]


class _Table:
    """Events as columns, every string once."""

    def __init__(
        self, events: Sequence[Event], picture: Picture, drawn: Sequence[int], titles: Mapping[str, str]
    ) -> None:
        self.events, self.picture, self.titles = events, picture, titles
        self.number = {party: i for i, party in enumerate(drawn)}
        self.extras: list[dict[str, Any]] = []
        self.strings: dict[str, int] = {"": 0}
        self.articles: dict[tuple[Any, ...], int] = {}
        self.article_rows: list[list[Any]] = []
        self.rows: dict[str, list[Any]] = {name: [] for name in _COLUMNS}

    def add(self, index: int) -> None:
        event, sides = self.events[index], self.picture.sides[index]
        days = event.days
        sentence, marks = clean.excerpt(event.evidence.sentence, _marks(event))
        values = {
            "id": clean.line(event.id, 64),
            "type": _TYPES[event.type],
            "status": _STATUSES[event.status],
            "mode": self.string(event.mode or event.verb if event.type is EventType.OTHER else event.mode),
            "contexts": self.string(", ".join(str(c).replace("_", " ") for c in event.contexts)),
            "start": (days[0] - _EPOCH).days if days else None,
            "end": (days[1] - _EPOCH).days if days else None,
            "precision": str(event.date.precision)[0] if event.date else "p" if days else "",
            "basis": _BASES.get(event.date.basis, "") if event.date else "",
            "confidence": round(event.confidence * 100),
            "actors": [self.party(p) for p in sides.actors],
            "recipients": [self.party(p) for p in sides.recipients],
            "target": self.party(sides.theme) if sides.theme is not None else None,
            "theme": self.string(event.theme),
            "place": self.string(event.place.name if event.place else None),
            "by": self.string(event.reported_by.name if event.reported_by else None),
            "casualties": self.string(event.cost),
            "told": self.string(str(event.reports) if event.reports else None),
            "article": self.article(event),
            "sentence": self.string(sentence, keep=True),
            "marks": [value for start, end, role in marks for value in (start, end, role)],
        }
        for name, value in values.items():
            self.rows[name].append(value)

    def string(self, text: str | None, *, keep: bool = False) -> int:
        value = (text or "") if keep else clean.line(text, clean.TITLE_LENGTH)
        return self.strings.setdefault(value, len(self.strings))

    def party(self, party: int) -> int:
        """A node's number, or one beyond the nodes for a party that is not drawn."""
        if party not in self.number:
            p = self.picture.parties[party]
            self.number[party] = len(self.number)
            self.extras.append({"label": clean.line(p.name) or "(no name)", "kind": p.kind, "country": p.country or ""})
        return self.number[party]

    def article(self, event: Event) -> int:
        key = (event.article, event.source, event.url, event.published)
        if key not in self.articles:
            self.articles[key] = len(self.article_rows)
            self.article_rows.append(
                [
                    clean.line(self.titles.get(event.article), clean.TITLE_LENGTH),
                    clean.line(event.source),
                    clean.web_address(event.url),
                    event.published.isoformat() if event.published else "",
                    clean.line(event.article, 120),
                ]
            )
        return self.articles[key]

    def data(self) -> dict[str, Any]:
        return {
            "strings": list(self.strings),
            "articles": self.article_rows,
            "extras": self.extras,
            "events": self.rows,
        }


_COLUMNS = (
    "id", "type", "status", "mode", "contexts", "start", "end", "precision", "basis", "confidence", "actors",
    "recipients", "target", "theme", "place", "by", "casualties", "told", "article", "sentence", "marks",
)  # fmt: skip


def _marks(event: Event) -> list[clean.Mark]:
    """Trigger and participants in code points of the sentence; what does not match the text is left out."""
    evidence = event.evidence
    spans = [(evidence.trigger_start, evidence.trigger_end, evidence.trigger, "t")]
    spans += [(p.start, p.end, p.text, "a") for p in event.actors]
    spans += [(p.start, p.end, p.text, "r") for p in event.recipients]
    marks = []
    for start, end, text, role in spans:
        start, end = start - evidence.start, end - evidence.start
        if 0 <= start < end <= len(evidence.sentence) and evidence.sentence[start:end] == text:
            marks.append((start, end, role))
    return marks
