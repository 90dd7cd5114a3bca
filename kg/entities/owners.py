"""Whose somebody is, as the words before say: "Burma's regime", "Iranian and Iraqi troops", "the Yemen envoy"."""

from __future__ import annotations

from abc import ABC, abstractmethod

from kg.core.records import Entity
from kg.entities.cues import cues
from kg.entities.meaning import Meaning
from kg.entities.names import slug
from kg.entities.people import People
from kg.entities.phrase import AGENT, INSTITUTION, LOC, NAME, NORP, ORG, PERSON, ROLE, Phrase
from kg.entities.words import COMMA, HYPHEN, POSSESSIVE, SPACE, Words
from kg.language import en

_LISTS = cues()
# "US-led forces" are the US's; "Iran-backed militias" are not Iran's.
_OWN, _FOREIGN = _LISTS["own_participles"], _LISTS["foreign_participles"]
_DETERMINERS, _POSSESSIVES = _LISTS["determiners"], _LISTS["possessive_pronouns"]
_MODIFIER_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNS", "VBN", "VBG", "CD", "NNP", "NNPS", "HYPH", "RB", "AFX", "GW", "FW"}
)
_PAST = _LISTS["of_earlier_times"]
_SIDES = frozenset({"anti", "pro"})
_NATIONAL = frozenset({"government", "organisation"})
_NATIONAL_TOO = en.lists("names")["has_national_bodies"]
_ANY = en.lists("small_words")["any"]


def _is_nobodys(word: str, part: Phrase) -> bool:
    """Whether a word before a noun leaves open whose they are: "foreign troops", "the local forces" of a region."""
    armed = part.agent or part.body
    return word in ("foreign", "international") or (word == "local" and armed is not None and armed.sector == "MIL")


class Owners(ABC):
    """Gives the parts of one document the owners that stand before them.

    Args:
        words: The document.
        people: Those the article introduces.
        meaning: Decides whom a phrase means.
        parts: Names and nouns in text order.

    Attributes:
        by_first: The phrase that begins at a word.
        by_last: The phrase that ends at one.
    """

    def __init__(self, words: Words, people: People, meaning: Meaning, parts: list[Phrase]) -> None:
        self._words, self._people, self._meaning = words, people, meaning
        self.by_first: dict[int, Phrase] = {}
        self.by_last: dict[int, Phrase] = {}
        for part in parts:
            self.by_first.setdefault(part.first, part)
            self.by_last[part.last] = part
        for part in parts:
            self.join(part)

    @abstractmethod
    def join(self, part: Phrase) -> None:
        """Join a part with whose it is and who bears it, unless that is done."""

    def _owner_of_name(self, part: Phrase) -> None:
        """ "Egypt's Banque Misr", "Nigerian Wole Soyinka": the country of an unknown name."""
        words, name = self._words, part.name
        if name is None or name.entity is None or name.label not in (PERSON, ORG):
            return
        if not part.first or words.gap[part.first] > POSSESSIVE:
            return
        left = self.by_last.get(part.first - 1)
        if left is None or left.name is None or not left.entities or left.entities[0].kind != "country":
            return
        owner, known = left.entities[0], name.entity
        owned = words.gap[part.first] == POSSESSIVE or left.name.label == NORP
        if not name.options and not known.country:
            if owned:
                self._people.country[known.id][owner.id] += 1
        elif owned and known.id in _NATIONAL_TOO:
            text = words.span(name.first, name.last)
            id_, shown = f"{owner.id.lower()}/{slug(text)}", f"{words.span(left.first, left.last)} {text}"
            made = Entity(id_, shown, known.kind, owner.id, known.sector)
            national = self._meaning.knowledge.body(owner.id, text) or made
            name.entity, name.options, part.entities = national, (), [national]
        elif left.name.label == NORP and known.kind in _NATIONAL and known.country not in (None, owner.id):
            if words.doc[words.token[name.last]].dep_ == "compound":
                return  # "Iranian CIA spies" spy for the United States, "the South Korean FDA" is not theirs
            text = words.span(name.first, name.last)
            made = Entity(f"{owner.id.lower()}/{slug(text)}", text, known.kind, owner.id, known.sector)
            name.entity, name.options, part.entities = made, (), [made]

    def _look_left(self, part: Phrase) -> None:
        """Read whose it is from the words before it: "France's army", "his troops", "the Iranian-backed militia"."""
        words = self._words
        k, seen, verb = part.first - 1, 0, False
        while k >= 0 and seen < 5:
            gap = words.gap[k + 1]
            if gap > POSSESSIVE:
                return
            left = self.by_last.get(k)
            if left is not None and left is not part:
                if verb and gap != POSSESSIVE and (left.name is None or left.name.label != NORP):
                    return  # "BBC cited Crown Prince …"
                if gap == HYPHEN and words.key[k + 1] in _FOREIGN:
                    part.foreign = True
                    return
                if left.what == NAME and self.is_sided(left):
                    part.foreign, part.first, left.consumed = True, left.first - 1, True
                    return
                self._take_owner(part, left, gap)
                return
            if gap == POSSESSIVE:
                part.possessed = True
                return
            key, tag = words.key[k], words.doc[words.token[k]].tag_
            part.foreign = part.foreign or _is_nobodys(key, part)
            if key in _DETERMINERS or key in _POSSESSIVES:
                part.possessed = key in _POSSESSIVES
                part.definite, part.any = key == "the", key in _ANY
                return
            if key not in _OWN and key not in _FOREIGN:
                if tag not in _MODIFIER_TAGS:
                    return
                verb = verb or tag in ("VBN", "VBD")
            k -= 1
            seen += 1

    def is_sided(self, part: Phrase) -> bool:
        """ "Anti-Taliban fighters", "pro-Russian separatists": for or against them, and not they."""
        before = part.first - 1
        return before >= 0 and self._words.key[before] in _SIDES and self._words.gap[part.first] == HYPHEN

    def _look_back(self, part: Phrase) -> None:
        """ "Former Kenyan president", "Kenya's ex-president": an office of earlier times."""
        words, before = self._words, part.first - 1
        inside = _PAST & {*words.key[part.first : part.head_first]}
        if before >= 0 and words.key[before] in _PAST and words.gap[part.first] <= HYPHEN:
            part.first = before
            self.by_first[before] = part
        elif not inside:
            return
        part.past = True

    def _take_owner(self, part: Phrase, left: Phrase, gap: int) -> None:
        """Make a phrase on the left the owner, if it can be one."""
        self.join(left)
        loose = gap != POSSESSIVE
        beside = loose and (left.what == ROLE or (left.what == AGENT and left.plural))
        if left.what == NAME:
            assert left.name is not None
            if left.name.label == PERSON and loose and part.what == ROLE:
                return
            if loose and self._sent_there(part, left):
                left.consumed, part.first = True, left.first
                self.by_first[left.first] = part
                return
        elif beside or left.what not in (INSTITUTION, AGENT, ROLE):
            return
        else:
            self._mean(left)
        if not left.entities or left.consumed:
            return
        owners = self._owners(left)
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
        part.any = first > 0 and self._words.key[first - 1] in _ANY
        self.by_first[first] = part

    @staticmethod
    def _owners(owner: Phrase) -> list[Entity]:
        """Whose something is: what is in a state of limited recognition is that state's."""
        first = owner.name.options[0] if owner.name is not None and owner.name.options else None
        acts = first is not None and first.form == "capital" and first.entity.kind == "government"
        return [first.entity] if first is not None and acts else list(owner.entities)

    def _sent_there(self, part: Phrase, left: Phrase) -> bool:
        """ "Yemen envoy Hans Grundberg" is sent to Yemen; "the French envoy", "the US envoy" are sent by them."""
        if part.role is None or part.role.phrase.split()[-1] != "envoy" or left.name is None or not left.entities:
            return False
        shown = self._words.span(left.first, left.last)
        return (
            left.entities[0].kind == "country" and left.name.label == LOC and not shown.isupper() and "." not in shown
        )

    def _mean(self, part: Phrase) -> None:
        """Decide whom a phrase means that stands within another."""
        self._meaning.mean(part)
        if part.bare and not part.entities:
            self._meaning.mean_bare(part)

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
        other = self.by_last.get(k) if k >= 0 and reach else None
        if other is None or other.consumed or other.what != NAME or not other.entities or other.name is None:
            return None
        return other if other.entities[0].kind == "country" and other.name.label in (NORP, LOC) else None
