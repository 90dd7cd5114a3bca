"""RO-Crate 1.1: the graph and its tables in a folder that says what it is, for archives and catalogues."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from kg.core.event import Event
from kg.exporting.base import Format, Graph, find, register
from kg.rdf.runs import ingestion_time

METADATA = "ro-crate-metadata.json"

#: The files: what of our formats they are, as what a catalogue lists them, and what they hold.
FILES = {
    "graph.trig": ("trig", "application/trig", "the whole graph as RDF, a named graph for each article"),
    "events.csv": ("csv", "text/csv", "the events, a row for each pair of parties"),
    "events.jsonl": ("jsonl", "application/x-ndjson", "the same as JSON Lines"),
    "network.graphml": ("graphml", "application/graphml+xml", "the ties between actors"),
    "panel.csv": ("panel", "text/csv", "ordered pairs of states by month, zeros included"),
}

_RIGHTS = (
    "Not chosen yet: whoever publishes this crate names a licence here. What was read is facts; the sentences and "
    "texts are quotations from articles, and the rights in them are their publishers'."
)


def write_rocrate(graph: Graph, folder: Path, licence: str | None = None) -> None:
    """The files, and ro-crate-metadata.json, which says what they are.

    Its date is the day on which the graph was last added to, so that the same graph gives the same bytes.

    Args:
        graph: What to write.
        folder: Where to.
        licence: The address of the licence under which the crate is passed on; without one it says that none is chosen.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, (format, _, _) in FILES.items():
        write = find(format).write
        assert write is not None
        with (folder / name).open("wb") as file:
            write(graph, file)
    described = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": _described(graph, folder, licence)}
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / METADATA).write_text(text + "\n", encoding="utf-8", newline="\n")


def _described(graph: Graph, folder: Path, licence: str | None) -> list[dict[str, Any]]:
    events = list(graph.events())
    counts = _counts(graph, events)
    made_by = [{"@id": f"#software-{number}"} for number, _ in enumerate(_software(graph))]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": "Knowledge graph of geopolitical events",
        "description": f"{counts['events']} events read from {counts['articles']} articles: who did what to whom, "
        "when, where, how certain, and where it says so.",
        "datePublished": _day(graph),
        "license": {"@id": licence or "#licence"},
        "hasPart": [{"@id": name} for name in FILES],
        "variableMeasured": [{"@id": f"#count-{name}"} for name in counts],
        **_period(events),
    }
    about = {"@id": METADATA, "@type": "CreativeWork", "about": {"@id": "./"}}
    return [
        about | {"conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}},
        root,
        *(_file(folder, name) for name in FILES),
        *(
            {"@id": f"#count-{name}", "@type": "PropertyValue", "name": name, "value": value}
            for name, value in counts.items()
        ),
        {
            "@id": licence or "#licence",
            "@type": "CreativeWork",
            "name": licence or "No licence chosen",
            "description": "The licence of this crate." if licence else _RIGHTS,
        },
        *(_program(f"#software-{number}", name) for number, name in enumerate(_software(graph))),
        {
            "@id": "#reading",
            "@type": "CreateAction",
            "name": "Reading of the articles",
            "endTime": _day(graph),
            "instrument": made_by,
            "result": {"@id": "./"},
        },
    ]


def _file(folder: Path, name: str) -> dict[str, Any]:
    _, kind, about = FILES[name]
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "description": about,
        "encodingFormat": kind,
        "contentSize": str((folder / name).stat().st_size),
    }


def _program(id: str, told: str) -> dict[str, Any]:
    """The program that read the articles, by what the graph says of it ("kg 0.1.0")."""
    name, _, version = told.partition(" ")
    return {
        "@id": id,
        "@type": "SoftwareApplication",
        "name": name,
        "version": version,
        "license": {"@id": "https://spdx.org/licenses/Apache-2.0"},
    }


def _counts(graph: Graph, events: list[Event]) -> dict[str, int]:
    asked = "SELECT (COUNT(?a) AS ?n) { ?a a kg:Article }"
    articles = next(int(row["n"].value) for row in graph.store.select(asked))
    actors = {p.id for event in events for p in (*event.actors, *event.recipients) if p.id is not None}
    return {"articles": articles, "events": len(events), "actors": len(actors)}


def _period(events: list[Event]) -> dict[str, str]:
    days = [day for event in events if event.date for day in (event.date.start, event.date.end)]
    return {"temporalCoverage": f"{min(days)}/{max(days)}"} if days else {}


def _day(graph: Graph) -> str:
    """The day on which the last article was taken in."""
    asked = "SELECT (MAX(?t) AS ?last) { ?article kg:ingestedAt ?t }"
    last = next((row["last"] for row in graph.store.select(asked)), None)
    return str(last.value)[:10] if last is not None else ingestion_time().date().isoformat()


def _software(graph: Graph) -> list[str]:
    asked = "SELECT DISTINCT ?name { ?run a kg:Run ; kg:software ?name } ORDER BY ?name"
    return [str(row["name"].value) for row in graph.store.select(asked)]


def licensed(format: Format, licence: str) -> Format:
    """The format with a licence that it names."""
    return Format(format.name, format.about, folder=partial(write_rocrate, licence=licence))


register(Format("rocrate", "a folder with the graph, its tables and what they are (RO-Crate)", folder=write_rocrate))
