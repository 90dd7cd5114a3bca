"""How the scorers of acts learn, and what they alone would tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import torch
from scorer_data import Example, Record
from scorer_heads import Batch, Heads
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as loss_of

from kg.events.sight import TYPES, Opinion, SeenWord
from kg.scoring.matching import folded, one_to_one, typed_between

RATE, WARM = 1e-3, 0.06
LEAST, SIDE = (0.2, 0.25, 0.3, 0.4), 0.25  # an act, and a party to it, must be so likely to be told


def fit(
    network: Heads,
    tell: Callable[[Batch], tuple[Tensor, Tensor]],
    batches: Sequence[Callable[[], Iterable[Batch]]],
    steps: int,
    slower: tuple[Iterable[nn.Parameter], float] = ((), 0.0),
) -> None:
    """Train a network; rates rise at first, then fall to nothing.

    Args:
        network: The network.
        tell: What it tells of a batch when it is taught.
        batches: Of each epoch.
        steps: How many batches these are.
        slower: Weights that have a rate of their own, and that.
    """
    tables, read = [network.words.weight, network.parties.weight], list(slower[0])
    kept = {id(p) for p in (*tables, *read)}
    rest = [p for p in network.parameters() if id(p) not in kept]
    groups = [{"params": rest, "lr": RATE}, *([{"params": read, "lr": slower[1]}] if read else [])]
    ways = [torch.optim.AdamW(groups, weight_decay=0.01), torch.optim.SparseAdam(tables, lr=RATE)]

    def rate(step: int) -> float:
        return min((step + 1) / (WARM * steps), max(0.02, (steps - step) / ((1 - WARM) * steps)))

    rates = [torch.optim.lr_scheduler.LambdaLR(way, rate) for way in ways]
    for epoch in batches:
        network.train()
        for batch in epoch():
            types, sides = tell(batch)
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


def say(example: Example, types: Tensor, sides: Tensor) -> None:
    """Set what a network says of each word of a document (``said``), from its log-odds."""
    at, of, both_of, example.said = 0, iter(torch.sigmoid(types).tolist()), torch.sigmoid(sides).tolist(), []
    for sentence in example.sentences:
        opinions = []
        for word in sentence.words:
            both = both_of[at : at + len(word.pairs)]
            opinions.append(Opinion(tuple(next(of)), tuple(a for a, _ in both), tuple(r for _, r in both)))
            at += len(word.pairs)
        example.said.append(opinions)


def report(name: str, examples: Sequence[Example]) -> None:
    """Print precision, recall and F1 of type and dyad of what was said of documents."""
    for least in LEAST if examples else ():
        precision, recall, f1 = figures(examples, least)
        print(f"{name}, from {least} on: {precision:.3f} {recall:.3f} {f1:.3f}", flush=True)


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
