"""Date arithmetic: from what the words of a time expression say to a period of days.  Knows no text and no parse.

What cannot be known is None: a weekday without a day of publication has no date, and none is invented.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kg.core.event import Period
from kg.core.plover import Precision
from kg.events import _calendar_spans as spans
from kg.events._calendar_spans import ONE_DAY
from kg.events._time_value import Cue, Value

# Days up to which a range of days ("from 3 to 5 May") is as good as a day, and as a week.
DAYS_LIKE_A_DAY, DAYS_LIKE_A_WEEK = 3, 10
# Nobody leaves the year out of a day so long past: "discussed his visit on August 30" speaks of the coming one.
LONG_AGO = 240


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
        Period(start=datetime.date(2022, 7, 29), end=datetime.date(2022, 7, 29), precision=<Precision.DAY: 'day'>, …)
    """
    if value.needs_future and cue != "future":
        return None
    try:
        if value.until is not None:
            return _range(replace(value, until=None), value.until, published, cue)
        found = _place(value, published, cue)
    except (ValueError, OverflowError):  # 30 February, or past the last year of the calendar
        return None
    return spans.part(found, value.part, published) if found and value.part else found


def _place(value: Value, published: dt.date | None, cue: Cue | None) -> Period | None:
    if value.stretch is not None:
        return spans.stretch(value, published)
    if value.unit == "day":
        return _day(value, published, cue)
    if value.unit not in {"week", "weekend"}:
        return spans.months(value, published, cue)
    if published is None:
        return None
    if value.unit == "weekend":
        return _weekend(value, published, cue)
    if value.shift is None:
        return None
    if value.vague:
        return spans.vague_distance(value, published)
    monday = published - published.weekday() * ONE_DAY + value.shift * 7 * ONE_DAY
    return Period(monday, monday + 6 * ONE_DAY, Precision.WEEK)


def _single(day: dt.date) -> Period:
    return Period(day, day, Precision.DAY)


def _day(value: Value, published: dt.date | None, cue: Cue | None) -> Period | None:
    year = spans.year_of(value, published)
    if value.month is not None and value.day is not None and year is not None:
        return _single(dt.date(year, value.month, value.day))
    if published is None:
        return None
    if value.month is not None and value.day is not None:
        return _single(_yearless(value.month, value.day, value.weekday, published, cue))
    if value.weekday is not None:
        return _single(_weekday(value, value.weekday, published, cue))
    if value.day is not None:  # "on the 17th"
        months = [spans.span(spans.add_months(published, n), "month") for n in (0, -1, 1)]
        days = [m.start.replace(day=value.day) for m in months if value.day <= m.end.day]
        return _single(_nearest(days, published, cue))
    if value.shift is None:
        return None
    return spans.vague_distance(value, published) if value.vague else _single(published + value.shift * ONE_DAY)


def _yearless(month: int, day: int, weekday: int | None, published: dt.date, cue: Cue | None) -> dt.date:
    """The day that is meant when no year is given; a weekday beside it ("Thursday, July 21") settles the year."""
    years = [published.year, published.year - 1, published.year + 1]
    days = [dt.date(y, month, day) for y in years if (month, day) != (2, 29) or _is_leap(y)]
    named = [d for d in days if d.weekday() == weekday]
    return _nearest(named or days, published, cue)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _nearest(days: list[dt.date], published: dt.date, cue: Cue | None) -> dt.date:
    """The last day up to publication for a past cue, the first from it on for a future one, else the nearest.

    A day's grace in the past, for a paper dated the evening before.
    """
    past = [d for d in days if d <= published + ONE_DAY]
    ahead = [d for d in days if d >= published]
    if cue == "past" and past and (published - max(past)).days <= LONG_AGO:
        return max(past)
    if cue == "future" and ahead:
        return min(ahead)
    return min(days, key=lambda d: (abs((d - published).days), d > published))


def _weekday(value: Value, weekday: int, published: dt.date, cue: Cue | None) -> dt.date:
    if value.week_shift is not None:
        return published + (weekday - published.weekday() + 7 * value.week_shift) * ONE_DAY
    back = (published.weekday() - weekday) % 7
    if value.shift == -1:
        return published - (back or 7) * ONE_DAY
    if value.shift == 1:
        return published + (7 - back) * ONE_DAY
    ahead = published + (7 - back) % 7 * ONE_DAY
    # "Meets on Friday" is a headline on Friday and Saturday, a plan on other days.
    if cue == "future" or (cue == "present" and back > 1):
        return ahead
    return published - back * ONE_DAY


def _weekend(value: Value, published: dt.date, cue: Cue | None) -> Period:
    saturday = published - (published.weekday() - 5) % 7 * ONE_DAY  # the last one up to now
    running = published.weekday() >= 5
    if value.shift == 1 or (cue == "future" and not running):
        saturday += 7 * ONE_DAY
    elif value.shift == -1 and running:
        saturday -= 7 * ONE_DAY
    return Period(saturday, saturday + ONE_DAY, Precision.WEEK)


def _range(first: Value, last: Value, published: dt.date | None, cue: Cue | None) -> Period | None:
    """From one to the other; an end without a year is the first such time from the beginning on."""
    begin = period(first, published, cue)
    if begin is None:
        return None
    dated = last.year is not None or last.year_shift is not None or last.shift is not None
    end = period(last, published, cue) if dated else period(last, begin.start, "future")
    if end is None or end.end < begin.start:
        return None
    order = list(Precision)
    precision = max(begin.precision, end.precision, key=order.index)
    days = (end.end - begin.start).days + 1
    if precision == Precision.DAY and days > DAYS_LIKE_A_DAY:
        precision = Precision.WEEK if days <= DAYS_LIKE_A_WEEK else Precision.MONTH
    return Period(begin.start, end.end, precision)
