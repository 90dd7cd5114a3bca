"""``kg explain``: why an event is in the graph."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Quiet, StorePath


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def explain(
        store: StorePath,
        event: Annotated[
            str,
            typer.Argument(
                metavar="EVENT",
                help="Id of the event, or its beginning; `kg triples --json` gives it.",
                show_default=False,
            ),
        ],
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Show where an event comes from: the sentence with its words, the rule, the article, the run."""
        import kg

        with kg.open(store) as graph:
            explanation = graph.explain(event)
        if json:
            console.print_object(explanation.to_dict())
        else:
            sys.stdout.write("".join(console.safe(line) + "\n" for line in str(explanation).splitlines()))
