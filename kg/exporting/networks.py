"""The ties of a graph as a network of actors: networkx, and the files that network programs read."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import IO, Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.exporting.base import Format, register

# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a spreadsheet would take for a formula.
_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.])")


def write_graphml(ties: nx.MultiDiGraph, output: IO[bytes]) -> None:
    """A network as GraphML."""
    nx.write_graphml(_for_xml(ties), output, encoding="utf-8")


def write_gexf(ties: nx.MultiDiGraph, output: IO[bytes]) -> None:
    """A network as GEXF."""
    writer = GEXFWriter(encoding="utf-8", version="1.2draft")
    # networkx notes today's date, and the same graph must give the same bytes tomorrow.
    writer.xml.find("meta").attrib.pop("lastmodifieddate", None)
    writer.add_graph(_for_xml(ties))
    writer.write(output)


def write_csv(ties: nx.MultiDiGraph, folder: Path) -> None:
    """nodes.csv and edges.csv, as Gephi, igraph and spreadsheets read them."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "nodes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Id", "Label", "Kind", "Country", "Sector"])
        for node, a in sorted(ties.nodes(data=True)):
            writer.writerow(map(_cell, (node, a["name"], a["kind"], a["country"], a["sector"])))
    names = ["type", "relation", "status", "date", "precision", "basis", "day"]
    names += ["confidence", "theme", "article", "event", "sentence"]
    with (folder / "edges.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Source", "Target", "Type", *(n.capitalize() if n != "type" else "Event type" for n in names)])
        for a, b, key in sorted(ties.edges(keys=True)):
            data = ties.edges[a, b, key]
            writer.writerow(map(_cell, (a, b, "Directed", *(data[n] for n in names))))


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _for_xml(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same graph without the characters that XML cannot hold."""

    def clean(attributes: dict[str, Any]) -> dict[str, Any]:
        return {k: _NOT_XML.sub("", v) if isinstance(v, str) else v for k, v in attributes.items()}

    copy = nx.MultiDiGraph()
    for node, attributes in graph.nodes(data=True):
        copy.add_node(_NOT_XML.sub("", node), label=_NOT_XML.sub("", attributes["name"]), **clean(attributes))
    for a, b, key, attributes in graph.edges(keys=True, data=True):
        copy.add_edge(
            _NOT_XML.sub("", a), _NOT_XML.sub("", b), key=key, label=attributes["relation"], **clean(attributes)
        )
    return copy


register(
    Format(
        "graphml",
        "network of actors, for Gephi, Cytoscape, yEd, R and others",
        lambda graph, output: write_graphml(graph.network(), output),
    )
)
register(Format("gexf", "network of actors, for Gephi", lambda graph, output: write_gexf(graph.network(), output)))
register(
    Format("csv", "a folder with nodes.csv and edges.csv", folder=lambda graph, path: write_csv(graph.network(), path))
)
