"""Neo4j: tables for ``neo4j-admin database import``, and a script of Cypher that loads the same tables.

An actor is a node and an event is one, with who did it and to whom as relationships; a tie leads straight from actor to
actor besides, its type that of the event.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.core.event import Event
from kg.exporting.base import Format, Graph, register
from kg.exporting.networks import NODE, edges
from kg.exporting.networks import nodes as actors_of

#: What the columns of each table are called there; what has no type is text.
ACTORS = ("id:ID(Actor)", "name", "kind", "country", "sector", ":LABEL")
EVENTS = (
    "id:ID(Event)", "type", "relation", "plover", "mode", "status", "date", "day:date", "start:date", "end:date",
    "precision", "basis", "published:date", "place", "latitude:double", "longitude:double", "theme",
    "confidence:double", "article", "outlet", "url", "sentence", ":LABEL",
)  # fmt: skip
ROLES = (":START_ID(Actor)", ":END_ID(Event)", ":TYPE")
TIES = (
    ":START_ID(Actor)", ":END_ID(Actor)", ":TYPE", "event", "relation", "status", "date", "day:date", "start:date",
    "end:date", "precision", "published:date", "confidence:double",
)  # fmt: skip

_HOW = {"double": "toFloat(row.`{}`)", "date": "date(row.`{}`)", "": "row.`{}`"}


def write_neo4j(graph: Graph, folder: Path) -> None:
    """actors.csv, events.csv, roles.csv, ties.csv and load.cypher.

    A date is a DATE where the day is known; how fine it is known is text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network, events = graph.network(), list(graph.events())
    known = {row["id"]: row for row in actors_of(network)}
    for party in (p for e in events for p in (*e.actors, *e.recipients) if p.id is not None):
        known.setdefault(str(party.id), {name: getattr(party, name) for name in NODE})
    _table(folder / "actors.csv", ACTORS, ([*(known[id][name] for name in NODE), "Actor"] for id in sorted(known)))
    _table(folder / "events.csv", EVENTS, map(_event, events))
    _table(folder / "roles.csv", ROLES, _roles(events))
    ties = list(edges(network, graph))
    _table(folder / "ties.csv", TIES, map(_tie, ties))
    script = "\n".join(_script(sorted({row["type"] for row in ties})))
    (folder / "load.cypher").write_text(script, encoding="utf-8", newline="\n")


def _table(path: Path, header: tuple[str, ...], rows: Iterable[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_plain(value) for value in row] for row in rows)


def _plain(value: Any) -> Any:
    """A value on one line; a backslash is followed by no quotation mark, which LOAD CSV would take for a part of it."""
    if not isinstance(value, str):
        return value
    text = " ".join(value.split()).replace('\\"', '\\ "')
    return f"{text} " if text.endswith("\\") else text


def _event(event: Event) -> list[Any]:
    date, place = event.date, event.place
    return [
        event.id, event.type.value, event.relation, event.plover.value, event.mode, event.status.value,
        str(date) if date else None, _day(date and date.start, date and date.end), date and date.start,
        date and date.end, date and date.precision.value, date and date.basis.value, event.published,
        place and place.name, place and place.lat, place and place.lon, event.theme, event.confidence, event.article,
        event.source, event.url, event.evidence.sentence, "Event",
    ]  # fmt: skip


def _tie(row: dict[str, Any]) -> list[Any]:
    return [
        row["source"], row["target"], row["type"], row["event"], row["relation"], row["status"], row["date"],
        _day(row["start"], row["end"]), row["start"], row["end"], row["precision"], row["published"],
        row["confidence"],
    ]  # fmt: skip


def _day(start: Any, end: Any) -> Any:
    return start if start is not None and start == end else None


def _roles(events: list[Event]) -> Iterable[list[Any]]:
    for event in events:
        for type, side in (("ACTOR", event.actors), ("RECIPIENT", event.recipients)):
            for id in dict.fromkeys(p.id for p in side if p.id is not None):
                yield [id, event.id, type]


def _script(types: list[str]) -> Iterable[str]:
    """The statements that load the tables into a database that runs; its import folder is where they must lie."""
    yield "// Put the tables into the import folder of the database, then: cypher-shell -f load.cypher"
    for label in ("Actor", "Event"):
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;"
    for label, header in (("Actor", ACTORS), ("Event", EVENTS)):
        yield _load(f"{label.lower()}s", "")
        yield f"MERGE (n:{label} {{id: row.`{header[0]}`}})\nSET {_set('n', header[1:-1])};"
    for type in ("ACTOR", "RECIPIENT"):
        yield _load("roles", type)
        yield _match(ROLES, "Event") + f"MERGE (a)-[:{type}]->(b);"
    for type in types:
        yield _load("ties", type)
        yield _match(TIES, "Actor") + f"MERGE (a)-[t:{type} {{event: row.event}}]->(b)\nSET {_set('t', TIES[4:])};"
    yield ""


def _load(table: str, type: str) -> str:
    only = f"\nWITH row WHERE row.`:TYPE` = '{type}'" if type else ""
    return f"LOAD CSV WITH HEADERS FROM 'file:///{table}.csv' AS row{only}"


def _match(header: tuple[str, ...], other: str) -> str:
    return f"MATCH (a:Actor {{id: row.`{header[0]}`}}), (b:{other} {{id: row.`{header[1]}`}})\n"


def _set(variable: str, header: tuple[str, ...]) -> str:
    pairs = ((column.partition(":")[0], _HOW[column.partition(":")[2]].format(column)) for column in header)
    return ", ".join(f"{variable}.{name} = {value}" for name, value in pairs)


register(Format("neo4j", "a folder with tables for neo4j-admin and a script of Cypher", folder=write_neo4j))
