"""WARC: archives of web crawls; each HTML page that was fetched with success, one article."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from kg.core.errors import InputError
from kg.readers.html import read_html
from kg.readers.options import Limits
from kg.readers.record import Record


def read_warc(stream: io.BufferedReader, where: str, limits: Limits) -> Iterator[Record | InputError]:
    """The records of the pages in an archive, in its order; the id of each is its address.

    Args:
        stream: The archive, unpacked.
        where: Its file, for messages.
        limits: How large a page may be, unpacked.

    Raises:
        InputError: warcio is not installed, or the archive is damaged.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise InputError("reading WARC needs warcio: pip install warcio", where) from None

    class Quiet(ArchiveIterator):  # type: ignore[misc]
        """Does not write what follows a record of a wrong length, raw, to standard error."""

        INC_RECORD = ""

    # It would write addresses of the archive to the terminal as they are.
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    number = 0
    try:
        for record in Quiet(stream):
            number += 1
            headers = record.http_headers
            if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
                continue
            kind = (headers.get_header("Content-Type") or "").lower()
            address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
            if "html" not in kind or not address:
                continue
            try:
                data = record.content_stream().read(limits.file + 1)
                if len(data) > limits.file:
                    raise InputError(f"the page is larger than the limit of {limits.file:,} bytes", where, number)
                for page in read_html(data, where, address):
                    yield Record({**page.fields, "url": address}, where, number)
            except InputError as error:
                yield InputError(error.what, where, number)
    except (ArchiveLoadFailed, ValueError, UnicodeError, AttributeError) as error:
        raise InputError(f"the archive is damaged after record {number} ({error})", where) from error
