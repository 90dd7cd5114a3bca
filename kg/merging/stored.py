"""What merging reads from a store: names, texts by day, events by day, and what was merged before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pyoxigraph import Quad

from kg.core.event import Event
from kg.merging.aliases import Aliases
from kg.merging.copies import Text
from kg.rdf import namespaces as ns
from kg.rdf.asking import values
from kg.rdf.background import known_entity
from kg.rdf.columns import read_events
from kg.rdf.namespaces import BACKGROUND_GRAPH, ENTITIES_GRAPH, MERGED_GRAPH
from kg.store import Store

# So many are looked up at a time.
_PART = 1_000


class Copy(NamedTuple):
    """What was found of an article that is a copy.

    Attributes:
        original: The IRI of what it is a copy of.
        reason: Why.
        id: Its id; None where the article is gone, or has no day any more.
        of: Likewise, of what it is a copy of.
    """

    original: str
    reason: str
    id: str | None
    of: str | None


class Events(Iterable[Event]):
    """All events of a store, read anew each time that they are gone through: they need not be held."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __iter__(self) -> Iterator[Event]:
        return read_events(self._store)


def remembered(store: Store) -> Aliases:
    """What the user said of names when a store was merged."""
    return Aliases.of(
        row["rule"].value for row in store.select(f"SELECT ?rule {{ {MERGED_GRAPH} kg:aliasRule ?rule }}")
    )


def names(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    """The names of the persons whom the knowledge base does not know, and those of everybody else."""
    people: dict[str, str] = {}
    others: dict[str, str] = {}
    # Of what else has a label there is much: places, and everybody who is only described.
    graphs = f"VALUES ?g {{ {ENTITIES_GRAPH} {BACKGROUND_GRAPH} }}"
    for row in store.select(f"SELECT ?e ?name {{ {graphs} GRAPH ?g {{ ?e skos:prefLabel ?name ; a ?class }} }}"):
        if row["e"].value.startswith(ns.ENTITY):
            others[ns.decode(row["e"], ns.ENTITY)] = row["name"].value
    for row in store.select("SELECT ?e { ?e a kg:Person }"):
        entity = ns.decode(row["e"], ns.ENTITY)
        if entity in others and known_entity(entity) is None:
            people[entity] = others.pop(entity)
    return people, others


def texts_by_day(store: Store) -> Iterator[Text]:
    """The texts of all articles that have a date, by day: sorted by the engine they would all be held."""
    rows = store.select("SELECT DISTINCT ?day { ?a a kg:Article ; schema:datePublished ?day }")
    for day in sorted((row["day"] for row in rows), key=lambda day: dt.date.fromisoformat(day.value)):
        yield from _texts(store, f"VALUES ?day {{ {day} }}")


def texts_of(store: Store, days: Iterable[dt.date]) -> Iterator[Text]:
    """The texts of the articles of some days, in the order of these."""
    for day in days:
        yield from _texts(store, f'VALUES ?day {{ "{day}"^^xsd:date }}')


def texts(store: Store, ids: Sequence[str]) -> Iterator[Text]:
    """The texts of some articles."""
    return _texts(store, f"VALUES ?a {{ {' '.join(str(ns.article_iri(i)) for i in ids)} }}")


def _texts(store: Store, which: str) -> Iterator[Text]:
    sparql = f"""SELECT ?id ?day ?text {{ {which}
        ?a schema:datePublished ?day ; a kg:Article ; dcterms:identifier ?id ; schema:articleBody ?text }}"""
    for row in store.select(sparql):
        yield Text(row["id"].value, dt.date.fromisoformat(row["day"].value), row["text"].value)


def events_of(store: Store, ids: Collection[str]) -> list[Event]:
    """Some events, as far as they are there, in the order of a graph."""
    if not ids:
        return []
    return list(read_events(store, f"VALUES ?event {{ {_events(sorted(ids))} }} ?event a kg:Event"))


def days_of_events(store: Store, ids: Iterable[str]) -> set[dt.date]:
    """The days of the articles of some events; those that are not there, or have no day, have none."""
    asked = "?event kg:article ?a . ?a schema:datePublished ?day"
    return _days(store, "event", (_events(part) for part in _parts(ids)), asked)


def days_of_actors(store: Store, ids: Iterable[str]) -> set[dt.date]:
    """The days of the articles with events in which somebody has a part."""
    asked = """?c kg:entity ?e . ?m kg:inCapacity ?c .
        { ?event kg:actorMention ?m } UNION { ?event kg:recipientMention ?m }
        ?event kg:article ?a . ?a schema:datePublished ?day"""
    parts = (" ".join(str(ns.entity_iri(i)) for i in part) for part in _parts(ids))
    return _days(store, "e", parts, asked)


def _days(store: Store, of: str, parts: Iterable[str], asked: str) -> set[dt.date]:
    found: set[dt.date] = set()
    for part in parts:
        rows = values(store, f"SELECT DISTINCT ?day {{ VALUES ?{of} {{ {part} }} {asked} }}")
        found.update(dt.date.fromisoformat(day) for (day,) in rows)
    return found


def acts_of_events(store: Store, ids: Iterable[str]) -> set[str]:
    """The IRIs of the acts that some events were merged to."""
    found: set[str] = set()
    for part in _parts(ids):
        asked = f"VALUES ?event {{ {_events(part)} }} GRAPH {MERGED_GRAPH} {{ ?act kg:mergedFrom ?event }}"
        found.update(act for (act,) in values(store, f"SELECT DISTINCT ?act {{ {asked} }}"))
    return found


def acts_since(store: Store, days: Iterable[dt.date]) -> set[str]:
    """The IRIs of the acts that were first reported on some days."""
    dates = " ".join(f'"{day}"^^xsd:date' for day in sorted(days))
    asked = f"VALUES ?day {{ {dates} }} GRAPH {MERGED_GRAPH} {{ ?act kg:firstReported ?day }}"
    return {act for (act,) in values(store, f"SELECT DISTINCT ?act {{ {asked} }}")}


def events_of_acts(store: Store, acts: Iterable[str]) -> set[str]:
    """The ids of the events that were merged to some acts, there or not."""
    found: set[str] = set()
    for part in _parts(acts):
        iris = " ".join(f"<{act}>" for act in part)
        asked = f"VALUES ?act {{ {iris} }} GRAPH {MERGED_GRAPH} {{ ?act kg:mergedFrom ?event }}"
        found.update(ns.decode(row["event"], ns.EVENT) for row in store.select(f"SELECT ?event {{ {asked} }}"))
    return found


def actors_before(store: Store) -> dict[str, str]:
    """Which id stood for which when a store was merged."""
    rows = store.select(f"SELECT ?e ?other {{ GRAPH {MERGED_GRAPH} {{ ?e kg:sameActorAs ?other }} }}")
    return {ns.decode(row["e"], ns.ENTITY): ns.decode(row["other"], ns.ENTITY) for row in rows}


def copies_before(store: Store) -> dict[str, Copy]:
    """The articles that were copies when a store was merged, by IRI."""
    asked = f"SELECT ?copy ?of ?reason {{ GRAPH {MERGED_GRAPH} {{ ?copy kg:copyOf ?of ; kg:mergeReason ?reason }} }}"
    found = list(values(store, asked))
    ids: dict[str, str] = {}
    for part in _parts({iri for copy, original, _ in found for iri in (copy, original)}):
        given = " ".join(f"<{iri}>" for iri in part)
        dated = f"SELECT ?a ?id {{ VALUES ?a {{ {given} }} ?a dcterms:identifier ?id ; schema:datePublished ?day }}"
        ids.update((iri, id_) for iri, id_ in values(store, dated))
    return {copy: Copy(original, reason, ids.get(copy), ids.get(original)) for copy, original, reason in found}


def quads_about(store: Store, iris: Iterable[str]) -> Iterator[Quad]:
    """What the graph of merged events says of some subjects."""
    for part in _parts(iris):
        given = " ".join(f"<{iri}>" for iri in part)
        for row in store.select(f"SELECT ?s ?p ?o {{ VALUES ?s {{ {given} }} GRAPH {MERGED_GRAPH} {{ ?s ?p ?o }} }}"):
            yield Quad(row["s"], row["p"], row["o"], MERGED_GRAPH)


def _parts(some: Iterable[str]) -> Iterator[list[str]]:
    left = iter(sorted(some))
    while part := list(islice(left, _PART)):
        yield part


def _events(ids: Iterable[str]) -> str:
    return " ".join(str(ns.event_iri(i)) for i in ids)
