"""Which field of a row holds which part of an article: under our names, or those that others use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kg.core.errors import InputError
from kg.core.lists import shipped as shipped_lists
from kg.readers.values import missing, opened, within

#: The parts of an article.
PARTS = ("id", "text", "title", "date", "source", "url")


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = shipped_lists(Path(__file__).with_name("fields.yaml"))
    return found


def _key(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name.lstrip("\ufeff")).casefold() or name


@lru_cache(maxsize=256)
def _candidates(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """For each part the fields, or paths in fields, that may hold it, the likeliest first."""
    given: dict[str, str] = {}
    for name in names:
        given.setdefault(_key(name), name)
    found: dict[str, tuple[str, ...]] = {}
    for part in PARTS:
        paths = []
        for alias in _table()[part]:
            whole, (first, _, rest) = given.get(_key(alias)), alias.partition(".")
            if whole is not None:
                paths.append(whole)
            elif rest and (top := given.get(_key(first))) is not None:
                paths.append(f"{top}.{rest}")
        if paths:
            found[part] = tuple(paths)
    return found


def columns(names: Iterable[Any], told: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which column holds which part of an article: our name -> theirs.  Case does not count; our own names go first.

    Args:
        names: All columns.
        told: What the caller says: our name -> theirs.

    Example:
        >>> columns(["Headline", "Body", "nr"])
        {'text': 'Body', 'title': 'Headline'}
    """
    given = tuple(map(str, names))
    found = {part: next((p for p in paths if p in given), None) for part, paths in _candidates(given).items()}
    own = {part: path for part, path in (told or {}).items() if path in given}
    return {part: column for part, column in {**found, **own}.items() if column is not None}


def held(names: Iterable[Any], told: Mapping[str, str]) -> set[str]:
    """The parts that columns may hold, be it within objects in them."""
    return {*told, *_candidates(tuple(map(str, names)))}


def wanted(names: Iterable[Any], told: Mapping[str, str]) -> list[str]:
    """The columns of a table that may hold any part of an article."""
    given = tuple(map(str, names))
    paths = [*told.values(), *(p for paths in _candidates(given).values() for p in paths)]
    tops = {path if path in given else path.split(".")[0] for path in paths}
    return [name for name in given if name in tops]


def parts(fields: Mapping[str, Any], told: Mapping[str, str]) -> dict[str, Any]:
    """The parts of an article that a row holds; a part is there, and None, where only its field is.

    Example:
        >>> parts({"content": "Iran met Iraq.", "source": {"id": None, "name": "Example"}}, {})
        {'text': 'Iran met Iraq.', 'source': 'Example'}
    """
    found: dict[str, Any] = {}
    candidates = _candidates(tuple(map(str, fields)))
    for part in PARTS:
        paths = (told[part],) if part in told else candidates.get(part, ())
        keys = tuple(_table()["inside"].get(part, ()))
        for path in paths:
            value = opened(within(fields, path), keys)
            nothing = missing(value) or (isinstance(value, str) and not value.strip())
            if part not in found and (path in fields or not nothing):
                found[part] = value
            if not nothing and not (isinstance(value, Mapping) and part == "source"):
                found[part] = value
                break
    if isinstance(found.get("source"), Mapping):
        found.pop("source")
    return found


def given(option: Iterable[str] | Mapping[str, str] | None) -> dict[str, str]:
    """What a caller says of the fields: a mapping, or texts as the command line has them ("date=seendate,text=body").

    Raises:
        InputError: It is not of this form, or names a part that no article has.

    Example:
        >>> given(["date=seendate,text=body"])
        {'date': 'seendate', 'text': 'body'}
    """
    if option is None:
        return {}
    if isinstance(option, Mapping):
        pairs = [(str(part), str(name)) for part, name in option.items()]
    else:
        texts = [option] if isinstance(option, str) else option
        pairs = [(p, n) for text in texts for p, _, n in (one.partition("=") for one in text.split(","))]
    found = {part.strip(): name.strip() for part, name in pairs}
    for part, name in found.items():
        if part not in PARTS or not name:
            raise InputError(f"{part}={name} names no field of an article; write PART=NAME with {', '.join(PARTS)}")
    return found


@dataclass(slots=True)
class Tally:
    """What the rows of one input had, to tell once what none of them had."""

    rows: int = 0
    dated: int = 0
    sourced: int = 0
    names: dict[str, None] = field(default_factory=dict)

    def see(self, names: Iterable[Any]) -> None:
        """Note fields; a hundred will do."""
        for name in names:
            if len(self.names) >= 100:
                return
            self.names.setdefault(str(name), None)

    def told(self, options_fields: Mapping[str, str]) -> str | None:
        """What is to be said of the input, None if nothing."""
        lacks = []
        known = set(wanted(self.names, options_fields))
        other = [name for name in self.names if name not in known]
        for part, count in (("date", self.dated), ("source", self.sourced)):
            if count or not self.rows:
                continue
            named = options_fields.get(part)
            words = _table()["remarked"][part]
            # Some field may hold it that nobody knows the name of; nothing is said of rows that have nothing else.
            likely = any(word in name.casefold() for name in other for word in words)
            if named or likely or (part == "date" and other):
                lacks.append(f"{part} (field {named!r})" if named else part)
        if not lacks:
            return None
        seen = ", ".join(name[:30] for name in list(self.names)[:15])
        return f"no {' and no '.join(lacks)} in {self.rows} of {self.rows} rows; fields seen: {seen}"
