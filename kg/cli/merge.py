"""``kg merge``: find which events of different articles are the same act."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
        columns, separated by tabs: same or different, and two names or ids.
        """
        from kg import merging
        from kg.errors import InputError
        from kg.store import open_store

        if aliases is not None and not Path(aliases).is_file():
            raise InputError("no such file", aliases)
        names = merging.Aliases.read(Path(aliases)) if aliases else None
        open_store(store).close()  # a store that is not there is not to be made
        with open_store(store, writable=True) as target:
            if undo:
                merging.undo(target)
                target.finish()
                console.note(f"merging taken back in {store}", quiet)
                return
            merged, stands_for = merging.merge(target, names)
            target.finish()
        rows = [
            {
                "merged": group.id,
                "type": str(group.events[0].type),
                "events": len(group.events),
                "corroboration": group.corroboration,
                "disputed": group.disputed,
                "articles": " ".join(e.article for e in group.events),
                "why": group.reasons[0],
                "sentence": group.events[0].evidence.sentence,
            }
            for group in merged
        ]
        if json:
            console.print_object(
                {"merged": rows, "actors": [[a, b, why] for a, (b, why) in sorted(stands_for.items())]}
            )
        else:
            columns = ("type", "events", "corroboration", "disputed", "articles", "why", "sentence")
            console.print_table(rows, columns, long="sentence")
            for entity, (other, why) in sorted(stands_for.items()):
                console.out().print(f"{console.safe(entity)} is {console.safe(other)}: {console.safe(why)}")
        told = sum(len(group.events) for group in merged)
        console.note(f"{told} events are {len(merged)}; {len(stands_for)} names stand for another", quiet or json)
