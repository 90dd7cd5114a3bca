"""Where the graph is kept: Oxigraph on disk or in memory, or any SPARQL 1.1 endpoint.

One interface for all three.  A store on disk is a folder; any number of processes may have it open to read, one at a
time may write.  A reader that finds the store changed follows by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.core.errors import QueryError, StoreError
from kg.rdf.namespaces import PREFIXES
from kg.store.base import Bindings, Results, Store
from kg.store.folder import MANIFEST, Lock, check_manifest, damage, is_free, read_manifest, sizes, write_manifest
from kg.store.keeping import PREFIX, state_of
from kg.store.query_faults import fault_of
from kg.store.sparql import bind, says_from

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["OxigraphStore", "Store", "open_store", "writable"]

# From so many quads on, files written past the transaction log are several times faster than a transaction; they too
# come in whole or not at all.
_BULK = 5_000

# After so many quads what is in memory goes to the files; otherwise it is up to a gigabyte before the database does so.
# What is in memory a store that was killed has in its log alone, and whoever opens it to read goes through all of that:
# of a hundred thousand quads for seconds, of these for hundredths of one.
_FLUSHED = 10_000

# After so many quads, if they are at least this part of all, it pays to put the files in order, which takes two seconds
# for every million in the store and takes three tenths off the time of queries: once more for the little written last.
_MUCH = 20_000
_PART = 20
_QUAD = 350  # bytes that a quad takes in the files

# A file of which nobody says how many quads are in it is taken to have so many.
_UNTOLD = 200_000


class OxigraphStore(Store):
    """Oxigraph in this process: in memory, or in a folder on disk.

    Args:
        path: The folder; None keeps the graph in memory.
        writable: Open to write.  A store in memory always is.
        create: Whether to make the folder, should it be opened to write and not be there.

    Raises:
        StoreError: The folder is not a store, another process writes to it, or it was written by another version.
    """

    def __init__(self, path: str | Path | None = None, *, writable: bool = False, create: bool = True) -> None:
        self.path = None if path is None else Path(path)
        self.name = "memory" if self.path is None else str(self.path)
        self.writable = writable or self.path is None
        self._lock: Lock | None = None
        self._generation, self._state = 0, ""
        self._dataset: Dataset | None = None
        self._written = self._unordered = self._unflushed = 0
        if self.path is None:
            self._store = ox.Store()
            self.stamp()
        elif writable:
            self._open_to_write(self.path, create)
        else:
            self._open_to_read(self.path)

    def _open_to_write(self, path: Path, create: bool) -> None:
        try:
            known = (path / MANIFEST).exists()
            if not known and not create:
                raise _missing(path)
            if not known and not is_free(path):
                raise StoreError(f"{path}: exists and is not a store; give another name, or remove it")
            path.mkdir(parents=True, exist_ok=True)
            self._lock = Lock(path)
            if not self._lock.exclusive():
                self._lock.release()
                raise StoreError(f"{path}: another process is writing to it; try again when that is done")
            if known:
                check_manifest(path)
                self.found = state_of(path)
            self._generation = write_manifest(path)
            for half in (*(path / "oxigraph").glob("bulk-*.sst"), *path.glob(f"{PREFIX}*.new")):
                half.unlink(missing_ok=True)  # of a run that was killed while it wrote them
            self._store = ox.Store(str(path / "oxigraph"))
        except (OSError, RuntimeError, ValueError) as error:
            self.close()
            raise damage(path, error) or StoreError(f"{path}: cannot be opened to write ({error})") from error
        if len(self._store):  # else it is new, or was left behind by a run that was killed at once
            self.check_version()
        self.stamp()

    def _open_to_read(self, path: Path) -> None:
        lock: Lock | None = None
        try:
            if not (path / MANIFEST).is_file():
                raise _missing(path)
            check_manifest(path)
            lock = Lock(path)
            if not lock.shared():
                raise StoreError(f"{path}: another process is writing to it; try again when that is done")
            self._generation, self._state = read_manifest(path)["generation"], state_of(path)
            self._store = ox.Store.read_only(str(path / "oxigraph"))
        except RuntimeError as error:  # RocksDB has no tables of ours yet, or lost some
            what = "was stopped while it was being made, or is damaged; run `kg build` again"
            raise damage(path, error) or StoreError(f"{path}: {what} ({error})") from error
        except (OSError, ValueError) as error:  # also a name too long, or with a nought byte in it
            raise damage(path, error) or StoreError(f"{path}: cannot be opened ({error})") from error
        finally:
            if lock is not None:
                lock.release()
        self.check_version()

    @property
    def generation(self) -> int:
        """See :attr:`Store.generation`."""
        _ = self.engine
        return self._generation

    @property
    def keeping(self) -> tuple[Path, str] | None:
        """See :attr:`Store.keeping`."""
        if self.writable or self.path is None:
            return None
        _ = self.engine
        return self.path, self._state

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
                self._generation, self._state = generation, state_of(path)
                self._dataset = None
        except OSError as error:
            raise StoreError(f"{path}: cannot be opened again after it was written to ({error})") from error
        finally:
            lock.release()

    def query(
        self,
        sparql: str,
        bindings: Bindings | None = None,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
    ) -> Results:
        """See :meth:`Store.query`.

        Args:
            sparql: The query.  One that says FROM which graphs it reads means those, and not the union of all.
            bindings: Values of its variables.
            default_graphs: IRIs of the graphs whose union it reads, whatever its FROM says.
            named_graphs: IRIs of the graphs that its GRAPH can name; with both empty, all.
            base: What its relative IRIs are relative to.

        Raises:
            QueryError: The query does not parse or cannot be evaluated, or such a name is no IRI.
        """
        sparql = bind(sparql, bindings or {})
        options: dict[str, Any] = {"use_default_graph_as_union": not says_from(sparql)}
        if default_graphs or named_graphs:
            options = {"default_graph": _nodes(default_graphs), "named_graphs": _nodes(named_graphs)}
        try:
            return self.engine.query(sparql, prefixes=PREFIXES, base_iri=base, **options)
        except SyntaxError as error:
            raise QueryError(fault_of(sparql, str(error))) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise damage(self.name, error) or QueryError(f"the query cannot be run: {error}") from error

    def quads(self, graph: NamedNode | None = None) -> Iterator[Any]:
        """See :meth:`Store.quads`."""
        return iter(self.engine.quads_for_pattern(None, None, None, graph))

    def replace(self, graphs: Sequence[NamedNode], quads: Iterable[Quad]) -> None:
        """See :meth:`Store.replace`.  The additions are one step: all of them are made, or none."""
        self._must_be_writable()
        quads = iter(quads)
        first = list(islice(quads, _BULK))
        try:
            for graph in graphs:
                if self._store.contains_named_graph(graph):
                    self._store.remove_graph(graph)
            if len(first) < _BULK:
                self._store.extend(first)
                self._wrote(len(first))
            else:
                self._store.bulk_extend(self._counted(chain(first, quads)))
        except OSError as error:
            raise StoreError(f"{self.name}: cannot be written ({error})") from error

    def remove(self, quads: Iterable[Quad]) -> None:
        """See :meth:`Store.remove`."""
        self._must_be_writable()
        try:
            for quad in list(quads):
                self._store.remove(quad)
        except OSError as error:
            raise StoreError(f"{self.name}: cannot be written ({error})") from error

    def update(self, sparql: str) -> None:
        """See :meth:`Store.update`; one transaction."""
        self._must_be_writable()
        try:
            self._store.update(sparql, prefixes=PREFIXES)
        except OSError as error:
            raise StoreError(f"{self.name}: cannot be written ({error})") from error

    def load(
        self,
        source: str | Path | bytes | IO[bytes],
        format: ox.RdfFormat = ox.RdfFormat.N_QUADS,
        quads: int | None = None,
    ) -> None:
        """See :meth:`Store.load`; one step: all of it comes in, or nothing.

        Raises:
            StoreError: The file does not parse, or cannot be read or written.
        """
        self._must_be_writable()
        path, data = (str(source), None) if isinstance(source, str | Path) else (None, source)
        if quads is None:
            quads = data.count(b"\n") if isinstance(data, bytes) else _UNTOLD
        try:
            if quads < _BULK:
                self._store.load(data, format, path=path)
                self._wrote(quads)
            else:
                self._store.bulk_load(data, format, path=path)
                self._count(quads)
        except (SyntaxError, OSError) as error:
            raise StoreError(f"{self.name}: cannot load ({error})") from error

    def _counted(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Quads on their way past the transaction log."""
        for quad in quads:
            self._count(1)
            yield quad

    def _count(self, quads: int) -> None:
        self._written += quads
        self._unordered += quads

    def _wrote(self, quads: int) -> None:
        """So many have gone to the transaction log, and into memory."""
        self._count(quads)
        self._unflushed += quads
        if self.path is not None and self._unflushed > _FLUSHED:
            self._store.flush()
            self._unflushed = 0

    @property
    def dataset(self) -> Dataset:
        """See :attr:`Store.dataset`."""
        engine = self.engine
        if self._dataset is None:
            from kg.store.dataset import dataset_of

            self._dataset = dataset_of(engine)
        return self._dataset

    def finish(self) -> None:
        """See :meth:`Store.finish`."""
        if self.path is not None and self.writable:
            try:
                self._store.flush()
                if self._unordered and self._written >= max(_MUCH, self._quads() // _PART):
                    self._unordered = 0
                    self._store.optimize()
            except OSError as error:
                raise StoreError(f"{self.name}: cannot be written ({error})") from error

    def _quads(self) -> int:
        """About how many quads the files hold."""
        assert self.path is not None
        return sum(sizes(self.path / "oxigraph", "*.sst").values()) // _QUAD

    def to_write(self) -> Store:
        """See :meth:`Store.to_write`."""
        return self if self.path is None else OxigraphStore(self.path, writable=True, create=False)

    def close(self) -> None:
        """See :meth:`Store.close`; afterwards the object is of no use.

        Raises:
            StoreError: The disk is full; what was written in whole transactions before is safe.
        """
        self._dataset = None
        try:
            if self.path is not None and hasattr(self, "_store"):
                if self.writable:
                    self._store.flush()
                # RocksDB lets go of its folder when the last reference is gone.
                del self._store
                if self.writable and self._written:
                    _swept(self.path)
            if self._lock is not None and self.path is not None and self.writable and (self.path / MANIFEST).exists():
                write_manifest(self.path)
        except OSError as error:
            raise StoreError(f"{self.name}: cannot be written ({error})") from error
        finally:
            if hasattr(self, "_store") and self.path is not None:
                del self._store
            if self._lock is not None:
                self._lock.release()
                self._lock = None


def open_store(store: str | Path | Store | None, *, writable: bool = False, create: bool = True) -> Store:
    """A store from what a user names.

    Args:
        store: A folder, the URL of a SPARQL endpoint, None for memory, or a store.
        writable: Open it to write.
        create: Whether to make the folder, should it be opened to write and not be there.

    Raises:
        StoreError: It cannot be opened.
    """
    if isinstance(store, Store):
        return store
    if store is None:
        return OxigraphStore()
    if store == "":  # a variable of a shell that was not set: not the folder one is in
        raise StoreError("the name of the store is empty")
    if isinstance(store, str) and store.startswith(("http://", "https://")):
        from kg.store.remote import RemoteStore

        return RemoteStore(store, writable=writable, create=create)
    return OxigraphStore(store, writable=writable, create=create)


@contextmanager
def writable(store: str | Path | Store) -> Iterator[Store]:
    """A store that is there, open to write; closed afterwards if it was opened here.

    Args:
        store: A folder, the URL of a SPARQL endpoint, or a store, which may be open to read only.

    Raises:
        StoreError: There is none, it cannot be written, or another process is writing to it.
    """
    if isinstance(store, Store) and store.writable:
        yield store
        return
    with store.to_write() if isinstance(store, Store) else open_store(store, writable=True, create=False) as target:
        yield target


def _swept(path: Path) -> None:
    """Lets the database put away what it keeps to write on, logs as long as all that was written and files it replaced.

    It does so where it is opened, and not where it is closed; whoever opens it to read would look through them.
    """
    with suppress(OSError):  # somebody still holds what a query gave: then whoever writes next does it
        ox.Store(str(path / "oxigraph"))


def _nodes(iris: Sequence[str]) -> list[NamedNode]:
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"a graph is named that has no IRI: {error}") from None


def _missing(path: Path) -> StoreError:
    reason = "is not a store" if path.exists() else "no such store"
    return StoreError(f"{path}: {reason}; make one with `kg build ARTICLES --store {path}`")
