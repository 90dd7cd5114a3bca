"""Query results as pandas tables, and events as the table a person reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.core.dyads import NOT_NAMED, pairs
from kg.core.errors import QueryError
from kg.core.event import Event
from kg.core.plover import Status
from kg.rdf.namespaces import XSD
from kg.store.folder import damage
from kg.store.sparql import terms

if TYPE_CHECKING:
    import pandas as pd

    from kg.store import Store

#: The columns of :meth:`kg.graph.KnowledgeGraph.triples`.
COLUMNS = (
    "source", "relation", "target", "status", "date", "precision", "basis", "start", "end", "reported_by", "theme",
    "casualties", "confidence", "article", "outlet", "url", "published", "sentence", "event",
)  # fmt: skip

_INTEGERS = {XSD + t for t in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")}
_FLOATS = {XSD + t for t in ("decimal", "double", "float")}


def status_label(status: Status | str) -> str:
    """The word for a status in tables that people read: what is hypothetical is "possible"."""
    return "possible" if str(status) == Status.HYPOTHETICAL.value else str(status)


def ties(event: Event) -> list[tuple[str, str | None]]:
    """Who and whom of each of an event's rows, by their names.

    Who is not named stands there by his description; where nobody is told who did it, the source is "(not named)".
    The topic is a target where nobody is, and beside those whom only an earlier sentence names: the words "would impose
    new sanctions" say themselves that sanctions are warned of, and the report whom.
    """
    found: list[tuple[str, str | None]] = [(a.name, b.name) for a, b in pairs(event)]
    if not event.actors:
        found += [(NOT_NAMED, name) for name in dict.fromkeys(r.name for r in event.recipients)]
    here = any(event.evidence.start <= r.start < event.evidence.end for r in event.recipients)
    if not found or (event.recipients and not here and event.topic):
        found += [(name, event.topic) for name in dict.fromkeys(a.name for a in event.actors) or [NOT_NAMED]]
    return found


def table(store: Store, sparql: str, bindings: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Answer a SELECT query with a table; see :meth:`kg.graph.KnowledgeGraph.query`."""
    results = store.query(sparql, terms(bindings))
    if not isinstance(results, ox.QuerySolutions):
        raise QueryError("query() takes a SELECT; use ask() or construct() for the other forms")
    try:
        return results_frame(results)
    except (OSError, ValueError, RuntimeError) as error:
        raise damage(store.name, error) or QueryError(f"the query cannot be run: {error}") from error


def results_frame(results: ox.QuerySolutions) -> pd.DataFrame:
    """The rows of a SELECT query as a table with typed columns.

    xsd:integer becomes Int64, xsd:decimal and xsd:double float64, xsd:boolean boolean, xsd:date and xsd:dateTime
    datetime64 (UTC where the values have a zone); all else is text, IRIs in full.  Unbound is missing.
    """
    import pandas as pd

    names = [v.value for v in results.variables]
    columns: list[list[Any]] = [[] for _ in names]
    for row in results:
        for column, term in zip(columns, row, strict=True):
            column.append(term)
    return pd.DataFrame({name: _typed(column) for name, column in zip(names, columns, strict=True)}, columns=names)


def _typed(terms: list[Any]) -> Any:
    import pandas as pd

    types = {t.datatype.value if isinstance(t, ox.Literal) else None for t in terms if t is not None}
    values = [None if t is None else t.value if isinstance(t, ox.Literal | ox.NamedNode) else str(t) for t in terms]
    try:
        if types and types <= _INTEGERS:
            return pd.array([None if v is None else int(v) for v in values], dtype="Int64")
        if types and types <= _INTEGERS | _FLOATS:
            return pd.array([float("nan") if v is None else float(v) for v in values], dtype="float64")
        if types == {XSD + "boolean"}:
            return pd.array([None if v is None else v in ("true", "1") for v in values], dtype="boolean")
        if types == {XSD + "date"}:
            return days([None if v is None else dt.date.fromisoformat(v[:10]) for v in values])
        if types == {XSD + "dateTime"}:
            moments = [None if v is None else dt.datetime.fromisoformat(v) for v in values]
            return pd.Series(pd.to_datetime(pd.Series(moments, dtype="object"), utc=True))
    except (ValueError, OverflowError):  # a year 0, an integer past 64 bits: then as text
        pass
    return pd.Series(values, dtype="object")


def days(days: Sequence[dt.date | None]) -> Any:
    """A column of days, NaT where there is none."""
    import numpy as np
    import pandas as pd

    return pd.Series(np.array([np.datetime64("NaT") if d is None else d for d in days], dtype="datetime64[s]"))
