"""Exports of Factiva: many articles in one text, each closed by "Document …" and its number.

With codes each field stands behind its own ("HD", "PD", "LP"); without, the lines of the head come in a fixed order:
headline, author, "212 words", day, outlet, …, language, copyright; then the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.core.errors import InputError
from kg.readers.base import Format, Head, Input, Sure, register
from kg.readers.dates import find_date
from kg.readers.exports import Places, article, table
from kg.readers.record import Record

_END = re.compile(r"^[ \t]*(?:AN[ \t\r\n]+)?Document[ \t]+(?P<id>[A-Z][A-Z0-9]{3,}[0-9a-z]{8,})[ \t\r]*$", re.M)
_WORDS = re.compile(r"^[ \t]*[\d,.]+ words[ \t\r]*$", re.M)
_BY = re.compile(r"\s*by\b", re.I)
_COPYRIGHT = re.compile(r"copyright\b|©|\(c\)|all rights reserved", re.I)


def read(file: Input) -> Iterator[Record | InputError]:
    """A record for each article of an export."""
    text = file.text(file.options.limits.table)
    places, start = Places(text), 0
    for number, m in enumerate(_END.finditer(text), start=1):
        piece = text[start : m.start()]
        fields = _coded(piece) if re.search(r"^[ \t]*HD\b", piece, re.M) else _plain(piece)
        fields["id"] = m["id"]
        yield article(fields, file, places.line(start + len(piece) - len(piece.lstrip())), number)
        start = m.end()


def _coded(piece: str) -> dict[str, Any]:
    names = table("factiva")
    codes = "|".join(code for part in names.values() for code in part)
    pattern = re.compile(rf"^[ \t]*(?P<code>{codes})(?:[ \t]+|[ \t]*\r?\n[ \t]*)(?=\S)", re.M)
    marks = list(pattern.finditer(piece))
    found: dict[str, list[str]] = {}
    for m, end in zip(marks, [*(n.start() for n in marks[1:]), len(piece)], strict=True):
        part = next(part for part, given in names.items() if m["code"] in given)
        found.setdefault(part, []).append(piece[m.end() : end].strip("\r\n"))
    fields: dict[str, Any] = {part: " ".join(found[part][0].split()) for part in ("title", "source") if part in found}
    fields["date"] = find_date(found["date"][0]) if "date" in found else None
    fields["text"] = "\n\n".join(found.get("text", ()))
    return fields


def _plain(piece: str) -> dict[str, Any]:
    words = _WORDS.search(piece)
    if words is None:
        return {"text": piece.strip()}
    before = [p for p in re.split(r"\n[ \t\r]*\n", piece[: words.start()].strip()) if p.strip()]
    rest = piece[words.end() :].lstrip("\r\n").split("\n")
    head = [line.strip() for line in rest[:14]]
    # The head ends with whose right it is, else at the first empty line.
    empty = next((i for i, line in enumerate(head) if not line), 1) - 1
    closing = next((i for i, line in enumerate(head) if _COPYRIGHT.search(line)), empty)
    dated = next((i for i, line in enumerate(head[: closing + 1]) if find_date(line)), None)
    title = next((p for p in before if not _BY.match(p)), "").strip()
    after = [line for line in head[(dated or 0) + 1 : closing] if not re.fullmatch(r"\d\d?:\d\d(?: ?[AP]M)?", line)]
    return {
        "title": " ".join(" ".join(line for line in title.split("\n") if not _BY.match(line)).split()) or None,
        "date": find_date(head[dated]) if dated is not None else None,
        "source": after[0] if after else None,
        "text": "\n".join(rest[closing + 1 :]).strip(),
    }


def _looks(head: Head) -> Sure:
    coded = re.search(r"^[ \t]*HD\b", head.text, re.M) and re.search(r"^[ \t]*(?:PD|SN)\b", head.text, re.M)
    return Sure.YES if _END.search(head.text) and (coded or _WORDS.search(head.text)) else Sure.NO


register(Format("factiva", read, (), _looks))
