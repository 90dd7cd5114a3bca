"""The ontology files that the package brings along."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.rdf import namespaces as ns
from kg.rdf.namespaces import ONTOLOGY_GRAPH

FILES = ("core.ttl", "plover.ttl", "shapes.ttl")


def path(name: str) -> Path:
    """Where an ontology file is, installed or in a checkout.

    Args:
        name: "core.ttl", "plover.ttl" or "shapes.ttl".
    """
    package = Path(__file__).parent.parent
    installed = package / "ontologies" / name
    return installed if installed.exists() else package.parent / "ontologies" / name


@cache
def vocabulary() -> tuple[Any, ...]:
    """The core ontology and the PLOVER concepts, as they stand in every store: labels, quad classes, scores."""
    triples = [t for name in FILES[:2] for t in ox.parse(path=str(path(name)), format=ox.RdfFormat.TURTLE)]
    return tuple(Quad(t.subject, t.predicate, t.object, ONTOLOGY_GRAPH) for t in triples)


@cache
def fingerprint() -> str:
    """A hash of the vocabulary; a store with another one gets the vocabulary anew."""
    return ns.digest(*(path(name).read_text("utf-8") for name in FILES[:2]))


@cache
def concepts() -> dict[str, frozenset[NamedNode]]:
    """The class of each concept of the vocabulary: ``concepts()[kg:Status's IRI]`` are the statuses."""
    classes: dict[str, set[NamedNode]] = {}
    for quad in vocabulary():
        if quad.predicate.value == ns.RDF + "type" and isinstance(quad.object, NamedNode):
            assert isinstance(quad.subject, NamedNode)
            classes.setdefault(quad.object.value, set()).add(quad.subject)
    return {name: frozenset(found) for name, found in classes.items()}


@cache
def superclasses() -> dict[str, frozenset[NamedNode]]:
    """The classes right above each class of the vocabulary."""
    above: dict[str, set[NamedNode]] = {}
    for quad in vocabulary():
        if quad.predicate.value == ns.RDFS + "subClassOf":
            above.setdefault(quad.subject.value, set()).add(quad.object)
    return {name: frozenset(found) for name, found in above.items()}
