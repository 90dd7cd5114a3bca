"""What the exports of press data bases have in common: one text, many articles, each with its own particulars."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

from kg.core.errors import InputError, to_install
from kg.core.lists import shipped as shipped_lists
from kg.readers.base import Format, Head, Input, Sure, find
from kg.readers.record import Record

#: The formats that are a text, in which an office document or a PDF may hold articles.
_TEXTS = ("nexis", "factiva", "proquest")


@cache
def table(name: str) -> dict[str, list[str]]:
    """The names of fields that an export has."""
    found = shipped_lists(Path(__file__).with_name("exports.yaml"))
    return cast(dict[str, list[str]], found[name])


class Places:
    """Line numbers of positions in a text."""

    def __init__(self, text: str) -> None:
        self._ends = [m.start() for m in re.finditer("\n", text)]

    def line(self, at: int) -> int:
        """The line, from 1, in which a position lies."""
        return bisect_right(self._ends, at - 1) + 1


def article(fields: dict[str, Any], file: Input, line: int, number: int) -> Record | InputError:
    """The record of one article in an export; a fault where it has no text.

    Args:
        fields: What was found of it.
        file: The export.
        line: Where it begins.
        number: Which it is, for an id where it has none.
    """
    if not (fields.get("text") or "").strip():
        return InputError("an article of this export has no text", file.where, line)
    found = {"id": f"{file.name}/{number}", **{name: value for name, value in fields.items() if value}}
    return Record(found, file.where, line)


def within(text: str, file: Input) -> Iterator[Record | InputError]:
    """The records in the text of an office document or a PDF: those of an export, else one.

    Args:
        text: What the document says.
        file: The document.
    """
    head = Head(b"", text[: 1 << 16], None)
    for format in (find(name) for name in _TEXTS):
        if format.looks is not None and format.looks(head) is Sure.YES:
            yield from format.read(as_text(text, file))
            return
    yield Record({"id": file.name, "text": text}, file.where)


def as_text(text: str, file: Input) -> Input:
    """A file that holds this text and goes by the name of another."""
    stream: Any = io.BufferedReader(cast(io.RawIOBase, io.BytesIO(text.encode("utf-8", "replace"))))
    return Input(stream, file.where, file.name, file.options, "utf-8")


def installed(format: Format, file: Input, package: str) -> InputError:
    """That a package is missing."""
    return InputError(
        f"reading {format.name.upper()} needs {package}: {to_install(format.extra or format.name)}", file.where
    )
