"""What the words of a time expression say, before it is placed on the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Cue = Literal["past", "present", "future"]
Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade"]


@dataclass(frozen=True, slots=True)
class Value:
    """What a time expression says, before it is placed on the calendar.

    Attributes:
        unit: How long one of what it names is.
        year: The year that it names.
        year_shift: A year named by its distance: -1 for "July last year".
        month: 1 to 12.
        day: Day of the month.
        weekday: 0 for Monday.
        index: Which quarter or half, from 1.
        season: "spring", "summer", "autumn" or "winter".
        shift: Distance in units: -1 "last month", 0 "this week", 1 "tomorrow", -14 "fourteen days ago".
        stretch: A span of several units up to now (-2: "the past two weeks") or from now on (3: "the next three days").
        week_shift: For a weekday, the week that it is in: -1 "Tuesday last week".
        vague: The number of units is not said ("a few days ago").
        part: "begin", "early", "mid", "late", "end", "sofar" ("earlier this month") or "rest" ("later this year").
        context: It counts from the day last spoken of, not from publication ("two days later").
        needs_future: It is a time only under a future verb ("in two weeks").
        until: The last member of a range ("from 3 to 5 May").
        behind: It dates what stands behind it, counted from what it stands beside ("two days after the attack").
    """

    unit: Unit
    year: int | None = None
    year_shift: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    index: int | None = None
    season: str | None = None
    shift: int | None = None
    stretch: int | None = None
    week_shift: int | None = None
    vague: bool = False
    part: str = ""
    context: bool = False
    needs_future: bool = False
    until: Value | None = None
    behind: bool = False
