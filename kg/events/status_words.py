"""The word lists by which it is told how sure a text is of an act, and what other rules ask of words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.core.lists import shipped as shipped_lists


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The word lists of ``status.yaml``, as sets."""
    lists = shipped_lists(Path(__file__).parent / "status.yaml")
    return {
        name: {key: frozenset(inner) for key, inner in found.items()} if isinstance(found, dict) else frozenset(found)
        for name, found in lists.items()
    }


@lru_cache(maxsize=1)
def holds_off() -> frozenset[str]:
    """The words that may hold off the act below them, and those that report it."""
    lists = words()
    groups = [lists[k] for k in ("planned", "hypothetical", "denied", "speech")] + list(lists["nouns"].values())
    return frozenset(w for group in groups for w in group)
