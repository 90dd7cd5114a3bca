"""Large tables of which a text asks for little: rows of plain values; a record is made of one when it is asked for."""

from __future__ import annotations

import marshal
from collections.abc import Callable, ItemsView, Iterator, MutableMapping
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")


class Packed(MutableMapping[K, V]):
    """A mapping that makes its values when they are asked for, each once.

    Those met by walking through all of it are not kept.

    Args:
        rows: What a value is made of, by key: tuples of plain values.
        make: Makes a value of its key and its row.

    Example:
        >>> lengths = Packed({"a": (3,)}, lambda key, row: key * row[0])
        >>> lengths["a"], lengths.get("b"), len(lengths)
        ('aaa', None, 1)
    """

    __slots__ = ("_made", "_make", "_rows")

    def __init__(self, rows: dict[K, Any], make: Callable[[K, Any], V]) -> None:
        self._rows, self._make = rows, make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(key, self._rows[key])
        return found

    def get(self, key: K, default: V | D = None) -> V | D:  # type: ignore[assignment]
        """The value of a key."""
        found = self._made.get(key)
        if found is not None:
            return found
        return self[key] if key in self._rows else default

    def __setitem__(self, key: K, value: V) -> None:
        self._rows[key] = None
        self._made[key] = value

    def __delitem__(self, key: K) -> None:
        del self._rows[key]
        self._made.pop(key, None)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[K]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def items(self) -> ItemsView[K, V]:
        """Keys and values, in order."""
        return _Items(self)

    def __reduce__(self) -> tuple[Any, ...]:
        made = {key: value for key, value in self._made.items() if self._rows[key] is None}
        return _unpickled, (marshal.dumps(self._rows), self._make, made)


class _Items(ItemsView[K, V]):
    def __init__(self, table: Packed[K, V]) -> None:
        super().__init__(table)
        self._table = table

    def __iter__(self) -> Iterator[tuple[K, V]]:
        table = self._table
        made, make = table._made, table._make
        for key, row in table._rows.items():
            value = made.get(key)
            yield key, make(key, row) if value is None else value


def _unpickled(rows: bytes, make: Callable[[Any, Any], Any], made: dict[Any, Any]) -> Packed[Any, Any]:
    """``marshal`` reads plain values thrice as fast as ``pickle``."""
    table: Packed[Any, Any] = Packed(marshal.loads(rows), make)
    table._made.update(made)
    return table
