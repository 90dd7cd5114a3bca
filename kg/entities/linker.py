"""Decides whom a name means: by context, by the fuller names in the same article, and by what stands around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from kg.entities.cues import cues
from kg.entities.facts import Alias
from kg.entities.knowledge import Knowledge
from kg.entities.recognizer import LOC, MISC, NORP, ORG, PERSON, UNKNOWN, Name, label_of
from kg.entities.words import BRACKET, COMMA, HYPHEN, POSSESSIVE, SPACE, Words
from kg.model import Article, Entity

_KIN, _PLACE_OF = cues()["kin"], cues()["place_nouns"]
_OBJECT_CUES = {
    "said": (PERSON, 1.5),
    "says": (PERSON, 1.5),
    "told": (PERSON, 1.0),
    "added": (PERSON, 1.0),
    "named": (PERSON, 1.0),
    "called": (UNKNOWN, 0.0),
    "the": (ORG, 1.5),
    "a": (MISC, 0.5),
    "an": (MISC, 0.5),
    "in": (LOC, 1.5),
    "near": (LOC, 2.0),
    "at": (LOC, 0.8),
    "from": (LOC, 0.7),
    "across": (LOC, 1.5),
    "outside": (LOC, 1.5),
    "inside": (LOC, 1.0),
    "around": (LOC, 1.0),
    "southern": (LOC, 2.5),
    "northern": (LOC, 2.5),
    "eastern": (LOC, 2.5),
    "western": (LOC, 2.5),
    "central": (LOC, 1.5),
    "downtown": (LOC, 2.5),
    "nearby": (LOC, 2.0),
    "including": (UNKNOWN, 0.0),
}
_ENT_LABELS = {
    "PERSON": PERSON, "PER": PERSON, "ORG": ORG, "GPE": LOC, "LOC": LOC, "FAC": LOC, "NORP": NORP, "EVENT": MISC,
    "WORK_OF_ART": MISC, "PRODUCT": MISC, "LAW": MISC, "MISC": MISC, "LANGUAGE": MISC, "ORGANIZATION": ORG,
    "LOCATION": LOC, "PLACE": LOC,
}  # fmt: skip


@dataclass(slots=True)
class Group:
    """All mentions of one unknown name in a document.

    Attributes:
        key: The normal forms of its words.
        names: Where it stands.
        votes: What speaks for each label.
        entity: Whom it means, once decided.
    """

    key: tuple[str, ...]
    names: list[Name] = field(default_factory=list)
    votes: Counter[str] = field(default_factory=Counter)
    label: str = UNKNOWN
    entity: Entity | None = None


class People:
    """Those whom an article introduces by full name, by surname and first name, and what it says of them."""

    def __init__(self) -> None:
        self.ids: dict[str, Entity] = {}
        self.by_part: dict[str, list[Entity]] = defaultdict(list)
        self.country: dict[str, Counter[str]] = defaultdict(Counter)
        self.home: dict[str, str] = {}
        self.bodies: dict[str, Entity] = {}
        self.sector: dict[str, str] = {}
        self.offices: dict[str, list[tuple[str | None, str, str | None]]] = defaultdict(list)

    def introduce(self, entity: Entity, keys: tuple[str, ...]) -> None:
        """Remember a full name."""
        self.ids.setdefault(entity.id, entity)
        for part in {*keys, "".join(keys[1:])}:
            known = self.by_part[part]
            if entity not in known:
                known.append(entity)

    def country_of(self, id_: str) -> str | None:
        """The country the article gives somebody, or else that of the story for those who bear an office there."""
        votes = self.country.get(id_)
        return votes.most_common(1)[0][0] if votes else self.home.get(id_)

    def named(self, part: str) -> Entity | None:
        """The one person of that surname or first name; None if there is none or more than one."""
        found = self.by_part.get(part, [])
        return found[0] if len(found) == 1 else None


class Linker:
    """Links names to entities.

    Args:
        knowledge: Who is known.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._kb = knowledge
        self._lists = lists = cues()
        self._generic = (
            lists["organisation_heads"] | lists["place_heads"] | lists["other_heads"] | lists["generic_nouns"]
        )

    def link(self, words: Words, names: list[Name], article: Article | None) -> tuple[People, Counter[str]]:
        """Set ``entity``, ``form`` and ``label`` of every name that means somebody.

        Returns:
            The people the article introduces, and how often it speaks of each country.
        """
        people, salience = People(), Counter[str]()
        _tie_acronyms(words, names)
        context: set[str] | None = None
        open_: list[Name] = []
        for name in names:
            if not name.options or name.same_as is not None:
                continue
            if name.titled and name.options[0].form in ("place", "capital"):
                name.options, name.label = (), PERSON  # "President Benito Juárez" is not the town
                continue
            rule = self._kb.ambiguity(words.span(name.first, name.last))
            if rule is not None:
                if context is None:
                    context = _context(words)
                before = words.key[name.first - 1] if name.first and words.gap[name.first] == SPACE else ""
                after = (
                    words.key[name.last + 1]
                    if name.last + 1 < len(words) and words.gap[name.last + 1] <= POSSESSIVE
                    else ""
                )
                reading = rule.decide(context, before, after)
                chosen = [a for a in name.options if reading is not None and a.entity.id == reading.entity]
                if not chosen:
                    name.options, name.label = (), UNKNOWN
                    continue
                name.options = tuple(chosen)
            if len({a.entity.id for a in name.options}) == 1 and name.options[0].form != "surname":
                self._take(name, name.options[0], salience)
                if name.label == PERSON:
                    people.introduce(name.options[0].entity, tuple(words.key[name.first : name.last + 1]))
            else:
                open_.append(name)
        later = {id(n) for n in open_}
        unknown = [n for n in names if n.entity is None and n.same_as is None and id(n) not in later]
        groups = self._groups(words, unknown, salience)
        self._name_people(words, groups, people)
        for name in open_:
            self._decide(words, name, people, salience, article)
        self._surnames(words, groups, people)
        self._rest(words, groups, names)
        for group in groups:
            for name in group.names:
                name.label, name.entity = group.label, group.entity
        for name in names:
            if name.same_as is not None:
                name.entity, name.label, name.options = name.same_as.entity, name.same_as.label, ()
        return people, salience

    def _take(self, name: Name, alias: Alias, salience: Counter[str]) -> None:
        name.entity, name.label = alias.entity, label_of(alias)
        name.form = {"demonym": "adjective", "surname": "name", "capital": "place"}.get(alias.form, alias.form)
        if alias.form == "capital":
            name.options = (alias, *(a for a in name.options if a is not alias))
        if alias.entity.country:
            salience[alias.entity.country] += 1

    # Known names with several readings

    def _decide(
        self, words: Words, name: Name, people: People, salience: Counter[str], article: Article | None
    ) -> None:
        options = name.options
        if options[0].form == "surname" or all(a.form == "surname" for a in options):
            self._decide_person(words, name, people, salience, article)
            return
        if name.first == name.last:
            introduced = people.named(words.key[name.first])
            if introduced is not None and options[0].form in ("place", "capital", "name") and options[0].cased:
                name.entity, name.label, name.form = introduced, PERSON, "name"
                return
        ids = {a.entity.id for a in options}
        capital = next((a for a in options if a.form == "capital"), None)
        if capital is not None and options[0].form == "capital":
            self._take(name, capital, salience)
            return
        if len(ids) > 1:
            best = max(options, key=lambda a: (salience.get(a.entity.country or "", 0) > 0, -options.index(a)))
            same_rank = [a for a in options if a.form == best.form]
            if options[0].form == "name" and best.form != "name":
                best = options[0]
            elif len(same_rank) > 1:
                best = max(same_rank, key=lambda a: (salience.get(a.entity.country or "", 0), -same_rank.index(a)))
        else:
            best = options[0]
        self._take(name, best, salience)

    def _decide_person(
        self, words: Words, name: Name, people: People, salience: Counter[str], article: Article | None
    ) -> None:
        """A surname alone: somebody the article introduces, or somebody everybody knows."""
        key = "".join(words.key[name.first : name.last + 1])
        introduced = people.named(words.key[name.last]) or people.named(key)
        name.label, name.form = PERSON, "name"
        if introduced is not None:
            name.entity = introduced
            return
        if people.by_part.get(words.key[name.last]):
            name.entity = None  # two of that name: stays open
            return
        strong = [a for a in name.options if not a.weak]
        if len(strong) > 1 or not strong:
            strong = [a for a in (strong or name.options) if a.entity.country and salience.get(a.entity.country)]
            if not name.titled and any(a.weak for a in strong):
                strong = []
            on = article.date if article else None
            if len(strong) > 1 and on is not None:
                strong = [a for a in strong if any(t.covers(on) for t in self._kb.tenures(a.entity.id))] or strong
        if len({a.entity.id for a in strong}) == 1:
            name.entity = strong[0].entity
            if strong[0].entity.country:
                salience[strong[0].entity.country] += 1

    # Unknown names

    def _groups(self, words: Words, names: Iterable[Name], salience: Counter[str]) -> list[Group]:
        groups: dict[tuple[str, ...], Group] = {}
        small = {key for key, cap in zip(words.key, words.cap, strict=True) if not cap}
        ents = [(e.start_char, e.end_char, e.label_) for e in words.doc.ents]
        at = 0
        for name in names:
            key = tuple(words.key[name.first : name.last + 1])
            group = groups.setdefault(key, Group(key))
            group.names.append(name)
            self._vote(words, name, group.votes)
            if any(k in small and k not in self._lists["name_particles"] for k in key):
                group.votes[PERSON] -= 1.5  # type: ignore[assignment]
            start, end = words.start[name.first], words.end[name.last]
            while at < len(ents) and ents[at][1] <= start:
                at += 1
            if at < len(ents) and ents[at][0] < end and ents[at][2] in _ENT_LABELS:
                group.votes[_ENT_LABELS[ents[at][2]]] += 2.5  # type: ignore[assignment]
        return list(groups.values())

    def _vote(self, words: Words, name: Name, votes: Counter[str]) -> None:
        """What the words around a name say of it."""
        add = _Votes(votes)
        first, last, count = name.first, name.last, len(words)
        text = words.span(first, last)
        if name.label:
            add(name.label, 4)
        if name.titled:
            add(PERSON, 4)
        if first < last:
            add(PERSON, 0.8 if last - first < 3 else 0.0)
            if words.key[first] in self._lists["given_names"]:
                add(PERSON, 2)
        elif words.key[first] in self._lists["given_names"]:
            add(PERSON, 1)
        if text.isupper() and 1 < len(text) <= 6 and first == last:
            add(ORG, 2.5)
            add(PERSON, -2)
        elif text[-1].islower() and sum(c.isupper() for c in text) > 1 and first == last and "-" not in text:
            add(ORG, 0.7)
        if first and words.gap[first] <= HYPHEN:
            before = words.key[first - 1]
            label, weight = _OBJECT_CUES.get(before, (UNKNOWN, 0.0))
            if label:
                add(label, weight)
            if before == "of" and first > 1 and words.key[first - 2] in _PLACE_OF:
                add(LOC, 3)
            elif before == "the":
                add(PERSON, -2)
        if last + 1 < count:
            self._vote_after(words, last + 1, add)

    def _vote_after(self, words: Words, after: int, add: _Votes) -> None:
        gap, key = words.gap[after], words.key[after]
        token = words.doc[words.token[after]]
        if gap == SPACE:
            if token.lemma_.lower() in self._lists["speech_verbs"] and token.tag_.startswith("VB"):
                add(PERSON, 1.2)
            elif key == "who":
                add(PERSON, 2)
            elif words.key[after] in _PLACE_OF:
                add(LOC, 1.5)
        elif gap == POSSESSIVE and key in _KIN:
            add(PERSON, 2)
        elif gap == COMMA:
            if key.isdigit() and 1 < len(key) <= 3 and 9 < int(key) < 111:
                add(PERSON, 3)
            elif key in ("who", "whose"):
                add(PERSON, 2)
        elif gap == BRACKET and key.isdigit() and len(key) == 2:
            add(PERSON, 1.5)

    def _name_people(self, words: Words, groups: list[Group], people: People) -> None:
        """Label the groups, and introduce the people of more than one word."""
        for group in groups:
            best = max((PERSON, ORG, LOC, NORP, MISC), key=lambda label: group.votes.get(label, 0))
            group.label = best if group.votes.get(best, 0) > 0 else UNKNOWN
        for group in sorted(groups, key=lambda g: -len(g.key)):
            if group.label != PERSON or len(group.key) < 2:
                continue
            group.entity = self._known_person(group.key) or self._variant(group.key, groups)
            if group.entity is None:
                name = group.names[0]
                text = _clean(words, name)
                group.entity = Entity("-".join(group.key), text, "person")
            people.introduce(group.entity, group.key)

    def _known_person(self, key: tuple[str, ...]) -> Entity | None:
        """A known person under a longer name than the tables give: "Rodrigo Chaves Robles"."""
        aliases = self._kb.aliases()
        for short in (key, key[:2], (key[0], key[-1]), key[:3]):
            for alias in aliases.get(short, ()):
                if len(short) > 1 and alias.entity.kind == "person":
                    return alias.entity
        return None

    @staticmethod
    def _variant(key: tuple[str, ...], groups: list[Group]) -> Entity | None:
        """The same person under a longer or a slightly different name in the same article."""
        for other in groups:
            if other.entity is None or other.label != PERSON or other.key == key:
                continue
            shorter = len(key) < len(other.key) and (key[0] == other.key[0] or key == other.key[-len(key) :])
            if shorter and set(key) <= set(other.key):
                return other.entity
            if len(key) == len(other.key) > 1 and _one_letter_apart(" ".join(key), " ".join(other.key)):
                return other.entity
        return None

    def _surnames(self, words: Words, groups: list[Group], people: People) -> None:
        """Single words that are part of the name of somebody introduced."""
        for group in groups:
            if group.entity is not None or (group.label in (ORG, MISC) and group.votes[group.label] > 2.4):
                continue
            if len(group.key) == 1 or group.label in (PERSON, UNKNOWN):
                found = people.named(group.key[-1]) or people.named("".join(group.key))
                if found is not None and (len(group.key) == 1 or group.key[-1] == found.id.split("-")[-1]):
                    group.entity, group.label = found, PERSON

    def _rest(self, words: Words, groups: list[Group], names: list[Name]) -> None:
        """Entities of their own for what is left, and what the acronyms stand for."""
        full = {id(n.same_as) for n in names if n.same_as is not None}
        for group in groups:
            if any(id(n) in full for n in group.names) and group.label in (UNKNOWN, PERSON, MISC):
                group.label, group.entity = ORG, None
            self._make(words, group)

    def _make(self, words: Words, group: Group) -> None:
        if group.entity is not None or group.label in (UNKNOWN, MISC, NORP):
            return
        if len(group.key) == 1 and group.key[0] in self._generic:
            return  # "the Kingdom", "the Court": whose is for the noun phrases to tell
        name = group.names[0]
        inside = [p.options[0].entity for n in group.names for p in n.parts if p.options]
        country = next((e.country for e in inside if e.kind in ("country", "place")), None)
        kind = {PERSON: "person", ORG: "organisation", LOC: "place"}[group.label]
        if group.label == PERSON and not any(n.titled for n in group.names) and group.votes[PERSON] < 1:
            return
        group.entity = Entity("-".join(group.key), _clean(words, name), kind, country)
        if group.label == LOC:
            for each in group.names:
                each.form = "place"


class _Votes:
    """Adds to a counter with float weights."""

    __slots__ = ("_votes",)

    def __init__(self, votes: Counter[str]) -> None:
        self._votes = votes

    def __call__(self, label: str, weight: float) -> None:
        self._votes[label] += weight  # type: ignore[assignment]


def _tie_acronyms(words: Words, names: list[Name]) -> None:
    """Find "the Central Bank of Somalia (CBS)" and tie every "CBS" to the full name."""
    full: dict[str, Name] = {}
    for left, right in pairwise(names):
        if right.first != left.last + 1 or words.gap[right.first] != BRACKET or right.first != right.last:
            continue
        short = words.text[right.first].replace(".", "")
        if not 1 < len(short) < 10 or not short[:2].isupper() or left.first == left.last:
            continue
        capitals = "".join(w[0] for w in words.text[left.first : left.last + 1] if w[0].isupper()).casefold()
        every = "".join(w[0] for w in words.text[left.first : left.last + 1]).casefold()
        letters = "".join(c for c in short if c.isupper()).casefold()
        if letters in (capitals, every) or (capitals and letters[0] == capitals[0] and set(letters) <= set(capitals)):
            full.setdefault(words.key[right.first], left)
    if not full:
        return
    for name in names:
        tied = full.get(words.key[name.first]) if name.first == name.last else None
        if tied is not None and words.text[name.first][:2].isupper():
            if name.options and tied.options and name.options[0].entity == tied.options[0].entity:
                continue
            name.same_as = tied


def _clean(words: Words, name: Name) -> str:
    return " ".join(words.span(name.first, name.last).split())


def _context(words: Words) -> set[str]:
    """The words of a document, and its phrases of two and three words."""
    keys = words.key
    return {
        *keys,
        *(f"{a} {b}" for a, b in pairwise(keys)),
        *(f"{a} {b} {c}" for a, b, c in zip(keys, keys[1:], keys[2:], strict=False)),
    }


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether two names differ by one letter added, dropped or replaced."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 8:
        return False
    k = 0
    while k < min(len(a), len(b)) and a[k] == b[k]:
        k += 1
    return a[k + 1 :] == b[k + 1 :] or a[k:] == b[k + 1 :] or a[k + 1 :] == b[k:]
