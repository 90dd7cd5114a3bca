"""What a scorer sees and the rules know better: they tell it already, or know it for no act."""

from __future__ import annotations

from collections.abc import Iterable

from kg.core.plover import EventType, QuadClass
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events import plausible
from kg.events.enough import says_enough
from kg.events.features import Scene, Word
from kg.events.grounds import Family
from kg.events.match import Match
from kg.events.sight import TYPES
from kg.language import syntax

_PLAIN = (None, "BUS", "LAB")  # sectors of those who are nobody in politics


def is_refused(match: Match, word: Word, scene: Scene, wished: Iterable[int]) -> bool:
    """Whether an act is not told, whatever a scorer says.

    Args:
        match: The act.
        word: The word that may tell it.
        scene: Its sentence.
        wished: The words of what is only wished for there, or ended, by what the rules tell (:func:`is_undone`).
    """
    return _is_known_better(match, word, scene, wished) or not says_enough(match)


def _is_known_better(match: Match, word: Word, scene: Scene, wished: Iterable[int]) -> bool:
    """Whether the rules tell the act already, or the word and where it stands make it no act of politics."""
    if word.matches:
        demanded = any(m.family in (Family.DEMAND, Family.VERDICT) for m in word.matches)
        types = {m.entry.type for m in word.matches}
        return demanded or match.entry.type in types or types.isdisjoint(TYPES)
    if word.token.i in wished or (word.best is not None and word.best.type == EventType.OTHER):
        return True
    if not match.actors and not match.entry.type.has(Trait.ATTACK) and all(map(_is_private, match.recipients)):
        return True  # "the trader was forced to sell her land"
    return _is_only_named(match, word, scene) if word.pos == "noun" else _is_only_told_of(word)


def is_undone(match: Match) -> bool:
    """Whether what an act is about did not happen by it: what is wished for, and what a sanction ends."""
    return match.entry.type.has(Trait.WISH) or match.entry.type == EventType.SANCTION


def _is_private(mention: Mention) -> bool:
    return mention.entity.kind == "person" and mention.entity.sector in _PLAIN


def _is_only_named(match: Match, word: Word, scene: Scene) -> bool:
    """Whether a noun names what a verb tells, "signed an agreement", or what a heading is about: "invasion of Mali"."""
    if word.token.dep_ == "obj" and word.token.head.i in scene.triggers:
        return True
    return match.entry.type.quad == QuadClass.MATERIAL_CONFLICT and plausible.is_label(list(scene.sentence))


def _is_only_told_of(word: Word) -> bool:
    """Whether a clause says of what sort somebody is, or asks whether something is so."""
    return plausible.describes(word.token) or syntax.marker(word.token) == "whether"
