"""``kg query``: ask a graph in SPARQL."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Quiet, StorePath
from kg.errors import InputError

_PROLOGUE = re.compile(r"(?:\s+|#[^\n]*(?:\n|$)|(?:PREFIX\s+[^\s:]*:\s*|BASE\s*)<[^>]*>)*", re.I)


class Format(StrEnum):
    """How results of a SELECT are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def query(
        store: StorePath,
        sparql: Annotated[str | None, typer.Argument(metavar="QUERY", help="SPARQL; prefixes are bound.")] = None,
        file: Annotated[
            str | None, typer.Option("--file", metavar="FILE", help='File with the query; "-": stdin.')
        ] = None,
        format: Annotated[Format, typer.Option("--format", "-f", help="How to print results.")] = Format.TABLE,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Ask a graph in SPARQL: SELECT gives a table, ASK true or false, CONSTRUCT and DESCRIBE Turtle.

        The prefixes kg:, sem:, prov:, oa:, skos:, schema:, rdfs: and the usual others are bound.
        """
        import kg

        if (sparql is None) == (file is None):
            raise typer.BadParameter("give the query, or a file with --file")
        text = sparql if sparql is not None else _read(str(file))
        match = _PROLOGUE.match(text)
        verb = text[match.end() if match else 0 :][:10].upper()
        with kg.open(store) as graph:
            if verb.startswith("ASK"):
                answer = bool(graph.ask(text))
                sys.stdout.write("true\n" if answer else "false\n")
                return
            if verb.startswith(("CONSTRUCT", "DESCRIBE")):
                sys.stdout.write(graph.construct(text).serialize(format="turtle"))
                return
            frame = graph.query(text)
        rows, columns = frame.to_dict("records"), [str(c) for c in frame.columns]
        if json or format is Format.JSON:
            console.print_json(rows)
        elif format is Format.CSV:
            console.print_csv(rows, columns)
        else:
            console.print_table(rows, columns, wide=_long(rows, columns))
            console.note(f"{len(rows)} rows", quiet)


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file) from None
    except UnicodeDecodeError:
        raise InputError("the query is not UTF-8 text", file) from None


def _long(rows: list[dict[str, object]], columns: list[str]) -> list[str]:
    return [c for c in columns if any(len(str(row.get(c))) > 60 for row in rows)]
