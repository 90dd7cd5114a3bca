"""Joins names, roles and common nouns to the phrases that speak of one actor.

"Russian President Vladimir Putin" is Putin, "Burma's regime" a government of Myanmar, "protesters in Minsk" people of
Belarus, "the president of Ukraine" whoever held the office on the day.
"""

from __future__ import annotations

from kg.core.records import Entity
from kg.entities.cues import Lexicon, cues
from kg.entities.meaning import Meaning
from kg.entities.names import slug
from kg.entities.parts import Parts
from kg.entities.people import People
from kg.entities.phrase import AGENT, INSTITUTION, LOC, NAME, NORP, ORG, PERSON, ROLE, Name, Phrase
from kg.entities.words import COMMA, HYPHEN, POSSESSIVE, SPACE, Words
from kg.language import en
from kg.language.lemmas import is_any_of

_NAMES = en.lists("names")
_LISTS = cues()
# "US-led forces" are the US's; "Iran-backed militias" are not Iran's.
_OWN, _FOREIGN = _LISTS["own_participles"], _LISTS["foreign_participles"]
_DETERMINERS, _POSSESSIVES = _LISTS["determiners"], _LISTS["possessive_pronouns"]
_MODIFIER_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNS", "VBN", "VBG", "CD", "NNP", "NNPS", "HYPH", "RB", "AFX", "GW", "FW"}
)
_IN = en.lists("prepositions")["within"]
_PAST = _LISTS["of_earlier_times"]
_SIDES = frozenset({"anti", "pro"})
_NATIONAL = frozenset({"government", "organisation"})
_ANY = en.lists("small_words")["any"]
_ARMED = "UAF"  # the sector of those of whom nothing is known but that they bear arms
_PEACEFUL = frozenset({"GOV", "CVL", "LEG", "JUD"})


def _is_nobodys(word: str, part: Phrase) -> bool:
    """Whether a word before a noun leaves open whose they are: "foreign troops", "the local forces" of a region."""
    armed = part.agent or part.body
    return word in ("foreign", "international") or (word == "local" and armed is not None and armed.sector == "MIL")


class Composer:
    """Builds the phrases of one document.

    Args:
        lexicon: The phrases of the knowledge base by word.
        words: The document.
        people: Those the article introduces.
        meaning: Decides whom a phrase means.
    """

    def __init__(self, lexicon: Lexicon, words: Words, people: People, meaning: Meaning) -> None:
        self._words, self._people, self._meaning = words, people, meaning
        self._parts = Parts(lexicon, words)
        self._by_first: dict[int, Phrase] = {}
        self._by_last: dict[int, Phrase] = {}

    def phrases(self, names: list[Name]) -> list[Phrase]:
        """All phrases that mean somebody, in text order."""
        parts = self._parts.of(names)
        for part in parts:
            self._by_first.setdefault(part.first, part)
            self._by_last[part.last] = part
        for part in parts:
            self._resolve(part)
        top = [p for p in parts if not p.consumed]
        self._meaning.appositions(top)
        for part in top:
            self._meaning.mean(part)
        spoken_of: dict[str, list[list[Entity]]] = {}
        for part in top:
            if part.bare and not part.entities and not self._led(part) and not self._shares_owner(part):
                self._meaning.mean_bare(part)
            self._meaning.again(part, spoken_of)
        full = {id(p.name): p for p in parts if p.name is not None}
        for part in top:
            if part.name is not None and part.name.same_as is not None and part.what == NAME:
                meant = full.get(id(part.name.same_as))
                if meant is not None and meant.entities:
                    part.entities = meant.entities
        return [p for p in top if p.entities and not (p.what == NAME and self._sided(p))]

    def _led(self, part: Phrase) -> bool:
        """ "The army, led by General Burhan": whose it is, by who leads it."""
        words, k = self._words, part.last + 1
        if k + 2 >= len(words) or words.gap[k] > COMMA or words.key[k] not in _NAMES["led"] or words.key[k + 1] != "by":
            return False
        leader = self._by_first.get(k + 2)
        leader = leader.person or leader if leader is not None else None
        country = self._people.country_of(leader.entities[0].id) if leader and leader.entities else None
        country = (leader.entities[0].country if leader and leader.entities else None) or country
        if part.what == ROLE or country is None:
            return False
        return self._belongs(part, [self._meaning.country(country)])

    def _shares_owner(self, part: Phrase) -> bool:
        """ "The French leadership and people": what "and" joins without an article of its own has one owner."""
        words, k = self._words, part.first - 1
        peaceful = part.agent is None or part.agent.sector in _PEACEFUL
        if not peaceful or part.what == ROLE or k < 1 or words.key[k] != "and" or words.gap[part.first] > SPACE:
            return False
        left = self._by_last.get(k - 1)
        if left is None or left.what not in (AGENT, INSTITUTION) or len(left.owners) != 1:
            return False
        return self._belongs(part, list(left.owners)) if left.owners[0].kind == "country" else False

    def _belongs(self, part: Phrase, owners: list[Entity]) -> bool:
        part.owners, part.bare = owners, False
        self._meaning.mean(part)
        return bool(part.entities)

    def _resolve(self, part: Phrase) -> None:
        """Join a noun with whose it is and who bears it."""
        if part.resolved:
            return
        part.resolved = True
        if part.what == NAME:
            self._owner_of_name(part)
            return
        self._look_left(part)
        if part.what == ROLE:
            self._look_back(part)
        self._look_right(part)

    def _owner_of_name(self, part: Phrase) -> None:
        """ "Egypt's Banque Misr", "Nigerian Wole Soyinka": the country of an unknown name."""
        words, name = self._words, part.name
        if name is None or name.entity is None or name.label not in (PERSON, ORG):
            return
        if not part.first or words.gap[part.first] > POSSESSIVE:
            return
        left = self._by_last.get(part.first - 1)
        if left is None or left.name is None or not left.entities or left.entities[0].kind != "country":
            return
        owner, known = left.entities[0], name.entity
        if not name.options and not known.country:
            if words.gap[part.first] == POSSESSIVE or left.name.label == NORP:
                self._people.country[known.id][owner.id] += 1
        elif left.name.label == NORP and known.id in _LISTS["has_national_bodies"]:
            text = words.span(name.first, name.last)
            id_, shown = f"{owner.id.lower()}/{slug(text)}", f"{words.span(left.first, left.last)} {text}"
            national = Entity(id_, shown, known.kind, owner.id, known.sector)
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
            left = self._by_last.get(k)
            if left is not None and left is not part:
                if verb and gap != POSSESSIVE and (left.name is None or left.name.label != NORP):
                    return  # "BBC cited Crown Prince …"
                if gap == HYPHEN and words.key[k + 1] in _FOREIGN:
                    part.foreign = True
                    return
                if left.what == NAME and self._sided(left):
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

    def _sided(self, part: Phrase) -> bool:
        """ "Anti-Taliban fighters", "pro-Russian separatists": for or against them, and not they."""
        before = part.first - 1
        return before >= 0 and self._words.key[before] in _SIDES and self._words.gap[part.first] == HYPHEN

    def _look_back(self, part: Phrase) -> None:
        """ "Former Kenyan president", "Kenya's ex-president": an office of earlier times."""
        words, before = self._words, part.first - 1
        inside = _PAST & {*words.key[part.first : part.head_first]}
        if before >= 0 and words.key[before] in _PAST and words.gap[part.first] <= HYPHEN:
            part.first = before
            self._by_first[before] = part
        elif not inside:
            return
        part.past = True

    def _take_owner(self, part: Phrase, left: Phrase, gap: int) -> None:
        """Make a phrase on the left the owner, if it can be one."""
        self._resolve(left)
        loose = gap != POSSESSIVE
        beside = loose and (left.what == ROLE or (left.what == AGENT and left.plural))
        if left.what == NAME:
            assert left.name is not None
            if left.name.label == PERSON and loose and part.what == ROLE:
                return
            if loose and self._sent_there(part, left):
                left.consumed, part.first = True, left.first
                self._by_first[left.first] = part
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
        self._by_first[first] = part

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
        other = self._by_last.get(k) if k >= 0 and reach else None
        if other is None or other.consumed or other.what != NAME or not other.entities or other.name is None:
            return None
        return other if other.entities[0].kind == "country" and other.name.label in (NORP, LOC) else None

    def _also(self, part: Phrase, k: int) -> bool:
        """ "Prime Minister and Defence Minister Abiy Ahmed" is one person with two offices."""
        words = self._words
        right = self._by_first.get(k)
        titled = words.cap[part.first] and k < len(words) and words.cap[k] and words.gap[k] == SPACE
        if not titled or part.person is not None or right is None or right.what != ROLE or right.resolved:
            return False
        if part.first and words.key[part.first - 1] in _DETERMINERS:
            return False
        self._resolve(right)
        if right.person is None or right.owners:
            return False
        right.owners = list(part.owners)
        self._meaning.mean(right)
        right.consumed = True
        self._bear(part, right.person)
        return True

    def _look_right(self, part: Phrase) -> None:
        words, count = self._words, len(self._words)
        k = part.last + 1
        if k < count and words.gap[k] == HYPHEN and words.key[k] in _NAMES["elect"]:
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
        if part.what == ROLE and words.key[k] == "and" and self._also(part, k + 1):
            return
        right = self._owner_right(part, k)
        if right is None:
            return
        part.owners = self._owners(right)
        right.consumed = True
        part.last = right.last
        if part.plural and part.what == ROLE:
            self._list_of_owners(part)
        self._by_last[part.last] = part
        # "the president of Ukraine Volodymyr Zelensky"
        after = self._by_first.get(part.last + 1)
        named = after is not None and after.name is not None and after.name.label == PERSON
        if part.what == ROLE and after is not None and named and words.gap[after.first] == SPACE:
            self._bear(part, after)

    def _owner_right(self, part: Phrase, k: int) -> Phrase | None:
        """Whose somebody is, as the word behind says: "of France", "in Yemen", "to the UN"."""
        words, of = self._words, self._words.key[k]
        sent = part.role is not None and part.role.phrase.split()[-1] in _NAMES["sent"]
        if not self._may_own(part, of, sent):
            return None
        k += 1
        if k < len(words) and words.gap[k] == SPACE and words.key[k] == "the":
            k += 1
        right = self._whole(k)
        if right is None or words.gap[k] != SPACE or right.consumed:
            return None
        if part.name is not None and of in _IN and right.what != NAME:
            return None
        self._resolve(right)
        if right.what != NAME:
            self._mean(right)
        elif right.name is None or right.name.label == PERSON:
            return None
        if not right.entities or (of == "for" and right.what != NAME):
            return None
        country = right.entities[0].country
        if of in _IN and not country:
            return None
        if part.owners and (part.owners[0].country or not country or sent):
            return None  # "the UN envoy for Yemen" is the UN's
        return right

    def _may_own(self, part: Phrase, of: str, sent: bool) -> bool:
        """Whether a word behind a phrase can say whose it is: "of France", "people in Yemen", "envoy to the UN"."""
        if of in ("of", "for"):
            return True
        if part.owners or of not in _IN:
            return not part.owners and of == "to" and sent
        words = self._words
        if part.what == ROLE or part.possessed or words.key[part.head_last] in _LISTS["missions"]:
            return False  # "its citizens in Yemen" are not Yemen's, nor an embassy in Yemen
        if of == "from":  # "withdrew forces from Yemen"
            return not is_any_of(words.doc[words.token[part.head_last]].head, _LISTS["removing_verbs"])
        return part.agent is None or part.agent.sector != _ARMED  # nor are "gunmen in Mali" Mali's

    def _list_of_owners(self, part: Phrase) -> None:
        """ "The foreign ministers of France, Germany and Poland": of each of them."""
        words, more, k = self._words, list[Phrase](), part.last + 1
        while k < len(words) and words.gap[k] <= COMMA:
            closes = words.key[k] == "and"
            k += closes
            k += k < len(words) and words.key[k] == "the"
            other = self._by_first.get(k)
            country = (
                other is not None and other.what == NAME and other.entities and other.entities[0].kind == "country"
            )
            if other is None or not country or other.name is None or other.name.label == NORP or words.gap[k] > COMMA:
                return
            more.append(other)
            k = other.last + 1
            if closes:
                break
        else:
            return
        for other in more:
            part.owners += other.entities
            other.consumed = True
        part.last = more[-1].last

    def _whole(self, k: int) -> Phrase | None:
        """The phrase that begins at a word, joined as far as it goes: "the Kenyan party", not "the Kenyan"."""
        part = self._by_first.get(k)
        if part is None or part.name is None or part.name.label != NORP or part.consumed:
            return part
        for at in range(part.last + 1, min(part.last + 4, len(self._words))):
            if self._words.gap[at] > HYPHEN:
                break
            noun = self._by_first.get(at)
            if noun is not None:
                self._resolve(noun)
                break
        return self._by_first.get(k)

    def _bear(self, part: Phrase, person: Phrase) -> None:
        part.person = person
        person.consumed = True
        part.last = person.last
        self._by_last[part.last] = part
