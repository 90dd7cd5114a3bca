"""HTML pages: one file, one article, its text and particulars found by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from kg.core.errors import InputError
from kg.readers.base import Format, Head, Input, Sure, register
from kg.readers.dates import ambiguous, parse_date
from kg.readers.decoding import declared
from kg.readers.record import Record

# No page is dated by the clock of the machine: the bounds are fixed, so that the same page gives the same day for ever.
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2100-01-01"}

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|main)\b",
    re.I | re.S,
)
_LATE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b[^>]*>", re.I)


def read(file: Input) -> Iterator[Record]:
    """The record of the article on a page.

    The text is what trafilatura takes for the article, its paragraphs set apart by empty lines; offsets of evidence
    count in that text.

    Raises:
        InputError: The page holds no article, or cannot be taken apart.
    """
    data = file.whole()
    file.charset = file.charset or declared(data)
    yield from page(file.decode(data), file, file.name)


def page(text: str, file: Input, name: str) -> Iterator[Record]:
    """The record of a page that is text already.

    Args:
        text: The page.
        file: Where it was found, for messages.
        name: The id of the article.

    Raises:
        InputError: It holds no article, or cannot be taken apart.
    """
    import trafilatura

    # trafilatura reports pages without an article as errors; we report them ourselves, once and by name.
    for logger in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    try:
        found: Any = trafilatura.bare_extraction(
            text, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dict(_DATES)
        )
    except Exception as error:  # pages are hostile, and the libraries under this raise many kinds of error
        raise InputError(f"the page cannot be taken apart ({type(error).__name__})", file.where) from error
    if found is None or not (found.text or "").strip():
        raise InputError("no article found on the page", file.where)
    fields = {
        "title": found.title,
        "date": _day(found.date, text, file) if found.date else None,
        "url": found.url,
        "source": found.sitename or found.hostname,
    }
    kept = {part: value for part, value in fields.items() if value}
    yield Record({"id": name, "text": re.sub(r"\n+", "\n\n", found.text), **kept}, file.where)


def _day(found: str, text: str, file: Input) -> str | None:
    """The day of a page, unless it was guessed from figures that can be read two ways."""
    day = parse_date(found)
    figures = ambiguous(text, day) if day else None
    if figures is None:
        return found
    if file.options.date_format:
        return str(parse_date(figures, file.where, None, file.options.date_format))
    hint = "the article has no date; --date-format DMY or MDY decides"
    file.options.remark(f"the date {figures!r} on the page can be read two ways: {hint}", file.where)
    return None


def _looks(head: Head) -> Sure:
    late = head.named is None and _LATE.search(head.text[:2000])
    named = head.named == "html" and "<" in head.text
    return Sure.YES if named or late or _PAGE.match(head.text) else Sure.NO


register(Format("html", read, (".html", ".htm", ".xhtml"), _looks, ("text/html", "application/xhtml+xml")))
