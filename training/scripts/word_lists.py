"""Reads ``word_lists.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    lists: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return lists


def words(script: str, name: str) -> list[str]:
    """The words of one list of a script, in the order of the file."""
    return _lists()[script][name]
