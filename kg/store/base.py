"""What every store does, wherever it keeps the graph."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.core.errors import StoreError
from kg.rdf.namespaces import ONTOLOGY_GRAPH, RUNS_GRAPH, STORE_NODE, kg
from kg.rdf.terms import Term
from kg.store.folder import SCHEMA_VERSION

if TYPE_CHECKING:
    from rdflib import Dataset

Bindings = Mapping[str, Term]
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store(ABC):
    """A place that keeps quads and answers SPARQL over the union of its graphs.

    Attributes:
        writable: Whether it may be written through this object.
        name: What to call it in messages: the folder, the address, or "memory".
        found: Of a folder that is open to write, the state in which it was found; see :mod:`kg.store.keeping`.
    """

    writable: bool
    name: str
    found: str = ""

    @property
    def generation(self) -> int:
        """Counts up when another process has written to the store; what was read before may be out of date."""
        return 0

    @property
    def keeping(self) -> tuple[Path, str] | None:
        """The folder in which is kept what is made of it, and what tells its state; see :mod:`kg.store.keeping`.

        None where nothing is kept: in memory, at an endpoint, and while it is open to write.
        """
        return None

    @abstractmethod
    def query(
        self,
        sparql: str,
        bindings: Bindings | None = None,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Results | Iterator[ox.Triple]:
        """Evaluate a query, every prefix of ours bound.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.  One that says FROM which graphs it reads means those, and not
                the union of all.
            bindings: Values for variables of the query; the safe way to pass what a user typed.
            default_graphs: IRIs of the graphs whose union it reads, whatever its FROM says.
            named_graphs: IRIs of the graphs that its GRAPH can name; with both empty, all.

        Raises:
            QueryError: The query does not parse, or the store cannot evaluate it.
        """

    @abstractmethod
    def quads(self, graph: NamedNode | None = None) -> Iterator[Any]:
        """The quads of a graph, or of all graphs."""

    @abstractmethod
    def replace(self, graphs: Sequence[NamedNode], quads: Iterable[Quad]) -> None:
        """Empty some graphs, then add quads."""

    @abstractmethod
    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove quads."""

    @abstractmethod
    def update(self, sparql: str) -> None:
        """Do a SPARQL update; all of it or, where the store can, nothing."""

    @abstractmethod
    def load(
        self,
        source: str | Path | bytes | IO[bytes],
        format: ox.RdfFormat = ox.RdfFormat.N_QUADS,
        quads: int | None = None,
    ) -> None:
        """Add a whole file of RDF; the fastest way in.

        Args:
            source: A path, what stands in the file, or a stream.
            format: Its syntax.
            quads: How many are in it, where the caller knows; of a path or a stream it is otherwise taken to be many.
        """

    @property
    @abstractmethod
    def dataset(self) -> Dataset:
        """The same graph as an ``rdflib.Dataset`` whose default graph is the union of all."""

    def select(self, sparql: str) -> Iterator[Any]:
        """The rows of a SELECT query."""
        results = self.query(sparql)
        assert isinstance(results, ox.QuerySolutions)
        return iter(results)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        self.replace((), quads)

    def finish(self) -> None:  # noqa: B027  nothing to do unless a store says so
        """Make what was written durable and quick to read."""

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Do what :meth:`finish` does while something else is done, on another core if there is one."""
        with ThreadPoolExecutor(1) as pool:
            finished = pool.submit(self.finish)
            yield
            finished.result()

    @abstractmethod
    def to_write(self) -> Store:
        """The same store, opened once more, to write.

        Raises:
            StoreError: It cannot be written, or another process is writing to it.
        """

    def close(self) -> None:  # noqa: B027
        """Let go of the store."""

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def version(self) -> int | None:
        """The schema version written in the store; None where it is empty."""
        rows = self.select(f"SELECT ?v {{ GRAPH {RUNS_GRAPH} {{ {STORE_NODE} kg:schemaVersion ?v }} }}")
        return max((int(row["v"].value) for row in rows), default=None)

    def check_version(self) -> None:
        """Refuse a store of another schema version.

        Raises:
            StoreError: It was written by an older or newer version of this package, or by something else.
        """
        version = self.version()
        if version == SCHEMA_VERSION:
            return
        if version is None:
            raise StoreError(f"{self.name}: holds no graph of ours")
        age = "an older" if version < SCHEMA_VERSION else "a newer"
        todo = "build it anew from its articles" if version < SCHEMA_VERSION else "install that version to read it"
        raise StoreError(
            f"{self.name}: written by {age} version of kg (layout {version}, this one reads {SCHEMA_VERSION}); {todo}"
        )

    def stamp(self) -> None:
        """Write the schema version, and the vocabulary that labels and scores in queries come from."""
        from kg.rdf import ontology

        mark = [
            Quad(STORE_NODE, kg("schemaVersion"), Literal(SCHEMA_VERSION), RUNS_GRAPH),
            Quad(STORE_NODE, kg("vocabulary"), Literal(ontology.fingerprint()), RUNS_GRAPH),
        ]
        # Only these: the writer keeps a note of its own at the same node.  The graph itself has every article.
        stamped = {q.predicate for q in mark}
        rows = list(self.select(f"SELECT ?p ?o {{ GRAPH {RUNS_GRAPH} {{ {STORE_NODE} ?p ?o }} }}"))
        old = [Quad(STORE_NODE, row["p"], row["o"], RUNS_GRAPH) for row in rows if row["p"] in stamped]
        del rows
        if set(old) != set(mark):
            self.remove(q for q in old if q not in mark)
            self.replace([ONTOLOGY_GRAPH], [*ontology.vocabulary(), *mark])

    def _must_be_writable(self) -> None:
        if not self.writable:
            raise StoreError(f"{self.name}: opened to read only")
