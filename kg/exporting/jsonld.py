"""JSON-LD that a person can read: short names, a context that says what they mean, a named graph per article."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import IO, Any

from pyoxigraph import Literal, NamedNode

from kg.exporting.base import Format, register
from kg.exporting.quads import graph_sections
from kg.rdf import namespaces as ns
from kg.rdf import ontology
from kg.rdf.namespaces import PREFIXES, compact

_TYPE = ns.RDF + "type"

# Properties of other vocabularies that the mapping writes: local name -> what its values are.
_BORROWED: dict[str, str | None] = {
    "dcterms:identifier": None, "schema:articleBody": None, "schema:headline": None, "schema:datePublished": "xsd:date",
    "schema:url": "xsd:anyURI", "schema:sameAs": "@id", "sem:hasBeginTimeStamp": "xsd:date",
    "sem:hasEndTimeStamp": "xsd:date", "sem:hasPlace": "@id", "sem:hasActor": "@id", "prov:wasGeneratedBy": "@id",
    "prov:wasDerivedFrom": "@id", "oa:motivatedBy": "@id", "oa:hasBody": "@id", "oa:hasTarget": "@id",
    "oa:hasSource": "@id", "oa:hasSelector": "@id", "oa:start": "xsd:integer", "oa:end": "xsd:integer",
    "oa:exact": None, "geo:hasDefaultGeometry": "@id", "geo:asWKT": "geo:wktLiteral", "org:member": "@id",
    "org:organization": "@id", "rdfs:label": None, "skos:prefLabel": None, "skos:altLabel": None, "skos:notation": None,
}  # fmt: skip


def context() -> dict[str, Any]:
    """The context: prefixes, and the properties by their own names with the type of their values.

    Made from the ontology, so it knows every term that the ontology declares.
    """
    terms: dict[str, Any] = dict(sorted(PREFIXES.items()))
    for name, kind in _properties().items():
        short = name.partition(":")[2]
        if short in terms:
            short = name
        # Plain text needs no type, but must not be taken for anything else.
        terms[short] = {"@id": name, "@type": kind} if kind else name
    return terms


def write_jsonld(graphs: Iterable[tuple[NamedNode, list[Any]]], output: IO[bytes]) -> None:
    """Write graphs one after another; memory stays that of one graph.

    Args:
        graphs: Each with its quads, sorted by subject.
        output: Open to write bytes.
    """
    names = {v["@id"] if isinstance(v, dict) else v: k for k, v in context().items()}
    output.write(b'{"@context": ' + _json(context()) + b',\n"@graph": [')
    for number, (graph, quads) in enumerate(graphs):
        output.write(b",\n" if number else b"\n")
        nodes: dict[str, dict[str, Any]] = {}
        for quad in quads:
            node = nodes.setdefault(quad.subject.value, {"@id": compact(quad.subject.value)})
            if quad.predicate.value == _TYPE:
                node.setdefault("@type", []).append(compact(quad.object.value))
                continue
            curie = compact(quad.predicate.value)
            name = names.get(curie, curie)
            node.setdefault(name, []).append(_value(quad.object, _properties().get(curie, "")))
        for node in nodes.values():
            for name, values in node.items():
                if isinstance(values, list) and len(values) == 1:
                    node[name] = values[0]
        output.write(_json({"@id": compact(graph.value), "@graph": list(nodes.values())}))
    output.write(b"\n]}\n")


@cache
def _properties() -> dict[str, str | None]:
    """Every property that the mapping writes, as a prefixed name: "@id", a datatype, or None for plain text."""
    found: dict[str, str | None] = {}
    for q in ontology.vocabulary():
        if q.subject.value.startswith(ns.KG) and q.predicate.value == ns.RDFS + "range":
            kind = compact(q.object.value)
            found[compact(q.subject.value)] = (
                None if kind == "xsd:string" else kind if kind.startswith("xsd:") else "@id"
            )
    return found | _BORROWED


def _value(term: Any, kind: str | None) -> Any:
    """A term as JSON-LD writes it under a property whose values are of a kind ("" where none is known)."""
    if isinstance(term, NamedNode):
        return compact(term.value) if kind == "@id" else {"@id": compact(term.value)}
    assert isinstance(term, Literal)
    datatype = compact(term.datatype.value)
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if datatype == "xsd:string":
        return term.value if kind is None or kind == "" else {"@value": term.value}
    return term.value if kind == datatype else {"@value": term.value, "@type": datatype}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")


register(
    Format(
        "jsonld",
        "RDF as JSON, with a readable context, the evidence as Web Annotation",
        lambda graph, output: write_jsonld(graph_sections(graph.store, full=True), output),
    )
)
