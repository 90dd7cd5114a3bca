"""SGML of old corpora: Reuters-21578 (``<REUTERS>``), and the newswires of TREC and the LDC (``<DOC>``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.core.errors import InputError
from kg.readers.base import Format, Head, Input, Sure, register
from kg.readers.dates import date_in_address
from kg.readers.exports import Places, article
from kg.readers.record import Record
from kg.readers.values import unescaped

_ITEM = re.compile(r"<(?P<tag>REUTERS|DOC)(?P<attributes>(?:\s[^<>]{0,2000})?)>", re.I)
_ID = re.compile(r"""\b(?:NEWID|DOCNO|DOCID|id)\s*=\s*["']?([^"'\s>]+)""", re.I)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_BREAK = re.compile(r"</?(?:P|PARA|BR|S|TEXT|BODY|LP)\b[^<>]{0,200}>", re.I)


def read(file: Input) -> Iterator[Record | InputError]:
    """A record for each item."""
    text = file.text(file.options.limits.table)
    places = Places(text)
    items = list(_ITEM.finditer(text))
    if not items:
        yield InputError("no <REUTERS> and no <DOC> is found in it", file.where)
        return
    for number, (m, end) in enumerate(zip(items, [*(n.start() for n in items[1:]), len(text)], strict=True), start=1):
        piece = text[m.end() : end]
        close = piece.casefold().rfind(f"</{m['tag'].casefold()}>")
        fields = _fields(piece if close < 0 else piece[:close])
        if own := _ID.search(m["attributes"]):
            fields["id"] = own[1]
        if not fields.get("date"):
            fields["date"] = date_in_address(fields.get("id") or "")  # "NYT_ENG_20040112.0034"
        if m["tag"].upper() == "REUTERS":
            fields["source"] = "Reuters"
        yield article(fields, file, places.line(m.start()), number)


def _fields(piece: str) -> dict[str, Any]:
    title = _inside(piece, "TITLE", "HEADLINE", "HL", "HEAD", "TI", "H3")
    dateline = _inside(piece, "DATELINE")
    body = _inside(piece, "BODY")
    if body is None:
        body = _inside(piece, "TEXT", "LP")
        for tag in ("TITLE", "DATELINE", "AUTHOR", "HEADLINE"):
            body = body and re.sub(rf"<{tag}\b.*?</{tag}>", " ", body, flags=re.S | re.I)
    text = _plain(body or "")
    text = re.sub(r"\s+(?:Reuter|REUTER|UPI|AP)\s*$", "", text)  # how the agency ends an item
    opening = " ".join(_plain(dateline).split()) if dateline else ""
    return {
        "id": " ".join(_plain(_inside(piece, "DOCNO", "DOCID") or "").split()) or None,
        "title": " ".join(_plain(title).split()) if title else None,
        "date": " ".join(_plain(_inside(piece, "DATE", "DATE_TIME", "PUBDATE") or "").split()) or None,
        "text": f"{opening} {text}" if opening and not text.startswith(opening[:20]) else text,
    }


def _inside(piece: str, *tags: str) -> str | None:
    """What stands between the first of some tags and its end."""
    for tag in tags:
        begin = re.search(rf"<{tag}(?:\s[^<>]{{0,200}})?>", piece, re.I)
        if begin:
            end = re.compile(rf"</{tag}>", re.I).search(piece, begin.end())
            return piece[begin.end() : end.start() if end else len(piece)]
    return None


def _plain(markup: str) -> str:
    """The text without tags, entities and control characters."""
    text = unescaped(_TAG.sub("", _BREAK.sub("\n\n", re.sub(r"&#(?:[0-9]|[12]\d|3[01]|127);", " ", markup))))
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text).strip()


def _looks(head: Head) -> Sure:
    m = re.match(
        r"\s*(?:<!DOCTYPE\s+(?!html)[^>]{0,300}>\s*|<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*",
        head.text,
        re.S | re.I,
    )
    item = _ITEM.match(head.text, m.end() if m else 0)
    if item is None:
        return Sure.NO
    inside = head.text[item.end() : item.end() + 20_000]
    return Sure.YES if re.search(r"<(?:TEXT|BODY|HEADLINE|DOCNO|DATE)\b", inside, re.I) else Sure.NO


register(Format("sgml", read, (".sgm", ".sgml"), _looks, ("application/sgml", "text/sgml")))
