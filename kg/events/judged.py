"""What is told of a sentence: what the rules and the judge make of it together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.core.plover import EventType
from kg.core.records import Mention
from kg.events import arguments, judge
from kg.events.features import Party, Scene, Word
from kg.events.grounds import Family, Ground
from kg.events.judge import Opinion
from kg.events.lexicon import Lexicon
from kg.events.match import Match
from kg.events.matcher import UNCODED

# What only the judge tells is told if it is so likely; what a rule tells and he finds so unlikely is not.
LIKELY, UNLIKELY = 0.25, 0.05
# From there on the judge says who took part in what a rule tells; and another type, where that is so much likelier.
LIKELY_TO, BY = 0.15, 0.3
# Who is less likely to have taken part is not named; beside others, who is less likely than that.
SIDE, MORE = 0.2, 0.5


def likely(scene: Scene, lexicon: Lexicon) -> list[Match]:
    """The matches of a sentence, each with its confidence; what no rule tells comes last.

    Args:
        scene: The sentence.
        lexicon: The predicates.
    """
    told: list[Match] = []
    others: list[tuple[float, Match]] = []
    words = list(judge.words(scene, lexicon))
    for word, opinion in zip(words, judge.look(scene, words), strict=True):
        odds, actors, recipients = _act(opinion, scene)
        match = next((m for m in word.matches if m.entry.type == opinion.best), None)
        by_rule = max((opinion.of(m.entry.type) for m in word.matches if m.entry.type != EventType.OTHER), default=None)
        if match is not None and odds >= LIKELY_TO:
            _cast(match, actors, recipients, scene)
            match.confidence = judge.sure(odds, by_rule=True)
            told.append(match)
        elif match is None and odds >= LIKELY and (by_rule is None or by_rule + BY < opinion.of(opinion.best)):
            match = _match(word, opinion.best)
            _cast(match, actors, recipients, scene)
            match.confidence = judge.sure(odds, by_rule=False)
            others.append((odds, match))
        else:
            told += _doubted(word, opinion)
    for _, match in sorted(others, key=lambda other: -other[0]):
        if not any(_is_same(match, m) for m in told):
            told.append(match)
    return told


def _doubted(word: Word, opinion: Opinion) -> list[Match]:
    """What rules tell by a word of which the judge finds no act likely: all but what he finds very unlikely."""
    told = [m for m in word.matches if m.entry.type == EventType.OTHER or opinion.of(m.entry.type) >= UNLIKELY]
    for match in told:
        match.confidence = judge.sure(opinion.of(match.entry.type), by_rule=True, doubted=True)
    return told


def _act(opinion: Opinion, scene: Scene) -> tuple[float, list[Party], list[Party]]:
    """How likely a word tells an act of its likeliest type between those who are likeliest; 0 where nobody is."""
    sides = [_side(odds, scene.everybody) for odds in (opinion.actors, opinion.recipients)]
    (actors, is_by), (recipients, is_to) = sides
    both = {id(p) for p in actors} & {id(p) for p in recipients}
    at = {id(p): i for i, p in enumerate(scene.everybody)}
    did = {p for p in both if opinion.actors[at[p]] >= opinion.recipients[at[p]]}
    actors = [p for p in actors if id(p) not in both or id(p) in did]
    recipients = [p for p in recipients if id(p) not in did]
    quad = opinion.best.quad
    if not actors and not recipients and (quad is None or quad.by_words):
        return 0.0, [], []
    return opinion.of(opinion.best) * is_by * is_to, actors, recipients


def _side(odds: Sequence[float], everybody: Sequence[Party]) -> tuple[list[Party], float]:
    """Who is on a side, in text order, and how likely that is: as likely as the likeliest, or as that it is nobody."""
    most = max(odds, default=0.0)
    if most < SIDE:
        return [], 1.0 - most
    named = [p for p, o in zip(everybody, odds, strict=True) if o >= min(most, MORE)]
    return sorted(named, key=lambda p: p.mention.start), most


def _cast(match: Match, actors: list[Party], recipients: list[Party], scene: Scene) -> None:
    """Put those whom the judge finds likeliest on the sides of a match.

    Whom a rule has found in another sentence the judge does not see: he stays where nobody takes his place.
    """
    before = [*match.actors], [*match.recipients]
    match.actors, match.recipients = (
        [p.mention for p in side] or [m for m in had if scene.party(m) is None]
        for side, had in zip((actors, recipients), before, strict=True)
    )
    if match.family != Family.JUDGED and _names(before) != _names((match.actors, match.recipients)):
        match.notes.append(Ground.SIDE_JUDGED)
    if match.theme is None:
        match.theme = arguments.theme(match)


def _names(sides: tuple[list[Mention], list[Mention]]) -> list[set[str]]:
    return [{m.entity.id for m in side} for side in sides]


def _is_same(match: Match, other: Match) -> bool:
    """Whether two words of a sentence seem to tell one act: of one type, and nobody stands against it."""
    if match.entry.type != other.entry.type:
        return False
    sides = ((match.actors, other.actors), (match.recipients, other.recipients))
    return all(not a or not b or not _whom(a).isdisjoint(_whom(b)) for a, b in sides)


def _whom(side: list[Mention]) -> set[str]:
    return {name for m in side for name in (m.entity.id, m.entity.country) if name}


def _match(word: Word, type_: EventType) -> Match:
    """An act that the judge reads from a word, of nobody yet."""
    entry = word.entry(type_) or UNCODED
    entry = replace(entry, type=type_, mode=entry.mode if entry.mode in type_.modes else None)
    return Match(entry, word.frame, word.stance, Family.JUDGED)
