"""The description of an entity: what a graph says of whom, apart from any article."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.errors import KnowledgeError
from kg.core.records import Entity
from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.namespaces import ENTITIES_GRAPH, kg


def describe(entity: Entity) -> list[Quad]:
    """The description of an entity in the graph of entities: its class, name, country."""
    node = ns.entity_iri(entity.id)
    quads = [Quad(node, t.RDF_TYPE, kg(t.KIND_CLASS.get(entity.kind, "Actor")), ENTITIES_GRAPH)]
    if entity.name:
        quads.append(Quad(node, t.PREF_LABEL, Literal(entity.name), ENTITIES_GRAPH))
    if entity.country is not None and entity.country != entity.id:
        quads.append(Quad(node, kg("country"), ns.entity_iri(entity.country), ENTITIES_GRAPH))
    if entity.kind == "country" and entity.country == entity.id:
        quads.append(Quad(node, kg("iso3"), Literal(entity.id), ENTITIES_GRAPH))
    if entity.wikidata is not None:
        quads.append(Quad(node, t.SAME_AS, NamedNode(ns.WIKIDATA + ns.encode(entity.wikidata)), ENTITIES_GRAPH))
    return quads


@lru_cache(maxsize=1 << 16)
def known_entity(entity_id: str) -> Entity | None:
    """An entity as the shipped knowledge base has it; None if it has none of that id."""
    from kg.entities.knowledge import Knowledge

    try:
        return Knowledge.load().entity(entity_id)
    except KnowledgeError:
        return None
