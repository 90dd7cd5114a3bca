"""``kg extract``: articles in, event records out."""

from __future__ import annotations

import json as json_
import sys
from typing import TYPE_CHECKING, Annotated

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
    Paths,
    Quiet,
    TimeLimit,
    Workers,
    one_or_all,
    reader,
)

if TYPE_CHECKING:
    from kg.core.event import Event


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def extract(
        paths: Paths,
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
        explain: Annotated[
            bool,
            typer.Option("--explain", help="Print why each event was read: words, rule, lexicon entry; for people."),
        ] = False,
        quiet: Quiet = False,
    ) -> None:
        """Print the events that articles state as JSON Lines, one event a line, without keeping a graph.

        The output is JSON Lines; --json is understood for the sake of uniformity.
        """
        import kg
        from kg.building import Progress

        reads = reader(extractor, model, knowledge, option)
        faults, events, last = console.Faults(), 0, Progress()

        def update(state: Progress) -> None:
            nonlocal last
            last = state

        with console.progress("Reading articles", quiet or sys.stdout.isatty()) as show:
            found = kg.extract(
                one_or_all(paths),
                date=date,
                outlet=source,
                encoding=encoding,
                fields=fields,
                date_format=date_format,
                model=model,
                knowledge=knowledge or (),
                extractor=reads,
                workers=workers,
                time_limit=time_limit or None,
                on_error=faults,
                progress=update,
            )
            for event in found:
                sys.stdout.write(
                    _explained(event) if explain else json_.dumps(event.to_dict(), ensure_ascii=False) + "\n"
                )
                events += 1
                if events % 20 == 0:
                    show(f"{events} events")
        sys.stdout.flush()
        if told := console.lacks(last.articles, last.undated, last.foreign):
            console.note(f"{last.articles} articles read, {events} events{told}", quiet)
        if summary := getattr(reads, "summary", None):
            console.note(f"{extractor}: {summary()}", quiet)
        if faults.count:
            raise typer.Exit(1)


def _explained(event: Event) -> str:
    from kg.core.records import Article
    from kg.query.explanation import Explanation

    lines = str(Explanation(event, Article(event.article, ""), {})).splitlines()
    return "".join(console.safe(line) + "\n" for line in lines) + "\n"
