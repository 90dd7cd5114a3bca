"""``kg compare``: a graph beside a table of other event data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli import _console as console
from kg.cli._options import Csv, Json, Limit, Quiet, StorePath, one_form

#: What the table shows; --json and --csv give every column.
COLUMNS = ("dyad", "period", "differs", "here", "there")


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def compare(
        store: StorePath,
        file: Annotated[Path, typer.Argument(metavar="FILE", help="Table of GDELT, ICEWS or POLECAT; also zipped.")],
        between: Annotated[
            tuple[str, str] | None, typer.Option("--between", metavar="NAME NAME", help="Only these two states.")
        ] = None,
        by: Annotated[str, typer.Option("--by", metavar="PERIOD", help="day, week, month, quarter or year.")] = "month",
        limit: Limit = None,
        csv: Csv = False,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Say where a graph and other event data differ, pair by pair and month by month, with the graph's sentences.

        Only periods that both cover count, and acts between states. An unordered pair (a dyad) differs if only one
        of the two has events, or if one has more cooperation and the other more conflict.
        """
        import kg
        from kg.network import against
        from kg.network.other_data import read_other

        one_form(csv, json)
        name, theirs = read_other(file)
        with kg.open(store) as graph:
            frame = against(graph, theirs, between, by)
        # Without an event of ours there is no sentence.
        frame = frame.astype({"sentence": object, "event": object}).where(frame.notna(), None)
        differ = int((frame["differs"] != "").sum())
        rows, columns = console.rows_of(frame.head(limit) if limit is not None else frame)
        if not console.print_data(rows, columns, csv, json):
            console.print_stacked([{**row, **_sums(row)} for row in rows], COLUMNS, lambda row: row["sentence"] or "")
            console.note(f"{name}: {differ} of {len(frame)} dyads and periods differ", quiet)


def _sums(row: Mapping[str, Any]) -> dict[str, str]:
    """Cooperation and conflict, as "+3 -1"."""
    return {where: f"+{row[f'cooperation_{where}']} -{row[f'conflict_{where}']}" for where in ("here", "there")}
