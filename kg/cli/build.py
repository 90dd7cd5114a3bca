"""``kg build``: read articles into a store."""

from __future__ import annotations

import time

import typer

from kg.cli import _console as console
from kg.cli._options import (
    Date,
    Engine,
    Extractor,
    Json,
    Knowledge,
    Model,
    Options,
    Outlet,
    Paths,
    Quiet,
    StoreOption,
    TimeLimit,
    Workers,
    one_or_all,
    reader,
)


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def build(
        paths: Paths,
        store: StoreOption,
        date: Date = None,
        source: Outlet = None,
        model: Model = None,
        knowledge: Knowledge = None,
        extractor: Extractor = "rules",
        option: Options = None,
        engine: Engine = "local",
        workers: Workers = None,
        time_limit: TimeLimit = 60,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Read articles and add what they say to the graph in a store.

        A run that was stopped goes on where it stopped; what the store has already is skipped.
        """
        import kg
        from kg.building import Progress

        reads = reader(extractor, model, knowledge, option)
        faults, last, begun = console.Faults(), Progress(), time.monotonic()
        with console.progress("Reading articles", quiet) as show:

            def update(state: Progress) -> None:
                nonlocal last
                last = state
                read = state.articles - state.skipped
                rate = f", {read / (time.monotonic() - begun):.0f} a second" if read else ""
                known = f", {state.skipped} known already" if state.skipped else ""
                show(f"{state.articles} articles{known}{rate}, {state.events} events", state.done)

            kg.build(
                one_or_all(paths),
                store,
                date=date,
                outlet=source,
                model=model,
                knowledge=knowledge or (),
                extractor=reads,
                engine=engine,
                workers=workers,
                time_limit=time_limit or None,
                on_error=faults,
                progress=update,
            )
        if json:
            console.print_object(
                {
                    "store": store,
                    "articles": last.articles,
                    "skipped": last.skipped,
                    "faulty": faults.count,
                    "events": last.events,
                }
            )
        new = last.articles - last.skipped
        console.note(
            f"{new} articles read, {last.skipped} known already, {faults.count} at fault; "
            f"{last.events} events added to {store}",
            quiet or json,
        )
        if summary := getattr(reads, "summary", None):
            console.note(f"{extractor}: {summary()}", quiet or json)
        if faults.count:
            raise typer.Exit(1)
