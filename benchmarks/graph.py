"""Sizes and times of the graph: build, check, open, query, and the same queries on rdflib's memory store.

    python benchmarks/graph.py [ARTICLES] [--work FOLDER] [--part articles]

ARTICLES is a JSON Lines file, by default the 48 045 items of Wikipedia's current events 2015–2023.  What is read from
the articles is kept in FOLDER, so that a second run measures the graph alone.  Prints tables, writes graph.json.

Claims measured: the graph of all items is built, validated and queried on a laptop; every query of the package answers
on it and gives the rows that rdflib gives on a part of 20 000 triples; six of them are compared at one million triples;
bulk load; opening.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import pickle
import platform
import shutil
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyoxigraph as ox

import kg
from kg import readers
from kg.engines import local
from kg.extractors import get
from kg.model import Article, Extraction
from kg.queries import examples
from kg.queries import get as example
from kg.rdf import mapping, validation
from kg.rdf.face import memory_dataset
from kg.rdf.namespaces import PREFIXES, SHARED_GRAPHS
from kg.rdf.tables import results_frame
from kg.store import OxigraphStore

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT.parent / "shared" / "data" / "articles" / "current-events.jsonl.gz"
OUT = Path(__file__).with_suffix(".json")

#: Side by side with rdflib: the six about countries and their ties.  All queries are measured and reported.
SIX = ("cooperation-with-sentence", "escalation-by-month", "common-partners", "evidence", "timeline", "state-network")
PATIENCE = 120  # seconds that rdflib gets for one query; the factor is then a lower bound


class Recorded:
    """An extractor that gives what was read before."""

    def __init__(self, name: str, version: str, folder: Path) -> None:
        self.name, self.version, self.folder = name, version, folder

    def extract(self, articles: Any) -> Iterator[Extraction]:
        wanted = {a.id for a in articles}
        for file in sorted(self.folder.glob("*.pkl")) if wanted else ():
            yield from (e for e in pickle.loads(file.read_bytes()) if e.article.id in wanted)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def read_articles(articles: list[Article], folder: Path) -> float:
    """Extract once and keep it; seconds spent now."""
    folder.mkdir(parents=True, exist_ok=True)
    extractor, spent = None, 0.0
    for at in range(0, len(articles), 1000):
        file = folder / f"{at:06}.pkl"
        if file.exists():
            continue
        extractor = extractor or get("rules")
        faults: list[Exception] = []
        started = time.perf_counter()
        found = list(local.extract(articles[at : at + 1000], extractor, faults.append))
        file.write_bytes(pickle.dumps(found))
        spent += time.perf_counter() - started
        print(f"  read {at + len(found)} of {len(articles)}, {len(faults)} at fault", file=sys.stderr)
    return spent


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

    from kg.rdf import writer

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


def part(store: OxigraphStore, triples: int) -> list[ox.Quad]:
    """The shared graphs that belong to them and the graphs of the first articles, until there are so many triples.

    What articles share is taken where it is referred to.
    """
    from kg.model import Event
    from kg.rdf.reading import Shared, read_extraction
    from kg.rdf.shortcuts import shortcut_quads
    from kg.rdf.validation import _by_subject, _reachable

    entities = _by_subject(store.quads(SHARED_GRAPHS[0]))
    shared = Shared.read(store.quads(SHARED_GRAPHS[0]), store.quads(SHARED_GRAPHS[2]))
    quads = list(store.quads(SHARED_GRAPHS[3]))
    seen: set[Any] = set()
    events: list[Event] = []
    for row in store.select("SELECT ?a { ?a a kg:Article ; dcterms:identifier ?id } ORDER BY ?id"):
        if len(quads) >= triples:
            break
        own = list(store.quads(row["a"]))
        events += read_extraction(row["a"].value, own, shared).events
        linked = [q for q in _reachable(own, entities) if q not in seen]
        seen |= set(linked)
        quads += own + linked
    return quads + shortcut_quads(events)


def in_rdflib(quads: list[ox.Quad]) -> tuple[float, Any]:
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    dataset = memory_dataset()
    return timed(lambda: dataset.parse(data=data, format="nquads"))[0], dataset


def ask_rdflib(dataset: Any, text: str) -> pd.DataFrame:
    found = dataset.query(text, initNs=PREFIXES).serialize(format="json")
    results = ox.parse_query_results(found, ox.QueryResultsFormat.JSON)
    assert isinstance(results, ox.QuerySolutions)
    return results_frame(results)


def plain(frame: pd.DataFrame) -> list[list[str]]:
    """Rows to compare: numbers rounded, order left to the engine's collation."""
    return sorted(
        [f"{v:.6g}" if isinstance(v, float) else "" if pd.isna(v) else str(v) for v in row]
        for row in frame.itertuples(index=False)
    )


def same_rows(store: OxigraphStore, triples: int = 20_000) -> list[dict[str, Any]]:
    quads = part(store, triples)
    ours = OxigraphStore()
    ours.add(quads)
    graph = kg.KnowledgeGraph(ours)
    _, dataset = in_rdflib(list(ours.quads()))
    rows = []
    for query in examples():
        mine, theirs = graph.query(query.text), ask_rdflib(dataset, query.text)
        # rdflib answers a grouped query that finds nothing with one row of unbound values, against the standard.
        if len(mine) == 0 and len(theirs) == 1:
            theirs = theirs.dropna(how="all").iloc[:0] if theirs.iloc[0].isna().any() else theirs
        limited = f"LIMIT {len(mine)}\n" in query.text
        rows.append({"query": query.name, "rows": len(mine), "same": plain(mine) == plain(theirs), "at limit": limited})
    return rows


def side_by_side(store: OxigraphStore, work: Path, triples: int = 1_000_000) -> dict[str, Any]:
    quads = part(store, triples)
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    shutil.rmtree(work / "million", ignore_errors=True)
    with OxigraphStore(work / "million", writable=True) as million:
        loading, _ = timed(lambda: million.load(data))
        million.finish()
    rows: list[dict[str, Any]] = []
    in_memory = OxigraphStore()
    in_memory.load(data)
    with kg.open(work / "million") as on_disk:
        for query in examples():
            row: dict[str, Any] = {"query": query.name, "of the six": query.name in SIX}
            for name, graph in (("disk, s", on_disk), ("memory, s", kg.KnowledgeGraph(in_memory))):
                frames = [timed(lambda text=query.text, graph=graph: graph.query(text)) for _ in range(5)]
                row |= {"rows": len(frames[0][1]), name: statistics.median(seconds for seconds, _ in frames)}
            rows.append(row)
    del in_memory
    parsing, dataset = in_rdflib(quads)
    # Else Python's collector walks rdflib's million triples during its queries.
    gc.collect()
    gc.freeze()
    for row in rows:
        text = example(row["query"]).text
        theirs, complete = patiently(lambda text=text: ask_rdflib(dataset, text))
        row |= {"rdflib, s": theirs, "rdflib finished": complete}
        row |= {"times, disk": theirs / row["disk, s"], "times, memory": theirs / row["memory, s"]}
        print(f"  {row['query']}: {theirs:.2f} s, {row['disk, s']:.4f} s, {row['memory, s']:.4f} s", file=sys.stderr)
    return {
        "triples": len(quads),
        "bulk load, s": loading,
        "bulk load, triples/s": len(quads) / loading,
        "rdflib load, s": parsing,
        "queries": rows,
        **{
            f"median times faster, {which}, {where}": statistics.median(
                r[f"times, {where}"] for r in rows if r["of the six"] or which == "all"
            )
            for which in ("the six", "all")
            for where in ("disk", "memory")
        },
    }


def patiently(work: Callable[[], Any]) -> tuple[float, bool]:
    """Seconds that it took, or that were waited for it."""

    def stop(*_: Any) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    started = time.perf_counter()
    try:
        work()
        return time.perf_counter() - started, True
    except TimeoutError:
        return time.perf_counter() - started, False
    finally:
        signal.alarm(0)


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
        report["extraction, s (this run)"] = read_articles(articles, work / "extractions")
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
