"""How an event, an entity and a participant look in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.core.dyads import NOT_NAMED
from kg.core.markup import markup
from kg.core.plover import Status

if TYPE_CHECKING:
    from kg.core.event import Event, Participant
    from kg.core.records import Entity


def event_html(event: Event) -> str:
    """An event: who did what to whom, how sure, when, and the sentence with its trigger marked."""
    actors, recipients = (", ".join(p.name for p in side) for side in (event.actors, event.recipients))
    cost = event.cost
    e = event.evidence
    at, end = e.trigger_start - e.start, e.trigger_end - e.start
    about = (
        "possible" if event.status is Status.HYPOTHETICAL else str(event.status),
        event.date and str(event.date),
        cost,
        event.place and event.place.name,
        event.reported_by and f"says {event.reported_by}",
        event.source,
    )
    shown = markup(
        "<div><b>{}</b> — {} — <b>{}</b> <small>({})</small><blockquote>{}<mark>{}</mark>{}</blockquote></div>",
        actors or NOT_NAMED, event.relation, recipients or event.topic or "",
        ", ".join(str(part) for part in about if part),
        e.sentence[:at], e.sentence[at:end], e.sentence[end:],
    )  # fmt: skip
    return str(shown)


def entity_html(entity: Entity | Participant) -> str:
    """An entity: its name, kind, country and sector."""
    about = ", ".join(part for part in (entity.kind, entity.country, entity.sector) if part)
    return str(markup('<span title="{}"><b>{}</b> <small>({})</small></span>', entity.id or "", entity.name, about))
