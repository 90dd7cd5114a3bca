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

from kg.readers.decoding import decode
from kg.readers.record import FIELDS, Record

_FRONT = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<fields>(?:[ \t]*[A-Za-z_]+[ \t]*:[^\n]*\n|[ \t]*\r?\n){1,20})---[ \t]*(?:\r?\n|$)"
)


def read_text(data: bytes, where: str, name: str) -> Iterator[Record]:
    """The record of one plain text.

    Args:
        data: The file.
        where: Its name, for messages.
        name: The id of the article unless the file gives one.

    Raises:
        InputError: The encoding is none of those known.
    """
    text = decode(data, where)
    fields: dict[str, Any] = {"id": name}
    if m := _FRONT.match(text):
        given = dict(line.split(":", 1) for line in m["fields"].splitlines() if line.strip())
        found = {key.strip().casefold(): value.strip().strip("\"'") for key, value in given.items()}
        known = {key: value for key, value in found.items() if key in FIELDS and value}
        if known:
            fields |= known
            text = text[m.end() :]
    yield Record(fields | {"text": text}, where)
