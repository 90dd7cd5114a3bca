"""``kg knowledge``: how old the tables of who is known are, and a table of one's own put to them."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Quiet


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def knowledge(
        words: Annotated[
            list[str] | None,
            typer.Argument(
                metavar="add TABLE...",
                help='Nothing: how old each table is. "add" and files (CSV, TSV, YAML): keep their rows.',
                show_default=False,
            ),
        ] = None,
        to: Annotated[
            str, typer.Option("--to", metavar="FILE", help="YAML file that added rows go to, for --knowledge.")
        ] = "knowledge.yaml",
        offices: Annotated[bool, typer.Option("--offices", help="Also how old each sort of office is.")] = False,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Tell how old the tables of who is known are, or add a table of your own.

        Added rows are checked and put into one file, which every verb takes as --knowledge FILE; what it says of a name
        replaces what the shipped tables say of it.  Whom a row names is in the same command, or was added before it.

        A table is told by its columns; those in parentheses may be missing.  Countries are ISO 3166 codes or names,
        several values in a cell stand between "|":

        people and groups: name kind (id aliases known_as surname country sector wikidata body)

        terms of office: person office role of start (end)

        members: organisation members; since when: organisation since members (until)

        buildings: name entity; places: name country lat lon (id aliases kind population within)

        nouns: lemma kind sector (plural); titles: phrase office sector; bodies: phrase slug kind sector; names that
        states share: name countries
        """
        if words and (words[0] != "add" or len(words) == 1):
            raise typer.BadParameter('give nothing, or "add" and at least one file', param_hint="words")
        if words:
            _add(words[1:], to, json, quiet)
        else:
            _ages(offices, json)


def _ages(offices: bool, json: bool) -> None:
    from kg.entities.freshness import ages

    rows = [
        {
            "table": age.table,
            "rows": age.rows,
            "newest": str(age.newest or ""),
            "open": age.open,
            "until": age.until,
            "source": age.source,
        }
        for age in ages()
        if offices or ":" not in age.table
    ]
    if json:
        console.print_json(rows)
    else:
        for row in rows:
            row["table"] = str(row["table"]).replace("tenures.tsv: ", "· ")
        console.print_table(rows, ["table", "rows", "newest", "open", "until", "source"], "source")


def _add(files: list[str], to: str, json: bool, quiet: bool) -> None:
    from kg.entities.own import add, in_order

    for file in in_order(files):
        done = add(file, to)
        if json:
            console.print_object(
                {"file": file, "table": done.table, "added": done.added, "replaced": done.replaced, "hides": done.hides}
            )
        console.note(
            f"{file}: {done.added} rows added to {to} as {done.table}, {done.replaced} replaced"
            + (f"; now your own: {', '.join(done.hides[:8])}" if done.hides else ""),
            quiet or json,
        )
    console.note(f"then: kg build … --knowledge {to}", quiet or json)
