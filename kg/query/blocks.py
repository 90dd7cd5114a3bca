"""Some events as columns that JSON can hold: the rows that they have as triples, and what filters look at.

A column is a list of values; where few differ it is the list of those, and for each event or row the place of its own.
What filters look at is read first, and the rest only where they leave something.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from kg.core.event import Event, Evidence, Participant, Period, Place, Source
from kg.core.memory import uncollected
from kg.core.plover import Basis, Context, EventType, Precision, Status
from kg.core.selection import Selection
from kg.core.statements import LEVELS
from kg.query.packing import SAID, SHARED, TOLD, UNSAID, frozen, parts, read
from kg.query.tables import DAYS

_NUMBERS = {"confidence": np.float64, "reports": np.int64}


class Block:
    """Some events and their rows.

    Args:
        content: What :meth:`kg.query.packing.Columns.packed` made of them.
    """

    def __init__(self, content: bytes) -> None:
        seen, self._rest = parts(content)
        first = read(seen)
        self._size = first["of"]
        self._retold, self._several = (np.array(first[name], dtype=np.intp) for name in ("retold", "several"))
        self._seen = {name: _Column(name, column) for name, column in first["seen"].items()}

    def kept(self, chosen: Selection, merged: bool) -> np.ndarray:
        """Which of the events are chosen: True or False for each."""
        found = np.ones(self._size, dtype=bool)
        if merged:
            found[self._retold] = False
        if chosen == Selection():
            return found
        for part in self._perhaps(chosen):
            found &= part
        at = np.flatnonzero(found)
        with uncollected():
            found[at] = [chosen.keeps(event) for event in self._outlines(at, bool(chosen.text))]
        return found

    def left_out(self, kept: np.ndarray, level: str) -> int:
        """How many of the chosen events have no row at a level."""
        return int(np.count_nonzero(kept & ~self._later.has_rows[level])) if kept.any() else 0

    def rows(self, kept: np.ndarray, level: str, merged: bool) -> dict[str, np.ndarray]:
        """The rows of the chosen events, by columns; nothing where there are none."""
        if not kept.any():
            return {}
        later = self._later
        mine = kept[later.at[level]]
        at = later.at[level][mine]
        found = {name: column.values[mine] for name, column in later.own[level].items()}
        for name in SHARED:
            column = (self._seen if name in SAID else later.events)[name].values
            if merged and name in TOLD and len(self._several):
                column = column.copy()
                column[self._several] = later.told[name].values
            found[name] = column[at]
        return found

    @cached_property
    def _later(self) -> _Later:
        return _Later(read(self._rest))

    def _perhaps(self, chosen: Selection) -> Iterator[np.ndarray]:
        """Those that may be chosen, by one filter after the other: as in a query, too many rather than too few."""
        seen = self._seen
        for name, wanted in (("type", chosen.types), ("status", chosen.statuses), ("basis", chosen.bases)):
            if wanted is not None:
                yield seen[name].where(frozenset(one.value for one in wanted).__contains__)
        if chosen.modes is not None:
            yield seen["mode"].where(frozenset(mode for _, mode in chosen.modes).__contains__)
        if chosen.contexts is not None:
            fields = frozenset(context.value for context in chosen.contexts)
            yield seen["contexts"].where(lambda of_it: not fields.isdisjoint(of_it))
        for ids in filter(None, (chosen.parties, *(chosen.between or ()))):
            yield self._with(ids)
        if chosen.countries is not None:
            yield self._with(chosen.countries) | seen["place"].where(chosen.countries.__contains__)
        if chosen.confidence:
            yield seen["confidence"].values >= chosen.confidence
        if chosen.since is not None or chosen.until is not None:
            yield self._within(chosen.since, chosen.until)

    def _with(self, ids: frozenset[str]) -> np.ndarray:
        def one_of(side: Any) -> bool:
            return any(id_ in ids or country in ids for id_, country, _ in side)

        found: np.ndarray = self._seen["actors"].where(one_of) | self._seen["recipients"].where(one_of)
        return found

    def _within(self, since: dt.date | None, until: dt.date | None) -> np.ndarray:
        start, end, told = (self._seen[name].values for name in ("start", "end", "published"))
        first, last = (np.where(np.isnat(start), told, day) for day in (start, np.maximum(start, end)))
        found: np.ndarray = ~np.isnat(first)
        if since is not None:
            found &= last >= np.datetime64(since)
        if until is not None:
            found &= first <= np.datetime64(until)
        return found

    def _outlines(self, at: np.ndarray, worded: bool) -> Iterator[Event]:
        """Some events, with so much of them as filters look at: the words only where they are asked for."""
        said = {n: self._seen[n].values[at] for n in (*SAID, *UNSAID)}
        days = {name: said[name].astype("datetime64[D]") for name in SAID if name in DAYS}
        words = self._later.events["sentence"].values[at].tolist() if worded else [""] * len(at)
        columns = [words, *(column.tolist() for column in {**said, **days}.values())]
        return (_outline(*row) for row in zip(*columns, strict=True))


class _Later:
    """What of a block is read only where a filter leaves something."""

    def __init__(self, block: Mapping[str, Any]) -> None:
        self.events, self.told = (_table(block[name]) for name in ("events", "told"))
        self.at = {level: np.array(block[level].pop("at"), dtype=np.intp) for level in LEVELS}
        self.own = {level: _table(block[level]) for level in LEVELS}
        size = len(self.events["event"].values)
        self.has_rows = {level: np.bincount(self.at[level], minlength=size) > 0 for level in LEVELS}


class _Column:
    """A column, and its values as an array."""

    def __init__(self, name: str, column: Any) -> None:
        coded = isinstance(column, dict)
        self._of = _array(name, column["of"] if coded else column)
        self._at = np.array(column["at"], dtype=np.intp) if coded else None

    @cached_property
    def values(self) -> np.ndarray:
        """Each value in its place."""
        found: np.ndarray = self._of if self._at is None else self._of[self._at]
        return found

    def where(self, fits: Callable[[Any], bool]) -> np.ndarray:
        """Where a value is that fits; each is looked at once."""
        found: np.ndarray = np.fromiter(map(fits, self._of), dtype=bool, count=len(self._of))
        return found if self._at is None else found[self._at]


def _outline(
    sentence: str, type_: str, mode: str | None, status: str, basis: str | None, start: Any, end: Any, published: Any,
    confidence: float, reported_by: str | None,
    contexts: Sequence[str], actors: Any, recipients: Any, place: str | None, by: str | None,
) -> Event:  # fmt: skip
    return Event(
        article="",
        type=EventType(type_),
        actors=tuple(_participant(*party) for party in actors),
        evidence=Evidence(sentence, 0, 0, "", 0, 0),
        recipients=tuple(_participant(*party) for party in recipients),
        mode=mode,
        contexts=tuple(map(Context, contexts)),
        status=Status(status),
        reported_by=None if reported_by is None else Source("", by, reported_by, None, "", 0, 0),
        date=None if basis is None else Period(start, end, Precision.DAY, Basis(basis)),
        place=None if place is None else Place("", place),
        confidence=confidence,
        published=published,
        id="-",
    )


@lru_cache(maxsize=10_000)
def _participant(id_: str | None, country: str | None, start: int) -> Participant:
    return Participant(id_, "", "", country, None, "", start, start)


def _table(columns: Mapping[str, Any]) -> dict[str, _Column]:
    return {name: _Column(name, column) for name, column in columns.items()}


def _array(name: str, values: Sequence[Any]) -> np.ndarray:
    if name in DAYS:
        return np.array(["NaT" if day is None else day for day in values], dtype="datetime64[s]")
    if name in _NUMBERS:
        return np.array(values, dtype=_NUMBERS[name])
    return np.fromiter(map(frozen, values) if name in UNSAID else values, dtype=object, count=len(values))
