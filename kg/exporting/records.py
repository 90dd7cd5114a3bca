"""The flat row that tables of events are made of: one for each event and pair of parties, none left out.

An event without a recipient, or of which nobody is told who did it, is a row too, with that side empty.  A date is that
of the event, as ``kg triples`` has it, and empty where it is not known; the day of publication stands beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.core import reports
from kg.core.dyads import pairs
from kg.core.event import Event, Participant

#: The fields of a row, and what each is in a table with types: text, a day, a number, a list of texts.
FIELDS: dict[str, type | str] = {
    "event": str, "article": str,
    "source_id": str, "source": str, "source_kind": str, "source_country": str, "source_sector": str,
    "type": str, "relation": str, "plover": str, "mode": str, "contexts": list, "status": str,
    "target_id": str, "target": str, "target_kind": str, "target_country": str, "target_sector": str,
    "date": str, "start": "day", "end": "day", "precision": str, "basis": str, "published": "day",
    "place": str, "place_country": str, "place_region": str, "latitude": float, "longitude": float,
    "theme": str, "concept": str, "casualties": str, "reported_by": str, "confidence": float, "score": float,
    "reports": int, "first_report": "day", "last_report": "day", "denied_by": str, "tolls": str,
    "outlet": str, "url": str, "sentence": str, "trigger": str, "verb": str, "rule": str, "extractor": str,
}  # fmt: skip


def rows(events: Iterable[Event]) -> Iterator[dict[str, Any]]:
    """The rows of some events, with None for what is not known."""
    for event in events:
        common = _common(event)
        for a, b in dyads(event):
            yield {name: {**common, **_party("source", a), **_party("target", b)}[name] for name in FIELDS}


def dyads(event: Event) -> list[tuple[Participant | None, Participant | None]]:
    """Who did it and to whom, in this order; None for the side that is not told.  Each party is in one of them."""
    found: list[tuple[Participant | None, Participant | None]] = list(pairs(event))
    if found:
        return found
    actors, recipients = ({p.key: p for p in side}.values() for side in (event.actors, event.recipients))
    return [*((a, None) for a in actors), *((None, b) for b in recipients if not event.actors)] or [(None, None)]


def _common(event: Event) -> dict[str, Any]:
    date, place, evidence = event.date, event.place, event.evidence
    return {
        "event": event.id,
        "article": event.article,
        "type": event.type.value,
        "relation": event.relation,
        "plover": event.plover.value,
        "mode": event.mode,
        "contexts": [context.value for context in event.contexts],
        "status": event.status.value,
        "date": str(date) if date else None,
        "start": date and date.start,
        "end": date and date.end,
        "precision": date and date.precision.value,
        "basis": date and date.basis.value,
        "published": event.published,
        "place": place and place.name,
        "place_country": place and place.country,
        "place_region": place and place.region,
        "latitude": place and place.lat,
        "longitude": place and place.lon,
        "theme": event.theme,
        "concept": event.concept,
        "casualties": event.cost,
        "reported_by": event.reported_by and event.reported_by.name,
        "confidence": event.confidence,
        "score": event.type.score,
        **reports.columns(event),
        "outlet": event.source,
        "url": event.url,
        "sentence": evidence.sentence,
        "trigger": evidence.trigger,
        "verb": event.verb,
        "rule": event.rule,
        "extractor": event.extractor,
    }


def _party(side: str, party: Participant | None) -> dict[str, Any]:
    return {
        f"{side}_id": party and party.id,
        side: party and party.name,
        f"{side}_kind": party and party.kind,
        f"{side}_country": party and party.country,
        f"{side}_sector": party and party.sector,
    }
