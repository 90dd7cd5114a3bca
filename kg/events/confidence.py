"""Confidence: how often events read on such grounds were right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from kg.core.errors import KnowledgeError
from kg.events.grounds import Ground

PATH = Path(__file__).parent / "confidence.yaml"


@lru_cache(maxsize=1)
def weights() -> tuple[float, dict[Ground, float]]:
    """The figures of ``confidence.yaml``: the log-odds of being right, and what each ground adds to them.

    Raises:
        KnowledgeError: The file names a ground that there is not, lacks the bias, or gives something that is no number.
    """
    return read(yaml.safe_load(PATH.read_text("utf-8")))


def read(figures: Mapping[str, object]) -> tuple[float, dict[Ground, float]]:
    """Bias and weights from what stands in the file; a ground that is not there adds nothing.

    Raises:
        KnowledgeError: As for :func:`weights`.

    Example:
        >>> bias, added = read({"bias": 1.0, "no recipient": -0.5})
        >>> bias, added[Ground.NO_RECIPIENT], added[Ground.LONG]
        (1.0, -0.5, 0.0)
    """
    known = {"bias", *Ground}
    for name, figure in figures.items():
        if name not in known:
            raise KnowledgeError(f"{PATH.name}: there is no ground {name!r}")
        if not isinstance(figure, (int, float)):
            raise KnowledgeError(f"{PATH.name}: {name}: {figure!r} is no number")
    numbers = {name: float(figure) for name, figure in figures.items() if isinstance(figure, (int, float))}
    if "bias" not in numbers:
        raise KnowledgeError(f"{PATH.name}: the bias is not there")
    return numbers["bias"], {ground: numbers.get(ground, 0.0) for ground in Ground}


def of(grounds: Iterable[Ground]) -> float:
    """The confidence of an event, 0 to 1, two decimals: the probability that it is wholly right.

    Args:
        grounds: What :func:`kg.events.grounds.noticed` gives for it.

    Raises:
        ValueError: One of them is no ground.
    """
    bias, added = weights()
    odds = bias + sum(added[Ground(ground)] for ground in grounds)
    return round(1 / (1 + math.exp(-odds)), 2)
