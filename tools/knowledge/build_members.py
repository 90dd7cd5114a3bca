"""Writes members.tsv: which states belong to which international organisation.

Source: the CIA World Factbook as JSON (public domain), field "International organization participation", whose remarks
in brackets (observer, associate, suspended …) mark states that are not full members.  What changed since is in CHANGES.

Usage: python tools/knowledge/build_members.py FACTBOOK.json.gz
"""

from __future__ import annotations

import gzip
import html
import json
import re
import sys
from pathlib import Path

from others import DATA, knowledge

# The Factbook's abbreviation -> our id.
ORGANISATIONS = {
    "UN": "un", "EU": "eu", "NATO": "nato", "AU": "au", "ASEAN": "asean", "SADC": "sadc", "ECOWAS": "ecowas",
    "OPEC": "opec", "IAEA": "iaea", "WHO": "who", "WTO": "wto", "IMF": "imf", "IBRD": "world-bank", "OSCE": "osce",
    "LAS": "arab-league", "GCC": "gcc", "SCO": "sco", "BRICS": "brics", "G-7": "g7", "G-20": "g20", "CIS": "cis",
    "CSTO": "csto", "Mercosur": "mercosur", "OAS": "oas", "Caricom": "caricom", "OIC": "oic", "OECD": "oecd",
    "CE": "council-of-europe", "APEC": "apec", "SAARC": "saarc", "EAC": "eac", "IGAD": "igad", "COMESA": "comesa",
    "EAEU": "eaeu", "CELAC": "celac", "UNESCO": "unesco", "ILO": "ilo", "Interpol": "interpol", "OPCW": "opcw",
    "AfDB": "afdb", "ADB": "adb", "EMU": "eurozone", "Schengen Convention": "schengen", "FATF": "fatf", "IEA": "iea",
    "NAM": "non-aligned-movement", "C": "commonwealth", "OIF": "francophonie", "PIF": "pacific-islands-forum",
    "OECS": "oecs", "Pacific Alliance": "pacific-alliance", "Quad": "quad", "CEMAC": "cemac", "WAEMU": "uemoa",
    "EFTA": "efta", "BIMSTEC": "bimstec", "G-77": "g77", "AMU": "arab-maghreb-union", "IOM": "iom", "FAO": "fao",
    "Paris Club": "paris-club", "BCIE": "bcie", "AIIB": "aiib", "EBRD": "ebrd", "IADB": "idb",
}  # fmt: skip
# id -> (joined, left), by the organisations' own announcements.
CHANGES = {
    "brics": (
        "EGY ETH IRN ARE IDN",
        "SAU",
    ),  # January 2024; Indonesia January 2025; Saudi Arabia has not taken up its seat
    "ecowas": ("GIN", "BFA MLI NER"),  # January 2025
    "opec": ("COG GAB GNQ", "AGO QAT ECU"),  # Angola January 2024, Ecuador January 2020, Qatar January 2019
    "sco": ("IRN BLR IND PAK", ""),  # 2017, 2023, 2024
    "nato": ("FIN SWE", ""),  # April 2023, March 2024
    "asean": ("TLS", ""),  # October 2025
    "eac": ("COD SOM", ""),  # 2022, 2024
    "council-of-europe": ("", "RUS"),  # March 2022
    "schengen": ("HRV ROU BGR", ""),  # 2023, 2024
    "eurozone": ("HRV BGR", ""),  # 2023, 2026
    "commonwealth": ("GAB TGO", ""),  # June 2022
    "oas": ("", "NIC VEN CUB"),  # Nicaragua November 2023
    "mercosur": ("BOL", "VEN"),  # July 2024; suspended since 2016
    "eu": ("", "GBR"),  # January 2020
    "arab-league": ("PSE", ""),
    "oic": ("PSE", ""),
    "sadc": ("COM", ""),  # 2018
    "comesa": ("TUN SOM", ""),  # 2018
    "oecd": ("COL CRI LTU", ""),  # 2018 to 2021
    "iea": ("LTU LVA MEX", ""),  # 2018 to 2024
    "pacific-islands-forum": ("COK NIU PYF NCL", ""),  # self-governing territories are members, too
}
# Not in the Factbook's field, or too few to be worth a rule.
BY_HAND = {
    "aukus": "AUS GBR USA", "five-eyes": "AUS CAN GBR NZL USA", "quad": "AUS IND JPN USA", "g5-sahel": "MRT TCD",
    "aes": "BFA MLI NER", "alba": "ATG CUB DMA GRD KNA LCA NIC VCT VEN", "visegrad-group": "CZE HUN POL SVK",
    "un-security-council": "CHN FRA GBR RUS USA", "g7": "CAN DEU FRA GBR ITA JPN USA",
    "turkic-states": "AZE KAZ KGZ TUR UZB",
    "opec-plus": "AZE BHR BRN DZA COG GAB GNQ IRN IRQ KAZ KWT LBY MEX MYS NGA OMN RUS SAU SDN SSD ARE VEN",
    "g20": "ARG AUS BRA CAN CHN DEU FRA GBR IDN IND ITA JPN KOR MEX RUS SAU TUR USA ZAF",
    "sica": "BLZ CRI DOM GTM HND NIC PAN SLV",
    "rcep": "AUS BRN CHN IDN JPN KHM KOR LAO MMR MYS NZL PHL SGP THA VNM", "normandy-format": "DEU FRA RUS UKR",
    "eccas": "AGO BDI CAF CMR COD COG GAB GNQ STP TCD", "uemoa": "BEN BFA CIV GNB MLI NER SEN TGO",
    "jef": "DNK EST FIN GBR ISL LTU LVA NLD NOR SWE", "bucharest-nine": "BGR CZE EST HUN LTU LVA POL ROU SVK",
    "lublin-triangle": "LTU POL UKR", "weimar-triangle": "DEU FRA POL", "e3": "DEU FRA GBR",
    "p5-plus-1": "CHN DEU FRA GBR RUS USA", "i2u2": "ARE IND ISR USA", "nordic-council": "DNK FIN ISL NOR SWE",
    "nordic-baltic-eight": "DNK EST FIN ISL LTU LVA NOR SWE", "mnjtf": "BEN CMR NER NGA TCD",
    "three-seas": "AUT BGR CZE EST GRC HRV HUN LTU LVA POL ROU SVK SVN",
    "cptpp": "AUS BRN CAN CHL GBR JPN MEX MYS NZL PER SGP VNM",
    "d8": "AZE BGD EGY IDN IRN MYS NGA PAK TUR", "mano-river": "CIV GIN LBR SLE",
    "liptako-gourma": "BFA MLI NER",
    "ipef": "AUS BRN FJI IDN IND JPN KOR MYS NZL PHL SGP THA USA VNM",
    "pacific-alliance": "CHL COL MEX PER", "cemac": "CAF CMR COG GAB GNQ TCD",
    "commonwealth": "ATG AUS BGD BHS BLZ BRB BRN BWA CAN CMR CYP DMA FJI GAB GBR GHA GMB GRD GUY IND JAM KEN KIR KNA "
    "LCA LKA LSO MDV MLT MOZ MUS MWI MYS NAM NGA NRU NZL PAK PNG RWA SGP SLB SLE SWZ SYC TGO TON TTO TUV TZA UGA VCT "
    "VUT WSM ZAF ZMB",
}  # fmt: skip


def main(path: Path) -> None:
    """Write the table and print the number of members of each organisation."""
    kb = knowledge("members.tsv")
    members: dict[str, set[str]] = {}
    for page in json.loads(gzip.decompress(path.read_bytes())).values():
        government = page.get("Government", {})
        names = government.get("Country name", {})
        text = html.unescape(government.get("International organization participation", {}).get("text", ""))
        state = ""
        for form in ("conventional short form", "conventional long form"):
            found = kb.lookup(html.unescape(names.get(form, {}).get("text", "")))
            state = state or (found[0].id if found and found[0].kind == "country" else "")
        if not state or kb.sovereign(state) != state:
            continue
        for item in re.split(r",\s*(?![^(]*\))", text):
            name, _, remark = item.partition("(")
            if name.strip() in ORGANISATIONS and (not remark or "NGO" in remark or "permanent" in remark):
                members.setdefault(ORGANISATIONS[name.strip()], set()).add(state)
    for organisation, (joined, left) in CHANGES.items():
        members[organisation] = members.get(organisation, set()) - set(left.split()) | set(joined.split())
    for organisation, states in BY_HAND.items():
        members[organisation] = set(states.split())
    members["au"] = {*kb.having("african")}  # every state of the continent, those suspended included
    lines = [
        "# Made by tools/knowledge/build_members.py from the CIA World Factbook (public domain) and the",
        "# later changes that are listed there.",
        "organisation\tmembers",
    ]
    lines += [f"{o}\t{'|'.join(sorted(states))}" for o, states in sorted(members.items())]
    (DATA / "members.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    print(*(f"{o} {len(states)}" for o, states in sorted(members.items())), sep=", ")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
