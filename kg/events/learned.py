"""The scorer that ships: a small network over what is seen of words and parties, with the parser's vectors of them.

It learned from documents in which readers marked every event, from what a larger network says of many more, and from
sentences of our own that each stand for a rule (``training/scripts/small_train.py``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from kg.events.heads import Floats, Heads
from kg.events.sight import WIDTH, Opinion, SeenParty, SeenSentence, SeenWord

DATA = Path(__file__).parent / "data"


class LearnedScorer:
    """Says of each word of a text how likely it tells each type of act, and of each party on which side it is."""

    name = "rules/1"
    least = 0.5  # of 0.4, 0.45 and 0.5, with which F1 is within 0.015 on dev and on draws 35 to 42; the most precise

    def __init__(self) -> None:
        with np.load(DATA / "scorer.npz") as stored:
            self._heads = Heads(stored)
        self.weights = json.loads((DATA / "scorer.json").read_text("utf-8"))

    def read(self, text: str, sentences: Sequence[SeenSentence]) -> list[list[Opinion]]:
        """What it says of the words of each sentence of a text."""
        some = [sentence for sentence in sentences if sentence.words]
        if not some:
            return [[] for _ in sentences]
        words = _vectors([word for sentence in some for word in sentence.words])
        parties = _vectors([party for sentence in some for party in sentence.parties])
        said = iter(self._heads.opinions(some, words, parties))
        return [next(said) if sentence.words else [] for sentence in sentences]


def _vectors(seen: Sequence[SeenWord] | Sequence[SeenParty]) -> Floats:
    return np.array([one.vector for one in seen], dtype=np.float32).reshape(-1, WIDTH)


@lru_cache(maxsize=1)
def shipped() -> LearnedScorer:
    """The scorer, loaded once."""
    return LearnedScorer()
