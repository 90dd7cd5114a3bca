"""The nodes that articles share: capacities, countries, concepts, sources, places, in one graph of entities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.event import Place, Source
from kg.core.records import Entity
from kg.rdf import namespaces as ns
from kg.rdf import terms as t
from kg.rdf.namespaces import ENTITIES_GRAPH, kg

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]
Add = Callable[[NamedNode, NamedNode, NamedNode | Literal], None]


def given(make: Callable[[Any], NamedNode | Literal], value: Any) -> NamedNode | Literal | None:
    """What is made of a value; None of none."""
    return None if value is None else make(value)


def told(node: NamedNode, *what: tuple[NamedNode, NamedNode | Literal | None]) -> Iterator[Triple]:
    """What is told of a node, as triples: its properties, those left out whose value is None."""
    return ((node, property_, value) for property_, value in what if value is not None)


def say(add: Add, node: NamedNode, *what: tuple[NamedNode, NamedNode | Literal | None]) -> None:
    """Add what is told of a node."""
    for triple in told(node, *what):
        add(*triple)


class SharedNodes:
    """Collects the quads of shared nodes, each node once.

    Args:
        quads: Takes them.
        entities: Takes whom they speak of, by id.
    """

    def __init__(self, quads: list[Any], entities: dict[str, Entity]) -> None:
        self.shared, self.entities = quads, entities
        self.done: set[str] = set()

    def share(self, s: NamedNode, p: NamedNode, o: NamedNode | Literal) -> None:
        """Add a triple to the graph of entities."""
        self.shared.append(Quad(s, p, o, ENTITIES_GRAPH))

    def first(self, key: str) -> bool:
        """Whether it is asked for the first time."""
        new = key not in self.done
        self.done.add(key)
        return new

    def capacity(self, e: Entity) -> NamedNode:
        """The node that says as whom an article presents an entity: its name, kind, country and sector there."""
        node = NamedNode(ns.CAPACITY + ns.digest(e.id, e.name, e.kind, e.country, e.sector, e.wikidata))
        if self.first(node.value):
            self.entities.setdefault(e.id, e)
            say(
                self.share,
                node,
                (t.RDF_TYPE, kg("Capacity")),
                (kg("entity"), ns.entity_iri(e.id)),
                (t.LABEL, Literal(e.name)),
                (kg("kind"), Literal(e.kind)),
                (kg("country"), given(self.country, e.country)),
                (kg("sector"), given(Literal, e.sector)),
                (kg("wikidata"), given(Literal, e.wikidata)),
            )
        return node

    def country(self, code: str) -> NamedNode:
        """A country that only the code of a person or a place names; its name is the knowledge base's affair."""
        self.entities.setdefault(code, Entity(code, "", "country", code))
        return ns.entity_iri(code)

    def concept(self, concept: str) -> NamedNode:
        """The concept that a theme is linked to."""
        node = ns.concept_iri(concept)
        if self.first(node.value):
            label = Literal(concept.replace("_", " "))
            say(self.share, node, (t.RDF_TYPE, kg("Theme")), (t.PREF_LABEL, label), (t.NOTATION, Literal(concept)))
        return node

    def source_node(self, source: Source) -> NamedNode:
        """The node of a source that is no entity."""
        node = NamedNode(ns.SOURCE + ns.digest(source.name, source.kind, source.country))
        if self.first(node.value):
            say(
                self.share,
                node,
                (t.RDF_TYPE, kg("Source")),
                (t.PREF_LABEL, Literal(source.name)),
                (kg("kind"), Literal(source.kind)),
                (kg("country"), given(self.country, source.country)),
            )
        return node

    def place(self, place: Place) -> NamedNode:
        """Where something happens; whether that is certain is the event's affair."""
        key = [place.name, place.country, *(None if x is None else repr(x) for x in (place.lat, place.lon))]
        if place.kind is not None or place.region is not None:
            key += [place.kind, place.region]
        node = NamedNode(ns.PLACE + ns.digest(*key))
        if self.first(node.value):
            say(
                self.share,
                node,
                (t.RDF_TYPE, kg("Place")),
                (t.PREF_LABEL, Literal(place.name)),
                (kg("placeKind"), given(Literal, place.kind)),
                (kg("region"), given(Literal, place.region)),
                (kg("inCountry"), given(self.country, place.country)),
            )
            if place.lat is not None and place.lon is not None:
                geometry = NamedNode(node.value + "#geometry")
                wkt = f"POINT({t.plain_number(place.lon)} {t.plain_number(place.lat)})"
                self.share(node, t.GEOMETRY, geometry)
                self.share(geometry, t.RDF_TYPE, NamedNode(ns.GEO + "Geometry"))
                self.share(geometry, t.AS_WKT, Literal(wkt, datatype=t.WKT))
        return node
