"""``kg export``: a graph in the formats of other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import Quiet, StorePath


class Format(StrEnum):
    """What a graph can be written as; kg/exporting/formats.py says what each is."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    PLOVER = "plover"


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def export(
        store: StorePath,
        format: Annotated[
            Format,
            typer.Option(
                "--format",
                "-f",
                help="turtle, trig, nquads, jsonld: RDF. graphml, gexf: network of actors. csv: nodes.csv and "
                "edges.csv in a folder. plover: JSON Lines in the fields of the PLOVER manual.",
            ),
        ] = Format.TRIG,
        output: Annotated[
            str | None,
            typer.Option("--output", "-o", metavar="FILE", help="File, or folder for csv; else standard output."),
        ] = None,
        json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON; needs --output.")] = False,
        quiet: Quiet = False,
    ) -> None:
        """Write a graph for other programs.  The same graph gives the same bytes."""
        import kg

        if format is Format.CSV and output is None:
            raise typer.BadParameter("csv makes two files; name a folder for them with --output")
        if json and output is None:
            raise typer.BadParameter("--json tells what was written to a file; name one with --output")
        with kg.open(store) as graph, console.progress(f"Writing {format.value}", quiet or output is None):
            graph.export(format.value, sys.stdout.buffer if output is None else output)
        if json:
            console.print_object({"format": format.value, "output": output})
        elif output is not None:
            console.note(f"written to {output}", quiet)
