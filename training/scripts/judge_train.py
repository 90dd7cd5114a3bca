"""Trains the judge of events on the corpus of ``training/gold``.

    PYTHONPATH=..:../benchmarks python scripts/judge_train.py DATA ../kg/events/data/judge.npz [--without 7,8]

Logistic regression with a quadratic penalty (scikit-learn's, by L-BFGS) over what :mod:`kg.events.features` sees of
each candidate: what the rules tell, and each word of the lexicon with each type and pair of parties of its sentence, of
which a candidate is right if it fits an event that readers found there.  Only the train part trains; documents of the
draws ``--without`` (``benchmarks/draws.tsv``) stay unseen.  Prints how well acts that the rules tell are ranked on dev.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from documents import SETS, documents, drawn, split
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from kg import pipeline
from kg.core.records import Mention
from kg.events import features, judge
from kg.events.attribution import Voices
from kg.events.coder import Coder
from kg.events.parties import Parties
from kg.language.annotations import of as annotations_of
from kg.scoring.matching import between, typed

GOLD = Path(__file__).resolve().parent.parent / "gold"
PENALTY, LEAST_SEEN, OF_WRONG = 0.02, 5, 0.3
Row = tuple[np.ndarray, int, bool]
"""Features, 1 for right or 0 for wrong or -1 for open, and whether the rules tell it."""


def main() -> None:
    """Train, keep the weights, print what dev says of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", default="", help="draws whose documents do not train")
    chosen = parser.parse_args()
    rows = [row for row in read(chosen.data, "train", drawn(chosen.without)) if row[1] >= 0]
    weights, bias = fit(rows)
    np.savez_compressed(chosen.out, weights=weights.astype(np.float16), bias=np.float32(bias))
    dev = [row for row in read(chosen.data, "dev", set()) if row[1] >= 0 and row[2]]
    odds = matrix([row[0] for row in dev]) @ weights + bias
    right = np.array([row[1] for row in dev])
    print(f"{len(rows)} candidates of train, {sum(row[1] for row in rows)} right")
    print(f"{len(dev)} told by the rules on dev, {right.mean():.3f} right, AUC {roc_auc_score(right, odds):.3f}")


def read(data: Path, part: str, unseen: set[str]) -> Iterator[Row]:
    """The candidates of a part; of the wrong ones that no rule tells, a share drawn by a hash."""
    parts = split()
    gold = {
        row["doc"]: row["events"]
        for name in SETS
        for row in map(json.loads, (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines())
        if parts[row["doc"]] == part and row["doc"] not in unseen
    }
    nlp, coder = pipeline.load(components=["kg_entities", "kg_coreference"]), Coder()
    articles = (d.article() for d in documents(data) if d.id in gold)
    for doc in nlp.pipe(pipeline.documents(nlp, articles)):
        notes = annotations_of(doc)
        id_, parties = notes.article.id, Parties(doc, notes.mentions)
        for scene in coder.scenes(doc, parties, Voices(doc, parties)):
            for word in judge.words(scene, coder.matcher.lexicon):
                for c in (*judge.told(scene, word), *judge.others(scene, word)):
                    right, by_rule = label(c, scene, gold[id_]), c.match is not None
                    key = f"{id_} {word.token.i} {c.type} {_id(c.actor)} {_id(c.recipient)}"
                    if right or by_rule or zlib.crc32(key.encode()) / 2**32 < OF_WRONG:
                        yield features.folded(np.concatenate(c.parts).astype(np.uint32)), right, by_rule


def label(candidate: judge.Candidate, scene: features.Scene, gold: Sequence[dict[str, Any]]) -> int:
    """Whether a candidate fits an event that readers found in its clause; -1 where they would differ."""
    sentence, at, match = scene.sentence, candidate.word.token.idx, candidate.match
    record = {
        "type": str(candidate.type),
        "plover": str(candidate.type),
        "actors": _sides(match.actors if match else [candidate.actor.mention] if candidate.actor else []),
        "recipients": _sides(
            match.recipients if match else [candidate.recipient.mention] if candidate.recipient else []
        ),
        "evidence": {"start": sentence.start_char, "end": sentence.end_char},
    }
    fits = [
        g
        for g in gold
        if any(start <= at < end for start, end in (g["clause"], g["trigger"]))
        and typed(record, g)
        and between(record, g)
    ]
    return 1 if any(not g["doubtful"] for g in fits) else -1 if fits else 0


def _sides(mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    return [
        {"id": m.entity.id, "name": m.entity.name, "text": m.text, "country": m.entity.country, "start": m.start,
         "end": m.end}
        for m in mentions
    ]  # fmt: skip


def _id(party: features.Party | None) -> str:
    return party.mention.entity.id if party else "-"


def matrix(rows: Sequence[np.ndarray]) -> sp.csr_matrix:
    """Candidates x features, with how often each has each."""
    places = np.concatenate(rows).astype(np.int32)
    ends = np.cumsum([0, *map(len, rows)])
    return sp.csr_matrix((np.ones(len(places), np.float32), places, ends), shape=(len(rows), features.BUCKETS))


def fit(rows: Sequence[Row]) -> tuple[np.ndarray, float]:
    """The weight of each feature, and what is added to all; a feature that is rare has none."""
    seen, right = matrix([row[0] for row in rows]), np.array([row[1] for row in rows])
    often = np.flatnonzero(np.asarray((seen > 0).sum(axis=0)).ravel() >= LEAST_SEEN)
    share = np.array([1.0 if row[1] or row[2] else 1 / OF_WRONG for row in rows])
    model = LogisticRegression(C=PENALTY, solver="lbfgs", max_iter=200)
    model.fit(seen[:, often], right, sample_weight=share)
    weights = np.zeros(features.BUCKETS, dtype=np.float64)
    weights[often] = model.coef_[0]
    return weights, float(model.intercept_[0])


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    main()
