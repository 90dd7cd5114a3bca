"""Date arithmetic: from what the words of a time expression say to a period of days.  Knows no text and no parse.

A :class:`Value` is what the words say ("the Friday before", "July, year not given"); :func:`period` places it on the
calendar, given the day of publication and whether the verb speaks of the past or the future.  What cannot be known is
None: a weekday without a day of publication has no date, and none is invented.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from kg.model import Period
from kg.plover import Precision

Cue = Literal["past", "present", "future"]
Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade"]

SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # northern meteorological seasons
PRECISION: dict[Unit, Precision] = {
    "day": Precision.DAY,
    "week": Precision.WEEK,
    "weekend": Precision.WEEK,
    "month": Precision.MONTH,
    "quarter": Precision.MONTH,
    "season": Precision.MONTH,
    "half": Precision.YEAR,
    "year": Precision.YEAR,
    "decade": Precision.YEAR,
}
MONTHS_IN: dict[Unit, int] = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120}
# A vague stretch ("recent days", "a few weeks") in its unit: what a reader would allow for at most.
VAGUE_REACH: dict[Unit, int] = {"day": 7, "week": 6, "month": 6}
# Months ahead up to which a bare "in August", without a cue of tense, is the coming one and not the one long past.
COMING_MONTHS = 2


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
        part: "early", "mid", "late", "sofar" ("earlier this month") or "rest" ("later this year").
        context: It counts from the day last spoken of, not from publication ("two days later").
        needs_future: It is a time only under a future verb ("in two weeks").
        until: The last member of a range ("from 3 to 5 May").
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


def period(value: Value, published: dt.date | None, cue: Cue | None = None) -> Period | None:
    """The days that a value means.

    Args:
        value: What the words say.
        published: Day of publication, or the day that the expression counts from.
        cue: Tense of the verb; decides between the Friday before and the Friday after publication.

    Returns:
        None where the value needs a day of publication and there is none, or where no such day exists (30 February).

    Example:
        >>> period(Value("day", weekday=4), dt.date(2022, 7, 25), "future")
        Period(start=datetime.date(2022, 7, 29), end=datetime.date(2022, 7, 29), precision=<Precision.DAY: 'day'>)
    """
    if value.needs_future and cue != "future":
        return None
    try:
        if value.until is not None:
            return _range(value, value.until, published, cue)
        found = _place(value, published, cue)
    except (ValueError, OverflowError):  # 30 February, or past the last year of the calendar
        return None
    return _part(found, value.part, published) if found and value.part else found


def _place(value: Value, published: dt.date | None, cue: Cue | None) -> Period | None:
    if value.stretch is not None:
        return _stretch(value, published)
    if value.unit == "day":
        return _day(value, published, cue)
    if value.unit == "week":
        if published is None or value.shift is None:
            return None
        return _distance(value, published) if value.vague else _week(published + dt.timedelta(weeks=value.shift))
    if value.unit == "weekend":
        return _weekend(value, published, cue)
    return _months(value, published, cue)


def _single(day: dt.date) -> Period:
    return Period(day, day, Precision.DAY)


def _week(day: dt.date) -> Period:
    monday = day - dt.timedelta(days=day.weekday())
    return Period(monday, monday + dt.timedelta(days=6), Precision.WEEK)


def _add_months(day: dt.date, months: int) -> dt.date:
    """First day of the month that lies so many months away."""
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def _same_day(day: dt.date, months: int) -> dt.date:
    """The day so many months away, the last of a shorter month."""
    first = _add_months(day, months)
    last = _add_months(first, 1) - dt.timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _span(first: dt.date, unit: Unit) -> Period:
    end = _add_months(first, MONTHS_IN[unit]) - dt.timedelta(days=1)
    return Period(first, end, PRECISION[unit])


def _day(value: Value, published: dt.date | None, cue: Cue | None) -> Period | None:
    year = _year(value, published)
    if value.month is not None and value.day is not None:
        if year is not None:
            return _single(dt.date(year, value.month, value.day))
        return _yearless_day(value.month, value.day, value.weekday, published, cue)
    if published is None:
        return None
    if value.weekday is not None:
        return _single(_weekday(value, published, cue))
    if value.day is not None:  # "on the 17th"
        months = [_add_months(published, n) for n in (0, -1, 1)]
        days = [m.replace(day=value.day) for m in months if value.day <= _span(m, "month").end.day]
        return _single(_nearest(days, published, cue))
    if value.shift is None:
        return None
    return _distance(value, published) if value.vague else _single(published + dt.timedelta(days=value.shift))


def _year(value: Value, published: dt.date | None) -> int | None:
    if value.year is not None:
        return value.year
    if value.year_shift is not None and published is not None:
        return published.year + value.year_shift
    return None


def _yearless_day(
    month: int, day: int, weekday: int | None, published: dt.date | None, cue: Cue | None
) -> Period | None:
    if published is None:
        return None
    years = [published.year, published.year - 1, published.year + 1]
    days = [dt.date(y, month, day) for y in years if (month, day) != (2, 29) or _leap(y)]
    # "Thursday, July 21": the weekday settles the year.
    named = [d for d in days if d.weekday() == weekday] if weekday is not None else []
    return _single(_nearest(named or days, published, cue))


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _nearest(days: list[dt.date], published: dt.date, cue: Cue | None) -> dt.date:
    """The last day up to publication for a past cue, the first from it on for a future one, else the nearest.

    A day's grace in the past, for a paper dated the evening before.
    """
    past = [d for d in days if d <= published + dt.timedelta(days=1)]
    ahead = [d for d in days if d >= published]
    if cue == "past" and past:
        return max(past)
    if cue == "future" and ahead:
        return min(ahead)
    return min(days, key=lambda d: (abs((d - published).days), d > published))


def _weekday(value: Value, published: dt.date, cue: Cue | None) -> dt.date:
    assert value.weekday is not None
    if value.week_shift is not None:
        monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(weeks=value.week_shift)
        return monday + dt.timedelta(days=value.weekday)
    back = (published.weekday() - value.weekday) % 7
    if value.shift == -1:
        return published - dt.timedelta(days=back or 7)
    if value.shift == 1:
        return published + dt.timedelta(days=7 - back)
    before, after = published - dt.timedelta(days=back), published + dt.timedelta(days=(7 - back) % 7)
    if cue == "future":
        return after
    if cue == "present":  # "meets on Friday": yesterday's headline, or a plan
        return before if back <= 1 else after
    return before


def _weekend(value: Value, published: dt.date | None, cue: Cue | None) -> Period | None:
    if published is None:
        return None
    saturday = published - dt.timedelta(days=(published.weekday() - 5) % 7)  # the last one up to now
    running = published.weekday() >= 5
    if value.shift == 1 or (cue == "future" and not running):
        saturday += dt.timedelta(weeks=1)
    elif (value.shift == -1 and running) or (
        running and published.weekday() == 5 and cue == "past" and not value.shift
    ):
        saturday -= dt.timedelta(weeks=1 if value.shift == -1 else 0)
    return Period(saturday, saturday + dt.timedelta(days=1), Precision.WEEK)


def _months(value: Value, published: dt.date | None, cue: Cue | None) -> Period | None:
    unit, year = value.unit, _year(value, published)
    if unit == "decade":
        if year is None and published is not None and value.shift is not None:
            year = published.year // 10 * 10 + 10 * value.shift
        return _span(dt.date(year, 1, 1), unit) if year is not None else None
    if unit == "year":
        if year is None and published is not None and value.shift is not None:
            if value.vague:
                return _distance(value, published)
            year = published.year + value.shift
        return _span(dt.date(year, 1, 1), unit) if year is not None else None
    month = _first_month(value)
    if month is not None and year is not None:
        return _span(dt.date(year, month, 1), unit)
    if published is None:
        return None
    if month is not None:
        return _span(_yearless_month(value, month, published, cue), unit)
    if value.shift is None:
        return None
    if value.vague:
        return _distance(value, published)
    size = MONTHS_IN[unit]
    begin = _add_months(published, -((published.month - 1) % size))
    return _span(_add_months(begin, size * value.shift), unit)


def _first_month(value: Value) -> int | None:
    if value.unit == "month":
        return value.month
    if value.season is not None:
        return SEASON_START[value.season]
    return 1 + MONTHS_IN[value.unit] * (value.index - 1) if value.index is not None else None


def _yearless_month(value: Value, month: int, published: dt.date, cue: Cue | None) -> dt.date:
    size = MONTHS_IN[value.unit]
    starts = [dt.date(published.year + n, month, 1) for n in (-2, -1, 0, 1)]
    begun = [d for d in starts if d <= published]
    ahead = [d for d in starts if _add_months(d, size) > published]
    running = begun[-1] if _add_months(begun[-1], size) > published else None
    if value.shift == -1:  # "last March", "last summer": the latest that is over
        return max(d for d in begun if d != running)
    if value.shift == 1:
        return min(d for d in ahead if d != running)
    if value.shift == 0:  # "this summer": of this year
        return next(d for d in starts if d.year == published.year)
    if cue == "future":
        return min(ahead)
    if cue is None or cue == "present":
        coming = min(ahead)
        distance = (coming.year - published.year) * 12 + coming.month - published.month
        return coming if 0 <= distance <= COMING_MONTHS else begun[-1]
    return begun[-1]


def _distance(value: Value, published: dt.date) -> Period | None:
    """ "A few days ago", "several weeks later": somewhere up to so far from then."""
    reach = VAGUE_REACH.get(value.unit)
    if reach is None or not value.shift:
        return None
    ends = sorted((_move(published, value.unit, 2 * value.shift), _move(published, value.unit, reach * value.shift)))
    return Period(ends[0], ends[1], _coarser(value.unit))


def _coarser(unit: Unit) -> Precision:
    return {"day": Precision.WEEK, "week": Precision.MONTH}.get(unit, Precision.YEAR)


def _move(day: dt.date, unit: Unit, count: int) -> dt.date:
    if unit == "day":
        return day + dt.timedelta(days=count)
    if unit == "week":
        return day + dt.timedelta(weeks=count)
    return _same_day(day, count * MONTHS_IN[unit])


def _stretch(value: Value, published: dt.date | None) -> Period | None:
    if published is None or not value.stretch:
        return None
    precision = PRECISION[value.unit]
    count = value.stretch
    if value.vague:
        if value.unit not in VAGUE_REACH:
            return None
        count, precision = (1 if count > 0 else -1) * VAGUE_REACH[value.unit], _coarser(value.unit)
    elif value.unit == "day" and abs(count) > 1:
        precision = Precision.WEEK if abs(count) <= 10 else Precision.MONTH
    elif value.unit in {"week", "month"} and abs(count) > 1:
        precision = _coarser(value.unit)
    there = _move(published, value.unit, count)
    return Period(min(there, published), max(there, published), precision)


def _range(first: Value, last: Value, published: dt.date | None, cue: Cue | None) -> Period | None:
    begin = period(_replace_until(first), published, cue)
    if begin is None:
        return None
    # The end is the first such time from the beginning on: "from December to March".
    end = period(last, begin.start if not _dated(last) else published, "future" if not _dated(last) else cue)
    if end is None or end.end < begin.start:
        return None
    order = list(Precision)
    precision = max(begin.precision, end.precision, key=order.index)
    days = (end.end - begin.start).days
    if precision == Precision.DAY and days > 0:
        precision = Precision.DAY if days <= 3 else Precision.WEEK if days <= 10 else Precision.MONTH
    return Period(begin.start, end.end, precision)


def _replace_until(value: Value) -> Value:
    from dataclasses import replace

    return replace(value, until=None)


def _dated(value: Value) -> bool:
    return value.year is not None or value.year_shift is not None or value.shift is not None


def _part(whole: Period, part: str, published: dt.date | None) -> Period | None:
    """The early, middle or late third of a period; what is over of it, or what is to come."""
    start, end = whole.start, whole.end
    if whole.precision == Precision.DAY:
        return whole
    if part == "sofar":
        return Period(start, published, whole.precision) if published and start <= published <= end else whole
    if part == "rest":
        return Period(published, end, whole.precision) if published and start <= published <= end else whole
    if whole.precision in {Precision.MONTH, Precision.WEEK}:
        third = dt.timedelta(days=((end - start).days + 1) // 3)
        cuts = {
            "early": (start, start + third - dt.timedelta(days=1)),
            "late": (end - third + dt.timedelta(days=1), end),
        }
        first, last = cuts.get(part, (start + third, end - third))
        return Period(first, last, whole.precision)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    cuts_ = {
        "early": (0, months // 3),
        "mid": (months // 3, months - months // 3),
        "late": (months - months // 3, months),
    }
    a, b = cuts_[part]
    return Period(_add_months(start, a), _add_months(start, b) - dt.timedelta(days=1), whole.precision)
