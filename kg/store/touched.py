"""Of which days articles came, went or changed since a store was merged: merging looks at these, and those about them.

The days stand in the graph of runs.  They are written before the articles are, and taken away when the merged graph is
what it must be, so that a build that was stopped leaves them to the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.namespaces import MERGED_GRAPH, RUNS_GRAPH, STORE_NODE, kg
from kg.store.base import Store

#: In the place of a day: an article without one; every day, as the merged graph is being written.
UNDATED, ALL = "undated", "all"

_UNMERGED = kg("unmerged")


def is_merged(store: Store) -> bool:
    """Whether a store has been merged; it is then kept so when articles come or go."""
    return bool(store.query(f"ASK {{ GRAPH {MERGED_GRAPH} {{ {MERGED_GRAPH} a kg:Merging }} }}"))


class Touched:
    """The days of a store that is being written.

    Args:
        store: Open to write.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        # What was never merged is merged as a whole.
        self._known = touched(store) if is_merged(store) else None

    def note(self, days: Iterable[str]) -> None:
        """Note that articles of these days are about to come; "" is of those without a day."""
        if self._known is None:
            return
        new = sorted({day or UNDATED for day in days} - self._known)
        if new:
            self._store.add([_quad(day) for day in new])
            self._known.update(new)

    def note_articles(self, articles: Sequence[NamedNode]) -> None:
        """Note that some articles are about to go."""
        if self._known is None:
            return
        values = " ".join(map(str, articles))
        dated = f"SELECT DISTINCT ?day {{ VALUES ?a {{ {values} }} ?a schema:datePublished ?day }}"
        self.note(["", *(row["day"].value for row in self._store.select(dated))])


def touched(store: Store) -> set[str]:
    """The days that are noted, as ISO 8601, :data:`UNDATED` or :data:`ALL`."""
    rows = store.select(f"SELECT ?day {{ GRAPH {RUNS_GRAPH} {{ {STORE_NODE} {_UNMERGED} ?day }} }}")
    return {row["day"].value for row in rows}


def touch_all(store: Store) -> None:
    """Note that the merged graph is being written: if that is not done to the end, all of it is made anew."""
    store.add([_quad(ALL)])


def settle_all(store: Store) -> None:
    """Note that the merged graph is what it must be."""
    store.remove(list(_quads(store)))


def _quads(store: Store) -> Iterator[Quad]:
    # The note on all days goes last: a run that is killed meanwhile leaves it.
    yield from (_quad(day) for day in sorted(touched(store), key=lambda day: (day == ALL, day)))


def _quad(day: str) -> Quad:
    return Quad(STORE_NODE, _UNMERGED, Literal(day), RUNS_GRAPH)
