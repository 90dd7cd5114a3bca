"""``kg build``: read articles into a store."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import (
    Date,
    DateFormat,
    Encoding,
    EngineName,
    ExtractorName,
    ExtractorOptions,
    Fields,
    Json,
    KnowledgeFiles,
    Model,
    Outlet,
    PathsOrNone,
    Quiet,
    StoreOption,
    TimeLimit,
    Workers,
    one_or_all,
    reader,
)

if TYPE_CHECKING:
    from kg.building import Progress


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def build(
        paths: PathsOrNone = None,
        *,
        store: StoreOption,
        refresh: Annotated[
            bool,
            typer.Option("--refresh", help="Read anew, from its own text, what the store has from an older version."),
        ] = False,
        merge: Annotated[
            bool,
            typer.Option("--merge/--no-merge", help="Whether to find at the end which reports are of one act."),
        ] = True,
        date: Date = None,
        source: Outlet = None,
        encoding: Encoding = None,
        fields: Fields = None,
        date_format: DateFormat = None,
        model: Model = None,
        knowledge: KnowledgeFiles = None,
        extractor: ExtractorName = "rules",
        option: ExtractorOptions = None,
        engine: EngineName = "local",
        workers: Workers = None,
        time_limit: TimeLimit = 60,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Read articles and add what they say to the graph in a store.

        A run that was stopped goes on where it stopped; what the store has already is skipped.  What was read by an
        older kg, or with another lexicon, other tables, weights or settings, is read anew: of these articles, and with
        --refresh of all that the store holds.  At the end it is found which reports are of one act.
        """
        import kg
        from kg.building import Progress

        if not paths and not refresh:
            raise typer.BadParameter("name what to read, or --refresh the store", param_hint="PATHS")
        reads = reader(extractor, model, knowledge, option)
        faults, last, begun = console.Faults(), Progress(), time.monotonic()
        with console.progress("Reading articles", quiet) as show:

            def update(state: Progress) -> None:
                nonlocal last
                last = state
                read = state.new + state.anew
                rate = f", {read / (time.monotonic() - begun):.0f} a second" if read else ""
                known = f", {state.skipped} known already" if state.skipped else ""
                show(f"{state.articles} articles{known}{rate}, {state.events} events", state.done)

            try:
                kg.build(
                    one_or_all(paths) if paths else None,
                    store,
                    date=date,
                    outlet=source,
                    encoding=encoding,
                    fields=fields,
                    date_format=date_format,
                    model=model,
                    knowledge=knowledge or (),
                    extractor=reads,
                    engine=engine,
                    workers=workers,
                    time_limit=time_limit or None,
                    refresh=refresh,
                    merge=merge,
                    on_error=faults,
                    progress=update,
                )
            except KeyboardInterrupt:
                console.complain(f"stopped; {store} keeps what was read, and the same command goes on from there")
                raise typer.Exit(130) from None
        if json:
            console.print_object(
                {
                    "store": store,
                    "articles": last.articles,
                    "skipped": last.skipped,
                    "anew": last.anew,
                    "older": last.older,
                    "faulty": faults.count,
                    "events": last.events,
                    "undated": last.undated,
                    "foreign": last.foreign,
                }
            )
        for line in told(last, store):
            console.note(line, quiet or json)
        if summary := getattr(reads, "summary", None):
            console.note(f"{extractor}: {summary()}", quiet or json)
        if faults.count:
            raise typer.Exit(1)


def told(state: Progress, store: str) -> Iterator[str]:
    """What became of the articles, and which of the store are not up to date."""
    anew = f", {state.anew} read anew" if state.anew else ""
    known = f"{state.skipped} known already{anew}, {state.faulty} at fault"
    lacks = console.lacks(state.articles, state.undated, state.foreign)
    yield f"{state.new} articles read, {known}; {state.events} events added to {store}{lacks}"
    if state.anew:
        yield f"{state.anew} were read anew: this kg is newer than what had read them, or its settings are others"
    if state.older:
        yield (
            f"{state.older} other articles of {store} were read by an older kg or with other settings; "
            f"`kg build --refresh --store {store}` reads them anew"
        )
