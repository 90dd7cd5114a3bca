"""What is read only once somebody looks: sentences, themes, sources, in chunks that a page opens on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.core.event import Event
from kg.core.plover import EventType
from kg.view import clean
from kg.view.columns import squeezed_json

CHUNK = 2048
"""Events in a chunk; the newest are in the first."""


def chunks(events: Sequence[Event], titles: Mapping[str, str]) -> list[str]:
    """The details of events, compressed, :data:`CHUNK` events each."""
    return [squeezed_json(details(events[at : at + CHUNK], titles)) for at in range(0, len(events), CHUNK)]


def details(events: Sequence[Event], titles: Mapping[str, str]) -> dict[str, Any]:
    """One chunk: ``strings`` and ``articles``, and columns of numbers that point into them."""
    strings: dict[str, int] = {"": 0}
    articles: dict[tuple[Any, ...], int] = {}
    rows: list[list[str]] = []
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}

    def string(text: str | None, *, keep: bool = False) -> int:
        value = (text or "") if keep else clean.line(text, clean.TITLE_LENGTH)
        return strings.setdefault(value, len(strings))

    for event in events:
        key = (event.article, event.source, event.url, event.published)
        if key not in articles:
            articles[key] = len(rows)
            rows.append(_article(event, titles))
        sentence, marks = clean.excerpt(event.evidence.sentence, _marks(event))
        values = (
            clean.line(event.id, 64),
            string(event.mode or event.verb if event.type is EventType.OTHER else event.mode),
            string(", ".join(str(c).replace("_", " ") for c in event.contexts)),
            string(event.theme),
            string(event.reported_by.name if event.reported_by else None),
            string(event.cost),
            string(str(event.reports) if event.reports else None),
            string(event.extractor),
            articles[key],
            string(sentence, keep=True),
            [value for start, end, role in marks for value in (start, end, role)],
        )
        for name, value in zip(_COLUMNS, values, strict=True):
            columns[name].append(value)
    return {"strings": list(strings), "articles": rows, **columns}


_COLUMNS = ("id", "mode", "contexts", "theme", "by", "casualties", "told", "extractor", "article", "sentence", "marks")


def _article(event: Event, titles: Mapping[str, str]) -> list[str]:
    return [
        clean.line(titles.get(event.article), clean.TITLE_LENGTH),
        clean.line(event.source),
        clean.web_address(event.url),
        event.published.isoformat() if event.published else "",
        clean.line(event.article, 120),
    ]


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
