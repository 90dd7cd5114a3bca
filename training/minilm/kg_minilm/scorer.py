"""MiniLM, fine-tuned to tell of each word which act it tells and of each party on which side it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from kg.events.heads import Floats, Heads
from kg.events.sight import Opinion, SeenSentence
from kg_minilm.windows import Pieces, Window, windows

DATA = Path(__file__).parent / "data"
AT_ONCE = 8  # windows
LEAST = 0.5  # gave the best F1 of type and dyad where parties too many count as wrong, on dev and draws 35 and 36


class Scorer:
    """Reads documents with an encoder; what it says decides, with the rules, what is told (:mod:`kg.events.scored`).

    Args:
        least: How likely an act must be to be told, 0 to 1; what a rule tells, 0.6 of it (:mod:`kg.events.scored`).
        threads: Of the encoder.
    """

    name = "minilm/1"

    def __init__(self, least: float = LEAST, threads: int = 1) -> None:
        self.least = least
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        model = b"".join(part.read_bytes() for part in sorted(DATA.glob("encoder.onnx.*")))
        self._encoder = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(DATA / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._first, self._last = (self._tokenizer.token_to_id(piece) or 0 for piece in ("[CLS]", "[SEP]"))
        with np.load(DATA / "heads.npz") as stored:
            self._heads = Heads(stored)
        self.weights = json.loads((DATA / "weights.json").read_text("utf-8"))

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
        spans = _Means(read)
        parties = [spans([span[i] for _, *span in window.parties]) for i in (0, 1)] if window.parties else []
        of_parties = np.concatenate(parties, axis=1) if parties else np.zeros((0, 2 * read.shape[1]), np.float32)
        return self._heads.opinions(window.sentences, spans([span for _, span in window.words]), of_parties)


class _Means:
    """The mean of what was read over spans of it."""

    def __init__(self, read: Floats) -> None:
        self._sums = np.concatenate([np.zeros((1, read.shape[1]), np.float32), read.cumsum(0, dtype=np.float32)])

    def __call__(self, spans: Sequence[tuple[int, int]]) -> Floats:
        first, last = np.array(spans).T
        means: Floats = (self._sums[last] - self._sums[first]) / np.maximum(last - first, 1)[:, None]
        return means
