"""``kg changes``: how two periods differ."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from kg.cli import _console as console
from kg.cli._options import Csv, Json, Level, LevelName, Limit, Quiet, StorePath, Types, one_form

#: What the table shows; --json and --csv give every column.
COLUMNS = ("name", "events", "per_month", "ratio", "z", "score")

_PERIOD = "2021, 2021-03, or first and last: 2020-03..2021-02."


class Of(StrEnum):
    """What is compared."""

    DYAD = "dyad"
    ACTOR = "actor"
    TYPE = "type"


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def changes(
        store: StorePath,
        before: Annotated[str, typer.Argument(metavar="PERIOD", help=_PERIOD)],
        after: Annotated[str, typer.Argument(metavar="PERIOD", help="The other period, likewise.")],
        of: Annotated[Of, typer.Option("--of", help="What to compare.")] = Of.DYAD,
        level: Level = LevelName.COUNTRY,
        type_: Types = None,
        limit: Limit = None,
        csv: Csv = False,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Say how two periods differ: who has more to do with whom, and in which spirit; the clearest change first.

        Counts are what happened. Rates are events a month; z beyond 2 or -2 is more than chance gives; the score runs
        from -10, conflict, to 10, cooperation.
        """
        import kg

        one_form(csv, json)
        with kg.open(store) as graph:
            frame = graph.compare(before, after, of=of.value, level=level.value, types=type_ or None)
        rows, columns = console.rows_of(frame if limit is None else frame.head(limit))
        if not console.print_data(rows, columns, csv, json):
            console.print_table([{**row, **_beside(row)} for row in rows], COLUMNS)
            what = {"dyad": "pairs", "actor": "actors", "type": "types"}[of.value]
            console.note(f"{len(rows)} of {len(frame)} {what} with events in either period", quiet)


def _beside(row: Mapping[str, Any]) -> dict[str, str]:
    """Both periods in one cell: "3 → 7"."""
    return {
        "events": f"{row['events_before']} → {row['events_after']}",
        "per_month": f"{row['rate_before']:.2g} → {row['rate_after']:.2g}",
        "score": " → ".join("–" if mean != mean else f"{mean:.1f}" for mean in (row["mean_before"], row["mean_after"])),
    }
