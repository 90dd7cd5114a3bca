"""``kg mentions``: whom, which places and which days articles speak of."""

from __future__ import annotations

import json as json_
import sys

import typer

from kg.cli import _console as console
from kg.cli._options import Date, Json, KnowledgeFiles, Model, Outlet, Paths, Quiet, one_or_all


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def mentions(
        paths: Paths,
        date: Date = None,
        source: Outlet = None,
        model: Model = None,
        knowledge: KnowledgeFiles = None,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Print whom, which places and which days articles speak of, one article a line, for other tools.

        The output is JSON Lines; --json is understood for the sake of uniformity.
        """
        import kg

        faults, articles = console.Faults(), 0
        with console.progress("Reading articles", quiet or sys.stdout.isatty()) as show:
            for found in kg.annotate(
                one_or_all(paths), date=date, outlet=source, model=model, knowledge=knowledge or (), on_error=faults
            ):
                sys.stdout.write(json_.dumps(found.to_dict(), ensure_ascii=False) + "\n")
                articles += 1
                if articles % 20 == 0:
                    show(f"{articles} articles")
        sys.stdout.flush()
        if faults.count:
            raise typer.Exit(1)
