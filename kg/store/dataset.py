"""A store as an ``rdflib.Dataset`` whose default graph is the union of all graphs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib.plugins.sparql.sparql import Query, Update
from rdflib.query import Result
from rdflib.term import Identifier, Node

from kg.core.errors import QueryError
from kg.rdf.face import bind_prefixes
from kg.store.sparql import says_from, words

_UNION = "__UNION__"  # rdflib's word to a store for it
_FILES = "would read it from the network or from a file"


class _Honouring(OxigraphStore):
    """What oxrdflib makes of an Oxigraph store, with the graphs that a query names itself.

    Asked for the union of all graphs, the engine leaves FROM aside without a word (findings/pyoxigraph-union-from.sh).
    And rdflib evaluates by itself what the engine is not given, as a query prepared before: it takes a graph named by
    FROM or USING for an address, and loads it.
    """

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        """Evaluate a query.

        Raises:
            QueryError: It says FROM, and has been prepared or is asked of one graph.
        """
        if not isinstance(query, str):
            if query.algebra.get("datasetClause"):
                raise QueryError(f"FROM in a prepared query {_FILES}: give the query as text")
        elif says_from(query):
            if isinstance(queryGraph, Node):
                raise QueryError("a query that says FROM has to be asked of the dataset, not of one of its graphs")
            queryGraph = "" if queryGraph == _UNION else queryGraph  # noqa: N806
        return super().query(query, initNs, initBindings, queryGraph, **kwargs)

    def update(
        self,
        update: Update | str,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> None:
        """Do an update.

        Raises:
            QueryError: It says USING.
        """
        if isinstance(update, str):
            using = "USING" in map(str.upper, words(update))
        else:
            using = any(part.get("using") for part in update.algebra)
        if using:
            raise QueryError(f"USING in an update of the dataset {_FILES}: write GRAPH in its pattern")
        super().update(update, initNs, initBindings, queryGraph, **kwargs)


def dataset_of(store: ox.Store) -> Dataset:
    """An Oxigraph store as an rdflib Dataset: queries see the union of all graphs, prefixes are bound."""
    dataset = Dataset(store=_Honouring(store=store), default_union=True)
    bind_prefixes(dataset)
    return dataset


def remote_dataset(query: str, update: str | None, authorization: str | None) -> Dataset:
    """A SPARQL endpoint as an rdflib Dataset; it evaluates all queries by itself."""
    from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

    headers = {"Authorization": authorization} if authorization else {}
    store = SPARQLUpdateStore(query, update, headers=headers) if update else SPARQLStore(query, headers=headers)
    dataset = Dataset(store=store, default_union=True)
    bind_prefixes(dataset)
    return dataset
