"""How fast each extractor reads, beside the others: the same texts by turns, in one process.

    python benchmarks/extractors.py NAME... [--data DIR] [--turns 3]

NAME is an extractor's, by default ``rules``.  The texts are 600 news items and 60 releases and Kremlin pages.  Prints
words a second of each in every turn, and its median beside that of the first.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from statistics import median

from kg.extractors import get

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training" / "scripts"))

from documents import documents  # noqa: E402

SIZES = {"current-events": 600, "state-department": 30, "kremlin": 30}
LONGEST = 2_000  # words


def main() -> None:
    """Read by turns, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["rules"])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--turns", type=int, default=3)
    chosen = parser.parse_args()
    texts = []
    for name, size in SIZES.items():
        texts += [d.article() for d in documents(chosen.data, name) if len(d.text.split()) <= LONGEST][:size]
    words = sum(len(article.text.split()) for article in texts)
    extractors = {name: get(name) for name in chosen.names}
    speeds: dict[str, list[float]] = {name: [] for name in extractors}
    for turn in range(chosen.turns + 1):
        for name, extractor in extractors.items():
            start = time.perf_counter()
            for _ in extractor.extract(texts if turn else texts[:20]):  # the first turn loads
                pass
            if turn:
                speeds[name].append(words / (time.perf_counter() - start))
    for name, some in speeds.items():
        ratio = median(some) / median(speeds[chosen.names[0]])
        shown = ", ".join(f"{speed:,.0f}" for speed in some)
        print(f"{name}: {shown} words a second; {ratio:.2f} of {chosen.names[0]}")


if __name__ == "__main__":
    main()
