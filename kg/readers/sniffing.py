"""What kind of input a file is: by its first bytes, then by the ending of its name."""

from __future__ import annotations

from kg.readers.base import Format, Head, Sure, by_name, find, formats
from kg.readers.decoding import encoding_of

# Formats that anything else may be mistaken for by its name: what does not look like one is read as plain text.
_SHOWN = frozenset({"parquet", "feed", "warc", "html", "text", "sgml", "pdf", "docx"})


def sniff(head: bytes, name: str = "") -> Format:
    """The format of an input.

    What the content shows clearly (Parquet, WARC, JSON, a feed, HTML) goes before the name, since files are often
    misnamed; what it leaves open (a table, a text) is told by the name, or by a header that names a text column.

    Args:
        head: The first bytes, unpacked; 64 KiB are plenty.
        name: The name of the file, or the empty text.

    Example:
        >>> sniff(b'{"id": "a1", "text": "Iran met Iraq."}', "articles.txt").name
        'jsonl'
    """
    named = by_name(name)
    known = Head(head, head.decode(encoding_of(head), "replace").lstrip("\ufeff"), named.name if named else None)
    looks = [(format, format.looks(known)) for format in formats() if format.looks is not None]
    for format, sure in looks:
        if sure is Sure.YES:
            return format
    if named is not None:
        return find("text") if named.name in _SHOWN else named
    return next((format for format, sure in looks if sure is Sure.PERHAPS), find("text"))
