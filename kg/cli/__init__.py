"""The kg command, one module per verb.

A verb is a module in this package whose name does not begin with an underscore and that has a function
``command(app)``, which adds the verb to the Typer application.  Modules import what is slow (spaCy, the store) inside
their functions, so that ``kg --help`` is quick.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from typing import Annotated

import typer

from kg.cli import _console
from kg.core.errors import KgError
from kg.core.memory import own_process

# The order in which --help lists verbs: as a person meets them.  Others follow by name.
_ORDER = (
    "build",
    "watch",
    "merge",
    "correct",
    "remove",
    "extract",
    "mentions",
    "triples",
    "query",
    "view",
    "explain",
    "validate",
    "export",
    "changes",
    "compare",
    "serve",
    "sample",
    "score",
    "knowledge",
)


def application() -> typer.Typer:
    """The command line as a Typer application, with every verb."""
    app = typer.Typer(
        name="kg",
        help="Knowledge graphs of geopolitical events, read from news articles.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Data goes to standard output, progress and complaints to standard error. "
        "Exit code: 0 done, 1 a fault of the input, 2 a fault of the command line.",
    )

    @app.callback()
    def top(
        version: Annotated[
            bool, typer.Option("--version", help="Show the version and leave.", is_eager=True, callback=_version)
        ] = False,
    ) -> None:
        pass

    names = [m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")]
    for name in sorted(names, key=lambda n: (_ORDER.index(n) if n in _ORDER else len(_ORDER), n)):
        importlib.import_module(f"{__name__}.{name}").command(app)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        from kg.core.provenance import software_version

        typer.echo(f"kg {software_version()}")
        raise typer.Exit


def main() -> None:
    """Run the command line; the entry point of the ``kg`` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # whatever the locale says, what we write is UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    own_process()
    try:
        application()(prog_name="kg")
    except KgError as error:
        _console.complain(str(error))
        raise SystemExit(1) from None
    except BrokenPipeError:  # the reader of our output has left, as "head" does
        sys.stderr.close()
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        _console.complain("stopped")
        raise SystemExit(130) from None
