"""``kg view``: draw a graph as one offline HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import EachReport, Json, Level, LevelName, Quiet, Since, StorePath, Types, Until


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def view(
        store: StorePath,
        output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="HTML file to write.")],
        focus: Annotated[
            str | None, typer.Option("--focus", metavar="NAME", help="Only this actor and those it is tied to.")
        ] = None,
        between: Annotated[
            tuple[str, str] | None,
            typer.Option("--between", metavar="NAME NAME", help="Only these two and what ties them together."),
        ] = None,
        since: Since = None,
        until: Until = None,
        type_: Types = None,
        level: Level = LevelName.ACTOR,
        top: Annotated[int | None, typer.Option("--top", min=1, help="Only this many actors, the most active.")] = None,
        reports: EachReport = False,
        title: Annotated[str | None, typer.Option("--title", help="Headline of the page.")] = None,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Draw a graph: one HTML file to search, filter and click through, which needs no network."""
        import kg

        with kg.open(store) as graph:
            drawn = graph.view(
                focus=focus or None,
                between=between or None,
                since=since or None,
                until=until or None,
                types=type_ or None,
                top=top,
                level=level.value,
                title=title,
                merged=not reports,
            )
            drawn.save(output)
        if json:
            console.print_object({"file": str(output), "bytes": output.stat().st_size})
        console.note(f"wrote {output}", quiet or json)
