"""Trains the proposer of event types on ``training/sentences``.

    python scripts/proposer_train.py sentences ../kg/events/data/proposer.npz

Softmax regression with a quadratic penalty, full-batch gradient descent: the same bytes each time.  Prints, by tenfold
cross-validation over sentences, how often the likeliest type is right, and how often above the threshold that is kept:
the lowest probability from which on at least seven in ten proposals are right.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from kg import pipeline
from kg.events.parties import Parties
from kg.events.proposer import BUCKETS, features
from kg.language import syntax
from kg.language.annotations import of as annotations_of

PRECISION = 0.7
STEPS, RATE, PENALTY = 400, 2.0, 2e-4


def read(folder: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Labels, the matrix of features (sentences x buckets + bias), and the label of each sentence."""
    nlp = pipeline.load(components=["kg_entities", "kg_coreference"])
    labels = sorted(p.stem for p in folder.glob("*.txt"))
    rows: list[set[int]] = []
    wanted: list[int] = []
    for label in labels:
        for doc in nlp.pipe((folder / f"{label}.txt").read_text("utf-8").splitlines()):
            parties = Parties(doc, annotations_of(doc).mentions)
            named = {t.i for t in doc if parties.covering(t)}
            verbs = [t for t in doc if syntax.is_verb(t)]
            if verbs:
                verb = min(verbs, key=lambda t: (sum(1 for _ in t.ancestors), t.i))
                rows.append(features(verb, named))
                wanted.append(labels.index(label))
    matrix = np.zeros((len(rows), BUCKETS + 1), dtype=np.float32)
    for number, row in enumerate(rows):
        matrix[number, sorted(row)] = 1
    matrix[:, -1] = 1
    return labels, matrix, np.array(wanted)


def fit(matrix: np.ndarray, wanted: np.ndarray, classes: int) -> np.ndarray:
    """The weights, classes x features."""
    weights = np.zeros((classes, matrix.shape[1]), dtype=np.float32)
    target = np.eye(classes, dtype=np.float32)[wanted]
    for step in range(STEPS):
        odds = likely(weights, matrix)
        gradient = (odds - target).T @ matrix / len(matrix) + PENALTY * weights
        weights -= RATE * (1 - step / STEPS) * gradient * 10
    return weights


def likely(weights: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """The probability of each class, sentences x classes."""
    scores = matrix @ weights.T
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def main() -> None:
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    labels, matrix, wanted = read(folder)
    fold = np.arange(len(wanted)) % 10
    held = np.zeros((len(wanted), len(labels)), dtype=np.float32)
    for number in range(10):
        held[fold == number] = likely(
            fit(matrix[fold != number], wanted[fold != number], len(labels)), matrix[fold == number]
        )
    best, sure, none = held.argmax(axis=1), held.max(axis=1), labels.index("NONE")
    told = best != none
    right = best == wanted
    order = sorted((float(s) for s in sure[told]), reverse=True)
    threshold = min((s for s in order if right[told & (sure >= s)].mean() >= PRECISION), default=1.0)
    kept = told & (sure >= threshold)
    print(f"{len(wanted)} sentences, {len(labels)} labels: the likeliest type is right in {right.mean():.2f};")
    share, precision = kept.mean(), right[kept].mean()
    print(f"at {threshold:.2f} and above {share:.2f} of them get a proposal, {precision:.2f} of those right")
    weights = fit(matrix, wanted, len(labels)).astype(np.float16)
    np.savez_compressed(out, labels=np.array(labels), weights=weights, threshold=np.float32(threshold))


if __name__ == "__main__":
    main()
