"""What the graph says of each entity, whichever article spoke of it first: class, names, country, and what is known.

While articles are written an entity is described as the first of them has it.  :func:`settle` then brings all
descriptions to the one form that follows from the articles in the store alone, whatever their order and however often
the run was stopped.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.records import Entity
from kg.rdf import namespaces as ns
from kg.rdf.background import background, describe, known_entity
from kg.rdf.namespaces import BACKGROUND_GRAPH, ENTITIES_GRAPH
from kg.rdf.shared import read_capacities
from kg.store import Store

ALT_LABEL = NamedNode(ns.SKOS + "altLabel")


def first_description(entity: Entity) -> list[Quad]:
    """An entity as it is described when an article first speaks of it."""
    known = known_entity(entity.id)
    chosen = known or entity
    if entity.wikidata and not chosen.wikidata:
        chosen = replace(chosen, wikidata=entity.wikidata)
    quads = describe(chosen)
    if entity.name and chosen.name and entity.name != chosen.name:
        quads.append(_alias(entity.id, entity.name))
    if chosen.country and chosen.country != chosen.id:
        quads += describe(_country(chosen.country))
    return quads


def settle(store: Store) -> None:
    """Bring what is said of all entities to what follows from the articles in the store.

    Idempotent: a run that is killed in it is made good by the next.
    """
    wanted = {str(quad): quad for quad in _wanted(store)}
    described = (quad for quad in store.quads(ENTITIES_GRAPH) if quad.subject.value.startswith(ns.ENTITY))
    had = {str(quad): quad for quad in chain(described, store.quads(BACKGROUND_GRAPH))}
    if gone := [had[key] for key in sorted(had.keys() - wanted.keys())]:
        store.remove(gone)
    if new := [wanted[key] for key in sorted(wanted.keys() - had.keys())]:
        store.add(new)


def _wanted(store: Store) -> Iterator[Quad]:
    capacities = _capacities(store)
    chosen = {id_: _chosen(id_, found) for id_, found in capacities.items()}
    for code in _countries(store, capacities, chosen) - chosen.keys():
        chosen[code] = _country(code)
    for id_, entity in chosen.items():
        yield from describe(entity)
        names = {c.name for c in capacities.get(id_, ())} - {entity.name, ""}
        yield from (_alias(id_, name) for name in sorted(names))
    yield from background(chosen, _period(store))


def _capacities(store: Store) -> dict[str, list[Entity]]:
    """The guises in which articles present each entity."""
    capacities: dict[str, list[Entity]] = defaultdict(list)
    for entity in read_capacities(store).values():
        capacities[entity.id].append(entity)
    return capacities


def _countries(store: Store, capacities: Mapping[str, Iterable[Entity]], chosen: Mapping[str, Entity]) -> set[str]:
    """The countries that somebody or something belongs to."""
    countries = {c.country for found in capacities.values() for c in found if c.country}
    countries |= {e.country for e in chosen.values() if e.country}
    of_no_entity = f"""SELECT DISTINCT ?c {{
        {{ GRAPH {ENTITIES_GRAPH} {{ ?p kg:inCountry ?c }} }}
        UNION {{ ?somebody a kg:UnnamedParticipant ; kg:country ?c }}
        UNION {{ ?source a kg:Source ; kg:country ?c }} }}"""
    return countries | {ns.decode(row["c"], ns.ENTITY) for row in store.select(of_no_entity)}


def _period(store: Store) -> tuple[dt.date, dt.date] | None:
    """The first and the last day on which an article was published."""
    asked = "SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) { ?article schema:datePublished ?day }"
    (row,) = store.select(asked)
    if row["first"] is None or row["last"] is None:
        return None
    return dt.date.fromisoformat(row["first"].value), dt.date.fromisoformat(row["last"].value)


def _chosen(entity_id: str, found: Iterable[Entity]) -> Entity:
    """How to present an entity: as the knowledge base does; else as the article that says most of it does."""
    best = min(found, key=_fullness)
    chosen = known_entity(entity_id) or best
    if chosen.wikidata is None:
        items = sorted({c.wikidata for c in found if c.wikidata})
        chosen = replace(chosen, wikidata=items[0]) if items else chosen
    return chosen


def _fullness(c: Entity) -> tuple[bool | str, ...]:
    said = (c.country is None, c.sector is None, not c.name)
    return *said, c.name, c.kind, c.country or "", c.sector or "", c.wikidata or ""


def _country(code: str) -> Entity:
    return known_entity(code) or Entity(code, "", "country", code)


def _alias(entity_id: str, name: str) -> Quad:
    return Quad(ns.entity_iri(entity_id), ALT_LABEL, Literal(name), ENTITIES_GRAPH)
