"""Which articles, entities and events of a graph are meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from kg.core.errors import InputError, KgError
from kg.core.event import Event
from kg.entities.nearest import did_you_mean, known_as, nearest
from kg.rdf import namespaces as ns
from kg.rdf.acts import Acts
from kg.rdf.shared import Shared
from kg.rdf.terms import XSD_URI
from kg.store import Store


def article_iris(store: Store) -> list[NamedNode]:
    """All articles, by day of publication and id."""
    sparql = (
        "SELECT ?a ?date ?id { ?a a kg:Article ; dcterms:identifier ?id OPTIONAL { ?a schema:datePublished ?date } }"
    )
    rows = [(r["date"].value if r["date"] else "", r["id"].value, r["a"]) for r in store.select(sparql)]
    return [iri for _, _, iri in sorted(rows, key=lambda row: row[:2])]


def titles(store: Store) -> dict[str, str]:
    """The headline of each article that has one, by article id."""
    sparql = "SELECT ?id ?title { ?a a kg:Article ; dcterms:identifier ?id ; schema:headline ?title } ORDER BY ?id"
    return {row["id"].value: row["title"].value for row in store.select(sparql)}


def as_acts(events: Iterable[Event], acts: Acts) -> Iterator[Event]:
    """Of events that tell one act, only the one that stands for it, with what is known of the reports of it."""
    for event in events:
        if event.id in acts.reports:
            yield replace(event, reports=acts.reports[event.id])
        elif event.id not in acts.retold:
            yield event


def entity_ids(name: str, shared: Shared) -> frozenset[str]:
    """The ids that a name or an id means: in this graph first, then in the knowledge base.

    Raises:
        InputError: Nobody is called so; the message gives the names that are most like it.
    """
    found = _named(name, shared) or known_as(name)
    if not found:
        known = {e.id: e.name for e in shared.capacities.values()}
        raise InputError(f"nobody is called {name!r}{did_you_mean(name, known, elsewhere=True)}")
    return frozenset(found)


def source_keys(name: str, shared: Shared) -> frozenset[str]:
    """Ids, and names in small letters, of the sources of claims that a name or an id means.

    Raises:
        InputError: Nobody is called so.
    """
    word = name.strip().casefold()
    outlets = {s.name for s in shared.sources.values()}
    found = _named(name, shared) or known_as(name)
    found |= {outlet.casefold() for outlet in outlets if outlet.casefold() == word}
    if not found:
        known = {e.id: e.name for e in shared.capacities.values()}
        like = nearest(name, outlets)
        hint = f"; did you mean {' or '.join(like)}?" if like else did_you_mean(name, known)
        raise InputError(f"no source is called {name!r}{hint}")
    return frozenset(found)


def article_ids(name: str, store: Store) -> frozenset[str]:
    """The id of the article with an id, an address or a title.

    Raises:
        InputError: There is none.
    """
    words = Literal(name)
    asked = (
        f"{{ ?a dcterms:identifier {words} }} UNION {{ ?a schema:headline {words} }} "
        f"UNION {{ ?a schema:url {Literal(name, datatype=XSD_URI)} }}"
    )
    sparql = f"SELECT ?id {{ {asked} ?a a kg:Article ; dcterms:identifier ?id }}"
    if found := frozenset(row["id"].value for row in store.select(sparql)):
        return found
    called = """SELECT ?called { ?a a kg:Article ; dcterms:identifier|schema:url|schema:headline ?called }"""
    like = nearest(name, {row["called"].value for row in store.select(called)})
    hint = f"; did you mean {' or '.join(like)}?" if like else ""
    raise InputError(f"no article {name!r}{hint}")


def _named(name: str, shared: Shared) -> set[str]:
    word = name.strip().casefold()
    entities = list(shared.capacities.values())
    return (
        {e.id for e in entities if e.id.casefold() == word}
        or {e.id for e in entities if e.name.casefold() == word}
        or {e.country for e in entities if e.country and e.country.casefold() == word}
    )


def event_iri(store: Store, event_id: str) -> tuple[NamedNode, NamedNode]:
    """The IRIs of an event and of its article.

    Args:
        store: Where to look.
        event_id: The event's id, the beginning of it, or its IRI.

    Raises:
        KgError: There is no such event, or more than one.
    """
    wanted = ns.decode(event_id.strip().removeprefix("event:"), ns.EVENT)
    node = ns.event_iri(wanted)
    exact = [row["article"] for row in store.select(f"SELECT ?article {{ {node} kg:article ?article }}")]
    if exact:
        found = {node.value: exact[0]}
    else:
        starts = f"STRSTARTS(STR(?event), {Literal(node.value)})"
        sparql = f"SELECT ?event ?article {{ ?event a kg:Event ; kg:article ?article FILTER({starts}) }}"
        found = {row["event"].value: row["article"] for row in store.select(sparql)} if wanted else {}
    if not found:
        raise KgError(f"no event {wanted!r} in {store.name}; `kg triples` lists them in its column event")
    if len(found) > 1:
        some = ", ".join(sorted(ns.decode(i, ns.EVENT) for i in found)[:5])
        raise KgError(f"{wanted!r} is the beginning of {len(found)} events: {some} …; write more of it")
    iri, article = next(iter(found.items()))
    return NamedNode(iri), article
