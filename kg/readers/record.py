"""From a record, as any reader finds it, to an article: its parts under their many names, dates, sources, checks."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.core.errors import InputError
from kg.core.records import Article
from kg.readers.cleaning import Cleaned, agency_named, clean
from kg.readers.dates import date_in_address, dateline, find_date, parse_date
from kg.readers.fields import Tally, parts
from kg.readers.identity import address_of
from kg.readers.languages import foreign
from kg.readers.options import Options
from kg.readers.values import kind, missing, one_line

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd]")


@dataclass(frozen=True, slots=True)
class Record:
    """Fields of one article as they were found, and where: the file's name and the line."""

    fields: Mapping[str, Any]
    where: str
    line: int | None = None

    def fault(self, what: str) -> InputError:
        """An error that names this record."""
        return InputError(what, self.where, self.line)


class ForeignTextError(InputError):
    """An article that is not in English.  It gives no events."""


def to_article(record: Record, options: Options, file: Path | None = None, tally: Tally | None = None) -> Article:
    """The article of a record.

    Its date is the one of the record, else the caller's, else the one in its address, in a labelled date ("Updated:
    July 18, 2022") or in its dateline.  Its source is the one of the record, else the caller's, else the one that it
    names ("Source: …", "- Reuters"), else the host of its address.

    Args:
        record: What a reader found.
        options: What the run was told.
        file: The file it was read from.
        tally: Counts what rows of this input have.

    Raises:
        InputError: There is no text, too much of it, or something that is none; the date is not one; the same article
            was read before; it is not in English.
    """
    raw = parts(record.fields, options.fields)
    tally = tally if tally is not None else Tally()
    tally.rows += 1
    tally.see(record.fields)
    if "text" not in raw:
        given = ", ".join(sorted(map(str, record.fields))[:12]) or "nothing"
        named = options.fields.get("text", "text")
        raise record.fault(f'no field "{named}" (there is: {given})')
    text = _checked_text(raw["text"], record, options)
    cleaned = clean(text)
    if not re.search(r"[^\W\d_]", cleaned.text):
        raise record.fault("no text in it" if not text.strip() else "no article in it, only what surrounds one")
    if language := foreign(cleaned.text):
        raise ForeignTextError(f"in {language}, not in English: it gives no events", record.where, record.line)
    url = one_line(raw.get("url")) or cleaned.url
    day, agency = dateline(cleaned.text, url)
    given_day = parse_date(raw.get("date"), record.where, record.line, options.date_format)
    source = one_line(raw.get("source"), markup=True)
    name = _identifier(raw.get("id"), url, text, record)
    article = Article(
        id=name,
        text=cleaned.text,
        title=one_line(raw.get("title"), markup=True) or _headline(cleaned.text),
        date=given_day or options.date or _found_day(name, url, cleaned, day),
        source=source or options.outlet or cleaned.source or agency_named(agency or "") or _host(url),
        url=url,
    )
    tally.dated += article.date is not None
    tally.sourced += article.source is not None
    article, told = options.identities.settle(article, address_of(url, file, record.where), record.where, record.line)
    if told:
        options.remark(told, record.where, record.line)
    return article


def _found_day(name: str, url: str | None, cleaned: Cleaned, dateline_day: dt.date | None) -> dt.date | None:
    """The day in the address, a labelled date, the dateline, or the folders that the article lies in."""
    folders = re.search(r"(?:^|/)(?:19|20)\d\d/\d\d?/\d\d?(?:/|$)", name)
    return (
        date_in_address(url or "")
        or find_date(cleaned.stamp or "")
        or dateline_day
        or (date_in_address(folders[0]) if folders else None)
    )


def _checked_text(value: Any, record: Record, options: Options) -> str:
    if missing(value):
        raise record.fault("no text in it")
    if not isinstance(value, str):
        raise record.fault(f'the field "text" holds {kind(value)}, not a text')
    if len(value) > options.limits.article:
        raise record.fault(f"the text has {len(value):,} characters; the limit is {options.limits.article:,}")
    if value.startswith("{\\rtf"):
        raise record.fault("this is RTF; save it as plain text first")
    odd = len(_CONTROL.findall(value))
    if (odd > 10 and odd > 0.02 * len(value)) or value.startswith(("PK\x03\x04", "%PDF-")):
        raise record.fault("this is binary data, not a text")
    return value


def _identifier(value: Any, url: str | None, text: str, record: Record) -> str:
    """The record's own id; else one made of its address or its text, so that it is the same in every run."""
    if missing(value):
        value = None
    elif hasattr(value, "item") and not isinstance(value, str | int | float):
        value = value.item()  # numpy's own numbers
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # pandas makes floats of whole numbers where one is missing
    if isinstance(value, bool) or not (value is None or isinstance(value, str | int)):
        raise record.fault(f'the field "id" holds {kind(value)}; a text or a whole number is wanted')
    name = one_line(value)
    if name is None:
        return "article-" + hashlib.sha256((url or text).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    if len(name) > 500:
        raise record.fault(f"the id has {len(name)} characters; the limit is 500")
    return name


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url if "//" in (url or "") else f"//{url}").hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def _headline(text: str) -> str | None:
    """The first paragraph, if it stands there as a headline: one line, not a sentence, with an article below it."""
    paragraphs = [p.strip() for p in re.split(r"\n\s*\n", text.strip(), maxsplit=3)]
    first = paragraphs[0]
    if len(paragraphs) < 2 or "\n" in first or not 15 <= len(first) <= 130 or len(first.split()) < 3:
        return None
    sentence = re.search(r"[.!?:;,][\"'”’)]*$", first)
    quotation = re.fullmatch(r"[\"“].*[\"”]", first)
    dateline_ = re.match(r"[A-Z][A-Z ,.]+(?:\.-|[-–—])", first)
    return first if re.match(r"[\"'“‘]?[A-Z0-9]", first) and not (sentence or quotation or dateline_) else None
