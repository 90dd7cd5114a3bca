"""Joins names, roles and common nouns to the phrases that speak of one actor.

"Russian President Vladimir Putin" is Putin, "Burma's regime" a government of Myanmar, "protesters in Minsk" people of
Belarus, "the president of Ukraine" whoever held the office on the day.
"""

from __future__ import annotations

from kg.core.records import Entity
from kg.entities.cues import Lexicon, cues
from kg.entities.meaning import Meaning
from kg.entities.owners import Owners
from kg.entities.parts import Parts
from kg.entities.people import People
from kg.entities.phrase import AGENT, INSTITUTION, NAME, NORP, PERSON, ROLE, Name, Phrase
from kg.entities.words import COMMA, HYPHEN, SPACE, Words
from kg.language import en
from kg.language.lemmas import is_any_of

_NAMES = en.lists("names")
_LISTS = cues()
_IN, _FOR_WHAT, _IN_OFFICE = (en.lists("prepositions")[name] for name in ("within", "of_an_office", "in_an_office"))
_DETERMINERS = _LISTS["determiners"]
_ARMED = "UAF"  # the sector of those of whom nothing is known but that they bear arms
_LONGEST_TASK = 10  # words
_PEACEFUL = frozenset({"GOV", "CVL", "LEG", "JUD"})


class Joiner(Owners):
    """Joins the parts of one document to phrases, with what stands before them and behind."""

    def join(self, part: Phrase) -> None:
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

    def _also(self, part: Phrase, k: int) -> bool:
        """ "Prime Minister and Defence Minister Abiy Ahmed" is one person with two offices."""
        words = self._words
        right = self.by_first.get(k)
        titled = words.cap[part.first] and k < len(words) and words.cap[k] and words.gap[k] == SPACE
        if not titled or part.person is not None or right is None or right.what != ROLE or right.resolved:
            return False
        if part.first and words.key[part.first - 1] in _DETERMINERS:
            return False
        self.join(right)
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
            self.by_last[k] = part
            k += 1
        if k >= count or words.gap[k] != SPACE:
            return
        right = self.by_first.get(k)
        bears = part.what == ROLE or (part.agent is not None and not part.plural)
        if bears and right is not None and right.what == NAME and right.name is not None:
            if right.name.label == PERSON:
                self._bear(part, right)
            return
        if part.what == ROLE and words.key[k] == "and" and self._also(part, k + 1):
            return
        right = self._owner_right(part, k)
        if right is None:
            self._look_behind_task(part, k)
            return
        part.owners = self._owners(right)
        right.consumed = True
        part.last = right.last
        if part.plural and part.what == ROLE:
            self._list_of_owners(part)
        self.by_last[part.last] = part
        # "the president of Ukraine Volodymyr Zelensky"
        after = self.by_first.get(part.last + 1)
        named = after is not None and after.name is not None and after.name.label == PERSON
        if part.what == ROLE and after is not None and named and words.gap[after.first] == SPACE:
            self._bear(part, after)

    def _look_behind_task(self, part: Phrase, k: int) -> None:
        """Who bears a role, behind what he is there for: "envoy for Yemen Ana Li", "ambassador to Israel Bo Wang"."""
        words = self._words
        if part.what != ROLE or part.person is not None or part.plural or words.key[k] not in _FOR_WHAT:
            return
        at = k + 1
        while at < min(len(words), k + _LONGEST_TASK) and words.gap[at] == SPACE:
            there = self.by_first.get(at)
            if there is None:
                if not words.cap[at] and words.key[at] not in _IN_OFFICE:
                    return
                at += 1
                continue
            if there.what == NAME and there.name is not None and there.name.label == PERSON:
                if at > k + 1 and words.cap[at - 1]:  # not "adviser to Ana Li"
                    self._bear(part, there)
                return
            if there.what == ROLE or there.possessed:
                return
            at = there.last + 1

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
        if right is None or words.gap[k] != SPACE or right.consumed or self._is_before_noun(right):
            return None
        if part.name is not None and of in _IN and right.what != NAME:
            return None
        self.join(right)
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

    def _is_before_noun(self, right: Phrase) -> bool:
        """Whether a name with an article only tells which thing is meant: "parties of the Minsk agreements"."""
        words, after = self._words, right.last + 1
        if right.what != NAME or words.key[right.first - 1] != "the":
            return False
        if after >= len(words) or words.gap[after] != SPACE or words.cap[after]:
            return False
        name, noun = (words.doc[words.token[k]] for k in (right.last, after))
        return name.head == noun and noun.pos_ == "NOUN" and after not in self.by_first

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
            other = self.by_first.get(k)
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
        part = self.by_first.get(k)
        if part is None or part.name is None or part.name.label != NORP or part.consumed:
            return part
        for at in range(part.last + 1, min(part.last + 4, len(self._words))):
            if self._words.gap[at] > HYPHEN:
                break
            noun = self.by_first.get(at)
            if noun is not None:
                self.join(noun)
                break
        return self.by_first.get(k)

    def _bear(self, part: Phrase, person: Phrase) -> None:
        part.person = person
        person.consumed = True
        part.last = person.last
        self.by_last[part.last] = part


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

    def phrases(self, names: list[Name]) -> list[Phrase]:
        """All phrases that mean somebody, in text order."""
        parts = self._parts.of(names)
        joined = Joiner(self._words, self._people, self._meaning, parts)
        top = [p for p in parts if not p.consumed]
        self._meaning.appositions(top)
        for part in top:
            self._meaning.mean(part)
        spoken_of: dict[str, list[list[Entity]]] = {}
        for part in top:
            if part.bare and not part.entities and not self._led(part, joined) and not self._shares_owner(part, joined):
                self._meaning.mean_bare(part)
            self._meaning.again(part, spoken_of)
        full = {id(p.name): p for p in parts if p.name is not None}
        for part in top:
            if part.name is not None and part.name.same_as is not None and part.what == NAME:
                meant = full.get(id(part.name.same_as))
                if meant is not None and meant.entities:
                    part.entities = meant.entities
        return [p for p in top if p.entities and not (p.what == NAME and joined.is_sided(p))]

    def _led(self, part: Phrase, joined: Joiner) -> bool:
        """ "The army, led by General Burhan": whose it is, by who leads it."""
        words, k = self._words, part.last + 1
        if k + 2 >= len(words) or words.gap[k] > COMMA or words.key[k] not in _NAMES["led"] or words.key[k + 1] != "by":
            return False
        leader = joined.by_first.get(k + 2)
        leader = leader.person or leader if leader is not None else None
        country = self._people.country_of(leader.entities[0].id) if leader and leader.entities else None
        country = (leader.entities[0].country if leader and leader.entities else None) or country
        if part.what == ROLE or country is None:
            return False
        return self._belongs(part, [self._meaning.knowledge.entity(country)])

    def _shares_owner(self, part: Phrase, joined: Joiner) -> bool:
        """ "The French leadership and people": what "and" joins without an article of its own has one owner."""
        words, k = self._words, part.first - 1
        peaceful = part.agent is None or part.agent.sector in _PEACEFUL
        if not peaceful or part.what == ROLE or k < 1 or words.key[k] != "and" or words.gap[part.first] > SPACE:
            return False
        left = joined.by_last.get(k - 1)
        if left is None or left.what not in (AGENT, INSTITUTION) or len(left.owners) != 1:
            return False
        return self._belongs(part, list(left.owners)) if left.owners[0].kind == "country" else False

    def _belongs(self, part: Phrase, owners: list[Entity]) -> bool:
        part.owners, part.bare = owners, False
        self._meaning.mean(part)
        return bool(part.entities)
