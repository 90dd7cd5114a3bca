"""Which articles, entities and events of a graph are meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from kg.core.errors import KgError
from kg.core.event import Event
from kg.core.records import Entity
from kg.entities.knowledge import known_as
from kg.rdf import namespaces as ns
from kg.rdf.namespaces import ENTITIES_GRAPH, RUNS_GRAPH
from kg.rdf.reading import Shared, read_extractions
from kg.store import Store


def article_iris(store: Store, entity_ids: frozenset[str] | None, eventful: bool = False) -> list[NamedNode]:
    """Articles in order; only those that mention one of some entities, or somebody of that country."""
    about = "?event kg:article ?a . ?event a kg:Event . " if eventful else ""
    if entity_ids is not None:
        values = " ".join(str(ns.entity_iri(e)) for e in sorted(entity_ids))
        about = (
            f"VALUES ?entity {{ {values} }} "
            "{ ?capacity kg:entity|kg:country ?entity . GRAPH ?a { ?mention kg:inCapacity ?capacity } } "
            "UNION { GRAPH ?a { ?somebody a kg:UnnamedParticipant ; kg:country ?entity } } "
        )
    sparql = (
        f"SELECT DISTINCT ?a ?date ?id {{ {about} ?a a kg:Article ; dcterms:identifier ?id . "
        "OPTIONAL { ?a schema:datePublished ?date } }"
    )
    rows = [(r["date"].value if r["date"] else "", r["id"].value, r["a"]) for r in store.select(sparql)]
    return [iri for _, _, iri in sorted(rows, key=lambda row: row[:2])]


def shared_of(store: Store) -> Shared:
    """What all articles of a store share: who is meant by which node, and which run read what."""
    return Shared.read(store.quads(ENTITIES_GRAPH), store.quads(RUNS_GRAPH))


def all_events(store: Store) -> Iterator[Event]:
    """Every event, in the order of :meth:`kg.graph.KnowledgeGraph.events`."""
    for extraction in read_extractions(store, article_iris(store, None, eventful=True), shared_of(store)):
        yield from extraction.events


def retold(store: Store) -> dict[str, str]:
    """For each event that tells an act again, as merging found: the event that tells it first."""
    rows = store.select("SELECT ?again ?first { ?again kg:retells ?first }")
    return {ns.decode(row["again"], ns.EVENT): ns.decode(row["first"], ns.EVENT) for row in rows}


def entity_ids(entity: str | Iterable[str], shared: Shared) -> frozenset[str]:
    """The ids that some names or ids mean: in this graph first, then in the knowledge base."""
    wanted = [entity] if isinstance(entity, str) else list(entity)
    found: set[str] = set()
    by_name: Callable[[Entity], str] = lambda e: e.name.casefold()  # noqa: E731
    entities = list(shared.capacities.values())
    for name in wanted:
        word = name.strip().casefold()
        ids = {e.id for e in entities if e.id.casefold() == word} or {e.id for e in entities if by_name(e) == word}
        ids = ids or {e.country for e in entities if e.country and e.country.casefold() == word}
        found |= ids or known_as(name)
    return frozenset(found)


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
