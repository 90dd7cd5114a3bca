"""``kg merge``: find which events of different articles are the same act."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Quiet, StorePath


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def merge(
        store: StorePath,
        aliases: Annotated[
            str | None,
            typer.Option("--aliases", metavar="FILE", help="Table of names that are the `same` or `different`."),
        ] = None,
        undo: Annotated[bool, typer.Option("--undo", help="Take all merging back.")] = False,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Merge events that several articles tell, and report what was merged and why.

        The events themselves stay as they are; the graph graph:merged says which are one.  The alias file has three
        columns, separated by tabs: same or different, and two names or ids; it is remembered until another is given.
        """
        import kg

        report = kg.merge(store, aliases, undo=undo)
        if undo:
            console.note(f"merging taken back in {store}", quiet)
            return
        rows: list[dict[str, Any]] = [
            {
                "id": group.id,
                "type": str(group.events[0].type),
                "events": [e.id for e in group.events],
                "why": group.reasons,
                "corroboration": group.corroboration(report.originals),
                "disputed": group.disputed,
                "articles": " ".join(e.article for e in group.events),
                "sentence": group.events[0].evidence.sentence,
            }
            for group in report.events
        ]
        if json:
            actors = [[a, b, why] for a, (b, why) in sorted(report.actors.items())]
            copies = [[a, b, share] for a, (b, share) in sorted(report.copies.items())]
            console.print_object({"acts": rows, "actors": actors, "copies": copies})
        else:
            columns = ("type", "events", "corroboration", "disputed", "articles", "why", "sentence")
            shown = [{**row, "events": len(row["events"]), "why": row["why"][0]} for row in rows]
            console.print_table(shown, columns, long="sentence")
            for actor, (other, why) in sorted(report.actors.items()):
                console.out().print(f"{console.safe(actor)} is {console.safe(other)}: {console.safe(why)}")
            for copy, (original, share) in sorted(report.copies.items()):
                console.out().print(f"{console.safe(copy)} is a copy of {console.safe(original)} ({share:.0%})")
        told = sum(len(group.events) for group in report.events)
        console.note(
            f"{told} events are {len(report.events)}; {len(report.actors)} names stand for another; "
            f"{len(report.copies)} articles are copies of another",
            quiet or json,
        )
