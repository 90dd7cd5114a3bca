"""A graph without the text of its articles, for whoever may use that and not pass it on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import Quad

from kg.core.event import Event
from kg.exporting.base import Graph
from kg.rdf import terms

if TYPE_CHECKING:
    import networkx as nx

    from kg.store import Store


class Wordless:
    """The same events, ties and statements: where a sentence stands is told, and not what it says.

    Names, themes, titles and numbers are told as ever.

    Args:
        graph: What it is made of.

    Attributes:
        store: What holds the statements, as far as a format reads it.
    """

    store: Store

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.store = cast("Store", _Statements(graph.store))

    def events(self) -> Iterator[Event]:
        """Every event, its sentence and trigger empty."""
        for event in self._graph.events():
            yield replace(event, evidence=replace(event.evidence, sentence="", trigger=""))

    def network(self) -> nx.MultiDiGraph:
        """The ties between actors, their sentences empty."""
        ties = self._graph.network()
        for _, _, data in ties.edges(data=True):
            data["sentence"] = ""
        return ties


class _Statements:
    """A store that keeps back the statements that hold text of articles."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def quads(self, graph: Any = None) -> Iterator[Any]:
        starts: dict[Any, int] = {}
        quoted = []
        for quad in self._store.quads(graph):
            if quad.predicate == terms.START:
                starts[quad.subject] = int(quad.object.value)
            if quad.predicate == terms.EXACT:
                quoted.append(quad)
            elif quad.predicate != terms.BODY:
                yield quad
        # A passage ends where its words do; without them it has to be said.
        for quad in quoted:
            end = terms.integer_literal(starts[quad.subject] + len(quad.object.value))
            yield Quad(quad.subject, terms.STOP, end, quad.graph_name)
