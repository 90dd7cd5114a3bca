"""Options that several verbs share, so that they look and behave the same everywhere."""

from __future__ import annotations

import datetime as dt
import json
from enum import StrEnum
from typing import Annotated, Any

import typer


class LevelName(StrEnum):
    """The levels at which parties are told."""

    ACTOR = "actor"
    COUNTRY = "country"


def _day(value: str | None) -> str | None:
    if value is not None:
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            raise typer.BadParameter(f"{value!r} is not a day; write YYYY-MM-DD") from None
    return value


_PATHS = typer.Argument(
    metavar="PATHS...",
    help='Articles: files, folders or globs; "-" for standard input. Text, HTML, JSON Lines, JSON, CSV, TSV, '
    "Parquet, RSS, Atom, WARC, exports of Nexis, Factiva and ProQuest, SGML, PDF, DOCX, each also as .gz or .zst.",
    show_default=False,
)
Paths = Annotated[list[str], _PATHS]
PathsOrNone = Annotated[list[str] | None, _PATHS]
StorePath = Annotated[
    str, typer.Argument(metavar="STORE", help="Folder of the store, or URL of a SPARQL endpoint.", show_default=False)
]
StoreOption = Annotated[
    str, typer.Option("--store", "-s", metavar="DIR", help="Folder to keep the graph in, or URL of an endpoint.")
]
Date = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", callback=_day, help="Day of publication of articles that state none."),
]
Outlet = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Outlet of articles that state none.")]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", metavar="NAME", help="How the files are encoded (windows-1251 …); by itself, told from each."
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--fields",
        metavar="PART=NAME,…",
        help="Which field of a table holds what: date=seendate,text=body. Parts: id, text, title, date, source, url.",
    ),
]
DateFormat = Annotated[
    str | None,
    typer.Option(
        "--date-format", metavar="FORM", help='How days in figures are written: DMY, MDY, YMD, or as in "%d.%m.%y".'
    ),
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="spaCy pipeline to use instead of the one that is shipped."),
]
KnowledgeFiles = Annotated[
    list[str] | None,
    typer.Option("--knowledge", metavar="FILE", help="File with actors of your own; may be given more than once."),
]
ExtractorName = Annotated[
    str, typer.Option("--extractor", metavar="NAME", help="What reads events: rules, or another that is installed.")
]
ExtractorOptions = Annotated[
    list[str] | None,
    typer.Option("--option", metavar="NAME=VALUE", help="An option of the extractor; may be given more than once."),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", "-w", metavar="N", min=1, help="Processes that read; by itself one per core, for enough to read."
    ),
]
EngineName = Annotated[
    str, typer.Option("--engine", metavar="NAME", help='What runs them: "local", or "ray" for a Ray cluster.')
]
TimeLimit = Annotated[
    float,
    typer.Option(
        "--time-limit", metavar="SECONDS", min=0, help="Time an article may take, besides what its length explains."
    ),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only from this day on: 2023-05-17, 2023-05 or 2023.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only up to this day: 2023-05-17, 2023-05 or 2023.")
]
Types = Annotated[
    list[str] | None,
    typer.Option(
        "--type", metavar="TYPE", help="Only these events: CONSULT, meets, cooperation, conflict …; repeatable."
    ),
]
Level = Annotated[
    LevelName,
    typer.Option("--level", help='"actor": everybody as who they are. "country": who acts for a state as that state.'),
]
EachReport = Annotated[
    bool, typer.Option("--reports", help="Each report by itself; else what several reports tell is one act.")
]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, help="At most this many rows.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no remarks on standard error.")]


def one_form(csv: bool, json: bool) -> None:
    """See that rows are asked for in one form.

    Raises:
        typer.BadParameter: They are asked for in two.
    """
    if csv and json:
        raise typer.BadParameter("give --csv or --json, not both")


def one_or_all(paths: list[str]) -> str | list[str]:
    """A single path as it is, several as a list."""
    return paths[0] if len(paths) == 1 else paths


def reader(name: str, model: str | None, knowledge: list[str] | None, options: list[str] | None) -> Any:
    """The extractor that the command line asks for: its name where that is enough, else one made with the options.

    A value is JSON where it can be (``--option limit=100``), else text.
    """
    found: dict[str, Any] = {}
    for option in options or ():
        key, equals, value = option.partition("=")
        if not equals or not key.isidentifier():
            raise typer.BadParameter(f"{option!r} is not NAME=VALUE", param_hint="--option")
        try:
            found[key] = json.loads(value)
        except ValueError:
            found[key] = value
    from kg import extractors

    extractors.find(name)
    if not found and not getattr(extractors.find(name), "alone", False):
        return name
    if model is not None:
        found["model"] = model
    if knowledge:
        found["knowledge"] = list(knowledge)
    return extractors.get(name, **found)
