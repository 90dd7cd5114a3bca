"""Events in the columns of POLECAT, the data set in PLOVER's ontology, separated by tabs as that is."""

from __future__ import annotations

import csv
import io
from typing import IO, Any

from kg.core.countries import country_name
from kg.core.country_codes import codes_of
from kg.core.event import Event, Participant
from kg.core.plover import QuadClass
from kg.exporting.base import Format, Graph, register
from kg.exporting.flat import on_one_line
from kg.exporting.records import dyads

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
# "VERBAL COOPERATION" and so on: in capitals, with a space, as those who count POLECAT's rows by it have it.
_QUADS = {quad: quad.name.replace("_", " ") for quad in QuadClass}


def write_polecat(graph: Graph, output: IO[bytes]) -> None:
    """A row for each event and pair of parties; a column is empty where we know nothing of the kind.

    The type is PLOVER's, with the status folded in.  POLECAT wants a day: where the event has none it is that of the
    article, as :func:`kg.exporting.plover.plover_record` has it.
    """
    text = io.TextIOWrapper(output, encoding="utf-8", newline="", write_through=True)
    writer = csv.DictWriter(text, COLUMNS, restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    for event in graph.events():
        for number, (actor, recipient) in enumerate(dyads(event)):
            row = {**_common(event), **_party("Actor", actor), **_party("Recipient", recipient)}
            row["Event ID"] = event.id if number == 0 else f"{event.id}-{number}"
            writer.writerow({name: on_one_line(value) for name, value in row.items()})
    text.detach()


def _common(event: Event) -> dict[str, Any]:
    code, place = event.plover, event.place
    return {
        "Event Date": event.day and event.day.isoformat(),
        "Event Type": code.value,
        "Event Mode": event.mode,
        "Intensity": code.score,
        "Quad Code": code.quad and _QUADS[code.quad],
        "Contexts": ";".join(context.value for context in event.contexts),
        "Placename": place and place.name,
        "Province": place and place.region,
        "Country": place and place.country and country_name(place.country),
        "Latitude": place and place.lat,
        "Longitude": place and place.lon,
        "Feature Type": place and place.kind,
        "Source": event.source,
        "Publication Date": event.published and event.published.isoformat(),
        "Language": "en",
        "Version": event.extractor,
    }


def _party(side: str, party: Participant | None) -> dict[str, Any]:
    if party is None:
        return {}
    return {
        f"{side} Name": party.name,
        f"{side} Country": party.country and country_name(party.country),
        f"{side} COW": codes_of(party.country).cow_number,
        f"Primary {side} Sector": party.sector,
        f"{side} Sectors": party.sector,
        f"{side} Name Raw": party.text,
    }


register(Format("polecat", "events in the columns of POLECAT, separated by tabs", write_polecat, sentences=False))
