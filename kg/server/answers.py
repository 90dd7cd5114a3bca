"""Results of a query as the bytes of an answer, in the format that was asked for and piece by piece."""

from __future__ import annotations

import codecs
import csv
from typing import Any

import pyoxigraph as ox

from kg.core.errors import QueryError
from kg.rdf.namespaces import PREFIXES
from kg.server.formats import GRAPHS, TABLES, Syntax, chosen

_PREFIXED = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N3, ox.RdfFormat.RDF_XML)


class NotAcceptableError(QueryError):
    """The request takes none of the formats that its answer can have."""


def format_for(results: Any, accept: str) -> tuple[Syntax, str]:
    """The format of an answer, and the media type to call it.

    Args:
        results: What :meth:`kg.store.base.Store.query` gives.
        accept: The header ``Accept`` of the request.

    Raises:
        NotAcceptableError: It takes none.
    """
    formats = GRAPHS if isinstance(results, ox.QueryTriples) else TABLES
    found = chosen(accept, formats)
    if found is None:
        there_is = ", ".join(f.media for f in formats)
        raise NotAcceptableError(f"no answer to this query is of a type that the request accepts; there is {there_is}")
    return found


def write(results: Any, format_: Syntax, out: Any) -> None:
    """Write results to a file, as they come.

    Example:
        >>> from kg.store.oxigraph import OxigraphStore
        >>> results = OxigraphStore().query("SELECT ?x { VALUES ?x { <http://example.org/a,b> } }")
        >>> write(results, format_for(results, "text/csv")[0], out := io.BytesIO())
        >>> out.getvalue()
        b'x\\r\\n"http://example.org/a,b"\\r\\n'
    """
    if isinstance(results, ox.QueryTriples):
        prefixes = PREFIXES if format_.writer in _PREFIXED else None
        ox.serialize(results, out, format_.writer, prefixes=prefixes)  # type: ignore[arg-type]
    elif format_.writer == ox.QueryResultsFormat.CSV and isinstance(results, ox.QuerySolutions):
        _write_csv(results, out)
    else:
        results.serialize(out, format_.writer)


def _write_csv(solutions: ox.QuerySolutions, out: Any) -> None:
    """A table by SPARQL 1.1 Query Results CSV: the bare value of each term, quoted as RFC 4180 says.

    pyoxigraph quotes literals only, so an IRI with a comma in it becomes two columns (findings/pyoxigraph-csv-iri.sh).
    """
    writer = csv.writer(codecs.getwriter("utf-8")(out), lineterminator="\r\n")
    writer.writerow([variable.value for variable in solutions.variables])
    for solution in solutions:
        writer.writerow(["" if term is None else _bare(term) for term in solution])


def _bare(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
