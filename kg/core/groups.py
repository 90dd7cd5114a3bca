"""Things in groups of bounded size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def groups(items: Iterable[Item], length: Callable[[Item], int], most: int, total: int) -> Iterator[list[Item]]:
    """Items in lists, taken as they are needed; a list ends with the item that fills it.

    Args:
        items: What is to be grouped.
        length: How long one is.
        most: A list is full with so many items.
        total: It is also full when its items are so long together.

    Example:
        >>> list(groups(["a", "bcd", "e", "f", "g"], len, most=3, total=4))
        [['a', 'bcd'], ['e', 'f', 'g']]
    """
    group: list[Item] = []
    size = 0
    for item in items:
        group.append(item)
        size += length(item)
        if len(group) >= most or size >= total:
            yield group
            group, size = [], 0
    if group:
        yield group
