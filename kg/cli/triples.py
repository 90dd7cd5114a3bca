"""``kg triples``: who did what to whom, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Quiet, Reports, Since, StorePath, Types, Until

#: What the table shows; --json and --csv give every column.
COLUMNS = ("source", "relation", "target", "status", "date", "reported_by", "sentence", "outlet")

#: Below this width, in characters, the sentence gets a line of its own.
NARROW = 140


class Known(StrEnum):
    """From where a date may be known."""

    TEXT = "text"
    CARRIED = "carried"
    PUBLISHED = "published"


class Claim(StrEnum):
    """The statuses as a person may name them."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    POSSIBLE = "possible"
    DENIED = "denied"
    HISTORICAL = "historical"


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def triples(
        store: StorePath,
        status: Annotated[
            list[Claim] | None, typer.Option("--status", help="Only these; may be given more than once.")
        ] = None,
        since: Since = None,
        until: Until = None,
        entity: Annotated[
            list[str] | None, typer.Option("--entity", metavar="NAME", help="Only with this actor; repeatable.")
        ] = None,
        type_: Types = None,
        basis: Annotated[
            list[Known] | None,
            typer.Option("--basis", help="Only with a date that is known from there; may be given more than once."),
        ] = None,
        reports: Reports = False,
        limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="At most this many rows.")] = None,
        csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Print the triples of a graph: source, relation, target, status, date, who says so, sentence, outlet.

        What several reports tell is one act, with how many they are, from when to when, who denies it, and how its
        numbers changed.
        """
        import kg

        if csv and json:
            raise typer.BadParameter("give --csv or --json, not both")
        with kg.open(store) as graph:
            frame = graph.triples(
                status=status or None,
                since=since,
                until=until,
                entity=entity or None,
                types=type_ or None,
                basis=basis or None,
                merged=not reports,
            )
        if limit is not None:
            frame = frame.head(limit)
        rows, columns = console.rows_of(frame)
        if json:
            console.print_json(rows)
        elif csv:
            console.print_csv(rows, columns)
        else:
            _print(rows)
            console.note(f"{len(rows)} triples", quiet)


def _print(rows: Sequence[Mapping[str, Any]]) -> None:
    from kg.query.tables import status_label

    rows = [{**row, "status": status_label(row["status"]), "sentence": _sentence(row)} for row in rows]
    if console.out().width >= NARROW:
        console.print_table(rows, COLUMNS, long="sentence")
    else:
        console.print_stacked(rows, COLUMNS[:5], _below)


def _sentence(row: Mapping[str, Any]) -> str:
    """The sentence, what it cost, from where the date is known, if it does not stand in the sentence, and who tells."""
    basis = console.plain(row.get("basis"))
    known = {"carried": "date carried over", "published": "date of report"}.get(basis, "")
    cost = console.plain(row.get("tolls")) or console.plain(row.get("casualties"))
    return " · ".join(filter(None, [str(row["sentence"]), cost, known, _told(row)]))


def _told(row: Mapping[str, Any]) -> str:
    """How many articles tell it, from when to when, and who denies it; nothing where one tells it."""
    if row["reports"] < 2:
        return ""
    days = sorted({console.plain(row[day]) for day in ("first_report", "last_report")} - {None})
    denied = console.plain(row["denied_by"])
    said = [f"{row['reports']} reports, {' to '.join(days)}".rstrip(", "), f"denied by {denied}" if denied else ""]
    return "; ".join(filter(None, said))


def _below(row: Mapping[str, Any]) -> str:
    by = console.plain(row.get("reported_by"))
    return " · ".join(filter(None, [row["sentence"], f"by {by}" if by else "", console.plain(row.get("outlet"))]))
