"""What a build of a few new articles takes in a store that has many: time and memory, part by part.

    python benchmarks/growing.py [ITEMS] [--sizes 20000,100000] [--new 200] [--merge] --work FOLDER

ITEMS is a JSON Lines file, by default the items of Wikipedia's current events.  The first ``--read`` of them are read
once; the stores are made of copies of what was found, under other ids, each round as many days later as they span.  So
of a large store the size is real, and what is told in it is made up.  The stores stay in FOLDER, and are made once.  In
a copy of each, in a process of its own without weights, ``--new`` more are built: seconds of processor time and
the memory that this adds, of the whole and of each part that may look at all that is stored.  With ``--merge`` these
are stores that have been merged, and are kept so.  Writes ``growing.json``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import os
import pickle
import platform
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from kg.core.records import Article, Extraction

ROOT = Path(__file__).resolve().parent.parent
ITEMS = ROOT.parent / "shared" / "data" / "articles" / "current-events.jsonl.gz"
OUT = Path(__file__).with_suffix(".json")


class Copied:
    """An extractor that gives of each copy of an article what was found in the first."""

    name, version = "rules/1", "copied"

    def __init__(self, first: dict[str, Extraction]) -> None:
        self._first = first

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        for article in articles:
            first = self._first[article.id.partition("+")[0]]
            later = article.date - first.article.date if article.date and first.article.date else dt.timedelta()
            events = [
                replace(
                    event, article=article.id, id="", published=article.date, source=article.source, url=article.url,
                    date=event.date and replace(event.date, start=event.date.start + later, end=event.date.end + later),
                )
                for event in first.events
            ]  # fmt: skip
            yield Extraction(article, tuple(events), tuple(replace(r, article=article.id) for r in first.relations))


def read(path: Path, count: int) -> dict[str, Extraction]:
    """What the shipped extractor finds in the first items."""
    from kg import extractors
    from kg.readers import read

    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in islice(stream, count)]
    return {found.article.id: found for found in extractors.get("rules").extract(list(read(rows)))}


def copies(first: dict[str, Extraction], since: int, until: int, path: Path) -> Path:
    """A file of the articles of these numbers."""
    articles = [found.article for found in first.values()]
    days = [article.date for article in articles if article.date]
    span = max(days) - min(days) + dt.timedelta(1)
    with path.open("w", encoding="utf-8") as out:
        for number in range(since, until):
            turn, at = divmod(number, len(articles))
            one = articles[at]
            day = one.date and (one.date + turn * span).isoformat()
            out.write(json.dumps({"id": f"{one.id}+{turn}", "date": day, "text": one.text}) + "\n")
    return path


def in_child(work: Callable[[], Any]) -> Any:
    """What a function returns that is run in a process of its own."""
    reader, writer = os.pipe()
    if not (child := os.fork()):
        try:
            os.close(reader)
            os.write(writer, json.dumps(work()).encode())
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        found = json.loads(stream.read() or b"null")
    os.waitpid(child, 0)
    if found is None:
        sys.exit("a part failed")
    return found


def memory(what: str) -> float:
    """Of this process, in MB: VmRSS what is in memory, VmHWM the most there was since :func:`forget`."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status[what].split()[0]) / 1024


def forget() -> None:
    """Count the most memory from here."""
    Path("/proc/self/clear_refs").write_text("5")


class Parts:
    """Seconds of processor time of parts of a build, and the most memory while each ran, above what there was first."""

    def __init__(self) -> None:
        self.before = memory("VmRSS")
        self.found: dict[str, dict[str, float]] = {}
        self.most = 0.0
        forget()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        self.most = max(self.most, memory("VmHWM"))
        forget()
        cpu = time.process_time()
        try:
            yield
        finally:
            most = memory("VmHWM")
            self.most = max(self.most, most)
            mine = self.found.setdefault(name, {"cpu_s": 0.0, "most_mb": 0.0, "left_mb": 0.0})
            mine["cpu_s"] = round(mine["cpu_s"] + time.process_time() - cpu, 2)
            mine["most_mb"] = round(max(mine["most_mb"], most - self.before), 1)
            mine["left_mb"] = round(memory("VmRSS") - self.before, 1)

    def watch(self, owner: Any, name: str, called: str) -> None:
        inner = getattr(owner, name)

        def outer(*args: Any, **options: Any) -> Any:
            with self.part(called):
                return inner(*args, **options)

        setattr(owner, name, outer)


def measured(first: dict[str, Extraction], path: Path, store: Path, merge: bool) -> dict[str, Any]:
    """One build of new articles."""
    import kg
    from kg import merging
    from kg.core.memory import own_process
    from kg.query import ready
    from kg.store import addresses, manifest, oxigraph, writer

    own_process()
    parts = Parts()
    for owner, name, called in (
        (oxigraph.OxigraphStore, "_open_to_write", "opening to write"),
        (oxigraph.OxigraphStore, "_open_to_read", "opening to read"),
        (manifest.Manifest, "__init__", "which articles there are"),
        (writer.GraphWriter, "_described_in_store", "who is described"),
        (addresses.Addresses, "__init__", "where they are from"),
        (writer.GraphWriter, "flush", "writing"),
        (writer, "settle", "describing"),
        (merging, "merge", "merging"),
        (merging, "renew", "merging"),
        (oxigraph.OxigraphStore, "finish", "putting in order"),
        (oxigraph.OxigraphStore, "close", "closing"),
        (ready, "renew", "making rows ready"),
    ):
        parts.watch(owner, name, called)
    cpu, wall = time.process_time(), time.perf_counter()
    kg.build(path, store, extractor=Copied(first), workers=1, merge=merge).close()
    parts.most = max(parts.most, memory("VmHWM"))
    return {
        "cpu_s": round(time.process_time() - cpu, 2),
        "wall_s": round(time.perf_counter() - wall, 2),
        "most_mb": round(parts.most - parts.before, 1),
        "parts": parts.found,
    }


def made(first: dict[str, Extraction], size: int, work: Path) -> Path:
    """A store of so many articles, not merged."""
    store = work / f"store-{size}"
    if not store.exists():
        path = copies(first, 0, size, work / "items.jsonl")
        shutil.rmtree(work / "begun", ignore_errors=True)
        in_child(lambda: built(first, path, work / "begun"))
        (work / "begun").rename(store)
    return store


def built(first: dict[str, Extraction], path: Path, store: Path) -> int:
    import kg
    from kg.core.memory import own_process

    own_process()
    with kg.build(path, store, extractor=Copied(first), workers=1, merge=False) as graph:
        return len(graph)


def merged(store: Path) -> Path:
    """A copy of a store that has been merged, as the builds before left it."""
    import kg

    place = store.with_name(f"{store.name}-merged")
    if not place.exists():
        begun = store.with_name("begun")
        shutil.rmtree(begun, ignore_errors=True)
        shutil.copytree(store, begun)
        in_child(lambda: len(kg.merge(begun).events))
        begun.rename(place)
    return place


def rows_ready(store: Path) -> bool:
    """Have the rows of a store made by the code that is here, as the build before left them."""
    from kg.query.ready import ready
    from kg.store import open_store

    with open_store(store) as opened:
        return ready(opened, make=True) is not None


def main() -> None:
    """Make the stores, build the new ones, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", type=Path, nargs="?", default=ITEMS)
    parser.add_argument("--sizes", default="20000,100000")
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument("--read", type=int, default=2000)
    parser.add_argument("--merge", action="store_true", help="merge at the end of the build")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    kept = chosen.work / f"read-{chosen.read}.pickle"
    if not kept.exists():
        in_child(lambda: kept.write_bytes(pickle.dumps(read(chosen.items, chosen.read))))
    first = pickle.loads(kept.read_bytes())
    found: dict[str, Any] = {}
    for size in map(int, chosen.sizes.split(",")):
        store, copy = made(first, size, chosen.work), chosen.work / "copy"
        store = merged(store) if chosen.merge else store
        in_child(partial(rows_ready, store))
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(store, copy)
        path = copies(first, size, size + chosen.new, chosen.work / "items.jsonl")
        found[str(size)] = in_child(partial(measured, first, path, copy, chosen.merge))
        print(size, json.dumps(found[str(size)], indent=1), flush=True)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    chosen.out.write_text(json.dumps({"machine": machine, "new": chosen.new, **found}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
