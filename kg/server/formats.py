"""Which formats an answer may have, and which of them a request asks for: by media type and quality, as HTTP has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyoxigraph as ox


class Syntax(NamedTuple):
    """A way to write an answer.

    Attributes:
        writer: Its name in the engine.
        media: Its media type.
        others: Media types that people ask for and that it fits too.
    """

    writer: ox.QueryResultsFormat | ox.RdfFormat
    media: str
    others: tuple[str, ...] = ()


#: Of SELECT and ASK; the first is what one gets who does not mind.
TABLES = (
    Syntax(ox.QueryResultsFormat.JSON, "application/sparql-results+json", ("application/json",)),
    Syntax(ox.QueryResultsFormat.XML, "application/sparql-results+xml", ("application/xml", "text/xml")),
    Syntax(ox.QueryResultsFormat.CSV, "text/csv"),
    Syntax(ox.QueryResultsFormat.TSV, "text/tab-separated-values"),
)
#: Of CONSTRUCT and DESCRIBE.
GRAPHS = (
    Syntax(ox.RdfFormat.TURTLE, "text/turtle", ("application/turtle", "application/x-turtle")),
    Syntax(ox.RdfFormat.N_TRIPLES, "application/n-triples", ("text/plain",)),
    Syntax(ox.RdfFormat.RDF_XML, "application/rdf+xml", ("application/xml", "text/xml")),
    Syntax(ox.RdfFormat.JSON_LD, "application/ld+json", ("application/json",)),
    Syntax(ox.RdfFormat.TRIG, "application/trig"),
    Syntax(ox.RdfFormat.N_QUADS, "application/n-quads"),
    Syntax(ox.RdfFormat.N3, "text/n3"),
)

_ELEMENT = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*"?)+')
_QUALITY = re.compile(r';\s*q\s*=\s*"?(0(?:\.[0-9]*)?|1(?:\.0*)?)"?\s*(?:;|$)')


def chosen(accept: str, formats: Sequence[Syntax]) -> tuple[Syntax, str] | None:
    """The format that a request likes best, with the media type to call it; None where it likes none.

    Args:
        accept: The header ``Accept``; empty for whoever does not mind.
        formats: What there is, in our order, which counts where the request leaves it open.

    Example:
        >>> chosen("text/csv;q=0.4, application/json;q=0.5", TABLES)[1]
        'application/json'
        >>> chosen("image/png", TABLES)
    """
    ranges = list(_qualities(accept)) or [("*/*", 1.0)]
    exactly = [(name, quality) for name, quality in ranges if "*" not in name]
    best: tuple[float, int] | None = None
    found: tuple[Syntax, str] | None = None
    for format_ in formats:
        for media in (format_.media, *format_.others):
            liked = _liking(media, ranges if media == format_.media else exactly)
            if liked and (best is None or liked > best):
                best, found = liked, (format_, media)
    return found


def prefers_page(accept: str) -> bool:
    """Whether somebody would rather have a page to look at than data: a browser.

    Example:
        >>> prefers_page("text/html,application/xhtml+xml,*/*;q=0.8"), prefers_page("*/*"), prefers_page("text/turtle")
        (True, False, False)
    """
    ranges = list(_qualities(accept))
    exactly = [(name, quality) for name, quality in ranges if "*" not in name]
    page = max((quality for media, quality in ranges if media in ("text/html", "application/xhtml+xml")), default=0.0)
    named = [_liking(f.media, exactly) for f in GRAPHS]
    return page > max((liking[0] for liking in named if liking), default=0.0)


def accepts_gzip(encodings: str) -> bool:
    """Whether an answer may be compressed, by the header ``Accept-Encoding``.

    Example:
        >>> accepts_gzip("br, gzip;q=0.5"), accepts_gzip("gzip;q=0, *"), accepts_gzip("")
        (True, False, False)
    """
    qualities = dict(_qualities(encodings))
    return qualities.get("gzip", qualities.get("*", 0.0)) > 0


def _qualities(header: str) -> Iterator[tuple[str, float]]:
    """What a header of preferences names, in its order, with the quality of each."""
    for element in _ELEMENT.findall(header.lower()):
        name, _, parameters = element.partition(";")
        quality = _QUALITY.search(";" + parameters)
        if name.strip():
            yield name.strip(), float(quality[1]) if quality else 1.0


def _liking(media: str, ranges: Sequence[tuple[str, float]]) -> tuple[float, int] | None:
    """How much a media type is liked: by its quality in the range that names it most closely, and how early that is."""
    for wanted in (media, media.partition("/")[0] + "/*", "*/*"):
        for at, (name, quality) in enumerate(ranges):
            if name == wanted:
                return (quality, -at) if quality > 0 else None
    return None
