"""Acts without a named actor that an article has told before, or tells once more, with those who took part.

"Rebels shelled Kadugli. … Ten were killed in the attacks": the attacks are those of the rebels.  "Teachers marched in
Bamako. … The protests spread": it was they who protested.  Such acts are no events of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.core.plover import EventType, QuadClass
from kg.core.plover_table import Trait
from kg.events.agentless import is_dated
from kg.events.doers import HARM, attacks
from kg.events.happened import has_date
from kg.events.match import Match
from kg.events.unnamed import is_unnamed
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_CRIME, _UNNAMED = en.lists("crime"), en.lists("unnamed")
_DEFINITE = en.lists("small_words")["definite"]
# So many sentences before it an act is still what "the attack" means.
_NEAR = 3


def settle(told: Sequence[list[Match]]) -> None:
    """Leaves out what is told again without those who did it.

    Args:
        told: The matches of each sentence of an article; changed in place.
    """
    protests = [m for found in told for m in found if m.entry.type == EventType.PROTEST and m.actors]
    for number, found in enumerate(told):
        before = [m for near in told[max(0, number - _NEAR) : number] for m in near]
        for match in [m for m in found if not m.actors]:
            if goes_on := _goes_on(match, told[number - 1] if number else []):
                match.actors = list(goes_on.actors)
                continue
            if match.entry.type == EventType.PROTEST:
                again = bool(protests) and not _is_another_protest(match)
            else:
                again = _is_attack_told(match, before) or _is_of_culprit(match, told[: number + 1])
            if again:
                found.remove(match)


def _goes_on(match: Match, before: Sequence[Match]) -> Match | None:
    """The attack of somebody named that goes on: "Rebels shelled Gao. Further strikes on the town killed ten"."""
    nouns = [match.trigger] if match.entry.pos == "noun" else syntax.logical_subjects(match.trigger)
    more = any(not _UNNAMED["goes_on"].isdisjoint(t.lower_ for t in noun.children) for noun in nouns)
    if not more or not match.entry.type.has(Trait.ATTACK):
        return None
    known = (m for m in before if m.entry.type.has(Trait.ATTACK) and m.actors and not all(map(is_unnamed, m.actors)))
    return next(known, None)


def _is_another_protest(match: Match) -> bool:
    """Whether a protest is one of its own: of another day, or one that a clause is about ("a rally was held")."""
    noun = match.trigger
    known = any(t.lower_ in _DEFINITE for t in noun.children)
    return match.entry.pos == "verb" or has_date(noun) or (not known and noun in syntax.subjects(noun.head))


def _is_attack_told(match: Match, before: Sequence[Match]) -> bool:
    """Whether a match is of an attack that one of the sentences before has told: "that bomb killed ten"."""
    if not match.entry.type.has(Trait.ATTACK) or not any(m.entry.type.has(Trait.ATTACK) for m in before):
        return False
    return any(map(_points_back, attacks(match))) or _is_bare(match)


def _is_bare(match: Match) -> bool:
    """Whether it is only told that people were hit, not where, when or in what: "several journalists were killed"."""
    verb = match.trigger
    if match.entry.pos != "verb" or HARM.isdisjoint(lemmas(verb)) or not all(map(is_unnamed, match.recipients)):
        return False
    around = [t for word, t in syntax.obliques(verb) if word not in {"including", "among"}]
    return syntax.is_passive(verb) and not (around or syntax.adverbial_clauses(verb) or is_dated(verb))


def _is_of_culprit(match: Match, told: Sequence[list[Match]]) -> bool:
    """Whether who did something is arrested of which no act of politics was told: "the perpetrator was arrested"."""
    if match.entry.mode != "arrest" or not match.recipients or not all(map(is_unnamed, match.recipients)):
        return False
    if any(m is not match and m.entry.type.quad == QuadClass.MATERIAL_CONFLICT for found in told for m in found):
        return False
    return all(map(_is_culprit, match.frame.slot("object"))) and bool(match.frame.slot("object"))


def _is_culprit(noun: Token) -> bool:
    """Whether a noun is who did what was told before: "the perpetrator", not "the suspect in the bombing"."""
    return _points_back(noun) and not _CRIME["culprits"].isdisjoint(lemmas(noun))


def _points_back(noun: Token) -> bool:
    """Whether a noun is an act told before: "in the attacks", not "in the attack on Kabul" or "in an attack"."""
    definite = any(t.lower_ in _DEFINITE for t in noun.children if t.pos_ in {"DET", "PRON"})
    return definite and not [w for w, _ in syntax.obliques(noun) if w != "since"]
