"""DOCX: the paragraphs of a document of Word (python-docx); one file, one article, or an export of a data base."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from kg.core.errors import InputError
from kg.readers.base import Format, Head, Input, Sure, register
from kg.readers.exports import installed, within
from kg.readers.record import Record

# A document may be unpacked to so many times the limit of a file.
_BOMB = 20


def read(file: Input) -> Iterator[Record | InputError]:
    """The record of one document.

    Raises:
        InputError: python-docx is not installed, or the file is damaged.
    """
    try:
        import docx
    except ImportError:
        raise installed(_FORMAT, file, "python-docx") from None
    data = file.whole()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _BOMB * file.options.limits.file:
                raise InputError("the document is too large once it is unpacked", file.where)
        document = docx.Document(io.BytesIO(data))
        paragraphs = [paragraph.text for paragraph in document.paragraphs]
    except InputError:
        raise
    except Exception as error:  # the libraries under this raise many kinds of error
        raise InputError(f"the document cannot be taken apart ({type(error).__name__})", file.where) from error
    yield from within("\n\n".join(paragraphs), file)


def _looks(head: Head) -> Sure:
    inside = head.named == "docx" or b"word/" in head.data
    return Sure.YES if head.data.startswith(b"PK\x03\x04") and inside else Sure.NO


_FORMAT = register(
    Format(
        "docx", read, (".docx",), _looks,
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        binary=True, needs="docx", extra="docx",
    )
)  # fmt: skip
