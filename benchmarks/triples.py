"""What an event costs in a store: triples of each kind, and bytes on disk; and whether all of it comes back.

    python benchmarks/triples.py [ARTICLES …]

ARTICLES are files or folders, by default the articles that come with kg.  They are read once; the events that the store
gives back are held to those that were read.  Prints a table; what it was with stores of layout 1 stands in README.md.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import kg
from kg.rdf import namespaces as ns
from kg.rdf.namespaces import BACKGROUND_GRAPH, ONTOLOGY_GRAPH
from kg.store import Store

ROOT = Path(__file__).resolve().parent.parent


def alone(store: Store) -> list[int]:
    """The triples of each event with all that it leads to in the graph of its article, what others use too in full."""
    costs = []
    for row in store.select("SELECT ?a { ?a a kg:Article }"):
        about: dict[str, list[str]] = defaultdict(list)
        for quad in store.quads(row["a"]):
            about[quad.subject.value].append(quad.object.value)
        for event in (node for node in about if node.startswith(ns.EVENT)):
            seen, waiting = {row["a"].value}, [event]
            cost = 0
            while waiting:
                node = waiting.pop()
                if node not in seen:
                    seen.add(node)
                    cost += len(about[node]) if node in about else 0
                    waiting += [other for other in about.get(node, ()) if other in about]
            costs.append(cost)
    return costs


def kinds(store: Store) -> Counter[str]:
    """The triples of a store by what they are about; those of the ontology and of the background apart."""
    found: Counter[str] = Counter()
    for quad in store.quads():
        if quad.graph_name in (ONTOLOGY_GRAPH, BACKGROUND_GRAPH):
            found[quad.graph_name.value.rpartition("/")[2]] += 1
        else:
            found[quad.subject.value.removeprefix(ns.BASE).partition("/")[0]] += 1
    return found


def main(sources: list[str]) -> None:
    """Build a store of some articles, and count."""
    with tempfile.TemporaryDirectory() as folder:
        graph = kg.build(sources, store=Path(folder) / "store")
        store, events = graph.store, list(graph.events(merged=False))
        counted, costs = kinds(store), sorted(alone(store))
        told = sum(n for kind, n in counted.items() if kind not in ("ontology", "background"))
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        read = {event.id: event for event in kg.extract(sources)}
        back = sum(read.get(event.id) == event for event in events)
        n = len(events)
        print(f"{n} events, {back} of them read back as they were extracted")
        print(f"an event alone: {sum(costs) / n:.1f} triples, median {costs[n // 2]}")
        print(f"all but ontology and background: {told / n:.1f} an event; disk: {size / n / 1000:.1f} KB an event")
        for kind, number in counted.most_common():
            print(f"{kind:12} {number:8} triples {number / n:7.2f} an event")


if __name__ == "__main__":
    main(sys.argv[1:] or [str(ROOT / "kg" / "samples" / "articles")])
