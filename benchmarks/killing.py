"""Kills builds at random moments and compares what is left, after they went on, with an undisturbed build.

    python benchmarks/killing.py ARTICLES [--articles 300] [--kills 50] [--workers 2] [--seed 1]

A build of the articles runs once from beginning to end.  Then it is started again and again in another folder, each
time killed with SIGKILL after a random time, until so many kills have been; a last run goes to the end.  Both stores
are compared as sorted N-Quads, byte for byte.  So that kills strike everywhere, the store is made anew, after a
comparison, whenever all articles are in it.  Prints a table and writes ``killing.json`` beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="a file of articles")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = run(given.source, given.articles, given.kills, given.workers, given.seed, Path(folder))
    print(json.dumps(result, indent=1))
    (HERE / "killing.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    raise SystemExit(0 if result["equal"] else 1)


def run(source: str, articles: int, kills: int, workers: int, seed: int, folder: Path) -> dict[str, object]:
    """The benchmark; see above."""
    chosen = folder / "articles.jsonl"
    choose(source, articles, chosen)
    begun = time.monotonic()
    build(chosen, folder / "whole", workers).wait()
    took = time.monotonic() - begun
    whole = quads(folder / "whole")

    def same(store: Path) -> bool:
        """Whether a store equals the undisturbed one; the first quads that differ are printed."""
        left = quads(store)
        for sign, lines in (("-", set(whole) - set(left)), ("+", set(left) - set(whole))):
            for line in sorted(lines)[:20]:
                print(f"{sign} {line.decode()}", end="", file=sys.stderr)
        return left == whole

    moments, done, rounds = random.Random(seed), 0, 0
    store, equal = folder / "killed", True
    found: list[int] = []
    left = 0  # articles that the last kill left in the store
    while done < kills:
        process = build(chosen, store, workers)
        try:
            # The first seconds load the program; a kill there proves little, but some are wanted too.
            process.wait(
                timeout=moments.uniform(0.1 * took, 1.1 * took) if done % 5 else moments.uniform(0, 0.2 * took)
            )
        except subprocess.TimeoutExpired:
            # Every other time the workers are left to find out by themselves that they are alone.
            os.killpg(process.pid, signal.SIGKILL) if done % 2 else process.kill()
            process.wait()
            done += 1
            left = articles_in(store, had=left > 0)
            found.append(left)
            print(f"kill {done}: {left} articles in the store", file=sys.stderr)
            if left < articles:
                continue
            process = build(chosen, store, workers)
        if process.wait():
            raise SystemExit(f"a run that went on after kill {done} failed with exit code {process.returncode}")
        equal, rounds, left = same(store) and equal, rounds + 1, 0
        shutil.rmtree(store)
    if build(chosen, store, workers).wait():
        raise SystemExit("the last run failed")
    equal = same(store) and equal
    return {
        "articles": articles,
        "workers": workers,
        "seed": seed,
        "kills": done,
        "kills with articles in the store": sum(0 < n < articles for n in found),
        "runs to the end": rounds + 1,
        "quads": len(whole),
        "equal": equal,
        "sha256": hashlib.sha256(b"".join(quads(store))).hexdigest(),
    }


def choose(source: str, articles: int, target: Path) -> None:
    """The first articles of a file, as JSON Lines."""
    from kg import readers

    with target.open("w", encoding="utf-8") as file:
        for a in islice(readers.read(source), articles):
            record = {"id": a.id, "text": a.text, "title": a.title, "date": a.date and a.date.isoformat()}
            file.write(json.dumps(record) + "\n")


def build(source: Path, store: Path, workers: int) -> subprocess.Popen[bytes]:
    """A build in a process group of its own; the time of ingestion is fixed, all else is as a user has it."""
    command = [sys.executable, "-m", "kg.cli", "build", source, "--store", store, "--workers", str(workers), "-q"]
    return subprocess.Popen(
        [*map(str, command)], start_new_session=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    )


def quads(store: Path) -> list[bytes]:
    """A store as sorted N-Quads."""
    import kg
    from kg.exporting import export

    out = io.BytesIO()
    with kg.open(store) as graph:
        export(graph, "nquads", out)
    return sorted(out.getvalue().splitlines(keepends=True))


def articles_in(store: Path, had: bool) -> int:
    """How many articles a killed run has left; that the store opens at all is part of the claim."""
    import kg
    from kg.core.errors import StoreError

    try:
        with kg.open(store) as graph:
            return int(graph.summary()["articles"])
    except StoreError:
        if had:
            raise
        return 0  # killed before there was a whole store


if __name__ == "__main__":
    main()
