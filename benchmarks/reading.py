"""Precision by reading: events sampled at random, judged one by one.

    python benchmarks/reading.py sample [--data DIR] [--size 200] [--seed 1]     prints events to read
    python benchmarks/reading.py score                                          the figures of benchmarks/reading.tsv

The sheet holds ids and verdicts, no text.  A verdict is four marks, 1 right or 0 wrong: type, actors (the right ones
with the right country), direction, status.  An event with four 1s is wholly right.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import sys
from collections import defaultdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
SHEET = ROOT / "benchmarks" / "reading.tsv"
SETS = {"current-events": 900, "state-department": 60, "kremlin": 120}  # articles read of each
MARKS = ("type", "actors", "direction", "status")


def sample(data: Path, size: int, seed: int) -> None:
    """Prints a sample: a third of each set, PLOVER types only."""
    import kg

    chance = random.Random(seed)
    for name, articles in SETS.items():
        with gzip.open(data / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
            lines = chance.sample(stream.readlines(), articles)
        rows = [json.loads(line) for line in lines]
        events = [e for e in kg.extract([kg.Article(**_fields(row)) for row in rows]) if e.type != "OTHER"]
        for event in sorted(chance.sample(events, min(size // len(SETS), len(events))), key=lambda e: e.id):
            sides = [" + ".join(f"{p.name} [{p.country}]" for p in s) or "-" for s in (event.actors, event.recipients)]
            print(f"{name}\t{event.id}\t{(event.rule or '').split(':')[0]}\t{event.confidence}")
            print(f"  {event.type} {event.status}: {sides[0]} > {sides[1]} | {event.theme} | {event.evidence.trigger}")
            print(f"  {' '.join(event.evidence.sentence.split())}")


def _fields(row: dict[str, object]) -> dict[str, object]:
    import datetime as dt

    known = {k: row.get(k) for k in ("id", "text", "title", "source", "url")}
    return {**known, "date": dt.date.fromisoformat(str(row["date"])) if row.get("date") else None}


def score() -> None:
    """Prints the figures of the sheet."""
    with SHEET.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        for group in ("all", row["set"], f"rule {row['family']}", _band(float(row["confidence"]))):
            groups[group].append(row)
    table = Table("events", "n", *MARKS, "wholly right", title="Events read one by one")
    for group, members in groups.items():
        shares = [sum(r[m] == "1" for r in members) / len(members) for m in MARKS]
        whole = sum(all(r[m] == "1" for m in MARKS) for r in members) / len(members)
        table.add_row(group, str(len(members)), *(f"{s:.2f}" for s in shares), f"{whole:.2f}")
    Console(width=120).print(table)


def _band(confidence: float) -> str:
    return "confidence >= 0.8" if confidence >= 0.8 else "confidence < 0.8"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["sample", "score"])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.what == "score":
        score()
    elif (options.data / "articles").is_dir():
        sample(options.data, options.size, options.seed)
    else:
        sys.exit(f"no articles in {options.data}: give --data")


if __name__ == "__main__":
    main()
