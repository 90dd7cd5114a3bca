"""Names that the knowledge base does not know: what they are, told from all their mentions in the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.core.records import Entity
from kg.entities.cues import Lexicon, cues
from kg.entities.evidence import Evidence
from kg.entities.knowledge import Knowledge
from kg.entities.names import normalise
from kg.entities.people import People
from kg.entities.phrase import LOC, MISC, NORP, ORG, PERSON, UNKNOWN, Name
from kg.entities.spans import LABELS
from kg.entities.words import HYPHEN, Words
from kg.language import en

_LISTS = cues()
_GIVEN, _PARTICLES = _LISTS["given_names"], _LISTS["name_particles"]
_GENERIC = (
    _LISTS["organisation_heads"] | _LISTS["place_heads"] | _LISTS["other_heads"] | _LISTS["generic_nouns"]
)  # fmt: skip
_DIRECTIONS = en.lists("names")["directions"]
_LABELS = (PERSON, ORG, LOC, NORP, MISC)
_KIND = {PERSON: "person", ORG: "organisation", LOC: "place"}
_ENT_WEIGHT = 1.2  # for the label the statistics give
_UNSEEN = 0.7  # against every label, where the statistics see no name


@dataclass(slots=True)
class Group:
    """All mentions of one unknown name in a document.

    Attributes:
        key: The normal forms of its words.
        names: Where it stands.
        votes: What speaks for each label.
        label: The label, once decided.
        entity: Whom it means, once decided.
    """

    key: tuple[str, ...]
    names: list[Name] = field(default_factory=list)
    votes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    label: str = UNKNOWN
    entity: Entity | None = None


class Unknown:
    """The unknown names of one document.

    Args:
        knowledge: Who is known, under shorter names perhaps.
        lexicon: What first names and family names there are.
        words: The document.
        names: All its names, in text order.
        publisher: Who publishes it, if somebody known.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        lexicon: Lexicon,
        words: Words,
        names: Sequence[Name],
        publisher: Entity | None = None,
    ) -> None:
        self._kb, self._words, self._names, self._publisher = knowledge, words, names, publisher
        self._evidence = Evidence(lexicon, words)
        self._beside = {id(b): (a, c) for a, b, c in zip((None, *names), names, (*names[1:], None), strict=False)}
        self._small = {
            key for key, cap, gap in zip(words.key, words.cap, words.gap, strict=True) if not cap and gap != HYPHEN
        }
        self._ents = [(e.start_char, e.end_char, LABELS[e.label_]) for e in words.doc.ents if e.label_ in LABELS]
        self.groups: list[Group] = []
        self._people: dict[str, list[Group]] = defaultdict(list)  # by first and by last word

    def add(self, names: Iterable[Name]) -> list[Group]:
        """Group names by their words, and label the groups."""
        groups: dict[tuple[str, ...], Group] = {}
        seen: dict[tuple[str, ...], list[str]] = defaultdict(list)
        words, at = self._words, 0
        for name in names:
            key = tuple(words.key[name.first : name.last + 1])
            group = groups.setdefault(key, Group(key))
            group.names.append(name)
            self._evidence.vote(name, group.votes)
            for beside in self._beside[id(name)]:
                self._evidence.vote_beside(name, beside, group.votes)
            start, end = words.start[name.first], words.end[name.last]
            while at < len(self._ents) and self._ents[at][1] <= start:
                at += 1
            if at < len(self._ents) and self._ents[at][0] < end:
                seen[key].append(self._ents[at][2])
            elif self._ents:
                seen[key].append(UNKNOWN)
        for group in groups.values():
            if any(k in self._small and k not in _PARTICLES for k in group.key):
                group.votes[PERSON] -= 1.5
            self._weigh(group.votes, seen[group.key])
            best = max(_LABELS, key=lambda label: group.votes.get(label, 0.0))
            group.label = best if group.votes.get(best, 0.0) > 0 else UNKNOWN
        self.groups += groups.values()
        return list(groups.values())

    @staticmethod
    def _weigh(votes: dict[str, float], seen: list[str]) -> None:
        """Let the statistics confirm or deny what else speaks for a name; alone they make none."""
        if not any(vote > 0 for vote in votes.values()):
            return
        for label in seen:
            if label:
                votes[label] += _ENT_WEIGHT
            else:
                for each in _LABELS:
                    votes[each] -= _UNSEEN

    def introduce(self, people: People, groups: list[Group]) -> None:
        """Make the people who are named by more than one word."""
        for group in sorted(groups, key=lambda g: -len(g.key)):
            if group.label != PERSON or len(group.key) < 2 or group.entity is not None:
                continue
            group.entity = self._known_person(group) or self._variant(group.key)
            if group.entity is None:
                group.entity = Entity("-".join(group.key), self._shown(group), "person")
            people.introduce(group.entity, group.key, group.names[0].first)
            for part in (group.key[0], group.key[-1]):
                self._people[part].append(group)

    def surnames(self, people: People) -> None:
        """Single words that are part of the name of somebody introduced."""
        for group in self.groups:
            if group.entity is not None or (group.label in (ORG, MISC) and group.votes[group.label] > 2.4):
                continue
            if len(group.key) > 1 and group.label not in (PERSON, UNKNOWN):
                continue
            found = people.named(group.key[-1]) or people.named("".join(group.key))
            if found is not None and (len(group.key) == 1 or group.key[-1] == found.id.split("-")[-1]):
                group.entity, group.label = found, PERSON

    def finish(self, spelled_out: set[int]) -> None:
        """Make entities of what is left.

        Args:
            spelled_out: ``id`` of the names that an acronym stands for, which are bodies.
        """
        for group in sorted(self.groups, key=lambda g: -len(g.key)):
            if group.label in (UNKNOWN, PERSON, MISC) and any(id(n) in spelled_out for n in group.names):
                group.label, group.entity = ORG, None
            if group.entity is None:
                self._short_form(group)
            if group.entity is None:
                self._make(group)
            for name in group.names:
                name.label, name.entity = group.label, group.entity

    def _short_form(self, group: Group) -> None:
        """ "the Foundation" after "the Hamad Foundation"; "the Ministry" on a ministry's own page is that one."""
        head, keys = group.key[0], self._words.key
        if len(group.key) > 1 or head not in _LISTS["organisation_heads"]:
            return
        if self._publisher is not None and head in normalise(self._publisher.name).split():
            group.label, group.entity = ORG, self._publisher
            return
        longer = (n for n in self._names if n.label == ORG and n.last > n.first and head in keys[n.first : n.last + 1])
        full = {n.entity.id: n.entity for n in longer if n.entity is not None}
        if len(full) == 1:
            group.label, group.entity = ORG, next(iter(full.values()))

    def _make(self, group: Group) -> None:
        first = group.names[0].first
        navy = self._kb.ship(self._words.text[first]) if len(group.key) > 1 else None
        if navy is not None:
            group.label, group.entity = ORG, navy
            return
        if group.label not in _KIND:
            return
        if len(group.key) == 1 and group.key[0] in _LISTS["titles"] - _GIVEN:
            group.label = UNKNOWN
            return
        if len(group.key) == 1 and group.key[0] in _GENERIC:
            if group.key[0] not in _LISTS["standalone_bodies"]:
                group.label = UNKNOWN  # "the Kingdom", "the Court": whose is for the noun phrases to tell
            return
        if group.label == PERSON and not any(n.titled for n in group.names) and group.votes[PERSON] < 1:
            return
        inside = [p.options[0].entity for n in group.names for p in n.parts if self._tells_country(n, p)]
        country = next((e.country for e in inside if e.kind in ("country", "place")), None)
        group.entity = Entity("-".join(group.key), self._shown(group), _KIND[group.label], country)
        if group.label == LOC:
            for each in group.names:
                each.form = "place"

    def _tells_country(self, name: Name, part: Name) -> bool:
        """Whether a known name within a name says where it is: "Kabul University", not "Great Man-Made River"."""
        if not part.options or part.options[0].weak:
            return False
        rule = self._kb.ambiguity(self._words.span(part.first, part.last))
        if rule is not None and part.options[0].entity.kind == "place":
            return False  # "Delta Air Lines" is not of a town of that name
        before = self._words.key[part.first - 1] if part.first > name.first else ""
        if before in _DIRECTIONS:
            return False  # "Central American University"
        return part.options[0].entity.kind == "country" or part.first == name.first or part.last == name.last

    def _shown(self, group: Group) -> str:
        name = group.names[0]
        return " ".join(self._words.span(name.first, name.last).split())

    def _known_person(self, group: Group) -> Entity | None:
        """A known person whom the tables name otherwise: "Rodrigo Chaves Robles", "Mahmud Abbas"."""
        aliases, key = self._kb.aliases(), group.key
        name = group.names[0]
        for part in name.parts:  # "Josaia Voreqe Bainimarama", of whom all but the first is known
            full = part.first == name.first + 1 and part.last == name.last > part.first
            if full and part.options[0].entity.kind == "person" and part.options[0].form == "name":
                return part.options[0].entity
        shorter = [key, key[:2], key[:3]]
        # "Joseph Robinette Biden"; but "Cho Jae-hyun" is not Cho Hyun.
        first, last = group.names[0].first, group.names[0].last
        if HYPHEN not in self._words.gap[first + 1 : last + 1] and not _PARTICLES & set(key):
            shorter.append((key[0], key[-1]))
        for short in shorter:
            for alias in aliases.get(short, ()):
                if len(short) > 1 and alias.entity.kind == "person":
                    return alias.entity
        return self._kb.spellings.find(key)

    def _variant(self, key: tuple[str, ...]) -> Entity | None:
        """The same person under a longer or a slightly different name in the same article."""
        for other in {id(g): g for part in (key[0], key[-1]) for g in self._people.get(part, ())}.values():
            if other.entity is None or other.key == key:
                continue
            shorter = len(key) < len(other.key) and (key[0] == other.key[0] or key == other.key[-len(key) :])
            if shorter and set(key) <= set(other.key):
                return other.entity
            if len(key) == len(other.key) > 1 and _one_letter_apart(" ".join(key), " ".join(other.key)):
                return other.entity
        return None


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether two names differ by one letter added, dropped or replaced."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 8:
        return False
    k = 0
    while k < min(len(a), len(b)) and a[k] == b[k]:
        k += 1
    return a[k + 1 :] == b[k + 1 :] or a[k:] == b[k + 1 :] or a[k + 1 :] == b[k:]
