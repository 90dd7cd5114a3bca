"""The IRIs of the graph: which namespace a thing lives in, and how an identifier becomes an IRI and back.

An IRI is made from an identifier either by percent-encoding it (entities, events, concepts: readable, and reversible)
or by hashing it (articles, places, sources, runs: whatever the identifier holds, the IRI stays short and harmless).
Nothing here depends on a run, so the same input always gets the same IRIs.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

BASE = "https://w3id.org/geopolitical-kg/"

KG = BASE + "ontology#"
PLOVER = BASE + "plover#"
ENTITY = BASE + "entity/"
EVENT = BASE + "event/"
ARTICLE = BASE + "article/"
PASSAGE = BASE + "passage/"
MENTION = BASE + "mention/"
UNNAMED = BASE + "unnamed/"
LOSS = BASE + "loss/"
ANNOTATION = BASE + "annotation/"
SELECTOR = BASE + "selector/"
PLACE = BASE + "place/"
SOURCE = BASE + "source/"
CAPACITY = BASE + "capacity/"
CONCEPT = BASE + "concept/"
RELATION = BASE + "relation/"
RUN = BASE + "run/"
GRAPH = BASE + "graph/"
MERGED = BASE + "merged/"

DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
GEO = "http://www.opengis.net/ont/geosparql#"
GEOF = "http://www.opengis.net/def/function/geosparql/"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TIME = "http://www.w3.org/2006/time#"
WIKIDATA = "http://www.wikidata.org/entity/"
XSD = "http://www.w3.org/2001/XMLSchema#"

#: Prefix -> namespace, bound in every query and every export.
PREFIXES: dict[str, str] = {
    "kg": KG, "plover": PLOVER, "entity": ENTITY, "event": EVENT, "article": ARTICLE, "passage": PASSAGE,
    "mention": MENTION, "unnamed": UNNAMED, "loss": LOSS, "annotation": ANNOTATION, "selector": SELECTOR,
    "place": PLACE, "source": SOURCE, "capacity": CAPACITY, "concept": CONCEPT, "relation": RELATION, "run": RUN,
    "graph": GRAPH, "merged": MERGED,
    "dc": DC, "dcterms": DCTERMS, "foaf": FOAF, "geo": GEO, "geof": GEOF, "oa": OA, "org": ORG, "owl": OWL,
    "prov": PROV, "rdf": RDF, "rdfs": RDFS, "schema": SCHEMA, "sem": SEM, "sh": SH, "skos": SKOS, "time": TIME,
    "wd": WIKIDATA, "xsd": XSD,
}  # fmt: skip

# Some graphs are shared by all articles; every other graph is one article's, and bears the article's IRI.
# A triple stands in one graph only: then the union of all graphs has no doubles on any SPARQL engine.
ENTITIES_GRAPH = NamedNode(GRAPH + "entities")
SHORTCUTS_GRAPH = NamedNode(GRAPH + "shortcuts")
BACKGROUND_GRAPH = NamedNode(GRAPH + "background")
RUNS_GRAPH = NamedNode(GRAPH + "runs")
ONTOLOGY_GRAPH = NamedNode(GRAPH + "ontology")
MERGED_GRAPH = NamedNode(GRAPH + "merged")
SHARED_GRAPHS = (ENTITIES_GRAPH, BACKGROUND_GRAPH, SHORTCUTS_GRAPH, RUNS_GRAPH, ONTOLOGY_GRAPH, MERGED_GRAPH)

#: In a query: of the events that tell one act only that which stands for it.
ACTS = "FILTER NOT EXISTS { ?event kg:retells ?again }"

STORE_NODE = NamedNode(BASE + "store")

# Hex digits that tell apart those whom the same words of one article mean: of a handful, 32 bits are enough.
_SHORT = 8

_DOT_SEGMENT = re.compile(r"(?:^|/)\.{1,2}(?:/|$)")
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_\-]*$")


def digest(*parts: str | None) -> str:
    """A short hash (24 hex digits, 96 bits) of some strings; None and "" differ.

    Example:
        >>> digest("a", "b") == digest("ab")
        False
    """
    key = "\x1f".join("\x00" if p is None else p for p in parts)
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def encode(identifier: str) -> str:
    """Percent-encode an identifier, so that it can stand in an IRI; :func:`decode` gives it back.

    Example:
        >>> encode("mmr/protesters"), encode("a b>")
        ('mmr/protesters', 'a%20b%3E')
    """
    path = quote(identifier, safe="/")
    # "." and ".." would be resolved away by whoever treats the IRI as a path.
    return path.replace(".", "%2E") if _DOT_SEGMENT.search(path) else path


def decode(iri: NamedNode | str, namespace: str) -> str:
    """The identifier that an IRI in a namespace was made from."""
    value = iri if isinstance(iri, str) else iri.value
    return unquote(value.removeprefix(namespace))


@lru_cache(maxsize=1 << 16)
def entity_iri(entity_id: str) -> NamedNode:
    """The IRI of an entity.

    Example:
        >>> entity_iri("RUS").value
        'https://w3id.org/geopolitical-kg/entity/RUS'
    """
    return NamedNode(ENTITY + encode(entity_id))


def event_iri(event_id: str) -> NamedNode:
    """The IRI of an event."""
    return NamedNode(EVENT + encode(event_id))


def concept_iri(concept_id: str) -> NamedNode:
    """The IRI of the concept that a theme is linked to."""
    return NamedNode(CONCEPT + encode(concept_id))


def article_iri(article_id: str) -> NamedNode:
    """The IRI of an article, and of its named graph."""
    return NamedNode(ARTICLE + digest(article_id))


def passage_iri(article: NamedNode, start: int, end: int) -> NamedNode:
    """The IRI of a stretch of an article, short enough to be written with a prefix.

    Example:
        >>> compact(passage_iri(article_iri("a1"), 0, 78).value)
        'passage:f55ff16f66f43360266b95db-0-78'
    """
    return NamedNode(f"{PASSAGE}{_hash_of(article)}-{start}-{end}")


def mention_iri(article: NamedNode, start: int, end: int, whom: str) -> NamedNode:
    """The IRI of a mention: of a stretch of an article as the words for somebody.

    Args:
        article: The IRI of the article.
        start: First character.
        end: One past the last.
        whom: What tells him from others whom the same words mean.
    """
    return NamedNode(f"{MENTION}{_hash_of(article)}-{start}-{end}-{digest(whom)[:_SHORT]}")


def unnamed_iri(article: NamedNode, start: int, end: int, *parts: str | None) -> NamedNode:
    """The IRI of somebody who is only described, in one event."""
    return NamedNode(f"{UNNAMED}{_hash_of(article)}-{start}-{end}-{digest(*parts)[:_SHORT]}")


def loss_iri(event_id: str, kind: str) -> NamedNode:
    """The IRI of what an event cost, of one kind."""
    return NamedNode(f"{LOSS}{encode(event_id)}-{kind}")


def _hash_of(article: NamedNode) -> str:
    return article.value.removeprefix(ARTICLE)


@lru_cache(maxsize=4096)
def kg(name: str) -> NamedNode:
    """A term of the core ontology."""
    return NamedNode(KG + name)


@lru_cache(maxsize=4096)
def plover(name: str) -> NamedNode:
    """A concept of the PLOVER schemes: ``plover("CONSULT")``, ``plover("CONSULT-visit")``, ``plover("military")``."""
    return NamedNode(PLOVER + name)


def compact(iri: str) -> str:
    """An IRI as a prefixed name where one of our prefixes fits and no escape is needed, else unchanged.

    Example:
        >>> compact("https://w3id.org/geopolitical-kg/entity/RUS")
        'entity:RUS'
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _BY_NAMESPACE.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and _LOCAL.match(iri[cut:]) else iri


def shortened(iri: str) -> str:
    """An IRI as a person would write it, under the longest of our prefixes that fits, even where that is no syntax."""
    fitting = [(len(space), name) for name, space in PREFIXES.items() if iri.startswith(space) and iri != space]
    length, name = max(fitting, default=(0, ""))
    return f"{name}:{iri[length:]}" if length else iri


def prologue() -> str:
    """The PREFIX lines of every namespace, on one line so that line numbers in error messages stay right."""
    return " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()) + " "


_BY_NAMESPACE = {iri: prefix for prefix, iri in PREFIXES.items()}
