"""``kg serve``: a SPARQL endpoint on this computer."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import Quiet


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def serve(
        store: Annotated[str, typer.Argument(metavar="STORE", help="Folder of the store.", show_default=False)],
        port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Port; 0 takes a free one.")] = 7878,
        timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that a query may take.")] = 30.0,
        host: Annotated[str, typer.Option("--host", help="Address to listen on; others can read the graph then.")] = (
            "127.0.0.1"
        ),
        workers: Annotated[
            int,
            typer.Option(
                "--workers",
                "-w",
                metavar="N",
                min=1,
                help="Short queries at the same time; twice as many long ones run in the time that is left.",
            ),
        ] = 2,
        cors: Annotated[
            list[str] | None,
            typer.Option(
                "--cors",
                metavar="ORIGIN",
                help='Site whose pages may ask too ("https://example.org"; "*" for all); may be given more than once.',
            ),
        ] = None,
        json: Annotated[bool, typer.Option("--json", help="Print the addresses as JSON.")] = False,
        quiet: Quiet = False,
    ) -> None:
        """Answer SPARQL queries at /sparql, with a page to write them on.

        Read-only: no updates, no SERVICE.  Unless told otherwise it listens on this computer only and answers no page
        of another site.  It runs until interrupted.
        """
        import kg
        from kg.server.endpoint import LOOPBACK, Server

        kg.open(store).close()  # complain at once, not at the first query
        server = Server(store, host=host, port=port, timeout=timeout, workers=workers, origins=cors or ())
        if host not in LOOPBACK:
            console.complain(f"{host} is not this computer's own address: whoever reaches it can read the graph")
        if json:
            console.print_object({"sparql": f"{server.url}/sparql", "page": f"{server.url}/"})
            sys.stdout.flush()
        console.note(f"queries: {server.url}/sparql   page: {server.url}/   stop with Ctrl+C", quiet or json)
        sys.stderr.flush()
        server.serve()
