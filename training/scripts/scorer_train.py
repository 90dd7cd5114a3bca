"""Trains the scorer of acts on MiniLM, which ``training/minilm`` brings along.

    PYTHONPATH=..:minilm python scripts/scorer_train.py FOLDER [--without 37,38]

FOLDER holds ``train.pickle`` and ``dev.pickle`` as :mod:`scorer_data` wrote them; documents of the draws ``--without``
(``benchmarks/draws.tsv``) stay unseen.  Keeps ``scorer.pt`` there, and prints precision, recall and F1 of type and dyad
on dev and on those draws of what the network alone would tell, by how likely an act must be to be told.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from scorer_data import Example, Record, load
from scorer_net import Batch, Network, Reader, Task
from torch.nn.functional import binary_cross_entropy_with_logits as loss_of

from kg.events.sight import TYPES, Opinion, SeenWord
from kg.scoring.matching import folded, one_to_one, typed_between

DRAWS = Path(__file__).resolve().parents[2] / "benchmarks" / "draws.tsv"
EPOCHS, SIZE, RATE, RATE_OF_ENCODER, WARM = 4, 16, 1e-3, 1.5e-4, 0.06
FIRST, LAST = 101, 102  # the pieces that stand before and behind a window
LEAST, SIDE = (0.2, 0.25, 0.3, 0.4), 0.25  # an act, and a party to it, must be so likely to be told


def main() -> None:
    """Train, keep the weights, print what they tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", default="", help="draws whose documents do not train")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    chosen = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    rows = (line.split("\t") for line in DRAWS.read_text("utf-8").splitlines()[1:])
    unseen = {id_ for draw, _, id_ in rows if draw in chosen.without.split(",")}
    train, drawn = [], []
    for example in load([chosen.folder / "train.pickle"]):
        (drawn if example.id in unseen else train).append(example)
    network, reader = Network(), Reader()
    learn(network, [task for example in train for task in reader.tasks(example, learn=True)], chosen.epochs)
    torch.save(network.state_dict(), chosen.folder / "scorer.pt")
    for part, examples in (("dev", load([chosen.folder / "dev.pickle"])), ("draws", drawn)):
        say(network, reader, examples)
        for least in LEAST if examples else ():
            precision, recall, f1 = figures(examples, least)
            print(f"{part}, from {least} on: {precision:.3f} {recall:.3f} {f1:.3f}")


def learn(network: Network, tasks: Sequence[Task], epochs: int) -> None:
    """Train a network; rates rise at first, then fall to nothing."""
    tables = [network.words.weight, network.parties.weight]
    read = list(network.encoder.parameters())
    kept = {id(p) for p in (*tables, *read)}
    rest = [p for p in network.parameters() if id(p) not in kept]
    groups = [{"params": rest, "lr": RATE}, {"params": read, "lr": RATE_OF_ENCODER}]
    ways = [torch.optim.AdamW(groups, weight_decay=0.01), torch.optim.SparseAdam(tables, lr=RATE)]
    steps = epochs * -(-len(tasks) // SIZE)

    def rate(step: int) -> float:
        return min((step + 1) / (WARM * steps), max(0.02, (steps - step) / ((1 - WARM) * steps)))

    rates = [torch.optim.lr_scheduler.LambdaLR(way, rate) for way in ways]
    for _ in range(epochs):
        network.train()
        for batch in batches(tasks, shuffled=True):
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


def batches(tasks: Sequence[Task], shuffled: bool) -> Iterator[Batch]:
    """Windows of like length together, in an order of chance if asked for."""
    some = sorted(tasks, key=lambda t: len(t.window.ids) + (12 * random.random() if shuffled else 0))
    parts = [some[i : i + SIZE] for i in range(0, len(some), SIZE)]
    if shuffled:
        random.shuffle(parts)
    yield from (Batch(part, FIRST, LAST) for part in parts)


def say(network: Network, reader: Reader, examples: Sequence[Example]) -> None:
    """Set what a network says of each word of documents (``said``)."""
    network.eval()
    with torch.no_grad():
        for example in examples:
            tasks = list(reader.tasks(example, learn=False))
            if not tasks:
                example.said = []
                continue
            types, sides = (torch.sigmoid(x).tolist() for x in network(Batch(tasks, FIRST, LAST), teach=False))
            at, of, example.said = 0, iter(types), []
            for sentence in example.sentences:
                opinions = []
                for word in sentence.words:
                    both = sides[at : at + len(word.pairs)]
                    opinions.append(Opinion(tuple(next(of)), tuple(a for a, _ in both), tuple(r for _, r in both)))
                    at += len(word.pairs)
                example.said.append(opinions)


def figures(examples: Sequence[Example], least: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of type and dyad, of what is at least so likely (:mod:`kg.scoring.matching`)."""
    fitting = told = got = found = 0
    for example in examples:
        sure = [g for g in example.gold if not g["doubtful"]]
        acts = [
            a
            for a in folded(acts_of(example, least))
            if any(typed_between(a, g) for g in sure) or not any(typed_between(a, g) for g in example.gold)
        ]
        fit, owner = one_to_one(acts, sure, typed_between)
        fitting, told, got, found = fitting + len(fit), told + len(acts), got + len(owner), found + len(sure)
    precision, recall = fitting / max(told, 1), got / max(found, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def acts_of(example: Example, least: float) -> Iterator[dict[str, Any]]:
    """What a network would tell of a document, as records that can be scored."""
    for sentence, parties, opinions in zip(example.sentences, example.parties, example.said or (), strict=True):
        for word, opinion in zip(sentence.words, opinions, strict=True):
            act = _act(word, opinion, parties)
            if act is not None and act["confidence"] >= least:
                evidence = {"start": sentence.start, "end": sentence.end}
                yield act | {"evidence": evidence | {"trigger_start": word.start, "trigger_end": word.end}}


def _act(word: SeenWord, opinion: Opinion, parties: Sequence[Record]) -> dict[str, Any] | None:
    sure = max(opinion.types)
    type_ = TYPES[opinion.types.index(sure)]
    sides, odds = [], sure
    for own, other in ((opinion.actors, opinion.recipients), (opinion.recipients, opinion.actors)):
        most = max(own, default=0.0)
        odds *= most if most >= SIDE else 1 - most
        sides.append([p for p, o, x in zip(parties, own, other, strict=True) if o >= SIDE and o >= x])
    if not sides[0] and not sides[1] and (type_.quad is None or type_.quad.by_words):
        return None
    return {"type": str(type_), "plover": str(type_), "actors": sides[0], "recipients": sides[1], "theme": None,
            "confidence": odds}  # fmt: skip


if __name__ == "__main__":
    main()
