"""Brings what was merged up to date with the articles that came, went or changed, without looking at all others.

What two reports weigh depends on them alone (:mod:`kg.merging.rarity`), and which are compared on those of the days
about them (:mod:`kg.merging.chains`).  So a chain of reports is as it was unless it has one of a day that was touched,
or of the days within which reports are compared with one of that.  Those chains are found anew, whole, however far they
reach; the acts in them take the place of what was found before; all other acts stay.  Likewise the articles that are
copies.  Who is whose namesake depends on all names: where that changes, the days on which he acts are touched, too.
The graph is the same, to the quad, as merging all anew would make it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.core.event import Event
from kg.merging.acts import Merged, united
from kg.merging.chains import Chain, Chains
from kg.merging.correcting import pairs
from kg.merging.corrections import Corrections
from kg.merging.groups import split
from kg.merging.merge import is_current, merge
from kg.merging.recopied import Recopied
from kg.merging.spans import LAST, about, spans
from kg.merging.stored import (
    actors_before,
    acts_of_events,
    acts_since,
    days_of_actors,
    days_of_events,
    events_of,
    events_of_acts,
    names,
    quads_about,
    remembered,
)
from kg.merging.telling import Telling, tellings
from kg.merging.when import WINDOW
from kg.merging.written import act_quads, actor_quads, copy_quads, replace
from kg.rdf import namespaces as ns
from kg.rdf.columns import read_days
from kg.store import Store
from kg.store.touched import ALL, UNDATED, touched

# Spans of days with no more between them are gone through as one, and the events of so many days are read in one go.
_GAP, _AT_ONCE = 2 * WINDOW, 4


def renew(store: Store, corrections: Corrections | None = None) -> None:
    """Bring the graph of merged events up to date.

    All is merged anew where the version, or what a person says of acts, is another than when that was done before, or
    the graph was not written to its end.

    Args:
        store: Open to write; it has been merged.
        corrections: What a person says of acts; None for what stands in the file of the store.
    """
    corrections = Corrections.of_store(store) if corrections is None else corrections
    noted = touched(store)
    if ALL in noted or not is_current(store, corrections):
        merge(store, corrections=corrections)
        return
    same, apart = pairs(store, corrections)
    before, actors = actors_before(store), remembered(store).resolve(*names(store))
    now = {i: to for i, (to, _) in actors.items()}
    renamed = [i for i in sorted(before.keys() | now.keys()) if before.get(i, i) != now.get(i, i)]
    changed = {dt.date.fromisoformat(day).toordinal() for day in noted - {UNDATED}}
    copied = Recopied(store, changed)
    anew = _Anew(store, now, apart)
    anew.add(about(changed | _ordinals(days_of_actors(store, renamed)) | copied.days))
    old = acts_since(store, map(dt.date.fromordinal, changed))
    while True:
        old |= acts_of_events(store, anew.members)
        were = events_of_acts(store, old)
        # Reports that a person joined from far apart: what becomes of the others is found anew as well.
        if not (others := about(_ordinals(days_of_events(store, were - anew.members))) - anew.days):
            break
        anew.add(others)
    acts = list(anew.acts.values())
    if same:
        named = {i for pair in same for i in pair}
        acts = [act for act in united(acts, events_of(store, named), same, apart) if anew.has(act)]
    subjects = {
        *old,
        *(ns.MERGED + act.id for act in acts),
        *(ns.event_iri(i).value for i in were | {event.id for act in acts for event in act.events}),
        *(ns.entity_iri(i).value for i in before.keys() | now.keys()),
        *copied.iris,
    }
    wanted = [quad for act in acts for quad in act_quads(act, copied.originals)]
    wanted += [*actor_quads(actors), *copy_quads(copied.found)]
    replace(store, quads_about(store, subjects), wanted)


def _ordinals(days: Iterable[dt.date]) -> set[int]:
    return {day.toordinal() for day in days}


@dataclass(slots=True)
class _Anew:
    """Acts that are found anew.

    Attributes:
        store: Where the events are.
        stands_for: Which id stands for which.
        apart: Pairs of ids of events that are not of one act.
        days: Those of which every report has been looked at.
        members: The ids of the events of all chains with a report of these days, and
        acts: the acts in these, by the id of the first event.
    """

    store: Store
    stands_for: Mapping[str, str]
    apart: frozenset[frozenset[str]]
    days: set[int] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    acts: dict[str, Merged] = field(default_factory=dict)

    def add(self, days: Collection[int]) -> None:
        """Look at some days."""
        self.days |= set(days)
        for first, last in spans(days, _GAP):
            for chain in whole_chains(_Days(self.store, self.stands_for), first, last):
                self.members.update(telling.event.id for telling in chain.tellings.values())
                for group in split(chain, self.apart):
                    events = [telling.event for telling in group.tellings]
                    self.acts[events[0].id] = Merged(events, group.reasons)

    def has(self, act: Merged) -> bool:
        """Whether an act is one of those that were found anew, and not what a person says of others."""
        return any(event.id in self.members for event in act.events)


class _Days:
    """The reports of the articles of each day, read as they are asked for."""

    def __init__(self, store: Store, stands_for: Mapping[str, str]) -> None:
        self._store, self._stands_for = store, stands_for
        self._held: dict[int, list[Telling]] = {}

    def of(self, day: int) -> list[Telling]:
        """The reports of a day, in order."""
        if day not in self._held:
            days = [d for d in range(day, min(day + _AT_ONCE, LAST + 1)) if d not in self._held]
            self._held.update((d, []) for d in days)
            for telling in tellings(self._events(days), self._stands_for):
                assert telling.event.published is not None
                self._held[telling.event.published.toordinal()].append(telling)
        return self._held[day]

    def _events(self, days: Iterable[int]) -> Iterator[Event]:
        return read_days(self._store, map(dt.date.fromordinal, days))

    def forget(self, day: int) -> None:
        """Hold what belongs to a day no longer."""
        self._held.pop(day, None)


def whole_chains(days: _Days, first: int, last: int) -> Iterator[Chain]:
    """All chains with a report of a span of days, wider than the days within which reports are compared.

    Args:
        days: Gives the reports.
        first: The first day.
        last: The last day.
    """
    reach = WINDOW + 1
    while (chains := _begun(days, first, max(1, first - reach))) is None:
        reach *= 2
    day = first + WINDOW
    while day <= LAST and (day <= last or any(_of(chain, first, last) for chain in chains.open)):
        ended = [*chains.until(day)]
        for telling in days.of(day):
            ended += chains.add(telling)
        yield from (chain for chain in ended if _of(chain, first, last))
        days.forget(day)
        day += 1
    yield from (chain for chain in chains.rest() if _of(chain, first, last))


def _begun(days: _Days, first: int, begin: int) -> Chains | None:
    """The chains up to some days after the first day of a span; None if one of them may reach back to before begin.

    Reports of the days right before that are there to be found by later ones.
    """
    chains = Chains()
    for day in range(max(1, begin - WINDOW), min(first + WINDOW, LAST + 1)):
        for telling in days.of(day):
            # None that comes to its end here has reached the span.
            for _ in chains.add(telling, alone=day < begin):
                pass
    if any(chain.first < begin and chain.last >= first for chain in chains.open):
        return None
    return chains


def _of(chain: Chain, first: int, last: int) -> bool:
    """Whether a chain has a report of a span: from one report of it to the next are fewer days than the span has."""
    return chain.first <= last and chain.last >= first
