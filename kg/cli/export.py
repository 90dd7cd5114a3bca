"""``kg export``: a graph in the formats of other programs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import Quiet, Reports, StorePath


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def export(
        store: StorePath,
        format: Annotated[
            str,
            typer.Option(
                "--format",
                "-f",
                metavar="NAME",
                help="turtle, trig, nquads, jsonld: RDF. turtle12: RDF 1.2, ties reified by their events. graphml, "
                "gexf: network of actors. csv: one table of events, or nodes.csv and edges.csv in a folder. jsonl: "
                "events as JSON Lines. parquet: nodes, edges and events in a folder. geojson: events on the map. "
                "neo4j: tables and Cypher in a folder. ftm: FollowTheMoney. panel: dyads of states by month, zeros "
                "included. polecat, icews, gdelt: in the columns of these data sets. plover: JSON Lines in the fields "
                "of the PLOVER manual. rocrate: graph, tables and what they are in a folder.",
            ),
        ] = "trig",
        output: Annotated[
            str | None,
            typer.Option(
                "--output",
                "-o",
                metavar="FILE",
                help="File, or folder for csv, parquet, neo4j and rocrate; else standard output.",
            ),
        ] = None,
        without_text: Annotated[
            bool, typer.Option("--without-text", help="Leave out sentences and texts, which not everybody may pass on.")
        ] = False,
        reports: Reports = False,
        licence: Annotated[
            str | None, typer.Option("--licence", metavar="URL", help="Licence that a rocrate is passed on under.")
        ] = None,
        json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON; needs --output.")] = False,
        quiet: Quiet = False,
    ) -> None:
        """Write a graph for other programs.  The same graph gives the same bytes."""
        import kg
        from kg.exporting import find

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
