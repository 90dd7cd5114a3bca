"""``kg sample``: events drawn by chance, to judge."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Quiet, StorePath


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def sample(
        store: StorePath,
        output: Annotated[
            str, typer.Option("--output", "-o", metavar="FILE", help="Sheet to write: FILE.html to click, or FILE.csv.")
        ],
        size: Annotated[int, typer.Option("--size", min=1, help="Events to draw.")] = 100,
        seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same events.")] = 1,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Draw events of a graph by chance and write a sheet on which to judge them right or wrong.

        What is judged, saved as CSV, goes to `kg score`: the share that is right, with its interval.
        """
        import kg
        from kg.scoring import sampling

        with kg.open(store) as graph:
            drawn = sampling.sample(graph.events(merged=False), size, seed)
        sampling.write_sheet(drawn, output)
        if json:
            console.print_object({"events": len(drawn), "sheet": output})
        console.note(f"{len(drawn)} events to judge in {output}; then: kg score judged.csv", quiet or json)
