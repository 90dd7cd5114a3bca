"""``kg watch``: keep a graph current."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import (
    Date,
    DateFormat,
    Encoding,
    ExtractorName,
    ExtractorOptions,
    Fields,
    Json,
    KnowledgeFiles,
    Model,
    Outlet,
    Quiet,
    StoreOption,
    TimeLimit,
    Workers,
    reader,
)
from kg.cli.build import told


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def watch(
        sources: Annotated[
            list[str],
            typer.Argument(
                metavar="SOURCES...",
                help="Folders, files, globs, or addresses (http, https) of feeds.",
                show_default=False,
            ),
        ],
        store: StoreOption,
        every: Annotated[
            float, typer.Option("--every", metavar="SECONDS", min=1, help="Time between one look and the next.")
        ] = 300,
        rounds: Annotated[
            int | None,
            typer.Option("--rounds", metavar="N", min=1, help="Leave after so many looks; by itself it goes on."),
        ] = None,
        date: Date = None,
        source: Outlet = None,
        encoding: Encoding = None,
        fields: Fields = None,
        date_format: DateFormat = None,
        model: Model = None,
        knowledge: KnowledgeFiles = None,
        extractor: ExtractorName = "rules",
        option: ExtractorOptions = None,
        workers: Workers = None,
        time_limit: TimeLimit = 60,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Build a graph, then add whatever comes to some folders or feeds, until Ctrl-C.

        A feed gives what it carries, often a summary only; the pages it links to are not fetched.  After each
        look it is found which reports are of one act, as if all had come at once.
        """
        from kg.building import Progress
        from kg.watching import watch as look_again

        def report(state: Progress) -> None:
            if json:
                counts = {"articles": state.new, "skipped": state.skipped, "anew": state.anew, "older": state.older}
                console.print_object({**counts, "events": state.events})
            for line in told(state, store):
                console.note(line, quiet or json)

        look_again(
            sources,
            store,
            every=every,
            rounds=rounds,
            on_error=console.Faults(),
            on_round=report,
            date=date,
            outlet=source,
            encoding=encoding,
            fields=fields,
            date_format=date_format,
            model=model,
            knowledge=knowledge or (),
            extractor=reader(extractor, model, knowledge, option),
            workers=workers,
            time_limit=time_limit or None,
        )
