"""Counts how common words, names, parties, numbers and acts are in news, for merging: what is rare tells most.

    PYTHONPATH=.. python scripts/merging_count.py DATA ../kg/merging/common.tsv.xz

Reads the train part of the open news (``documents.py``): State Department, Kremlin, current events.  What is counted is
in how many reports of events each stands (``Telling.all``).  A line of the table begins with a weight, and all that
weigh as much follow: the logarithm of the share of reports, of which a hundredth weighs 1.  What stands in fewer than
``FEWEST`` reports is left out, and counts as rare.  Counting is exact, so a rerun gives the same bytes as long as the
same events are read.
"""

from __future__ import annotations

import lzma
import math
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from documents import FILES, documents, split

import kg
from kg.core.event import Event
from kg.merging.telling import tellings

FEWEST = 12
STEP = 20  # a weight is told in so many parts of one
HUNDREDTH = math.log(0.01)


def events(data: Path) -> Iterable[Event]:
    """What is read in the train part."""
    part = split()
    records = (d.record() for d in documents(data, *FILES) if part.get(d.id) == "train")
    return kg.extract(records)


def table(found: Iterable[Event]) -> str:
    """The table, as :func:`kg.merging.rarity.table` reads it.

    Args:
        found: The reports of an article one after the other.
    """
    counts, reports = Counter[str](), 0
    for telling in tellings(found, {}):
        reports += 1
        counts.update(telling.all)
    rows: dict[int, list[str]] = {}
    for word in sorted(counts):
        if counts[word] >= FEWEST and not set(word) & {"\t", "\n", "\r"}:
            rows.setdefault(round(STEP * math.log(counts[word] / reports) / HUNDREDTH), []).append(word)
    return "".join("\t".join([f"{worth / STEP:.2f}", *rows[worth]]) + "\n" for worth in sorted(rows))


if __name__ == "__main__":
    packed = lzma.compress(table(events(Path(sys.argv[1]))).encode(), preset=9 | lzma.PRESET_EXTREME)
    Path(sys.argv[2]).write_bytes(packed)
    print(f"{len(packed) / 1000:.0f} kB")
