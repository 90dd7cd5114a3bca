"""What is told of a sentence: what the rules say and the judge does not find unlikely, and what he finds besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.core.plover import EventType
from kg.core.records import Mention
from kg.events import arguments, bystanders, judge
from kg.events.features import Party, Scene, Word
from kg.events.grounds import Family, Ground
from kg.events.lexicon import Lexicon
from kg.events.match import Match
from kg.events.matcher import UNCODED, consumed_by
from kg.events.parties import Parties
from kg.language import syntax

# What the rules tell and is less likely is not told; what they do not tell and is as likely is.  On the dev part of the
# corpus (benchmarks/corpus.py) other figures gave a lower F1, or lost acts that only a rule understands.
UNLIKELY, LIKELY = 0.02, 0.8
# A side that no rule gives is told if the act is as likely with it, and by so much likelier than without.
LIKELIER, BY = 0.5, 0.1


def likely(scene: Scene, lexicon: Lexicon) -> list[Match]:
    """The matches of a sentence, each with its confidence; what no rule tells comes last.

    Args:
        scene: The sentence; the confidence of what the rules tell of it is set, and a side may be added to it.
        lexicon: The predicates.
    """
    others: list[tuple[float, judge.Candidate]] = []
    consumed = {i for match in scene.found for i in consumed_by(match)}
    words = [w for w in judge.words(scene, lexicon) if w.matches or w.token.i not in consumed]
    for word, seen in zip(words, judge.look(scene, words), strict=True):
        for match, odds in zip(word.matches, judge.sure(scene, word, seen), strict=True):
            match.confidence = odds
        if len(word.matches) == 1 and _is_one_sided(word.matches[0]):
            _complete(word.matches[0], scene, judge.find(scene, word, LIKELIER, seen))
        elif not word.matches and (other := judge.find(scene, word, LIKELY, seen)):
            others.append(other)
    told = [m for m in scene.found if m.confidence >= UNLIKELY or m.entry.type == EventType.OTHER]
    for odds, candidate in sorted(others, key=lambda other: -other[0]):
        match = _match(candidate, odds)
        if (match.actors or match.recipients) and not any(is_same(match, m) for m in told):
            told.append(match)
    for match in told:
        bystanders.leave_out(match)
    return told


def _is_one_sided(match: Match) -> bool:
    """Whether a match is told of one side alone, and might be of two."""
    return bool(match.actors) != bool(match.recipients) and not match.entry.mutual


def _complete(match: Match, scene: Scene, other: tuple[float, judge.Candidate] | None) -> None:
    """Give a match that is told of one side alone the other, where the judge finds that likelier.

    To put others in the place of those whom a rule names was tried, and made as many wrong as right.
    """
    if other is None or other[1].type != match.entry.type or other[0] < match.confidence + BY:
        return
    found = _match(other[1], other[0])
    if not found.actors or not found.recipients:
        return
    known, has = (match.actors, found.actors) if match.actors else (match.recipients, found.recipients)
    if any(scene.party(m) is None for m in known) or not _is_among(has, known):
        return
    ids = {m.entity.id for m in known}
    added = [
        m
        for m in (found.recipients if match.actors else found.actors)
        if m.entity.id not in ids and not any(_is_of(scene, n, m) for n in known)
    ]
    if not added:
        return
    match.actors, match.recipients = (match.actors, added) if match.actors else (added, match.recipients)
    match.confidence = found.confidence
    match.notes.append(Ground.SIDE_JUDGED)


def _is_among(some: list[Mention], told: list[Mention]) -> bool:
    """Whether all of some are told already, by another mention or by words around it: "Chile", "envoy to Chile"."""
    ids = {m.entity.id for m in told}
    return all(m.entity.id in ids or any(m.start < n.end and n.start < m.end for n in told) for m in some)


def _is_of(scene: Scene, body: Mention, state: Mention) -> bool:
    """Whether a party only says whose another is: "the FARC of Colombia"."""
    between = scene.sentence.doc.text[body.end : state.start].split()
    return body.end <= state.start and between in (["of"], ["of", "the"])


def is_same(match: Match, other: Match) -> bool:
    """Whether two words of a sentence seem to tell one act: of one type, and nobody stands against it."""
    if match.entry.type != other.entry.type:
        return False
    sides = ((match.actors, other.actors), (match.recipients, other.recipients))
    return all(not a or not b or not whom(a).isdisjoint(whom(b)) for a, b in sides)


def whom(side: Sequence[Mention]) -> set[str]:
    """The ids of those on a side, and their countries."""
    return {name for m in side for name in (m.entity.id, m.entity.country) if name}


def _match(candidate: judge.Candidate, odds: float) -> Match:
    """A candidate as a match, with those who are named in one breath with its parties."""
    sides = (candidate.actor, candidate.recipient)
    actors, recipients = (_with_others(p, candidate.word.frame.parties) if p else [] for p in sides)
    match = act(candidate.word, candidate.type, actors, recipients)
    match.confidence = odds
    return match


def act(word: Word, type_: EventType, actors: Sequence[Mention], recipients: Sequence[Mention]) -> Match:
    """An act that no rule tells, as a match; who did it is no recipient of it."""
    entry = word.entry(type_) or UNCODED
    entry = replace(entry, type=type_, mode=entry.mode if entry.mode in type_.modes else None)
    match = Match(entry, word.frame, word.stance, Family.JUDGED, list(actors))
    taken = {m.entity.id for m in actors}
    match.recipients = [m for m in recipients if m.entity.id not in taken]
    match.theme = arguments.theme(match)
    return match


def _with_others(party: Party, parties: Parties) -> list[Mention]:
    others = [m for t in syntax.conjuncts(party.head) for m in parties.of(t, places=party.mention.form == "place")]
    return [party.mention, *(m for m in others if m.start != party.mention.start)]
