"""Months, seasons, years and decades; stretches and vague distances; the parts of a period."""

from __future__ import annotations

import datetime as dt

from kg.core.event import Period
from kg.core.plover import Precision
from kg.events._time_value import Cue, Unit, Value

SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # northern meteorological seasons
MONTHS_IN: dict[Unit, int] = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120}
PRECISION: dict[Unit, Precision] = {
    "day": Precision.DAY, "week": Precision.WEEK, "weekend": Precision.WEEK, "month": Precision.MONTH,
    "quarter": Precision.MONTH, "season": Precision.MONTH, "half": Precision.YEAR, "year": Precision.YEAR,
    "decade": Precision.YEAR,
}  # fmt: skip
COARSER: dict[Unit, Precision] = {"day": Precision.WEEK, "week": Precision.MONTH, "month": Precision.YEAR}
# How many units a vague stretch ("recent days", "a few weeks") may be: what a reader would allow for at most.
VAGUE_REACH: dict[Unit, int] = {"day": 7, "week": 6, "month": 6}
# Months ahead up to which a bare "in August", without a cue of tense, is the coming one and not the one long past.
COMING_MONTHS = 2
ONE_DAY = dt.timedelta(days=1)


def add_months(day: dt.date, months: int) -> dt.date:
    """First day of the month that lies so many months away."""
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def span(first: dt.date, unit: Unit) -> Period:
    """The month, season, year … that begins on a day."""
    return Period(first, add_months(first, MONTHS_IN[unit]) - ONE_DAY, PRECISION[unit])


def move(day: dt.date, unit: Unit, count: int) -> dt.date:
    """The day so many units away; the last of a month that is too short."""
    if unit in {"day", "week"}:
        return day + dt.timedelta(days=count * (7 if unit == "week" else 1))
    month = span(add_months(day, count * MONTHS_IN[unit]), "month")
    return month.start.replace(day=min(day.day, month.end.day))


def year_of(value: Value, published: dt.date | None) -> int | None:
    """The year that a value names, itself or by its distance."""
    if value.year is None and value.year_shift is not None and published is not None:
        return published.year + value.year_shift
    return value.year


def months(value: Value, published: dt.date | None, cue: Cue | None) -> Period | None:
    """The period of a month or of anything longer."""
    unit, year = value.unit, year_of(value, published)
    if unit in {"year", "decade"}:
        if year is None and published is not None and value.shift is not None:
            if value.vague:
                return None
            size = 10 if unit == "decade" else 1
            year = published.year // size * size + size * value.shift
        return span(dt.date(year, 1, 1), unit) if year is not None else None
    first = _first_month(value)
    if first is not None and year is not None:
        return span(dt.date(year, first, 1), unit)
    if published is None:
        return None
    if first is not None:
        return span(_yearless(value, first, published, cue), unit)
    if value.shift is None:
        return None
    if value.vague:
        return vague_distance(value, published)
    size = MONTHS_IN[unit]
    begin = add_months(published, -((published.month - 1) % size))
    return span(add_months(begin, size * value.shift), unit)


def _first_month(value: Value) -> int | None:
    if value.unit == "month":
        return value.month
    if value.season is not None:
        return SEASON_START[value.season]
    return 1 + MONTHS_IN[value.unit] * (value.index - 1) if value.index is not None else None


def _yearless(value: Value, month: int, published: dt.date, cue: Cue | None) -> dt.date:
    """The first day of the month or season that is meant when no year is given."""
    size = MONTHS_IN[value.unit]
    starts = [dt.date(published.year + n, month, 1) for n in (-2, -1, 0, 1, 2)]
    begun = [d for d in starts if d <= published]
    ahead = [d for d in starts if add_months(d, size) > published]
    running = begun[-1] if begun[-1] in ahead else None
    if value.shift == -1:  # "last March", "last summer": the latest that is over
        return max(d for d in begun if d != running)
    if value.shift == 1:
        return min(d for d in ahead if d != running)
    if value.shift == 0:  # "this summer": of this year
        return dt.date(published.year, month, 1)
    if cue == "future":
        return ahead[0]
    distance = (ahead[0].year - published.year) * 12 + ahead[0].month - published.month
    return ahead[0] if cue != "past" and distance <= COMING_MONTHS else begun[-1]


def vague_distance(value: Value, published: dt.date) -> Period | None:
    """ "A few days ago", "several weeks later": somewhere up to so far from then."""
    reach = VAGUE_REACH.get(value.unit)
    if reach is None or not value.shift:
        return None
    ends = (move(published, value.unit, 2 * value.shift), move(published, value.unit, reach * value.shift))
    return Period(min(ends), max(ends), COARSER[value.unit])


def stretch(value: Value, published: dt.date | None) -> Period | None:
    """ "The past two weeks", "the next few days": up to now, or from now on."""
    if published is None or not value.stretch:
        return None
    count, precision = value.stretch, PRECISION[value.unit]
    if value.vague:
        if value.unit not in VAGUE_REACH:
            return None
        count = VAGUE_REACH[value.unit] * (1 if count > 0 else -1)
    if value.vague or abs(count) > 1:
        precision = COARSER.get(value.unit, precision)
    there = move(published, value.unit, count)
    return Period(min(there, published), max(there, published), precision)


def part(whole: Period, name: str, published: dt.date | None) -> Period:
    """A part of a period: its early, middle or late third, its beginning or end, what is over of it or to come."""
    if whole.precision == Precision.DAY:
        return whole
    if name in {"sofar", "rest"}:
        if published is None or not whole.start <= published <= whole.end:
            return whole
        start, end = (whole.start, published) if name == "sofar" else (published, whole.end)
        return Period(start, end, whole.precision)
    by_month = whole.precision == Precision.YEAR
    length = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
    if not by_month:
        length = (whole.end - whole.start).days + 1
    third, edge = length // 3, max(1, length // 6) if by_month else max(1, length // 3)
    first, last = {
        "early": (0, third), "mid": (third, length - third), "late": (length - third, length), "begin": (0, edge),
        "end": (length - edge, length),
    }[name]  # fmt: skip
    if by_month:
        return Period(add_months(whole.start, first), add_months(whole.start, last) - ONE_DAY, whole.precision)
    return Period(whole.start + first * ONE_DAY, whole.start + (last - 1) * ONE_DAY, whole.precision)
