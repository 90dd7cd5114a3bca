"""``kg remove``: take articles out of a store."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Quiet, StorePath
from kg.core.errors import InputError


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def remove(
        store: StorePath,
        articles: Annotated[
            list[str], typer.Argument(metavar="ARTICLE...", help="Ids of articles.", show_default=False)
        ],
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Take articles out of the graph, and with them whatever only they told."""
        import kg

        wanted = list(dict.fromkeys(articles))
        count = kg.remove(wanted, store)
        if json:
            console.print_object({"store": store, "removed": count, "missing": len(wanted) - count})
        console.note(f"{count} of {len(wanted)} articles removed from {store}", quiet or json)
        if count < len(wanted):
            raise InputError(f"{len(wanted) - count} of the articles were not there", store)
