"""HTML pages: one file, one article, its text and particulars found by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import trafilatura

from kg.core.errors import InputError
from kg.readers.decoding import decode, encoding_of
from kg.readers.record import Record

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)

# No page is dated by the clock of the machine: the bounds are fixed, so that the same page gives the same day for ever.
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2100-01-01"}

# trafilatura reports pages without an article as errors; we report them ourselves, once and by name.
for _name in ("trafilatura", "htmldate", "justext", "courlan"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def read_html(data: bytes, where: str, name: str) -> Iterator[Record]:
    """The record of the article on a page.

    The text is what trafilatura takes for the article, its paragraphs set apart by empty lines; offsets of evidence
    count in that text.

    Args:
        data: The page.
        where: Its file, for messages.
        name: The id of the article.

    Raises:
        InputError: The page holds no article, or cannot be taken apart.
    """
    page = _decode(data, where)
    try:
        found: Any = trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dict(_DATES)
        )
    except Exception as error:  # pages are hostile, and the libraries under this raise many kinds of error
        raise InputError(f"the page cannot be taken apart ({type(error).__name__})", where) from error
    fields: dict[str, Any] = {"id": name}
    if found is None or not (found.text or "").strip():
        raise InputError("no article found on the page", where)
    fields["text"] = re.sub(r"\n+", "\n\n", found.text)
    for part, value in (("title", found.title), ("date", found.date), ("url", found.url)):
        if value:
            fields[part] = value
    if found.sitename or found.hostname:
        fields["source"] = found.sitename or found.hostname
    yield Record(fields, where)


def _decode(data: bytes, where: str) -> str:
    """The page as text.  A byte order mark and good UTF-8 go before what the page says of itself."""
    if encoding_of(data) == "utf-8" and (m := _CHARSET.search(data[:4096])):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return data.decode(m[1].decode("ascii"), "replace")
            except LookupError:
                pass
    return decode(data, where)
