"""A scorer of acts as a network: over features and the parser's vectors alone, or over an encoder of text besides.

Both tell of each word the types that it may tell (many at once), and of each pair of a word and a party whether the
party did it and whether it was done to it.  What it is worth stands in ``training/README.md``; kg does not use it yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from scorer_data import BUCKETS, KINDS, TYPES, WIDTH, SeenDocument, SeenParty, SeenSentence, SeenWord
from torch import Tensor, nn
from transformers import AutoModel

from kg.scoring.matching import same

LONGEST, BEFORE, BEHIND = 160, 24, 80  # word pieces of a window, and of what is read before and behind it
FEATURES, HIDDEN, MIDDLE, DROPPED = 32, 256, 64, 0.2
ASKED = 0.1  # of the types that a teacher finds less likely, sides are not learned
_AT = {str(type_): i for i, type_ in enumerate(TYPES)}
_TOGETHER = {"CONSULT", "AGREE", "COOPERATE"}


class Pair(NamedTuple):
    """A word with a party: their places, features, the rules' say, the type, and what is right (of each side: 1 that he
    is on it, 0 that not, with a weight)."""

    word: int
    party: int
    features: np.ndarray
    by_rule: int
    type: int
    right: tuple[float, float]
    weight: tuple[float, float]


class Window:
    """Sentences of a document that are read at once, with what is right about them.

    Args:
        tokens: The word pieces of the document and their characters.
        document: The document.
        sentences: Which of its sentences.
        learn: Whether it is to be learned from; else each word is paired with each party of its sentence.
    """

    def __init__(self, tokens: Any, document: SeenDocument, sentences: Sequence[SeenSentence], learn: bool) -> None:
        starts, ends = (np.array([o[i] for o in tokens["offset_mapping"]]) for i in (0, 1))
        first = max(0, int(np.searchsorted(ends, sentences[0].start, "right")) - BEFORE)
        last = min(int(np.searchsorted(starts, sentences[-1].end, "left")), first + LONGEST + BEHIND)
        self.pieces = tokens["input_ids"][first:last]
        self.words: list[tuple[SeenWord, tuple[int, int]]] = []
        self.of: list[SeenSentence] = []
        self.types: list[tuple[np.ndarray, float]] = []
        self.parties: list[tuple[SeenParty, tuple[int, int], tuple[int, int]]] = []
        self.pairs: list[Pair] = []

        def span(start: int, end: int) -> tuple[int, int]:  # one piece, [CLS], stands before them all
            i, j = int(np.searchsorted(ends, start, "right")) - first, int(np.searchsorted(starts, end, "left")) - first
            most = len(self.pieces)
            return min(max(i, 0), most - 1) + 1, min(max(j, i + 1, 1), most) + 1

        for sentence in sentences:
            base = len(self.parties)
            self.parties += [(p, span(p.start, p.end), span(*p.head)) for p in sentence.parties]
            for word in sentence.words:
                at = len(self.words)
                self.words.append((word, span(word.start, word.end)))
                self.of.append(sentence)
                events = [g for g in document.gold if word.start < g["trigger"][1] and g["trigger"][0] < word.end]
                self.types.append(_types(word, events) if learn else (np.zeros(len(TYPES), np.float32), 0.0))
                for type_, sides in _sides(word, sentence, events) if learn else [(-1, [((0.0, 0.0), (0.0, 0.0))])]:
                    for i, party in enumerate(word.pairs):
                        right, weight = sides[i] if learn else sides[0]
                        self.pairs.append(Pair(at, base + i, party, word.by_rule[i], type_, right, weight))


def _types(word: SeenWord, events: Sequence[dict[str, Any]]) -> tuple[np.ndarray, float]:
    """Which types a word tells, and how much that counts; what fair readers differ about does not."""
    if word.soft is not None:
        return np.array(word.soft.types, np.float32), 1.0
    right = np.zeros(len(TYPES), np.float32)
    right[[_AT[t] for g in events for t in {g["type"], g["plover"], *g["also"]} if t in _AT]] = 1.0
    return right, float(not any(g["doubtful"] for g in events))


def _sides(
    word: SeenWord, sentence: SeenSentence, events: Sequence[dict[str, Any]]
) -> Iterator[tuple[int, list[tuple[tuple[float, float], tuple[float, float]]]]]:
    """Of each act that a word tells its type, and of each party what is right of it."""
    if word.soft is not None:
        sure = max(word.soft.types)
        if sure > ASKED:
            both = zip(word.soft.actors, word.soft.recipients, strict=True)
            yield word.soft.types.index(sure), [(sides, (sure, sure)) for sides in both]
        return
    for g in events:
        if g["type"] not in _AT:
            continue
        actors, recipients = (_who(sentence.parties, g[side]) for side in ("actors", "recipients"))
        if g["mutual"] or (g["type"] in _TOGETHER and len(g["actors"]) > 1 and not g["recipients"]):
            yield _AT[g["type"]], [((max(a, r), 0.0), (1.0, 0.0)) for a, r in zip(actors, recipients, strict=True)]
        else:
            yield _AT[g["type"]], [((a, r), (1.0, 1.0)) for a, r in zip(actors, recipients, strict=True)]


def _who(parties: Sequence[SeenParty], gold: Sequence[dict[str, Any]]) -> list[float]:
    """How right each party is: 1 who is meant, 0.9 another mention of him, 0.5 another of the same country, or 0."""
    found = [0.0] * len(parties)
    for g in gold:
        spans = [span for span in (g["span"], g.get("antecedent")) if span]
        shared = [max((min(p.end, e) - max(p.start, s) for s, e in spans), default=0) for p in parties]
        most = max(shared, default=0)
        if most > 0:
            ids = {p.id for p, n in zip(parties, shared, strict=True) if n == most}
            for i, p in enumerate(parties):
                meant = 1.0 if shared[i] == most else 0.9 if shared[i] > 0 or p.id in ids else 0.5 * same(record(p), g)
                found[i] = max(found[i], meant)
            continue
        alike = [i for i, p in enumerate(parties) if same(record(p), g)]
        acting = [i for i in alike if parties[i].kind != KINDS.index("place") + 1] or alike
        for i in acting:
            found[i] = 1.0
    return found


def record(party: SeenParty) -> dict[str, Any]:
    """A party as those that are scored (:mod:`kg.scoring.matching`)."""
    return {name: getattr(party, name) for name in ("id", "name", "text", "country", "start", "end")}


def windows(tokenizer: Any, documents: Sequence[SeenDocument], learn: bool) -> list[Window]:
    """The windows of documents, in their order."""
    found: list[Window] = []
    for document in documents:
        tokens = tokenizer(document.text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        starts, part = [o[0] for o in tokens["offset_mapping"]], list[SeenSentence]()
        for sentence in document.sentences:
            if part and np.searchsorted(starts, sentence.end) - np.searchsorted(starts, part[0].start) > LONGEST:
                found.append(Window(tokens, document, part, learn))
                part = []
            part.append(sentence)
        if part:
            found.append(Window(tokens, document, part, learn))
    return found


class Batch:
    """Windows as tensors; places in it count over all windows."""

    def __init__(self, tokenizer: Any, some: Sequence[Window]) -> None:
        width = max(len(w.pieces) for w in some) + 2
        self.ids = torch.full((len(some), width), tokenizer.pad_token_id)
        self.mask = torch.zeros((len(some), width), dtype=torch.long)
        words, parties, pairs = [], [], []
        for n, w in enumerate(some):
            pieces = [tokenizer.cls_token_id, *w.pieces, tokenizer.sep_token_id]
            self.ids[n, : len(pieces)], self.mask[n, : len(pieces)] = torch.tensor(pieces), 1
            pairs += [p._replace(word=p.word + len(words), party=p.party + len(parties)) for p in w.pairs]
            words += [(word, (s + n * width, e + n * width)) for word, (s, e) in w.words]
            parties += [
                (p, (a + n * width, b + n * width), (c + n * width, d + n * width)) for p, (a, b), (c, d) in w.parties
            ]
        types = [t for w in some for t in w.types]
        self.word_spans = torch.tensor([s for _, s in words])
        self.word_features = _bag([word.features for word, _ in words])
        self.said = torch.tensor(np.array([word.said for word, _ in words]))
        self.word_vectors = torch.tensor(np.array([word.vector for word, _ in words], dtype=np.float32))
        self.types, self.types_count = (
            torch.tensor(np.array([t for t, _ in types])),
            torch.tensor([c for _, c in types]),
        )
        self.party_spans = torch.tensor([(*s, *h) for _, s, h in parties], dtype=torch.long).reshape(-1, 4)
        self.party_vectors = torch.tensor(
            np.array([p.vector for p, _, _ in parties], dtype=np.float32).reshape(-1, WIDTH)
        )
        self.kinds = torch.tensor([p.kind for p, _, _ in parties], dtype=torch.long)
        self.pair_features = _bag([p.features for p in pairs])
        self.pairs = torch.tensor([(p.word, p.party, p.by_rule, p.type) for p in pairs], dtype=torch.long).reshape(
            -1, 4
        )
        self.right = torch.tensor([p.right for p in pairs]).reshape(-1, 2)
        self.weight = torch.tensor([p.weight for p in pairs]).reshape(-1, 2)


def _bag(places: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    ends = np.cumsum([0, *map(len, places)])[:-1]
    return torch.tensor(np.concatenate([*places, np.zeros(0)]).astype(np.int64)), torch.tensor(ends)


class Network(nn.Module):
    """The scorer.

    Args:
        encoder: The folder of an encoder's weights; None for the small one.
    """

    def __init__(self, encoder: str | None) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, add_pooling_layer=False) if encoder else None
        wide = self.encoder.config.hidden_size if self.encoder else 0
        vectors = 0 if self.encoder else WIDTH
        self.words, self.parties = (nn.EmbeddingBag(BUCKETS, FEATURES, mode="sum", sparse=True) for _ in range(2))
        seen = wide + FEATURES + vectors + 3 * len(TYPES)
        self.type_in, self.type_out = nn.Linear(seen, HIDDEN), nn.Linear(HIDDEN, len(TYPES))
        self.side_word, self.pair = nn.Linear(seen, HIDDEN), nn.Linear(FEATURES, HIDDEN)
        self.side_party = nn.Linear(2 * wide or vectors, HIDDEN)
        self.side_type, self.side_kind, self.side_rule = (
            nn.Embedding(n, HIDDEN) for n in (len(TYPES), len(KINDS) + 1, 5)
        )
        self.side_mid, self.side_out = nn.Linear(HIDDEN, MIDDLE), nn.Linear(MIDDLE, 2)
        self.drop = nn.Dropout(DROPPED)
        for table, spread in ((self.words, 0.02), (self.parties, 0.02), (self.side_type, 0.05), (self.side_kind, 0.05),
                              (self.side_rule, 0.05)):  # fmt: skip
            nn.init.normal_(table.weight, std=spread)
        nn.init.constant_(self.type_out.bias, -3.0)

    def forward(self, batch: Batch, teach: bool) -> tuple[Tensor, Tensor]:
        """Log-odds of each word's types, and of each pair's sides: of the right type if taught, else the likeliest."""
        known = self.drop(self.words(*batch.word_features))
        if self.encoder:
            spans = _Spans(self.drop(self._read(batch)))
            seen = torch.cat([spans(batch.word_spans), known, batch.said], 1)
            of_parties = torch.cat([spans(batch.party_spans[:, :2]), spans(batch.party_spans[:, 2:])], 1)
        else:
            seen = torch.cat([known, self.drop(batch.word_vectors), batch.said], 1)
            of_parties = self.drop(batch.party_vectors)
        types = self.type_out(self.drop(torch.relu(self.type_in(seen))))
        if not len(batch.pairs):
            return types, torch.zeros(0, 2)
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
