"""FollowTheMoney, the model of investigators' programs (OpenAleph, OpenSanctions), an entity a line.

``Event`` knows only who organised and who was involved; who did it to whom is a link with a direction, ``UnknownLink``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from kg.core.countries import countries
from kg.core.event import Event, Participant
from kg.exporting.base import Format, Graph, register
from kg.exporting.records import dyads
from kg.query import lookup

# An id is made of these; with any other the entity, or what points to it, vanishes without a word.
_OTHER = re.compile(r"[^0-9A-Za-z-]")
_LONGEST = 200

_SCHEMA = {
    "person": "Person", "country": "PublicBody", "government": "PublicBody", "company": "Company",
    "organisation": "Organization", "armed_group": "Organization",
}  # fmt: skip


def ftm_id(kind: str, id: str) -> str:
    """The id of something there: letters, digits, inner ``.`` and ``-``; two ids of ours are never one of theirs.

    Example:
        >>> ftm_id("actor", "mli/military")
        'actor-mli.2fmilitary'
    """
    safe = _OTHER.sub(lambda c: "".join(f".{byte:02x}" for byte in c[0].encode()), id)
    if safe.endswith("-"):
        safe = f"{safe[:-1]}.2d"
    return f"{kind}-{safe if len(safe) <= _LONGEST else hashlib.sha256(id.encode()).hexdigest()}"


def write_ftm(graph: Graph, output: IO[bytes]) -> None:
    """The articles, the named parties, the events and the links, sorted by kind.

    Dates are no finer than they are known; what is not known is left out.
    """
    found: dict[str, dict[str, Any]] = {}
    events: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    titles = lookup.titles(graph.store)
    for event in graph.events():
        article = _article(event, titles.get(event.article))
        found.setdefault(article["id"], article)
        for party in (*event.actors, *event.recipients):
            if party.id is not None:
                entity = _party(party)
                found.setdefault(entity["id"], entity)
        events.append(_event(event))
        links.extend(_links(event))
    for entity in (*(found[id] for id in sorted(found)), *events, *links):
        output.write(json.dumps(entity, ensure_ascii=False).encode() + b"\n")


def _entity(id: str, schema: str, **properties: Any) -> dict[str, Any]:
    """An entity; every value is a text on one line in a list, and none is empty."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    kept = {name: [" ".join(str(v).split()) for v in dict.fromkeys(values) if v] for name, values in lists.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _article(event: Event, title: str | None) -> dict[str, Any]:
    return _entity(
        ftm_id("article", event.article),
        "Article",
        title=title,
        name=title or event.article,
        publishedAt=event.published,
        publisher=event.source,
        sourceUrl=_url(event),
    )


def _party(party: Participant) -> dict[str, Any]:
    schema = _SCHEMA.get(party.kind, "LegalEntity")
    return _entity(
        ftm_id("actor", str(party.id)), schema, name=party.name, country=_country(party.country), sector=party.sector
    )


def _event(event: Event) -> dict[str, Any]:
    who, whom = (", ".join(p.name for p in side) for side in (event.actors, event.recipients))
    return _entity(
        ftm_id("event", event.id),
        "Event",
        name=" ".join(filter(None, (who, event.relation, whom))),
        organizer=_ids(event.actors),
        involved=_ids(event.recipients),
        keywords=[event.type.value, event.status.value],
        location=event.place and event.place.name,
        country=_country(event.place.country if event.place else None),
        **_told(event),
    )


def _links(event: Event) -> Iterator[dict[str, Any]]:
    for number, (a, b) in enumerate(dyads(event)):
        if a is not None and b is not None and a.id is not None and b.id is not None:
            yield _entity(
                ftm_id("tie", f"{event.id}-{number}"),
                "UnknownLink",
                subject=ftm_id("actor", a.id),
                object=ftm_id("actor", b.id),
                role=event.relation,
                status=event.status.value,
                **_told(event),
            )


def _told(event: Event) -> dict[str, Any]:
    """What an event and its links have alike: when it was, and which sentence of which article says so."""
    first, _, last = str(event.date or "").partition("/")
    return {
        "date": "" if last else first,
        "startDate": first,
        "endDate": last or first,
        "summary": event.evidence.sentence,
        "description": f"confidence {event.confidence:g}",
        "proof": ftm_id("article", event.article),
        "publisher": event.source,
        "sourceUrl": _url(event),
        "recordId": event.id,
    }


def _ids(side: tuple[Participant, ...]) -> list[str]:
    return [ftm_id("actor", p.id) for p in side if p.id is not None]


def _country(iso3: str | None) -> str | None:
    """Two letters in small, as FollowTheMoney has countries."""
    country = countries().get(iso3 or "")
    return country.iso2.lower() if country and country.iso2 else None


def _url(event: Event) -> str | None:
    return event.url if event.url and event.url.startswith(("http://", "https://")) else None


register(Format("ftm", "FollowTheMoney: entities, events and links for OpenAleph and others", write_ftm))
