"""The part of the scorers that makes opinions of words and parties, as it is trained, and what is right of them.

It tells of each word the types that it may tell (many at once), and of each pair of a word and a party whether the
party did it and whether it was done to it.  :mod:`kg.events.heads` runs what is learned here, without torch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from scorer_data import Example, Record
from torch import Tensor, nn

from kg.core.dyads import SYMMETRIC
from kg.events.sight import BITS, KINDS, SAYS, TYPES, Opinion, SeenParty, SeenSentence, SeenWord
from kg.scoring.matching import same

FEATURES, HIDDEN, MIDDLE, DROPPED = 32, 256, 64, 0.2
TABLES = ("words", "parties")
ASKED = 0.1  # of the types that a teacher finds less likely, sides are not learned
_AT = {str(type_): i for i, type_ in enumerate(TYPES)}
Sides = tuple[float, float]
#: Word, party, its features, what the rules say of it, the type that the word tells (-1: the likeliest), and of both
#: sides how right it is that the party is on it, and how much that counts.
Pair = tuple[int, int, np.ndarray, int, int, Sides, Sides]


class Right:
    """What is right of the words of some sentences of a document: what readers found, or what a teacher says.

    Args:
        example: The document.
        sentences: The sentences.
        learn: Whether it is to be learned from; else each word is paired with each party of its sentence.

    Attributes:
        types: Of each word the types that it tells, and how much that counts.
        pairs: The pairs.
    """

    def __init__(self, example: Example, sentences: Sequence[SeenSentence], learn: bool) -> None:
        self.types: list[tuple[np.ndarray, float]] = []
        self.pairs: list[Pair] = []
        at = {id(sentence): i for i, sentence in enumerate(example.sentences)}
        base = 0
        for sentence in sentences:
            number = at[id(sentence)]
            said = example.said[number] if example.said is not None else [None] * len(sentence.words)
            for word, opinion in zip(sentence.words, said, strict=True):
                if not learn:
                    nothing: list[tuple[Sides, Sides]] = [((0.0, 0.0), (0.0, 0.0))] * len(sentence.parties)
                    types, acts = (np.zeros(len(TYPES), np.float32), 0.0), [(-1, nothing)]
                elif opinion is not None:
                    types, acts = (np.array(opinion.types, np.float32), 1.0), list(_taught(opinion))
                else:
                    events = [g for g in example.gold if word.start < g["trigger"][1] and g["trigger"][0] < word.end]
                    types, acts = _types(events), list(_sides(example.parties[number], events))
                for type_, sides in acts:
                    self.pairs.extend(
                        (len(self.types), base + i, features, word.by_rule[i], type_, *sides[i])
                        for i, features in enumerate(word.pairs)
                    )
                self.types.append(types)
            base += len(sentence.parties)


def _taught(opinion: Opinion) -> Iterator[tuple[int, list[tuple[Sides, Sides]]]]:
    sure = max(opinion.types)
    if sure > ASKED:
        sides = zip(opinion.actors, opinion.recipients, strict=True)
        yield opinion.types.index(sure), [(both, (sure, sure)) for both in sides]


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
    """Words and parties of several parts of documents, as tensors; places in it count over all of them."""

    def __init__(self, some: Sequence[tuple[Sequence[SeenWord], Sequence[SeenParty], Right]]) -> None:
        words: list[SeenWord] = []
        parties: list[SeenParty] = []
        pairs: list[Pair] = []
        for own, who, right in some:
            pairs += [(w + len(words), p + len(parties), *rest) for w, p, *rest in right.pairs]
            words += own
            parties += who
        types = [t for *_, right in some for t in right.types]
        self.words, self.parties = words, parties
        self.word_features = _bag([word.features for word in words])
        self.said = torch.tensor(np.array([word.said for word in words]))
        self.types = torch.tensor(np.array([t for t, _ in types]))
        self.types_count = torch.tensor([count for _, count in types])
        self.kinds = torch.tensor([party.kind for party in parties], dtype=torch.long)
        self.pair_features = _bag([features for _, _, features, *_ in pairs])
        self.pairs = torch.tensor([(w, p, by, t) for w, p, _, by, t, *_ in pairs], dtype=torch.long).reshape(-1, 4)
        self.right, self.weight = (torch.tensor([pair[i] for pair in pairs]).reshape(-1, 2) for i in (5, 6))


def _bag(places: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    ends = np.cumsum([0, *map(len, places)])[:-1]
    return torch.tensor(np.concatenate([*places, np.zeros(0)]).astype(np.int64)), torch.tensor(ends)


class Heads(nn.Module):
    """The network above vectors of words and parties.

    Args:
        of_words: How many numbers the vector of a word has.
        of_parties: And that of a party.
    """

    def __init__(self, of_words: int, of_parties: int) -> None:
        super().__init__()
        self.words, self.parties = (nn.EmbeddingBag(1 << BITS, FEATURES, mode="sum", sparse=True) for _ in range(2))
        seen = of_words + FEATURES + 3 * len(TYPES)
        self.type_in, self.type_out = nn.Linear(seen, HIDDEN), nn.Linear(HIDDEN, len(TYPES))
        self.side_word, self.pair = nn.Linear(seen, HIDDEN), nn.Linear(FEATURES, HIDDEN)
        self.side_party = nn.Linear(of_parties, HIDDEN)
        self.side_type, self.side_kind, self.side_rule = (
            nn.Embedding(n, HIDDEN) for n in (len(TYPES), len(KINDS) + 1, SAYS)
        )
        self.side_mid, self.side_out = nn.Linear(HIDDEN, MIDDLE), nn.Linear(MIDDLE, 2)
        self.drop = nn.Dropout(DROPPED)
        for table, spread in ((self.words, 0.02), (self.parties, 0.02), (self.side_type, 0.05), (self.side_kind, 0.05),
                              (self.side_rule, 0.05)):  # fmt: skip
            nn.init.normal_(table.weight, std=spread)
        nn.init.constant_(self.type_out.bias, -3.0)

    def tell(self, batch: Batch, words: Tensor, parties: Tensor, teach: bool) -> tuple[Tensor, Tensor]:
        """Log-odds of each word's types, and of each pair's sides: of the right type if taught, else the likeliest."""
        seen = torch.cat([words, self.drop(self.words(*batch.word_features)), batch.said], 1)
        types = self.type_out(self.drop(torch.relu(self.type_in(seen))))
        if not len(batch.pairs):
            return types, torch.zeros(0, 2)
        word, party, by_rule, type_ = batch.pairs.T
        hidden = (
            self.side_word(seen)[word]
            + self.pair(self.drop(self.parties(*batch.pair_features)))
            + self.side_type(type_ if teach else types.argmax(1)[word])
            + (self.side_party(parties) + self.side_kind(batch.kinds))[party]
            + self.side_rule(by_rule)
        )
        return types, self.side_out(torch.relu(self.side_mid(self.drop(torch.relu(hidden)))))


def packed(heads: dict[str, Tensor]) -> dict[str, np.ndarray]:
    """Weights as :class:`kg.events.heads.Heads` reads them: tables of features in bytes, row by row, the rest in half
    precision."""
    kept = {}
    for name, values in heads.items():
        table, numbers = name.removesuffix(".weight"), values.numpy()
        if table in TABLES:
            scale = np.maximum(np.abs(numbers).max(1, keepdims=True), 1e-8) / 127
            kept[table] = np.round(numbers / scale).astype(np.int8)
            kept[f"{table}.scale"] = scale.astype(np.float16)
        else:
            kept[name] = numbers.astype(np.float16)
    return kept
