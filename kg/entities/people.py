"""The people an article introduces, what it says of them, and who bears an office: as it says, or on the day."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

from kg.core.records import Entity
from kg.entities.facts import Role, Tenure
from kg.entities.knowledge import Knowledge
from kg.entities.names import slug
from kg.language import en

_TITLES = en.maps("names")["titles_of_heads"]
_LOCAL = frozenset({"mayor", "governor"})
_ANY_LEADER = frozenset({"leader", "chief", "head", "UN chief"})
_OF_STATE = frozenset({"GOV", "MIL", "SPY", "COP"})
Office = tuple[str | None, str, str | None]
"""Whose office it is (an entity id), the words for it, and the office as the knowledge base calls it."""


def sector_of(sector: str, owner: Entity) -> str | None:
    """The sector that an office gives its bearer: who leads, commands or speaks for an armed group is as the group is.

    Args:
        sector: That of the office by itself, which for "leader" is "GOV" and for "commander" "MIL".
        owner: Whose office it is.
    """
    return owner.sector if owner.kind == "armed_group" and sector in _OF_STATE else sector


class People:
    """Those whom an article introduces by full name.

    Attributes:
        ids: All of them, by entity id.
        country: For whom each acts, as often as the text says so.
        home: The country of the story, for those who bear an office of no named country.
        sector: Their PLOVER sector.
        offices: Their offices and roles.
        bodies: The owners of these offices, by entity id.
        told: How many offices the article has told of.
    """

    def __init__(self) -> None:
        self.ids: dict[str, Entity] = {}
        self.country: dict[str, Counter[str]] = defaultdict(Counter)
        self.home: dict[str, str] = {}
        self.sector: dict[str, str] = {}
        self.offices: dict[str, list[Office]] = defaultdict(list)
        self.bodies: dict[str, Entity] = {}
        self.told = 0
        self._by_owner: dict[str | None, list[tuple[str, str, str | None]]] = defaultdict(list)
        self._by_part: dict[str, list[Entity]] = defaultdict(list)
        self._surnames: dict[tuple[str, str], int] = {}

    def introduce(self, entity: Entity, keys: tuple[str, ...], at: int) -> None:
        """Remember a full name, given as the normal forms of its words, and the word it begins at."""
        self.ids.setdefault(entity.id, entity)
        self._surnames[entity.id, keys[-1]] = min(at, self._surnames.get((entity.id, keys[-1]), at))
        for part in {*keys, "".join(keys[1:])}:
            if entity not in self._by_part[part]:
                self._by_part[part].append(entity)

    def bear(self, id_: str, of: str | None, phrase: str, office: str | None) -> None:
        """Remember that somebody bears an office of a country or body, None where the text does not say of which."""
        self.offices[id_].append((of, phrase, office))
        if (id_, phrase, office) not in self._by_owner[of][-50:]:
            self._by_owner[of].append((id_, phrase, office))
            self.told += 1

    def office_of(self, of: str | None) -> list[tuple[str, str, str | None]]:
        """Who bears which office of a country or body: entity id, words, office."""
        return self._by_owner.get(of, [])

    def named(self, part: str) -> Entity | None:
        """The one person of that surname or first name; None if there is none or more than one."""
        found = self._by_part.get(part, [])
        return found[0] if len(found) == 1 else None

    def surnamed(self, entity: Entity, part: str, at: int) -> bool:
        """Whether a name is the surname of somebody who was introduced before a word."""
        return self._surnames.get((entity.id, part), at) < at

    def namesakes(self, part: str) -> int:
        """How many people bear a name."""
        return len(self._by_part.get(part, ()))

    def country_of(self, id_: str) -> str | None:
        """The country the article gives somebody, or else that of the story for those who bear an office there."""
        votes = self.country.get(id_)
        return votes.most_common(1)[0][0] if votes else self.home.get(id_)


def _fits(tenure: Tenure, role: Role) -> bool:
    """Whether a role names the office of a tenure: the chair of a body is not its secretary-general."""
    if role.office != "leader" or role.phrase in _ANY_LEADER:
        return True
    return role.phrase.replace("-", " ") == tenure.role.casefold().replace("-", " ")


def _called(title: str, role: Role) -> bool:
    """Whether an office goes by a role's words: a secretary of state is never "the foreign minister"."""
    return _is_title(title, role) and not (role.phrase.endswith("minister") and "secretary" in title)


def _is_title(title: str, role: Role) -> bool:
    """Whether a head of a state or government may go by a role's words: no president is "the prime minister"."""
    said, held = (_TITLES.get(words.split()[-1].casefold()) for words in (role.phrase, title))
    return not (role.office or "").startswith("head_of") or said is None or held in (said, None)


def _shortened(title: str, role: Role) -> bool:
    """Whether a role is short for a title: "the Secretary" for a secretary of state."""
    return role.phrase.endswith("secretary") and title.startswith(f"{role.phrase} of ")


class Offices:
    """Answers for one document.

    Args:
        knowledge: Who is known.
        people: Those the article introduces.
        date: Day of publication.
    """

    def __init__(self, knowledge: Knowledge, people: People, date: dt.date | None) -> None:
        self._kb, self._people, self._date = knowledge, people, date
        self._asked: dict[tuple[str, int], list[Entity]] = {}

    def _whose(self, role: Role, owner: Entity) -> tuple[str, str | None]:
        """Whose an office is, and of which country: its own where a state or its capital has it, else the body's."""
        country = owner.country or self._people.country_of(owner.id)
        of_state = owner.kind in ("country", "person", "government")
        national = role.office is not None and role.office not in _LOCAL
        capital = owner.kind == "place" and national and country and self._kb.capital(country) == owner.name
        return (country if country and (of_state or capital) else owner.id), country

    def _shown(self, of: str, owner: Entity, country: str | None) -> str:
        """The word for whose an office is: "French"."""
        return self._kb.adjective(country) if country and of == country else self._kb.owning(owner)

    def holder(self, role: Role, owner: Entity) -> Entity:
        """Who bears a role: the person the article says it of, the holder on the day, or the role itself."""
        of, country = self._whose(role, owner)
        for id_, phrase, office in self._people.office_of(of):
            if office == role.office if role.office else phrase == role.phrase:
                return self._people.ids[id_]
        for id_, phrase, office in self._people.office_of(None):
            same = office == role.office if role.office else phrase == role.phrase
            if same and country and country in self._people.country[id_]:
                return self._people.ids[id_]
        return self._office_holder(of, role) or self.anybody(role, owner)

    def anybody(self, role: Role, owner: Entity) -> Entity:
        """The role itself: "a French minister" may be any of them."""
        of, country = self._whose(role, owner)
        shown = self._shown(of, owner, country)
        sector = sector_of(role.sector, owner)
        return Entity(f"{of.lower()}/{slug(role.phrase)}", f"{shown} {role.phrase}", role.kind, country, sector)

    def former(self, role: Role, owner: Entity) -> Entity:
        """Who bore a role in earlier times: the only one that the article names, or the role itself."""
        of, country = self._whose(role, owner)
        told = {id_ for id_, phrase, _ in self._people.office_of(of) if phrase == f"former {role.phrase}"}
        for id_ in self._people.ids if role.office else ():
            held = [t for t in self._kb.tenures(id_) if t.of == of and t.office == role.office]
            if any(t.end is not None and (self._date is None or t.end < self._date) for t in held):
                told.add(id_)
        if len(told) == 1:
            return self._people.ids[next(iter(told))]
        return Entity(
            f"{of.lower()}/former-{slug(role.phrase)}",
            f"former {self._shown(of, owner, country)} {role.phrase}",
            role.kind,
            country,
            sector_of(role.sector, owner) if role.sector != "GOV" else None,
        )

    def has(self, country: str, role: Role) -> bool:
        """Whether a country has an office of that title, as far as one knows: America has no prime minister."""
        if not role.office or not role.office.startswith("head_of"):
            return role.office is not None
        titles = {t.role for t in self._kb.holders(country, role.office)}
        return not titles or any(_is_title(title, role) for title in titles)

    def _office_holder(self, of: str, role: Role) -> Entity | None:
        """Who held the office on the day; "the leader" is whom the article names, or the only one there is."""
        if not role.office:
            return None
        offices = [role.office]
        if role.office == "leader":
            offices += ["head_of_state", "head_of_government"]
        elif any(t.role == role.phrase for t in self._kb.holders(of, "head_of_government")):
            offices = ["head_of_government"]  # Iran's president is under a supreme leader
        held = (t for office in offices for t in self._kb.holders(of, office) if _fits(t, role))
        then = [t.person for t in held if self._date is None or t.covers(self._date)]
        named = {person for person in then if person in self._people.ids}
        holders = named or (set(then) if self._date is not None else set())
        return self._kb.entity(holders.pop()) if len(holders) == 1 else None

    def bearers(self, role: Role) -> list[Entity]:
        """Those in the article who bear a role, as it says, or as is known of the day."""
        asked = (role.phrase, self._people.told)
        if asked not in self._asked:
            self._asked[asked] = self._find_bearers(role)
        return self._asked[asked]

    def _find_bearers(self, role: Role) -> list[Entity]:
        found: dict[str, Entity] = {}
        for id_, entity in self._people.ids.items():
            said = self._people.offices.get(id_, ())
            told = any(
                phrase == role.phrase
                or _shortened(phrase, role)
                or (role.office and office == role.office and _called(phrase, role))
                for _, phrase, office in said
            )
            known = role.office is not None and any(
                t.office == role.office
                and _fits(t, role)
                and _called(t.role, role)
                and (self._date is None or t.covers(self._date))
                for t in self._kb.tenures(id_)
            )
            if told or known:
                found[id_] = entity
        return list(found.values())
