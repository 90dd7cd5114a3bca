"""The way through the house: articles in, a graph out."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.core.errors import InputError, KgError, Remark
from kg.core.event import Event
from kg.core.records import Article
from kg.rdf.reading import read_articles
from kg.store import Store, open_store

if TYPE_CHECKING:
    from kg.engines import Task
    from kg.extractors import Extractor
    from kg.graph import KnowledgeGraph
    from kg.rdf.runs import Run
    from kg.readers import Meter, Source
    from kg.store.writer import GraphWriter

_log = logging.getLogger("kg")

OnError = Callable[[KgError], None]


@dataclass(slots=True)
class Progress:
    """How far a build has come.

    Attributes:
        articles: Articles seen, of whatever fate.
        skipped: Of these, how many the store had already.
        anew: Of these, how many the store had from an older version or with other settings: they are read anew.
        older: Other articles in the store of which that is so; known when the build has come to its end.
        faulty: How many could not be read, or did not conform.
        undated: How many of those seen have no date.
        foreign: How many of the faulty ones are in another language.
        events: Events written.
        done: Which part of the input has been read, 0 to 1; None where its size is not known.
    """

    articles: int = 0
    skipped: int = 0
    anew: int = 0
    older: int = 0
    faulty: int = 0
    undated: int = 0
    foreign: int = 0
    events: int = 0
    done: float | None = None

    @property
    def new(self) -> int:
        """Articles seen that the store did not have, or not with this content."""
        return self.articles - self.skipped - self.anew


def build(
    source: Source | None,
    store: str | Path | Store | None = None,
    *,
    date: dt.date | str | None = None,
    outlet: str | None = None,
    encoding: str | None = None,
    fields: Mapping[str, str] | Iterable[str] | None = None,
    date_format: str | None = None,
    model: str | Path | None = None,
    knowledge: Sequence[str | Path] = (),
    extractor: str | Extractor = "rules",
    engine: str = "local",
    workers: int | None = None,
    time_limit: float | None = 60.0,
    refresh: bool = False,
    merge: bool = True,
    on_error: OnError | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> KnowledgeGraph:
    """Read articles and put what they say into a graph.

    Building goes on where it stopped, however it was stopped: an article that the store has, unchanged and read by the
    same version with the same settings, is skipped; one that changed takes the place of what it was.  Building twice
    adds nothing, and the graph depends on the articles alone, not on their order, the number of workers or the engine.

    To the version belong this package's own and the data that it brings along (lexicon, tables, weights).  After it
    changed the articles that are given are read anew; :attr:`Progress.older` says how many others the store has from
    before, and ``refresh`` reads those anew too, so that the store becomes what a new one would be.

    Args:
        source: A folder, file, glob, DataFrame, article, or an iterable of these; see :func:`kg.readers.read`.  None,
            with ``refresh``, reads what the store has and nothing else.
        store: A folder to keep the graph in, or the URL of a SPARQL endpoint; None keeps it in memory.
        date: Day of publication of articles that state none.
        outlet: Source of articles that state none.
        encoding: How the files are encoded; None tells it from each.
        fields: Which field holds which part, where its name is unusual: {"date": "seendate"}.
        date_format: How days in figures are written: "DMY", "MDY", "YMD", or a pattern of strptime.
        model: Name or folder of a spaCy pipeline; the shipped one if None.
        knowledge: Files with actors of your own.
        extractor: Name of an extractor ("rules", "svo", "llm", or one that another package offers), or one.
        engine: "local" for this machine, "ray" for a Ray cluster.
        workers: Processes that read; None for one per core where there is enough to read.
        time_limit: Seconds that an article may take, besides what its length explains; None for no limit.
        refresh: Read anew, from the store's own text, the articles that the same extractor read in an older version or
            with other settings.  What another extractor read stays as it is.
        merge: Find at the end which events are of one act (:func:`kg.merge`).  A store that was merged is kept so in
            any case.
        on_error: Called with each article's error; None logs a warning.  The run goes on either way.
        progress: Called after each batch, with the same object.

    Returns:
        The graph, open to read.

    Raises:
        InputError: There is nothing to read at ``source``.
        StoreError: The store cannot be opened or written, or another process is writing to it; or there is none to
            refresh.

    Example:
        >>> graph = build({"id": "a", "text": "Iran and Iraq signed a security agreement.", "date": "2023-03-19"})
        >>> len(graph)
        1
    """
    from kg import readers
    from kg.engines import get
    from kg.graph import KnowledgeGraph
    from kg.query.ready import renew
    from kg.rdf.runs import Run
    from kg.store.addresses import Addresses

    state = Progress()
    report = on_error or warn
    meter = readers.Meter()

    def fault(error: KgError) -> None:
        state.faulty += not isinstance(error, Remark)
        report(error)

    if source is None and not refresh:
        raise InputError("there is nothing to read: name articles, or refresh a store")
    identities = readers.Identities()
    given = () if source is None else readers.read(
        source, date=date, outlet=outlet, encoding=encoding, fields=fields, date_format=date_format,
        on_error=fault, meter=meter, identities=identities,
    )  # fmt: skip
    runner = get(engine, workers)
    task = _task(extractor, model, knowledge, time_limit)
    run = Run.of(task.make())
    target = open_store(store, writable=True, create=source is not None)
    try:
        with writing(target, run, merge, report) as writer:
            addresses = Addresses(target, identities)
            articles = _todo(given, writer, meter, state, addresses.note)
            if refresh:
                articles = chain(articles, _older(writer, state, addresses.note))
            try:
                for chunk in runner.run(articles, replace(task, run=run)):
                    for error in chunk.errors:
                        fault(error)
                    writer.write(chunk.results)
                    state.events += sum(p.events for p in chunk.results if p.writable)
                    state.undated, state.foreign = meter.undated, meter.foreign
                    if progress:
                        progress(state)
            finally:
                writer.flush()
                addresses.finish()
            state.older = writer.manifest.outdated
        state.undated, state.foreign = meter.undated, meter.foreign
        if progress:
            progress(state)
    finally:
        if target is not store and not (target.writable and target.name == "memory"):
            target.close()
    reopened = target if target is store or target.name == "memory" else open_store(store)
    renew(reopened, target.found, writer.first if writer.changed else None, state.events)
    return KnowledgeGraph(reopened)


def extract(
    source: Source,
    *,
    date: dt.date | str | None = None,
    outlet: str | None = None,
    encoding: str | None = None,
    fields: Mapping[str, str] | Iterable[str] | None = None,
    date_format: str | None = None,
    model: str | Path | None = None,
    knowledge: Sequence[str | Path] = (),
    extractor: str | Extractor = "rules",
    engine: str = "local",
    workers: int | None = None,
    time_limit: float | None = 60.0,
    on_error: OnError | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Iterator[Event]:
    """Read articles and give the events they state, without keeping a graph.

    The arguments are those of :func:`build`.

    Returns:
        The events, article by article, in the order of the input.
    """
    from kg import readers
    from kg.engines import get

    report = on_error or warn
    meter, state = readers.Meter(), Progress()

    def fault(error: KgError) -> None:
        state.faulty += not isinstance(error, Remark)
        report(error)

    articles = readers.read(
        source, date=date, outlet=outlet, encoding=encoding, fields=fields, date_format=date_format, on_error=fault,
        meter=meter,
    )  # fmt: skip
    task = _task(extractor, model, knowledge, time_limit)
    chunks = get(engine, workers).run(articles, task, ordered=True)

    def events() -> Iterator[Event]:
        for chunk in chunks:
            for error in chunk.errors:
                fault(error)
            for extraction in chunk.results:
                state.events += len(extraction.events)
                yield from extraction.events
            state.articles, state.undated, state.foreign = meter.articles, meter.undated, meter.foreign
            if progress:
                progress(state)

    return events()


def open_graph(store: str | Path | Store) -> KnowledgeGraph:
    """Open the graph of a store, to read.

    Args:
        store: The folder, or the URL of a SPARQL endpoint.

    Raises:
        StoreError: There is no store, another process is writing to it, or another version wrote it.
    """
    from kg.graph import KnowledgeGraph

    return KnowledgeGraph(open_store(store))


def _task(
    extractor: str | Extractor,
    model: str | Path | None,
    knowledge: Sequence[str | Path],
    limit: float | None,
) -> Task:
    from kg.engines import Task

    files = [knowledge] if isinstance(knowledge, str | Path) else knowledge
    return Task(extractor, None if model is None else str(model), tuple(map(str, files)), limit=limit)


@contextmanager
def writing(
    store: Store, run: Run | None = None, merge: bool = False, report: OnError | None = None
) -> Iterator[GraphWriter]:
    """Writes articles, or takes some out, and leaves a store in which all that depends on them is up to date.

    Args:
        store: Open to write.
        run: Which configuration reads the articles; None if none does.
        merge: Whether to merge a store that was not merged before.
        report: Called with each correction that cannot be made; None logs a warning.

    Raises:
        InputError: What a person corrected is not well formed; then nothing is written.
    """
    from kg import merging
    from kg.merging.correcting import apply
    from kg.rdf.validation import gate
    from kg.store.touched import touched
    from kg.store.writer import GraphWriter

    corrections = merging.Corrections.of_store(store)
    writer = GraphWriter(store, run, gate)
    try:
        yield writer
    except (
        BaseException
    ):  # also when the user stops it: what has been written is fit for use, and nobody waits for order
        writer.finish()
        raise
    writer.flush()
    with store.finishing():
        changed = writer.finish()
    if corrections and apply(store, corrections, report or warn):
        changed, writer.first = True, writer.ANY
    merged = merging.is_merged(store)
    again = changed or bool(touched(store)) or not merging.is_current(store, corrections) if merged else merge
    if again:
        (merging.renew if merged else merging.merge)(store, corrections=corrections)
    writer.changed = changed or again
    writer.settled()
    store.finish()


def _todo(
    articles: Iterable[Article], writer: GraphWriter, meter: Meter, state: Progress, seen: Callable[[str, bool], None]
) -> Iterator[Article]:
    """Of the articles that are given, those that must be read."""
    for article in articles:
        state.articles += 1
        state.done = meter.done
        current = writer.is_current(article)
        seen(article.id, current)
        if current:
            state.skipped += 1
            continue
        state.anew += writer.manifest.is_known(article)
        writer.manifest.take(article)
        yield article
    state.done = meter.done


def _older(writer: GraphWriter, state: Progress, seen: Callable[[str, bool], None]) -> Iterator[Article]:
    """The other articles of the store that an older version read, as the store has them: clean, and with their date."""
    older = writer.manifest.older()
    for number, article in enumerate(read_articles(writer.store, older), 1):
        state.articles += 1
        state.anew += 1
        seen(article.id, False)
        state.done = number / len(older)
        writer.manifest.take(article)
        yield article


def warn(error: KgError) -> None:
    """What becomes of an error where nobody asked for it: a warning in the log "kg"."""
    _log.warning("%s", error)
