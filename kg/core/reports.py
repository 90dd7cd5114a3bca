"""Who tells an act that several reports tell: how many, from when to when, who denies it, how its numbers went up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.core.plover import Status

if TYPE_CHECKING:
    from kg.core.event import Event

_TOLD = re.compile(r"(\d+)(?:–(\d+))?(?: \((\d{4}-\d\d-\d\d)\))?")


@dataclass(frozen=True, slots=True)
class Toll:
    """What an act cost by the reports of it, one after the other.

    Attributes:
        kind: One of :data:`kg.core.event.LOSSES`.
        total: Whether it sums up a longer time and is not of this act alone.
        told: For each report whose numbers are not those of the one before it: the day of its publication, and how many
            people at least and at most.

    Raises:
        ValueError: No report tells it.

    Example:
        >>> day = dt.date(2023, 3, 19)
        >>> str(Toll("killed", False, ((day, 12, 12), (day + dt.timedelta(1), 15, 15))))
        'killed 12 (2023-03-19), 15 (2023-03-20)'
    """

    kind: str
    total: bool
    told: tuple[tuple[dt.date | None, int, int], ...]

    def __post_init__(self) -> None:
        if not self.told:
            raise ValueError("a toll that no report tells")

    @property
    def low(self) -> int:
        """So many at least, by whoever tells of fewest."""
        return min(low for _, low, _ in self.told)

    @property
    def high(self) -> int:
        """So many at most, by whoever tells of most."""
        return max(high for _, _, high in self.told)

    @property
    def range(self) -> str:
        """Its ends: "killed 12–15"."""
        return f"{self.kind} {_number(self.low, self.high)}" + (" in total" if self.total else "")

    def __str__(self) -> str:
        told = [_number(low, high) + (f" ({day})" if day else "") for day, low, high in self.told]
        return f"{self.kind} {', '.join(told)}" + (" in total" if self.total else "")

    @classmethod
    def parse(cls, text: str) -> Toll:
        """From the words that ``str()`` gives.

        Raises:
            ValueError: They are none.
        """
        kind, _, numbers = text.removesuffix(" in total").partition(" ")
        found = [_TOLD.fullmatch(number) for number in numbers.split(", ")]
        told = tuple((_day(m[3]), int(m[1]), int(m[2] or m[1])) for m in found if m)
        if len(told) < len(found):
            raise ValueError(f"{text!r} is no toll")
        return cls(kind, text.endswith(" in total"), told)


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of an act that is told more than once.

    Attributes:
        articles: How many articles tell it.
        own: How many of them do in words of their own; copies of one text count once.
        first: Day of publication of the first of them.
        last: Of the last.
        denied_by: The names of those who say that it was not so.
        tolls: What it cost, in the order of :data:`kg.core.event.LOSSES`.
    """

    articles: int
    own: int
    first: dt.date | None
    last: dt.date | None
    denied_by: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As it stands in the event record."""
        return {
            "articles": self.articles,
            "own": self.own,
            "first": self.first and self.first.isoformat(),
            "last": self.last and self.last.isoformat(),
            "denied_by": list(self.denied_by),
            "tolls": [
                {
                    "kind": toll.kind,
                    "total": toll.total,
                    "told": [{"date": d and d.isoformat(), "low": low, "high": high} for d, low, high in toll.told],
                }
                for toll in self.tolls
            ],
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Reports:
        """From what :meth:`to_dict` made.

        Raises:
            KeyError, TypeError, ValueError: The record lacks a field or holds a value that is not allowed.
        """
        tolls = tuple(
            Toll(toll["kind"], toll["total"], tuple((_day(t["date"]), t["low"], t["high"]) for t in toll["told"]))
            for toll in record["tolls"]
        )
        days = _day(record["first"]), _day(record["last"])
        return cls(record["articles"], record["own"], *days, tuple(record["denied_by"]), tolls)

    def __str__(self) -> str:
        """In words, for whoever reads a table or a picture.

        Example:
            >>> str(Reports(3, 2, dt.date(2023, 3, 19), dt.date(2023, 3, 21), ("Iran",)))
            '3 reports, 2023-03-19 to 2023-03-21; denied by Iran'
        """
        days = sorted({d.isoformat() for d in (self.first, self.last) if d})
        parts = [", ".join([f"{self.articles} report{'s' * (self.articles != 1)}", " to ".join(days)]).rstrip(", ")]
        if self.denied_by:
            parts.append(f"denied by {', '.join(self.denied_by)}")
        return "; ".join([*parts, *(str(toll) for toll in self.tolls if len(toll.told) > 1)])


def columns(event: Event) -> dict[str, Any]:
    """What tables say of the reports of an event: of one that nobody else tells, that it is one.

    Returns:
        ``reports`` (how many articles), ``first_report``, ``last_report`` (days), ``denied_by``, ``tolls``.
    """
    told = event.reports
    if told is None:
        denier = event.reported_by.name if event.reported_by and event.status is Status.DENIED else None
        days = {"first_report": event.published, "last_report": event.published}
        return {"reports": 1, **days, "denied_by": denier, "tolls": None}
    return {
        "reports": told.articles,
        "first_report": told.first,
        "last_report": told.last,
        "denied_by": ", ".join(told.denied_by) or None,
        "tolls": ", ".join(str(toll) for toll in told.tolls if len(toll.told) > 1) or None,
    }


def _number(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
