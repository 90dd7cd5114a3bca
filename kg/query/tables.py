"""Query results as pandas tables, and events as the table a person reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.core import reports
from kg.core.dyads import Party
from kg.core.errors import QueryError
from kg.core.event import UNNAMED, Event
from kg.core.memory import uncollected
from kg.core.statements import THEME, check_level, statements
from kg.query.unknown import check
from kg.rdf.namespaces import XSD
from kg.store.folder import damage
from kg.store.sparql import terms

if TYPE_CHECKING:
    import pandas as pd

    from kg.store import Store

#: The columns of :func:`triples_frame`.
COLUMNS = (
    "source", "relation", "target", "detail", "status", "date", "precision", "basis", "start", "end", "reported_by",
    "theme", "casualties", "confidence", "article", "outlet", "url", "published", "sentence", "event", "type", "mode",
    "source_id", "target_id", "target_kind", "reports", "first_report", "last_report", "denied_by", "tolls",
)  # fmt: skip

#: Those that hold days.
DAYS = ("start", "end", "published", "first_report", "last_report")

_INTEGERS = {XSD + t for t in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")}
_FLOATS = {XSD + t for t in ("decimal", "double", "float")}
_VALUED = (ox.Literal, ox.NamedNode)

# Where all values of a column are of some types: how each is read, and what pandas holds them as.
_READ: tuple[tuple[set[str], Callable[[str], Any], Any], ...] = (
    (_INTEGERS, int, "Int64"),
    (_INTEGERS | _FLOATS, float, "float64"),
    ({XSD + "boolean"}, ("true", "1").__contains__, "boolean"),
)


def rows_of(event: Event, level: str = "actor") -> Iterator[dict[str, Any]]:
    """The table rows of an event: one per source and target.

    See :func:`kg.core.statements.statements`.
    """
    rows = list(own_rows(event, level))
    told = about(event) if rows else {}
    for row in rows:
        yield {**row, **told}


def own_rows(event: Event, level: str) -> Iterator[dict[str, Any]]:
    """What the rows of one event differ in."""
    for source, relation, target, detail in statements(event, level):
        yield {
            "source": source.name,
            "relation": relation,
            "target": target.name if target else None,
            "detail": detail or None,
            "source_id": _id(source),
            "target_id": _id(target),
            "target_kind": target.kind if target else None,
        }


def about(event: Event) -> dict[str, Any]:
    """What the rows of one event share."""
    date = event.date
    return {
        "status": event.status.value,
        "date": str(date) if date else None,
        "precision": date.precision.value if date else None,
        "basis": date.basis.value if date else None,
        "start": date.start if date else None,
        "end": date.end if date else None,
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
        "type": event.type.value,
        "mode": event.mode,
        **reports.columns(event),
    }


def _id(party: Party | None) -> str | None:
    """The entity's id; who is only described, and a theme, have none."""
    return None if party is None or party.kind in (UNNAMED, THEME) else party.id


def triples_frame(events: Iterable[Event], level: str = "actor") -> pd.DataFrame:
    """The triples of some events as a table.

    ``date`` is text and no finer than it is known ("2023-05-17", "2023-05", "2023"), with its ``precision`` and
    ``basis``; ``start`` and ``end``, its first and last day, ``published``, ``first_report`` and ``last_report`` are
    datetime64 columns with NaT where unknown.  ``casualties`` is text ("killed 12, injured 5–8").  The rest are
    strings, ``confidence`` and ``reports`` numbers.  How many of the events have no row at that level stands in
    ``attrs["left_out"]``.
    """
    check_level(level)
    with uncollected():
        told = [list(rows_of(event, level)) for event in events]
    rows = [row for rows in told for row in rows]
    columns = {name: [row[name] for row in rows] for name in COLUMNS}
    return framed({**columns, **{name: datetimes(columns[name]) for name in DAYS}}, sum(not rows for rows in told))


def framed(columns: Mapping[str, Any], left_out: int) -> pd.DataFrame:
    """The table of triples, from its columns: lists or arrays, of days such of datetime64.

    Args:
        columns: By name.
        left_out: How many of the events have no row.
    """
    import pandas as pd

    frame = pd.DataFrame(columns if len(columns.get("event", ())) else [], columns=list(COLUMNS))
    if frame.empty:
        frame = frame.astype(dict.fromkeys(DAYS, "datetime64[s]"))
    frame["confidence"] = frame["confidence"].astype("float64")
    frame.attrs["left_out"] = left_out
    return frame


def table(store: Store, sparql: str, bindings: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Answer a SELECT query with a table; see :meth:`kg.graph.KnowledgeGraph.query`."""
    results = asked(store, sparql, bindings)
    if not isinstance(results, ox.QuerySolutions):
        raise QueryError("query() takes a SELECT; use ask() or construct() for the other forms")
    try:
        return results_frame(results)
    except (OSError, ValueError, RuntimeError) as error:
        raise damage(store.name, error) or QueryError(f"the query cannot be run: {error}") from error


def asked(store: Store, sparql: str, bindings: Mapping[str, Any] | None = None) -> Any:
    """What a store answers to somebody's query; of terms that it does not have there is a warning."""
    results = store.query(sparql, terms(bindings))  # first of all it must parse
    check(store, sparql)
    return results


def results_frame(results: ox.QuerySolutions) -> pd.DataFrame:
    """The rows of a SELECT query as a table with typed columns.

    xsd:integer becomes Int64, xsd:decimal and xsd:double float64, xsd:boolean boolean, xsd:date and xsd:dateTime
    datetime64 (UTC where the values have a zone); all else is text, IRIs in full.  Unbound is missing.
    """
    import pandas as pd

    names = [v.value for v in results.variables]
    rows = list(results)
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    # With one index for all columns pandas has none to bring together, which took longer than many a query.
    index = pd.RangeIndex(len(rows) if names else 0)
    typed = {name: _typed(column, index) for name, column in zip(names, columns, strict=True)}
    return pd.DataFrame(typed, index=index, copy=False)


def _typed(terms: Sequence[Any], index: pd.Index) -> Any:
    import pandas as pd

    types = {t.datatype.value if isinstance(t, ox.Literal) else None for t in terms if t is not None}
    values = [None if t is None else t.value if isinstance(t, _VALUED) else str(t) for t in terms]
    try:
        for some, read, held in _READ:
            if types and types <= some:
                return pd.array([None if v is None else read(v) for v in values], dtype=held)
        if types == {XSD + "date"}:
            return datetimes([None if v is None else dt.date.fromisoformat(v[:10]) for v in values])
        if types == {XSD + "dateTime"}:
            moments = [None if v is None else dt.datetime.fromisoformat(v) for v in values]
            return pd.to_datetime(pd.Series(moments, index=index, dtype="object"), utc=True)
    except (ValueError, OverflowError):  # a year 0, an integer past 64 bits: then as text
        pass
    return pd.Series(values, index=index, dtype="object")


def datetimes(days: Iterable[dt.date | None]) -> Any:
    """Days as a column of datetime64."""
    import numpy as np

    return np.array([np.datetime64("NaT") if d is None else d for d in days], dtype="datetime64[s]")
