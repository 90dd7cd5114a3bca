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

import torch
from documents import drawn
from scorer_data import Example, load
from scorer_learn import fit, report, say
from scorer_net import Network, Reader, Task, Windows

EPOCHS, SIZE, RATE_OF_ENCODER = 4, 16, 1.5e-4


def main() -> None:
    """Train, keep the weights, print what they tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", default="", help="draws whose documents do not train")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    chosen = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    unseen = drawn(chosen.without)
    train, rest = [], []
    for example in load([chosen.folder / "train.pickle"]):
        (rest if example.id in unseen else train).append(example)
    network, reader = Network(), Reader()
    tasks = [task for example in train for task in reader.tasks(example, learn=True)]
    epochs = [lambda: batches(tasks)] * chosen.epochs
    steps = chosen.epochs * -(-len(tasks) // SIZE)
    fit(network, lambda b: network(b, teach=True), epochs, steps, (network.encoder.parameters(), RATE_OF_ENCODER))
    torch.save(network.state_dict(), chosen.folder / "scorer.pt")
    network.eval()
    for part, examples in (("dev", load([chosen.folder / "dev.pickle"])), ("draws", rest)):
        for example in examples:
            read(network, reader, example)
        report(part, examples)


def batches(tasks: Sequence[Task]) -> Iterator[Windows]:
    """Windows of like length together, in an order of chance."""
    some = sorted(tasks, key=lambda t: len(t.window.ids) + 12 * random.random())
    parts = [some[i : i + SIZE] for i in range(0, len(some), SIZE)]
    random.shuffle(parts)
    yield from map(Windows, parts)


@torch.no_grad()
def read(network: Network, reader: Reader, example: Example) -> None:
    """Set what a network says of each word of a document."""
    tasks = list(reader.tasks(example, learn=False))
    if tasks:
        say(example, *network(Windows(tasks), teach=False))
    else:
        example.said = []


if __name__ == "__main__":
    main()
