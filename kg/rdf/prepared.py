"""An extraction made ready to be written: mapped, checked, serialized.  A pure function, so any process can do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pyoxigraph as ox
from pyoxigraph import Quad

from kg.core.errors import ConformanceError
from kg.core.records import Entity, Extraction
from kg.rdf import namespaces as ns
from kg.rdf.fault import Fault
from kg.rdf.mapping import Mapped, map_extraction
from kg.rdf.runs import Run
from kg.rdf.shortcuts import shortcut_quads

Gate = Callable[[Mapped], list[Fault]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What one article adds to a graph.  Small and plain, to be sent from process to process.

    Attributes:
        article: The id of the article.
        iri: The IRI of the article and of its graph.
        content_hash: Of the article as it was read.
        own: The article's graph, as N-Quads.
        shared: What it shares with other articles (capacities, places, shortcuts …), as N-Quads, each line once.
        entities: Whom it speaks of.
        events: How many events it has.
        faults: Why some of it, or all, was left out; None if nothing was.
        day: When the article was published; "" if that is not known.
    """

    article: str
    iri: str
    content_hash: str
    own: bytes = b""
    shared: bytes = b""
    entities: tuple[Entity, ...] = ()
    events: int = 0
    faults: ConformanceError | None = None
    day: str = ""

    @property
    def writable(self) -> bool:
        """Whether there is anything to write; an article that is at fault itself is left out whole."""
        return bool(self.own)


def prepare(extraction: Extraction, run: Run, gate: Gate | None = None) -> Prepared:
    """The part of an extraction that conforms, ready to be written, and what is wrong with the rest.

    An event at fault is left out; where no event is, the relations are.  An article that is at fault itself is left out
    whole.

    Args:
        extraction: What was read from an article.
        run: The configuration that read it.
        gate: Gives the faults of a mapped article; None lets everything pass.
    """
    article = extraction.article
    mapped, faults = _conforming(extraction, run, gate)
    error = ConformanceError(article.id, list(map(str, faults))) if faults else None
    iri = ns.article_iri(article.id).value
    if mapped is None:
        return Prepared(article.id, iri, article.content_hash, faults=error)
    events = mapped.extraction.events
    shared = nquads([*mapped.shared, *shortcut_quads(events)]).splitlines(keepends=True)
    entities = tuple(mapped.entities.values())
    own, once = nquads(mapped.quads), b"".join(dict.fromkeys(shared))
    day = str(article.date or "")
    return Prepared(article.id, iri, article.content_hash, own, once, entities, len(events), error, day)


def nquads(quads: Iterable[Quad]) -> bytes:
    """Some quads as N-Quads, a line each."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def _conforming(extraction: Extraction, run: Run, gate: Gate | None) -> tuple[Mapped | None, list[Fault]]:
    article = extraction.article.id
    faults = [
        Fault(ns.event_iri(e.id).value, "has the id of another event", article, e.id, e.evidence.sentence)
        for i, e in enumerate(extraction.events)
        if any(e.id == f.id and e != f for f in extraction.events[:i])
    ]
    while True:
        try:
            mapped = map_extraction(extraction, run.extractor)
        except (ValueError, KeyError) as error:
            return None, [*faults, Fault(ns.article_iri(article).value, str(error), article)]
        found = gate(mapped) if gate else []
        if not found:
            return mapped, faults
        faults += found
        bad = {fault.event for fault in found if fault.event}
        if bad:
            extraction = replace(extraction, events=tuple(e for e in extraction.events if e.id not in bad))
        elif extraction.relations:
            extraction = replace(extraction, relations=())
        else:
            return None, faults
