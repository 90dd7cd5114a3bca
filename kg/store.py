"""Where the graph is kept: Oxigraph on disk or in memory, or any SPARQL 1.1 endpoint.

One interface for all three.  A store on disk is a folder; any number of processes may have it open to read, one at a
time may write.  A reader that finds the store changed follows by itself.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError, StoreError
from kg.rdf.folder import MANIFEST, SCHEMA_VERSION, Lock, check_manifest, read_manifest, write_manifest
from kg.rdf.namespaces import ONTOLOGY_GRAPH, PREFIXES, RUNS_GRAPH, STORE_NODE, kg
from kg.rdf.sparql import Term, bind, fault_of, words

if TYPE_CHECKING:
    from rdflib import Dataset

Bindings = Mapping[str, Term]
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

# Above this many quads, files written past the transaction log are several times faster than a transaction.
_BULK = 50_000

# After so many quads it pays to put the files in order, which takes seconds for every million in the store.
_MUCH = 200_000


class Store(ABC):
    """A place that keeps quads and answers SPARQL over the union of its graphs.

    Attributes:
        writable: Whether it may be written through this object.
        name: What to call it in messages: the folder, the address, or "memory".
    """

    writable: bool
    name: str

    @property
    def generation(self) -> int:
        """Counts up when another process has written to the store; what was read before may be out of date."""
        return 0

    @abstractmethod
    def query(self, sparql: str, bindings: Bindings | None = None) -> Results | Iterator[ox.Triple]:
        """Evaluate a query, every prefix of ours bound.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            bindings: Values for variables of the query; the safe way to pass what a user typed.

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
    def load(self, source: str | Path | bytes | IO[bytes], format: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> None:
        """Add a whole file of RDF; the fastest way in."""

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
        old = [q for q in self.quads(RUNS_GRAPH) if q.subject == STORE_NODE]
        if set(old) != set(mark):
            self.remove(q for q in old if q not in mark)
            self.replace([ONTOLOGY_GRAPH], [*ontology.vocabulary(), *mark])

    def _must_be_writable(self) -> None:
        if not self.writable:
            raise StoreError(f"{self.name}: opened to read only")


class OxigraphStore(Store):
    """Oxigraph in this process: in memory, or in a folder on disk.

    Args:
        path: The folder; None keeps the graph in memory.
        writable: Open to write.  A store in memory always is.

    Raises:
        StoreError: The folder is not a store, another process writes to it, or it was written by another version.
    """

    def __init__(self, path: str | Path | None = None, *, writable: bool = False) -> None:
        self.path = None if path is None else Path(path)
        self.name = "memory" if self.path is None else str(self.path)
        self.writable = writable or self.path is None
        self._lock: Lock | None = None
        self._generation = 0
        self._dataset: Dataset | None = None
        self._written = 0
        if self.path is None:
            self._store = ox.Store()
            self.stamp()
        elif writable:
            self._open_to_write(self.path)
        else:
            self._open_to_read(self.path)

    def _open_to_write(self, path: Path) -> None:
        known = (path / MANIFEST).exists()
        if not known and path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise StoreError(f"{path}: exists and is not a store; give another name, or remove it")
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._lock = Lock(path)
            if not self._lock.exclusive():
                self._lock.release()
                raise StoreError(f"{path}: another process is writing to it; try again when that is done")
            if known:
                check_manifest(path)
            self._generation = write_manifest(path)
            self._store = ox.Store(str(path / "oxigraph"))
        except OSError as error:
            self.close()
            raise StoreError(f"{path}: cannot be opened to write ({error})") from error
        if len(self._store):  # else it is new, or was left behind by a run that was killed at once
            self.check_version()
        self.stamp()

    def _open_to_read(self, path: Path) -> None:
        if not (path / MANIFEST).is_file():
            reason = "is not a store" if path.exists() else "no such store"
            raise StoreError(f"{path}: {reason}; make one with `kg build ARTICLES --store {path}`")
        check_manifest(path)
        lock = Lock(path)
        try:
            if not lock.shared():
                raise StoreError(f"{path}: another process is writing to it; try again when that is done")
            self._generation = read_manifest(path)["generation"]
            self._store = ox.Store.read_only(str(path / "oxigraph"))
        except OSError as error:
            raise StoreError(f"{path}: cannot be opened ({error})") from error
        finally:
            lock.release()
        self.check_version()

    @property
    def generation(self) -> int:
        """See :attr:`Store.generation`."""
        _ = self.engine
        return self._generation

    @property
    def engine(self) -> ox.Store:
        """The Oxigraph store; for reading, the newest state that no process is writing to."""
        if not self.writable and self.path is not None:
            self._follow(self.path)
        return self._store

    def _follow(self, path: Path) -> None:
        """Open the store again if another process has written to it since."""
        try:
            generation = read_manifest(path)["generation"]
        except StoreError:
            return
        if generation == self._generation:
            return
        lock = Lock(path)
        try:
            if lock.shared(patience=0.0):
                self._store = ox.Store.read_only(str(path / "oxigraph"))
                self._generation = generation
                self._dataset = None
        except OSError as error:
            raise StoreError(f"{path}: cannot be opened again after it was written to ({error})") from error
        finally:
            lock.release()

    def query(self, sparql: str, bindings: Bindings | None = None) -> Results:
        """See :meth:`Store.query`."""
        sparql = bind(sparql, bindings or {})
        try:
            # A query that says FROM which graphs it reads means those, and not the union of all.
            union = "FROM" not in map(str.upper, words(sparql))
            return self.engine.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=union)
        except SyntaxError as error:
            raise QueryError(fault_of(sparql, str(error))) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be run: {error}") from error

    def quads(self, graph: NamedNode | None = None) -> Iterator[Any]:
        """See :meth:`Store.quads`."""
        return iter(self.engine.quads_for_pattern(None, None, None, graph))

    def replace(self, graphs: Sequence[NamedNode], quads: Iterable[Quad]) -> None:
        """See :meth:`Store.replace`.  The additions are one transaction, unless there are very many."""
        self._must_be_writable()
        quads = iter(quads)
        first = list(islice(quads, _BULK))
        try:
            for graph in graphs:
                self._store.remove_graph(graph)
            if len(first) < _BULK:
                self._store.extend(first)
            else:
                self._store.bulk_extend(chain(first, quads))
                self._written += _MUCH
            self._written += len(first)
        except OSError as error:
            raise StoreError(f"{self.name}: cannot be written ({error})") from error

    def remove(self, quads: Iterable[Quad]) -> None:
        """See :meth:`Store.remove`."""
        self._must_be_writable()
        for quad in list(quads):
            self._store.remove(quad)

    def load(self, source: str | Path | bytes | IO[bytes], format: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> None:
        """See :meth:`Store.load`.

        Raises:
            StoreError: The file does not parse, or cannot be read or written.
        """
        self._must_be_writable()
        try:
            if isinstance(source, str | Path):
                self._store.bulk_load(path=str(source), format=format)
            else:
                self._store.bulk_load(source, format)
            self._written += _MUCH + 1
        except (SyntaxError, OSError) as error:
            raise StoreError(f"{self.name}: cannot load ({error})") from error

    @property
    def dataset(self) -> Dataset:
        """See :attr:`Store.dataset`."""
        engine = self.engine
        if self._dataset is None:
            from kg.rdf.face import dataset_of

            self._dataset = dataset_of(engine)
        return self._dataset

    def finish(self) -> None:
        """See :meth:`Store.finish`."""
        if self.path is not None and self.writable:
            self._store.flush()
            if self._written > _MUCH:
                self._store.optimize()

    def close(self) -> None:
        """See :meth:`Store.close`; afterwards the object is of no use."""
        self._dataset = None
        if self.path is not None and hasattr(self, "_store"):
            if self.writable:
                self._store.flush()
            # RocksDB lets go of its folder when the last reference is gone.
            del self._store
        if self._lock is not None:
            if self.path is not None and self.writable and (self.path / MANIFEST).exists():
                write_manifest(self.path)
            self._lock.release()
            self._lock = None


def open_store(store: str | Path | Store | None, *, writable: bool = False) -> Store:
    """A store from what a user names.

    Args:
        store: A folder, the URL of a SPARQL endpoint, None for memory, or a store.
        writable: Open it to write; makes the folder if there is none.

    Raises:
        StoreError: It cannot be opened.
    """
    if isinstance(store, Store):
        return store
    if store is None:
        return OxigraphStore()
    if isinstance(store, str) and store.startswith(("http://", "https://")):
        from kg.rdf.remote import RemoteStore

        return RemoteStore(store, writable=writable)
    return OxigraphStore(store, writable=writable)
