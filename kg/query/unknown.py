"""Terms of a query that the graph does not have: a misspelt property, an entity that nobody is.

An answer without rows looks like a finding.  Where the question had a term that cannot match, that is said instead.
"""

from __future__ import annotations

import re
import warnings
from functools import cache

from pyoxigraph import NamedNode

from kg.entities.knowledge import Knowledge
from kg.entities.nearest import did_you_mean, nearest
from kg.rdf import namespaces as ns
from kg.rdf import ontology, terms
from kg.rdf.namespaces import ENTITY, PREFIXES
from kg.rdf.shared import Shared
from kg.store import Store

# Comments, strings and IRIs, of which only the last matter, and names with a prefix.
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#[^\n]*'
    r"|<(?P<iri>[^<>\"{}|^`\\\s]*)>|(?P<prefix>[A-Za-z][\w.-]*)?:(?P<local>(?:[\w:%-]|\\.|\.(?=[\w:%-]))+)",
    re.S,
)
_DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w.-]*)?:\s*<([^<>]*)>", re.I)


class UnknownTermWarning(UserWarning):
    """A query names what no triple of the graph has."""


def check(store: Store, sparql: str) -> None:
    """Tell of a term that cannot match: a term of the vocabularies in use that no triple has, an entity that nobody is.

    Warns:
        UnknownTermWarning: There is such a term; the message gives the nearest.
    """
    for iri, written in _iris(sparql).items():
        if iri in _known() or not iri.startswith(_VOCABULARIES) or _is_there(store, iri):
            continue
        nothing = f"no triple of {store.name} has {written}"
        told = _nobody(store, iri, written) if iri.startswith(ENTITY) else nothing + _like(iri)
        if told is not None:
            warnings.warn(told, UnknownTermWarning, stacklevel=4)


_VOCABULARIES = tuple(
    PREFIXES[name] for name in ("kg", "plover", "entity", "sem", "oa", "prov", "org", "geo", "time", "schema")
)


def _like(iri: str) -> str:
    found = nearest(ns.shortened(iri), (ns.shortened(known) for known in _known()))
    return f"; did you mean {' or '.join(found)}?" if found else ""


def _nobody(store: Store, iri: str, written: str) -> str | None:
    """What to say of an entity that the graph does not have; None if it is somebody of whom it tells nothing."""
    kb, id_ = Knowledge.load(), ns.decode(iri, ENTITY)
    if id_ in {entity.id for entity in kb.entities()}:
        return None
    shared = Shared.read(store)
    known = {entity.id: entity.name for entity in shared.capacities.values()}
    name = id_.replace("_", " ").replace("-", " ")
    meant = kb.lookup(name)
    like = f"; {meant[0].name} is entity:{meant[0].id}" if meant else did_you_mean(name, known, elsewhere=True)
    return f"nobody has the id of {written}{like}"


def _is_there(store: Store, iri: str) -> bool:
    node = NamedNode(iri)
    return bool(store.query(f"ASK {{ {{ {node} ?p ?o }} UNION {{ ?s {node} ?o }} UNION {{ ?s ?p {node} }} }}"))


def _iris(sparql: str) -> dict[str, str]:
    """The IRIs in a query, and how each is written."""
    prefixes = PREFIXES | dict(_DECLARED.findall(sparql))
    found: dict[str, str] = {}
    for token in _TOKEN.finditer(sparql):
        prefix, local = token["prefix"], token["local"]
        if token["iri"]:
            found.setdefault(token["iri"], f"<{token['iri']}>")
        elif prefix in prefixes and local:
            found.setdefault(prefixes[prefix] + re.sub(r"\\(.)", r"\1", local), f"{prefix}:{local}")
    return found


@cache
def _known() -> frozenset[str]:
    """The terms of the ontology and of PLOVER, what they point to, and what the mapping writes; and bare namespaces."""
    triples = ontology.vocabulary()
    written = {value.value for value in vars(terms).values() if isinstance(value, NamedNode)}
    said = {n.value for q in triples for n in (q.subject, q.predicate, q.object) if isinstance(n, NamedNode)}
    return frozenset(written | said | set(PREFIXES.values()))
