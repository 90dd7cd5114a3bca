"""Confidence: the measured precision of the rule family that produced an event."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from kg.plover import Status


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, float]]:
    """The figures of ``confidence.yaml``: family -> precision, and status -> factor."""
    return dict(yaml.safe_load((Path(__file__).parent / "confidence.yaml").read_text("utf-8")))


def of(family: str, status: Status) -> float:
    """The confidence of an event, 0 to 1, two decimals.

    Args:
        family: Which kind of rule produced it ("verb+frame", "noun" …).
        status: Its status; events whose status is read from their surroundings are less sure.
    """
    figures = table()
    return round(figures["families"].get(family, 0.5) * figures["statuses"].get(str(status), 1.0), 2)
