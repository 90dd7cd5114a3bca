"""A graph on a SPARQL 1.1 endpoint: Fuseki, GraphDB, QLever, Oxigraph and others."""

from __future__ import annotations

import base64
import copy
import http.client
import io
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode, urlsplit, urlunsplit

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.core.errors import QueryError, StoreError
from kg.rdf.namespaces import ONTOLOGY_GRAPH, RUNS_GRAPH, STORE_NODE, prologue
from kg.store.base import Bindings, Results, Store
from kg.store.sparql import bind, data, graphs_of, says_from

if TYPE_CHECKING:
    from rdflib import Dataset

# Quads in one update: about a megabyte, which every server takes.
BATCH = 4000

_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"


class RemoteStore(Store):
    """A SPARQL endpoint.

    The endpoint must answer queries over the union of its named graphs (Oxigraph: ``--union-default-graph``; Fuseki:
    ``tdb2:unionDefaultGraph true``; GraphDB and QLever do so by themselves).

    Args:
        url: Where queries go.  User and password in it (``https://me:secret@…``) are sent as HTTP basic authentication.
        update: Where updates go; guessed from ``url`` if None, as Fuseki, GraphDB and Oxigraph have it.
        writable: Whether to allow updates.
        create: Whether to begin a graph there, should it be writable and hold none of ours.
        timeout: Seconds to wait for an answer.

    Raises:
        StoreError: There is no such endpoint, it holds a graph of another version, or no union default graph.
    """

    def __init__(
        self,
        url: str,
        *,
        update: str | None = None,
        writable: bool = False,
        create: bool = True,
        timeout: float = 300.0,
    ) -> None:
        self.url, self._authorization = _without_password(url)
        self.update_url = _without_password(update)[0] if update else _update_url(self.url)
        self.name, self.writable, self.timeout = self.url, writable, timeout
        begun = writable and create and self.version() is None
        if begun:
            self._look_for_union()
            self.stamp()
        self.check_version()
        if not self.query(f"ASK {{ {STORE_NODE} kg:schemaVersion ?version }}"):
            if begun:  # it held nothing to tell by; now it does, in two graphs that only we have written to
                with suppress(StoreError):
                    self.replace([RUNS_GRAPH, ONTOLOGY_GRAPH], ())
            raise self._no_union()

    def query(
        self,
        sparql: str,
        bindings: Bindings | None = None,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Results | Iterator[ox.Triple]:
        """See :meth:`Store.query`; the triples of a CONSTRUCT come as an iterator."""
        text = prologue() + bind(sparql, bindings or {})
        kind, body = self.ask(text, f"{_RESULTS}, {_TRIPLES};q=0.9", default_graphs, named_graphs)
        try:
            if "json" in kind:
                return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
            return iter([ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(body, ox.RdfFormat.N_TRIPLES)])
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"{self.name}: its answer cannot be read ({error})") from error

    def ask(
        self, sparql: str, accept: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> tuple[str, bytes]:
        """Send a query as it is; the media type and the bytes of the answer.

        The graphs that it names by FROM are named in the request too: a server that makes a union of all graphs may
        leave FROM aside (Oxigraph's does), and what the request says goes before it.

        Args:
            sparql: The query, its prefixes declared.
            accept: What the answer may be, as in the header ``Accept``.
            default_graphs: See :meth:`Store.query`.
            named_graphs: See :meth:`Store.query`.

        Raises:
            QueryError: The query does not parse, or the server cannot evaluate it.
            StoreError: The server refuses, or does not answer.
        """
        if not default_graphs and not named_graphs and says_from(sparql):
            default_graphs, named_graphs = graphs_of(sparql)
        fields = [("query", sparql)]
        fields += [("default-graph-uri", graph) for graph in default_graphs]
        fields += [("named-graph-uri", graph) for graph in named_graphs]
        return self._post(self.url, urlencode(fields).encode(), "application/x-www-form-urlencoded", accept)

    def quads(self, graph: NamedNode | None = None) -> Iterator[Any]:
        """See :meth:`Store.quads`."""
        if graph is not None:
            for s, p, o in self.select(f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }}"):
                yield Quad(s, p, o, graph)
            return
        for (name,) in list(self.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")):
            yield from self.quads(name)

    def replace(self, graphs: Sequence[NamedNode], quads: Iterable[Quad]) -> None:
        """See :meth:`Store.replace`; batch by batch, so what comes last in ``quads`` is written last."""
        self._must_be_writable()
        first = "".join(f"DROP SILENT GRAPH {graph} ;\n" for graph in graphs)
        quads = iter(quads)
        while batch := list(islice(quads, BATCH)):
            self._update(f"{first}INSERT DATA {{ {data(batch)} }}")
            first = ""
        if first:
            self._update(first)

    def to_write(self) -> Store:
        """See :meth:`Store.to_write`."""
        other = copy.copy(self)
        other.writable = True
        return other

    def remove(self, quads: Iterable[Quad]) -> None:
        """See :meth:`Store.remove`."""
        self._must_be_writable()
        quads = iter(quads)
        while batch := list(islice(quads, BATCH)):
            self._update(f"DELETE DATA {{ {data(batch)} }}")

    def update(self, sparql: str) -> None:
        """See :meth:`Store.update`."""
        self._must_be_writable()
        self._update(sparql)

    def load(
        self,
        source: str | Path | bytes | IO[bytes],
        format: ox.RdfFormat = ox.RdfFormat.N_QUADS,
        quads: int | None = None,
    ) -> None:
        """See :meth:`Store.load`."""
        stream = Path(source).open("rb") if isinstance(source, str | Path) else source  # noqa: SIM115
        with stream if not isinstance(stream, bytes) else io.BytesIO(stream) as file:
            self.replace((), ox.parse(file, format))

    @property
    def dataset(self) -> Dataset:
        """See :attr:`Store.dataset`."""
        from kg.store.dataset import remote_dataset

        return remote_dataset(self, self.update_url if self.writable else None, self._authorization)

    def _look_for_union(self) -> None:
        """Before anything is written: whether a triple of a named graph is found without naming it.

        Raises:
            StoreError: There is one, and it is not.
        """
        ground = "FILTER(!isBlank(?s) && !isBlank(?o))"
        for s, p, o in self.select(f"SELECT ?s ?p ?o {{ GRAPH ?graph {{ ?s ?p ?o }} {ground} }} LIMIT 1"):
            if not self.query(f"ASK {{ {s} {p} {o} }}"):
                raise self._no_union()

    def _no_union(self) -> StoreError:
        return StoreError(
            f"{self.name}: its default graph is not the union of its named graphs, which our queries need; "
            "set it so (Oxigraph: --union-default-graph, Fuseki: tdb2:unionDefaultGraph true)"
        )

    def _update(self, sparql: str) -> None:
        self._post(self.update_url, sparql.encode(), "application/sparql-update", "*/*")

    def _post(self, url: str, body: bytes, kind: str, accept: str) -> tuple[str, bytes]:
        headers = {"Content-Type": kind, "Accept": accept, "User-Agent": "kg"}
        if self._authorization:
            headers["Authorization"] = self._authorization
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=self.timeout) as answer:
                return answer.headers.get_content_type(), answer.read()
        except urllib.error.HTTPError as error:
            said = " ".join(error.read(2000).decode("utf-8", "replace").split())[:300]
            if error.code == 400 and url == self.url:
                raise QueryError(f"the query does not parse or cannot be run: {said}") from None
            raise StoreError(f"{url}: refused with status {error.code} {error.reason}: {said}") from None
        except (OSError, http.client.HTTPException) as error:
            raise StoreError(f"{url}: no answer ({getattr(error, 'reason', None) or error})") from None


def _without_password(url: str) -> tuple[str, str | None]:
    parts = urlsplit(url)
    if parts.username is None:
        return url, None
    secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return bare, "Basic " + base64.b64encode(secret).decode()


def _update_url(url: str) -> str:
    """Where a server takes updates that takes queries there."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if path.endswith(("/query", "/sparql")):
        path = path.rpartition("/")[0] + "/update"
    elif "/repositories/" in path:
        path += "/statements"
    return urlunsplit(parts._replace(path=path, query=""))
