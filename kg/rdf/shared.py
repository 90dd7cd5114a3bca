"""What articles share, read back: as whom they present an entity, places, sources, and who read which article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.core.event import Place, Source
from kg.core.records import Entity
from kg.rdf import namespaces as ns
from kg.rdf.asking import joined, values
from kg.rdf.namespaces import RUNS_GRAPH

if TYPE_CHECKING:
    from kg.rdf.asking import QuadSource

_POINT = re.compile(r"POINT\((\S+) (\S+)\)")


@dataclass(slots=True)
class Shared:
    """What articles share, read once: capacities, places, sources, and which extractor read which article."""

    capacities: dict[str, Entity] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    extractors: dict[str, str] = field(default_factory=dict)
    extractor: str | None = None

    def extractor_of(self, article: str) -> str:
        """The extractor of the run that read an article, by its IRI."""
        # One without a mark was being written to a remote store when the writer was stopped.
        return self.extractor or self.extractors.get(article, "")

    @classmethod
    def read(cls, store: QuadSource, nodes: Sequence[str] | None = None) -> Shared:
        """From a store.

        Args:
            store: What holds it.
            nodes: IRIs of the capacities, places and sources that are needed; None for all.
        """
        shared = cls()
        given = "" if nodes is None else f"VALUES ?node {{ {' '.join(f'<{iri}>' for iri in nodes)} }}"
        if nodes is None or nodes:
            shared.capacities = read_capacities(store, given)
            shared._read_places(store, given)
            shared._read_sources(store, given)
        shared._read_runs(store)
        return shared

    def _read_places(self, store: QuadSource, given: str) -> None:
        always = ["?node a kg:Place", "?node skos:prefLabel ?name"]
        maybe = [
            "?node kg:inCountry ?country", "?node kg:placeKind ?kind", "?node kg:region ?region",
            "?node geo:hasDefaultGeometry ?geometry . ?geometry geo:asWKT ?wkt",
        ]  # fmt: skip
        found = f"SELECT ?node ?name ?country ?kind ?region ?wkt {{ {joined(given, always, maybe)} }}"
        for iri, name, country, kind, region, wkt in values(store, found):
            if iri.startswith(ns.PLACE):  # and is no entity of that class
                point = _POINT.match(wkt) if wkt else None
                lat, lon = (float(point[2]), float(point[1])) if point else (None, None)
                self.places[iri] = Place(name, _code(country), lat, lon, kind, region)

    def _read_sources(self, store: QuadSource, given: str) -> None:
        always = ["?node a kg:Source", "?node skos:prefLabel ?name", "?node kg:kind ?kind"]
        found = f"SELECT ?node ?name ?kind ?country {{ {joined(given, always, ['?node kg:country ?country'])} }}"
        for iri, name, kind, country in values(store, found):
            self.sources[iri] = Source(kind, None, name, _code(country))

    def _read_runs(self, store: QuadSource) -> None:
        named = f"GRAPH {RUNS_GRAPH} {{ ?run kg:extractor ?name }}"
        names = {name for (name,) in values(store, f"SELECT DISTINCT ?name {{ {named} }}")}
        if len(names) == 1:  # as it nearly always is: not to be kept for each of a million articles
            (self.extractor,) = names
        elif names:
            read = f"SELECT ?a ?name {{ GRAPH {RUNS_GRAPH} {{ ?a kg:processedBy ?run }} {named} }}"
            self.extractors = {article: str(name) for article, name in values(store, read)}


def read_capacities(store: QuadSource, given: str = "") -> dict[str, Entity]:
    """As whom articles present entities, by IRI; where a pattern is given, only those that fit it."""
    always = ["?node kg:entity ?entity", "?node rdfs:label ?name", "?node kg:kind ?kind"]
    maybe = ["?node kg:country ?country", "?node kg:sector ?sector", "?node kg:wikidata ?wikidata"]
    found = f"SELECT ?node ?entity ?name ?kind ?country ?sector ?wikidata {{ {joined(given, always, maybe)} }}"
    return {
        iri: Entity(ns.decode(entity, ns.ENTITY), name, kind, _code(country), sector, wikidata)
        for iri, entity, name, kind, country, sector, wikidata in values(store, found)
    }


def _code(country: str | None) -> str | None:
    return None if country is None else ns.decode(country, ns.ENTITY)
