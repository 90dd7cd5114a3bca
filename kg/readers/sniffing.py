"""What kind of input a file is: by its first bytes, then by the ending of its name."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import PurePath

from kg.readers.decoding import encoding_of
from kg.readers.record import columns


class Kind(StrEnum):
    """The kinds of input there is a reader for."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    FEED = "feed"
    WARC = "warc"


SUFFIXES: dict[str, Kind] = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".json": Kind.JSON,
    ".csv": Kind.CSV,
    ".tsv": Kind.TSV,
    ".tab": Kind.TSV,
    ".parquet": Kind.PARQUET,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".warc": Kind.WARC,
}

#: Endings of packed files, which stand after that of the kind.
PACKED = (".gz", ".zst")

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|main)\b",
    re.I | re.S,
)
# Possessive, so that a file of blanks is not tried in every way to split them.
_FEED = re.compile(r"(?:\s++|<\?[^>]*+>|<!--.{0,4000}?-->)*+<(?:rss|feed|rdf:RDF)[\s>]", re.S)
_LATE_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b[^>]*>", re.I)


def suffix_kind(name: str) -> Kind | None:
    """The kind that the ending of a name stands for; ".gz" and ".zst" do not count.  None for any other ending."""
    suffixes = [s.lower() for s in PurePath(name).suffixes]
    if suffixes and suffixes[-1] in PACKED:
        suffixes.pop()
    return SUFFIXES.get(suffixes[-1]) if suffixes else None


def sniff(head: bytes, name: str = "") -> Kind:
    """The kind of an input.

    What the content shows clearly (Parquet, WARC, JSON, a feed, HTML) goes before the name, since files are often
    misnamed; what it leaves open (a table, a text) is told by the name, or by a header that names a text column.

    Args:
        head: The first bytes, unpacked; 64 KiB are plenty.
        name: The name of the file, or the empty text.

    Example:
        >>> sniff(b'{"id": "a1", "text": "Iran met Iraq."}', "articles.txt")
        <Kind.JSONL: 'jsonl'>
    """
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith(b"WARC/"):
        return Kind.WARC
    start = head.decode(encoding_of(head), "replace").lstrip("\ufeff")
    stripped = start.lstrip()
    named = suffix_kind(name)
    first = stripped.split("\n", 1)[0]
    if re.match(r'\{\s*("|$)', first):
        return _json(stripped, named)
    if re.match(r"\[\s*(\{|$)", first) and (named is not Kind.TEXT or stripped[1:].lstrip()[:1] == "{"):
        return Kind.JSON
    if _FEED.match(start[:20_000]):
        return Kind.FEED
    if (
        _HTML.match(start)
        or (named is Kind.HTML and "<" in start)
        or (named is None and _LATE_HTML.search(start[:2000]))
    ):
        return Kind.HTML
    if named is not None and named is not Kind.TEXT and named is not Kind.HTML:
        return named if named not in (Kind.PARQUET, Kind.WARC, Kind.FEED) else Kind.TEXT
    if named is None and (mark := max(",;\t", key=first.count)) in first and len(first) < 500:
        names = [n.strip().strip('"') for n in first.split(mark)]
        if "text" in columns(names):
            return Kind.TSV if mark == "\t" else Kind.CSV
    return Kind.TEXT


def _json(start: str, named: Kind | None) -> Kind:
    """JSON Lines, or one object over many lines."""
    first, _, rest = start.partition("\n")
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        # A broken first line is a fault in JSON Lines, unless the object simply goes on below.
        return Kind.JSON if rest and not rest.lstrip().startswith("{") and named is not Kind.JSONL else Kind.JSONL
    return Kind.JSON if named is Kind.JSON and not rest.strip() else Kind.JSONL
