"""Finds the acts that several articles tell of, and writes them to a graph of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.core.event import Event
from kg.core.plover import Status
from kg.merging.acts import Merged, united
from kg.merging.aliases import Aliases
from kg.merging.copies import Text, copies
from kg.merging.correcting import pairs
from kg.merging.corrections import Corrections
from kg.merging.groups import groups
from kg.rdf import namespaces as ns
from kg.rdf.acts import reports_quads
from kg.rdf.background import known_entity
from kg.rdf.columns import read_events
from kg.rdf.namespaces import MERGED_GRAPH, kg
from kg.rdf.terms import RDF_TYPE
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Report:
    """What was merged.

    Attributes:
        events: Acts that are told several times, sorted by id.
        actors: For each id that another one stands for: that one, and why.
        copies: For each article that is a near copy: the article that it is a copy of, and what part they share.
    """

    events: list[Merged]
    actors: dict[str, tuple[str, str]]
    copies: dict[str, tuple[str, float]]

    @property
    def originals(self) -> dict[str, str]:
        """For each article that is a near copy: the one that it is a copy of."""
        return {copy: original for copy, (original, _) in self.copies.items()}


def merge(store: Store, aliases: Aliases | None = None, corrections: Corrections | None = None) -> Report:
    """Find what is told more than once, and write it to the graph of merged events.

    Args:
        store: Open to write.
        aliases: What the user says of names; None for what was said when the store was merged before.
        corrections: What a person says of acts; None for what stands in the file of the store.

    Raises:
        InputError: A line of that file is not well formed.

    Example:
        >>> import kg
        >>> one = {"id": "a", "text": "Iran attacked Iraq on Friday.", "date": "2023-03-19"}
        >>> graph = kg.build([one])
        >>> merge(graph.store).events
        []
    """
    aliases = aliases or remembered(store)
    actors = aliases.resolve(*_names(store))
    corrections = Corrections.of_store(store) if corrections is None else corrections
    same, apart = pairs(store, corrections)
    found = clusters(_Events(store), {i: to for i, (to, _) in actors.items()}, same, apart)
    merged = sorted(found, key=lambda m: m.id)
    report = Report(merged, actors, copies(_by_day(store), lambda ids: _texts(store, _those(ids)), True))
    wanted = {str(q): q for q in _quads(report, aliases, corrections)}
    had = {str(q): q for q in store.quads(MERGED_GRAPH)}
    store.remove([had[key] for key in sorted(had.keys() - wanted.keys())])
    store.add([wanted[key] for key in sorted(wanted.keys() - had.keys())])
    return report


class _Events(Iterable[Event]):
    """All events of a store, read anew each time that they are gone through: they need not be held."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __iter__(self) -> Iterator[Event]:
        return read_events(self._store)


def undo(store: Store) -> None:
    """Take all merging back; the events are as they were."""
    store.replace([MERGED_GRAPH], [])


def is_merged(store: Store) -> bool:
    """Whether a store has been merged; it is then kept so when articles come or go."""
    return bool(store.query(f"ASK {{ GRAPH {MERGED_GRAPH} {{ {MERGED_GRAPH} a kg:Merging }} }}"))


def is_current(store: Store, corrections: Corrections) -> bool:
    """Whether a store was merged with what a person says now of which reports are of one act."""
    said = store.select(f"SELECT ?said {{ {MERGED_GRAPH} kg:correction ?said }}")
    return is_merged(store) and {row["said"].value for row in said} == set(map(str, corrections.pairs))


def clusters(
    events: Iterable[Event],
    stands_for: Mapping[str, str],
    same: Sequence[tuple[str, str]] = (),
    apart: frozenset[frozenset[str]] = frozenset(),
) -> Iterator[Merged]:
    """Groups of events that are the same act.

    Args:
        events: In the order of publication; they are gone through more than once.
        stands_for: Which id stands for which.
        same: Pairs of ids of events that are of one act, whatever speaks against it.
        apart: Pairs of those that are not.
    """
    events = list(events) if isinstance(events, Iterator) else events
    found = (Merged([t.event for t in group.tellings], group.reasons) for group in groups(events, stands_for, apart))
    return united(found, events, same, apart) if same else found


def remembered(store: Store) -> Aliases:
    """What the user said of names when a store was merged."""
    return Aliases.of(
        row["rule"].value for row in store.select(f"SELECT ?rule {{ {MERGED_GRAPH} kg:aliasRule ?rule }}")
    )


def _names(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    """The names of the persons whom the knowledge base does not know, and those of everybody else."""
    people: dict[str, str] = {}
    others: dict[str, str] = {}
    for row in store.select("SELECT ?e ?name { ?e skos:prefLabel ?name ; a ?class }"):
        if row["e"].value.startswith(ns.ENTITY):
            others[ns.decode(row["e"], ns.ENTITY)] = row["name"].value
    for row in store.select("SELECT ?e { ?e a kg:Person }"):
        entity = ns.decode(row["e"], ns.ENTITY)
        if entity in others and known_entity(entity) is None:
            people[entity] = others.pop(entity)
    return people, others


def _by_day(store: Store) -> Iterator[Text]:
    """The texts of all articles that have a date, by day: sorted by the engine they would all be held."""
    rows = store.select("SELECT DISTINCT ?day { ?a a kg:Article ; schema:datePublished ?day }")
    for day in sorted((row["day"] for row in rows), key=lambda day: dt.date.fromisoformat(day.value)):
        yield from _texts(store, f"VALUES ?day {{ {day} }}")


def _those(ids: Sequence[str]) -> str:
    return f"VALUES ?a {{ {' '.join(str(ns.article_iri(i)) for i in ids)} }}"


def _texts(store: Store, which: str) -> Iterator[Text]:
    """The texts of some articles."""
    sparql = f"""SELECT ?id ?day ?text {{ {which}
        ?a schema:datePublished ?day ; a kg:Article ; dcterms:identifier ?id ; schema:articleBody ?text }}"""
    for row in store.select(sparql):
        yield Text(row["id"].value, dt.date.fromisoformat(row["day"].value), row["text"].value)


def _quads(report: Report, aliases: Aliases, corrections: Corrections) -> Iterator[Quad]:
    def quad(s: NamedNode, p: NamedNode, o: NamedNode | Literal) -> Quad:
        return Quad(s, p, o, MERGED_GRAPH)

    yield quad(MERGED_GRAPH, RDF_TYPE, kg("Merging"))
    for rule in aliases.rules:
        yield quad(MERGED_GRAPH, kg("aliasRule"), Literal(rule))
    for correction in sorted(set(map(str, corrections.pairs))):
        yield quad(MERGED_GRAPH, kg("correction"), Literal(correction))
    for group in report.events:
        node = NamedNode(ns.MERGED + group.id)
        first = ns.event_iri(group.representative.id)
        yield quad(node, RDF_TYPE, kg("MergedEvent"))
        yield quad(node, kg("representative"), first)
        yield from reports_quads(node, group.reports(report.originals))
        for event in group.events:
            yield quad(node, kg("mergedFrom"), ns.event_iri(event.id))
            side = "deniedIn" if event.status is Status.DENIED else "statedIn"
            yield quad(node, kg(side), ns.article_iri(event.article))
        for event, reason in group.retelling:
            yield quad(ns.event_iri(event.id), kg("retells"), first)
            yield quad(ns.event_iri(event.id), kg("mergeReason"), Literal(reason))
    for entity, (other, reason) in sorted(report.actors.items()):
        yield quad(ns.entity_iri(entity), kg("sameActorAs"), ns.entity_iri(other))
        yield quad(ns.entity_iri(entity), kg("mergeReason"), Literal(reason))
    for copy, (original, share) in report.copies.items():
        yield quad(ns.article_iri(copy), kg("copyOf"), ns.article_iri(original))
        yield quad(ns.article_iri(copy), kg("mergeReason"), Literal(f"{share:.2f} of all runs of four words in both"))
