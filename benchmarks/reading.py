"""Precision by reading: events sampled at random, judged one by one.

    python benchmarks/reading.py sample [--data DIR] [--size 200] [--seed 1]     prints events to read
    python benchmarks/reading.py score                                          the figures of benchmarks/reading.tsv

The sheet holds ids and verdicts, no text.  A verdict is four marks, 1 right or 0 wrong: type, actors (the right ones
with the right country), direction, status.  An event with four 1s is wholly right.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

import kg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training" / "scripts"))

from documents import documents, split  # noqa: E402

ANNOTATED = [*(ROOT / "training" / "gold").glob("*.jsonl"), *(ROOT / "benchmarks" / "gold").glob("*.jsonl")]
SHEET = ROOT / "benchmarks" / "reading.tsv"
# Texts that nobody has annotated, of each set so many; what is sampled of their events is shared out evenly.
SETS = {"current-events": 300, "current-events-linked": 300, "state-department": 40, "kremlin": 80, "newswire": 60}
MARKS = ("type", "actors", "direction", "status")


def articles(data: Path, seed: int) -> Iterator[tuple[str, list[kg.Article], random.Random]]:
    """The articles that are sampled of each set, and the state of chance behind them."""
    read = {row["doc"] for file in ANNOTATED for row in map(json.loads, file.read_text("utf-8").splitlines())}
    parts = split()
    for name, size in SETS.items():
        chance = random.Random(f"{seed} {name}")
        if name == "newswire":
            known = read | {path.stem for path in (ROOT / "benchmarks" / "gold").glob("*.json")}
            with gzip.open(data / "articles" / "worldwide.jsonl.gz", "rt", encoding="utf-8") as stream:
                free = [row for row in map(json.loads, stream) if row["id"] not in known]
        else:
            free = [d.record() for d in documents(data, name) if d.id not in read and parts[d.id] == "train"]
        yield name, [kg.Article(**_fields(row)) for row in chance.sample(free, min(size, len(free)))], chance


def sample(data: Path, size: int, seed: int, extractor: str) -> None:
    """Prints a sample: of each set as many, PLOVER types only."""
    for name, read, chance in articles(data, seed):
        events = [e for e in kg.extract(read, extractor=extractor) if e.type != "OTHER"]
        for event in sorted(chance.sample(events, min(size // len(SETS), len(events))), key=lambda e: e.id):
            sides = [" + ".join(f"{p.name} [{p.country}]" for p in s) or "-" for s in (event.actors, event.recipients)]
            print(f"{name}\t{event.id}\t{(event.rule or '').split(':')[0]}\t{event.confidence}\t{seed}")
            print(f"  {event.type} {event.status}: {sides[0]} > {sides[1]} | {event.theme} | {event.evidence.trigger}")
            print(f"  {' '.join(event.evidence.sentence.split())}")


def _fields(row: dict[str, object]) -> dict[str, object]:
    known = {k: row.get(k) for k in ("id", "text", "title", "source", "url")}
    return {**known, "date": dt.date.fromisoformat(str(row["date"])) if row.get("date") else None}


def score() -> None:
    """Prints the figures of the last sample of the sheet, which was read after the last rule was written."""
    rows = _rows()
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["seed"] != rows[-1]["seed"] or not row["arguable"]:  # which the earlier samples do not have
            groups[f"earlier sample, seed {row['seed']}"].append(row)
            continue
        for group in ("all", row["set"], f"rule {row['family']}"):
            groups[f"{row['extractor']}: {group}"].append(row)
    table = Table("events", "n", *MARKS, "wholly right", title="Events read one by one")
    for group, members in groups.items():
        shares = [sum(r[m] == "1" for r in members) / len(members) for m in MARKS]
        table.add_row(group, str(len(members)), *(f"{s:.2f}" for s in shares), f"{_share_right(members):.2f}")
    Console(width=120).print(table)


def _rows() -> list[dict[str, str]]:
    with SHEET.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def _share_right(rows: list[dict[str, str]]) -> float:
    return sum(map(_wholly, rows)) / len(rows)


def _wholly(row: dict[str, str]) -> bool:
    return all(row[mark] == "1" for mark in MARKS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["sample", "score"])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--extractor", default="rules")
    options = parser.parse_args()
    if options.what == "score":
        score()
    elif not (options.data / "articles").is_dir():
        sys.exit(f"no articles in {options.data}: give --data")
    else:
        sample(options.data, options.size, options.seed, options.extractor)


if __name__ == "__main__":
    main()
