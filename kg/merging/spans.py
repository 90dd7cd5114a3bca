"""Days as ordinals, and spans of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from kg.merging.when import WINDOW

#: The last day that there is.
LAST = dt.date.max.toordinal()


def about(days: Iterable[int]) -> set[int]:
    """Some days, and those within which what was published is compared with what was on them.

    Example:
        >>> sorted(about([1, 20]))
        [1, 2, 3, 4, 17, 18, 19, 20, 21, 22, 23]
    """
    return {near for day in days for near in range(max(1, day - WINDOW), min(day + WINDOW, LAST) + 1)}


def after(days: Iterable[int]) -> set[int]:
    """Some days, and those on which what was published on them may be copied."""
    return {near for day in days for near in range(day, min(day + WINDOW, LAST) + 1)}


def spans(days: Iterable[int], gap: int = 0) -> Iterator[tuple[int, int]]:
    """The first and the last day of each span.

    Args:
        days: The days.
        gap: Days that may be missing within one.

    Example:
        >>> list(spans([1, 2, 3, 6, 9]))
        [(1, 3), (6, 6), (9, 9)]
        >>> list(spans([1, 2, 3, 6, 9], 2))
        [(1, 9)]
    """
    first = last = None
    for day in sorted(set(days)):
        if first is None or last is None:
            first = day
        elif day > last + gap + 1:
            yield first, last
            first = day
        last = day
    if first is not None and last is not None:
        yield first, last
