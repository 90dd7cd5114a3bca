"""The graph in the formats of other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg.core.errors import InputError
from kg.core.event import Event, Participant, Place
from kg.export.networks import write_csv, write_gexf, write_graphml
from kg.rdf.namespaces import ONTOLOGY_GRAPH, PREFIXES, SHARED_GRAPHS

if TYPE_CHECKING:
    import networkx as nx

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


class Graph(Protocol):
    """What is written out; every :class:`kg.KnowledgeGraph` is one."""

    store: Store

    def events(self) -> Iterator[Event]:
        """Every event."""

    def network(self) -> nx.MultiDiGraph:
        """The ties between actors."""


def export(graph: Graph, format: str, output: IO[bytes] | str | Path) -> None:
    """Write a graph in the format of other programs.

    The same graph gives the same bytes.  The vocabulary (``ontologies/``) is left out.

    Args:
        graph: What to write.
        format: One of :data:`FORMATS`.
        output: A file open to write bytes, or the path of one; for "csv" the path of a folder.

    Raises:
        InputError: There is no such format, "csv" is to go to a file, or the file cannot be written.
    """
    if format not in FORMATS:
        raise InputError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    if format == "csv":
        if not isinstance(output, str | Path):
            raise InputError("csv makes two files; name a folder for them")
        with _writing(output):
            write_csv(graph.network(), Path(output))
    elif isinstance(output, str | Path):
        with _writing(output), Path(output).open("wb") as file:
            export(graph, format, file)
    elif format in _RDF:
        quads: Any = _quads(graph.store)
        if format == "turtle":
            quads = (ox.Triple(q.subject, q.predicate, q.object) for q in quads)
        ox.serialize(quads, output, _RDF[format], prefixes=None if format == "nquads" else PREFIXES)
    elif format == "jsonld":
        from kg.export.jsonld import write_jsonld

        write_jsonld(graph_sections(graph.store), output)
    elif format == "plover":
        for event in graph.events():
            output.write(json.dumps(plover_record(event), ensure_ascii=False).encode() + b"\n")
    else:
        (write_graphml if format == "graphml" else write_gexf)(graph.network(), output)


@contextmanager
def _writing(output: str | Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror or error})", str(output)) from error


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


def plover_record(event: Event) -> dict[str, Any]:
    """An event in the JSON fields of the PLOVER manual (draft of 2021, chapter "JSON Data Fields").

    The type has the status folded in, as PLOVER has it; the act itself, its status and whom the article credits are in
    fields of ours: ``act``, ``status``, ``reported_by``, ``theme``; so are ``casualties``, ``date_precision`` and
    ``date_basis``.  PLOVER wants a date: where the record has none it is the article's, and the basis "article".
    """
    date, place, evidence, code = event.date, event.place, event.evidence, event.plover
    record: dict[str, Any] = {
        "id": event.id,
        "date": event.day,
        "enddate": date.end if date else None,
        "date_precision": date and date.precision.value,
        "date_basis": date.basis.value if date else "article" if event.day else None,
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
        "reported_by": event.reported_by and event.reported_by.name,
        "casualties": {x.kind: {"low": x.low, "high": x.high, "total": x.total} for x in event.casualties} or None,
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
