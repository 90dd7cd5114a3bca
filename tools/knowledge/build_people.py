"""Writes people.tsv and tenures.tsv from the chains of office in offices/*.txt and the names in names.tsv.

A line of offices/*.txt reads "CODE office role: holder start; holder start; …".  CODE is a country or an
organisation id.  A holder's country may follow the name in braces where the office is not a
country's: "Ban Ki-moon {KOR} 2007-01-01".  "-" with a date ends a tenure without a successor.

Usage: python tools/knowledge/build_people.py
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from kg.entities.names import slug  # noqa: E402

DATA = HERE.parents[1] / "kg" / "entities" / "data"
HOLDER = re.compile(r"^(?P<name>.+?)(?:\s*\{(?P<country>\w*)\})?\s+(?P<start>\d{4}(?:-\d\d(?:-\d\d)?)?|\?)$")


class Tenure(NamedTuple):
    """One line of tenures.tsv."""

    of: str
    office: str
    start: str
    person: str
    role: str
    end: str


def chains() -> tuple[dict[str, str], list[Tenure]]:
    """Country by person, and all tenures."""
    country: dict[str, str] = {}
    tenures = []
    for file in sorted((HERE / "offices").glob("*.txt")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            head, _, chain = line.partition(": ")
            of, office, role = head.split(" ", 2)
            holders = []
            for item in chain.rstrip(";").split(";"):
                found = HOLDER.match(item.strip())
                if not found:
                    sys.exit(f"{file.name}:{number}: cannot read {item!r}")
                holders.append(found)
            for holder, following in zip(holders, [*holders[1:], None], strict=True):
                if holder["name"] == "-":
                    continue
                state = holder["country"] if holder["country"] is not None else (of if of.isupper() else "")
                country.setdefault(holder["name"], "")
                country[holder["name"]] = country[holder["name"]] or state
                start = "" if holder["start"] == "?" else holder["start"]
                tenures.append(
                    Tenure(of, office, start, slug(holder["name"]), role, following["start"] if following else "")
                )
    return country, tenures


PARTICLES = {
    "van",
    "von",
    "der",
    "den",
    "de",
    "du",
    "la",
    "le",
    "bin",
    "ibn",
    "ben",
    "dos",
    "da",
    "do",
    "di",
    "del",
    "al",
    "el",
}
SURNAME_FIRST = {"CHN", "TWN", "PRK", "KOR", "HKG", "SGP"}


def surnames(name: str, state: str) -> str:
    """What a person is called for short: "von der Leyen|Leyen", "al-Sisi|Sisi", "Park"."""
    words = name.split()
    if words[-1].rstrip(".") in ("Jr", "Sr", "II", "III", "IV", "V", "VI"):
        words.pop()
    if len(words) < 2:
        return ""
    if state in SURNAME_FIRST and (
        len(words) == 3 or "-" in words[-1] or (len(words) == 2 and state in ("CHN", "TWN"))
    ):
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    found = [" ".join(words[start:])]
    if start < len(words) - 1:
        found.append(words[-1])
    if re.match(r"(?i)(al|el|as|ash|an|at|ad)-", words[-1]):
        found.append(words[-1].partition("-")[2])
    return "|".join(dict.fromkeys(found))


# Given names that papers spell in several ways.
SAME = [set(line.split()) for line in (
    "Sergei Sergey", "Dmitry Dmitri Dmitriy", "Alexei Alexey Aleksei Aleksey", "Alexander Aleksandr", "Andrei Andrey",
    "Yevgeny Evgeny Yevgeniy", "Yuri Yury Yuriy", "Nikolai Nikolay", "Vasily Vassily", "Valery Valeri Valeriy",
    "Vitaly Vitaliy Vitali", "Gennady Gennadi Gennadiy", "Grigory Grigori", "Vyacheslav Viacheslav", "Igor Ihor",
    "Oleksandr Olexander", "Oleksii Oleksiy", "Andriy Andrii", "Serhiy Serhii Sergiy", "Valerii Valeriy Valery",
    "Mohammed Mohammad Mohamed Muhammad Mohamad", "Ahmed Ahmad", "Abdel Abdul", "Hassan Hasan", "Hussein Hussain",
    "Khaled Khalid", "Youssef Yousef Yusuf", "Omar Omer", "Saad Sa'ad", "Ali Aly", "Mustafa Mostafa", "Ibrahim Ebrahim",
    "Masoud Massoud", "Nikos Nicos", "Giorgi Georgi", "Felix Félix",
)]  # fmt: skip


def variants(name: str) -> list[str]:
    """The same name as other papers spell it: other given name, "el-" for "al-", "oe" for "ö"."""
    first, _, rest = name.partition(" ")
    found = {f"{other} {rest}" for group in SAME if first in group for other in group} if rest else set()
    found |= {re.sub(r"\b[Aa]l-", "el-", n) for n in {name, *found}}
    found |= {n.replace("ö", "oe").replace("ü", "ue").replace("ä", "ae").replace("ø", "oe") for n in {name, *found}}
    return sorted(found - {name})


OFFICE_SECTOR = {"army_chief": "MIL", "attorney_general": "JUD", "speaker": "LEG", "intelligence_chief": "SPY"}


def sectors() -> dict[str, str]:
    """The sector of every organisation that has a row."""
    found = {}
    for name in ("organisations", "state_bodies", "parties", "armed_groups", "media"):
        with (DATA / f"{name}.tsv").open(encoding="utf-8") as file:
            rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
            found |= {row["id"]: (row["sector"] or "").strip() for row in rows}
    return found


def main() -> None:
    """Write both tables."""
    country, tenures = chains()
    with (HERE / "names.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        names = {row["name"]: row for row in rows}
    note = (
        "# Made by tools/knowledge/build_people.py from offices/ and names.tsv beside it.  Edit those, not this file."
    )
    people = [note, "id\tname\tkind\taliases\tknown_as\tsurname\tcountry\tsector\twikidata"]
    sector: dict[str, str] = {}
    bodies = sectors()
    for t in sorted(tenures, key=lambda t: (t.of.isupper(), t.start)):  # A country's office outweighs others.
        sector[t.person] = OFFICE_SECTOR.get(t.office, "GOV") if t.of.isupper() else bodies.get(t.of, "")
    for name in sorted({*country, *names}, key=slug):
        row = names.get(name) or {}
        state = row.get("country") or country.get(name, "")
        others = [a for a in (row.get("aliases") or "").split("|") if a]
        others += [v for v in variants(name) if slug(v) not in {slug(o) for o in (name, *others)}]
        called = row.get("surname") or surnames(name, state) or "-"
        group = row.get("sector") or sector.get(slug(name), "")
        cells = (
            slug(name), name, "person", "|".join(others), row.get("known_as") or "", called, state, group,
            row.get("wikidata") or "",
        )  # fmt: skip
        people.append("\t".join(cells))
    (DATA / "people.tsv").write_text("\n".join(people) + "\n", "utf-8")
    lines = [note, "person\toffice\trole\tof\tstart\tend"]
    lines += ["\t".join((t.person, t.office, t.role, t.of, t.start, t.end)) for t in sorted(set(tenures))]
    (DATA / "tenures.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    if unknown := sorted(
        set(names) - set(country) - {n for n, r in names.items() if r.get("country") or r.get("sector")}
    ):
        print("named but without office or country:", *unknown, sep="\n  ", file=sys.stderr)


if __name__ == "__main__":
    main()
