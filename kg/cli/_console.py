"""What verbs share of the terminal: where things are printed, and how text from articles is made harmless."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

import rich.box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from kg.core.errors import KgError, Remark

if TYPE_CHECKING:
    import pandas as pd

# Escape sequences steer a terminal (colours, titles, the clipboard); direction marks reorder what is shown.
_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[PX^_][^\x1b]*(?:\x1b\\)?|[@-Z\\-_])"
)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")

#: Width of a table that is not shown in a terminal, where COLUMNS does not say otherwise.
WIDTH = 200

#: No column of a table grows beyond this, but the one that gets the rest.
WIDEST = 26


_live: list[Console] = []


def safe(value: Any) -> str:
    """One line of text that does nothing but be read.

    Example:
        >>> safe("\\x1b[31mred\\x1b[0m alert\\nnow")
        'red alert now'
    """
    if value is None or value != value:
        return ""
    return _UNSEEN.sub(" ", _SEQUENCE.sub("", str(value)))


def out() -> Console:
    """Standard output: data."""
    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else WIDTH
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False)


def err() -> Console:
    """Standard error: progress, complaints.  While progress is shown, lines go above it."""
    return _live[-1] if _live else Console(file=sys.stderr, markup=False, highlight=False, emoji=False, soft_wrap=True)


def complain(message: str) -> None:
    """Print one line on standard error."""
    err().print(Text(f"kg: {safe(message)}"))


def note(message: str, quiet: bool) -> None:
    """Print a remark on standard error, unless told to be quiet."""
    if not quiet:
        err().print(Text(safe(message)))


class Faults:
    """Prints articles that cannot be read, and remarks, as they come; counts the former for the exit code."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: KgError) -> None:
        self.count += not isinstance(error, Remark)
        complain(str(error))


def lacks(articles: int, undated: int, foreign: int) -> str:
    """What a summary says of articles that give less than they could; the empty text if all is well.

    Example:
        >>> lacks(24, 16, 2)
        '; 16 of 24 have no date; 2 are in another language'
    """
    told = f"; {undated} of {articles} have no date" if undated else ""
    return told + (f"; {foreign} {'is' if foreign == 1 else 'are'} in another language" if foreign else "")


Show = Callable[..., None]


class _WhenKnown(ProgressColumn):
    """A column that is empty until it is known how much there is to do."""

    def __init__(self, column: ProgressColumn) -> None:
        super().__init__()
        self.column = column

    def render(self, task: Task) -> RenderableType:
        """What the column shows."""
        return self.column(task) if task.total else Text()


def progress(label: str, quiet: bool) -> AbstractContextManager[Show]:
    """A line on standard error that shows how far the work is; nothing where that is no terminal.

    Gives a function that sets the text after the label, and as ``done`` which part of the work is done (0 to 1), where
    that is known: then there is a bar, with the time left.
    """

    @contextmanager
    def shown() -> Any:
        bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            _WhenKnown(BarColumn(bar_width=24)),
            TimeElapsedColumn(),
            _WhenKnown(TextColumn("left", markup=False)),
            _WhenKnown(TimeRemainingColumn()),
            console=err(),
            transient=True,
            disable=quiet or not sys.stderr.isatty(),
        )
        with bar:
            task = bar.add_task(label, total=None)
            _live.append(bar.console)
            try:

                def show(text: str, done: float | None = None) -> None:
                    bar.update(task, description=f"{label}: {safe(text)}")
                    if done is not None:
                        bar.update(task, total=1.0, completed=done)

                yield show
            finally:
                _live.pop()

    return shown()


def rows_of(frame: pd.DataFrame) -> tuple[list[dict[str, Any]], list[str]]:
    """Rows and column names of a DataFrame."""
    columns = [str(c) for c in frame.columns]
    return [dict(zip(columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)], columns


#: The least width of a column whose texts are long, and of the others beside it.
LONGEST_LEAST, NARROWEST = 32, 10


def print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], long: str | None = None) -> None:
    """Print rows as a table.

    Args:
        rows: What to print.
        columns: Which fields, in order.
        long: The column whose texts get the width that the others leave.
    """
    table = Table(box=rich.box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=long is not None)
    cells = [[cell(row.get(name)) for name in columns] for row in rows]
    widths = {name: max([len(_heading(name)), *(_wide(c[i]) for c in cells)]) for i, name in enumerate(columns)}
    widths = {name: min(width, WIDEST) for name, width in widths.items() if name != long}
    free = out().width - 3 * len(columns) - LONGEST_LEAST
    while long is not None and sum(widths.values()) > free and max(widths.values()) > NARROWEST:
        widths[max(widths, key=lambda name: widths[name])] -= 1  # what is said at length keeps room to be read in
    for name in columns:
        if name == long:
            table.add_column(_heading(name), ratio=1, min_width=LONGEST_LEAST, overflow="fold")
        else:
            table.add_column(_heading(name), overflow="fold", max_width=widths[name])
    for row in cells:
        table.add_row(*row)
    out().print(table)


def print_stacked(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], below: Callable[[Mapping[str, Any]], str]
) -> None:
    """Print rows as a table for narrow terminals, with a text across the whole width below each row.

    Args:
        rows: What to print.
        columns: Which fields, in order.
        below: The text below a row.
    """
    console = out()
    longest = {name: max([len(_heading(name)), *(_wide(cell(row.get(name))) for row in rows)]) for name in columns}
    # Short columns get what they need; the others share the rest.
    spare, left, widths = console.width - len(columns) + 1, len(columns), {}
    for name in sorted(columns, key=lambda n: longest[n]):
        widths[name] = min(longest[name], max(8, spare // left))
        spare, left = spare - widths[name], left - 1

    def line(cells: Iterable[Text]) -> Table:
        grid = Table.grid(padding=(0, 1))
        for name in columns:
            grid.add_column(width=widths[name], overflow="fold")
        grid.add_row(*cells)
        return grid

    console.print(line(Text(_heading(name), style="bold") for name in columns))
    console.rule(style="default")
    for row in rows:
        console.print(line(cell(row.get(name)) for name in columns))
        console.print(Padding(Text(safe(below(row)), style="dim"), (0, 0, 1, 2)))


def cell(value: Any) -> Text:
    """A value as a table shows it; text that has a look already keeps it."""
    if isinstance(value, Text):
        return value
    value = plain(value)
    return Text(f"{value:.3g}" if isinstance(value, float) and not value.is_integer() else safe(value))


def _wide(text: Text) -> int:
    """How wide a text is, in characters, that may have several lines."""
    return max((line.cell_len for line in text.split()), default=0)


def _heading(name: str) -> str:
    return safe(name).replace("_", " ")


def print_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as CSV.  A cell that a spreadsheet would run as a formula is given a leading apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_no_formula(plain(row.get(name))) for name in columns])


def print_json(rows: Iterable[Any]) -> None:
    """Print rows as one JSON list, a row a line."""
    body = ",\n".join(json.dumps(plain(row), ensure_ascii=False) for row in rows)
    sys.stdout.write(f"[\n{body}\n]\n" if body else "[]\n")


def print_data(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], csv: bool, json: bool) -> bool:
    """Print rows as JSON or CSV, where one of them is asked for; whether it is."""
    if json:
        print_json(rows)
    elif csv:
        print_csv(rows, columns)
    return json or csv


def print_object(value: Mapping[str, Any]) -> None:
    """Print one object as a line of JSON."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False) + "\n")


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates as text, what is missing as null."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if value is None or value != value:
        return None
    if isinstance(value, bool | int | float | str):
        return value
    if hasattr(value, "item"):  # numpy's own numbers
        return value.item()
    if isinstance(value, dt.datetime) and value.time() == dt.time():  # a day, as pandas keeps it
        value = value.date()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _no_formula(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and re.match(r"[=+@]|-(?!\s)", value) else value
