"""``kg query``: ask a graph in SPARQL."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Quiet
from kg.core.errors import InputError

_PROLOGUE = re.compile(r"(?:\s+|#[^\n]*(?:\n|$)|(?:PREFIX\s+[^\s:]*:\s*|BASE\s*)<[^>]*>)*", re.I)


class Printed(StrEnum):
    """How results of a SELECT are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def query(
        store: Annotated[
            str | None,
            typer.Argument(
                metavar="STORE", help="Folder of the store, or URL of a SPARQL endpoint.", show_default=False
            ),
        ] = None,
        sparql: Annotated[str | None, typer.Argument(metavar="QUERY", help="SPARQL; prefixes are bound.")] = None,
        file: Annotated[
            str | None, typer.Option("--file", metavar="FILE", help='File with the query; "-": stdin.')
        ] = None,
        example: Annotated[
            str | None,
            typer.Option("--example", metavar="NAME", help="A query of the package's own; --examples lists them."),
        ] = None,
        set_: Annotated[
            list[str] | None,
            typer.Option("--set", metavar="NAME=VALUE", help="Another value for an example's parameter: country=UKR."),
        ] = None,
        examples: Annotated[
            bool, typer.Option("--examples", help="List the queries that come with the package.")
        ] = False,
        show: Annotated[bool, typer.Option("--show", help="Print the query instead of asking it.")] = False,
        format: Annotated[Printed, typer.Option("--format", "-f", help="How to print results.")] = Printed.TABLE,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Ask a graph in SPARQL: SELECT gives a table, ASK true or false, CONSTRUCT and DESCRIBE Turtle.

        The prefixes kg:, sem:, prov:, oa:, skos:, schema:, rdfs: and the usual others are bound.
        """
        import kg

        if examples:
            _list(json)
            return
        if [sparql, file, example].count(None) != 2:
            raise typer.BadParameter("give the query, or a file with --file, or a name with --example")
        if set_ and example is None:
            raise typer.BadParameter("--set is for --example")
        text = _text(sparql, file, example, set_)
        if show:
            sys.stdout.write(text if text.endswith("\n") else text + "\n")
            return
        if store is None:
            raise typer.BadParameter("name a store")
        match = _PROLOGUE.match(text)
        verb = text[match.end() if match else 0 :][:10].upper()
        with kg.open(store) as graph, _remarks(quiet):
            if verb.startswith("ASK"):
                answer = bool(graph.ask(text))
                sys.stdout.write("true\n" if answer else "false\n")
                return
            if verb.startswith(("CONSTRUCT", "DESCRIBE")):
                sys.stdout.write(graph.construct(text).serialize(format="turtle"))
                return
            frame = graph.query(text)
        rows, columns = console.rows_of(frame)
        if not console.print_data(rows, columns, format is Printed.CSV, json or format is Printed.JSON):
            short = [{name: _shorten(value) for name, value in row.items()} for row in rows]
            console.print_table(short, columns, long=_longest(short, columns))
            console.note(f"{len(rows)} rows", quiet)


@contextmanager
def _remarks(quiet: bool) -> Iterator[None]:
    """Warnings of terms that the graph does not have, as a line each."""
    from kg.query.unknown import UnknownTermWarning

    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always", UnknownTermWarning)
        try:
            yield
        finally:
            for warning in found:
                console.note(f"kg: {warning.message}", quiet)


def _text(sparql: str | None, file: str | None, example: str | None, values: list[str] | None) -> str:
    if example is None:
        return sparql if sparql is not None else _read(str(file))
    from kg.query.library import get

    pairs = [value.partition("=") for value in values or []]
    if any(not sign or not value for _, sign, value in pairs):
        raise typer.BadParameter("--set takes NAME=VALUE, as in --set country=UKR")
    return get(example).with_values({name.lstrip("?"): value for name, _, value in pairs})


def _list(json: bool) -> None:
    from kg.query.library import examples

    rows = [
        {"name": e.name, "title": e.title, "parameters": " ".join(f"{n}={v}" for n, v in e.parameters.items())}
        for e in examples()
    ]
    if json:
        console.print_json(rows)
    else:
        console.print_table(rows, ["name", "title", "parameters"], long="title")


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file) from None
    except UnicodeDecodeError:
        raise InputError("the query is not UTF-8 text", file) from None


def _shorten(value: Any) -> Any:
    """An IRI as a person would write it: "kg:actor"."""
    from kg.rdf.namespaces import shortened

    return shortened(value) if isinstance(value, str) and value.startswith(("http://", "https://")) else value


def _longest(rows: Sequence[Mapping[str, Any]], columns: list[str]) -> str | None:
    """The column with the longest text, where that is too long for a column like the others."""
    longest = {c: max((len(str(row.get(c))) for row in rows), default=0) for c in columns}
    widest = max(columns, key=lambda c: longest[c], default=None)
    return widest if widest is not None and longest[widest] > console.WIDEST else None
