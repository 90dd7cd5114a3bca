"""Feeds: RSS and Atom; an entry, one article, with whatever text the feed itself carries."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html

from kg.core.errors import InputError, Remark, to_install
from kg.readers.base import Format, Head, Input, Sure, register
from kg.readers.dates import parse_date
from kg.readers.record import Record

# Elements after which a new paragraph begins.
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table"}
)
_UNSAID = ("script", "style", "figure", "figcaption", "iframe", "noscript")


# Possessive, so that a file of blanks is not tried in every way to split them.
_START = re.compile(r"(?:\s++|<\?[^>]*+>|<!--.{0,4000}?-->)*+<(?:rss|feed|rdf:RDF)[\s>]", re.S)


def read(file: Input) -> Iterator[Record | InputError]:
    """The records of a feed's entries.

    The text is the longest that the entry holds: its content, else its summary.  Nothing is fetched: many feeds carry
    a summary only, and then that is all there is to read.  The id is the entry's own, else its address; the source is
    the feed's title; the day that of publication as the feed writes it, else of the last change.

    Raises:
        InputError: feedparser is not installed, or this is no feed.
    """
    try:
        import feedparser
    except ImportError:
        raise InputError(f"reading feeds needs feedparser: {to_install('feeds')}", file.where) from None
    data = file.whole()
    charset = file.options.encoding or file.charset
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    try:
        # A stream, never the bytes themselves: those it would take for an address or the name of a file.
        found: Any = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, response_headers=headers)
    except Exception as error:  # feeds are hostile, and the library lets errors of several parsers through
        raise InputError(f"the feed cannot be taken apart ({type(error).__name__})", file.where) from error
    if not found.get("version") and not found.entries:
        raise InputError("this is XML, but no feed that could be read", file.where)
    outlet = found.feed.get("title")
    for number, entry in enumerate(found.entries, start=1):
        texts = [plain(part.get("value") or "") for part in entry.get("content") or ()]
        text = max([*texts, plain(entry.get("summary") or "")], key=len)
        if not text:
            yield InputError("the entry carries no text", file.where, number)
            continue
        fields = {
            "id": entry.get("id") or entry.get("link"),
            "text": text,
            "title": plain(entry.get("title") or "") or None,
            "date": _day(entry, file, number),
            "source": outlet,
            "url": entry.get("link"),
        }
        yield Record({name: value for name, value in fields.items() if value}, file.where, number)


def plain(markup: str) -> str:
    """The text of a piece of HTML, paragraphs set apart by empty lines.

    Example:
        >>> plain("<p>Iran &amp; Iraq met.</p><p>They <b>agreed</b>.</p>")
        'Iran & Iraq met.\\n\\nThey agreed.'
    """
    if not markup.strip():
        return ""
    try:
        tree = lxml.html.fragment_fromstring(markup, create_parent="div")
        lxml.etree.strip_elements(tree, *_UNSAID, with_tail=False)
        for element in list(tree.iter()):
            if element.tag in _BLOCKS:
                element.text = "\n\n" + (element.text or "")
                element.tail = "\n\n" + (element.tail or "")
        text = "".join(tree.itertext(*_elements(tree)))
    except (lxml.etree.LxmlError, ValueError, RecursionError):
        text = markup
    paragraphs = (" ".join(p.split()) for p in re.split(r"\n\s*\n", text))
    return "\n\n".join(p for p in paragraphs if p)


def _elements(tree: Any) -> set[Any]:
    """The tags in a tree; comments and processing instructions have none and say nothing."""
    return {element.tag for element in tree.iter() if isinstance(element.tag, str)}


def _day(entry: Any, file: Input, number: int) -> dt.date | None:
    """The day as the feed writes it, in the zone of its publisher; a date that cannot be read is told.

    feedparser's own reading is in UTC, where a morning in Seoul is the day before, and fills what is missing from the
    clock of the machine.
    """
    written = [
        dict.get(entry, name) for name in ("published", "updated", "created")
    ]  # feedparser's own takes any for any
    for text in written:
        if not text:
            continue
        try:
            return parse_date(text, file.where, number, file.options.date_format)
        except InputError as error:
            file.options.on_error(Remark(f"{error.what}; the entry has no date", file.where, number))
            return None
    return None


def _looks(head: Head) -> Sure:
    return Sure.YES if _START.match(head.text[:20_000]) else Sure.NO


register(
    Format(
        "feed", read, (".rss", ".atom"), _looks, ("application/rss+xml", "application/atom+xml"),
        needs="feedparser", extra="feeds",
    )
)  # fmt: skip
