"""Precision of merging by reading: pairs of events of different articles, judged whether they are the same act.

    python benchmarks/merging.py sample [--data DIR] [--seed 1]     prints pairs to read
    python benchmarks/merging.py score [--data DIR]                 the figures of benchmarks/merging.tsv

A sample is 100 pairs: up to half of them merged, the others drawn from the most alike of what is not merged (same type
and sides, published within three days, at least half of the words in common); news of 2023 to 2025 first, older ones
fill up.  Topics that stand over the news (no full stop) and copies of one sentence are left out: they are the same
beyond doubt.  The sheet holds the places of the events and verdicts, no text: article, type, where the sentence begins.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import kg
from kg.core.event import Event
from kg.merging.merge import clusters
from kg.merging.telling import Telling
from kg.merging.when import WINDOW
from kg.merging.words import copied, runs_of_three

ROOT = Path(__file__).resolve().parent.parent
SHEET = ROOT / "benchmarks" / "merging.tsv"
SIZE = 100
ALIKE = 0.5

Place = tuple[str, str, int]


def events(data: Path) -> list[Event]:
    """All events of the news, in the order of publication."""

    def records() -> Iterator[dict[str, str]]:
        for name in ("current-events", "current-events-linked"):
            with gzip.open(data / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
                for record in map(json.loads, stream):
                    yield {name: record[name] for name in ("id", "date", "text")}

    return list(kg.build(records(), merge=False).events())


def place(event: Event) -> Place:
    """What the event is known by, whatever its id becomes."""
    return event.article, str(event.type), event.evidence.start


def groups(found: list[Event]) -> dict[Place, str]:
    """For each event that is merged, the id of what it is merged to."""
    return {place(e): merged.id for merged in clusters(found, {}) for e in merged.events}


def kind(telling: Telling) -> str:
    """Its type and, of other acts, the verb."""
    return f"{telling.event.type}|{telling.event.verb if str(telling.event.type) == 'OTHER' else ''}"


def alike(found: list[Event]) -> Iterator[tuple[Event, Event]]:
    """Pairs that are not merged, though much of them is the same."""
    merged = groups(found)
    tellings = sorted((Telling.of(e, {}) for e in found if e.published), key=lambda t: (kind(t), t.event.published))
    for i, one in enumerate(tellings):
        for other in tellings[i + 1 :]:
            if kind(other) != kind(one) or (other.event.published - one.event.published).days > WINDOW:  # type: ignore[operator]
                break
            sides = (one.actors & other.actors or not one.actors | other.actors) and (
                one.recipients & other.recipients or not one.recipients | other.recipients
            )
            words = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
            same = merged.get(place(one.event), 1) == merged.get(place(other.event), 2)
            if sides and words >= ALIKE and not same and one.event.article != other.event.article:
                yield one.event, other.event


def sample(data: Path, seed: int) -> None:
    """Prints pairs."""
    chance, found = random.Random(seed), events(data)
    pairs = (pair for m in clusters(found, {}) for pair in combinations(m.events, 2))
    left = SIZE
    for kind, all_, most in (("merged", pairs, SIZE // 2), ("alike and not merged", alike(found), SIZE)):
        read = sorted((pair for pair in all_ if _worth_reading(*pair)), key=_key)
        new = [pair for pair in read if str(pair[0].published) >= "2023"]
        old = [pair for pair in read if str(pair[0].published) < "2023"]
        print(f"# {kind}: {len(new)} of 2023 on, {len(old)} older")
        chosen = chance.sample(new, min(most, left, len(new)))
        chosen += chance.sample(old, min(most - len(chosen), left - len(chosen), len(old)))
        left -= len(chosen)
        _show(chosen)


def _worth_reading(one: Event, other: Event) -> bool:
    whole = all(e.evidence.sentence.rstrip('"”’) \n').endswith(".") for e in (one, other))
    return whole and not copied(*(runs_of_three(e.evidence.sentence) for e in (one, other)))


def _show(pairs: list[tuple[Event, Event]]) -> None:
    for pair in pairs:
        print(*(cell for event in pair for cell in place(event)), sep="\t")
        for e in pair:
            sides = [" + ".join(p.id for p in s) or "-" for s in (e.actors, e.recipients)]
            print(f"  {e.published} {e.status}: {sides[0]} > {sides[1]} | {' '.join(e.evidence.sentence.split())}")


def _key(pair: tuple[Event, Event]) -> tuple[Place, Place]:
    return place(pair[0]), place(pair[1])


def score(data: Path) -> None:
    """Prints what became of the pairs of the sheet."""
    found = events(data)
    merged, there = groups(found), {place(e) for e in found}
    counts = dict.fromkeys(((v, m) for v in ("same", "different") for m in (True, False)), 0)
    gone = 0
    with SHEET.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t"):
            one, other = (row[0], row[1], int(row[2])), (row[3], row[4], int(row[5]))
            if one not in there or other not in there:
                gone += 1
                continue
            counts[row[6], merged.get(one, "1") == merged.get(other, "2")] += 1
    joined, same = counts["same", True] + counts["different", True], counts["same", True] + counts["same", False]
    print(f"{sum(counts.values())} pairs read, {gone} of them no longer found")
    print(f"merged: {joined}, of these the same act: {counts['same', True]} ({counts['same', True] / joined:.2f})")
    print(f"the same act: {same}, of these merged: {counts['same', True]} ({counts['same', True] / same:.2f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("sample", "score"))
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.what == "sample":
        sample(given.data, given.seed)
    else:
        score(given.data)


if __name__ == "__main__":
    main()
