"""What is read only once somebody looks: sentences, themes, sources, in chunks that a page opens on demand."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from kg.core.event import Event
from kg.core.plover import EventType
from kg.view import clean
from kg.view.columns import squeezed_json
from kg.view.ties import party_key

CHUNK = 2048
"""Events in a chunk; the newest are in the first."""


def chunks(events: Sequence[Event], titles: Mapping[str, str], labels: Labels | None = None) -> list[str]:
    """The details of events, :data:`CHUNK` events each: all of them squeezed, a space, and their ids."""
    found = []
    for at in range(0, len(events), CHUNK):
        part = events[at : at + CHUNK]
        # Hashes do not shrink, and would keep the rest from it.
        found.append(f"{squeezed_json(details(part, titles, labels))} {_ids([event.id for event in part])}")
    return found


def details(events: Sequence[Event], titles: Mapping[str, str], labels: Labels | None = None) -> dict[str, Any]:
    """One chunk: ``strings`` and ``articles``, and columns of numbers that point into them.

    Sentences bear their marks within: the trigger and whoever takes part.  Who is called by the name that the page
    shows him by is only pointed at, since a name stands in a page thousands of times.
    """
    strings: dict[str, int] = {"": 0}
    known: dict[str | None, int] = {None: 0, "": 0}
    articles: dict[tuple[Any, ...], int] = {}
    rows: list[list[Any]] = []
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}

    def string(text: str | None) -> int:
        found = known.get(text)
        if found is None:
            found = known[text] = strings.setdefault(clean.line(text, clean.TITLE_LENGTH), len(strings))
        return found

    for event in events:
        key = (event.article, event.source, event.url, event.published)
        row = articles.get(key)
        if row is None:
            row = articles[key] = len(rows)
            rows.append(_article(event, titles))
        marked = _marked(event, labels)
        values = (
            string(event.mode or event.verb if event.type is EventType.OTHER else event.mode),
            string(", ".join(str(c).replace("_", " ") for c in event.contexts)) if event.contexts else 0,
            string(event.theme),
            string(event.reported_by.name if event.reported_by else None),
            string(event.cost) if event.casualties else 0,
            string(str(event.reports)) if event.reports else 0,
            string(event.extractor),
            row,
            strings.setdefault(marked, len(strings)),
        )
        for name, value in zip(_COLUMNS, values, strict=True):
            columns[name].append(value)
    article = columns.pop("article")
    return {
        "strings": list(strings), "articles": rows, **columns,
        # Most come in their order: the steps are nearly all 0 or 1.
        "article": [now - before for before, now in zip([0, *article], article, strict=False)],
    }  # fmt: skip


Labels = Mapping[str, str]
"""Names that the page shows parties by, by id: only these are pointed at."""

_COLUMNS = ("mode", "contexts", "theme", "by", "casualties", "told", "extractor", "article", "sentence")
_HASH = re.compile(r"[0-9a-f]{16}")


def _ids(ids: list[str]) -> str:
    """Hashes as the bytes that they are; other ids as JSON."""
    if all(_HASH.fullmatch(id_) for id_ in ids):
        return base64.b64encode(bytes.fromhex("".join(ids))).decode("ascii")
    return ":" + squeezed_json([clean.line(id_, 64) for id_ in ids])


def _article(event: Event, titles: Mapping[str, str]) -> list[Any]:
    return [
        clean.line(titles.get(event.article), clean.TITLE_LENGTH),
        clean.line(event.source),
        clean.web_address(event.url),
        (event.published - _EPOCH).days if event.published else None,
        clean.line(event.article, 120),
    ]


_EPOCH = dt.date(1970, 1, 1)
# Signs of a mark: where it begins, by role, and where it ends; a name that is only pointed at, with its number.
_OPEN = {"t": "\x01", "a": "\x02", "r": "\x03"}
_CLOSE, _NAME = "\x04", "\x05"


def _marked(event: Event, labels: Labels | None) -> str:
    """The sentence, cleaned, with its marks."""
    text, marks = clean.excerpt(event.evidence.sentence, _marks(event))
    if not marks:
        return text
    parts: list[str] = []
    at = 0
    for start, end, role in marks:
        words = text[start:end]
        parts.append(text[at:start])
        number = -1
        if labels is not None and role != "t":
            number = next((k for k, key in _numbered(event, role) if labels.get(key) == words), -1)
        parts.append(f"{_NAME}{chr(0x20 + number)}" if number >= 0 else f"{_OPEN[role]}{words}{_CLOSE}")
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _numbered(event: Event, role: str) -> Iterator[tuple[int, str]]:
    """Actors or recipients with their numbers in the page's row of both, each once."""
    actors = dict.fromkeys(map(party_key, event.actors))
    if role == "a":
        return enumerate(islice(actors, MOST_NAMES))
    recipients = dict.fromkeys(map(party_key, event.recipients))
    return enumerate(islice(recipients, max(MOST_NAMES - len(actors), 0)), len(actors))


MOST_NAMES = 90
"""So many of an event's parties can be pointed at from its sentence: one printable character each."""


def _marks(event: Event) -> list[clean.Mark]:
    """Trigger and participants in code points of the sentence; what does not match the text is left out."""
    evidence = event.evidence
    spans = [(evidence.trigger_start, evidence.trigger_end, evidence.trigger, "t")]
    spans += [(p.start, p.end, p.text, "a") for p in event.actors]
    spans += [(p.start, p.end, p.text, "r") for p in event.recipients]
    marks = []
    for start, end, text, role in spans:
        start, end = start - evidence.start, end - evidence.start
        if 0 <= start < end <= len(evidence.sentence) and evidence.sentence[start:end] == text:
            marks.append((start, end, role))
    return marks
