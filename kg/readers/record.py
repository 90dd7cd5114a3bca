"""From a record, as any reader finds it, to an article: fields under their many names, dates, sources, checks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from kg.core.errors import InputError
from kg.core.records import Article
from kg.readers.cleaning import agency_named, clean
from kg.readers.dates import date_in_address, dateline, find_date, parse_date
from kg.readers.options import Options

# The names under which data sets in the field keep each part, the first being ours.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "doc_id", "uid"),
    "text": ("text", "body", "content", "maintext", "article", "article_text", "fulltext", "full_text"),
    "title": ("title", "headline"),
    "date": ("date", "published", "publication_date", "date_published", "date_publish", "datepublished", "pubdate"),
    "source": ("source", "outlet", "publisher", "source_domain", "site"),
    "url": ("url", "link", "uri"),
}

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


def columns(names: Iterable[Any]) -> dict[str, str]:
    """Which column holds which part of an article: our name -> theirs.  Case does not count; our own names go first.

    Example:
        >>> columns(["Headline", "Body", "day"])
        {'text': 'Body', 'title': 'Headline'}
    """
    given: dict[str, str] = {}
    for name in names:
        given.setdefault(str(name).strip().lstrip("\ufeff").casefold(), str(name))
    found = {part: next((given[a] for a in aliases if a in given), None) for part, aliases in FIELDS.items()}
    return {part: column for part, column in found.items() if column is not None}


def to_article(record: Record, options: Options) -> Article:
    """The article of a record.

    Its date is the one of the record, else the caller's, else the one in its address, in a labelled date ("Updated:
    July 18, 2022") or in its dateline.  Its source is the one of the record, else the caller's, else the one that it
    names ("Source: …", "- Reuters"), else the host of its address.

    Raises:
        InputError: There is no text, too much of it, or something that is none; the date is not one; the id was used
            before.
    """
    by = columns(record.fields)
    raw = {part: record.fields[column] for part, column in by.items()}
    if "text" not in raw:
        given = ", ".join(sorted(map(str, record.fields))[:12]) or "nothing"
        raise record.fault(f'no field "text" (there is: {given})')
    text = _checked_text(raw["text"], record, options)
    cleaned = clean(text)
    if not re.search(r"[^\W\d_]", cleaned.text):
        raise record.fault("no text in it" if not text.strip() else "no article in it, only what surrounds one")
    url = _line(raw.get("url")) or cleaned.url
    day, agency = dateline(cleaned.text, url)
    article = Article(
        id=_identifier(raw.get("id"), url, text, record),
        text=cleaned.text,
        title=_line(raw.get("title")) or _headline(cleaned.text),
        date=parse_date(raw.get("date"), record.where, record.line)
        or options.date
        or date_in_address(url or "")
        or find_date(cleaned.stamp or "")
        or day,
        source=_line(raw.get("source")) or options.outlet or cleaned.source or agency_named(agency or "") or _host(url),
        url=url,
    )
    _once(article.id, record, options)
    return article


def _checked_text(value: Any, record: Record, options: Options) -> str:
    if value is None or value != value:
        raise record.fault("no text in it")
    if not isinstance(value, str):
        raise record.fault(f'the field "text" holds {_kind(value)}, not a text')
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
    if isinstance(value, float) and value == value and value.is_integer():
        value = int(value)  # pandas makes floats of whole numbers where one is missing
    if isinstance(value, bool) or not (value is None or value != value or isinstance(value, str | int)):
        raise record.fault(f'the field "id" holds {_kind(value)}; a text or a whole number is wanted')
    name = _line(None if value != value else value)
    if name is None:
        return "article-" + hashlib.sha256((url or text).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    if len(name) > 500:
        raise record.fault(f"the id has {len(name)} characters; the limit is 500")
    return name


def _once(name: str, record: Record, options: Options) -> None:
    if name in options.seen:
        where, line = options.seen[name]
        first = where if line is None else f"{where}:{line}"
        raise record.fault(f"the id {name[:80]!r} was used before, in {first}; this article is left out")
    options.seen[name] = (record.where, record.line)


def _line(value: Any) -> str | None:
    """A short field: one line, nothing unprintable; None where empty."""
    if value is None or value != value:
        return None
    text = "".join(c if c.isprintable() else " " for c in str(value)[:4000])
    return " ".join(text.split())[:2000] or None


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


def _kind(value: Any) -> str:
    return {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}.get(
        type(value), f"a {type(value).__name__}"
    )
