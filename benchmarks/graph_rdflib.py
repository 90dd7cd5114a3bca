"""The same graph and the same queries on rdflib's memory store: are the rows the same, and how many times faster?"""

from __future__ import annotations

import gc
import shutil
import signal
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyoxigraph as ox
import rdflib

import kg
from kg.core.event import Event
from kg.query.library import examples
from kg.query.library import get as example
from kg.query.tables import results_frame
from kg.rdf.columns import read_events
from kg.rdf.face import bind_prefixes
from kg.rdf.namespaces import ENTITIES_GRAPH, ONTOLOGY_GRAPH, PREFIXES
from kg.rdf.shared import Shared
from kg.rdf.shortcuts import shortcut_quads
from kg.rdf.validation import by_subject, reachable
from kg.store import OxigraphStore

#: Side by side with rdflib: the six about countries and their ties.  All queries are measured and reported.
SIX = ("cooperation-with-sentence", "escalation-by-month", "common-partners", "evidence", "timeline", "state-network")
PATIENCE = 120  # seconds that rdflib gets for one query; the factor is then a lower bound

# Among few triples, those of which most queries have something to say come first: mediation, and what a few
# countries did to each other.
TELLING = """
SELECT ?a (MIN(?rank) AS ?first) {
  { VALUES ?verb { "mediate" "mediation" "broker" } ?event kg:verb ?verb ; kg:article ?a BIND(1 AS ?rank) }
  UNION
  {
    VALUES ?one { entity:USA entity:RUS entity:UKR entity:CHN entity:PRK }
    ?event kg:actorCountry ?one ; kg:recipientCountry ?other ; kg:article ?a
    FILTER(?one != ?other && ?other IN (entity:USA, entity:RUS, entity:UKR, entity:CHN, entity:PRK)) BIND(2 AS ?rank)
  }
} GROUP BY ?a
"""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def part(store: OxigraphStore, triples: int, telling: bool = False) -> list[ox.Quad]:
    """The vocabulary and the graphs of some articles, until there are so many triples, and what these refer to.

    Args:
        store: The whole graph.
        triples: How many, about.
        telling: Take the articles first of which most queries have something to say, else simply the first.
    """
    entities = by_subject(store.quads(ENTITIES_GRAPH))
    shared = Shared.read(store)
    quads = list(store.quads(ONTOLOGY_GRAPH))
    rank = {r["a"].value: int(r["first"].value) for r in store.select(TELLING)} if telling else {}
    rows = [(r["id"].value, r["a"]) for r in store.select("SELECT ?a ?id { ?a a kg:Article ; dcterms:identifier ?id }")]
    seen: set[Any] = set()
    events: list[Event] = []
    for _, article in sorted(rows, key=lambda row: (rank.get(row[1].value, 9), row[0])):
        if len(quads) >= triples:
            break
        own = list(store.quads(article))
        events += read_events(store, f"?event kg:article {article}", shared)
        linked = [q for q in reachable(own, entities) if q not in seen]
        seen |= set(linked)
        quads += own + linked
    return quads + shortcut_quads(events)


def in_rdflib(quads: list[ox.Quad]) -> tuple[float, Any]:
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    dataset = rdflib.Dataset(default_union=True)
    bind_prefixes(dataset)
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
    quads = part(store, triples, telling=True)
    ours = OxigraphStore()
    ours.add(quads)
    graph = kg.KnowledgeGraph(ours)
    _, dataset = in_rdflib(list(ours.quads()))
    rows = []
    for query in examples():
        mine, theirs = graph.query(query.text), ask_rdflib(dataset, query.text)
        rows.append({"query": query.name, "rows": len(mine), "same": same(mine, theirs)})
    return rows


def same(mine: pd.DataFrame, theirs: pd.DataFrame) -> bool:
    """Whether two engines gave the same rows."""
    # rdflib answers a grouped query that finds nothing with one row of unbound values, against the standard.
    if len(mine) == 0 and len(theirs) == 1 and theirs.iloc[0].isna().any():
        return True
    return plain(mine) == plain(theirs)


def side_by_side(store: OxigraphStore, work: Path, triples: int = 1_000_000) -> dict[str, Any]:
    quads = part(store, triples)
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    shutil.rmtree(work / "million", ignore_errors=True)
    with OxigraphStore(work / "million", writable=True) as million:
        loading, _ = timed(lambda: million.load(data))
        million.finish()
    rows: list[dict[str, Any]] = []
    answers: dict[str, pd.DataFrame] = {}
    in_memory = OxigraphStore()
    in_memory.load(data)
    with kg.open(work / "million") as on_disk:
        for query in examples():
            row: dict[str, Any] = {"query": query.name, "of the six": query.name in SIX}
            answers[query.name] = on_disk.query(query.text)
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
        theirs, frame = patiently(lambda text=text: ask_rdflib(dataset, text))
        row |= {"rdflib, s": theirs, "rdflib finished": frame is not None}
        row["same rows"] = frame is not None and same(answers[row["query"]], frame)
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


def patiently(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that it took and the answer; or seconds that were waited for it, and None."""

    def stop(*_: Any) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    started = time.perf_counter()
    try:
        answer = work()
        return time.perf_counter() - started, answer
    except TimeoutError:
        return time.perf_counter() - started, None
    finally:
        signal.alarm(0)
