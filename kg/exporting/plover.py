"""Events as JSON Lines in the fields of the PLOVER manual."""

from __future__ import annotations

import json
from typing import IO, Any

from kg.core.event import Event, Participant, Place
from kg.exporting.base import Format, Graph, register


def _write(graph: Graph, output: IO[bytes]) -> None:
    for event in graph.events():
        output.write(json.dumps(plover_record(event), ensure_ascii=False).encode() + b"\n")


def plover_record(event: Event) -> dict[str, Any]:
    """An event in the JSON fields of the PLOVER manual (draft of 2021, chapter "JSON Data Fields").

    The type has the status folded in, as PLOVER has it; the act itself, its status and whom the article credits are in
    fields of ours: ``act``, ``status``, ``reported_by``, ``theme``; so are ``casualties``, ``date_precision`` and
    ``date_basis``.  PLOVER wants a date: where the record has none it is the article's, and the basis "article".
    """
    date, place, evidence, code = event.date, event.place, event.evidence, event.plover
    record: dict[str, Any] = {
        "id": event.id,
        "date": event.day,
        "enddate": date.end if date else None,
        "date_precision": date and date.precision.value,
        "date_basis": date.basis.value if date else "article" if event.day else None,
        "source": [_plover_actor(p) for p in event.actors],
        "recipient": [_plover_actor(p) for p in event.recipients],
        "event": [code.value],
        "quad_code": code.quad and int(code.quad),
        "event_scale": code.score,
        "mode": event.mode,
        "context": [c.value for c in event.contexts],
        "event_loc": place and _plover_place(place),
        "event_text": [evidence.trigger],
        "text": evidence.sentence,
        "text_info": {"start": evidence.start, "end": evidence.end},
        "cite_info": {"citation": event.article, "url": event.url, "publication": event.source, "language": "en"},
        "coder": event.extractor,
        "act": event.type.value,
        "status": event.status.value,
        "theme": event.theme,
        "reported_by": event.reported_by and event.reported_by.name,
        "casualties": {x.kind: {"low": x.low, "high": x.high, "total": x.total} for x in event.casualties} or None,
        "confidence": event.confidence,
    }
    for name in ("date", "enddate"):
        record[name] = record[name] and record[name].isoformat()
    return {name: value for name, value in record.items() if value not in (None, [])}


def _plover_actor(p: Participant) -> dict[str, str]:
    # An actor of no state goes by a code for its kind: an international organisation is IGO.
    code = p.country or (p.sector if p.sector in ("IGO", "NGO") else None)
    actor = {"code": code, "sector": p.sector, "actor_text": p.text, "identifier_text": p.name, "identifier_id": p.id}
    return {name: value for name, value in actor.items() if value is not None}


def _plover_place(place: Place) -> dict[str, Any]:
    fields = {"name": place.name, "cc3": place.country, "latitude": place.lat, "longitude": place.lon}
    return {name: value for name, value in fields.items() if value is not None}


register(Format("plover", "JSON Lines in the fields of the PLOVER manual", _write))
