"""Joins names, roles and common nouns to the phrases that speak of one actor.

"Russian President Vladimir Putin" is Putin, "Burma's regime" a government of Myanmar, "protesters in Minsk" people of
Belarus, "the president of Ukraine" whoever held the office on the day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import pairwise

from kg.entities.cues import Lexicon, cues
from kg.entities.facts import Agent, Institution, Role, Tenure
from kg.entities.home import Home
from kg.entities.knowledge import Knowledge
from kg.entities.name import LOC, NORP, ORG, PERSON, UNKNOWN, Name
from kg.entities.names import slug
from kg.entities.people import People
from kg.entities.pieces import portfolio_end
from kg.entities.words import COMMA, HYPHEN, POSSESSIVE, SPACE, Words
from kg.model import Entity

_LISTS = cues()
# "US-led forces" are the US's; "Iran-backed militias" are not Iran's.
_OWN, _FOREIGN = _LISTS["own_participles"], _LISTS["foreign_participles"]
_DETERMINERS, _POSSESSIVES = _LISTS["determiners"], _LISTS["possessive_pronouns"]
_MODIFIER_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNS", "VBN", "VBG", "CD", "NNP", "NNPS", "HYPH", "RB", "AFX", "GW", "FW"}
)
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "GW"})
_IN = frozenset({"in", "from", "across", "throughout", "inside", "at", "near"})
_ANY_LEADER = frozenset({"leader", "chief", "head", "UN chief"})
_SURE = 0.6  # share of the country from which "the president" alone is its president
_SENT = frozenset({"ambassador", "envoy", "adviser", "advisor", "representative", "delegate", "commissioner"})
# "Foreign Ministry officials" are the ministry.
_STAFF = frozenset({"official", "officials", "source", "sources", "authorities", "leadership", "administration"})
_ELECT = frozenset({"elect", "designate", "nominee", "hopeful"})
# Those who act for a state: in an article about one country, a bare role of this kind is that country's.
_OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "PTY"})
# Nouns in plural or of business and press say nothing of the country the article is about.
_NOT_DOMESTIC = frozenset({"MED", "BUS"})
_SINGULAR = frozenset(
    {"government", "parliament", "army", "court", "administration", "regime", "embassy", "central bank"}
)

NAME, ROLE, INSTITUTION, AGENT = "name", "role", "institution", "agent"


@dataclass(slots=True, eq=False)
class Phrase:
    """A phrase that speaks of an actor, or a part of one.

    Attributes:
        first: First word.
        last: Last word, included.
        what: NAME, ROLE, INSTITUTION or AGENT.
        name: The name, for NAME.
        role: The role, for ROLE.
        body: The institution, for INSTITUTION.
        agent: The common noun, for AGENT.
        plural: Whether it speaks of several.
        owners: Whose it is: countries and organisations.
        person: Who bears the role, where the phrase says it.
        entities: Whom it means.
        form: As in :class:`kg.model.Mention`.
    """

    first: int
    last: int
    what: str
    name: Name | None = None
    role: Role | None = None
    body: Institution | None = None
    agent: Agent | None = None
    plural: bool = False
    owners: list[Entity] = field(default_factory=list)
    person: Phrase | None = None
    entities: list[Entity] = field(default_factory=list)
    form: str = "name"
    consumed: bool = False
    resolved: bool = False
    head_first: int = 0
    head_last: int = 0
    bare: bool = False
    possessed: bool = False
    definite: bool = False
    domestic: bool = False
    apart: bool = False
    foreign: bool = False


def _hyphenated(words: Words, last: int) -> bool:
    """Whether a noun is only the first part of a compound with a hyphen: "refugee-host communities"."""
    return last + 1 < len(words) and words.gap[last + 1] == HYPHEN


def _fits(tenure: Tenure, role: Role) -> bool:
    """Whether a role names the office of a tenure: the chair of a body is not its secretary-general."""
    if role.office != "leader" or role.phrase in _ANY_LEADER:
        return True
    return role.phrase.replace("-", " ") == tenure.role.casefold().replace("-", " ")


def _preferred(phrase: Phrase, other: Phrase) -> bool:
    """Which of two readings of the same words holds: "the Russian activist" bears a role, "activists" are people."""
    if other.what == INSTITUTION:
        return phrase.agent is not None and phrase.plural and phrase.agent.sector == "MIL"
    return phrase.what == AGENT and phrase.plural


class Composer:
    """Builds the phrases of one document.

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
        self._kb, self._lexicon, self._words = knowledge, lexicon, words
        self._people, self._date, self._home = people, date, home
        self._by_first: dict[int, Phrase] = {}
        self._by_last: dict[int, Phrase] = {}
        self._asked: dict[tuple[str, int], list[Entity]] = {}

    def phrases(self, names: list[Name]) -> list[Phrase]:
        """All phrases that mean somebody, in text order."""
        parts = self._parts(names)
        for part in parts:
            self._by_first.setdefault(part.first, part)
            self._by_last[part.last] = part
        for part in parts:
            self._resolve(part)
        top = [p for p in parts if not p.consumed]
        self._appositions(top)
        for part in top:
            self._mean(part)
        for part in top:
            if part.bare and not part.entities:
                self._mean_bare(part)
        full = {id(p.name): p for p in parts if p.name is not None}
        for part in top:
            if part.name is not None and part.name.same_as is not None and part.what == NAME:
                meant = full.get(id(part.name.same_as))
                if meant is not None and meant.entities:
                    part.entities = meant.entities
        return [p for p in top if p.entities]

    # The parts

    def _parts(self, names: list[Name]) -> list[Phrase]:
        words, parts = self._words, []
        i, at, count = 0, 0, len(self._words)
        while i < count:
            if at < len(names) and names[at].first == i:
                parts += self._of_name(names[at])
                i = names[at].last + 1
                at += 1
                continue
            stop = names[at].first if at < len(names) else count
            noun = self._noun(i, stop)
            if noun is None:
                i += 1
            else:
                before = parts[-1] if parts else None
                if before is not None and before.last == i - 1 and self._ranks(before, noun):
                    noun.first = parts.pop().first
                parts.append(noun)
                i = noun.last + 1
        for part in parts:
            part.head_first, part.head_last = part.first, part.last
            if part.what == NAME and part.name is not None and part.name.entity is not None:
                part.entities, part.form = [part.name.entity], part.name.form
        del words
        return parts

    def _ranks(self, before: Phrase, noun: Phrase) -> bool:
        """Whether a role is only the rank within another: "Deputy Chairman"."""
        one = before.first == before.last and self._words.key[before.first] in _LISTS["rank_adjectives"]
        return one and before.what in (ROLE, AGENT) and noun.what == ROLE and self._words.gap[noun.first] <= HYPHEN

    def _of_name(self, name: Name) -> list[Phrase]:
        """A name; bodies of a state among them: "Foreign Ministry", "Russian Foreign Ministry"."""
        words = self._words
        if name.entity is not None and name.options:
            return [Phrase(name.first, name.last, NAME, name)]
        if name.label in (ORG, UNKNOWN, LOC):
            for part in name.parts:
                country = part.options[0].entity
                if country.kind != "country":
                    continue
                if part.first == name.first and (body := self._body(part.last + 1, name.last)):
                    return [
                        Phrase(name.first, name.last, INSTITUTION, name, body=body, owners=[country], resolved=True)
                    ]
                of = part.first - (2 if words.key[part.first - 1] == "the" else 1)
                ends = part.last == name.last and of > name.first and words.key[of] in ("of", "for")
                if ends and (body := self._body(name.first, of - 1)):
                    return [
                        Phrase(name.first, name.last, INSTITUTION, name, body=body, owners=[country], resolved=True)
                    ]
            body = self._body(name.first, name.last) or self._ministry(name)
            if body is not None:
                return [Phrase(name.first, name.last, INSTITUTION, name, body=body)]
            if name.first == name.last and (agent := self._lexicon.agents.get(words.key, name.first, 1)):
                return [Phrase(name.first, name.last, AGENT, agent=agent, plural=True)]
        return [Phrase(name.first, name.last, NAME, name)]

    def _body(self, first: int, last: int) -> Institution | None:
        """The institution that some words name, "Federal Government" and the like included."""
        keys = self._words.key
        while first <= last:
            found = self._lexicon.institutions.get(keys, first, last - first + 1)
            if found is not None or keys[first] not in _LISTS["body_adjectives"]:
                return found
            first += 1
        return None

    def _ministry(self, name: Name) -> Institution | None:
        """A ministry that the knowledge base does not list."""
        keys = self._words.key[name.first : name.last + 1]
        if len(keys) < 2 or "ministry" not in (keys[0], keys[-1]) or name.parts:
            return None
        return Institution(" ".join(keys), "-".join(keys), "government", "GOV")

    def _state_body(self, country: str, body: Institution) -> Entity:
        shown = f"{self._kb.adjective(country)} {body.phrase}"
        made = Entity(f"{country.lower()}/{body.slug}", shown, body.kind, country, body.sector)
        return self._kb.body(country, body.phrase) or made

    def _noun(self, i: int, stop: int) -> Phrase | None:
        """The longest role, institution or agent that begins at a word."""
        words, keys = self._words, self._words.key
        best: Phrase | None = None
        lexicon = self._lexicon
        for index in (lexicon.institutions, lexicon.roles, lexicon.agents):
            for length in index.lengths(keys, i):
                last = i + length - 1
                if last >= stop:
                    continue
                if best is not None and last < best.last:
                    break
                found = index.get(keys, i, length)
                if found is None or any(words.gap[k] > HYPHEN for k in range(i + 1, last + 1)):
                    continue
                tag = words.doc[words.token[last]].tag_
                grouped = last + 1 < stop and keys[last + 1] in _LISTS["group_nouns"] and index is lexicon.agents
                if tag not in _NOUN_TAGS or (length == 1 and tag == "JJ" and not grouped and not self._as_noun(i)):
                    continue
                plural = tag in ("NNS", "NNPS")
                if isinstance(found, tuple):
                    last = min(portfolio_end(words, last), stop - 1)
                    phrase = Phrase(i, last, ROLE, role=found[0], plural=found[1], form="role")
                elif isinstance(found, Institution):
                    phrase = Phrase(i, last, INSTITUTION, body=found, form="agent", plural=plural)
                else:
                    after = last + 1
                    if after < stop and keys[after] in _LISTS["group_nouns"] and words.gap[after] == SPACE:
                        last, tag = after, "NNS" if keys[after].endswith("s") else "NN"
                    plural = tag in ("NNS", "NNPS")
                    phrase = Phrase(i, last, AGENT, agent=found, plural=plural, form="agent")
                if _hyphenated(words, last) and phrase.what == AGENT:
                    break
                if best is None or last > best.last or _preferred(phrase, best):
                    best = phrase
                break
        return best

    def _as_noun(self, i: int) -> bool:
        """Whether a word tagged as an adjective stands as a noun: "the Kremlin chief said", not "the chief reason"."""
        words = self._words
        if words.cap[i]:
            return True
        if i + 1 >= len(words) or words.gap[i + 1] > HYPHEN:
            return True
        return words.cap[i + 1] or not words.doc[words.token[i + 1]].tag_.startswith(("NN", "JJ"))

    # Joining

    def _resolve(self, part: Phrase) -> None:
        """Join a noun with whose it is and who bears it."""
        if part.resolved:
            return
        part.resolved = True
        if part.what == NAME:
            self._owner_of_name(part)
            return
        self._look_left(part)
        self._look_right(part)

    def _owner_of_name(self, part: Phrase) -> None:
        """ "Egypt's Banque Misr", "Nigerian Wole Soyinka": the country of an unknown name."""
        words, name = self._words, part.name
        if (
            name is None
            or name.entity is None
            or name.options
            or name.entity.country
            or name.label not in (PERSON, ORG)
        ):
            return
        if not part.first or words.gap[part.first] > POSSESSIVE:
            return
        left = self._by_last.get(part.first - 1)
        if left is None or left.name is None or not left.entities or left.entities[0].kind != "country":
            return
        if words.gap[part.first] == POSSESSIVE or left.name.label == NORP:
            self._people.country[name.entity.id][left.entities[0].id] += 1

    def _look_left(self, part: Phrase) -> None:
        words = self._words
        k, seen, verb = part.first - 1, 0, False
        while k >= 0 and seen < 5:
            gap = words.gap[k + 1]
            if gap > POSSESSIVE:
                return
            left = self._by_last.get(k)
            if left is not None and left is not part:
                if verb and gap != POSSESSIVE and (left.name is None or left.name.label != NORP):
                    return  # "BBC cited Crown Prince …"
                if gap == HYPHEN and words.key[k + 1] in _FOREIGN:
                    part.foreign = True
                    return
                self._take_owner(part, left, gap)
                return
            if gap == POSSESSIVE:
                part.possessed = True
                return
            token = words.doc[words.token[k]]
            key = words.key[k]
            if key in _DETERMINERS or key in _POSSESSIVES:
                part.possessed = key in _POSSESSIVES
                part.definite = key == "the"
                return
            if token.tag_ not in _MODIFIER_TAGS and key not in _OWN and key not in _FOREIGN:
                return
            verb = verb or (token.tag_ in ("VBN", "VBD") and key not in _OWN and key not in _FOREIGN)
            k -= 1
            seen += 1

    def _take_owner(self, part: Phrase, left: Phrase, gap: int) -> None:
        """Make a phrase on the left the owner, if it can be one."""
        words = self._words
        self._resolve(left)
        if left.what == NAME:
            name = left.name
            assert name is not None
            if name.label == PERSON and gap != POSSESSIVE and part.what == ROLE:
                return
            if not left.entities:
                return
            owners = list(left.entities)
        elif left.what in (INSTITUTION, AGENT, ROLE):
            if left.what == ROLE and gap != POSSESSIVE:
                return
            if left.what == AGENT and left.plural and gap != POSSESSIVE:
                return
            self._mean(left)
            if left.bare and not left.entities:
                self._mean_bare(left)
                part.domestic = True
            if not left.entities:
                return
            owners = list(left.entities)
        else:
            return
        if left.consumed:
            return
        if left.person is not None or (left.what == NAME and owners[0].kind == "person"):
            part.owners = owners  # "Prime Minister Kishida's envoy" speaks of two people
            return
        first = left.first
        left.consumed = True
        if part.plural or part.what != NAME:
            while left.what == NAME:
                other = self._coordinated(first, part, left)
                if other is None:
                    break
                owners = [*other.entities, *owners]
                other.consumed = True
                first = other.first
        part.owners = owners
        part.first = first
        self._by_first[first] = part
        del words

    def _coordinated(self, first: int, part: Phrase, left: Phrase) -> Phrase | None:
        """ "Saudi" before "Iranian foreign ministers", "Spanish" before "and Algerian governments"."""
        words = self._words
        if not part.plural or left.name is None or left.name.label != NORP:
            return None
        k = first - 1
        if k >= 0 and words.key[k] in ("and", "or") and words.gap[first] <= SPACE:
            k -= 1
            reach = words.gap[k + 1] <= COMMA
        else:
            reach = words.gap[first] in (COMMA, HYPHEN)
        other = self._by_last.get(k) if k >= 0 and reach else None
        if other is None or other.consumed or other.what != NAME or not other.entities or other.name is None:
            return None
        return other if other.entities[0].kind == "country" and other.name.label in (NORP, LOC) else None

    def _look_right(self, part: Phrase) -> None:
        words, count = self._words, len(self._words)
        k = part.last + 1
        if k < count and words.gap[k] == HYPHEN and words.key[k] in _ELECT:
            part.last = k
            self._by_last[k] = part
            k += 1
        if k >= count or words.gap[k] != SPACE:
            return
        right = self._by_first.get(k)
        bears = part.what == ROLE or (part.agent is not None and not part.plural)
        if bears and right is not None and right.what == NAME and right.name is not None:
            if right.name.label == PERSON:
                self._bear(part, right)
            return
        of = words.key[k]
        sent = part.role is not None and part.role.phrase.split()[-1] in _SENT
        wanted = of in ("of", "for") or (of in _IN and part.what != ROLE) or (of == "to" and sent)
        if not wanted or (part.owners and of not in ("of", "for")):
            return
        k += 1
        if k < count and words.gap[k] == SPACE and words.key[k] == "the":
            k += 1
        right = self._by_first.get(k)
        if right is None or words.gap[k] != SPACE or right.consumed:
            return
        self._resolve(right)
        if right.what == NAME and (right.name is None or right.name.label == PERSON or not right.entities):
            return
        if right.what != NAME:
            self._mean(right)
            if right.bare and not right.entities:
                self._mean_bare(right)
                part.domestic = True
        if not right.entities:
            return
        if of in _IN and not right.entities[0].country:
            return
        if of == "for" and right.what != NAME:
            return
        if part.owners and (part.owners[0].country or not right.entities[0].country):
            return
        part.owners = list(right.entities)
        right.consumed = True
        part.last = right.last
        self._by_last[part.last] = part
        # "the president of Ukraine Volodymyr Zelensky"
        after = self._by_first.get(part.last + 1)
        named = after is not None and after.name is not None and after.name.label == PERSON
        if part.what == ROLE and after is not None and named and words.gap[after.first] == SPACE:
            self._bear(part, after)

    def _bear(self, part: Phrase, person: Phrase) -> None:
        part.person = person
        person.consumed = True
        part.last = person.last
        self._by_last[part.last] = part

    # Meaning

    def _appositions(self, top: list[Phrase]) -> None:
        """ "Denis Moncada, Nicaragua's foreign minister", "Iraq's foreign minister, Fuad Hussein"."""
        words = self._words
        for left, right in pairwise(top):
            between = right.first - left.last - 1
            if between > 1 or words.gap[left.last + 1] != COMMA:
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
                self._know(bearer, role)

    def _know(self, person: Phrase, role: Phrase) -> None:
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
            home = self._home(role.head_first)
            if home:
                self._people.home.setdefault(id_, home)
        if sector:
            self._people.sector.setdefault(id_, sector)
        if owner is not None:
            self._people.bodies.setdefault(owner.id, owner)
        if role.role is not None:
            # The president of a college is no head of state.
            body = owner is not None and owner.kind in ("organisation", "company", "armed_group", "place")
            office = None if body and role.role.office != "leader" else role.role.office
            self._people.bear(id_, owner.id if owner else None, role.role.phrase, office)

    def _mean(self, part: Phrase) -> None:
        """Set whom a phrase means."""
        if part.entities or part.what == NAME:
            return
        if part.person is not None:
            self._know(part.person, part)
            part.entities, part.form = list(part.person.entities), "role" if part.apart else "name"
        elif part.what == ROLE:
            self._mean_role(part)
        elif part.owners:
            made = [e for owner in part.owners if (e := self._owned(part, owner)) is not None]
            part.entities = made
            part.form = "name" if part.name is not None else "agent"
        else:
            part.bare = True

    def _owned(self, part: Phrase, owner: Entity) -> Entity | None:
        """The institution or the people of an owner."""
        country = owner.country or self._country_of(owner)
        body = part.body
        if part.agent is not None and part.agent.sector in ("GOV", "MIL", "LEG", "JUD"):
            body = self._kb.institution(part.agent.lemma)
        if owner.kind in ("organisation", "government", "armed_group") and self._words.key[part.head_last] in _STAFF:
            return owner
        if body is not None:
            if country:
                return self._state_body(country, body)
            return Entity(f"{owner.id}/{body.slug}", f"{owner.name} {body.phrase}", body.kind, None, body.sector)
        return self._agent(part, country, owner)

    def _agent(self, part: Phrase, country: str | None, owner: Entity | None = None) -> Entity:
        agent = part.agent
        assert agent is not None
        noun = slug(self._lexicon.plural.get(agent.lemma, agent.lemma) if part.plural else agent.lemma)
        if country:
            return Entity(
                f"{country.lower()}/{noun}",
                f"{self._kb.adjective(country)} {agent.lemma}",
                agent.kind,
                country,
                agent.sector,
            )
        if owner is not None:
            return Entity(f"{owner.id}/{noun}", f"{owner.name} {agent.lemma}", agent.kind, None, agent.sector)
        return Entity(noun, agent.lemma, agent.kind, None, agent.sector)

    def _country_of(self, entity: Entity) -> str | None:
        return self._people.country_of(entity.id)

    def _mean_role(self, part: Phrase) -> None:
        role = part.role
        assert role is not None
        if not part.owners:
            part.bare = True
            return
        for owner in part.owners:
            part.entities.append(self._holder(role, owner))
        part.form = "role"

    def _holder(self, role: Role, owner: Entity) -> Entity:
        """Who bears a role: the person the article says it of, the holder on the day, or the role itself."""
        country = owner.country or self._country_of(owner)
        of = country if owner.kind in ("country", "place", "person", "government") and country else owner.id
        for id_, phrase, office in self._people.office_of(of):
            if office == role.office if role.office else phrase == role.phrase:
                return self._people.ids[id_]
        for id_, phrase, office in self._people.office_of(None):
            same = office == role.office if role.office else phrase == role.phrase
            if same and country and country in self._people.country[id_]:
                return self._people.ids[id_]
        holder = self._office_holder(of, role)
        if holder is not None:
            return holder
        shown = self._kb.adjective(country) if country and of == country else owner.name
        return Entity(f"{of.lower()}/{slug(role.phrase)}", f"{shown} {role.phrase}", role.kind, country, role.sector)

    def _office_holder(self, of: str, role: Role) -> Entity | None:
        """Who held the office on the day; "the leader" is whom the article names, or the only one there is."""
        if not role.office:
            return None
        offices = [role.office]
        if role.office == "leader":
            offices += ["head_of_state", "head_of_government"]
        elif any(t.role == role.phrase for t in self._kb.holders(of, "head_of_government")):
            offices = ["head_of_government"]  # Iran's president is under a supreme leader
        holders: dict[str, Entity] = {}
        for office in offices:
            for tenure in self._kb.holders(of, office):
                if not _fits(tenure, role):
                    continue
                if tenure.person in self._people.ids and (self._date is None or tenure.covers(self._date)):
                    entity = self._kb.entity(tenure.person)
                    holders[entity.id] = entity
        if not holders and self._date is not None:
            for office in offices:
                for tenure in self._kb.holders(of, office):
                    if tenure.covers(self._date) and _fits(tenure, role):
                        holders[tenure.person] = self._kb.entity(tenure.person)
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _mean_bare(self, part: Phrase) -> None:
        """ "the army", "the president": whose is not said."""
        if part.possessed:
            return
        country = self._home(part.head_first)
        sector = part.agent.sector if part.agent else part.body.sector if part.body else ""
        kind = part.agent.kind if part.agent else ""
        if (part.plural and part.body is not None and part.body.phrase in _SINGULAR) or sector in _NOT_DOMESTIC:
            country = None
        if part.plural and kind in ("government", "organisation") and sector in ("GOV", "NGO", "JUD", "PTY"):
            country = None
        if part.foreign:
            country = None
        if part.what == ROLE:
            self._bare_role(part, country)
            return
        if part.body is not None:
            if country:
                part.entities = [self._state_body(country, part.body)]
            elif part.name is not None and part.name.entity is not None:
                part.entities = [part.name.entity]
        elif part.agent is not None:
            part.entities = [self._agent(part, country)]
        part.form = "agent" if part.name is None else "name"

    def _bearers(self, role: Role) -> list[Entity]:
        """Those in the article who bear a role, as it says, or as is known of the day."""
        asked = (role.phrase, self._people.told)
        if asked not in self._asked:
            self._asked[asked] = self._find_bearers(role)
        return self._asked[asked]

    def _find_bearers(self, role: Role) -> list[Entity]:
        found: dict[str, Entity] = {}
        for id_, entity in self._people.ids.items():
            said = self._people.offices.get(id_, ())
            told = any(phrase == role.phrase or (role.office and office == role.office) for _, phrase, office in said)
            known = role.office is not None and any(
                t.office == role.office and _fits(t, role) and (self._date is None or t.covers(self._date))
                for t in self._kb.tenures(id_)
            )
            if told or known:
                found[id_] = entity
        return list(found.values())

    def _bare_role(self, part: Phrase, country: str | None) -> None:
        role = part.role
        assert role is not None
        if part.plural or role.phrase in _LISTS["never_bare"]:
            return
        bearers = self._bearers(role)
        if len(bearers) > 1:
            # An article says of the others whose president they are.
            own = [e for e in bearers if not any(of for of, _, _ in self._people.offices.get(e.id, ()))]
            here = [e for e in bearers if country and (e.country or self._country_of(e)) == country]
            bearers = own if len(own) == 1 else here
        if len(bearers) == 1:
            part.entities, part.form = bearers, "role"
            return
        if country and role.office and self._home.share > _SURE:
            part.entities = [self._holder(role, self._kb.entity(country))]
            part.form = "role"
