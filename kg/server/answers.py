"""Results of a query as the bytes of an answer, in the format that was asked for."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

_FORMATS: dict[str, tuple[ox.QueryResultsFormat, str]] = {
    "json": (ox.QueryResultsFormat.JSON, "application/sparql-results+json"),
    "csv": (ox.QueryResultsFormat.CSV, "text/csv"),
    "tsv": (ox.QueryResultsFormat.TSV, "text/tab-separated-values"),
    "xml": (ox.QueryResultsFormat.XML, "application/sparql-results+xml"),
}
_GRAPHS: dict[str, tuple[ox.RdfFormat, str]] = {
    "n-triples": (ox.RdfFormat.N_TRIPLES, "application/n-triples"),
    "turtle": (ox.RdfFormat.TURTLE, "text/turtle"),
}
_QUALITY = re.compile(r"\bq\s*=\s*([01](?:\.[0-9]{0,3})?)")
_MAX_ANSWER = 256 << 20


def serialized(results: Any, accept: str) -> tuple[str, bytes]:
    """The media type and the bytes of an answer.

    Args:
        results: What :meth:`kg.store.base.Store.query` gives.
        accept: The header ``Accept`` of the request.

    Raises:
        OSError: The answer is too long.

    Example:
        >>> serialized(OxigraphStore().query("SELECT ?x { VALUES ?x { <http://example.org/a,b> } }"), "text/csv")
        ('text/csv', b'x\\r\\n"http://example.org/a,b"\\r\\n')
    """
    out: Any = _Capped()
    if isinstance(results, ox.QueryTriples):
        name = _wanted(_GRAPHS, accept) or ("turtle" if "html" in accept else "n-triples")
        format_, kind = _GRAPHS[name]
        results.serialize(out, format_)
    else:
        name = _wanted(_FORMATS, accept) or "json"
        if isinstance(results, ox.QueryBoolean) and name in ("csv", "tsv"):
            name = "json"
        result_format, kind = _FORMATS[name]
        if name == "csv":
            _write_csv(results, out)
        else:
            results.serialize(out, result_format)
    return kind, b"".join(out.parts)


def _wanted(formats: Mapping[str, tuple[Any, str]], accept: str) -> str | None:
    """The format that a request likes best: by quality, then in its order; "csv" will do for "text/csv"."""
    liked = [part.partition(";") for part in accept.lower().split(",")]
    for kind, _, _ in sorted(liked, key=lambda part: -_quality(part[2])):
        for name, (_, media_type) in formats.items():
            if name in kind or kind.strip() == media_type:
                return name
    return None


def _quality(parameters: str) -> float:
    found = _QUALITY.search(parameters)
    return float(found[1]) if found else 1.0


class _Capped:
    """A file in memory that refuses to grow past a limit."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def write(self, data: bytes | str) -> int:
        data = data.encode() if isinstance(data, str) else bytes(data)
        self.size += len(data)
        if self.size > _MAX_ANSWER:
            raise OSError(f"the answer is longer than {_MAX_ANSWER >> 20} MB; add a LIMIT")
        self.parts.append(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def _write_csv(solutions: ox.QuerySolutions, out: Any) -> None:
    """A table by SPARQL 1.1 Query Results CSV: the bare value of each term, quoted as RFC 4180 says.

    pyoxigraph quotes literals only, so an IRI with a comma in it becomes two columns (findings/pyoxigraph-csv-iri.sh).
    """
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([variable.value for variable in solutions.variables])
    for solution in solutions:
        writer.writerow(["" if term is None else _bare(term) for term in solution])


def _bare(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
