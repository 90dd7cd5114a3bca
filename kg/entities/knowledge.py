"""The knowledge base: countries, leaders, organisations, armed groups, places, and what texts call them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.core.compiled import compiled
from kg.core.errors import KnowledgeError
from kg.core.event import Place
from kg.core.records import Entity
from kg.entities._loading import Index
from kg.entities.facts import Agent, Alias, Ambiguity, Institution, Membership, Role, Tenure
from kg.entities.gazetteer import Spot
from kg.entities.names import key, normalise
from kg.entities.shelves import pack
from kg.entities.spellings import Spellings
from kg.entities.tables import read, rows_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Agent", "Alias", "Ambiguity", "Institution", "Knowledge", "Membership", "Role", "Tenure", "normalise",
]  # fmt: skip

DATA = Path(__file__).with_name("data")
_GOVERNS = "led by head of state"


class Knowledge:
    """Who is who in politics, as far as the tables say.

    Names are compared as :func:`kg.entities.names.normalise` makes them: without regard to case, diacritics, hyphens,
    the possessive and a leading "the".  Acronyms and names that are also common words count only as capitalised.

    Example:
        >>> kb = Knowledge.load()
        >>> kb.lookup("Côte d’Ivoire")[0].id
        'CIV'
        >>> kb.office_holder("RUS", "head_of_state", dt.date(2009, 6, 1)).name
        'Dmitry Medvedev'
    """

    def __init__(self, index: Index) -> None:
        index.sort()
        self._index = index
        self._aliases: Mapping[tuple[str, ...], tuple[Alias, ...]] = {
            words: tuple(alias for _, alias in found) for words, found in index.aliases.items()
        }
        self.max_words: int = max(map(len, self._aliases), default=0)
        """Number of words of the longest alias."""

    @classmethod
    def load(cls, *files: Path | str | pd.DataFrame) -> Knowledge:
        """The shipped tables, and the user's own.

        Args:
            files: TSV, CSV or YAML tables, or DataFrames; see the documentation on knowledge.  What they say of a name
                replaces what the shipped tables say of it, and a later file wins over an earlier one.

        Raises:
            KnowledgeError: A file is missing, or a row is not well formed; the message names file and line.
        """
        if not files:
            return _shipped()
        index = _shipped_index()
        for file in files:
            index.add(rows_of(file), own=True)
        return cls(index)

    def lookup(self, name: str) -> tuple[Entity, ...]:
        """All entities that go by a name, best first; () if there is none.  Surnames and adjectives count.

        Example:
            >>> [e.id for e in Knowledge.load().lookup("U.S.")]
            ['USA']
        """
        return tuple(dict.fromkeys(alias.entity for alias in self.alias(name)))

    def alias(self, name: str) -> tuple[Alias, ...]:
        """All readings of a name, best first: the entity, and how the name refers to it.

        Example:
            >>> [(a.entity.id, a.form) for a in Knowledge.load().alias("Russian")]
            [('RUS', 'adjective')]
        """
        words = key(name)
        found = self._aliases.get(words)
        if found is None and len(words) > 1 and words[0] == "the":
            found = self._aliases.get(words[1:])
            name = name.split(maxsplit=1)[-1]
        return tuple(alias for alias in found or () if not alias.cased or alias.fits(name))

    def de_facto(self, name: str) -> Entity | None:
        """The state of limited recognition of a name; None if it is none.

        Example:
            >>> Knowledge.load().de_facto("Hargeisa").id
            'somaliland'
        """
        found = self.alias(name)
        known = bool(found) and found[0].form == "capital" and found[0].entity.kind == "government"
        return found[0].entity if known else None

    def ship(self, prefix: str) -> Entity | None:
        """The navy of the warships whose names begin so: "HMS"; None if none do."""
        country = self._index.ships.get(prefix)
        return None if country is None else self.body(country, "navy")

    def province(self, name: str) -> str | None:
        """The country of a state or province as it is written behind a town: "Idaho", "Tex."; None if it is none."""
        found = self._index.provinces.get(key(name), ())
        return next((a.entity.id for a in found if a.fits(name)), None)

    def province_name(self, name: str) -> tuple[str, str] | None:
        """The full name of such a state or province, and its country: of "Tex." Texas.

        Example:
            >>> Knowledge.load().province_name("Ont.")
            ('Ontario', 'CAN')
        """
        country = self.province(name)
        return None if country is None else (self._index.province_names[key(name)], country)

    def seat(self, name: str, on: dt.date) -> Alias | None:
        """Whose seat of government a city or a building was on a day; None where that is as today.

        Example:
            >>> Knowledge.load().seat("Moscow", dt.date(1985, 6, 1)).entity.id
            'SUN'
        """
        return next((s.alias for s in self._index.seats.get(key(name), ()) if s.covers(on)), None)

    def aliases(self) -> Mapping[tuple[str, ...], tuple[Alias, ...]]:
        """Every alias by the normal forms of its words (:func:`kg.entities.names.key`), for longest match."""
        return self._aliases

    @cached_property
    def names_of_people(self) -> tuple[frozenset[str], frozenset[str]]:
        """The first words of the names of the people who are known, and the last, as normal forms."""
        names = [key(e.name) for e in self._index.entities.values() if e.kind == "person"]
        return frozenset(n[0] for n in names if len(n) > 1), frozenset(n[-1] for n in names if len(n) > 1)

    @cached_property
    def spellings(self) -> Spellings:
        """Other spellings of the names of the people who are known."""
        named = ((words, alias) for words, found in self._aliases.items() for alias in found if len(words) > 1)
        return Spellings((words, a.entity) for words, a in named if a.entity.kind == "person" and a.form == "name")

    def entity(self, id: str) -> Entity:
        """The entity of an id.

        Raises:
            KnowledgeError: There is none.
        """
        try:
            return self._index.entities[id]
        except KeyError:
            raise KnowledgeError(f"no entity with the id {id!r}") from None

    def entities(self) -> tuple[Entity, ...]:
        """All entities, by id."""
        return tuple(entity for _, entity in sorted(self._index.entities.items()))

    def ambiguity(self, name: str) -> Ambiguity | None:
        """The rule that decides what an ambiguous name means; None if there is no rule for it."""
        return self._index.ambiguous.get(normalise(name))

    def decide(
        self, name: str, context: Collection[str] = (), before: str = "", after: str = ""
    ) -> tuple[Entity, ...] | None:
        """What an ambiguous name means in its context.

        Args:
            name: The name as the text writes it.
            context: Normal forms of the words and phrases of the article.
            before: Normal form of the word before the name.
            after: Normal form of the word after it.

        Returns:
            The entity (a tuple of one); () if it means nobody known, or stays open; None if no rule covers the name.

        Example:
            >>> kb = Knowledge.load()
            >>> kb.decide("Georgia", {"tbilisi", "russia"})[0].id
            'GEO'
        """
        rule = self.ambiguity(name)
        if rule is None:
            return None
        reading = rule.decide(context, before, after)
        return () if reading is None or reading.entity is None else (self.entity(reading.entity),)

    def office_holder(self, country: str, office: str, on: dt.date | None = None) -> Entity | None:
        """Who held an office on a day.

        Args:
            country: ISO 3166 alpha-3 code, or an organisation's id.
            office: "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "leader" …
                The leader of a country is whichever of its head of state and its head of government governs.
            on: The day; None for the latest holder known.
        """
        if office == "leader" and (country, office) not in self._index.offices:
            office = "head_of_state" if _GOVERNS in self.traits(country) else "head_of_government"
        held = self._index.offices.get((country, office), ())
        for tenure in reversed(held):
            if on is None or tenure.covers(on):
                return self._index.entities[tenure.person]
        return None

    def tenures(self, entity_id: str) -> tuple[Tenure, ...]:
        """The offices a person has held, earliest first."""
        return tuple(self._index.tenures.get(entity_id, ()))

    def acting(self, person: Entity, on: dt.date | None = None) -> Entity:
        """A person as an actor on a day: with the country and the sector of the office held then.

        Whoever heads an organisation of states acts for no country; without an office that day, nothing changes.

        Args:
            person: As found.
            on: The day; None for the latest office.

        Example:
            >>> kb = Knowledge.load()
            >>> rutte = kb.entity("mark-rutte")
            >>> kb.acting(rutte, dt.date(2020, 1, 1)).country, kb.acting(rutte, dt.date(2024, 12, 1)).country
            ('NLD', None)
        """
        held = self._index.tenures.get(person.id, ())
        now = [t for t in held if t.covers(on)] if on else [t for t in held if t.end is None][-1:]
        if not now:
            return person
        offices = [(self._index.entities[t.of], t.start or dt.date.min) for t in now]
        of, _ = max(offices, key=lambda item: (item[0].kind == "country", item[1]))
        sector = person.sector if of.kind == "country" and person.sector != "IGO" else of.sector
        return replace(person, country=None if of.sector == "IGO" else of.country or person.country, sector=sector)

    def holders(self, of: str, office: str) -> tuple[Tenure, ...]:
        """Everybody known to have held an office of a country or organisation, earliest first."""
        return tuple(self._index.offices.get((of, office), ()))

    def members(self, organisation_id: str) -> tuple[str, ...]:
        """The ids of an organisation's members; () if not known."""
        return self._index.members.get(organisation_id, ())

    def dated_members(self, organisation_id: str) -> tuple[Membership, ...]:
        """Who has been a member of an organisation, and when, by accession; () where that is not known.

        Example:
            >>> [m.since.year for m in Knowledge.load().dated_members("nato") if m.member == "FIN"]
            [2023]
        """
        return tuple(self._index.memberships.get(organisation_id, ()))

    def dated_memberships(self, country: str) -> tuple[Membership, ...]:
        """When a country has been a member of the organisations whose accessions are known, by organisation."""
        found = (m for members in self._index.memberships.values() for m in members if m.member == country)
        return tuple(sorted(found, key=lambda m: (m.organisation, m.since)))

    def memberships(self, country: str) -> tuple[str, ...]:
        """The ids of the organisations that a country is a member of, sorted."""
        return self._organisations.get(country, ())

    @cached_property
    def _organisations(self) -> Mapping[str, tuple[str, ...]]:
        """The organisations of each member, sorted."""
        found: dict[str, set[str]] = {}
        for organisation, members in self._index.members.items():
            for member in members:
                found.setdefault(member, set()).add(organisation)
        return {member: tuple(sorted(organisations)) for member, organisations in found.items()}

    def agent(self, lemma: str) -> Agent | None:
        """The political actor that a common noun (singular or plural) denotes: "troops", "rebels", "protesters"."""
        return self._index.agents.get(normalise(lemma))

    def role(self, phrase: str) -> Role | None:
        """The office or title of a phrase: "foreign minister", "Prime Minister", "spokeswoman"."""
        return self._index.roles.get(normalise(phrase))

    def institution(self, phrase: str) -> Institution | None:
        """The body of a state that a phrase denotes: "foreign ministry", "parliament", "army"."""
        return self._index.institutions.get(normalise(phrase))

    def sharing(self, name: str) -> frozenset[str]:
        """The countries that have a body of a name which several share; empty where that is not known.

        Example:
            >>> sorted(Knowledge.load().sharing("State Council"))[:3]
            ['CHN', 'CUB', 'EGY']
        """
        return self._index.chambers.get(normalise(name), frozenset())

    def body(self, country: str, phrase: str) -> Entity | None:
        """A state's body as an entity.

        Example:
            >>> Knowledge.load().body("RUS", "Ministry of Foreign Affairs").id
            'rus/foreign-ministry'
            >>> Knowledge.load().body("ISR", "armed forces").id  # the one that has a name of its own
            'isr/idf'
        """
        made = self.institution(phrase)
        if made is None:
            return None
        named = self._index.named_bodies
        id_ = named.get((country, normalise(phrase))) or named.get((country, made.slug))
        return self._index.body(id_ or f"{country.lower()}/{made.slug}")

    def government(self, country: str) -> Entity:
        """The government of a country as an entity.

        Example:
            >>> Knowledge.load().government("FRA").name
            'French government'
        """
        found = self._index.body(f"{country.lower()}/government")
        if found is None:
            raise KnowledgeError(f"no country with the code {country!r}")
        return found

    def adjective(self, country: str) -> str:
        """A country's adjective: "Russian"; its name where it has none."""
        return self._index.adjective.get(country) or self.entity(country).name

    def owning(self, owner: Entity) -> str:
        """How it is said of whom somebody is: "Sikh" for the leader of the Sikhs.

        Example:
            >>> kb = Knowledge.load()
            >>> kb.owning(kb.entity("kurds")), kb.owning(kb.entity("nato"))
            ('Kurdish', 'NATO')
        """
        return self._index.adjective.get(owner.id, owner.name) if owner.kind == "people" else owner.name

    def capital(self, country: str) -> str | None:
        """The name of a country's capital."""
        return self._index.capital.get(country)

    def traits(self, country: str) -> frozenset[str]:
        """What a text may call a country without naming it: "asian", "west african", "kingdom", "communist" …"""
        row = self._index.geography.get(country)
        return frozenset(row.list("traits")) if row else frozenset()

    def having(self, trait: str) -> frozenset[str]:
        """The countries that a trait is said of: ``having("asian")``."""
        return frozenset(code for code, row in self._index.geography.items() if trait in row.list("traits"))

    def sovereign(self, country: str) -> str:
        """The state that a territory belongs to; the country's own code if it is a state."""
        row = self._index.geography.get(country)
        return (row.text("sovereign") if row else "") or country

    def place(self, name: str, country: str | None = None) -> Place | None:
        """Coordinates and country of a city, region, sea or facility, or of a country.

        Args:
            name: As in the text.
            country: ISO 3166 alpha-3 code of the country it must lie in; None for the most prominent one.
        """
        readings = self.alias(name)
        if readings and readings[0].form == "name" and country in (None, readings[0].entity.id):
            row = self._index.geography.get(readings[0].entity.id)
            if row:
                state = readings[0].entity
                return Place(state.name, state.id, row.number("lat"), row.number("lon"), "country")
        for _, place, _ in self._index.places.get(normalise(name), ()):
            if country is None or place.country == country:
                return place
        return None

    def places(self, name: str) -> tuple[Spot, ...]:
        """All places of the tables that go by a name, the most prominent first; not those of the table of towns."""
        found = self._index.places.get(normalise(name), ())
        return tuple(Spot(place, weight, id_) for weight, place, id_ in found)


def _tables() -> list[Path]:
    return sorted(file for file in DATA.iterdir() if file.suffix in (".tsv", ".yaml"))


def _shipped_index() -> Index:
    index = Index()
    index.add(row for file in _tables() for row in read(file))
    return index


@lru_cache(maxsize=1)
def _shipped() -> Knowledge:
    here = Path(__file__).parent
    return compiled("knowledge", _tables(), [here, here.parent / "core"], _packed)


def _packed() -> Knowledge:
    made = Knowledge(_shipped_index())
    _ = made.names_of_people  # from each person's record, once
    made._aliases = pack(made._index, made._aliases)
    return made
