"""Whether two reports can be of one day and one place."""

from __future__ import annotations

from kg.core.event import Event
from kg.core.plover import Basis, Precision

#: Days between the publication of two articles that may tell of the same act, or of an article and its copy.
WINDOW = 3


def same_day(a: Event, b: Event) -> bool | None:
    """Whether both were on one day; None where that is not told finely enough."""
    if a.date is None or b.date is None:
        return None
    if a.date.precision is Precision.DAY and b.date.precision is Precision.DAY:
        apart = abs((a.date.start - b.date.start).days)
        # A day apart is what time zones and morning papers do; what is only dated by its paper may be some days older
        # than that, but not what another paper tells as news as well.
        one_sure = day_told(a) is not day_told(b)
        return True if apart <= 1 else None if apart <= WINDOW and one_sure else False
    return None if a.date.start <= b.date.end and b.date.start <= a.date.end else False


def day_told(event: Event) -> bool:
    """Whether the text itself says on which day it was."""
    date = event.date
    return date is not None and date.basis is not Basis.PUBLISHED and date.precision is Precision.DAY


def one_day_told(a: Event, b: Event) -> bool:
    """Whether the text of both says on which day it was, and it is one."""
    return day_told(a) and day_told(b) and same_day(a, b) is True


def same_place(a: Event, b: Event) -> bool | None:
    """Whether both were at one place; None where one is told more finely, or not at all."""
    if a.place is None or b.place is None:
        return None
    if a.place.name == b.place.name:
        return True
    if a.place.country is not None and b.place.country is not None and a.place.country != b.place.country:
        return False
    # A country and a town in it agree; two towns do not.
    return None if None in (a.place.lat, b.place.lat) else False


def days_apart(a: Event, b: Event) -> int:
    """Days between publication."""
    return abs((a.published - b.published).days) if a.published and b.published else 0
