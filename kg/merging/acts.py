"""One act and the reports of it: which of them stands for it, and what they say together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.core.event import LOSSES, UNNAMED, Event
from kg.core.plover import Basis, Precision, Status
from kg.core.reports import Reports, Toll
from kg.merging.words import copied, runs_of_three
from kg.rdf import namespaces as ns

# What has been weighs more than what was to be, and both more than that somebody denies it.
_STATUS = (Status.ASSERTED, Status.HISTORICAL, Status.PLANNED, Status.HYPOTHETICAL, Status.DENIED)


@dataclass(slots=True)
class Merged:
    """One act, told several times, mostly by several articles.

    Attributes:
        events: The events, that of the first article first.
        reasons: Why each of them but the first is the same act.
    """

    events: list[Event]
    reasons: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Derived from the first event, so that it stays when more are told."""
        return ns.digest("merged", self.events[0].id)

    @property
    def representative(self) -> Event:
        """The event that tells the act best: as done, with its parties, its day and its place; the first such."""
        return min(self.events, key=_lacks)

    @property
    def retelling(self) -> Iterator[tuple[Event, str]]:
        """The others, each with the reason why it is the same act."""
        best = self.representative
        at = self.events.index(best)
        # The first is compared with none before it: what joins it to the others is the reason of the one that stands
        # for them.
        whys = [self.reasons[max(0, at - 1)], *self.reasons]
        yield from ((event, why) for event, why in zip(self.events, whys, strict=True) if event is not best)

    def corroboration(self, originals: Mapping[str, str]) -> int:
        """How many articles tell it in words of their own; copies of one text count once.

        Args:
            originals: For articles that are copies, the article that they are a copy of.
        """
        own: list[frozenset[tuple[str, ...]]] = []
        seen: set[str] = set()
        for event in self.events:
            original = originals.get(event.article, event.article)
            runs = runs_of_three(event.evidence.sentence)
            if original not in seen and not any(copied(runs, other) for other in own):
                own.append(runs)
            seen.add(original)
        return len(own)

    @property
    def disputed(self) -> bool:
        """Whether some say it was and some say it was not."""
        denied = sum(e.status is Status.DENIED for e in self.events)
        return 0 < denied < len(self.events)

    def reports(self, originals: Mapping[str, str]) -> Reports:
        """How many reports there are, from when to when, who denies it, and how its numbers went up.

        Args:
            originals: As for :meth:`corroboration`.
        """
        days = sorted(event.published for event in self.events if event.published)
        first, last = (days[0], days[-1]) if days else (None, None)
        denied = {_denier(event) for event in self.events if event.status is Status.DENIED}
        articles = len({event.article for event in self.events})
        return Reports(
            articles, self.corroboration(originals), first, last, tuple(sorted(denied - {""})), tuple(self._tolls())
        )

    def _tolls(self) -> Iterator[Toll]:
        told: dict[tuple[int, bool], list[tuple[dt.date | None, int, int]]] = {}
        for event in self.events:
            for loss in event.casualties:
                numbers = told.setdefault((LOSSES.index(loss.kind), loss.total), [])
                if not numbers or numbers[-1][1:] != (loss.low, loss.high):
                    numbers.append((event.published, loss.low, loss.high))
        for (kind, total), numbers in sorted(told.items()):
            yield Toll(LOSSES[kind], total, tuple(numbers))


def united(
    acts: Iterable[Merged],
    events: Iterable[Event],
    same: Iterable[tuple[str, str]],
    apart: frozenset[frozenset[str]],
) -> Iterator[Merged]:
    """The acts, those joined that are one as a person says.

    Args:
        acts: As they were found.
        events: All of which they are.
        same: Pairs of ids of events that are of one act.
        apart: Pairs of those that are not: they stay apart, unless the pair itself is joined.
    """
    of = _together(same)
    reasons: dict[str, str] = {}
    told = {event.id: event for event in events if event.id in of}
    for act in acts:
        named = [event.id for event in act.events if event.id in of]
        if not named:
            yield act
            continue
        reasons |= dict(zip([event.id for event in act.events[1:]], act.reasons, strict=True))
        told |= {event.id: event for event in act.events}
        joined = {event.id for event in act.events}.union(*(of[id] for id in named))
        of.update(dict.fromkeys(joined, joined))
    said = {id for pair in same for id in pair}
    loose = {id for id in told if id not in said and any(frozenset((id, other)) in apart for other in said)}
    for joined in {min(ids): ids for ids in of.values()}.values():
        members = sorted((told[id] for id in (joined & told.keys()) - loose), key=_order)
        if len(members) > 1:
            yield Merged(members, [reasons.get(event.id, "a person says so") for event in members[1:]])


def _together(same: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """For each id all that are of one act with it."""
    of: dict[str, set[str]] = {}
    for one, other in same:
        joined = of.get(one, {one}) | of.get(other, {other})
        of.update(dict.fromkeys(joined, joined))
    return of


def _order(event: Event) -> tuple[dt.date, str, int, int, str]:
    """That in which a graph gives its events."""
    where = event.evidence
    return event.published or dt.date.min, event.article, where.start, where.trigger_start, event.id


def _lacks(event: Event) -> tuple[int, ...]:
    """What a report lacks to stand for an act: the less, the better."""
    named = [any(p.stands_as for p in side) for side in (event.actors, event.recipients)]
    told = [bool(side) for side in (event.actors, event.recipients)]
    date, place = event.date, event.place
    day = date is not None and date.precision is Precision.DAY
    return (
        _STATUS.index(event.status),
        -sum(named),
        -sum(told),
        -int(day) - int(day and date is not None and date.basis is not Basis.PUBLISHED),
        -int(place is not None) - int(place is not None and place.lat is not None),
    )


def _denier(event: Event) -> str:
    """Who says that it was not so: who is credited with it, else whose act it would be, else the paper."""
    said, named = event.reported_by, [p.name for p in event.actors if p.named]
    if said and (said.kind != UNNAMED or not named):  # of "its foreign ministry" nobody knows whose it is
        return said.name
    return named[0] if named else event.source or ""
