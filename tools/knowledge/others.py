"""The knowledge base without the table that a script is about to write, and without what may refer to it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.entities._loading import Index
from kg.entities.knowledge import DATA, Knowledge
from kg.entities.tables import read


def knowledge(*without: str) -> Knowledge:
    """All shipped tables but the named ones and the rules for ambiguous names.

    Args:
        without: File names, e.g. "cities.tsv".
    """
    index = Index()
    files = sorted(f for f in DATA.glob("*.tsv") if f.name not in without)
    index.add(row for file in files for row in read(file))
    return Knowledge(index)
