"""Records as plain values, which any format can carry, and back: by the types that their fields are declared with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: Any) -> Any:
    """A record as dicts, lists, strings, numbers and None.

    Args:
        value: A dataclass, or what its fields may hold: records, lists, tuples, dicts, days, members of an enum.

    Raises:
        TypeError: It holds something else.

    Example:
        >>> plain(Period(dt.date(2023, 9, 13), dt.date(2023, 9, 13), Precision.DAY))
        {'start': '2023-09-13', 'end': '2023-09-13', 'precision': 'day', 'basis': 'text'}
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"a {type(value).__name__} has no plain form")


def record(kind: type[T], value: Mapping[str, Any]) -> T:
    """The record that :func:`plain` made these values of.

    Args:
        kind: Its class, a dataclass.
        value: Its fields; lists may have become tuples on the way.

    Raises:
        TypeError, ValueError: They are not the fields of such a record.

    Example:
        >>> record(Period, {"start": "2023-09-13", "end": "2023-09-13", "precision": "day"}).precision
        <Precision.DAY: 'day'>
    """
    if not isinstance(value, Mapping):
        raise TypeError(f"a {kind.__name__} is made of named fields")
    hints = _hints(kind)  # type: ignore[arg-type]  # a class is hashable
    unknown = value.keys() - hints.keys()
    if unknown:
        raise TypeError(f"a {kind.__name__} has no field {min(unknown)!r}")
    return kind(**{name: _revived(hints[name], item) for name, item in value.items()})


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _revived(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        if value is None:
            return None
        (hint,) = (each for each in get_args(hint) if each is not NoneType)  # no field may be one of two records
        return _revived(hint, value)
    if origin in (list, tuple):
        return origin(_revived(get_args(hint)[0], item) for item in value)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _revived(get_args(hint)[1], item) for key, item in value.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return record(hint, value)
    if hint is dt.date:
        return dt.date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value
