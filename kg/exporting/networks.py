"""The ties of a graph as a network of actors: networkx, and the files that network programs read."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.exporting.base import Format, Graph, register
from kg.exporting.flat import cell
from kg.exporting.flat import write_csv as write_one_csv

# What XML 1.0 cannot hold, not even escaped.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: What is told of an actor; ``name`` is how people call him.
NODE = ("id", "name", "kind", "country", "sector")
#: What is told of a tie, and what it is in a table with types.
EDGE: dict[str, type | str] = {
    "source": str, "target": str, "event": str, "type": str, "relation": str, "status": str,
    "date": str, "start": "day", "end": "day", "precision": str, "basis": str, "published": "day",
    "confidence": float, "theme": str, "article": str, "sentence": str,
}  # fmt: skip


def nodes(ties: nx.MultiDiGraph) -> Iterator[dict[str, Any]]:
    """The actors of a network, by id."""
    for node, data in sorted(ties.nodes(data=True)):
        yield {"id": node, **{name: data[name] or None for name in NODE[1:]}}


def edges(ties: nx.MultiDiGraph, graph: Graph) -> Iterator[dict[str, Any]]:
    """The ties of a network, by source and target, with the days that its events give.

    A date is that of the event, and None where it is not known; the day of publication stands beside.
    """
    events = {event.id: event for event in graph.events()}
    for source, target, key in sorted(ties.edges(keys=True)):
        data = ties.edges[source, target, key]
        event = events[data["event"]]
        days = {
            "start": event.date and event.date.start,
            "end": event.date and event.date.end,
            "published": event.published,
        }
        told = {"source": source, "target": target, **data, **days}
        yield {name: None if told[name] == "" else told[name] for name in EDGE}


def write_graphml(graph: Graph, output: IO[bytes]) -> None:
    """A network as GraphML.  ``name`` is an actor's id, for igraph the key, and ``label`` how he is called."""
    network = _for_xml(graph)
    for node, data in network.nodes(data=True):
        data["name"] = node
    nx.write_graphml(network, output, encoding="utf-8")


def write_gexf(graph: Graph, output: IO[bytes]) -> None:
    """A network as GEXF, in which ties last from the first day of their event to its last.

    What kind of event it is stands in ``event_type``: ``type`` says in GEXF whether a tie has a direction.
    """
    network = _for_xml(graph)
    for _, _, data in network.edges(data=True):
        data["event_type"] = data.pop("type")
        if not data["start"]:
            del data["start"], data["end"]
    writer = GEXFWriter(encoding="utf-8", version="1.2draft")
    # networkx notes today's date, and the same graph must give the same bytes tomorrow.
    writer.xml.find("meta").attrib.pop("lastmodifieddate", None)
    writer.add_graph(network)
    writer.write(output)


def write_csv(graph: Graph, folder: Path) -> None:
    """nodes.csv and edges.csv, as Gephi, igraph and spreadsheets read them."""
    folder.mkdir(parents=True, exist_ok=True)
    ties = graph.network()
    with (folder / "nodes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Id", "Label", "Kind", "Country", "Sector"])
        for row in nodes(ties):
            writer.writerow(map(cell, row.values()))
    names = [name for name in EDGE if name not in ("source", "target")]
    with (folder / "edges.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Source", "Target", "Type", *(n.capitalize() if n != "type" else "Event type" for n in names)])
        for row in edges(ties, graph):
            writer.writerow(map(cell, (row["source"], row["target"], "Directed", *(row[n] for n in names))))


def _for_xml(graph: Graph) -> nx.MultiDiGraph:
    """The network of a graph with text for all that is text, and without the characters that XML cannot hold."""

    def clean(value: Any) -> Any:
        return value if isinstance(value, float) else NOT_XML.sub("", "" if value is None else str(value))

    copy, ties = nx.MultiDiGraph(), graph.network()
    for row in nodes(ties):
        data = {name: clean(value) for name, value in row.items()}
        copy.add_node(data.pop("id"), label=data["name"], **data)
    told: Counter[str] = Counter()
    for row in edges(ties, graph):
        data = {name: clean(value) for name, value in row.items()}
        # The key is the tie's id in GraphML, by which graphology knows it; networkx counts from 0 for each pair.
        key = f"{row['event']}-{told[row['event']]}"
        told[row["event"]] += 1
        copy.add_edge(data.pop("source"), data.pop("target"), key, label=data["relation"], **data)
    return copy


register(Format("graphml", "network of actors, for Gephi, Cytoscape, yEd, R and others", write_graphml))
register(Format("gexf", "network of actors, for Gephi", write_gexf))
register(
    Format(
        "csv", "one table of events, or a folder with nodes.csv and edges.csv", write=write_one_csv, folder=write_csv
    )
)
