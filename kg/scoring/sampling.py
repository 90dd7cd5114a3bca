"""Events drawn by chance for somebody to judge, and the share that is right."""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment

from kg.core.errors import InputError
from kg.core.event import Event

COLUMNS = (
    "event",
    "article",
    "type",
    "status",
    "actors",
    "recipients",
    "theme",
    "date",
    "trigger",
    "sentence",
    "verdict",
)
VERDICTS = {"right": True, "1": True, "wrong": False, "0": False}


@dataclass(frozen=True, slots=True)
class Judged:
    """How many of the events judged were right.

    Attributes:
        right: So many.
        of: Of so many.
        low: Lower end of the 95 % interval (Wilson's) of the share that is right, 0 to 1.
        high: Upper end.
    """

    right: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share that is right, 0 to 1."""
        return self.right / self.of


def sample(events: Iterable[Event], size: int = 100, seed: int = 1) -> list[Event]:
    """Events drawn by chance, each equally likely, in an order of chance.

    Args:
        events: All there are; OTHER is left out, which is no type of PLOVER's.
        size: How many to draw; all of them where there are fewer.
        seed: The same seed draws the same events of the same graph.
    """
    known = sorted((e for e in events if e.type.value != "OTHER"), key=lambda e: e.id)
    return random.Random(seed).sample(known, min(size, len(known)))


def write_sheet(events: Sequence[Event], path: str | Path) -> None:
    """A sheet to judge: a table for ``.csv``, else a page with buttons that saves the same table.

    The confidence is left out, so that it cannot sway who judges.

    Raises:
        InputError: The file cannot be written, or is there already: somebody may have judged it.
    """
    rows = [_row(event) for event in events]
    if Path(path).exists():
        raise InputError("is there already; what is judged in it would be lost", str(path))
    try:
        if Path(path).suffix.lower() == ".csv":
            with Path(path).open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, COLUMNS)
                writer.writeheader()
                writer.writerows({k: _no_formula(v) for k, v in row.items()} for row in rows)
        else:
            template = files("kg.scoring").joinpath("sheet.html").read_text("utf-8")
            page = Environment(autoescape=True).from_string(template).render(rows=rows, columns=COLUMNS)
            Path(path).write_text(page, "utf-8")
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror or error})", str(path)) from error


def judged(path: str | Path) -> Judged:
    """The share of a judged sheet that is right.

    Args:
        path: A table with the columns ``event`` and ``verdict``: right or wrong (or 1 and 0); rows without one are
            left out.

    Raises:
        InputError: The file cannot be read, has no such columns, a verdict is none, or nothing is judged.
    """
    right, of = 0, 0
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline()
            stream.seek(0)
            delimiter = max(",;\t", key=head.count)  # a spreadsheet writes that of its country
            for number, row in enumerate(csv.DictReader(stream, delimiter=delimiter), 2):
                if "verdict" not in row:
                    raise InputError("has no column `verdict`", str(path))
                word = (row["verdict"] or "").strip().lower()
                if word and word not in VERDICTS:
                    raise InputError(f"{word!r} is no verdict; write right or wrong", f"{path}:{number}")
                of += bool(word)
                right += VERDICTS.get(word, False)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read ({error})", str(path)) from error
    if not of:
        raise InputError("nothing is judged in it", str(path))
    return Judged(right, of, *wilson(right, of))


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson (1927, *JASA* 22).

    Example:
        >>> [round(x, 2) for x in wilson(70, 120)]
        [0.49, 0.67]
    """
    share, z = right / of, 1.96
    square = z * z
    middle = share + square / (2 * of)
    spread = z * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return (middle - spread) / (1 + square / of), (middle + spread) / (1 + square / of)


def _row(event: Event) -> dict[str, str]:
    sides = ("; ".join(f"{p.name} ({p.country or '–'})" for p in side) for side in (event.actors, event.recipients))
    actors, recipients = sides
    return {
        "event": event.id,
        "article": event.article,
        "type": event.type.value,
        "status": event.status.value,
        "actors": actors,
        "recipients": recipients,
        "theme": event.theme or "",
        "date": event.date.start.isoformat() if event.date else "",
        "trigger": event.evidence.trigger,
        "sentence": event.evidence.sentence,
        "verdict": "",
    }


def _no_formula(value: str) -> str:
    """What a spreadsheet would take for a formula is text."""
    return "'" + value if value[:1] in "=+-@\t\r" and value else value
