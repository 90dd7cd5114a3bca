"""Which events a question is about: status, period, type, basis of the date, participants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kg.core.errors import InputError
from kg.core.event import Event
from kg.core.plover import Basis, EventType, Status

_SIDES = ("cooperation", "conflict")


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep; None keeps everything."""

    statuses: frozenset[Status] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    types: frozenset[EventType] | None = None
    bases: frozenset[Basis] | None = None

    @classmethod
    def of(
        cls,
        *,
        status: str | Iterable[str] | None = None,
        since: dt.date | str | None = None,
        until: dt.date | str | None = None,
        types: str | Iterable[str] | None = None,
        basis: str | Iterable[str] | None = None,
    ) -> Selection:
        """From what a user typed.

        Raises:
            InputError: A value means nothing; the message lists those that do.
        """
        return cls(
            statuses=None if status is None else frozenset(map(_status, _listed(status))),
            since=None if since is None else day(since),
            until=None if until is None else day(until, last=True),
            types=None if types is None else frozenset(t for name in _listed(types) for t in _types(name)),
            bases=None if basis is None else frozenset(map(_basis, _listed(basis))),
        )

    def keeps(self, event: Event) -> bool:
        """Whether an event is asked for."""
        if self.statuses is not None and event.status not in self.statuses:
            return False
        if self.types is not None and event.type not in self.types:
            return False
        if self.bases is not None and (event.date is None or event.date.basis not in self.bases):
            return False
        if self.since is None and self.until is None:
            return True
        if event.days is None:
            return False
        first, last = event.days
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)


def involves(event: Event, ids: frozenset[str]) -> bool:
    """Whether somebody of these ids, or of a country with one of these ids, takes part."""
    return any(p.id in ids or p.country in ids for p in (*event.actors, *event.recipients))


def day(value: dt.date | str, last: bool = False) -> dt.date:
    """A day from a date or an ISO string; "2023-05" and "2023" mean their first day, or their last.

    Raises:
        InputError: The string is no such date.

    Example:
        >>> day("2024-02", last=True)
        datetime.date(2024, 2, 29)
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    parts = value.strip().split("-")
    try:
        if len(parts) == 3:
            return dt.date.fromisoformat(value.strip())
        if len(parts) > 3:
            raise ValueError
        year, month = int(parts[0]), int(parts[1]) if len(parts) == 2 else (12 if last else 1)
        if not last:
            return dt.date(year, month, 1)
        return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    except (ValueError, OverflowError):
        raise InputError(f"{value!r} is not a date; write 2023-05-17, 2023-05 or 2023") from None


def _listed(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _status(name: str) -> Status:
    word = str(name).strip().casefold()
    try:
        return Status("hypothetical" if word == "possible" else word)
    except ValueError:
        raise InputError(f"no status {name!r}; there are {', '.join(s.value for s in Status)}") from None


def _basis(name: str) -> Basis:
    try:
        return Basis(str(name).strip().casefold())
    except ValueError:
        raise InputError(f"no basis {name!r}; there are {', '.join(b.value for b in Basis)}") from None


def _types(name: str) -> frozenset[EventType]:
    word = str(name).strip().casefold()
    # "cooperation" is a side and also the label of COOPERATE: the side is what a reader means by it.
    if word in _SIDES:
        return frozenset(t for t in EventType if t.side == word)
    found = frozenset(t for t in EventType if word in (t.value.casefold(), t.label.casefold()))
    if not found:
        raise InputError(f"no event type {name!r}; there are {', '.join(t.value for t in EventType)}")
    return found
