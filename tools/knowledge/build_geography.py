"""Writes geography.tsv: codes, official names, coordinates, sovereign and traits of every country.

Sources: pycountry (ISO 3166, LGPL; codes and official names are facts of the standard), the CIA World Factbook as JSON
(public domain), and traits.tsv beside this script.

Usage: python tools/knowledge/build_geography.py FACTBOOK.json.gz
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from pathlib import Path

import pycountry

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "kg" / "entities" / "data"
# The Factbook's file names are FIPS 10-4 codes; only those that its country names do not lead to are listed.
NAMES = {
    "burma": "MMR", "cabo verde": "CPV", "congo (brazzaville)": "COG", "drc": "COD", "cote d'ivoire": "CIV",
    "côte d'ivoire": "CIV", "czechia": "CZE", "holy see (vatican city)": "VAT", "the bahamas": "BHS",
    "the gambia": "GMB", "the dominican": "DOM", "turkey (turkiye)": "TUR", "turkey (türkiye)": "TUR",
    "micronesia": "FSM", "virgin islands": "VIR", "sint maarten": "SXM", "saint martin": "MAF",
    "falkland islands (islas malvinas)": "FLK", "cocos (keeling) islands": "CCK", "macau": "MAC",
    "saint helena, ascension, and tristan da cunha": "SHN", "central african republic": "CAF",
}  # fmt: skip
FIPS = {
    "ct": "CAF", "fm": "FSM", "ae": "ARE", "ks": "KOR", "kn": "PRK", "sh": "SHN", "vt": "VAT", "tu": "TUR", "io": "IOT",
    "sv": "SJM",
}  # fmt: skip
# Without a page of their own in the Factbook: latitude and longitude, and those of the capital.
ELSEWHERE = {
    "PSE": ("31.90", "35.20", "31.90", "35.20"), "ALA": ("60.20", "20.00", "60.10", "19.94"),
    "BES": ("12.18", "-68.27", "", ""), "BLM": ("17.90", "-62.83", "", ""),
    "GLP": ("16.25", "-61.58", "16.00", "-61.73"),
    "GUF": ("4.00", "-53.00", "4.92", "-52.31"), "MTQ": ("14.67", "-61.00", "14.60", "-61.07"),
    "MYT": ("-12.83", "45.15", "-12.78", "45.23"), "REU": ("-21.13", "55.53", "", ""),
    "SUN": ("60.00", "90.00", "", ""), "YUG": ("44.00", "20.00", "", ""), "CSK": ("49.50", "16.50", "", ""),
    "DDR": ("52.00", "12.50", "", ""), "SCG": ("43.50", "20.50", "", ""),
}  # fmt: skip
# Where the Factbook gives the place of another town: Rangoon, Dar es Salaam, Baarle.
CAPITALS = {"MMR": ("19.75", "96.10"), "TZA": ("-6.17", "35.74"), "BEL": ("50.85", "4.35")}
TERRITORIES = {
    "USA": "ASM GUM MNP PRI UMI VIR", "GBR": "AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB",
    "FRA": "BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF", "NLD": "ABW BES CUW SXM", "DNK": "FRO GRL", "CHN": "HKG MAC",
    "FIN": "ALA", "NOR": "SJM", "AUS": "CCK CXR NFK", "NZL": "COK NIU TKL",
}  # fmt: skip


def degrees(text: str) -> tuple[str, str]:
    """'55 45 N, 37 36 E' in decimal degrees."""
    found = re.search(r"(\d+)\s+(\d+)(?:\s+\d+)?\s*([NS]),?\s*(\d+)\s+(\d+)(?:\s+\d+)?\s*([EW])", text)
    if not found:
        return "", ""
    d, m, ns, e, n, ew = found.groups()
    lat, lon = int(d) + int(m) / 60, int(e) + int(n) / 60
    return f"{lat if ns == 'N' else -lat:.2f}", f"{lon if ew == 'E' else -lon:.2f}"


def factbook(path: Path, spelling: dict[str, str]) -> dict[str, tuple[str, str, str, str]]:
    """Coordinates of countries and capitals by ISO 3166 alpha-3 code."""
    found = {}
    for file, page in json.loads(gzip.decompress(path.read_bytes())).items():
        government = page.get("Government", {})
        names = government.get("Country name", {})
        code = FIPS.get(file.rsplit("/", 1)[-1])
        for which in ("conventional short form", "conventional long form"):
            name = re.sub(r"&(\w)\w+;", r"\1", names.get(which, {}).get("text", "")).replace("&rsquo;", "'")
            code = code or NAMES.get(name.casefold()) or spelling.get(name.casefold())
        if not code:
            continue
        where = degrees(page.get("Geography", {}).get("Geographic coordinates", {}).get("text", ""))
        capital = degrees(government.get("Capital", {}).get("geographic coordinates", {}).get("text", ""))
        found[code] = (*where, *capital)
    return found


def main(path: Path) -> None:
    """Write the table and say which countries have no coordinates."""
    with (DATA / "countries.tsv").open(encoding="utf-8") as file:
        countries = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    spelling = {
        n.casefold().lstrip("*"): c["id"] for c in countries for n in (c["name"], *c["spellings"].split("|")) if n
    }
    places = factbook(path, spelling)
    with (HERE / "traits.tsv").open(encoding="utf-8") as file:
        traits: dict[str, list[str]] = {}
        for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"):
            for code in row["countries"].split():
                traits.setdefault(code, []).append(row["trait"])
    of = {code: state for state, codes in TERRITORIES.items() for code in codes.split()}
    lines = [
        "# Made by tools/knowledge/build_geography.py from ISO 3166 (pycountry), the CIA World Factbook (public",
        "# domain) and tools/knowledge/traits.tsv.  Edit the source, not this file.",
        "id\tiso2\tofficial\tlat\tlon\tcapital_lat\tcapital_lon\tsovereign\ttraits",
    ]
    for country in sorted(countries, key=lambda c: c["id"]):
        code = country["id"]
        iso = pycountry.countries.get(alpha_3=code)
        official = getattr(iso, "official_name", "") if iso else ""
        if "," in official or official.casefold() in spelling:
            official = ""
        where = places.get(code) or ELSEWHERE.get(code, ("", "", "", ""))
        where = (*where[:2], *CAPITALS.get(code, where[2:]))
        if not where[0]:
            print("no coordinates:", code, file=sys.stderr)
        cells = (
            code,
            iso.alpha_2 if iso else "",
            official,
            *where,
            of.get(code, ""),
            "|".join(sorted(traits.get(code, []))),
        )
        lines.append("\t".join(cells))
    (DATA / "geography.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
