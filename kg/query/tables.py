"""Query results as pandas tables, and events as the table a person reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.core import reports
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

#: The columns of :func:`triples_frame`.
COLUMNS = (
    "source", "relation", "target", "status", "date", "precision", "basis", "start", "end", "reported_by", "theme",
    "casualties", "confidence", "article", "outlet", "url", "published", "sentence", "event",
    "reports", "first_report", "last_report", "denied_by", "tolls",
)  # fmt: skip

_INTEGERS = {XSD + t for t in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")}
_FLOATS = {XSD + t for t in ("decimal", "double", "float")}


def status_label(status: Status | str) -> str:
    """The word for a status in tables that people read: what is hypothetical is "possible"."""
    return "possible" if str(status) == Status.HYPOTHETICAL.value else str(status)


def rows_of(event: Event) -> Iterator[dict[str, Any]]:
    """The table rows of an event: one per source and target.

    Who is not named stands there by his description; where nobody is told who did it, the source is "(not named)".
    The topic is a target where nobody is, and beside those whom only an earlier sentence names: the words "would impose
    new sanctions" say themselves that sanctions are warned of, and the report whom.
    """
    ties: list[tuple[str, str | None]] = [(a.name, b.name) for a, b in pairs(event)]
    if not event.actors:
        ties += [(NOT_NAMED, name) for name in dict.fromkeys(r.name for r in event.recipients)]
    here = any(event.evidence.start <= r.start < event.evidence.end for r in event.recipients)
    if not ties or (event.recipients and not here and event.topic):
        ties += [(name, event.topic) for name in dict.fromkeys(a.name for a in event.actors) or [NOT_NAMED]]
    for source, target in ties:
        yield {
            "source": source,
            "relation": event.relation,
            "target": target,
            "status": event.status.value,
            "date": str(event.date) if event.date else None,
            "precision": event.date.precision.value if event.date else None,
            "basis": event.date.basis.value if event.date else None,
            "start": event.date.start if event.date else None,
            "end": event.date.end if event.date else None,
            "reported_by": event.reported_by.name if event.reported_by else None,
            "theme": event.theme,
            "casualties": event.cost,
            "confidence": event.confidence,
            "article": event.article,
            "outlet": event.source,
            "url": event.url,
            "published": event.published,
            "sentence": event.evidence.sentence,
            "event": event.id,
            **reports.columns(event),
        }


def triples_frame(events: Iterable[Event]) -> pd.DataFrame:
    """The triples of some events as a table.

    ``date`` is text and no finer than it is known ("2023-05-17", "2023-05", "2023"), with its ``precision`` and
    ``basis``; ``start`` and ``end``, its first and last day, ``published``, ``first_report`` and ``last_report`` are
    datetime64 columns with NaT where unknown.  ``casualties`` is text ("killed 12, injured 5–8").  The rest are
    strings, ``confidence`` and ``reports`` numbers.
    """
    import pandas as pd

    frame = pd.DataFrame([row for event in events for row in rows_of(event)], columns=list(COLUMNS))
    for column in ("start", "end", "published", "first_report", "last_report"):
        frame[column] = _days(frame[column].tolist())
    frame["confidence"] = frame["confidence"].astype("float64")
    return frame


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
            return _days([None if v is None else dt.date.fromisoformat(v[:10]) for v in values])
        if types == {XSD + "dateTime"}:
            moments = [None if v is None else dt.datetime.fromisoformat(v) for v in values]
            return pd.Series(pd.to_datetime(pd.Series(moments, dtype="object"), utc=True))
    except (ValueError, OverflowError):  # a year 0, an integer past 64 bits: then as text
        pass
    return pd.Series(values, dtype="object")


def _days(days: list[dt.date | None]) -> Any:
    import numpy as np
    import pandas as pd

    return pd.Series(np.array([np.datetime64("NaT") if d is None else d for d in days], dtype="datetime64[s]"))
