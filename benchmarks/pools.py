"""Our pool of processes beside two that are well kept, on the same articles: time, and what a kill costs.

    python benchmarks/pools.py [--data DIR] [--articles 400] [--workers 2] [--times 3]

`ours` is `kg.engines.local`; `pebble` and `loky` (neither comes with kg) are driven by the shortest adapter that gives
chunks in order and reads an article alone that took its chunk down: see below.  Run by turns, each with processes of
its own, from their start to the last chunk; then with one article that kills its worker and one that hangs for good.
Prints and writes to ``pools.json`` beside this file: seconds, processor seconds, whether the same articles came.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import resource
import signal
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kg.core.errors import KgError
from kg.core.memory import give_back, own_process
from kg.core.records import Article
from kg.engines import Chunk, Task, get
from kg.engines.task import Reader, chunks
from kg.extractors.rules import RulesExtractor

ROOT = Path(__file__).resolve().parent.parent
OUT = Path(__file__).with_suffix(".json")
AHEAD = 10  # chunks for each worker that may be out, as in kg.engines.board
LIMIT = 30.0  # seconds that a chunk may take


class Naughty:
    """The rules; but an article that says so kills its process, or hangs deaf to signals."""

    name, version = "naughty", "naughty/1"

    def extract(self, articles: Iterable[Article]) -> Iterator[Any]:
        """Read, die or hang."""

        def checked() -> Iterator[Article]:
            for article in articles:
                if article.text == "die":
                    os.kill(os.getpid(), signal.SIGKILL)
                if article.text == "hang":
                    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
                    time.sleep(600)
                yield article

        yield from rules().extract(checked())


@cache
def rules() -> RulesExtractor:
    """The rules, loaded once in a process."""
    return RulesExtractor()


_READER: list[Reader] = []


def opened(task: Task) -> None:
    """What a worker does once; as ours do."""
    own_process()
    _READER.append(task.open())
    gc.freeze()


def reads(articles: list[Article]) -> Chunk:
    """What it does to each chunk."""
    chunk = _READER[0].read(articles)
    give_back()
    return chunk


def ours(articles: list[Article], task: Task, workers: int) -> Iterator[Chunk]:
    """As kg does it."""
    return get("local", workers).run(articles, task, ordered=True)


def by_pebble(articles: list[Article], task: Task, workers: int) -> Iterator[Chunk]:
    """A future a chunk; of one that expires, a future an article."""
    from multiprocessing import get_context

    from pebble import ProcessPool

    def alone(part: list[Article]) -> Chunk:
        whole = Chunk()
        for article in part:
            try:
                whole += pool.schedule(reads, args=[[article]], timeout=LIMIT).result()
            except Exception as error:
                whole += Chunk(1, errors=[KgError(f"article {article.id}: {error}")])
        return whole

    with ProcessPool(workers, initializer=opened, initargs=[task], context=get_context("spawn")) as pool:
        out: deque[tuple[list[Article], Any]] = deque()
        parts = chunks(articles)
        while True:
            while len(out) < AHEAD * workers and (part := next(parts, None)) is not None:
                out.append((part, pool.schedule(reads, args=[part], timeout=LIMIT)))
            if not out:
                return
            part, future = out.popleft()
            try:
                chunk = future.result()
            except Exception:
                chunk = alone(part)
            yield chunk


def by_loky(articles: list[Article], task: Task, workers: int) -> Iterator[Chunk]:
    """A future a chunk; a death takes all of them along, which are then read again, one article after the other."""
    from loky import ProcessPoolExecutor

    def new(size: int) -> Any:
        return ProcessPoolExecutor(size, initializer=opened, initargs=(task,))

    def alone(part: list[Article]) -> Chunk:
        whole = Chunk()
        for article in part:
            with new(1) as single:
                try:
                    whole += single.submit(reads, [article]).result(LIMIT)
                except Exception as error:
                    single.shutdown(wait=False, kill_workers=True)
                    whole += Chunk(1, errors=[KgError(f"article {article.id}: {error}")])
        return whole

    pool = new(workers)
    out: deque[tuple[list[Article], Any]] = deque()
    parts = chunks(articles)
    while True:
        while len(out) < AHEAD * workers and (part := next(parts, None)) is not None:
            out.append((part, pool.submit(reads, part)))
        if not out:
            pool.shutdown()
            return
        part, future = out.popleft()
        try:
            chunk = future.result(LIMIT * AHEAD)
        except Exception:
            pool.shutdown(wait=False, kill_workers=True)
            chunk = alone(part)
            pool = new(workers)
            out = deque((part, pool.submit(reads, part)) for part, _ in out)
        yield chunk


WAYS: dict[str, Callable[[list[Article], Task, int], Iterator[Chunk]]] = {
    "ours": ours, "pebble": by_pebble, "loky": by_loky,
}  # fmt: skip


def measured(way: str, articles: list[Article], task: Task, workers: int) -> dict[str, Any]:
    """One run: seconds, processor seconds of all processes, the ids that came and those that did not."""
    begun, before = time.perf_counter(), processor()
    read, faults = [], []
    for chunk in WAYS[way](articles, task, workers):
        read += [extraction.article.id for extraction in chunk.results]
        faults += [str(error) for error in chunk.errors]
    spent = {"s": round(time.perf_counter() - begun, 1), "processor, s": round(processor() - before, 1)}
    return {**spent, "read": read, "faults": faults}


def processor() -> float:
    """Processor seconds of this process and all that it started and that have ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--ways", default=",".join(WAYS))
    given = parser.parse_args()
    ways = given.ways.split(",")
    articles = []
    for name, step in (("state-department", 40), ("current-events", 100)):
        with gzip.open(given.data / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for number, line in enumerate(lines) if number % step == 0]
        articles += [Article(row["id"], row["text"]) for row in rows[: given.articles // 2]]
    runs: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
    for _ in range(given.times):
        for way in ways:
            runs[way].append(measured(way, articles, Task("rules", limit=None), given.workers))
            print(way, {k: v for k, v in runs[way][-1].items() if k != "read"}, file=sys.stderr, flush=True)
    naughty = [*articles[:150], Article("die", "die"), *articles[150:200], Article("hang", "hang"), *articles[200:]]
    result: dict[str, Any] = {"articles": len(articles), "workers": given.workers}
    for way in ways:
        bad = measured(way, naughty, Task(Naughty(), limit=LIMIT), given.workers)
        print(way, bad["faults"], bad["s"], file=sys.stderr, flush=True)
        result[way] = {
            "s": statistics.median(run["s"] for run in runs[way]),
            "processor, s": statistics.median(run["processor, s"] for run in runs[way]),
            "all articles in order": all(run["read"] == [a.id for a in articles] for run in runs[way]),
            "with a kill and a hang, s": bad["s"],
            "then all the others in order": bad["read"] == [a.id for a in articles],
        }
    for way in ways:
        result[way]["to ours"] = round(result[way]["s"] / result["ours"]["s"], 2) if "ours" in result else None
    OUT.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    import pools  # so that workers find what they are sent by the name of a module

    pools.main()
