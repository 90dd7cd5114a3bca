"""Which events a question is about: every filter there is, said once.

Status, period, type, mode, context, basis of the date, who takes part, where, in which article, who says so, how sure,
in which words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from kg.core.countries import countries
from kg.core.errors import InputError
from kg.core.event import Event
from kg.core.plover import Basis, Context, EventType, Status

_SIDES = ("cooperation", "conflict")

Day = dt.date | str | None
Names = str | Iterable[str] | None
#: Whom a name means: ids of entities.
Find = Callable[[str], frozenset[str]]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep; None keeps everything.  Whoever is asked for stands here by the ids of entities."""

    statuses: frozenset[Status] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    types: frozenset[EventType] | None = None
    bases: frozenset[Basis] | None = None
    modes: frozenset[tuple[EventType, str]] | None = None
    contexts: frozenset[Context] | None = None
    parties: frozenset[str] | None = None
    between: tuple[frozenset[str], frozenset[str]] | None = None
    countries: frozenset[str] | None = None
    articles: frozenset[str] | None = None
    sources: frozenset[str] | None = None
    confidence: float = 0.0
    text: str = ""

    @classmethod
    def of(
        cls,
        *,
        status: Names = None,
        since: Day = None,
        until: Day = None,
        types: Names = None,
        basis: Names = None,
        mode: Names = None,
        context: Names = None,
        entity: Names = None,
        between: tuple[str, str] | None = None,
        country: Names = None,
        article: Names = None,
        reported_by: Names = None,
        confidence: float | None = None,
        text: str | None = None,
        find: Find | None = None,
        find_source: Find | None = None,
        find_article: Find | None = None,
    ) -> Selection:
        """From what a user typed.

        Args:
            find: Whom a name means; without it names are taken for ids.
            find_source: Which sources of claims a name means, by id or by name in small letters.
            find_article: Which articles are meant.

        Raises:
            InputError: A value means nothing; the message lists those that do, or those that are nearest.
        """
        find = find or _itself
        if between is not None and (isinstance(between, str) or len(between) != 2):
            raise InputError("between needs two names")
        if confidence is not None and not 0 <= confidence <= 1:
            raise InputError(f"confidence is a number from 0 to 1, not {confidence!r}")
        return cls(
            statuses=None if status is None else frozenset(map(_status, _listed(status))),
            since=None if since is None else day(since),
            until=None if until is None else day(until, last=True),
            types=_each(types, _types),
            bases=None if basis is None else frozenset(map(_basis, _listed(basis))),
            modes=_each(mode, _modes),
            contexts=None if context is None else frozenset(map(_context, _listed(context))),
            parties=_each(entity, find),
            between=None if between is None else (find(between[0]), find(between[1])),
            countries=_each(country, lambda name: _country(name, find)),
            articles=_each(article, find_article or _itself),
            sources=_each(reported_by, find_source or _itself),
            confidence=confidence or 0.0,
            text=(text or "").casefold(),
        )

    def keeps(self, event: Event) -> bool:
        """Whether an event is asked for."""
        if self.statuses is not None and event.status not in self.statuses:
            return False
        if self.types is not None and event.type not in self.types:
            return False
        if self.bases is not None and (event.date is None or event.date.basis not in self.bases):
            return False
        if event.confidence < self.confidence or not self._within(event):
            return False
        if self.modes is not None and (event.type, event.mode) not in self.modes:
            return False
        if self.contexts is not None and self.contexts.isdisjoint(event.contexts):
            return False
        if self.articles is not None and event.article not in self.articles:
            return False
        return self._of_whom(event) and (not self.text or self.text in event.evidence.sentence.casefold())

    def _of_whom(self, event: Event) -> bool:
        """Whether those take part, or say so, who are asked for."""
        if self.parties is not None and not involves(event, self.parties):
            return False
        if self.between is not None and not between_them(event, *self.between):
            return False
        if self.countries is not None and not concerns(event, self.countries):
            return False
        by = event.reported_by
        return self.sources is None or (by is not None and not self.sources.isdisjoint({by.id, by.name.casefold()}))

    def _within(self, event: Event) -> bool:
        if self.since is None and self.until is None:
            return True
        if event.days is None:
            return False
        first, last = event.days
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)


def involves(event: Event, ids: frozenset[str]) -> bool:
    """Whether somebody of these ids, or of a country with one of these ids, takes part."""
    return any(p.id in ids or p.country in ids for p in (*event.actors, *event.recipients))


def between_them(event: Event, one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both take part, each as somebody else, or through somebody of theirs."""
    parties = [(p.key, {p.id, p.country}) for p in (*event.actors, *event.recipients)]
    ones = {key for key, names in parties if not one.isdisjoint(names)}
    others = {key for key, names in parties if not other.isdisjoint(names)}
    return bool(ones and others) and len(ones | others) > 1


def concerns(event: Event, codes: frozenset[str]) -> bool:
    """Whether somebody of these countries takes part, or it happened there."""
    return involves(event, codes) or (event.place is not None and event.place.country in codes)


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


def _each(value: Names, meant: Callable[[str], frozenset[_T]]) -> frozenset[_T] | None:
    return None if value is None else frozenset(found for name in _listed(value) for found in meant(name))


def _itself(name: str) -> frozenset[str]:
    return frozenset({name, name.casefold()})


def _country(name: str, find: Find) -> frozenset[str]:
    found = find(name) & countries().keys()
    if not found:
        raise InputError(f"{name!r} is no country; write its name or its ISO 3166 code")
    return found


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


def _context(name: str) -> Context:
    """A context by its code, however it is joined: "political_institutions", "political institutions"."""
    try:
        return Context(re.sub(r"[\s-]+", "_", str(name).strip().casefold()))
    except ValueError:
        raise InputError(f"no context {name!r}; there are {', '.join(c.value for c in Context)}") from None


def _types(name: str) -> frozenset[EventType]:
    word = str(name).strip().casefold()
    # "cooperation" is a side and also the label of COOPERATE: the side is what a reader means by it.
    if word in _SIDES:
        return frozenset(t for t in EventType if t.side == word)
    found = frozenset(t for t in EventType if word in (t.value.casefold(), t.label.casefold()))
    if not found:
        hint = "; that is a mode" if _modes_called(word) else ""
        raise InputError(f"no event type {name!r}{hint}; there are {', '.join(t.value for t in EventType)}")
    return found


def _modes(name: str) -> frozenset[tuple[EventType, str]]:
    found = _modes_called(str(name).strip().casefold())
    if not found:
        known = sorted({mode for t in EventType for mode in t.modes})
        raise InputError(f"no mode {name!r}; there are {', '.join(known)}")
    return found


def _modes_called(word: str) -> frozenset[tuple[EventType, str]]:
    """Modes by name ("visit", of one type only "consult/visit") or by label ("visits")."""
    return frozenset(
        (type_, mode.name)
        for type_ in EventType
        for mode in type_.modes.values()
        if word in (mode.name, mode.label.casefold(), f"{type_.value.casefold()}/{mode.name}")
    )
