"""What a word tells, and who did it to whom: a small network over what is seen of a sentence.

The rules tell acts; the judge has a say in each, and finds acts in words of the lexicon that no frame explains.  It
sees the features of :mod:`kg.events.features`, what the lexicon and the rules say, and the parser's own vectors of the
word and of each party.  It learned from texts of which readers have marked every event, and from what a larger network
says of texts that nobody has marked (``training/README.md``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.core.plover import EventType
from kg.events import features
from kg.events.features import Party, Scene, Word
from kg.events.frame import Frame
from kg.events.lexicon import Lexicon
from kg.events.match import Match
from kg.events.status import stance
from kg.language import syntax
from kg.language.lemmas import lemmas

WEIGHTS = Path(__file__).parent / "data" / "judge.npz"
TYPES = tuple(t for t in EventType if t != EventType.OTHER)
KINDS = ("armed_group", "company", "country", "government", "organisation", "people", "person", "place", "unnamed")
WIDTH = 128  # of the parser's vectors
LEAST = 0.15  # of what is less likely it is not asked who did it
_AT = {type_: i for i, type_ in enumerate(TYPES)}
_POS = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
_SHORTEST = 0.001
_DIGITS = 4  # of the odds that count: what differs in the last bits from machine to machine is none of them

Array = NDArray[np.float32]


class Opinion(NamedTuple):
    """What the judge thinks that a word tells.

    Attributes:
        types: How likely it is an act of each of :data:`TYPES`, 0 to 1.
        actors: How likely each of the sentence's parties (``Scene.everybody``) did it, if it is of the likeliest type.
        recipients: How likely it was done to each.
    """

    types: tuple[float, ...]
    actors: tuple[float, ...]
    recipients: tuple[float, ...]

    @property
    def best(self) -> EventType:
        """The likeliest type."""
        return TYPES[max(range(len(TYPES)), key=self.types.__getitem__)]

    def of(self, type_: EventType) -> float:
        """How likely it is an act of a type."""
        return self.types[_AT[type_]] if type_ in _AT else 0.0


def words(scene: Scene, lexicon: Lexicon) -> Iterator[Word]:
    """The words of a sentence that may tell an act, or do so by the rules, in text order."""
    told: dict[int, list[Match]] = {}
    for match in scene.found:
        told.setdefault(match.trigger.i, []).append(match)
    for token in scene.sentence:
        matches = told.get(token.i, [])
        if not (matches or scene.parties):
            continue  # nobody is named: what the rules do not tell is not looked for
        pos = matches[0].entry.pos if matches else "verb" if syntax.is_verb(token) else _POS.get(token.pos_)
        if pos is None or (scene.named.covering(token) and not matches):
            continue
        lemma = next((form for form in lemmas(token) if lexicon.entries(pos, form)), None)
        if lemma is None and not matches:
            continue
        frame = matches[0].frame if matches else Frame.of(token, pos, scene.named)
        entries = lexicon.entries(pos, lemma) if lemma else ()
        best = frame.best(lexicon, lemma) if lemma else None
        yield Word(token, pos, lemma or lemmas(token)[0], frame, entries, best, stance(token), matches)


def look(scene: Scene, words: Sequence[Word]) -> list[Opinion]:
    """What the judge thinks of the words of a sentence.

    Args:
        scene: The sentence.
        words: Those of its words that may tell an act.

    Returns:
        An opinion for each; of sides only where some type is at least as likely as :data:`LEAST`.
    """
    if not words:
        return []
    m, of_words = _model(), vectors(scene)
    seen = np.hstack(
        [
            _summed(m["words"], [features.of_word(word, scene) for word in words]),
            of_words[[word.token.i for word in words]],
            np.array([said(word) for word in words], dtype=np.float32),
        ]
    )
    types = _odds(_relu(seen @ m["type_in"] + m["type_in_bias"]) @ m["type_out"] + m["type_out_bias"])
    sides = np.zeros((len(words), len(scene.everybody), 2), dtype=np.float32)
    asked = np.flatnonzero(types.max(axis=1) >= LEAST)
    if len(asked):
        sides[asked] = _sides(m, scene, [words[i] for i in asked], of_words, seen[asked], types[asked].argmax(axis=1))
    return [
        Opinion(tuple(t), tuple(a), tuple(r))
        for t, a, r in zip(types.tolist(), sides[..., 0].tolist(), sides[..., 1].tolist(), strict=True)
    ]


def _sides(
    m: dict[str, Array], scene: Scene, words: Sequence[Word], vectors: Array, seen: Array, types: NDArray[np.intp]
) -> Array:
    """How likely each party is the actor and the recipient of each word's likeliest type: words x parties x 2."""
    everybody = scene.everybody
    if not everybody:
        return np.zeros((len(words), 0, 2), dtype=np.float32)
    pairs = _summed(m["parties"], [features.of_party(p, word, scene) for word in words for p in everybody])
    of_pairs = (pairs @ m["pair"] + m["pair_bias"]).reshape(len(words), len(everybody), -1)
    of_words = seen @ m["side_word"] + m["side_word_bias"] + m["side_type"][types]
    of_parties = vectors[[p.head.i for p in everybody]] @ m["side_party"] + m["side_party_bias"]
    of_parties = of_parties + m["side_kind"][[kind(p) for p in everybody]]
    ruled = m["side_rule"][[[by_rule(word, p) for p in everybody] for word in words]]
    hidden = _relu(of_words[:, None] + of_parties[None] + of_pairs + ruled)
    return _odds(_relu(hidden @ m["side_mid"] + m["side_mid_bias"]) @ m["side_out"] + m["side_out_bias"])


def said(word: Word) -> Array:
    """What the lexicon and the rules say of a word: the types it may tell, those it tells, that of its best frame."""
    rows = np.zeros((3, len(TYPES)), dtype=np.float32)
    best = [word.best] if word.best else []
    for row, entries in zip(rows, (word.entries, [match.entry for match in word.matches], best), strict=True):
        row[[_AT[e.type] for e in entries if e.type in _AT]] = 1.0
    return rows.ravel()


def by_rule(word: Word, party: Party) -> int:
    """What the rules say of a party: 0 that the word tells nothing, 1 neither side, 2 actor, 3 recipient, 4 both."""
    if not word.matches:
        return 0
    actor, recipient = (
        any((m.start, m.end) == (party.mention.start, party.mention.end) for match in word.matches for m in side(match))
        for side in (lambda match: match.actors, lambda match: match.recipients)
    )
    return 1 + actor + 2 * recipient


def kind(party: Party) -> int:
    """The place of a party's kind among :data:`KINDS`, from 1; 0 for others."""
    found = party.mention.entity.kind
    return KINDS.index(found) + 1 if found in KINDS else 0


def vectors(scene: Scene) -> Array:
    """The parser's vectors of a document's words; zeros where it keeps none, or others."""
    doc = scene.sentence.doc
    found = getattr(doc, "spacy", doc).tensor
    return found if np.shape(found) == (len(doc), WIDTH) else np.zeros((len(doc), WIDTH), dtype=np.float32)


def _summed(table: Array, places: Sequence[NDArray[np.intp]]) -> Array:
    """The sum of the rows of each list of places; a list is never empty."""
    starts = np.cumsum([0, *(len(p) for p in places[:-1])])
    return np.add.reduceat(table[np.concatenate(places)], starts, axis=0)


def _relu(x: Array) -> Array:
    return np.maximum(x, 0.0)


def _odds(x: Array) -> Array:
    return np.round(1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0))), _DIGITS)


@lru_cache(maxsize=1)
def _model() -> dict[str, Array]:
    """The weights by name; the two large tables are kept in bytes, with what a step of them is worth."""
    with np.load(WEIGHTS) as stored:
        steps = {name.removesuffix("_step") for name in stored.files if name.endswith("_step")}
        return {
            name: stored[name].astype(np.float32) * (stored[f"{name}_step"] if name in steps else np.float32(1))
            for name in stored.files
            if not name.endswith("_step")
        }


def sure(odds: float, by_rule: bool, doubted: bool = False) -> float:
    """How often an act of such odds is right, 0 to 1 (``training/scripts/judge_calibrate.py``).

    Args:
        odds: What the judge thinks of it.
        by_rule: Whether a rule tells it too.
        doubted: Whether the rule alone does: the judge finds another act, or none, likelier.
    """
    odds = min(max(odds, _SHORTEST), 1 - _SHORTEST)
    base, of_odds, of_rule, of_doubt = _model()["sure"].tolist()
    return 1 / (1 + math.exp(-(base + of_odds * math.log(odds / (1 - odds)) + of_rule * by_rule + of_doubt * doubted)))
