"""Compares the tenures with two independent sources and prints where they differ.

Sources: REIGN (leaders 1945-2021, MIT) and the CIA World Factbook as JSON (heads of state and government, public
domain).  Nothing is written: a person reads the list and corrects offices/*.txt.

Usage: python tools/knowledge/check_offices.py reign_leaders.csv FACTBOOK.json.gz
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import html
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.entities.knowledge import Knowledge
from kg.entities.names import key

# REIGN writes Gleditsch and Ward's abbreviations.
GW = {
    "BHM": "BHS", "HAI": "HTI", "TRI": "TTO", "BAR": "BRB", "GRN": "GRD", "SLU": "LCA", "SVG": "VCT", "AAB": "ATG",
    "SKN": "KNA", "GUA": "GTM", "HON": "HND", "SAL": "SLV", "COS": "CRI", "PAR": "PRY", "URU": "URY", "UKG": "GBR",
    "IRE": "IRL", "NTH": "NLD", "FRN": "FRA", "MNC": "MCO", "SWZ": "CHE", "SPN": "ESP", "POR": "PRT", "GMY": "DEU",
    "AUS": "AUT", "CZR": "CZE", "SLO": "SVK", "SNM": "SMR", "MNG": "MNE", "MAC": "MKD", "CRO": "HRV", "YUG": "SRB",
    "BOS": "BIH", "KOS": "XKX", "SLV": "SVN", "BUL": "BGR", "MLD": "MDA", "ROM": "ROU", "LAT": "LVA", "LIT": "LTU",
    "GRG": "GEO", "SWD": "SWE", "DEN": "DNK", "ICE": "ISL", "CAP": "CPV", "EQG": "GNQ", "GAM": "GMB", "MAA": "MRT",
    "NIR": "NER", "CDI": "CIV", "GUI": "GIN", "BFO": "BFA", "SIE": "SLE", "TOG": "TGO", "CAO": "CMR", "NIG": "NGA",
    "CEN": "CAF", "CHA": "TCD", "CON": "COG", "DRC": "COD", "TAZ": "TZA", "BUI": "BDI", "ANG": "AGO", "MZM": "MOZ",
    "ZAM": "ZMB", "ZIM": "ZWE", "MAW": "MWI", "SAF": "ZAF", "LES": "LSO", "BOT": "BWA", "SWA": "SWZ", "MAG": "MDG",
    "MAS": "MUS", "SEY": "SYC", "MOR": "MAR", "ALG": "DZA", "LIB": "LBY", "SUD": "SDN", "LEB": "LBN", "BAH": "BHR",
    "UAE": "ARE", "OMA": "OMN", "KUW": "KWT", "TAJ": "TJK", "KYR": "KGZ", "KZK": "KAZ", "MON": "MNG", "ROK": "KOR",
    "BHU": "BTN", "BNG": "BGD", "MYA": "MMR", "SRI": "LKA", "MAD": "MDV", "NEP": "NPL", "THI": "THA", "CAM": "KHM",
    "DRV": "VNM", "MAL": "MYS", "SIN": "SGP", "BRU": "BRN", "PHI": "PHL", "INS": "IDN", "ETM": "TLS", "AUL": "AUS",
    "NEW": "NZL", "VAN": "VUT", "SOL": "SLB", "FIJ": "FJI", "NAU": "NRU", "MSI": "MHL", "PAL": "PLW",
}  # fmt: skip
OFFICES = ("head_of_state", "head_of_government", "party_leader")


def alike(one: str, other: str) -> bool:
    """Whether two names share a word, or words that differ by a letter or two."""
    from difflib import SequenceMatcher

    return any(
        a == b or (min(len(a), len(b)) > 3 and SequenceMatcher(None, a, b).ratio() > 0.75)
        for a in key(one) for b in key(other) if min(len(a), len(b)) > 2
    )  # fmt: skip


def reign(path: Path, kb: Knowledge) -> None:
    """The middle day of every REIGN spell since 1990 must find a holder of that name."""
    checked = wrong = 0
    for row in csv.DictReader(path.open(encoding="latin-1")):
        code = GW.get(row["stateabb"], row["stateabb"])
        start = dt.date(int(row["syear"]), int(row["smonth"]), int(row["sdate"]))
        if row["eyear"] and int(row["eyear"]) < 1990:
            continue
        end = dt.date(int(row["eyear"]), int(row["emonth"]), 15) if row["eyear"] else dt.date(2021, 2, 1)
        middle = max(start, dt.date(1990, 6, 1)) + (end - max(start, dt.date(1990, 6, 1))) / 2
        if (end - start).days < 90:
            continue
        holders = [h.name for office in OFFICES if (h := kb.office_holder(code, office, middle))]
        checked += 1
        if not any(alike(row["leader"], name) for name in holders):
            wrong += 1
            if holders or "-v" in sys.argv:
                print(f"REIGN {code} {middle}: {row['leader']} ({start}..{end}), here {holders or 'nobody'}")
    print(f"REIGN: {checked} spells of 90 days or more since 1990, {wrong} without the same name")


def factbook(path: Path, kb: Knowledge) -> None:
    """The Factbook's present holders must be the latest here."""
    checked = wrong = 0
    for page in json.loads(gzip.decompress(path.read_bytes())).values():
        government = page.get("Government", {})
        names = government.get("Country name", {})
        found = ()
        for which in ("conventional short form", "conventional long form"):
            found = found or kb.lookup(html.unescape(names.get(which, {}).get("text", "")))
        if not found or found[0].kind != "country":
            continue
        branch = government.get("Executive branch", {})
        for cell, office in (("chief of state", "head_of_state"), ("head of government", "head_of_government")):
            text = html.unescape(re.sub(r"<[^>]*>", " ", branch.get(cell, {}).get("text", "")))
            here = [h.name for o in (office, "head_of_state") if (h := kb.office_holder(found[0].id, o))]
            if not text or "CHARLES III" in text or not here:
                continue
            checked += 1
            if not any(alike(text[:160], name) for name in here):
                wrong += 1
                print(f"Factbook {found[0].id} {office}: {text[:90]}; here {here}")
    print(f"Factbook: {checked} offices compared, {wrong} differ")


if __name__ == "__main__":
    knowledge = Knowledge.load()
    reign(Path(sys.argv[1]), knowledge)
    factbook(Path(sys.argv[2]), knowledge)
