"""What each trick of `kg.core.memory` and of the engine is worth: a build with all of them, and with all but one.

    python benchmarks/memory.py [--data DIR] [--part 40] [--times 3]

The articles are every N-th of current events, State Department, Kremlin and worldwide articles; `kg build` reads them
in one process, so that its own processor seconds and its highest resident set are all there is.  By turns; processor
seconds are the median, memory the highest.  Prints and writes ``memory.json`` beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from scale import ROOT, choose

OUT = Path(__file__).with_suffix(".json")

# Lines that take a trick away, run before the rest of kg is imported.
WITHOUT = {
    "all of them": "",
    "the collector at Python's pace": "gc.set_threshold = lambda *_: None",
    "nothing frozen": "gc.freeze = lambda: None; gc.unfreeze = lambda: None",
    "glibc as it is": "memory._KEEP = {}",
    "nothing given back": "memory.give_back = lambda: None",
    "none of them": "memory.own_process = memory.give_back = lambda: None; gc.freeze = gc.unfreeze = lambda: None",
}
RUN = """
import gc, resource, sys
from kg.core import memory
{without}
sys.argv = ["kg", "build", sys.argv[1], "--store", sys.argv[2], "-w", "1", "--quiet"]
from kg.cli import main
try:
    main()
finally:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    print(spent.ru_utime + spent.ru_stime, spent.ru_maxrss / 1000, file=sys.stderr)
"""


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--part", type=int, default=40)
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in WITHOUT}
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        size = choose(given.data, given.part, corpus)
        for turn in range(given.times):
            for name, without in WITHOUT.items():
                command = [sys.executable, "-c", RUN.format(without=without), corpus, f"{folder}/{turn}-{name}"]
                environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
                done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=True)
                seconds, megabytes = map(float, done.stderr.split()[-2:])
                found[name].append((seconds, megabytes))
                print(f"{name:32} {seconds:7.1f} s {megabytes:7.0f} MB", file=sys.stderr, flush=True)
    result: dict[str, Any] = {**size, "times": given.times}
    for name, runs in found.items():
        label = name if name == "all of them" else f"but {name}" if name != "none of them" else name
        result[label] = {
            "processor, s": round(statistics.median(s for s, _ in runs), 1),
            "peak memory, MB": round(max(mb for _, mb in runs)),
        }
    OUT.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
