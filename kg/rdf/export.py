"""The graph in the formats of other programs."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import networkx as nx
import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg.errors import InputError
from kg.model import Event, Participant, Place
from kg.plover import RELATION_LABEL
from kg.rdf.namespaces import ONTOLOGY_GRAPH, PREFIXES, SHARED_GRAPHS
from kg.rdf.shortcuts import pairs

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.store import Store

#: Format -> what it is.
FORMATS: dict[str, str] = {
    "turtle": "RDF, one graph",
    "trig": "RDF, a named graph per article",
    "nquads": "RDF, a named graph per article, one statement a line",
    "jsonld": "RDF as JSON, with a readable context",
    "graphml": "network of actors, for Gephi, Cytoscape, yEd, R and others",
    "gexf": "network of actors, for Gephi",
    "csv": "a folder with nodes.csv and edges.csv",
    "plover": "JSON Lines in the fields of the PLOVER manual",
}

_RDF = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
_PERIOD = {"day": 10, "month": 7, "year": 4}
# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a spreadsheet would take for a formula.
_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.])")


def export(graph: KnowledgeGraph, format: str, output: IO[bytes] | str | Path) -> None:
    """Write a graph in the format of other programs.

    The same graph gives the same bytes.  The vocabulary (``ontologies/``) is left out.

    Args:
        graph: What to write.
        format: One of :data:`FORMATS`.
        output: A file open to write bytes, or the path of one; for "csv" the path of a folder.

    Raises:
        InputError: There is no such format, or "csv" is to go to a file.
    """
    if format not in FORMATS:
        raise InputError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    if format == "csv":
        if not isinstance(output, str | Path):
            raise InputError("csv makes two files; name a folder for them")
        _write_csv(graph, Path(output))
    elif isinstance(output, str | Path):
        with Path(output).open("wb") as file:
            export(graph, format, file)
    elif format in _RDF:
        quads: Any = _quads(graph.store)
        if format == "turtle":
            quads = (ox.Triple(q.subject, q.predicate, q.object) for q in quads)
        ox.serialize(quads, output, _RDF[format], prefixes=None if format == "nquads" else PREFIXES)
    elif format == "jsonld":
        from kg.rdf.jsonld import write_jsonld

        write_jsonld(graph_sections(graph.store), output)
    elif format == "plover":
        for event in graph.events():
            output.write(json.dumps(plover_record(event), ensure_ascii=False).encode() + b"\n")
    else:
        ties = _for_xml(graph.network())
        (nx.write_graphml if format == "graphml" else nx.write_gexf)(ties, output, encoding="utf-8")


def graph_sections(store: Store) -> Iterator[tuple[NamedNode, list[Any]]]:
    """Every graph but the vocabulary, with its quads, all sorted."""
    names = sorted(row["g"].value for row in store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
    shared = {g.value for g in SHARED_GRAPHS}
    for name in sorted(names, key=lambda n: (n not in shared, n)):
        graph = NamedNode(name)
        if graph != ONTOLOGY_GRAPH:
            yield graph, sorted(store.quads(graph), key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))


def _quads(store: Store) -> Iterator[Any]:
    for _, quads in graph_sections(store):
        yield from quads


def network(events: Iterable[Event], by: str | None = None) -> nx.MultiDiGraph:
    """The ties of some events as a networkx graph; see :meth:`kg.graph.KnowledgeGraph.network`."""
    if by is not None and by not in _PERIOD:
        raise InputError(f"by is one of {', '.join(_PERIOD)}, not {by!r}")
    graph = nx.MultiDiGraph()
    for event in events:
        moment = event.date.start if event.date else event.published
        day = moment.isoformat() if moment else ""
        for number, (a, b) in enumerate(pairs(event)):
            for p in (a, b):
                if p.id not in graph:
                    graph.add_node(p.id, name=p.name, kind=p.kind, country=p.country or "", sector=p.sector or "")
            attributes = {
                "type": event.type.value,
                "relation": RELATION_LABEL[event.type],
                "status": event.status.value,
                "date": day,
                "confidence": event.confidence,
                "theme": event.theme or "",
                "sentence": event.evidence.sentence,
                "article": event.article,
                "event": event.id,
            }
            if by:
                attributes["period"] = day[: _PERIOD[by]]
            graph.add_edge(a.id, b.id, key=event.id if number == 0 else f"{event.id}/{number}", **attributes)
    return graph


def plover_record(event: Event) -> dict[str, Any]:
    """An event in the JSON fields of the PLOVER manual (draft of 2021, chapter "JSON Data Fields").

    The type has the status folded in, as PLOVER has it; the act itself, its status and whom the article credits are in
    fields of ours: ``act``, ``status``, ``reported_by``, ``theme``.
    """
    date, place, evidence, code = event.date, event.place, event.evidence, event.plover
    record: dict[str, Any] = {
        "id": event.id,
        "date": (date.start if date else event.published),
        "enddate": date.end if date else None,
        "source": [_plover_actor(p) for p in event.actors],
        "recipient": [_plover_actor(p) for p in event.recipients],
        "event": [code.value],
        "quad_code": code.quad and int(code.quad),
        "event_scale": code.score,
        "mode": event.mode,
        "context": [c.value for c in event.contexts],
        "event_loc": place and _plover_place(place),
        "event_text": [evidence.trigger],
        "text": evidence.sentence,
        "text_info": {"start": evidence.start, "end": evidence.end},
        "cite_info": {"citation": event.article, "url": event.url, "publication": event.source, "language": "en"},
        "coder": event.extractor,
        "act": event.type.value,
        "status": event.status.value,
        "theme": event.theme,
        "reported_by": event.reported_by,
        "confidence": event.confidence,
    }
    for name in ("date", "enddate"):
        record[name] = record[name] and record[name].isoformat()
    return {name: value for name, value in record.items() if value not in (None, [])}


def _plover_actor(p: Participant) -> dict[str, str]:
    # An actor of no state goes by a code for its kind: an international organisation is IGO.
    code = p.country or (p.sector if p.sector in ("IGO", "NGO") else None)
    actor = {"code": code, "sector": p.sector, "actor_text": p.text, "identifier_text": p.name, "identifier_id": p.id}
    return {name: value for name, value in actor.items() if value is not None}


def _plover_place(place: Place) -> dict[str, Any]:
    fields = {"name": place.name, "cc3": place.country, "latitude": place.lat, "longitude": place.lon}
    return {name: value for name, value in fields.items() if value is not None}


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


def _write_csv(graph: KnowledgeGraph, folder: Path) -> None:
    """nodes.csv and edges.csv, as Gephi, igraph and spreadsheets read them."""
    folder.mkdir(parents=True, exist_ok=True)
    ties = graph.network()
    with (folder / "nodes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Id", "Label", "Kind", "Country", "Sector"])
        for node, a in sorted(ties.nodes(data=True)):
            writer.writerow(map(_cell, (node, a["name"], a["kind"], a["country"], a["sector"])))
    names = ["type", "relation", "status", "date", "confidence", "theme", "article", "event", "sentence"]
    with (folder / "edges.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Source", "Target", "Type", *(n.capitalize() if n != "type" else "Event type" for n in names)])
        for a, b, key in sorted(ties.edges(keys=True)):
            data = ties.edges[a, b, key]
            writer.writerow(map(_cell, (a, b, "Directed", *(data[n] for n in names))))


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
