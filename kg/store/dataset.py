"""A store as an ``rdflib.Dataset`` whose default graph is the union of all graphs."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql.sparql import Query, Update
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from rdflib.query import Result
from rdflib.term import Identifier, URIRef

from kg.core.errors import QueryError
from kg.rdf.face import bind_prefixes, graph_of, plain
from kg.store.sparql import says_from, words

if TYPE_CHECKING:
    from kg.store.remote import RemoteStore

_UNREAD = "was not made from text, so what rdflib would do with the graphs that it names is to load them: give its text"


class _Honouring(OxigraphStore):
    """What oxrdflib makes of an Oxigraph store, with the graphs that a query names itself, and strings without a type.

    Asked for the union of all graphs, the engine leaves FROM aside without a word (findings/pyoxigraph-union-from.sh).
    And rdflib evaluates by itself what the engine is not given, as a query prepared before: it takes a graph named by
    FROM or USING for an address, and loads it.  So the engine is given the text of these.
    """

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        """Evaluate a query; where it says FROM, over those graphs, whatever it is asked of.

        Raises:
            QueryError: It says FROM, and is known by its algebra only.
        """
        if not isinstance(query, str) and query.algebra.get("datasetClause"):
            query, initNs = _text_of(query, initNs)  # noqa: N806
        if isinstance(query, str) and says_from(query):
            queryGraph = ""  # noqa: N806
        result = super().query(query, initNs, initBindings, queryGraph, **kwargs)
        if result.type == "SELECT":
            rows = result._genbindings or ()  # not .bindings, which reads them all
            result.bindings = ({v: plain(term) for v, term in row.items()} for row in rows)
        elif result.type == "CONSTRUCT":
            found = Graph()
            found += ((s, p, plain(o)) for s, p, o in result.graph or ())
            result.graph = found
        return result

    def triples(
        self, triple_pattern: Any, context: Graph | None = None
    ) -> Iterator[tuple[Any, Iterator[Graph | None]]]:
        """The triples that fit a pattern."""
        for (s, p, o), graphs in super().triples(triple_pattern, context):
            yield (s, p, plain(o)), graphs

    def update(
        self,
        update: Update | str,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> None:
        """Do an update; where it says USING, over those graphs.

        Raises:
            QueryError: It says USING, and is known by its algebra only, or has values for its variables.
        """
        if not isinstance(update, str) and any(part.get("using") for part in update.algebra):
            update, initNs = _text_of(update, initNs)  # noqa: N806
        if isinstance(update, str) and "USING" in map(str.upper, words(update)):
            if initBindings:
                raise QueryError("an update that says USING takes no values for its variables: write them in it")
            self._inner.update(update, prefixes={**self._namespace_for_prefix, **initNs})
        else:
            super().update(update, initNs, initBindings, queryGraph, **kwargs)


def _text_of(prepared: Query | Update, prefixes: Mapping[str, Any] | None) -> tuple[str, Mapping[str, Any]]:
    """What a prepared query or update was made from: its text, and its prefixes with those that are bound anyway."""
    try:
        text, own, base = prepared._original_args
    except AttributeError:
        raise QueryError(f"this {type(prepared).__name__.lower()} {_UNREAD}") from None
    return f"BASE <{base}> {text}" if base else text, {**(prefixes or {}), **own}


def dataset_of(store: ox.Store) -> Dataset:
    """An Oxigraph store as an rdflib Dataset: queries see the union of all graphs, prefixes are bound."""
    dataset = Dataset(store=_Honouring(store=store), default_union=True)
    bind_prefixes(dataset)
    return dataset


class _Asking(SPARQLStore):
    """What rdflib makes of an endpoint, asked as :class:`kg.store.remote.RemoteStore` asks it.

    So FROM counts there too, and a fault is told in a sentence.
    """

    remote: RemoteStore

    def query(  # type: ignore[override]  # rdflib's own does not fit what it inherits either
        self,
        query: Query | str,
        initNs: Any = None,  # noqa: N803
        *rest: Any,
        **named: Any,
    ) -> Result:
        """Evaluate a query; of a prepared one its text."""
        if not isinstance(query, str):
            query, initNs = _text_of(query, initNs)  # noqa: N806
        return super().query(query, initNs, *rest, **named)

    def _query(self, query: str, default_graph: str | None = None, named_graph: str | None = None) -> Result:
        one = isinstance(default_graph, URIRef) and default_graph != DATASET_DEFAULT_GRAPH_ID and not says_from(query)
        accept = "application/sparql-results+json, application/n-triples;q=0.9"
        media, body = self.remote.ask(query, accept, [str(default_graph)] if one else [])
        if "json" in media:
            return Result.parse(io.BytesIO(body), format="json")
        result = Result("CONSTRUCT")
        result.graph = graph_of(ox.parse(body, ox.RdfFormat.N_TRIPLES))
        return result


class _AskingAndTelling(_Asking, SPARQLUpdateStore):
    """The same of an endpoint that takes updates."""


def remote_dataset(remote: RemoteStore, update: str | None, authorization: str | None) -> Dataset:
    """A SPARQL endpoint as an rdflib Dataset; it evaluates all queries by itself."""
    headers = {"Authorization": authorization} if authorization else {}
    store = _AskingAndTelling(remote.url, update, headers=headers) if update else _Asking(remote.url, headers=headers)
    store.remote = remote
    dataset = Dataset(store=store, default_union=True)
    bind_prefixes(dataset)
    return dataset
