"""Whom a phrase means: the bearer of an office on the day, a state's body, the people of a country."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from kg.core.records import Entity
from kg.entities.cues import Lexicon, cues
from kg.entities.facts import Institution, Role
from kg.entities.home import Home
from kg.entities.knowledge import Knowledge
from kg.entities.names import slug
from kg.entities.people import Offices, People, sector_of
from kg.entities.phrase import AGENT, NAME, PERSON, ROLE, Phrase
from kg.entities.words import COMMA, Words
from kg.language import en

_NAMES = en.lists("names")
_LISTS = cues()
_DETERMINERS = _LISTS["determiners"]
_SURE = 0.6  # share of the country from which "the president" alone is its president
# Those who act for a state: in an article about one country, a bare role of this kind is that country's.
_OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "PTY"})
# Nouns in plural or of business and press say nothing of the country the article is about.
_NOT_DOMESTIC = frozenset({"MED", "BUS"})
# Bodies of which a state has one: without a word of whose, they are those of the place or of the article's country.
_ACTS_FOR_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP"})
# Offices of which a country has one, and whose holders are known.
_OF_ONE = frozenset({"head_of_state", "head_of_government", "foreign_minister"})
_HOME = 0.5  # what must speak for a country as the scene for an unknown minister to be of it: not its name in passing
_ARMED = frozenset({"REB", "UAF", "CRM"})


def _told(part: Phrase, role: Role) -> str:
    """The words for an office that somebody bears or bore."""
    return f"former {role.phrase}" if part.past else role.phrase


class Meaning:
    """Decides for one document.

    Args:
        knowledge: Who is known.
        lexicon: Its phrases by word.
        words: The document.
        people: Those the article introduces.
        date: Day of publication, which decides office-holders.
        home: The country that a bare "the army" at a word belongs to; None if the text does not tell.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        lexicon: Lexicon,
        words: Words,
        people: People,
        date: dt.date | None,
        home: Home,
    ) -> None:
        self.knowledge = self._kb = knowledge
        self._lexicon, self._words = lexicon, words
        self._people, self._date, self._home = people, date, home
        self._offices = Offices(knowledge, people, date)

    def appositions(self, top: list[Phrase]) -> None:
        """ "Denis Moncada, Nicaragua's foreign minister", "Iraq's foreign minister, Fuad Hussein"."""
        words = self._words
        for left, right in pairwise(top):
            between = right.first - left.last - 1
            if not 0 <= between <= 1 or words.gap[left.last + 1] != COMMA:
                continue
            if between == 1 and words.key[left.last + 1] not in _DETERMINERS:
                continue
            role, person = (right, left) if right.what == ROLE and right.person is None else (left, right)
            if role.what != ROLE or role.person is not None or role.plural:
                continue
            bearer = person if person.what == NAME else person.person
            if bearer is not None and bearer.name is not None and bearer.name.label == PERSON and bearer.entities:
                role.person = bearer
                role.apart = True
                self.know(bearer, role)

    @staticmethod
    def again(part: Phrase, spoken_of: dict[str, list[list[Entity]]]) -> None:
        """ "The protesters" behind "Tunisian protesters" are those, if no others were spoken of."""
        if part.what != AGENT or part.agent is None or not part.plural:
            return
        before = spoken_of.setdefault(part.agent.lemma, [])
        if part.owners and part.entities and part.entities not in before:
            before.append(part.entities)
        elif part.bare and part.definite and len(before) == 1:
            part.entities = list(before[0])

    def know(self, person: Phrase, role: Phrase) -> None:
        """Remember what the text says of a person."""
        if not person.entities:
            return
        id_ = person.entities[0].id
        self._people.ids.setdefault(id_, person.entities[0])
        owner = role.owners[0] if role.owners else None
        sector = role.role.sector if role.role else role.agent.sector if role.agent else None
        if owner is not None and owner.country:
            self._people.country[id_][owner.country] += 1
        elif owner is None and sector in _OF_STATE and not role.possessed:
            home = self._home.official or (self._home(role.head_first) if self._home.weight >= _HOME else None)
            if home and not self._another_holds(home, role, id_):
                self._people.home.setdefault(id_, home)
        if sector and owner is not None:
            sector = sector_of(sector, owner)
        if sector:
            self._people.sector.setdefault(id_, sector)
        if owner is not None:
            self._people.bodies.setdefault(owner.id, owner)
        if role.role is not None:
            # The president of a college is no head of state.
            body = owner is not None and owner.kind in ("organisation", "company", "armed_group", "place")
            office = None if (body and role.role.office != "leader") or role.past else role.role.office
            self._people.bear(id_, owner.id if owner else None, _told(role, role.role), office)

    def _another_holds(self, country: str, role: Phrase, id_: str) -> bool:
        """Whether an office of a country is somebody else's that day, so that its bearer here is of another country."""
        office = role.role.office if role.role is not None else None
        if office not in _OF_ONE:
            return False
        held = self._kb.holders(country, office)
        on = self._date
        known = {t.person for t in held if on is None or t.covers(on)}
        return bool(known) and id_ not in known and id_ not in {t.person for t in held if on is None}

    def mean(self, part: Phrase) -> None:
        """Set whom a phrase means."""
        if part.entities or part.what == NAME:
            return
        if part.person is not None:
            self.know(part.person, part)
            part.entities, part.form = list(part.person.entities), "role" if part.apart else "name"
        elif part.what == ROLE:
            self._mean_role(part)
        elif part.owners:
            made = [e for owner in part.owners if (e := self._owned(part, owner)) is not None]
            part.entities = made
            named = part.name is not None or (made and all(e in part.owners and not e.country for e in made))
            part.form = "name" if named else "agent"  # "EU officials" are the EU, which is named
        else:
            part.bare = True

    def _owned(self, part: Phrase, owner: Entity) -> Entity | None:
        """The institution or the people of an owner."""
        country = owner.country or self._country_of(owner)
        body = part.body
        if part.agent is not None and part.agent.sector in ("GOV", "MIL", "LEG", "JUD"):
            body = self._kb.institution(part.agent.lemma)
        bearing_arms = part.agent.sector if part.agent else part.body.sector if part.body else ""
        if owner.kind == "armed_group" and bearing_arms in _ARMED | {"MIL"}:
            return owner  # "Hamas militants", "Houthi forces"
        if owner.kind == "organisation" and owner.country is None and part.agent and part.agent.sector in _ARMED:
            # "FLK rebels": a group of which nothing else is known
            return Entity(owner.id, owner.name, "armed_group", self._home(part.head_first), part.agent.sector)
        if (
            owner.kind in ("organisation", "government", "armed_group")
            and self._words.key[part.head_last] in _NAMES["staff"]
        ):
            return owner
        if body is not None:
            if country:
                known = part.name.entity if part.name is not None and part.name.options else None
                return known if known is not None and known.country == country else self._state_body(country, body)
            return Entity(
                f"{owner.id}/{body.slug}", f"{self._kb.owning(owner)} {body.phrase}", body.kind, None, body.sector
            )
        return self._agent(part, country, owner)

    def _state_body(self, country: str, body: Institution) -> Entity:
        shown = f"{self._kb.adjective(country)} {body.phrase}"
        made = Entity(f"{country.lower()}/{body.slug}", shown, body.kind, country, body.sector)
        return self._kb.body(country, body.phrase) or made

    def _agent(self, part: Phrase, country: str | None, owner: Entity | None = None) -> Entity:
        agent = part.agent
        assert agent is not None
        noun = slug(self._lexicon.plural.get(agent.lemma, agent.lemma) if part.plural else agent.lemma)
        people = owner is not None and owner.kind == "people"  # "Tigrayan fighters" are not Ethiopia's
        if country and not people:
            return Entity(
                f"{country.lower()}/{noun}",
                f"{self._kb.adjective(country)} {agent.lemma}",
                agent.kind,
                country,
                agent.sector,
            )
        if owner is not None:
            return Entity(
                f"{owner.id}/{noun}", f"{self._kb.owning(owner)} {agent.lemma}", agent.kind, country, agent.sector
            )
        return Entity(noun, agent.lemma, agent.kind, None, agent.sector)

    def _country_of(self, entity: Entity) -> str | None:
        return self._people.country_of(entity.id)

    def _mean_role(self, part: Phrase) -> None:
        role = part.role
        assert role is not None
        if not part.owners:
            part.bare = True
            return
        if part.plural and len(part.owners) == 1 and part.last == part.head_last:  # not "the presidents of A and B"
            part.entities, part.form = [self._holders(part, part.owners[0])], "agent"
            return
        for owner in part.owners:
            if part.any and not part.past:
                part.entities.append(self._offices.anybody(role, owner))
            else:
                part.entities.append(
                    self._offices.former(role, owner) if part.past else self._offices.holder(role, owner)
                )
        part.form = "role"

    def _holders(self, part: Phrase, owner: Entity) -> Entity:
        """Several who bear or share an office: "Iranian leaders", "ASEAN foreign ministers"."""
        role, country = part.role, owner.country
        assert role is not None
        whose = self._kb.adjective(country) if country and owner.kind == "country" else self._kb.owning(owner)
        plural = f"{owner.id.lower()}/{slug(self._words.text[part.head_last])}"
        return Entity(plural, f"{whose} {role.phrase}", "person", country, sector_of(role.sector, owner))

    def mean_bare(self, part: Phrase) -> None:
        """ "the army", "the president": whose is not said."""
        if part.possessed:
            return
        if part.name is not None and part.name.entity is not None and part.name.options:
            part.entities, part.form = [self._shared(part.name.entity, part)], "name"
            return
        mission = self._words.key[part.head_last] in _LISTS["missions"]
        if mission:
            country = self._home.official  # an embassy is not of where it stands
        else:
            country = self._home(part.head_first) if self._is_domestic(part) else None
        if part.what == ROLE:
            self._bare_role(part, country)
            return
        if part.body is not None:
            if country:
                part.entities = [self._state_body(country, part.body)]
            elif part.name is not None and part.name.entity is not None:
                part.entities = [part.name.entity]
            elif mission:
                part.entities = [Entity(part.body.slug, part.body.phrase, part.body.kind, None, part.body.sector)]
        elif part.agent is not None:
            part.entities = [self._agent(part, country)]
        part.form = "agent" if part.name is None else "name"

    def _is_domestic(self, part: Phrase) -> bool:
        """Whether those whose owner is not said are of the country of the article: "the army", not "journalists"."""
        body, agent = part.body, part.agent
        if part.foreign or self._words.key[part.head_last] in _LISTS["sent_abroad"]:
            return False
        if body is not None and part.plural and body.phrase in _NAMES["one_of_a_state"]:
            return False  # "parliaments" are of several
        if agent is None:
            return body is None or body.sector not in _NOT_DOMESTIC
        if agent.sector not in _ACTS_FOR_STATE or agent.lemma in _NAMES["weapons"]:
            return False  # a gunman in Mali is not Mali's, a drone over Syria not Syria's
        bodies = part.plural and agent.kind in ("government", "organisation")  # "governments", "courts"
        return not bodies or agent.sector not in ("GOV", "JUD", "PTY")

    def _shared(self, known: Entity, part: Phrase) -> Entity:
        """Whose a body is whose name several states share: the article's country, if it has one."""
        assert part.name is not None and part.body is not None
        name = self._words.span(part.name.first, part.name.last)
        if self._kb.ambiguity(name) is not None:
            return known  # the rule has looked at the article
        country = self._home.official or self._home.country
        mine = country in self._kb.sharing(name) and country != known.country
        return self._state_body(country, part.body) if mine and country else known

    def _bare_role(self, part: Phrase, country: str | None) -> None:
        role = part.role
        assert role is not None
        if part.plural or part.any or role.phrase in _LISTS["never_bare"]:
            return
        if part.past:
            told = {i for i, held in self._people.offices.items() if any(p == _told(part, role) for _, p, _ in held)}
            part.entities, part.form = [self._people.ids[i] for i in told] if len(told) == 1 else [], "role"
            return
        official, leads = self._home.official, (role.office or "").startswith("head_of")
        if official and leads and self._offices.has(official, role):
            part.entities, part.form = [self._offices.holder(role, self._kb.entity(official))], "role"
            return
        bearers = self._bearers(role, country)
        if len(bearers) == 1:
            part.entities, part.form = bearers, "role"
            return
        speaks = "spokes" in (role.office or "")  # of whom there are many
        if country and self._offices.has(country, role) and not speaks and self._home.share > _SURE:
            part.entities, part.form = [self._offices.holder(role, self._kb.entity(country))], "role"

    def _bearers(self, role: Role, country: str | None) -> list[Entity]:
        """Who bears an office as the article says: of several presidents, the one of whom it need not say of what."""
        bearers = self._offices.bearers(role)
        if len(bearers) < 2:
            return bearers
        own = [e for e in bearers if not any(of for of, _, _ in self._people.offices.get(e.id, ()))]
        if len(own) == 1:
            return own
        home = self._home.official or country  # a government's own secretary is "the Secretary"
        return [e for e in bearers if home and (e.country or self._country_of(e)) == home]
