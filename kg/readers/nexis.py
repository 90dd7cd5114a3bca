"""Exports of Nexis and Nexis Uni: many articles in one text, each under its headline, with its day and outlet.

Nexis: "1 of 2 DOCUMENTS", the outlet, the day, the headline, fields ("LENGTH: 212 words"), the article, more fields.
Nexis Uni: the headline, the outlet, the day, fields, "Body", the article, "Load-Date: …", "End of Document".
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

_BEGIN = re.compile(r"^[ \t\f\ufeff]*(?:Document[ \t]+)?\d{1,5} of \d{1,5}(?:[ \t]+DOCUMENTS?)?[ \t\r]*$", re.M | re.I)
_BEGIN_SURE = re.compile(r"^[ \t\f\ufeff]*\d{1,5} of \d{1,5} DOCUMENTS?[ \t\r]*$", re.M)
_END = re.compile(r"^[ \t]*End of Document[ \t\r]*$", re.M)
_FIELD = re.compile(r"(?P<name>[A-Z][A-Za-z-]{2,20})[ \t]*:[ \t]*(?P<value>.*)", re.S)
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\) ?\d{4}|all rights reserved)", re.I)
_EDITION = re.compile(r"\b(?:edition|section|web|online|print|final)\b", re.I)
# The issue of a monthly: "March 2024", "Spring 2024"; it names no day, and none is made up.
_ISSUE = re.compile(
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn"
    r"|Fall|Winter)(?: ?[-/] ?[A-Z][a-z]+)?,? \d{4})(?:[ ,].{0,20}\bedition)?",
    re.I,
)
# The pages that Nexis Uni puts before the articles
_COVER = re.compile(
    r"(?:User Name|Date and Time|Job Number|Documents? \(\d+\)|Client/Matter|Search Terms|Content Type)", re.I
)


def read(file: Input) -> Iterator[Record | InputError]:
    """A record for each article of an export."""
    text = file.text(file.options.limits.table)
    places, number = Places(text), 0
    for start, end, uni in _pieces(text):
        piece = text[start:end]
        if not piece.strip():
            continue
        number += 1
        fields = _uni(piece) if uni else _classic(piece)
        yield article(fields, file, places.line(start + len(piece) - len(piece.lstrip())), number)


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    ends = list(_END.finditer(text))
    if ends:
        start = 0
        for m in ends:
            yield start, m.start(), True
            start = m.end()
        return
    begins = list(_BEGIN_SURE.finditer(text)) or list(_BEGIN.finditer(text))
    if not begins:
        yield 0, len(text), False
        return
    stops = [m.start() for m in begins[1:]] + [len(text)]
    for m, stop in zip(begins, stops, strict=True):
        yield m.end(), stop, False


def _paragraphs(piece: str) -> list[tuple[int, int, str]]:
    """Start, end and text of what stands between empty lines."""
    return [(m.start(), m.end(), m[0].strip()) for m in re.finditer(r"\S[^\n]*(?:\n[ \t\r]*\S[^\n]*)*", piece)]


def _name(paragraph: str) -> str | None:
    m = _FIELD.match(paragraph)
    return m["name"].casefold() if m else None


def _classic(piece: str) -> dict[str, Any]:
    parts = _paragraphs(piece)
    dated = next((i for i, (_, _, p) in enumerate(parts[:8]) if _is_dated(p.split("\n")[0])), None)
    found: dict[str, Any] = {}
    if dated is not None:
        before = [p for _, _, p in parts[:dated] if not _COPYRIGHT.match(p)]
        found["source"] = before[-1] if before else None
        found["date"] = find_date(parts[dated][2].split("\n")[0])
    headline = _headline(parts, 0 if dated is None else dated + 1)
    if headline is not None:
        found["title"] = " ".join(parts[headline][2].split())
    found["text"] = _body(piece, parts, -1 if headline is None else headline)
    return found


def _headline(parts: list[tuple[int, int, str]], first: int) -> int | None:
    """Which paragraph is the headline: the first behind the day that is no field and names no edition."""
    for i in range(first, min(first + 4, len(parts))):
        paragraph = parts[i][2]
        if _name(paragraph) in table("nexis")["head"]:
            return None
        edition = _EDITION.search(paragraph) and len(paragraph.split()) <= 6
        if not edition and not _COPYRIGHT.match(paragraph):
            return i
    return None


def _uni(piece: str) -> dict[str, Any]:
    parts = _paragraphs(piece)
    parts = [part for part in parts if not re.fullmatch(r"Page \d+ of \d+.*", part[2])]
    dated = next((i for i, (_, _, p) in enumerate(parts[:40]) if _is_day(p)), None)
    found: dict[str, Any] = {}
    if dated is None:
        return {"text": _body(piece, parts, 0)}
    # Headline and outlet stand above the day, each on lines of its own or in one paragraph with it.
    above = [line.strip() for _, _, p in parts[max(0, dated - 2) : dated + 1] for line in p.split("\n") if line.strip()]
    at = next(i for i, line in enumerate(above) if _is_day(line))
    above, day = [line for line in above[:at] if not _COVER.match(line)], above[at]
    found["date"] = find_date(day)
    if above:
        found["source"] = above[-1]
        found["title"] = " ".join(above[:-1]) or None
    found["text"] = _body(piece, parts, dated)
    return found


def _is_dated(line: str) -> bool:
    """Whether a line has the day of publication, or, as monthlies have it, nothing but the month or season."""
    return find_date(line) is not None or _ISSUE.fullmatch(line.strip()) is not None


def _is_day(paragraph: str) -> bool:
    """Whether a paragraph, or its last lines, is the day of publication."""
    return any(
        _is_dated(line) and len(line) < 70 and not _FIELD.match(line) and not _COVER.match(line)
        for line in paragraph.split("\n")[:4]
    )


def _body(piece: str, parts: list[tuple[int, int, str]], headline: int) -> str:
    """The article: behind the last field of its head, before the first of its tail."""
    names = table("nexis")
    begin = headline + 1
    for i in range(headline + 1, len(parts)):
        name = _name(parts[i][2]) or parts[i][2].casefold().rstrip(":")
        if name in names["tail"] or name == "body":
            begin = i + 1 if name == "body" else begin
            break
        if name in names["head"]:
            begin = i + 1
        elif begin > headline + 1 and i - begin > 2:  # well within the article
            break
    while begin < len(parts) and _COPYRIGHT.search(parts[begin][2]) and len(parts[begin][2]) < 200:
        begin += 1
    end = begin
    while end < len(parts):
        paragraph = parts[end][2]
        name = _name(paragraph) or (paragraph.casefold() if len(paragraph) < 30 else "")
        if name in names["tail"] or (_COPYRIGHT.match(paragraph) and len(paragraph) < 300):
            break
        end += 1
    text = piece[parts[begin][0] : parts[end - 1][1]] if end > begin else ""
    return re.sub(r"^BODY:?[ \t]*\n", "", text)


def _looks(head: Head) -> Sure:
    fields = re.search(r"^[ \t]*(?:LENGTH|Length|LOAD-DATE|Load-Date)[ \t]*:", head.text, re.M)
    either = fields and (_END.search(head.text) or _BEGIN.match(head.text))
    return Sure.YES if either or _BEGIN_SURE.search(head.text) else Sure.NO


register(Format("nexis", read, (), _looks))
