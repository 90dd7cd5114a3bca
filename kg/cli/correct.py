"""``kg correct``: say what is wrong in a graph, and see what was said."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Quiet, StorePath


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def correct(
        store: StorePath,
        what: Annotated[
            str | None,
            typer.Argument(
                metavar="WHAT",
                help="different, same: two events are not, or are, one act. type: it is of another type. "
                "actor, recipient: it was somebody else.",
                show_default=False,
            ),
        ] = None,
        event: Annotated[
            str | None, typer.Argument(metavar="EVENT", help="Its id, or the beginning of it.", show_default=False)
        ] = None,
        values: Annotated[
            list[str] | None,
            typer.Argument(
                metavar="VALUE...",
                help="The other event; the type (COERCE, or with its mode COERCE-arrest); "
                "or the party that is wrong and the one that is right, by id or name, - for nobody.",
                show_default=False,
            ),
        ] = None,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Correct a graph: at once, and again whenever it is built.  Without WHAT: print what was corrected.

        What is said stands in corrections.tsv in the folder of the store and may be edited there; a file kept from
        another store may be put there before the store is built.
        """
        import kg
        from kg.merging import Corrections

        if what is None:
            with kg.open(store) as graph:
                said = [str(line) for line in Corrections.of_store(graph.store).lines]
        elif event is None:
            raise typer.BadParameter("name the event; `kg triples` lists them in its column event", param_hint="EVENT")
        else:
            said = [kg.correct(store, what, event, *(values or ()))]
        if json:
            console.print_json([{"line": line} for line in said])
        else:
            for line in said:
                console.out().print(console.safe(line))
        if what is not None:
            console.note(f"corrected in {store}", quiet or json)
