"""The knowledge base as rows, of which a record is made when a text first asks for it.

As records, twenty thousand names and as many people and places take a quarter of a second to make and fifty megabytes
to hold; as rows, a fifth of the time and half of the memory, and nothing that Python's search for cycles looks through.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from kg.core.event import Place
from kg.core.packed import Packed
from kg.core.records import Entity
from kg.entities._loading import Index
from kg.entities.facts import Alias, Tenure


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
