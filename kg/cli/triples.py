"""``kg triples``: who did what to whom, as a table."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Quiet, Since, StorePath, Until
from kg.plover import Status

#: What the table shows; --json and --csv give every column.
COLUMNS = ("source", "relation", "target", "status", "date", "reported_by", "sentence", "outlet")


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def triples(
        store: StorePath,
        status: Annotated[
            list[Status] | None, typer.Option("--status", help="Only these; may be given more than once.")
        ] = None,
        since: Since = None,
        until: Until = None,
        limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="At most this many rows.")] = None,
        csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Print the triples of a graph: source, relation, target, status, date, who says so, sentence, outlet."""
        import kg

        if csv and json:
            raise typer.BadParameter("give --csv or --json, not both")
        with kg.open(store) as graph:
            frame = graph.triples(status=status or None, since=since, until=until)
        if limit is not None:
            frame = frame.head(limit)
        rows, columns = frame.to_dict("records"), [str(c) for c in frame.columns]
        if json:
            console.print_json(rows)
        elif csv:
            console.print_csv(rows, columns)
        else:
            console.print_table(rows, [c for c in COLUMNS if c in columns], wide=("sentence",))
            console.note(f"{len(rows)} triples", quiet)
