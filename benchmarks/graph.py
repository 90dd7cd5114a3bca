"""Sizes and times of the graph: build, check, open, query, and the same queries on rdflib's memory store.

    python benchmarks/graph.py [ARTICLES] [--work FOLDER] [--part articles]

ARTICLES is a JSON Lines file, by default the 48 045 items of Wikipedia's current events 2015–2023.  What is read from
the articles is kept in FOLDER, so that a second run measures the graph alone.  Prints tables, writes graph.json.

Claims measured: the graph of all items is built, validated and queried on a laptop; every query of the package answers
on it; opening.  Against rdflib (graph_rdflib.py): every query gives the same rows on a part of 20 000 triples; six of
them are compared at one million triples, and all are reported; bulk load.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import pickle
import platform
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from graph_rdflib import same_rows, side_by_side, timed

import kg
from kg import readers
from kg.core.records import Article, Extraction
from kg.engines.reading import extract
from kg.extractors import get
from kg.query.library import examples
from kg.rdf import mapping, validation
from kg.store import OxigraphStore

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT.parent / "shared" / "data" / "articles" / "current-events.jsonl.gz"
OUT = Path(__file__).with_suffix(".json")


class Recorded:
    """An extractor that gives what was read before."""

    def __init__(self, name: str, version: str, folder: Path) -> None:
        self.name, self.version, self.folder = name, version, folder

    def extract(self, articles: Any) -> Iterator[Extraction]:
        wanted = {a.id for a in articles}
        for file in sorted(self.folder.glob("*.pkl")) if wanted else ():
            yield from (e for e in pickle.loads(file.read_bytes()) if e.article.id in wanted)


def read_articles(articles: list[Article], folder: Path) -> float:
    """Extract once and keep it; the seconds that it took, in this run or the one that did it."""
    folder.mkdir(parents=True, exist_ok=True)
    extractor, spent = None, folder / "seconds.json"
    for at in range(0, len(articles), 1000):
        file = folder / f"{at:06}.pkl"
        if file.exists():
            continue
        extractor = extractor or get("rules")
        faults: list[Exception] = []
        started = time.perf_counter()
        found = list(extract(articles[at : at + 1000], extractor, faults.append))
        file.write_bytes(pickle.dumps(found))
        before = json.loads(spent.read_text()) if spent.exists() else 0.0
        spent.write_text(json.dumps(before + time.perf_counter() - started))
        print(f"  read {at + len(found)} of {len(articles)}, {len(faults)} at fault", file=sys.stderr)
    return float(json.loads(spent.read_text()))


def build(articles: list[Article], work: Path) -> dict[str, Any]:
    """The graph of everything, on disk."""
    extractor = Recorded("rules/1", "benchmark", work / "extractions")
    spent = {"mapping": 0.0, "gate": 0.0}

    def measured(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(*arguments)
            finally:
                spent[name] += time.perf_counter() - started

        return call

    from kg.store import writer

    gate, map_extraction = validation.gate, mapping.map_extraction
    validation.gate, writer.map_extraction = measured("gate", gate), measured("mapping", map_extraction)
    faults: list[Exception] = []
    shutil.rmtree(work / "store", ignore_errors=True)
    try:
        seconds, graph = timed(lambda: kg.build(articles, work / "store", extractor=extractor, on_error=faults.append))
    finally:
        validation.gate, writer.map_extraction = gate, map_extraction
    summary = graph.summary()
    graph.close()
    again, graph = timed(lambda: kg.build(articles, work / "store", extractor=extractor))
    assert graph.summary() == summary, "building twice must add nothing"
    graph.close()
    size = sum(f.stat().st_size for f in (work / "store").rglob("*") if f.is_file())
    return {
        **summary,
        "articles left out or at fault": len(faults),
        "build, s": seconds,
        "of it mapping, s": spent["mapping"],
        "of it gate (SHACL, quick check), s": spent["gate"],
        "build again, s": again,
        "on disk, MB": size / 1e6,
    }


def opening(work: Path) -> dict[str, float]:
    times = []
    for _ in range(5):
        seconds, graph = timed(lambda: kg.open(work / "store"))
        times.append(seconds)
        graph.close()
    return {"open an existing store (median of 5), s": statistics.median(times), "slowest": max(times)}


def queries(graph: kg.KnowledgeGraph) -> list[dict[str, Any]]:
    rows = []
    for query in examples():
        seconds, frame = timed(lambda query=query: graph.query(query.text))
        rows.append({"query": query.name, "rows": len(frame), "s": seconds})
    seconds, frame = timed(graph.triples)
    rows.append({"query": "graph.triples()", "rows": len(frame), "s": seconds})
    return rows


def validated(store: OxigraphStore, articles: int | None) -> dict[str, Any]:
    """pySHACL over the articles of the store, or the first so many."""
    checked = 0

    def progress(done: int, total: int) -> None:
        nonlocal checked
        checked = done
        if articles is not None and done >= articles:
            raise StopIteration

    found: list[Any] = []

    def work() -> None:
        with contextlib.suppress(StopIteration, RuntimeError):  # raised inside a generator, it becomes the other
            found.extend(validation.validate(store, progress))

    seconds, _ = timed(work)
    return {"articles": checked, "faults": len(found), "s": seconds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("articles", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "graph-benchmark")
    parser.add_argument("--validate", type=int, help="check only so many articles with pySHACL")
    parser.add_argument("--only", help="one part: build, open, queries, validate, same, side")
    options = parser.parse_args()
    if not options.articles.exists():
        sys.exit(f"no articles at {options.articles}")
    work = options.work
    articles = list(readers.read(options.articles))
    report: dict[str, Any] = json.loads(OUT.read_text()) if OUT.exists() else {}
    report["machine"] = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    report["corpus"] = f"{options.articles.name}, {len(articles)} items"
    wanted = lambda name: options.only in (None, name)  # noqa: E731
    if wanted("build"):
        report["extraction, s"] = read_articles(articles, work / "extractions")
        report["build"] = build(articles, work)
        show(report["build"])
    if wanted("open"):
        report["open"] = opening(work)
        show(report["open"])
    with kg.open(work / "store") as graph:
        store = graph.store
        assert isinstance(store, OxigraphStore)
        if wanted("queries"):
            report["queries"] = queries(graph)
            print(pd.DataFrame(report["queries"]).to_string(index=False))
        if wanted("same"):
            report["same rows as rdflib, 20 000 triples"] = same_rows(store)
            print(pd.DataFrame(report["same rows as rdflib, 20 000 triples"]).to_string(index=False))
        if wanted("side"):
            report["side by side"] = side_by_side(store, work)
            show({k: v for k, v in report["side by side"].items() if k != "queries"})
            print(pd.DataFrame(report["side by side"]["queries"]).to_string(index=False))
        if wanted("validate"):
            report["pySHACL"] = validated(store, options.validate)
            show(report["pySHACL"])
    OUT.write_text(json.dumps(report, indent=1, default=float) + "\n", "utf-8")


def show(values: dict[str, Any]) -> None:
    for name, value in values.items():
        print(f"{name:>40}  {value:,.3f}" if isinstance(value, float) else f"{name:>40}  {value}")


if __name__ == "__main__":
    main()
