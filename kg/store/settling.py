"""What the graph says of each entity, whichever article spoke of it first: class, names, country.

While articles are written an entity is described as the first of them has it.  :func:`settle` then brings all
descriptions to the one form that follows from the articles in the store alone, whatever their order and however often
the run was stopped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.records import Entity
from kg.rdf import namespaces as ns
from kg.rdf.description import describe, known_entity
from kg.rdf.namespaces import ENTITIES_GRAPH
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
    """Bring the descriptions of all entities to the form that follows from the articles in the store.

    Idempotent: a run that is killed in it is made good by the next.
    """
    wanted = {str(quad): quad for quad in _descriptions(store)}
    had = {str(quad): quad for quad in store.quads(ENTITIES_GRAPH) if quad.subject.value.startswith(ns.ENTITY)}
    if gone := [had[key] for key in sorted(had.keys() - wanted.keys())]:
        store.remove(gone)
    if new := [wanted[key] for key in sorted(wanted.keys() - had.keys())]:
        store.add(new)


def _descriptions(store: Store) -> Iterator[Quad]:
    capacities: dict[str, list[Entity]] = defaultdict(list)
    sparql = f"""SELECT ?id ?name ?kind ?country ?sector ?wikidata {{ GRAPH {ENTITIES_GRAPH} {{
        ?c a kg:Capacity ; kg:entity ?id ; rdfs:label ?name ; kg:kind ?kind .
        OPTIONAL {{ ?c kg:country ?country }} OPTIONAL {{ ?c kg:sector ?sector }}
        OPTIONAL {{ ?c kg:wikidata ?wikidata }} }} }}"""
    for row in store.select(sparql):
        country, sector, wikidata = row["country"], row["sector"], row["wikidata"]
        entity = Entity(
            ns.decode(row["id"], ns.ENTITY),
            row["name"].value,
            row["kind"].value,
            ns.decode(country, ns.ENTITY) if country else None,
            sector.value if sector else None,
            wikidata.value if wikidata else None,
        )
        capacities[entity.id].append(entity)
    countries = {c.country for found in capacities.values() for c in found if c.country}
    of_no_entity = f"""SELECT DISTINCT ?c {{
        {{ GRAPH {ENTITIES_GRAPH} {{ ?p kg:inCountry ?c }} }}
        UNION {{ ?somebody a kg:UnnamedParticipant ; kg:country ?c }}
        UNION {{ ?source a kg:Source ; kg:country ?c }} }}"""
    for row in store.select(of_no_entity):
        countries.add(ns.decode(row["c"], ns.ENTITY))
    for entity_id, found in capacities.items():
        chosen = _chosen(entity_id, found)
        if chosen.country and chosen.country != entity_id:
            countries.add(chosen.country)
        yield from describe(chosen)
        yield from (_alias(entity_id, name) for name in sorted({c.name for c in found} - {chosen.name, ""}))
    for code in sorted(countries - capacities.keys()):
        yield from describe(_country(code))


def _chosen(entity_id: str, found: Iterable[Entity]) -> Entity:
    """How to present an entity: as the knowledge base does; else as the article that says most of it does."""
    best = min(found, key=lambda c: (c.country is None, c.sector is None, not c.name, c.name, c.kind, _all(c)))
    chosen = known_entity(entity_id) or best
    if chosen.wikidata is None:
        items = sorted({c.wikidata for c in found if c.wikidata})
        chosen = replace(chosen, wikidata=items[0]) if items else chosen
    return chosen


def _all(entity: Entity) -> tuple[str, ...]:
    return (entity.country or "", entity.sector or "", entity.wikidata or "")


def _country(code: str) -> Entity:
    return known_entity(code) or Entity(code, "", "country", code)


def _alias(entity_id: str, name: str) -> Quad:
    return Quad(ns.entity_iri(entity_id), ALT_LABEL, Literal(name), ENTITIES_GRAPH)
