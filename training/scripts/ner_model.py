"""The entity teacher: the parser teacher's encoder with one BIO tag a word."""

from __future__ import annotations

import numpy as np
import torch
from teacher_model import WordEncoder
from torch import nn

KINDS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT")
TAGS = ("O", *(f"{p}-{k}" for k in KINDS for p in "BI"))


class Recognizer(nn.Module):
    """Words to tag scores."""

    def __init__(self) -> None:
        super().__init__()
        self.words = WordEncoder()
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(self.words.width, len(TAGS))

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """Scores, shape (sentences, words, tags)."""
        scores: torch.Tensor = self.out(self.drop(self.words(batch)))
        return scores


def _transitions() -> np.ndarray:
    allowed = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for j, to in enumerate(TAGS):
        for i, come in enumerate(TAGS):
            if to[0] == "I" and (come == "O" or come[2:] != to[2:]):
                allowed[i, j] = -1e4
    return allowed


MOVES = _transitions()
STARTS = np.array([-1e4 if t[0] == "I" else 0.0 for t in TAGS], np.float32)


def viterbi(scores: np.ndarray) -> list[str]:
    """Best tag sequence without an I- that has no beginning; scores are (words, tags) log-probabilities."""
    best = scores[0] + STARTS
    back = []
    for row in scores[1:]:
        grid = best[:, None] + MOVES
        back.append(grid.argmax(0))
        best = grid.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [TAGS[k] for k in reversed(path)]
