"""Fits the weights by which what a scorer says is weighed beside the rules (:mod:`kg.events.scored`), on the dev part.

    PYTHONPATH=.. python scripts/scorer_fit.py DATA ../kg/events/data/scorer.json [DRAWS]
    PYTHONPATH=..:minilm python scripts/scorer_fit.py DATA minilm/kg_minilm/data/weights.json [DRAWS]

The scorer is the shipped one, or MiniLM where the file is its own.  DRAWS are numbers of draws ("39,40",
``benchmarks/draws.tsv``) that did not train it, whose documents are taken as well.
Logistic regression over the acts that each word of an annotated document may tell, of which one is told rightly if it
fits an event that readers found there, and wholly right if all its parties do, and its status.  No document of dev
trained the scorer or the judge.  Prints how well it ranks them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Container, Iterator
from pathlib import Path

import numpy as np
from documents import drawn
from scorer_data import readings
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from kg.events import scored, sight, time
from kg.events.coder import Coder
from kg.events.learned import LearnedScorer
from kg.events.sight import Scorer
from kg.scoring.matching import exactly, typed_between

PENALTY = 0.3


def main(data: Path, out: Path, draws: str = "") -> None:
    """Fit, keep the weights, print what they are worth."""
    found = list(read(data, _scorer(out), drawn(draws)))
    names = list(found[0][0])
    numbers = np.array([[about[name] for name in names] for about, *_ in found])
    middle, spread = numbers.mean(0), numbers.std(0) + 1e-6
    kept = {}
    for column, what in enumerate(("told", "sure"), 1):
        right = np.array([row[column] for row in found])
        model = LogisticRegression(C=PENALTY, max_iter=2000).fit((numbers - middle) / spread, right)
        weights = model.coef_[0] / spread
        kept[what] = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
        kept[what]["always"] = round(float(model.intercept_[0] - middle @ weights), 4)
        auc = roc_auc_score(right, numbers @ weights)
        print(f"{what}: {len(found)} acts, {right.mean():.3f} right, AUC {auc:.3f}")
    out.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def _scorer(out: Path) -> Scorer:
    if "kg_minilm" not in out.resolve().parts:
        return LearnedScorer()
    from kg_minilm import Scorer as MiniLM

    return MiniLM()


def read(data: Path, scorer: Scorer, more: Container[str] = ()) -> Iterator[tuple[dict[str, float], bool, bool]]:
    """What words may tell, by its numbers; whether it fits an event, and wholly; doubtful ones are left out."""
    coder = Coder()
    for article, doc, voices, scenes, words, gold in readings(data, "dev", coder, more):
        times = time.find(doc)
        said = scorer.read(doc.text, sight.see(scenes, words))
        for scene, some, opinions in zip(scenes, words, said, strict=True):
            for option, about in (each for word in scored.weigh(scene, some, opinions) for each in word):
                event = coder.event(option.match, scene.sentence, article, voices, times).to_dict()
                fits = [g for g in gold if typed_between(event, g)]
                sure = [g for g in fits if not g["doubtful"]]
                if sure or not fits:
                    whole = any(exactly(event, g) and g["status"] == event["status"] for g in sure)
                    yield about, bool(sure), whole


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
