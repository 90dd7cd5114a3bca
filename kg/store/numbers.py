"""Numbers by keys, many of them in little memory: what is known of each article of a store that may hold millions."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

import numpy as np

# The value of a key that was taken out.
_GONE = (1 << 64) - 1


class Numbers:
    """Numbers by keys; both are of 64 bits, and no value is the highest of these.

    Those that are there at first take 16 bytes each, a tenth of what a dict of them does.

    Args:
        pairs: Keys and values; of a key that comes twice the last counts.

    Example:
        >>> numbers = Numbers([(7, 1), (3, 2), (7, 5)])
        >>> numbers[4] = 6
        >>> numbers.pop(3)
        >>> numbers.get(3), numbers.get(4), numbers.get(7), len(numbers), sorted(numbers)
        (None, 6, 5, 2, [5, 6])
    """

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        keys, values = array("Q"), array("Q")
        for key, value in pairs:
            keys.append(key)
            values.append(value)
        self._keys, self._values = _sorted(keys, values) if keys else (keys, values)
        self._new: dict[int, int] = {}
        self._size = len(self._keys)

    def __len__(self) -> int:
        return self._size

    def __contains__(self, key: int) -> bool:
        return self.get(key) is not None

    def __iter__(self) -> Iterator[int]:
        """The values."""
        yield from (value for value in self._values if value != _GONE)
        yield from self._new.values()

    def get(self, key: int) -> int | None:
        """The value of a key; None where it has none."""
        at = self._place(key)
        if at is None:
            return self._new.get(key)
        value = self._values[at]
        return None if value == _GONE else value

    def __setitem__(self, key: int, value: int) -> None:
        self._size += key not in self
        at = self._place(key)
        if at is None:
            self._new[key] = value
        else:
            self._values[at] = value

    def pop(self, key: int) -> None:
        """Take a key out, if it is there."""
        self._size -= key in self
        at = self._place(key)
        if at is None:
            self._new.pop(key, None)
        else:
            self._values[at] = _GONE

    def _place(self, key: int) -> int | None:
        at = bisect_left(self._keys, key)
        return at if at < len(self._keys) and self._keys[at] == key else None


def _sorted(keys: array[int], values: array[int]) -> tuple[array[int], array[int]]:
    """Both by key, each key once."""
    order = np.argsort(np.frombuffer(keys, np.uint64), kind="stable")
    in_order = np.frombuffer(keys, np.uint64)[order]
    last = np.append(in_order[1:] != in_order[:-1], True)
    found = (in_order[last], np.frombuffer(values, np.uint64)[order[last]])
    one, other = (array("Q", part.tobytes()) for part in found)
    return one, other
