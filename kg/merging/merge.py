"""Finds the acts that several articles tell of, and writes them to a graph of their own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.merging.aliases import Aliases
from kg.merging.likeness import WINDOW, Telling, copied, likeness
from kg.model import Event
from kg.plover import Status
from kg.rdf import namespaces as ns
from kg.rdf.description import known_entity
from kg.rdf.namespaces import MERGED_GRAPH, kg
from kg.rdf.terms import RDF_TYPE, XSD_INTEGER
from kg.store import Store


@dataclass(slots=True)
class Merged:
    """One act, told by several articles.

    Attributes:
        events: The events, that of the first article first.
        reasons: Why each of them but the first is the same act.
    """

    events: list[Event]
    reasons: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Derived from the first event, so that it stays when more are told."""
        return ns.digest("merged", self.events[0].id)

    @property
    def corroboration(self) -> int:
        """How many articles tell it in words of their own; copies of one text count once."""
        own: list[Event] = []
        for event in self.events:
            if not any(copied(event, other) for other in own):
                own.append(event)
        return len(own)

    @property
    def disputed(self) -> bool:
        """Whether some say it was and some say it was not."""
        denied = sum(e.status is Status.DENIED for e in self.events)
        return 0 < denied < len(self.events)


def merge(store: Store, aliases: Aliases | None = None) -> tuple[list[Merged], dict[str, tuple[str, str]]]:
    """Find what is told more than once, and write it to the graph of merged events.

    Args:
        store: Open to write.
        aliases: What the user says of names.

    Returns:
        The merged events, and for each id that another one stands for, that one and why.

    Example:
        >>> import kg
        >>> one = {"id": "a", "text": "Iran attacked Iraq on Friday.", "date": "2023-03-19"}
        >>> graph = kg.build([one])
        >>> merge(graph.store)
        ([], {})
    """
    from kg.graph import KnowledgeGraph

    stands_for = _actors(store, aliases or Aliases())
    events = KnowledgeGraph(store).events()
    merged = sorted(clusters(events, {i: to for i, (to, _) in stands_for.items()}), key=lambda m: m.id)
    wanted = {str(q): q for q in _quads(merged, stands_for)}
    had = {str(q): q for q in store.quads(MERGED_GRAPH)}
    store.remove([had[key] for key in sorted(had.keys() - wanted.keys())])
    store.add([wanted[key] for key in sorted(wanted.keys() - had.keys())])
    return merged, stands_for


def undo(store: Store) -> None:
    """Take all merging back; the events are as they were."""
    store.replace([MERGED_GRAPH], [])


def is_merged(store: Store) -> bool:
    """Whether a store has been merged; it is then kept so when articles come or go."""
    return bool(store.query(f"ASK {{ GRAPH {MERGED_GRAPH} {{ ?s ?p ?o }} }}"))


def clusters(events: Iterable[Event], stands_for: Mapping[str, str]) -> Iterator[Merged]:
    """Groups of events that are the same act, of one article at most one each.

    Args:
        events: In the order of publication.
        stands_for: Which id stands for which.
    """
    open_: dict[str, list[tuple[list[Telling], Merged]]] = defaultdict(list)
    today: dt.date | None = None
    for event in events:
        if event.published is None:
            continue  # without a day nothing says that two acts are one
        if event.published != today:
            today = event.published
            for key, groups in list(open_.items()):
                for _, group in groups:
                    if not _recent(group, today):
                        yield from _closed(group)
                open_[key] = [g for g in groups if _recent(g[1], today)]
        telling = Telling.of(event, stands_for)
        best: tuple[float, list[Telling], Merged, str] | None = None
        for tellings, group in open_[telling.kind]:
            if any(t.event.article == event.article for t in tellings):
                continue
            for other in tellings:
                found = likeness(other, telling)
                if found and (best is None or found.score > best[0]):
                    best = (found.score, tellings, group, found.reason)
        if best is None:
            open_[telling.kind].append(([telling], Merged([event])))
        else:
            best[1].append(telling)
            best[2].events.append(event)
            best[2].reasons.append(best[3])
    for groups in open_.values():
        for _, group in groups:
            yield from _closed(group)


def _recent(group: Merged, today: dt.date) -> bool:
    last = group.events[-1].published
    return last is not None and (today - last).days <= WINDOW


def _closed(group: Merged) -> Iterator[Merged]:
    if len(group.events) > 1:
        yield group


def _actors(store: Store, aliases: Aliases) -> dict[str, tuple[str, str]]:
    people: dict[str, str] = {}
    others: dict[str, str] = {}
    for row in store.select("SELECT ?e ?name { ?e skos:prefLabel ?name ; a ?class }"):
        if row["e"].value.startswith(ns.ENTITY):
            others[ns.decode(row["e"], ns.ENTITY)] = row["name"].value
    for row in store.select("SELECT ?e { ?e a kg:Person }"):
        entity = ns.decode(row["e"], ns.ENTITY)
        if entity in others and known_entity(entity) is None:
            people[entity] = others.pop(entity)
    return aliases.resolve(people, others)


def _quads(merged: Iterable[Merged], stands_for: Mapping[str, tuple[str, str]]) -> Iterator[Quad]:
    def quad(s: NamedNode, p: NamedNode, o: NamedNode | Literal) -> Quad:
        return Quad(s, p, o, MERGED_GRAPH)

    for group in merged:
        node = NamedNode(ns.MERGED + group.id)
        first, *rest = (ns.event_iri(e.id) for e in group.events)
        yield quad(node, RDF_TYPE, kg("MergedEvent"))
        yield quad(node, kg("representative"), first)
        yield quad(node, kg("corroboration"), Literal(str(group.corroboration), datatype=XSD_INTEGER))
        for event in group.events:
            yield quad(node, kg("mergedFrom"), ns.event_iri(event.id))
            side = "deniedIn" if event.status is Status.DENIED else "statedIn"
            yield quad(node, kg(side), ns.article_iri(event.article))
        for again, reason in zip(rest, group.reasons, strict=True):
            yield quad(again, kg("retells"), first)
            yield quad(again, kg("mergeReason"), Literal(reason))
    for entity, (other, reason) in sorted(stands_for.items()):
        yield quad(ns.entity_iri(entity), kg("sameActorAs"), ns.entity_iri(other))
        yield quad(ns.entity_iri(entity), kg("mergeReason"), Literal(reason))
