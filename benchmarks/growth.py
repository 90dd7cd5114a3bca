"""How the time of reading grows with the length of texts that are as hard as can be thought of.

    python benchmarks/growth.py [--base 10000] [--most 60]

Each shape is read (``kg.extract``) at 1, 4 and 16 times the base, in characters.  Linear work takes 4 and 16 times as
long; quadratic work 16 and 256 times.  Prints a table and writes ``benchmarks/growth.json``.  A shape that takes longer
than ``--most`` seconds is not tried at the next length.
"""

from __future__ import annotations

import argparse
import base64
import json
import logging
import random
import time
from collections.abc import Callable
from pathlib import Path

import kg

SENTENCE = "Russia accused Ukraine of an attack on a border village on Monday. "


def _base64(size: int) -> str:
    return base64.b64encode(random.Random(1).randbytes(size)).decode()[:size]


def _filled(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


#: Name -> a text of about so many characters.
SHAPES: dict[str, Callable[[int], str]] = {
    "articles": _filled(SENTENCE * 5 + "\n\n"),
    "one long word": _filled("a"),
    "base64 picture": lambda size: f'{SENTENCE}<img src="data:image/png;base64,{_base64(size)}"> {SENTENCE}',
    "address": lambda size: f"{SENTENCE}https://example.org/" + _filled("a/b?c=d&e.")(size) + f" {SENTENCE}",
    "addresses": _filled("https://example.org/2022/07/25/a-b-c "),
    "hyphens": _filled("attack-\ning "),
    "brackets": _filled("((["),
    "blanks": lambda size: f"{SENTENCE}{' ' * size}{SENTENCE}",
    "lines of one word": _filled("Iran\n"),
    "tags and entities": _filled("<p>Iran &amp; Iraq</p> &#8217;"),
    "one sentence": _filled("Iran and Iraq and "),
    "names": _filled("Vladimir Putin, Xi Jinping, "),
    "quotes": _filled("“Iran, "),
    "unseen": _filled("Rus\u00ad\u200bsia met "),
    "dots": _filled("abc.def."),
}


def seconds(shape: str, size: int) -> float:
    """How long it takes to read one text."""
    text = SHAPES[shape](size)
    start = time.perf_counter()
    list(
        kg.extract({"id": "a", "text": text, "date": "2024-03-12"}, workers=1, time_limit=None, on_error=lambda e: None)
    )
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=int, default=10_000)
    parser.add_argument("--most", type=float, default=60)
    parser.add_argument("--only", default=",".join(SHAPES))
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    seconds("articles", 1000)  # loads the pipeline
    table: dict[str, dict[str, float]] = {}
    print(f"{'shape':20}" + "".join(f"{f'{n}×':>9}" for n in (1, 4, 16)) + "   growth of the last step")
    for shape in given.only.split(","):
        row: dict[str, float] = {}
        for times in (1, 4, 16):
            row[str(times)] = round(seconds(shape, given.base * times), 3)
            if row[str(times)] > given.most:
                break
        table[shape] = row
        growth = f"{row['16'] / max(row['4'], 0.001):8.1f}" if "16" in row else "       –"
        print(
            f"{shape:20}" + "".join(f"{row.get(str(n), float('nan')):9.2f}" for n in (1, 4, 16)) + f"   {growth}",
            flush=True,
        )
    target = Path(__file__).with_suffix(".json")
    target.write_text(
        json.dumps({"base": given.base, "kg": "seconds to read", "shapes": table}, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
