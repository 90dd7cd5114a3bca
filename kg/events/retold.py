"""Acts without a named actor that an article has told before, or tells once more, with those who took part.

"Rebels shelled Kadugli. … Ten were killed in the attacks": the attacks are those of the rebels.  "Teachers marched in
Bamako. … The protests spread": it was they who protested.  Such acts are no events of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.events.agentless import attacks, has_date, is_unnamed
from kg.events.match import Match
from kg.language import syntax

_DEFINITE = {"the", "this", "that", "these", "those", "both"}
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
            if match.entry.type == EventType.PROTEST:
                again = bool(protests) and not _is_another_protest(match)
            else:
                again = _is_attack_told(match, before)
            if again:
                found.remove(match)


def _is_another_protest(match: Match) -> bool:
    """Whether a protest is one of its own: of another day, or one that a clause is about ("a rally was held")."""
    noun = match.trigger
    known = any(t.lower_ in _DEFINITE for t in noun.children)
    return match.entry.pos == "verb" or has_date(noun) or (not known and noun in syntax.subjects(noun.head))


def _is_attack_told(match: Match, before: Sequence[Match]) -> bool:
    """Whether a match is of an attack of somebody named that one of the sentences before has told."""
    if not match.entry.type.has(Trait.ATTACK):
        return False
    known = any(m.entry.type.has(Trait.ATTACK) and not all(map(is_unnamed, m.actors)) for m in before)
    return known and any(map(_points_back, attacks(match)))


def _points_back(noun: Token) -> bool:
    """Whether a noun is an act told before: "in the attacks", not "in the attack on Kabul" or "in an attack"."""
    definite = any(t.lower_ in _DEFINITE for t in noun.children if t.pos_ in {"DET", "PRON"})
    return definite and not [w for w, _ in syntax.obliques(noun) if w != "since"]
