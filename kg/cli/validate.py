"""``kg validate``: check a graph against the shapes."""

from __future__ import annotations

import sys

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Quiet, StorePath


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def validate(store: StorePath, json: Json = False, quiet: Quiet = False) -> None:
        """Check a whole graph with pySHACL against the shapes of the ontology.

        What `kg build` writes conforms; what came in another way may not.  Exit code 1 if anything is at fault.
        """
        import kg
        from kg.rdf.fault import Fault
        from kg.rdf.validation import validate as check

        found: list[Fault] = []
        with kg.open(store) as graph, console.progress("Checking articles", quiet) as show:
            for fault in check(graph.store, progress=lambda done, total: show(f"{done} of {total}")):
                found.append(fault)
                if not json:
                    where = f"article {fault.article}: " if fault.article else ""
                    sys.stdout.write(console.safe(f"{where}{fault}") + "\n")
        if json:
            fields = ("article", "event", "sentence", "node", "message")
            console.print_json({name: getattr(fault, name) for name in fields} for fault in found)
        console.note(f"{len(found)} faults" if found else "the graph conforms", quiet or json)
        if found:
            raise typer.Exit(1)
