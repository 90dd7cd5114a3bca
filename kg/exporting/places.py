"""Events on the map: GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from typing import IO, Any

from kg.core.event import Event
from kg.exporting.base import Format, Graph, register
from kg.exporting.records import rows

_LEFT_OUT = ("latitude", "longitude")


def write_geojson(graph: Graph, output: IO[bytes]) -> None:
    """A feature for each event, with null for its geometry where no place is known, and its parties in one property.

    The id is a property "event": readers take a member "id" for a number, or drop it.
    """
    output.write(b'{"type": "FeatureCollection", "features": [')
    for number, event in enumerate(graph.events()):
        output.write(b",\n" if number else b"\n")
        output.write(json.dumps(_feature(event), ensure_ascii=False).encode())
    output.write(b"\n]}\n")


def _feature(event: Event) -> dict[str, Any]:
    place, dyads = event.place, list(rows([event]))
    point = None
    if place is not None and place.lat is not None and place.lon is not None:
        point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    properties = {name: value for name, value in dyads[0].items() if name not in _LEFT_OUT}
    for side in ("source", "target"):
        for name in (side, f"{side}_id", f"{side}_kind", f"{side}_country", f"{side}_sector"):
            properties[name] = "; ".join(dict.fromkeys(row[name] for row in dyads if row[name]))
    properties["contexts"] = "; ".join(properties["contexts"])
    for name in ("start", "end", "published", "first_report", "last_report"):
        properties[name] = properties[name] and properties[name].isoformat()
    return {"type": "Feature", "geometry": point, "properties": properties}


register(Format("geojson", "events on the map", write_geojson))
