"""Decides whom a name means: by context, by the fuller names in the same article, and by what stands around it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

from kg.core.records import Article, Entity
from kg.entities.cues import Lexicon, cues
from kg.entities.facts import Alias
from kg.entities.home import publishing_president
from kg.entities.knowledge import Knowledge
from kg.entities.people import People
from kg.entities.phrase import MISC, PERSON, UNKNOWN, Name, label_of
from kg.entities.places import settle_towns
from kg.entities.unknown import Unknown
from kg.entities.words import BRACKET, HYPHEN, POSSESSIVE, SPACE, Words

_FORM = {"demonym": "adjective", "surname": "name", "capital": "place"}
_COUNCIL = "Security Council"
_SEATS = frozenset({"capital", "metonym", "place"})


class Linker:
    """Links names to entities.

    Args:
        knowledge: Who is known.
        lexicon: What is looked up word by word.
    """

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self._kb, self._lexicon = knowledge, lexicon
        lists = cues()
        self._never = lists["days"] | lists["not_names"]
        self._given, self._where = lexicon.given, lists["place_before"] | lists["place_prepositions"] | {"of"}
        self._moving = lists["before_a_destination"]

    def link(self, words: Words, names: list[Name], article: Article | None) -> People:
        """Set ``entity``, ``form`` and ``label`` of every name that means somebody.

        Returns:
            The people the article introduces.
        """
        people, salience = People(), Counter[str]()
        _tie_acronyms(words, names)
        settled = settle_towns(words, names, self._kb)
        context: set[str] | None = None
        open_: list[Name] = []
        unknown: list[Name] = []
        for name in names:
            if id(name) in settled and name.entity is not None and name.entity.country is not None:
                salience[name.entity.country] += 1
                continue
            if name.same_as is not None:
                continue
            options = self._readings(words, name, article)
            rule = self._kb.ambiguity(words.span(name.first, name.last)) if options else None
            if rule is not None:
                context = context or _context(words)
                reading = rule.decide(context, *_neighbours(words, name))
                options = tuple(a for a in options if reading is not None and a.entity.id == reading.entity)
                name.label = name.label if options else UNKNOWN
            name.options = options
            if not options:
                unknown.append(name)
            elif len({a.entity.id for a in options}) == 1 and not _personal(name, options[0]):
                self._take(name, options[0], salience)
                if name.label == PERSON:
                    people.introduce(options[0].entity, tuple(words.key[name.first : name.last + 1]), name.first)
            else:
                open_.append(name)
        rest = Unknown(self._kb, self._lexicon, words, names, self._publisher(article))
        rest.introduce(people, rest.add(unknown))
        left = [name for name in open_ if not self._decide(words, name, people, salience, article)]
        rest.introduce(people, rest.add(left))
        rest.surnames(people)
        rest.finish({id(n.same_as) for n in names if n.same_as is not None})
        for name in names:
            if name.same_as is not None:
                name.entity, name.label, name.options = name.same_as.entity, name.same_as.label, ()
        return people

    def _publisher(self, article: Article | None) -> Entity | None:
        """Who publishes an article, if its source is the name of somebody known."""
        found = self._kb.lookup(article.source) if article and article.source else ()
        return found[0] if found else None

    def _readings(self, words: Words, name: Name, article: Article | None) -> tuple[Alias, ...]:
        """What a name is taken for, best first; nothing where its place's name is a person's, whose label it gets."""
        options = name.options = self._of_the_day(words, name, article)
        if options and words.span(name.first, name.last) == _COUNCIL:
            options = name.options = self._own_council(article) or options
        if options and name.titled and options[0].form in ("place", "capital"):
            name.label = PERSON  # "President Benito Juárez" is not the town
            return tuple(a for a in options if a.form == "surname")
        if options and self._first_name(words, name):
            name.label = UNKNOWN
            return ()
        return options

    def _own_council(self, article: Article | None) -> tuple[Alias, ...]:
        """The Security Council of a state whose president publishes the article, as he calls it."""
        state = publishing_president(self._kb, article)
        council = self._kb.body(state, _COUNCIL.lower()) if state else None
        return () if council is None else (Alias(council, "name", _COUNCIL),)

    def _of_the_day(self, words: Words, name: Name, article: Article | None) -> tuple[Alias, ...]:
        """The readings of a name, before all whose seat it was on the day: "Moscow" of 1985 is the Soviet Union's."""
        if not name.options or article is None or article.date is None or name.options[0].form not in _SEATS:
            return name.options
        seat = self._kb.seat(words.span(name.first, name.last), article.date)
        return name.options if seat is None else (seat, *(a for a in name.options if a.form != seat.form))

    def _first_name(self, words: Words, name: Name) -> bool:
        """Whether a town's name is more likely somebody's first name here: "George said", not "in George"."""
        if name.first != name.last or name.options[0].form != "place" or words.key[name.first] not in self._given:
            return False
        return not self._located(words, name)

    def _located(self, words: Words, name: Name) -> bool:
        """Whether a preposition of place stands before a name."""
        before = name.first - 1
        if before < 0 or words.gap[name.first] > HYPHEN:
            return False
        moves = before > 0 and words.key[before] == "to" and words.key[before - 1] in self._moving
        return moves or words.key[before] in self._where

    def _take(self, name: Name, alias: Alias, salience: Counter[str]) -> None:
        name.entity, name.label, name.form = alias.entity, label_of(alias), _FORM.get(alias.form, alias.form)
        if alias.form == "capital":
            name.options = (alias, *(a for a in name.options if a is not alias))
        if alias.entity.country:
            salience[alias.entity.country] += 1

    def _decide(
        self, words: Words, name: Name, people: People, salience: Counter[str], article: Article | None
    ) -> bool:
        """Choose among several readings, or a surname's bearer; False if nothing speaks for any."""
        options = name.options
        if options[0].form == "surname":
            return self._decide_person(words, name, people, salience, article)
        town = options[0].form == "place" and not self._located(words, name)
        if name.first == name.last and (town or (options[0].cased and options[0].form in ("place", "capital", "name"))):
            key = words.key[name.first]
            introduced = people.named(key)
            state = options[0].entity.kind == "country"  # which no first name, and nobody named only later, hides
            if introduced is not None and (not state or people.surnamed(introduced, key, name.first)):
                name.entity, name.label, name.form = introduced, PERSON, "name"
                return True
        capital = options[0].form == "capital"
        best = options[0]
        if not capital:
            same_form = [a for a in options if a.form == best.form]
            best = max(same_form, key=lambda a: (salience.get(a.entity.country or "", 0), -same_form.index(a)))
        self._take(name, best, salience)
        return True

    def _decide_person(
        self, words: Words, name: Name, people: People, salience: Counter[str], article: Article | None
    ) -> bool:
        """A surname alone: somebody the article introduces, or somebody everybody knows."""
        surname = words.key[name.last]
        introduced = people.named(surname) or people.named("".join(words.key[name.first : name.last + 1]))
        if introduced is not None:
            name.entity, name.label, name.form = introduced, PERSON, "name"
            return True
        if people.namesakes(surname):
            # Two of that name: the one whom everybody calls so, or it stays open.
            name.label = PERSON
            strong = {a.entity.id: a for a in name.options if not a.weak and a.entity.id in people.ids}
            if len(strong) == 1:
                self._take(name, next(iter(strong.values())), salience)
            return True
        bearers = self._bearers(name, salience, article)
        if len({a.entity.id for a in bearers}) == 1 and surname not in self._never:
            self._take(name, bearers[0], salience)
            return True
        if surname in self._never:
            name.label = UNKNOWN
            return True
        name.options, name.label = (), PERSON if name.titled else UNKNOWN
        return False

    def _bearers(self, name: Name, salience: Counter[str], article: Article | None) -> list[Alias]:
        """Whom everybody calls by a surname, or those of a country that the text speaks of, in office if any is."""
        bearers = [a for a in name.options if not a.weak]
        if len(bearers) == 1:
            return bearers
        bearers = [a for a in (bearers or name.options) if a.entity.country and salience.get(a.entity.country)]
        if not name.titled and any(a.weak for a in bearers):
            return []
        on = article.date if article else None
        if not bearers and name.titled and on is not None and publishing_president(self._kb, article):
            return [a for a in name.options if self._leads(a.entity, on)]  # "Mr Bush", whom his peer need not introduce
        if len(bearers) < 2 or on is None:
            return bearers
        return [a for a in bearers if any(t.covers(on) for t in self._kb.tenures(a.entity.id))] or bearers

    def _leads(self, person: Entity, on: dt.date) -> bool:
        """Whether somebody is the head of a state or government on a day."""
        return any(t.covers(on) and (t.office or "").startswith("head_of") for t in self._kb.tenures(person.id))


def _personal(name: Name, alias: Alias) -> bool:
    """Whether a name can also be a person's: a surname, or a country's or town's that is one, like "Jordan"."""
    one_word = name.first == name.last and alias.form in ("name", "place", "capital")
    if one_word and alias.form == "place":
        return True
    return alias.form == "surname" or (alias.cased and one_word and not alias.text.isupper())


def _neighbours(words: Words, name: Name) -> tuple[str, str]:
    """The words before and after a name, as far as nothing stands between."""
    before = words.key[name.first - 1] if name.first and words.gap[name.first] == SPACE else ""
    after = name.last + 1
    return before, words.key[after] if after < len(words) and words.gap[after] <= POSSESSIVE else ""


def _context(words: Words) -> set[str]:
    """The words of a document, and its phrases of two and three words."""
    keys = words.key
    return {
        *keys,
        *(f"{a} {b}" for a, b in pairwise(keys)),
        *(f"{a} {b} {c}" for a, b, c in zip(keys, keys[1:], keys[2:], strict=False)),
    }


def _spelled_small(words: Words, at: int) -> bool:
    """Whether the words before an acronym in brackets, none of which has a capital, begin with its letters."""
    short = words.text[at].replace(".", "")
    first = at - len(short)
    if first < 0 or not short.isupper() or len(short) < 3 or any(words.cap[first:at]):
        return False
    return "".join(word[0] for word in words.key[first:at]) == short.casefold()


def _spells(short: str, name: list[str]) -> bool:
    """Whether a word is short for a name of several words.

    Example:
        >>> _spells("CBS", ["Central", "Bank", "of", "Somalia"]), _spells("Cran", ["Cran", "Council"])
        (True, False)
    """
    capitals = "".join(w[0] for w in name if w[0].isupper()).casefold()
    spelled = short[:2].isupper() or (len(short) > 2 and short.casefold() == capitals)  # "NATO", "Cran"
    if not 1 < len(short) < 10 or not spelled or len(name) == 1:
        return False
    letters = "".join(c for c in short if c.isupper()).casefold()
    if letters in (capitals, "".join(w[0] for w in name).casefold()):
        return True
    return bool(capitals) and letters[0] == capitals[0] and set(letters) <= set(capitals)


def _tie_acronyms(words: Words, names: list[Name]) -> None:
    """Find "the Central Bank of Somalia (CBS)" and tie every "CBS" to the full name."""
    full: dict[str, Name] = {}
    # "conflict-related sexual violence (CRSV)" is nobody
    things = {words.key[n.first] for n in names if words.gap[n.first] == BRACKET and _spelled_small(words, n.first)}
    for left, right in pairwise(names):
        behind = right.first == right.last == left.last + 1 and words.gap[right.first] == BRACKET
        if behind and _spells(words.text[right.first].replace(".", ""), words.text[left.first : left.last + 1]):
            full.setdefault(words.key[right.first], left)
    for name in names if things else ():
        if name.first == name.last and not name.options and words.key[name.first] in things:
            name.label = MISC
    for name in names if full else ():
        tied = full.get(words.key[name.first]) if name.first == name.last else None
        if tied is not None and words.cap[name.first]:
            same = name.options and tied.options and name.options[0].entity == tied.options[0].entity
            name.same_as = None if same else tied
