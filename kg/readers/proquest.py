"""Exports of ProQuest: many articles in one text, each with named fields, parted by lines of underscores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from kg.core.errors import InputError
from kg.readers.base import Format, Head, Input, Sure, register
from kg.readers.dates import find_date
from kg.readers.exports import Places, article, table
from kg.readers.record import Record

_LINE = re.compile(r"^[ \t]*_{20,}[ \t\r]*$", re.M)
_DOCUMENT = re.compile(r"^[ \t]*Document \d+ of \d+[ \t\r]*$", re.M)


def read(file: Input) -> Iterator[Record | InputError]:
    """A record for each article of an export."""
    text = file.text(file.options.limits.table)
    places, number = Places(text), 0
    parting = _LINE if _LINE.search(text) else _DOCUMENT
    marks = [0, *(m.end() for m in parting.finditer(text))]
    stops = [*(m.start() for m in parting.finditer(text)), len(text)]
    for start, end in zip(marks, stops, strict=True):
        piece = text[start:end]
        if not _fields().search(piece):  # a cover, or the terms of use
            continue
        number += 1
        yield article(_article(piece), file, places.line(start + len(piece) - len(piece.lstrip())), number)


def _article(piece: str) -> dict[str, Any]:
    names, found = table("proquest"), dict[str, str]()
    marks = list(_fields().finditer(piece))
    for m, end in zip(marks, [*(n.start() for n in marks[1:]), len(piece)], strict=True):
        part = next(part for part, given in names.items() if m["name"].casefold() in given)
        found.setdefault(part, piece[m.end() : end].strip())
    fields: dict[str, Any] = {part: " ".join(found[part].split()) for part in ("title", "url", "id") if part in found}
    fields["date"] = found.get("date") and (find_date(found["date"]) or found["date"])
    # "Example Post; Washington, D.C. [Washington, D.C.]" is the Example Post
    fields["source"] = re.split(r"[;\[]", found.get("source", ""))[0].strip() or None
    fields["text"] = found.get("text")
    if "title" not in fields:
        first = next((line.strip() for line in piece.split("\n") if line.strip() and not _DOCUMENT.match(line)), "")
        fields["title"] = None if _fields().match(first) else first
    return fields


@cache
def _fields() -> re.Pattern[str]:
    names = sorted((n for part in table("proquest").values() for n in part), key=len, reverse=True)
    return re.compile(rf"^[ \t]*(?P<name>{'|'.join(map(re.escape, names))})[ \t]*:[ \t]*", re.M | re.I)


def _looks(head: Head) -> Sure:
    text = re.search(r"^[ \t]*Full text[ \t]*:", head.text, re.M | re.I)
    known = re.search(r"^[ \t]*(?:Publication (?:title|date|info)|ProQuest document ID)[ \t]*:", head.text, re.M | re.I)
    return Sure.YES if text and known else Sure.NO


register(Format("proquest", read, (), _looks))
