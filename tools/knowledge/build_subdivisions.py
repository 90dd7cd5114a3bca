"""Writes subdivisions.tsv: states, provinces and regions of the larger countries, as places without coordinates.

Source: ISO 3166-2 as packaged in pycountry.  Taken are first-level subdivisions whose name is nobody else's.

Usage: python tools/knowledge/build_subdivisions.py
"""

from __future__ import annotations

import re
from collections import Counter

import pycountry
from others import DATA, knowledge

from kg.entities.names import key

COUNTRIES = (
    "AFG AGO ARE ARG ARM AUS AUT AZE BDI BFA BGD BOL BRA CAF CAN CHE CHL CHN CIV CMR COD COL CRI CUB CZE DEU DZA ECU "
    "EGY ERI ESP ETH FRA GHA GIN GRC GTM HND HTI IDN IND IRN IRQ ITA JPN KAZ KEN KGZ KHM KOR LAO LBN LBR LBY LKA MAR "
    "MDG MEX MLI MMR MOZ MYS NER NGA NIC NLD NPL OMN PAK PAN PER PHL PNG POL PRK PRY PSE SAU SDN SEN SLE SLV SOM SSD "
    "SWE SYR TCD TGO THA TJK TKM TUN TUR TZA UGA USA UZB VEN VNM YEM ZAF ZMB ZWE"
)
# Words of a name that only say what it is.
KIND = re.compile(
    r"(?i)(?<=\w)[ -](region|province|provincia|governorate|oblast|oblast'|oblasts?'?|kray|krai|respublika|raion|"
    r"voblasć|voivodeship|department|district|county|prefecture|emirate|sheng|shi|zizhiqu|ostān)$"
)
# Names that mean something else more often, mostly points of the compass and saints.
WORDS = """
    central centre center centrale west east north south western eastern northern southern northwest northeast
    southwest southeast capital metropolitan littoral plateau lakes bar coast savanes union liberty la libertad
    river rivers delta sud nord est ouest maritime islands junin bolivar artigas sucre paz independencia hidalgo
    morelos victoria jersey male mary lincoln valencia cordoba merida florida trujillo santiago santa cruz fe cesar
    mara saha manica pemba adamawa abia bay national upper lower cross niger osh van bat batman ordu bari gansu edo
    falcon ogun ha mon chin shan hama moscow kiev imo kano oyo benue kogi
"""


def main() -> None:
    """Write the table."""
    kb = knowledge("subdivisions.tsv")
    two = {c.alpha_3: c.alpha_2 for c in pycountry.countries}
    found = []
    for iso3 in COUNTRIES.split():
        for part in pycountry.subdivisions.get(country_code=two[iso3]) or ():
            if part.parent_code:
                continue
            name = re.sub(r"\s*[\[(].*?[\])]", "", part.name).split(",")[0].strip()
            bare = KIND.sub("", name.replace("ʻ", "’")).strip()
            words = key(bare)
            if (
                len(bare) < 4
                or not words
                or " ".join(words) in WORDS.split()
                or words[0] in ("saint", "st", "distrito", "district")
            ):
                continue
            if any(a.entity.country == iso3 or a.form != "surname" for a in kb.alias(bare)):
                continue
            found.append((bare, iso3))
    often = Counter(key(name) for name, _ in found)
    lines = [
        "# Made by tools/knowledge/build_subdivisions.py from ISO 3166-2 (pycountry).  Edit the script, not this file.",
        "name\tcountry\tlat\tlon\tkind\tpopulation",
    ]
    lines += [f"{n}\t{c}\t\t\tregion\t1000" for n, c in sorted(set(found)) if often[key(n)] == 1]
    (DATA / "subdivisions.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    print(len(lines) - 2, "subdivisions")


if __name__ == "__main__":
    main()
