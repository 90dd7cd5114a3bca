"""The way through the house: articles in, a graph out."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ConformanceError, KgError
from kg.model import Article, Event, Extraction
from kg.store import Store, open_store

if TYPE_CHECKING:
    from kg.extractors import Extractor
    from kg.graph import KnowledgeGraph

# Articles that become visible in the store together.  Small enough that little is lost when a run is killed.
BATCH = 256

_log = logging.getLogger("kg")

OnError = Callable[[KgError], None]


@dataclass(slots=True)
class Progress:
    """How far a build has come.

    Attributes:
        articles: Articles seen, of whatever fate.
        skipped: Of these, how many the store had already.
        faulty: How many could not be read, or did not conform.
        events: Events written.
    """

    articles: int = 0
    skipped: int = 0
    faulty: int = 0
    events: int = 0


def build(
    source: Any,
    store: str | Path | Store | None = None,
    *,
    date: dt.date | str | None = None,
    outlet: str | None = None,
    model: str | Path | None = None,
    knowledge: Sequence[str | Path] = (),
    extractor: str | Extractor = "rules",
    on_error: OnError | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> KnowledgeGraph:
    """Read articles and put what they say into a graph.

    Building goes on where it stopped: an article that the store has, unchanged and read with the same settings, is
    skipped; one that changed takes the place of what it was.  Building twice adds nothing.

    Args:
        source: A folder, file, glob, DataFrame, article, or an iterable of these; see :func:`kg.readers.read`.
        store: A folder to keep the graph in, or the URL of a SPARQL endpoint; None keeps it in memory.
        date: Day of publication of articles that state none.
        outlet: Source of articles that state none.
        model: Name or folder of a spaCy pipeline; the shipped one if None.
        knowledge: Files with actors of your own.
        extractor: Name of an extractor ("rules", "svo", "llm", or one that another package offers), or one.
        on_error: Called with each article's error; None logs a warning.  The run goes on either way.
        progress: Called after each batch, with the same object.

    Returns:
        The graph, open to read.

    Raises:
        InputError: There is nothing to read at ``source``.
        StoreError: The store cannot be opened or written, or another process is writing to it.

    Example:
        >>> graph = build({"id": "a", "text": "Iran and Iraq signed a security agreement.", "date": "2023-03-19"})
        >>> len(graph)
        1
    """
    from kg import readers
    from kg.graph import KnowledgeGraph
    from kg.rdf.runs import Run
    from kg.rdf.validation import gate
    from kg.rdf.writer import GraphWriter

    state = Progress()
    report = on_error or _warn

    def fault(error: KgError) -> None:
        state.faulty += 1
        report(error)

    articles = readers.read(source, date=date, outlet=outlet, on_error=fault)
    reader = get_extractor(extractor, model, knowledge)
    target = open_store(store, writable=True)
    try:
        writer = GraphWriter(target, Run(reader.name, getattr(reader, "version", reader.name)), gate)
        for batch in _batches(_extractions(_todo(articles, writer.is_current, state), reader, fault), BATCH):
            for error in writer.add(batch):
                fault(error)
            state.events += sum(len(e.events) for e in batch)
            if progress:
                progress(state)
        target.finish()
        if progress:
            progress(state)
    finally:
        if target is not store and not (target.writable and target.name == "memory"):
            target.close()
    reopened = target if target is store or target.name == "memory" else open_store(store)
    return KnowledgeGraph(reopened)


def extract(
    source: Any,
    *,
    date: dt.date | str | None = None,
    outlet: str | None = None,
    model: str | Path | None = None,
    knowledge: Sequence[str | Path] = (),
    extractor: str | Extractor = "rules",
    on_error: OnError | None = None,
) -> Iterator[Event]:
    """Read articles and give the events they state, without keeping a graph.

    The arguments are those of :func:`build`.

    Returns:
        The events, article by article, in the order of the input.
    """
    from kg import readers

    articles = readers.read(source, date=date, outlet=outlet, on_error=on_error)
    reader = get_extractor(extractor, model, knowledge)
    report = on_error or _warn
    return (
        event for found in _extractions(articles, reader, report) for event in _conforming(found, reader, report).events
    )


def open_graph(store: str | Path | Store) -> KnowledgeGraph:
    """Open the graph of a store, to read.

    Args:
        store: The folder, or the URL of a SPARQL endpoint.

    Raises:
        StoreError: There is no store, another process is writing to it, or another version wrote it.
    """
    from kg.graph import KnowledgeGraph

    return KnowledgeGraph(open_store(store))


def get_extractor(
    extractor: str | Extractor, model: str | Path | None = None, knowledge: Sequence[str | Path] = ()
) -> Extractor:
    """An extractor by name, with the options that are set."""
    from kg import extractors

    if not isinstance(extractor, str):
        return extractors.checked(extractor)
    options: dict[str, Any] = {}
    if model is not None:
        options["model"] = model
    if knowledge:
        options["knowledge"] = [knowledge] if isinstance(knowledge, str | Path) else list(knowledge)
    return extractors.checked(extractors.get(extractor, **options))


def _conforming(extraction: Extraction, extractor: Extractor, report: OnError) -> Extraction:
    """What the gate lets pass of a foreign extractor's output, also where it goes into no store."""
    if not getattr(extractor, "foreign", False):
        return extraction
    from kg.rdf.mapping import map_extraction
    from kg.rdf.runs import Run
    from kg.rdf.validation import gate

    run = Run(extractor.name, extractor.version)
    faults = gate(map_extraction(extraction, run.iri, extractor.name))
    if not faults:
        return extraction
    report(ConformanceError(extraction.article.id, list(map(str, faults))))
    bad = {fault.event for fault in faults}
    return replace(extraction, events=() if None in bad else tuple(e for e in extraction.events if e.id not in bad))


def _extractions(articles: Iterable[Article], extractor: Extractor, on_error: OnError) -> Iterator[Extraction]:
    from kg.engines import local

    return local.extract(articles, extractor, on_error)


def _todo(articles: Iterable[Article], is_current: Callable[[Article], bool], state: Progress) -> Iterator[Article]:
    for article in articles:
        state.articles += 1
        if is_current(article):
            state.skipped += 1
        else:
            yield article


def _batches(items: Iterable[Extraction], size: int) -> Iterator[list[Extraction]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _warn(error: KgError) -> None:
    _log.warning("%s", error)
