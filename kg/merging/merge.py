"""Finds the acts that several articles tell of, and writes them to a graph of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kg.core.event import Event
from kg.core.provenance import shipped, software_version
from kg.merging.acts import Merged, united
from kg.merging.aliases import Aliases
from kg.merging.copies import copies
from kg.merging.correcting import pairs
from kg.merging.corrections import Corrections
from kg.merging.groups import groups
from kg.merging.stored import Events, names, remembered, texts, texts_by_day
from kg.merging.written import act_quads, actor_quads, copy_quads, head_quads, replace
from kg.rdf import namespaces as ns
from kg.rdf.namespaces import MERGED_GRAPH
from kg.store import Store
from kg.store.touched import is_merged, settle_all


@dataclass(frozen=True, slots=True)
class Report:
    """What was merged.

    Attributes:
        events: Acts that are told several times, sorted by id.
        actors: For each id that another one stands for: that one, and why.
        copies: For each article that is a near copy: the article that it is a copy of, and what part they share.
    """

    events: list[Merged]
    actors: dict[str, tuple[str, str]]
    copies: dict[str, tuple[str, float]]

    @property
    def originals(self) -> dict[str, str]:
        """For each article that is a near copy: the one that it is a copy of."""
        return {copy: original for copy, (original, _) in self.copies.items()}


def merge(store: Store, aliases: Aliases | None = None, corrections: Corrections | None = None) -> Report:
    """Find what is told more than once, and write it to the graph of merged events.

    All is looked at; :func:`kg.merging.renewal.renew` looks at what came, went or changed, and comes to the same.

    Args:
        store: Open to write.
        aliases: What the user says of names; None for what was said when the store was merged before.
        corrections: What a person says of acts; None for what stands in the file of the store.

    Raises:
        InputError: A line of that file is not well formed.

    Example:
        >>> import kg
        >>> one = {"id": "a", "text": "Iran attacked Iraq on Friday.", "date": "2023-03-19"}
        >>> graph = kg.build([one])
        >>> merge(graph.store).events
        []
    """
    aliases = aliases or remembered(store)
    actors = aliases.resolve(*names(store))
    corrections = Corrections.of_store(store) if corrections is None else corrections
    same, apart = pairs(store, corrections)
    found = clusters(Events(store), {i: to for i, (to, _) in actors.items()}, same, apart)
    merged = sorted(found, key=lambda m: m.id)
    report = Report(merged, actors, copies(texts_by_day(store), lambda ids: texts(store, ids), True))
    wanted = chain(
        head_quads(aliases.rules, map(str, corrections.pairs), state(same, apart)),
        (quad for group in merged for quad in act_quads(group, report.originals)),
        actor_quads(actors),
        copy_quads(report.copies),
    )
    replace(store, store.quads(MERGED_GRAPH), wanted)
    return report


def undo(store: Store) -> None:
    """Take all merging back; the events are as they were."""
    store.replace([MERGED_GRAPH], [])
    settle_all(store)


def is_current(store: Store, corrections: Corrections) -> bool:
    """Whether a store was merged by this version, and with what a person says now of which reports are of one act."""
    if not is_merged(store):
        return False
    said = store.select(f"SELECT ?said {{ {MERGED_GRAPH} kg:correction ?said }}")
    with_ = {row["state"].value for row in store.select(f"SELECT ?state {{ {MERGED_GRAPH} kg:mergedWith ?state }}")}
    if {row["said"].value for row in said} != set(map(str, corrections.pairs)):
        return False
    return with_ == {state(*pairs(store, corrections))}


def state(same: Sequence[tuple[str, str]], apart: frozenset[frozenset[str]]) -> str:
    """A digest of the version that merges, its data, and the events of which a person says what they are."""
    said = [*map(list, same), [], *sorted(map(sorted, apart))]
    return ns.digest(software_version(), shipped(("merging",)), repr(said))


def clusters(
    events: Iterable[Event],
    stands_for: Mapping[str, str],
    same: Sequence[tuple[str, str]] = (),
    apart: frozenset[frozenset[str]] = frozenset(),
) -> Iterator[Merged]:
    """Groups of events that are the same act.

    Args:
        events: In the order of publication; they are gone through twice if pairs are said to be one act.
        stands_for: Which id stands for which.
        same: Pairs of ids of events that are of one act, whatever speaks against it.
        apart: Pairs of those that are not.
    """
    events = list(events) if same and isinstance(events, Iterator) else events
    found = (Merged([t.event for t in group.tellings], group.reasons) for group in groups(events, stands_for, apart))
    return united(found, events, same, apart) if same else found
