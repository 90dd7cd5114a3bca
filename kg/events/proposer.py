"""Proposes a type for an act between two actors whose verb, or its frame, the lexicon does not have.

A linear classifier over the words around the predicate.  It was trained on sentences written for it
(``training/sentences``); ``training/scripts/proposer_train.py`` makes its weights and prints how often it is right.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from spacy.tokens import Token

from kg.core.plover import EventType
from kg.language import syntax
from kg.language.lemmas import lemmas

WEIGHTS = Path(__file__).parent / "data" / "proposer.npz"
BUCKETS = 4096
REACH = 12  # words on either side of the verb


def propose(verb: Token, actors: set[int]) -> tuple[EventType, float] | None:
    """The likeliest type of an act, and how likely it is.

    Args:
        verb: The predicate.
        actors: The indexes of the tokens that name the parties; names say nothing about the type.

    Returns:
        None where the likeliest is that nothing of politics was done, or where it is not likely enough to be told.

    Example:
        For "hauled" in "Gunmen hauled the mayor from his home" the answer is COERCE with some probability.
    """
    labels, weights, threshold = _model()
    scores = weights[:, -1].copy()  # the last column is the bias
    for feature in features(verb, actors):
        scores += weights[:, feature]
    odds = np.exp(scores - scores.max())
    best = int(odds.argmax())
    sure = float(odds[best] / odds.sum())
    return (EventType(labels[best]), sure) if labels[best] != "NONE" and sure >= threshold else None


def features(verb: Token, actors: set[int]) -> set[int]:
    """The buckets of the words of a predicate and of what stands around it."""
    return {zlib.crc32(name.encode()) % BUCKETS for name in _names(verb, actors)}


def _names(verb: Token, actors: set[int]) -> Iterator[str]:
    base = lemmas(verb)[0]
    yield f"verb {base}"
    for word in (*syntax.followers(verb), *syntax.logical_objects(verb), *(n for _, n in syntax.obliques(verb))):
        if word.i not in actors:
            yield f"{base} {word.lemma_.lower()}"
            yield f"under {word.lemma_.lower()}"
    for preposition, _ in syntax.obliques(verb):
        yield f"{base} … {preposition}"
    for token in verb.sent:
        if abs(token.i - verb.i) <= REACH and token.i not in actors and token.pos_ in {"NOUN", "VERB", "ADJ", "ADV"}:
            yield f"near {token.lemma_.lower()}"


@lru_cache(maxsize=1)
def _model() -> tuple[list[str], np.ndarray, float]:
    with np.load(WEIGHTS) as stored:
        return [str(s) for s in stored["labels"]], stored["weights"].astype(np.float32), float(stored["threshold"])
