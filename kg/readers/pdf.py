"""PDF: the text of its pages (pypdf); one file, one article, or an export of a press data base."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from kg.core.errors import InputError
from kg.readers.base import Format, Head, Input, Sure, register
from kg.readers.exports import installed, within
from kg.readers.record import Record


def read(file: Input) -> Iterator[Record | InputError]:
    """The record of one PDF.

    Raises:
        InputError: pypdf is not installed, or the file is damaged, locked, or holds pictures of text only.
    """
    try:
        import pypdf
    except ImportError:
        raise installed(_FORMAT, file, "pypdf") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would log every oddity of every page
    limit = file.options.limits.article
    try:
        document = pypdf.PdfReader(io.BytesIO(file.whole(file.options.limits.table)))
        if document.is_encrypted and not document.decrypt(""):
            raise InputError("the PDF is locked with a password", file.where)
        pages, size = [], 0
        for page in document.pages:
            text = page.extract_text() or ""
            size += len(text)
            if size > limit:
                raise InputError(f"the PDF has more than {limit:,} characters, the limit of an article", file.where)
            pages.append(text.strip())
    except InputError:
        raise
    except Exception as error:  # PDFs are hostile, and the library raises many kinds of error
        raise InputError(f"the PDF cannot be taken apart ({type(error).__name__})", file.where) from error
    if not size:
        raise InputError("the PDF holds no text, only pictures of it; it needs OCR", file.where)
    # A sentence may go on over the page.
    yield from within("\n".join(pages), file)


def _looks(head: Head) -> Sure:
    return Sure.YES if head.data.startswith(b"%PDF-") else Sure.NO


_FORMAT = register(
    Format("pdf", read, (".pdf",), _looks, ("application/pdf",), binary=True, needs="pypdf", extra="pdf")
)
