"""Trains the scorer that ships: two layers over features and the parser's vectors, taught by readers and by MiniLM.

    PYTHONPATH=..:minilm python scripts/small_train.py FOLDER OUT.npz [--without 37,38]

FOLDER holds ``train.pickle``, ``open.pickle``, ``own.pickle`` and ``dev.pickle`` as :mod:`scorer_data` wrote them;
documents of the draws ``--without`` (``benchmarks/draws.tsv``) stay unseen.  Prints precision, recall and F1 of type
and dyad on dev and on those draws of what the network alone would tell, by how likely an act must be to be told.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from documents import drawn
from scorer_data import Example, load
from scorer_heads import Batch, Heads, Right, packed
from scorer_learn import fit, report, say
from torch import Tensor

from kg.events.sight import WIDTH, SeenParty, SeenWord

EPOCHS, SIZE = 4, 700  # words of a batch
BLIND = 0.15  # of the batches are read without vectors, as with the parser of somebody else


class Task(NamedTuple):
    """A document with what is right about it."""

    words: list[SeenWord]
    parties: list[SeenParty]
    right: Right


class Network(Heads):
    """The scorer."""

    def __init__(self) -> None:
        super().__init__(WIDTH, WIDTH)

    def forward(self, batch: Batch, teach: bool) -> tuple[Tensor, Tensor]:
        """Log-odds of each word's types, and of each pair's sides: of the right type if taught, else the likeliest."""
        sides: list[Sequence[SeenWord] | Sequence[SeenParty]] = [batch.words, batch.parties]
        vectors = [
            self.drop(torch.tensor(np.array([one.vector for one in side], np.float32).reshape(-1, WIDTH)))
            for side in sides
        ]
        if teach and random.random() < BLIND:
            vectors = [v * 0 for v in vectors]
        return self.tell(batch, *vectors, teach)


def main() -> None:
    """Train, keep the weights, print what they tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", default="", help="draws whose documents do not train")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    chosen = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    unseen = drawn(chosen.without)
    train, rest = [], []
    for example in load([chosen.folder / f"{part}.pickle" for part in ("train", "open", "own")]):
        (rest if example.id in unseen else train).append(example)
    rest = [example for example in rest if example.said is None]
    tasks = [task(example, learn=True) for example in train if example.sentences]
    epochs = [list(parts(tasks)) for _ in range(chosen.epochs)]
    network = Network()
    fit(
        network,
        lambda batch: network(batch, teach=True),
        [lambda e=epoch: map(Batch, e) for epoch in epochs],
        sum(map(len, epochs)),
    )
    np.savez_compressed(chosen.out, **packed(network.state_dict()))
    network.eval()
    for part, examples in (("dev", load([chosen.folder / "dev.pickle"])), ("draws", rest)):
        for example in examples:
            read(network, example)
        report(part, examples)


def task(example: Example, learn: bool) -> Task:
    """A document, to learn from or to be read."""
    words = [word for sentence in example.sentences for word in sentence.words]
    parties = [party for sentence in example.sentences for party in sentence.parties]
    return Task(words, parties, Right(example, example.sentences, learn))


def parts(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Documents by batches, in an order of chance."""
    part, size = list[Task](), 0
    for one in random.sample(tasks, len(tasks)):
        part.append(one)
        size += len(one.words)
        if size >= SIZE:
            yield part
            part, size = [], 0
    if part:
        yield part


@torch.no_grad()
def read(network: Network, example: Example) -> None:
    """Set what a network says of each word of a document."""
    if example.sentences:
        say(example, *network(Batch([task(example, learn=False)]), teach=False))
    else:
        example.said = []


if __name__ == "__main__":
    main()
