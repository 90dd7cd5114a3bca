"""The terms that the mapping writes and the way back reads, and the one form of each kind of literal."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.core.plover import Precision
from kg.rdf import namespaces as ns

#: What can stand in a triple.
Term = NamedNode | BlankNode | Literal

RDF_TYPE = NamedNode(ns.RDF + "type")
LABEL = NamedNode(ns.RDFS + "label")
PREF_LABEL = NamedNode(ns.SKOS + "prefLabel")
NOTATION = NamedNode(ns.SKOS + "notation")
SAME_AS = NamedNode(ns.SCHEMA + "sameAs")
IDENTIFIER = NamedNode(ns.DCTERMS + "identifier")
HEADLINE = NamedNode(ns.SCHEMA + "headline")
BODY = NamedNode(ns.SCHEMA + "articleBody")
PUBLISHED = NamedNode(ns.SCHEMA + "datePublished")
URL = NamedNode(ns.SCHEMA + "url")
BEGIN = NamedNode(ns.SEM + "hasBeginTimeStamp")
END = NamedNode(ns.SEM + "hasEndTimeStamp")
HAS_PLACE = NamedNode(ns.SEM + "hasPlace")
GENERATED_BY = NamedNode(ns.PROV + "wasGeneratedBy")
START = NamedNode(ns.OA + "start")
STOP = NamedNode(ns.OA + "end")
EXACT = NamedNode(ns.OA + "exact")
GEOMETRY = NamedNode(ns.GEO + "hasDefaultGeometry")
AS_WKT = NamedNode(ns.GEO + "asWKT")
MEMBER = NamedNode(ns.ORG + "member")
ORGANIZATION = NamedNode(ns.ORG + "organization")

XSD_DATE = NamedNode(ns.XSD + "date")
XSD_INTEGER = NamedNode(ns.XSD + "integer")
XSD_DECIMAL = NamedNode(ns.XSD + "decimal")
XSD_BOOLEAN = NamedNode(ns.XSD + "boolean")
XSD_URI = NamedNode(ns.XSD + "anyURI")
WKT = NamedNode(ns.GEO + "wktLiteral")

#: The class of each kind of entity.
KIND_CLASS: dict[str, str] = {
    "country": "Country", "government": "Government", "person": "Person", "organisation": "Organisation",
    "company": "Company", "armed_group": "ArmedGroup", "people": "People", "place": "Place",
}  # fmt: skip

#: The property of each predicate of a relation.
RELATION_PROPERTY: dict[str, str] = {
    "holds_office": "holdsOffice", "spokesman_of": "spokesmanOf", "member_of": "memberOf", "located_in": "locatedIn",
    "part_of": "partOf", "capital_of": "capitalOf", "allied_with": "alliedWith",
}  # fmt: skip

PRECISION_UNIT: dict[Precision, NamedNode] = {
    p: NamedNode(f"{ns.TIME}unit{p.value.capitalize()}") for p in Precision
}  # fmt: skip


def plain_number(value: float) -> str:
    """A number without exponent, in the one form that every store gives back unchanged.

    Example:
        >>> plain_number(1.0), plain_number(1e-05)
        ('1', '0.00001')
    """
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=4096)
def decimal_literal(value: float) -> Literal:
    """An xsd:decimal."""
    return Literal(plain_number(value), datatype=XSD_DECIMAL)


def integer_literal(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=XSD_INTEGER)


def boolean_literal(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD_BOOLEAN)


@lru_cache(maxsize=1 << 14)
def date_literal(value: dt.date) -> Literal:
    """An xsd:date."""
    return Literal(value.isoformat(), datatype=XSD_DATE)
