"""What is told of a sentence: what the rules say and the judge does not find unlikely, and what he finds besides."""

from __future__ import annotations

from dataclasses import replace

from kg.core.plover import EventType
from kg.core.records import Mention
from kg.events import arguments, judge
from kg.events.features import Party, Scene
from kg.events.grounds import Family, Ground
from kg.events.lexicon import Lexicon
from kg.events.match import Match
from kg.events.matcher import UNCODED, consumed_by
from kg.events.parties import Parties
from kg.language import syntax

# What the rules tell and is less likely is not told; what they do not tell and is as likely is.  On the dev part of the
# corpus (benchmarks/corpus.py) other figures gave a lower F1, or lost acts that only a rule understands.
UNLIKELY, LIKELY = 0.04, 0.7
# Parties, or a type, that are so much likelier than those a rule gives stand in their place.
LIKELIER, CLEARLY = 0.4, 0.2


def likely(scene: Scene, lexicon: Lexicon) -> list[Match]:
    """The matches of a sentence, each with its confidence; what no rule tells comes last.

    Args:
        scene: The sentence; the confidence of what the rules tell of it is set.
        lexicon: The predicates.
    """
    others: list[tuple[float, judge.Candidate]] = []
    consumed = {i for match in scene.found for i in consumed_by(match)}
    words = [w for w in judge.words(scene, lexicon) if w.matches or w.token.i not in consumed]
    for word, seen in zip(words, judge.look(scene, words), strict=True):
        for match, odds in zip(word.matches, judge.sure(scene, word, seen), strict=True):
            match.confidence = odds
        if len(word.matches) == 1:
            _revise(word.matches[0], judge.find(scene, word, LIKELIER, seen))
        elif not word.matches and (other := judge.find(scene, word, LIKELY, seen)):
            others.append(other)
    told = [m for m in scene.found if m.confidence >= UNLIKELY or m.entry.type == EventType.OTHER]
    types = {m.entry.type for m in told}
    for odds, candidate in sorted(others, key=lambda other: -other[0]):
        match = _match(candidate, odds)
        # Of one type a sentence seldom tells two acts by words that no frame explains.
        if match.entry.type not in types and (match.actors or match.recipients):
            types.add(match.entry.type)
            told.append(match)
    return told


def _revise(match: Match, other: tuple[float, judge.Candidate] | None) -> None:
    """Give a match the parties that the judge finds much likelier than those of the rule."""
    if other is None or other[0] < match.confidence + CLEARLY or other[1].type != match.entry.type:
        return
    revised = _match(other[1], other[0])
    ids = [{m.entity.id for m in side} for side in (match.actors, match.recipients, revised.actors, revised.recipients)]
    if (ids[2] <= ids[0] and ids[3] <= ids[1]) or (match.entry.mutual and ids[2] | ids[3] == ids[0] | ids[1]):
        return  # the same, said of more
    match.actors, match.recipients, match.confidence = revised.actors, revised.recipients, revised.confidence
    match.notes.append(Ground.PARTIES_JUDGED)


def _match(candidate: judge.Candidate, odds: float) -> Match:
    """A candidate as a match, with those who are named in one breath with its parties."""
    word, type_ = candidate.word, candidate.type
    entry = word.entry(type_) or UNCODED
    entry = replace(entry, type=type_, mode=entry.mode if entry.mode in type_.modes else None)
    match = Match(entry, word.frame, word.stance, Family.JUDGED, confidence=odds)
    sides = (candidate.actor, candidate.recipient)
    match.actors, match.recipients = (_with_others(p, word.frame.parties) if p else [] for p in sides)
    taken = {m.entity.id for m in match.actors}
    match.recipients = [m for m in match.recipients if m.entity.id not in taken]
    match.theme = arguments.theme(match)
    return match


def _with_others(party: Party, parties: Parties) -> list[Mention]:
    others = [m for t in syntax.conjuncts(party.head) for m in parties.of(t, places=party.mention.form == "place")]
    return [party.mention, *(m for m in others if m.start != party.mention.start)]
