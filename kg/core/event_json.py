"""An event as one line of JSON, and back.  The schema beside this file says the same to other programs."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg.core.event import UNNAMED, Event, Evidence, Loss, Participant, Period, Place, Source
from kg.core.plover import Basis, Context, EventType, Precision, Status
from kg.core.reports import Reports

#: The version that :func:`to_dict` writes.
VERSION = 2


def to_dict(event: Event) -> dict[str, Any]:
    """The record of an event; see :meth:`kg.core.event.Event.to_dict`."""
    date, place, source = event.date, event.place, event.reported_by
    # Only an act that several reports tell has them: the line that one article gives stays as it is.
    reports = {} if event.reports is None else {"reports": event.reports.to_dict()}
    return {
        "v": VERSION,
        "id": event.id,
        "article": event.article,
        "type": str(event.type),
        "plover": str(event.plover),
        "mode": event.mode,
        "contexts": [str(c) for c in event.contexts],
        "actors": [_plain(p) for p in event.actors],
        "recipients": [_plain(p) for p in event.recipients],
        "theme": event.theme,
        "concept": event.concept,
        "status": str(event.status),
        "reported_by": source and _plain(source),
        "casualties": {x.kind: {n: v for n, v in _plain(x).items() if n != "kind"} for x in event.casualties} or None,
        "date": date
        and {
            "start": date.start.isoformat(),
            "end": date.end.isoformat(),
            "precision": str(date.precision),
            "basis": str(date.basis),
        },
        "place": place and {name: getattr(place, name) for name in _PLACE},
        "evidence": _plain(event.evidence),
        "confidence": event.confidence,
        "confidence_date": event.confidence_date,
        "confidence_place": event.confidence_place,
        "extractor": event.extractor,
        "verb": event.verb,
        "rule": event.rule,
        "published": event.published and event.published.isoformat(),
        "source": event.source,
        "url": event.url,
        **reports,
    }


def from_dict(record: Mapping[str, Any]) -> Event:
    """The event of a record; see :meth:`kg.core.event.Event.from_dict`.

    Raises:
        KeyError, TypeError, ValueError: The record lacks a field or holds a value that is not allowed.
    """
    if record.get("v", 1) not in (1, VERSION):
        raise ValueError(f"a record of version {record['v']!r}; this kg reads 1 and {VERSION}")
    day = dt.date.fromisoformat
    date, place = record.get("date"), record.get("place")
    return Event(
        article=record["article"],
        type=EventType(record["type"]),
        mode=record.get("mode"),
        contexts=tuple(Context(c) for c in record.get("contexts") or ()),
        actors=tuple(Participant(**p) for p in record["actors"]),
        recipients=tuple(Participant(**p) for p in record.get("recipients") or ()),
        theme=record.get("theme"),
        concept=record.get("concept"),
        status=Status(record["status"]),
        reported_by=_source(record.get("reported_by")),
        casualties=tuple(Loss(kind, **rest) for kind, rest in (record.get("casualties") or {}).items()),
        date=Period(
            day(date["start"]), day(date["end"]), Precision(date["precision"]), Basis(date.get("basis", Basis.TEXT))
        )
        if date
        else None,
        place=Place(**place) if place else None,
        evidence=Evidence(**record["evidence"]),
        confidence=record["confidence"],
        confidence_date=record.get("confidence_date"),
        confidence_place=record.get("confidence_place"),
        extractor=record["extractor"],
        verb=record.get("verb"),
        rule=record.get("rule"),
        published=day(record["published"]) if record.get("published") else None,
        source=record.get("source"),
        url=record.get("url"),
        id=record["id"],
        reports=Reports.from_dict(record["reports"]) if record.get("reports") else None,
    )


def event_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the event record, for programs that read what ``kg extract`` prints.

    Example:
        >>> event_schema()["properties"]["v"]
        {'const': 2}
    """
    return copy.deepcopy(_schema())


@cache
def _schema() -> dict[str, Any]:
    return dict(json.loads(files("kg.core").joinpath("event.schema.json").read_text("utf-8")))


_PLACE = ("name", "kind", "country", "region", "lat", "lon", "certain")


def _source(said: Any) -> Source | None:
    """Version 1 gave no more than a name."""
    if not said:
        return None
    return Source(UNNAMED, None, said) if isinstance(said, str) else Source(**said)


def _plain(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}
