"""Towns of the world, and the provinces and districts they lie in, read when a text first asks for one.

The table is lines sorted by name, packed in blocks (a zip archive, each block under its first name).  Only the block
that would have a name is unpacked, and nothing is made of the other hundred thousand lines, so that it costs little to
load and to hold.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from zipfile import ZipFile

from kg.core.event import Place
from kg.entities.names import normalise

_FILE = Path(__file__).with_name("data") / "gazetteer.zip"
_KINDS = {"t": "town", "d": "district", "p": "region"}
_EARTH = 12742.0  # km through


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a name may mean.

    Attributes:
        place: What is known of it.
        people: How many live there.
        id: Its id in the knowledge base; "" if it is only in the table of towns.
    """

    place: Place
    people: float
    id: str = ""


@lru_cache(maxsize=1)
def _firsts() -> list[str]:
    """The first name of each block, in order."""
    with ZipFile(_FILE) as file:
        return file.namelist()


@cache
def _block(first: str) -> bytes:
    """The lines of a block, each behind a line break."""
    with ZipFile(_FILE) as file:
        return b"\n" + file.read(first)


@lru_cache(maxsize=8192)
def find(name: str) -> tuple[Spot, ...]:
    """All places that go by a name, the largest first; () if there is none.

    Example:
        >>> [s.place.region for s in find("Plymouth County")]
        ['Massachusetts', 'Iowa']
    """
    key = normalise(name)
    at = bisect_right(_firsts(), key) - 1
    found = _lines(_block(_firsts()[at]), key.encode()) if key and at >= 0 else ()
    return tuple(sorted(map(_spot, found), key=lambda s: (-s.people, s.place.country or "", s.place.region or "")))


def _lines(block: bytes, wanted: bytes) -> Iterator[list[str]]:
    """The cells of the lines of a name, which stand together."""
    begins = b"\n" + wanted + b"\t"
    at = block.find(begins)
    while at >= 0 and block.startswith(begins, at):
        stop = block.index(b"\n", at + 1)
        yield block[at + 1 : stop].decode().split("\t")
        at = stop


def _spot(cells: list[str]) -> Spot:
    key, name, country, region, lat, lon, people, kind = cells
    place = Place(name or key.title(), country, float(lat), float(lon), _KINDS[kind], region or None)
    return Spot(place, float(people))


def region(name: str, country: str | None = None) -> Place | None:
    """The province or state of a name; None if there is none, the largest if there are several.

    Example:
        >>> region("Kentucky").country
        'USA'
    """
    found = (s.place for s in find(name) if s.place.kind == "region")
    return next((p for p in found if country in (None, p.country)), None)


def distance(a: Place, b: Place) -> float:
    """Kilometres between two places; infinity where a point is not known."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    lat, other = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat - other) / 2) ** 2
    half += math.cos(lat) * math.cos(other) * math.sin(math.radians(a.lon - b.lon) / 2) ** 2
    return _EARTH * math.asin(min(1.0, math.sqrt(half)))


def nearest(place: Place, spots: Iterable[Spot]) -> Spot | None:
    """Of several spots the one next to a place, in its country; None if all are far."""
    near = [s for s in spots if s.place.country == place.country and distance(place, s.place) < _SAME]
    return min(near, key=lambda s: (s.place.kind != "town", distance(place, s.place)), default=None)


_SAME = 60.0  # km within which two points are those of one town
