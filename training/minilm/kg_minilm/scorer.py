"""MiniLM, fine-tuned to tell of each word which act it tells and of each party on which side it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from kg_minilm.windows import Pieces, Window, windows
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.events.sight import SAYS, TYPES, Opinion, SeenSentence

DATA = Path(__file__).parent / "data"
AT_ONCE = 8  # windows
Floats = NDArray[np.float32]


class Scorer:
    """Reads documents with an encoder; what it says decides, with the rules, what is told (:mod:`kg.events.scored`).

    Needs a third of a second and 60 MB to load; reads some 3 000 words a second on one core.

    Args:
        threads: Of the encoder.
    """

    name = "minilm/1"
    least = 0.5

    def __init__(self, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        self._encoder = onnxruntime.InferenceSession(
            str(DATA / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(DATA / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._first, self._last = (self._tokenizer.token_to_id(piece) for piece in ("[CLS]", "[SEP]"))
        with np.load(DATA / "heads.npz") as stored:
            self._heads = _unpacked(stored)
        fitted = DATA / "weights.json"
        self.weights = json.loads(fitted.read_text("utf-8"))

    def read(self, text: str, sentences: Sequence[SeenSentence]) -> list[list[Opinion]]:
        """What it says of the words of each sentence of a text."""
        cut = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = np.array(cut.offsets, dtype=np.int64).reshape(-1, 2)
        some = list(windows(Pieces(cut.ids, offsets[:, 0], offsets[:, 1]), [s for s in sentences if s.words]))
        said = iter([opinions for part in self._batches(some) for opinions in part])
        return [next(said) if sentence.words else [] for sentence in sentences]

    def _batches(self, some: Sequence[Window]) -> Iterator[list[list[Opinion]]]:
        for i in range(0, len(some), AT_ONCE):
            part = some[i : i + AT_ONCE]
            for window, read in zip(part, self._encoded(part), strict=True):
                yield self._said(window, read)

    def _encoded(self, part: Sequence[Window]) -> Floats:
        width = max(len(window.ids) for window in part) + 2
        ids, mask = (np.zeros((len(part), width), dtype=np.int64) for _ in range(2))
        for row, window in enumerate(part):
            ids[row, : len(window.ids) + 2] = [self._first, *window.ids, self._last]
            mask[row, : len(window.ids) + 2] = 1
        read: Floats = self._encoder.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return read

    def _said(self, window: Window, read: Floats) -> list[list[Opinion]]:
        """What the network above the encoder makes of a window."""
        heads, spans = self._heads, _Means(read)
        words, parties = [word for word, _ in window.words], [party for party, _, _ in window.parties]
        seen = np.concatenate(
            [
                spans([span for _, span in window.words]),
                _bags(heads["words"], [word.features for word in words]),
                np.array([word.said for word in words]),
            ],
            axis=1,
        )
        types = _linear(heads, "type_out", _relu(_linear(heads, "type_in", seen)))
        sides = np.zeros((0, 2), dtype=np.float32)
        if window.pairs:
            word, party = np.array(window.pairs).T
            of_party = np.concatenate(
                [spans([s for _, s, _ in window.parties]), spans([h for _, _, h in window.parties])], axis=1
            )
            hidden = (
                _linear(heads, "side_word", seen)[word]
                + _linear(heads, "pair", _bags(heads["parties"], [f for w in words for f in w.pairs]))
                + heads["side_type.weight"][types.argmax(1)][word]
                + (_linear(heads, "side_party", of_party) + heads["side_kind.weight"][[p.kind for p in parties]])[party]
                + heads["side_rule.weight"][[by for w in words for by in w.by_rule]]
            )
            sides = _linear(heads, "side_out", _relu(_linear(heads, "side_mid", _relu(hidden))))
        return list(_opinions(window, _likely(types), _likely(sides)))


def _opinions(window: Window, types: Floats, sides: Floats) -> Iterator[list[Opinion]]:
    word = pair = 0
    for sentence in window.sentences:
        found = []
        for _ in sentence.words:
            both = sides[pair : pair + len(sentence.parties)]
            actors, recipients = (tuple(both[:, side].tolist()) for side in (0, 1))
            found.append(Opinion(tuple(types[word].tolist()), actors, recipients))
            word, pair = word + 1, pair + len(sentence.parties)
        yield found


class _Means:
    """The mean of what was read over spans of it."""

    def __init__(self, read: Floats) -> None:
        self._sums = np.concatenate([np.zeros((1, read.shape[1]), np.float32), read.cumsum(0, dtype=np.float32)])

    def __call__(self, spans: Sequence[tuple[int, int]]) -> Floats:
        first, last = np.array(spans).T
        means: Floats = (self._sums[last] - self._sums[first]) / np.maximum(last - first, 1)[:, None]
        return means


def _unpacked(stored: Mapping[str, NDArray[np.generic]]) -> dict[str, Floats]:
    """Tables of the network; those kept in bytes have a scale."""
    heads = {name: stored[name].astype(np.float32) for name in stored if not name.endswith(".scale")}
    for name in heads:
        if f"{name}.scale" in stored:
            heads[name] *= stored[f"{name}.scale"].astype(np.float32)
    assert heads["side_rule.weight"].shape[0] == SAYS and heads["type_out.bias"].shape == (len(TYPES),)
    return heads


def _bags(table: Floats, places: Sequence[NDArray[np.uint16]]) -> Floats:
    """The sum of the rows of a table for each bag of places."""
    if not places:
        return np.zeros((0, table.shape[1]), dtype=np.float32)
    starts = np.cumsum([0, *map(len, places)])[:-1]
    return np.add.reduceat(table[np.concatenate(places)], starts, axis=0)


def _linear(heads: Mapping[str, Floats], name: str, x: Floats) -> Floats:
    return x @ heads[f"{name}.weight"].T + heads[f"{name}.bias"]


def _relu(x: Floats) -> Floats:
    return np.maximum(x, 0)


def _likely(x: Floats) -> Floats:
    return 1 / (1 + np.exp(-x))
