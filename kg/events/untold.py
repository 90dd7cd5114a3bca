"""An act that no rule tells, and when two words tell one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events import arguments, unnamed
from kg.events.features import Word
from kg.events.grounds import Family
from kg.events.match import Match
from kg.events.matcher import UNCODED


def act(word: Word, type_: EventType, actors: Sequence[Mention], recipients: Sequence[Mention]) -> Match:
    """An act that no rule tells, as a match; who did it is no recipient of it, and may be only described."""
    entry = word.entry(type_) or UNCODED
    entry = replace(entry, type=type_, mode=entry.mode if entry.mode in type_.modes else None)
    match = Match(entry, word.frame, word.stance, Family.JUDGED, list(actors))
    if not match.actors and type_.has(Trait.UNNAMED) and word.pos == "verb":  # "the military rulers accused Mali"
        match.actors = [m for t in word.frame.slot("subject") for m in unnamed.described(t, word.frame.parties)]
    taken = {m.entity.id for m in actors}
    match.recipients = [m for m in recipients if m.entity.id not in taken]
    match.theme = arguments.theme(match)
    return match


def is_same(match: Match, other: Match) -> bool:
    """Whether two words of a sentence seem to tell one act: of one type, and nobody stands against it."""
    if match.entry.type != other.entry.type:
        return False
    sides = ((match.actors, other.actors), (match.recipients, other.recipients))
    return all(not a or not b or not whom(a).isdisjoint(whom(b)) for a, b in sides)


def whom(side: Sequence[Mention]) -> set[str]:
    """The ids of those on a side, and their countries."""
    return {name for m in side for name in (m.entity.id, m.entity.country) if name}
