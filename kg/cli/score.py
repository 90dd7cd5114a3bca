"""``kg score``: how well events are read, by annotations or by a judged sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import _console as console
from kg.cli._options import Json, Model, Quiet

if TYPE_CHECKING:
    from kg.scoring import Figures, Judged


def command(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command()
    def score(
        file: Annotated[str, typer.Argument(metavar="FILE", help="A judged sheet (CSV) or annotations (JSON Lines).")],
        articles: Annotated[
            list[str] | None, typer.Argument(metavar="[ARTICLES]...", help="The articles that were annotated.")
        ] = None,
        misses: Annotated[bool, typer.Option("--misses", help="Print each act missed and each told wrongly.")] = False,
        model: Model = None,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        """Say how well events are read on texts of your own.

        A sheet of `kg sample`, judged and saved as CSV, gives the share that is right. Annotations of articles give
        precision, recall and more; docs/howto/score.md says how to write them.
        """
        from kg.scoring import judged

        if not articles:
            if file.lower().endswith((".jsonl", ".json")):
                raise typer.BadParameter("annotations need the articles as well: kg score ANNOTATIONS ARTICLES")
            _print_judged(judged(file), json)
            return
        if file.lower().endswith((".csv", ".tsv")):
            raise typer.BadParameter("a judged sheet needs no articles: kg score SHEET")
        faults = console.Faults()
        figures = _figures(file, articles, model, faults, misses)
        if json:
            console.print_object({name: f.to_dict() for name, f in figures.items()})
        else:
            console.print_table([row for f in figures.values() for row in _rows(f)], ("figure", "value", "counts"))
        if faults.count:
            raise typer.Exit(1)


def _figures(file: str, articles: list[str], model: str | None, faults: Any, misses: bool) -> dict[str, Figures]:
    import kg
    from kg import readers, scoring

    found = {a.id: a for a in readers.read(articles, on_error=faults)}
    texts = {id_: a.text for id_, a in found.items()}
    annotations = list(scoring.read_annotations(file, texts, faults))
    told: dict[str, list[kg.Event]] = {}
    for event in kg.extract([found[a.doc] for a in annotations], model=model, on_error=faults):
        told.setdefault(event.article, []).append(event)
    return scoring.score(annotations, told, texts, say=partial(_say, texts) if misses else None)


def _print_judged(result: Judged, json: bool) -> None:
    if json:
        share = round(result.share, 3)
        console.print_object({"right": result.right, "of": result.of, "share": share,
                              "from": round(result.low, 3), "to": round(result.high, 3)})  # fmt: skip
    else:
        interval = f"95 % interval {result.low:.2f} to {result.high:.2f}"
        console.out().print(f"{result.right} of {result.of} right: {result.share:.2f} ({interval})")


def _rows(figures: Figures) -> list[dict[str, str]]:
    rows = []
    for name, value in figures.to_dict().items():
        if name == "documents":
            rows.append({"figure": name, "value": str(value), "counts": ""})
        elif "P" in value:
            of = {
                "P": f"{value['fit']} of {value['told']} told",
                "R": f"{value['got']} of {value['found']} found",
                "F": "",
            }
            for key, what in (("P", "precision"), ("R", "recall"), ("F", "F1")):
                v = value[key]
                shown = f"{v['value']:.3f}  ({v['from']:.2f} to {v['to']:.2f})"
                rows.append({"figure": f"{name} {what}", "value": shown, "counts": of[key]})
        else:
            shown = "–" if value["value"] is None else f"{value['value']:.3f}"
            rows.append({"figure": name, "value": shown, "counts": f"{value['right']} of {value['of']}"})
    return rows


def _say(texts: dict[str, str], kind: str, doc: str, record: Any) -> None:
    def names(side: str) -> str:
        return "/".join(p.get("country") or p.get("name") or p.get("kind") or "?" for p in record[side]) or "-"

    evidence = record.get("evidence") or {}
    where = evidence.get("trigger") or texts[doc][slice(*record["trigger"])]
    line = f"{kind:5} {doc} {record['plover']} {names('actors')} > {names('recipients')} | {where}"
    console.out().print(console.safe(line))
