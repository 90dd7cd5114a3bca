"""Half a million items: what a build ten times as large takes, tenth by tenth, and what a store of that size answers.

    python benchmarks/tenfold.py [ITEMS] [--times 10] [--work FOLDER]

ITEMS is a JSON Lines file, by default the 48 045 items of Wikipedia's current events 2015–2023.  They are built into
one store ``--times`` times, each time with other ids and as many years later, each tenth by a build of its own in one
process; the last one merges.  For each tenth: words a second of processor time, the highest resident memory of its
process, bytes on disk.  After the first, the third and the last: how long the store takes to open, and every query of
the package.  ``slope`` is by what power of the number of events a query's time grows from the first to the last: 1 is
in proportion, 0 not at all.  Writes ``tenfold.json``.

Processor time (user and system) is what counts on a machine that does other things too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import platform
import statistics
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ITEMS = ROOT.parent / "shared" / "data" / "articles" / "current-events.jsonl.gz"
OUT = Path(__file__).with_suffix(".json")
YEARS = 9  # that the items span


def items(path: Path, turn: int) -> Iterator[dict[str, Any]]:
    """The items of one turn, under other ids and later by as many times the years that they span."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            year, _, day = row["date"].partition("-")
            if day == "02-29":
                day = "02-28"  # which other years may lack
            yield {**row, "id": f"{row['id']}-{turn}", "date": f"{int(year) + turn * YEARS}-{day}"}


def in_child(work: Any) -> tuple[Any, dict[str, float]]:
    """What a function returns that is run in a process of its own, and what that process took."""
    reader, writer = os.pipe()
    started, child = time.perf_counter(), os.fork()
    if not child:
        status = 1
        try:
            os.write(writer, json.dumps(work()).encode())
            status = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writer)
    _, status, used = os.wait4(child, 0)
    with os.fdopen(reader, "rb") as stream:
        found = json.loads(stream.read() or b"null")
    if status:
        sys.exit(f"a part ended with status {status}")
    return found, {
        "cpu_s": round(used.ru_utime + used.ru_stime, 1),
        "wall_s": round(time.perf_counter() - started, 1),
        "memory_mb": round(used.ru_maxrss / 1024),
    }


def build(path: Path, store: Path, merge: bool) -> dict[str, int]:
    """One tenth."""
    import kg

    with kg.build(path, store=store, workers=1, merge=merge) as graph:
        return {k: int(v) for k, v in graph.summary().items() if isinstance(v, int)}


def ask(store: Path) -> dict[str, Any]:
    """How long a store takes to open and each query takes, in processor seconds of this process."""
    import kg
    from kg.query.library import examples

    opened = []
    for _ in range(5):
        started = time.perf_counter()
        kg.open(store).close()
        opened.append(time.perf_counter() - started)
    spent: dict[str, float] = {}
    with kg.open(store) as graph:
        for query in examples():
            started = time.process_time()
            graph.query(query.text)
            spent[query.name] = round(time.process_time() - started, 3)
    return {"open_s": round(statistics.median(opened), 4), "queries_s": spent}


def main() -> None:
    """Build by tenths, ask, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", type=Path, nargs="?", default=ITEMS)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--every", type=int, default=1, help="take each N-th item, for a look")
    parser.add_argument("--work", type=Path, help="an empty folder; a temporary one if not given")
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    if not chosen.items.exists():
        sys.exit(f"no items at {chosen.items}")
    with tempfile.TemporaryDirectory(dir=chosen.work) as folder:
        store, tenths, asked = Path(folder) / "store", [], {}
        for turn in range(chosen.times):
            path = Path(folder) / "items.jsonl"
            rows = [row for i, row in enumerate(items(chosen.items, turn)) if i % chosen.every == 0]
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
            words, last = sum(len(row["text"].split()) for row in rows), turn + 1 == chosen.times
            del rows
            summary, used = in_child(lambda path=path, last=last: build(path, store, merge=last))
            disk = sum(f.stat().st_size for f in store.rglob("*") if f.is_file())
            words_s = round(words / used["cpu_s"])
            tenths.append({"words": words, "words_s": words_s, **used, "disk_mb": round(disk / 1e6), **summary})
            print(tenths[-1], flush=True)
            if turn in (0, 2) or last:
                found, used = in_child(lambda: ask(store))
                asked[turn + 1] = {**found, "memory_mb": used["memory_mb"], "events": summary["events"]}
                print(turn + 1, asked[turn + 1], flush=True)
    first, end = asked[1], asked[chosen.times]
    more = math.log(end["events"] / first["events"])
    slopes = {
        name: round(math.log(max(seconds, 0.001) / max(first["queries_s"][name], 0.001)) / more, 2)
        for name, seconds in end["queries_s"].items()
    }
    report = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "tenths": tenths,
        "asked": asked,
        "slopes": dict(sorted(slopes.items())),
    }
    chosen.out.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
