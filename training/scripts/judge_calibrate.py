"""How often acts are right of which the judge thinks so or so: ``judge_calibrate.py DATA ../kg/events/data/judge.npz``.

Logistic regression, on the dev part of the corpus, of whether an act fits one that readers found, over the judge's
log-odds, whether a rule tells it too, and whether only a rule does.  Its four numbers are kept with the weights, as
``sure``; prints them, and how often acts are right by the confidence that they get.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from documents import documents, split
from judge_data import SETS, article, rows
from sklearn.linear_model import LogisticRegression

from kg import pipeline
from kg.core.records import Mention
from kg.events import judge, judged
from kg.events.attribution import Voices
from kg.events.coder import Coder
from kg.events.parties import Parties
from kg.language import parse
from kg.language.annotations import of as annotations_of
from kg.scoring.matching import typed_between

BANDS = np.linspace(0, 1, 11)


def main(data: Path, weights: Path) -> None:
    """Fit, keep, print."""
    asked: list[tuple[float, bool, bool]] = []
    kept = judge.sure
    judge.sure = lambda odds, by_rule, doubted=False: asked.append((odds, by_rule, doubted)) or len(asked)  # type: ignore
    seen = [(asked[int(number) - 1], right) for number, right in told(data)]
    judge.sure = kept
    features = np.array([[np.log(p / (1 - p)), by_rule, doubted] for (p, by_rule, doubted), _ in (
        ((min(max(one[0], 0.001), 0.999), *one[1:]), right) for one, right in seen)], dtype=float)  # fmt: skip
    right = np.array([r for _, r in seen])
    model = LogisticRegression(C=1e6).fit(features, right)
    found = np.array([model.intercept_[0], *model.coef_[0]], dtype=np.float32)
    with np.load(weights) as stored:
        arrays = {name: stored[name] for name in stored.files}
    np.savez_compressed(weights, **arrays | {"sure": found})
    print(f"{len(right)} acts, {right.mean():.3f} right; base, odds, by rule, rule alone: {found.round(2).tolist()}")
    odds = model.predict_proba(features)[:, 1]
    for low, high in pairwise(BANDS):
        inside = (odds >= low) & (odds < high)
        if inside.any():
            print(f"  {low:.1f} to {high:.1f}: {right[inside].mean():.2f} of {inside.sum()}")


def told(data: Path) -> Iterator[tuple[float, bool]]:
    """Of each act told on dev its confidence and whether it fits; what fair readers would differ about is left out."""
    parts = split()
    gold = {row["doc"]: row["events"] for name in SETS for row in rows(name) if parts[row["doc"]] == "dev"}
    nlp, coder = pipeline.load(components=["kg_entities", "kg_coreference"]), Coder()
    for doc in nlp.pipe(pipeline.documents(nlp, (article(d) for d in documents(data) if d.id in gold))):
        notes = annotations_of(doc)
        parsed = parse.of(doc)
        parties = Parties(parsed, notes.mentions)
        for scene in coder.scenes(parsed, parties, Voices(parsed, parties)):
            for match in judged.likely(scene, coder.matcher.lexicon):
                if match.entry.type.quad is None:
                    continue
                record = {
                    "type": str(match.entry.type),
                    "plover": str(match.entry.type),
                    "actors": [_party(m) for m in match.actors],
                    "recipients": [_party(m) for m in match.recipients],
                    "evidence": {"start": scene.sentence.start_char, "end": scene.sentence.end_char},
                }
                fits = [g for g in gold[notes.article.id] if typed_between(record, g)]
                if not fits or any(not g["doubtful"] for g in fits):
                    yield match.confidence, bool(fits)


def _party(m: Mention) -> dict[str, Any]:
    e = m.entity
    return {"id": e.id, "name": e.name, "text": m.text, "country": e.country, "start": m.start, "end": m.end}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
