"""Plain text: one file, one article.

A file may begin with a few fields between two lines of dashes; without them the whole file is the text::

    ---
    title: Leaders meet in Geneva
    date: 2021-06-16
    source: Example Times
    ---
    The presidents of the United States and Russia met …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.readers.base import Format, Input, register
from kg.readers.fields import PARTS
from kg.readers.record import Record

_FRONT = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<fields>(?:[ \t]*[A-Za-z_]+[ \t]*:[^\n]*\n|[ \t]*\r?\n){1,20})---[ \t]*(?:\r?\n|$)"
)


def read(file: Input) -> Iterator[Record]:
    """The record of one plain text.

    Raises:
        InputError: It is in no encoding that is known.
    """
    text = file.text()
    fields: dict[str, Any] = {"id": file.name}
    if m := _FRONT.match(text):
        given = dict(line.split(":", 1) for line in m["fields"].splitlines() if line.strip())
        found = {key.strip().casefold(): value.strip().strip("\"'") for key, value in given.items()}
        known = {key: value for key, value in found.items() if key in PARTS and value}
        if known:
            fields |= known
            text = text[m.end() :]
    yield Record(fields | {"text": text}, file.where)


register(Format("text", read, suffixes=(".txt", ".text"), media=("text/plain",)))
