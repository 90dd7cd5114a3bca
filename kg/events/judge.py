"""How likely it is that somebody did something to somebody: a linear model over what is seen of it.

The rules tell acts; the judge says of each how sure it is, and finds acts in words of the lexicon that no frame
explains.  Its weights come from texts of which readers have marked every event (``training/scripts/judge_train.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kg.core.plover import EventType
from kg.events import features
from kg.events.features import Hashed, Party, Scene, Word
from kg.events.frame import Frame
from kg.events.lexicon import NO_ENTRIES, Lexicon
from kg.events.match import Match
from kg.events.status import stance
from kg.language import syntax
from kg.language.lemmas import lemmas

WEIGHTS = Path(__file__).parent / "data" / "judge.npz"
MOST_WORDS, MOST_PARTIES = 120, 14  # of a sentence in which acts are looked for
_POS = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
_NOBODY = [None]
_NONE: Sequence[Match] = ()
_LEAST = -50.0  # log-odds below which nothing is told apart; a word of a broken parse may have thousands of children


class Candidate(NamedTuple):
    """Somebody who may have done something to somebody.

    Attributes:
        word: The word that may tell it.
        type: What it may be.
        actor: Who may have done it; None for nobody who is told.
        recipient: To whom.
        match: The match of the rules that says just this; None where none does.
        parts: Its features, in parts.
    """

    word: Word
    type: EventType
    actor: Party | None
    recipient: Party | None
    match: Match | None
    parts: tuple[Hashed, ...]


def words(scene: Scene, lexicon: Lexicon) -> Iterator[Word]:
    """The words of a sentence that may tell an act, or do so by the rules, in text order."""
    told: dict[int, list[Match]] = {}
    for match in scene.found:
        told.setdefault(match.trigger.i, []).append(match)
    if not (told or scene.parties):
        return
    for token in scene.sentence:
        matches = told.get(token.i, _NONE)
        if not (matches or scene.parties):
            continue  # nobody is named: what the rules do not tell is not looked for
        pos = matches[0].entry.pos if matches else "verb" if syntax.is_verb(token) else _POS.get(token.pos_)
        if pos is None:
            continue
        lemma = lexicon.form(pos, lemmas(token))
        if not matches and (lemma is None or scene.named.covering(token)):
            continue
        frame = matches[0].frame if matches else Frame.of(token, pos, scene.named)
        entries = lexicon.entries(pos, lemma) if lemma else NO_ENTRIES
        best = frame.best(lexicon, lemma) if lemma else None
        yield Word(token, pos, lemma or lemmas(token)[0], frame, entries, best, stance(token), matches)


def told(scene: Scene, word: Word) -> Iterator[Candidate]:
    """What the rules tell by a word: of each match every actor with every recipient."""
    yield from Seen(scene, word).told


def others(scene: Scene, word: Word) -> Iterator[Candidate]:
    """What a word may tell besides: each of its types with each pair of parties of the sentence."""
    if len(scene.sentence) > MOST_WORDS:
        return
    seen, sides = Seen(scene, word), [None, *scene.parties[:MOST_PARTIES]]
    for type_ in seen.types:
        for actor in sides:
            for recipient in sides:
                if is_act(type_, actor, recipient):
                    yield seen.candidate(type_, actor, recipient, None)


def likely(candidate: Candidate) -> float:
    """How likely a candidate is to be an act that a reader would mark, with its type and these parties: 0 to 1."""
    weigh(candidate.parts)
    odds = _model()[1] + sum(part.weight or 0.0 for part in candidate.parts)
    return 1 / (1 + math.exp(-max(odds, _LEAST)))


def look(scene: Scene, words: Sequence[Word]) -> list[Seen]:
    """What is seen of the words of a sentence."""
    return [Seen(scene, word) for word in words]


class Seen:
    """A word in its sentence, with features that several candidates share kept.

    Args:
        scene: The sentence.
        word: The word.

    Attributes:
        types: What it may tell.
    """

    def __init__(self, scene: Scene, word: Word) -> None:
        self.scene, self.word = scene, word
        self.types = sorted(word.entries.types - {EventType.OTHER})
        self._word, self._crossed = features.of_word(word, scene)
        self._typed: dict[EventType, Hashed] = {}
        self._sides: dict[tuple[object, ...], Hashed] = {}
        self._parties: dict[tuple[int, int, str], tuple[Hashed, Hashed]] = {}

    @property
    def features(self) -> Hashed:
        """The features of the word."""
        return self._word

    def features_of(self, party: Party) -> Hashed:
        """The features of a party beside the word."""
        return self._party(party)[0]

    @cached_property
    def told(self) -> list[Candidate]:
        """What the rules tell by it: of each match every actor with every recipient."""
        return [
            self.candidate(match.entry.type, actor, recipient, match)
            for match in self.word.matches
            for actor in [self.scene.party(m) for m in match.actors] or _NOBODY
            for recipient in [self.scene.party(m) for m in match.recipients] or _NOBODY
        ]

    def candidate(
        self, type_: EventType, actor: Party | None, recipient: Party | None, match: Match | None
    ) -> Candidate:
        """The candidate of a type and two sides."""
        same = match or next((m for m in self.word.matches if m.entry.type == type_), None)
        parts = (
            self._word,
            self._type(type_),
            self._side("A", type_, actor, same),
            self._side("R", type_, recipient, same),
            features.of_pair(type_, self.word, self.scene, actor, recipient, match),
        )
        return Candidate(self.word, type_, actor, recipient, match, parts)

    def _type(self, type_: EventType) -> Hashed:
        if type_ not in self._typed:
            self._typed[type_] = features.of_type(type_, self.word, self._crossed)
        return self._typed[type_]

    def _side(self, side: str, type_: EventType, party: Party | None, match: Match | None) -> Hashed:
        key = (side, type_, id(party), id(match))
        if key not in self._sides:
            self._sides[key] = self._look(side, type_, party, match)
        return self._sides[key]

    def _look(self, side: str, type_: EventType, party: Party | None, match: Match | None) -> Hashed:
        if party is None:
            by_rule = str(bool(match.actors if side == "A" else match.recipients)) if match else "-"
            return features.of_nobody(side, type_, self.word, self.scene, by_rule)
        ids = [{m.entity.id for m in found} for found in (match.actors, match.recipients)] if match else []
        by_rule = " ".join(str(party.mention.entity.id in found) for found in ids)
        entry = match.entry if match else self.word.entry(type_)
        slots = (entry.actor, entry.recipient) if entry else ((), ())
        frame = self.word.frame
        slot = " ".join(str(any(party.head in frame.slot(name) for name in names)) for names in slots)
        return features.of_side(side, type_, *self._party(party), by_rule, slot)

    def _party(self, party: Party) -> tuple[Hashed, Hashed]:
        key = party.mention.start, party.mention.end, party.mention.entity.id
        if key not in self._parties:
            self._parties[key] = features.of_party(party, self.word, self.scene)
        return self._parties[key]


def is_act(type_: EventType, actor: Party | None, recipient: Party | None) -> bool:
    """Whether a type can be an act of these: one of deeds needs nobody who is named, no one acts upon himself."""
    if actor is None and recipient is None:
        return type_.quad is not None and not type_.quad.by_words
    return actor is None or recipient is None or actor.mention.entity.id != recipient.mention.entity.id


def weigh(parts: Iterable[Hashed]) -> None:
    """Set the weight of each part that has none: that of its features together.

    Many at once cost little more than one of them.
    """
    todo = [part for part in {id(part): part for part in parts}.values() if part.weight is None]
    if not todo:
        return
    flat: list[int] = []
    starts: list[int] = []
    for part in todo:
        starts.append(len(flat))
        flat.append(0)  # the sum begins with nothing, as that of a part alone does: it is the same to the last bit
        flat += part
    weights = _model()[0][features.folded(np.array(flat, dtype=np.uint32))]
    weights[starts] = 0.0
    for part, weight in zip(todo, np.add.reduceat(weights, starts).tolist(), strict=True):
        part.weight = weight


@lru_cache(maxsize=1)
def _model() -> tuple[np.ndarray, float]:
    with np.load(WEIGHTS) as stored:
        return stored["weights"].astype(np.float32), float(stored["bias"])
