"""Large tables of which a text asks for little: rows of plain values; a record is made of one when it is asked for.

Twenty thousand names and as many people and places take a quarter of a second to make and fifty megabytes to hold, as
records; as rows, a tenth of both, and nothing that Python's search for cycles has to look through.
"""

from __future__ import annotations

import datetime as dt
import marshal
from collections.abc import Callable, ItemsView, Iterator, Mapping, MutableMapping
from functools import partial
from typing import Any, TypeVar

from kg.core.event import Place
from kg.core.records import Entity
from kg.entities._loading import Index
from kg.entities.facts import Alias, Tenure

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

    def get(self, key: K, default: V | D = None) -> V | D:  # type: ignore[assignment,override]
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
    def __iter__(self) -> Iterator[tuple[K, V]]:
        table = self._mapping
        made, make = table._made, table._make
        for key, row in table._rows.items():
            value = made.get(key)
            yield key, make(key, row) if value is None else value


def _unpickled(rows: bytes, make: Callable[[Any, Any], Any], made: dict[Any, Any]) -> Packed[Any, Any]:
    """``marshal`` reads plain values thrice as fast as ``pickle``."""
    table: Packed[Any, Any] = Packed(marshal.loads(rows), make)
    table._made.update(made)
    return table


def pack(
    index: Index, aliases: Mapping[tuple[str, ...], tuple[Alias, ...]]
) -> Packed[tuple[str, ...], tuple[Alias, ...]]:
    """The aliases, packed; the large tables of the index are packed in place, and those only needed to add rows go."""
    entities = Packed({id_: _values(entity)[1:] for id_, entity in index.entities.items()}, _entity)
    held = {words: tuple((a.entity.id, *_values(a)[1:]) for a in found) for words, found in aliases.items()}
    index.aliases, index.entities = {}, entities
    index.places = Packed(
        {name: tuple((w, _values(place), id_) for w, place, id_ in found) for name, found in index.places.items()},
        _places,
    )
    index.tenures = Packed({id_: _days(found) for id_, found in index.tenures.items()}, _tenures)
    index.offices = Packed({office: _days(found) for office, found in index.offices.items()}, _tenures)
    return Packed(held, partial(_aliases, entities))


def _values(record: Entity | Alias | Place | Tenure) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in record.__slots__)


def _entity(id_: str, row: tuple[Any, ...]) -> Entity:
    return Entity(id_, *row)


def _aliases(entities: Packed[str, Entity], words: tuple[str, ...], rows: tuple[Any, ...]) -> tuple[Alias, ...]:
    return tuple(Alias(entities[id_], *rest) for id_, *rest in rows)


def _places(name: str, rows: tuple[Any, ...]) -> list[tuple[float, Place, str]]:
    return [(weight, Place(*values), id_) for weight, values, id_ in rows]


def _days(found: list[Tenure]) -> tuple[Any, ...]:
    """Tenures as rows, in which a day is its number."""
    return tuple(tuple(v.toordinal() if isinstance(v, dt.date) else v for v in _values(tenure)) for tenure in found)


def _tenures(key: Any, rows: tuple[Any, ...]) -> list[Tenure]:
    return [Tenure(*row[:4], *(None if day is None else dt.date.fromordinal(day) for day in row[4:])) for row in rows]
