"""What reading and checking need of a store: its quads, and answers to SELECT."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from pyoxigraph import NamedNode


class QuadSource(Protocol):
    """Whatever holds quads; every :class:`kg.store.Store` does."""

    def quads(self, graph: NamedNode | None = None) -> Iterator[Any]:
        """The quads of a graph, or of all graphs."""

    def select(self, sparql: str) -> Any:
        """The solutions of a SELECT query, in which every prefix of ours is bound."""
