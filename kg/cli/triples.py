"""``kg triples``: who did what to whom, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.text import Text

from kg.cli import _console as console
from kg.cli._options import (
    Csv,
    EachReport,
    Json,
    Level,
    LevelName,
    Limit,
    Quiet,
    Since,
    StorePath,
    Types,
    Until,
    one_form,
)
from kg.core.statements import THEME

#: What the table shows; --json and --csv give every column.
COLUMNS = ("source", "relation", "target", "status", "date", "reported_by", "sentence", "outlet")

#: How a date is shown that the sentence does not give of its act: the day of what was told before, or of the article.
OF_ANOTHER = {"carried": "story of", "published": "report of"}

#: Below this width, in characters, the sentence gets a line of its own.
NARROW = 140


class DateBasis(StrEnum):
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
        between: Annotated[
            tuple[str, str] | None,
            typer.Option("--between", metavar="NAME NAME", help="Only where both of these take part."),
        ] = None,
        country: Annotated[
            list[str] | None,
            typer.Option(
                "--country",
                metavar="NAME",
                help="Only with somebody of this country, or if it took place there; repeatable.",
            ),
        ] = None,
        type_: Types = None,
        mode: Annotated[
            list[str] | None,
            typer.Option("--mode", metavar="MODE", help="Only this manner: visit, arrest …; repeatable."),
        ] = None,
        context: Annotated[
            list[str] | None,
            typer.Option(
                "--context", metavar="NAME", help="Only of this field: military, election, cyber …; repeatable."
            ),
        ] = None,
        basis: Annotated[
            list[DateBasis] | None,
            typer.Option("--basis", help="Only with a date that is known from there; may be given more than once."),
        ] = None,
        reported_by: Annotated[
            list[str] | None,
            typer.Option("--reported-by", metavar="NAME", help="Only what this source is credited for; repeatable."),
        ] = None,
        article: Annotated[
            list[str] | None,
            typer.Option("--article", metavar="ID", help="Only from this article: id, address or title; repeatable."),
        ] = None,
        text: Annotated[
            str | None, typer.Option("--text", metavar="WORDS", help="Only where the sentence has these words.")
        ] = None,
        confidence: Annotated[
            float | None, typer.Option("--confidence", metavar="P", help="Only of at least this confidence, 0 to 1.")
        ] = None,
        level: Level = LevelName.ACTOR,
        reports: EachReport = False,
        limit: Limit = None,
        csv: Csv = False,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Print the triples of a graph: source, relation, target, status, date, who says so, sentence, outlet.

        What several reports tell is one act, with how many they are, from when to when, who denies it, and how its
        numbers changed.
        """
        import kg

        one_form(csv, json)
        with kg.open(store) as graph:
            frame = graph.triples(
                status=status or None,
                since=since,
                until=until,
                entity=entity or None,
                types=type_ or None,
                basis=basis or None,
                mode=mode or None,
                context=context or None,
                between=between or None,
                country=country or None,
                article=article or None,
                reported_by=reported_by or None,
                confidence=confidence,
                text=text,
                level=level.value,
                merged=not reports,
            )
        left_out, beyond = int(frame.attrs["left_out"]), 0
        if limit is not None:
            beyond = max(0, len(frame) - limit)
            frame = frame.head(limit)
        rows, columns = console.rows_of(frame)
        if not console.print_data(rows, columns, csv, json):
            _print(rows)
        missing = _missing(left_out, beyond)
        console.note(f"{len(rows)} triples{missing}", quiet or ((json or csv) and not missing))


def _missing(left_out: int, beyond: int) -> str:
    """What does not stand there."""
    told = f"; {beyond} more beyond --limit" if beyond else ""
    return told + (f"; left out: {left_out} events that are not between states" if left_out else "")


def _print(rows: Sequence[Mapping[str, Any]]) -> None:
    rows = [{**row, "sentence": _sentence(row), "target": _target(row), "date": _date(row)} for row in rows]
    if console.out().width >= NARROW:
        console.print_table(rows, COLUMNS, long="sentence")
    else:
        console.print_stacked(rows, COLUMNS[:5], _below)


def _target(row: Mapping[str, Any]) -> Any:
    """To whom; what it was about, or what completes the row, stands in italics."""
    theme = row.get("target_kind") == THEME
    told = Text(console.safe(console.plain(row["target"])), style="italic" if theme else "")
    detail = console.plain(row["detail"])
    return told.append(f" {console.safe(detail)}", style="italic") if detail else told


def _date(row: Mapping[str, Any]) -> Text:
    """The date; one that the sentence does not give of its act, with whose it is: "story of 2023-09-13"."""
    date = console.safe(console.plain(row["date"]))
    whose = OF_ANOTHER.get(console.plain(row.get("basis")) or "", "")
    return Text(f"{whose}\n{date}" if whose and date else date)


def _sentence(row: Mapping[str, Any]) -> str:
    """The sentence, what it cost, and who tells."""
    cost = console.plain(row.get("tolls")) or console.plain(row.get("casualties"))
    return " · ".join(filter(None, [str(row["sentence"]), cost, _told(row)]))


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
