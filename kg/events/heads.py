"""The network that makes opinions of words and parties, above vectors of them that somebody else has read.

Two layers tell the types of a word, three more on which side a party is.  ``training/scripts/scorer_heads.py`` is the
same network as it is trained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from kg.events.sight import LEAST, SAYS, TYPES, Opinion, SeenSentence
from kg.language.matrices import on_one_thread

Floats = NDArray[np.float32]


class Heads:
    """A trained network.

    Args:
        stored: Its tables by name; those kept in bytes have a scale for each row beside them (``NAME.scale``), and stay
            in bytes: a text asks for few of their rows.
    """

    def __init__(self, stored: Mapping[str, NDArray[np.generic]]) -> None:
        self._bytes = {n: (stored[n], stored[f"{n}.scale"]) for n in stored if f"{n}.scale" in stored}
        plain = (n for n in stored if n.removesuffix(".scale") not in self._bytes)
        self._tables = {name: stored[name].astype(np.float32) for name in plain}
        assert self._tables["side_rule.weight"].shape[0] == SAYS
        assert self._tables["type_out.bias"].shape == (len(TYPES),)

    def opinions(self, sentences: Sequence[SeenSentence], words: Floats, parties: Floats) -> list[list[Opinion]]:
        """What it says of the words of sentences.

        Args:
            sentences: The sentences, each of a word at least.
            words: A vector of each of their words, in text order.
            parties: A vector of each of their parties.
        """
        with on_one_thread():
            return self._opinions(sentences, words, parties)

    def _opinions(self, sentences: Sequence[SeenSentence], words: Floats, parties: Floats) -> list[list[Opinion]]:
        seen = [word for sentence in sentences for word in sentence.words]
        said = np.concatenate([word.said for word in seen]).reshape(len(seen), -1)
        known = np.concatenate([words, self._bags("words", [word.features for word in seen]), said], axis=1)
        types = self._linear("type_out", _relu(self._linear("type_in", known)))
        odds = _likely(types).tolist()
        asked = [max(row) >= LEAST or any(word.by_rule) for row, word in zip(odds, seen, strict=True)]
        sides = np.zeros((0, 2), dtype=np.float32)
        pairs = np.array(list(_pairs(sentences, asked)), dtype=np.int64).reshape(-1, 2)
        if len(pairs):
            word, party = pairs.T
            kinds = [party.kind for sentence in sentences for party in sentence.parties]
            some = [one for one, wanted in zip(seen, asked, strict=True) if wanted]
            hidden = (
                self._linear("side_word", known)[word]
                + self._linear("pair", self._bags("parties", list(chain.from_iterable(w.pairs for w in some))))
                + self._tables["side_type.weight"][types.argmax(1)][word]
                + (self._linear("side_party", parties) + self._tables["side_kind.weight"][kinds])[party]
                + self._tables["side_rule.weight"][list(chain.from_iterable(w.by_rule for w in some))]
            )
            sides = self._linear("side_out", _relu(self._linear("side_mid", _relu(hidden))))
        return list(_opinions(sentences, asked, odds, _likely(sides).tolist()))

    def _linear(self, name: str, x: Floats) -> Floats:
        return x @ self._tables[f"{name}.weight"].T + self._tables[f"{name}.bias"]

    def _bags(self, name: str, places: Sequence[NDArray[np.uint16]]) -> Floats:
        """The sum of the rows of a table for each bag of places."""
        starts, at = list(accumulate(map(len, places), initial=0))[:-1], np.concatenate(places)
        if name in self._bytes:
            table, scale = self._bytes[name]
            rows = table[at].astype(np.float32)
            rows *= scale[at].astype(np.float32)
        else:
            rows = self._tables[name][at]
        return np.add.reduceat(rows, starts, axis=0)


def _pairs(sentences: Sequence[SeenSentence], asked: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Each word that is asked about with each party of its sentence, as places among all words and all parties."""
    word = party = 0
    for sentence in sentences:
        for _ in sentence.words:
            if asked[word]:
                yield from ((word, party + i) for i in range(len(sentence.parties)))
            word += 1
        party += len(sentence.parties)


def _opinions(
    sentences: Sequence[SeenSentence], asked: Sequence[bool], types: Sequence[list[float]], sides: Sequence[list[float]]
) -> Iterator[list[Opinion]]:
    word = pair = 0
    for sentence in sentences:
        many = len(sentence.parties)
        found, none = [], (0.0,) * many
        for _ in sentence.words:
            actors = recipients = none
            if asked[word] and many:
                actors, recipients = zip(*sides[pair : pair + many], strict=True)
                pair += many
            found.append(Opinion(tuple(types[word]), actors, recipients))
            word += 1
        yield found


def _relu(x: Floats) -> Floats:
    return np.maximum(x, 0)


def _likely(x: Floats) -> Floats:
    likely: Floats = (1 / (1 + np.exp(-x))).astype(np.float32)
    return likely
