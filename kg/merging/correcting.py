"""Puts what a person corrected into the events of a store."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from kg.core.errors import InputError, KgError, Remark
from kg.core.event import Event, Participant
from kg.core.plover import EventType
from kg.core.records import Entity, Extraction, Mention
from kg.merging.corrections import FORMS, NOBODY, Correction, Corrections, Reference, type_of
from kg.query import lookup
from kg.rdf import namespaces as ns
from kg.rdf.background import known_entity
from kg.rdf.reading import read_extractions
from kg.rdf.runs import Run, reading_of
from kg.rdf.shared import Shared
from kg.rdf.validation import gate
from kg.store import Store
from kg.store.writer import GraphWriter


def apply(store: Store, corrections: Corrections, report: Callable[[KgError], None]) -> int:
    """Change the events of a store as a person said; what is so already stays.

    An event keeps its id, and its rule says what was changed, so that :meth:`kg.KnowledgeGraph.explain` shows it.

    Args:
        store: Open to write.
        corrections: What was said.
        report: Called with what cannot be done, by file and line.

    Returns:
        How many articles were written anew.
    """
    changes: dict[NamedNode, list[tuple[Correction, str]]] = defaultdict(list)
    for correction in corrections.changes:
        found = find(store, correction.event)
        if found is None:
            report(Remark(f"no event {correction.event.id!r} any more", corrections.where, correction.line))
        else:
            changes[found[1]].append((correction, found[0]))
    if not changes:
        return 0
    shared = Shared.read(store)
    anew: dict[tuple[Run, str], list[Extraction]] = defaultdict(list)
    for extraction in read_extractions(store, sorted(changes, key=lambda a: a.value), shared):
        article = ns.article_iri(extraction.article.id)
        events = {event.id: event for event in extraction.events}
        for correction, event_id in changes[article]:
            try:
                events[event_id] = corrected(events[event_id], correction, shared)
            except KgError as error:
                report(Remark(str(error), corrections.where, correction.line))
        if tuple(events.values()) != extraction.events:
            anew[_read_by(store, article)].append(replace(extraction, events=tuple(events.values())))
    for (run, moment), extractions in anew.items():
        writer = GraphWriter(store, run, gate, dt.datetime.fromisoformat(moment))
        for fault in writer.add(extractions):
            report(fault)
        writer.finish()
        writer.settled()
    return sum(map(len, anew.values()))


def line_for(store: Store, what: str, event: str, values: Sequence[str]) -> tuple[list[str], str]:
    """The cells of a line of corrections, and the sentence that it is about.

    Raises:
        InputError: It cannot be said so.
        KgError: There is no such event, or more than one; or the event has no such party.
    """
    if what not in FORMS:
        raise InputError(f"{what!r} is none of {', '.join(FORMS)}")
    if len(values) != FORMS[what] - 1:
        needs = {2: "another event", 3: "the party that is wrong and the one that is right, - for nobody"}
        raise InputError(f"`{what}` needs {'a type' if what == 'type' else needs[FORMS[what]]}")
    shared = Shared.read(store)
    one = _event(store, event, shared)
    if what in ("same", "different"):
        other = _event(store, values[0], shared)
        if other.id == one.id:
            raise InputError("an event and itself are one")
        return [what, str(Reference.of(one)), str(Reference.of(other))], one.evidence.sentence
    (line,) = Corrections.of(["\t".join([what, str(Reference.of(one)), *values])]).lines
    if corrected(one, line, shared) == one:
        raise InputError(f"event {one.id} is so already")
    return [what, str(Reference.of(one)), *values], one.evidence.sentence


def _event(store: Store, event_id: str, shared: Shared) -> Event:
    iri, article = lookup.event_iri(store, event_id)
    (extraction,) = read_extractions(store, [article], shared)
    return next(e for e in extraction.events if ns.event_iri(e.id) == iri)


def pairs(store: Store, corrections: Corrections) -> tuple[list[tuple[str, str]], frozenset[frozenset[str]]]:
    """The ids of the events that are one act as a person says, and of those that are not, as far as they are there.

    Of two lines on the same events the later counts.
    """
    found: dict[frozenset[str], str] = {}
    for correction in corrections.pairs:
        one, other = find(store, correction.event), find(store, correction.other)
        if one and other and one != other:
            found[frozenset((one[0], other[0]))] = correction.what
    same = sorted((min(pair), max(pair)) for pair, what in found.items() if what == "same")
    return same, frozenset(pair for pair, what in found.items() if what == "different")


def find(store: Store, event: Reference) -> tuple[str, NamedNode] | None:
    """The id of the event that is meant and the IRI of its article; None if it is not there, or may be one of several.

    By its id; else, since a newer version may give another id to what it reads, by the place of its word.
    """
    try:
        iri, article = lookup.event_iri(store, event.id)
        return ns.decode(iri, ns.EVENT), article
    except KgError:
        if event.article is None:
            return None
    article = ns.article_iri(event.article)
    sparql = f"""SELECT ?event {{ GRAPH {article} {{
        ?event a kg:Event ; kg:trigger/oa:start ?start FILTER(?start = {event.start}) }} }}"""
    there = [ns.decode(row["event"], ns.EVENT) for row in store.select(sparql)]
    return (there[0], article) if len(there) == 1 else None


def corrected(event: Event, correction: Correction, shared: Shared) -> Event:
    """An event as a person says it is; the same one where it is so already.

    Raises:
        KgError: Whom the correction names is not there, or not known.
    """
    return _retyped(event, correction) if correction.what == "type" else _recast(event, correction, shared)


def _retyped(event: Event, correction: Correction) -> Event:
    type_, mode = type_of(correction.is_)
    if event.type is type_ and (mode is None or event.mode == mode):
        return event
    was = f"{event.type}-{event.mode}" if event.mode else str(event.type)
    # What is none of the types is called by its verb.
    verb = event.verb or (event.evidence.trigger if type_ is EventType.OTHER else None)
    return _noted(replace(event, type=type_, mode=mode, verb=verb), f"type was {was}")


def _recast(event: Event, correction: Correction, shared: Shared) -> Event:
    """An event with another party, one more or one less."""
    parties = event.actors if correction.what == "actor" else event.recipients
    wrong = [p for p in parties if _is(p, correction.was)]
    if correction.is_ == NOBODY:
        left = tuple(p for p in parties if p not in wrong)
        return _with(event, correction, left, f"was {wrong[0].name}") if wrong else event
    right = _entity(correction.is_, shared)
    if any(p.id == right.id for p in parties) and not wrong:
        return event
    if correction.was == NOBODY:
        words = event.evidence.trigger, event.evidence.trigger_start, event.evidence.trigger_end
        return _with(event, correction, (*parties, _party(right, *words)), f"{right.name} is added")
    if not wrong:
        raise KgError(f"{correction.was!r} is no {correction.what} of event {event.id}")
    changed = [_party(right, p.text, p.start, p.end) if p in wrong else p for p in parties]
    return _with(event, correction, tuple({p.key: p for p in changed}.values()), f"was {wrong[0].name}")


def _with(event: Event, correction: Correction, parties: tuple[Participant, ...], what: str) -> Event:
    actor = correction.what == "actor"
    changed = replace(event, actors=parties) if actor else replace(event, recipients=parties)
    return _noted(changed, f"{correction.what} {what}")


def _noted(event: Event, what: str) -> Event:
    return replace(event, rule="; ".join(filter(None, (event.rule, f"corrected by hand: {what}"))))


def _is(party: Participant, name: str) -> bool:
    word = name.casefold()
    return word in ((party.id or "").casefold(), party.name.casefold(), party.text.casefold())


def _entity(name: str, shared: Shared) -> Entity:
    ids = {name} if known_entity(name) else lookup.entity_ids(name, shared)
    for id in sorted(ids) if len(ids) == 1 else ():
        entity = known_entity(id) or next((e for e in _capacities(shared) if e.id == id), None)
        if entity is not None:
            return entity
    known = "means several" if ids else "is known neither to this graph nor to the tables"
    raise KgError(f"{name!r} {known}; give the id of an entity")


def _capacities(shared: Shared) -> Iterable[Entity]:
    return sorted(shared.capacities.values(), key=lambda e: (e.id, e.name, e.kind, e.country or "", e.sector or ""))


def _party(entity: Entity, text: str, start: int, end: int) -> Participant:
    return Participant.of(Mention(entity, text, start, end))


def _read_by(store: Store, article: NamedNode) -> tuple[Run, str]:
    """The run that read an article, and when."""
    read = reading_of(store, article)
    return Run(read["extractor"], read["configuration"], read["software"]), read["at"]
