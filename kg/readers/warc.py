"""WARC: archives of web crawls; each page that was fetched with success, one article.

Pages stand in ``response`` records, with the headers of HTTP, in ``resource`` records, without, and as bare text in the
``conversion`` records of WET files.
"""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator
from email.message import Message
from typing import Any

from kg.core.errors import InputError, to_install
from kg.readers import html
from kg.readers.base import Format, Head, Input, Sure, register
from kg.readers.decoding import declared, refuse
from kg.readers.record import Record

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)


def read(file: Input) -> Iterator[Record | InputError]:
    """The records of the pages in an archive, in its order; the id of each is its address.

    Raises:
        InputError: warcio is not installed, or the archive is damaged.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise InputError(f"reading WARC needs warcio: {to_install('warc')}", file.where) from None

    class Silent(ArchiveIterator):  # type: ignore[misc]
        """Does not write what follows a record of a wrong length, raw, to standard error."""

        INC_RECORD = ""

    # It would write addresses of the archive to the terminal as they are.
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    number = found = 0
    passed: Counter[str] = Counter()
    try:
        for record in Silent(file.stream):
            number += 1
            kind, charset, why = _kind(record)
            address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
            if kind is None or not address:
                passed[why] += bool(why)
                continue
            found += 1
            try:
                yield from _page(record.content_stream(), kind, charset, address, file, number)
            except InputError as error:
                yield InputError(error.what, file.where, number)
    except (ArchiveLoadFailed, ValueError, UnicodeError, AttributeError) as error:
        raise InputError(f"the archive is damaged after record {number} ({error})", file.where) from error
    if not found:
        others = ", ".join(f"{count} {why}" for why, count in passed.most_common(6)) or "none"
        file.options.remark(f"no page in this archive (records that hold something else: {others})", file.where)


def _kind(record: Any) -> tuple[str | None, str | None, str]:
    """Media type and charset of a record that is a page or a text; else None and what it is instead."""
    headers, type_ = record.http_headers, record.rec_type
    if type_ == "response" and headers is not None:
        status = headers.get_statuscode()
        if status != "200":
            return None, None, f"of status {status or '?'}"
        said = headers.get_header("Content-Type")
    elif type_ in ("resource", "conversion"):
        said = record.rec_headers.get_header("Content-Type")
    else:
        return None, None, ""
    media, charset = content_type(said or ("text/plain" if type_ == "conversion" else ""))
    if media in _PAGES or media in _TEXTS:
        # What a WET file holds is UTF-8, whatever the page was in.
        return media, "utf-8" if type_ == "conversion" else charset, ""
    return None, None, media or "of no type"


def content_type(header: str) -> tuple[str, str | None]:
    """Media type and charset of a header "Content-Type".

    Example:
        >>> content_type("Text/HTML; charset=windows-1254")
        ('text/html', 'windows-1254')
    """
    message = Message()
    message["Content-Type"] = header.replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    return header.split(";")[0].strip().lower(), charset if isinstance(charset, str) else None


def _page(
    stream: Any, kind: str, charset: str | None, address: str, file: Input, number: int
) -> Iterator[Record | InputError]:
    limit = file.options.limits.file
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"the page is larger than the limit of {limit:,} bytes", file.where, number)
    refuse(data[: 1 << 16], file.where)  # a packed page that could not be unpacked is no text
    said = charset or (declared(data) if kind in _PAGES else None)
    inner = Input(io.BufferedReader(io.BytesIO(data)), file.where, address, file.options, said)
    text = inner.decode(data)
    pages = html.page(text, inner, address) if kind in _PAGES else iter([Record({"id": address, "text": text}, "")])
    for page in pages:
        yield Record({**page.fields, "url": address}, file.where, number)


def _looks(head: Head) -> Sure:
    return Sure.YES if head.data.startswith(b"WARC/") else Sure.NO


register(
    Format(
        "warc", read, (".warc", ".wet"), _looks, ("application/warc",), binary=True, needs="warcio", extra="warc"
    )
)  # fmt: skip
