"""Events in the columns of the data sets coded by CAMEO, ICEWS and GDELT 1.0, separated by tabs as they are.

Of a code of CAMEO only the root is known, so an act is the root's "not specified below": 040 for any CONSULT.  The type
has its status folded in, as in PLOVER: a meeting that is planned is 030.  An act of no type (OTHER) has no code there
and is left out.  Both want a day: where the event has none it is that of its article.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from kg.core import reports
from kg.core.countries import country_name
from kg.core.country_codes import codes_of
from kg.core.event import Event, Participant
from kg.core.plover_table import table
from kg.exporting.base import Format, Graph, register
from kg.exporting.flat import on_one_line
from kg.exporting.records import dyads

ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
GDELT = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{what}Geo_{name}" for what in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip

Dyad = tuple[Participant | None, Participant | None]


def root_of(event: Event) -> str | None:
    """The root of CAMEO that an event is, its status folded in; None for OTHER."""
    type_ = event.plover
    return type_.row.root(event.mode if type_ == event.type else None, [context.value for context in event.contexts])


def write_icews(graph: Graph, output: IO[bytes]) -> None:
    """A row for each event and pair of parties, under the names of the columns; empty where nothing is known."""
    _write(graph, output, ICEWS, _icews, header=True)


def write_gdelt(graph: Graph, output: IO[bytes]) -> None:
    """The same in the 58 columns of GDELT 1.0, which are published without a line of names."""
    _write(graph, output, GDELT, _gdelt, header=False)


def _write(
    graph: Graph,
    output: IO[bytes],
    columns: Sequence[str],
    row: Callable[[Event, str, int, Dyad], dict[str, Any]],
    header: bool,
) -> None:
    text = io.TextIOWrapper(output, encoding="utf-8", newline="", write_through=True)
    # Nothing stands in quotation marks there, and a value has neither tabs nor ends of lines.
    writer = csv.writer(text, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    if header:
        writer.writerow(columns)
    for event, root, number, dyad in _coded(graph):
        found = row(event, root, number, dyad)
        assert set(found) <= set(columns)
        writer.writerow(on_one_line(found.get(name)) for name in columns)
    text.detach()


def _coded(graph: Graph) -> Iterator[tuple[Event, str, int, Dyad]]:
    for event in graph.events():
        root = root_of(event)
        if root is not None:
            for number, dyad in enumerate(dyads(event)):
                yield event, root, number, dyad


def _icews(event: Event, root: str, number: int, dyad: Dyad) -> dict[str, Any]:
    place = event.place
    row = {
        "Event ID": event.id if number == 0 else f"{event.id}-{number}",
        "Event Date": event.day and event.day.isoformat(),
        "Event Text": table().cameo_roots[root].label.capitalize(),
        "CAMEO Code": f"{root}0",
        "Intensity": event.plover.score,
        "Story ID": event.article,
        "Publisher": event.source,
        "City": place.name if place and place.kind in ("city", "town") else None,
        "Province": place and place.region,
        "Country": place and place.country and country_name(place.country),
        "Latitude": place and place.lat,
        "Longitude": place and place.lon,
    }
    for side, party in zip(("Source", "Target"), dyad, strict=True):
        if party is not None:
            country = party.country and country_name(party.country)
            row |= {f"{side} Name": party.name, f"{side} Sectors": party.sector, f"{side} Country": country}
    return row


def _gdelt(event: Event, root: str, number: int, dyad: Dyad) -> dict[str, Any]:
    day, place, quad = event.day, event.place, event.plover.quad
    told = reports.columns(event)["reports"]
    row: dict[str, Any] = {
        "GLOBALEVENTID": _number(f"{event.id}-{number}"),
        "EventCode": f"{root}0",
        "EventBaseCode": f"{root}0",
        "EventRootCode": root,
        "QuadClass": quad and int(quad),
        "GoldsteinScale": event.plover.score,
        "NumMentions": told,
        "NumArticles": told,
        "DATEADDED": event.published and f"{event.published:%Y%m%d}",
        "SOURCEURL": event.url or event.article,
    }
    if day is not None:
        fraction = day.year + ((day.month - 1) * 30 + day.day) / 365
        row |= {"SQLDATE": f"{day:%Y%m%d}", "MonthYear": f"{day:%Y%m}", "Year": day.year}
        row["FractionDate"] = f"{fraction:.4f}"
    for which, party in zip((1, 2), dyad, strict=True):
        row |= {f"Actor{which}{name}": value for name, value in _actor(party).items()}
    if place is not None:
        name = country_name(place.country) if place.country else None
        full = ", ".join(dict.fromkeys(filter(None, (place.name, place.region, name))))
        row |= {"ActionGeo_FullName": full, "ActionGeo_Lat": place.lat, "ActionGeo_Long": place.lon}
    return row


def _actor(party: Participant | None) -> dict[str, str | None]:
    """Its codes: "RUSMIL" is the country's, which is CAMEO's own, and the sector's, unless it is the state itself."""
    if party is None:
        return {}
    country = codes_of(party.country).cameo or party.country
    sector = None if party.kind == "country" else party.sector
    code = f"{country or ''}{sector or ''}"
    return {"Code": code, "Name": party.name, "CountryCode": country, "Type1Code": sector}


def _number(id: str) -> int:
    """A number of 63 bits for an id, as GDELT has numbers."""
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest()) >> 1


register(Format("icews", "events in the columns of ICEWS, separated by tabs", write_icews, sentences=False))
register(
    Format(
        "gdelt",
        "events in the 58 columns of GDELT 1.0, separated by tabs, without their names",
        write_gdelt,
        sentences=False,
    )
)
