"""``kg export``: a graph in the formats of other programs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import EachReport, Quiet


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def export(
        store: Annotated[
            str | None,
            typer.Argument(
                metavar="STORE", help="Folder of the store, or URL of a SPARQL endpoint.", show_default=False
            ),
        ] = None,
        format: Annotated[
            str,
            typer.Option(
                "--format", "-f", metavar="NAME", help="turtle, graphml, csv, xlsx, parquet …; --formats lists them."
            ),
        ] = "trig",
        formats: Annotated[
            bool, typer.Option("--formats", help="List the formats, those of other packages too.")
        ] = False,
        output: Annotated[
            str | None,
            typer.Option(
                "--output",
                "-o",
                metavar="FILE",
                help="File, or folder for a format of several files; else standard output.",
            ),
        ] = None,
        without_text: Annotated[
            bool, typer.Option("--without-text", help="Leave out sentences and texts, which not everybody may pass on.")
        ] = False,
        reports: EachReport = False,
        licence: Annotated[
            str | None, typer.Option("--licence", metavar="URL", help="Licence that a rocrate is passed on under.")
        ] = None,
        json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON; needs --output.")] = False,
        quiet: Quiet = False,
    ) -> None:
        """Write a graph for other programs.  The same graph gives the same bytes."""
        import kg
        from kg.exporting import find, names

        if formats:
            rows = [{"format": name, "what it is": find(name).about} for name in names()]
            console.print_json(rows) if json else console.print_table(rows, list(rows[0]), long="what it is")
            return
        if store is None:
            raise typer.BadParameter("name a store")
        found = find(format)
        if found.write is None and output is None:
            raise typer.BadParameter(f"{format} makes several files; name a folder for them with --output")
        if json and output is None:
            raise typer.BadParameter("--json tells what was written to a file; name one with --output")
        with kg.open(store) as graph, console.progress(f"Writing {format}", quiet or output is None):
            target = sys.stdout.buffer if output is None else output
            graph.export(format, target, not without_text, licence, merged=not reports)
        if json:
            console.print_object({"format": format, "output": output})
        elif output is not None:
            console.note(f"written to {output}", quiet)
