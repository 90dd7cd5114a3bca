"""States rather than acts: who holds which office, speaks for whom, belongs to what, lies where.

Read from appositions and modifiers ("Kremlin spokesman Dmitry Peskov"), and taken from the knowledge base for those
whom the article mentions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kg.core.event import Evidence
from kg.core.records import Article, Entity, Relation
from kg.entities.cues import cues
from kg.entities.knowledge import Knowledge
from kg.entities.names import key
from kg.entities.phrase import Phrase
from kg.entities.words import STOP, Words
from kg.language import en

HOLDS_OFFICE, SPOKESMAN, MEMBER, PART, LOCATED, CAPITAL = (
    "holds_office", "spokesman_of", "member_of", "part_of", "located_in", "capital_of",
)  # fmt: skip
_SPOKES = en.orders("names")["spokespeople"]
_LONGEST = 150  # words of a sentence on either side of the phrase
_BODIES = frozenset({"government", "organisation", "armed_group", "company"})


def from_text(words: Words, phrases: Iterable[Phrase], article: Article | None) -> list[Relation]:
    """Relations that role phrases state: a person, a role, and whose it is.

    Args:
        words: The document.
        phrases: As :class:`kg.entities.composing.Composer` makes them.
        article: The article, whose id the relations carry.

    Example:
        "Kremlin spokesman Dmitry Peskov" gives Dmitry Peskov, spokesman_of, the Russian government.
    """
    found: list[Relation] = []
    for phrase in phrases:
        if (
            phrase.person is None
            or phrase.role is None
            or not phrase.owners
            or phrase.past
            or len(phrase.entities) != 1
        ):
            continue
        person = phrase.entities[0]
        if person.kind != "person":
            continue
        role = phrase.role.phrase
        if key(role)[-1] in cues()["no_offices"]:
            continue  # a candidate holds no office, and a journalist has none
        predicate = SPOKESMAN if role.endswith(_SPOKES) else HOLDS_OFFICE
        evidence = _evidence(words, phrase)
        for owner in phrase.owners:
            if owner.kind == "place" or owner.id == person.id:
                continue
            found.append(
                Relation(person, predicate, owner, role, article=article.id if article else None, evidence=evidence)
            )
    return found


def from_knowledge(knowledge: Knowledge, entities: Iterable[Entity], date: dt.date | None) -> list[Relation]:
    """What the knowledge base says of those whom an article mentions, where both sides are mentioned or named by it.

    Offices are those held on the day of publication, or all that are known where the day is not; members are given
    where the article mentions the organisation too.

    Args:
        knowledge: Who is known.
        entities: Those mentioned.
        date: Day of publication.
    """
    known = {e.id: e for e in entities}
    found: list[Relation] = []
    for entity in known.values():
        if entity.kind == "person":
            for tenure in knowledge.tenures(entity.id):
                if date is None or tenure.covers(date):
                    of = known.get(tenure.of) or knowledge.entity(tenure.of)
                    found.append(Relation(entity, HOLDS_OFFICE, of, tenure.role, tenure.start, tenure.end))
        elif entity.kind == "country":
            for organisation in knowledge.memberships(entity.id):
                if organisation in known:
                    found.append(Relation(entity, MEMBER, known[organisation]))
        elif entity.country and entity.kind in _BODIES | {"place"}:
            country = knowledge.entity(entity.country)
            if entity.kind == "place":
                capital = knowledge.capital(entity.country)
                predicate = CAPITAL if capital == entity.name else LOCATED
                found.append(Relation(entity, predicate, country))
            elif entity.kind == "government" and entity.id.startswith(f"{entity.country.lower()}/"):
                found.append(Relation(entity, PART, country))
    return found


def ordered(relations: Iterable[Relation]) -> list[Relation]:
    """Relations in a fixed order, each one once."""
    unique: dict[tuple[str, str, str, str, str], Relation] = {}
    for r in relations:
        key = (r.subject.id, r.predicate, r.object.id, r.role or "", str(r.start or ""))
        if key not in unique or (unique[key].evidence is None and r.evidence is not None):
            unique[key] = r
    return [unique[key] for key in sorted(unique)]


def _evidence(words: Words, phrase: Phrase) -> Evidence:
    first, last = phrase.first, phrase.last
    while first and words.gap[first] < STOP and phrase.first - first < _LONGEST:
        first -= 1
    while last + 1 < len(words) and words.gap[last + 1] < STOP and last - phrase.last < _LONGEST:
        last += 1
    start = words.start[first]
    end = words.start[last + 1] if last + 1 < len(words) else len(words.string)
    sentence = words.string[start:end].rstrip()
    # The role's words are what the relation is read from.
    t_start, t_end = words.start[phrase.head_first], words.end[phrase.head_last]
    return Evidence(sentence, start, start + len(sentence), words.string[t_start:t_end], t_start, t_end)
