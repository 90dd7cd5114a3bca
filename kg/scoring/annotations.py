"""Annotations: what a careful reader finds in a text, as records that point into it.

A record is that of the annotation guide (docs/howto/score.md): clause, trigger, type, status, parties, losses, date,
place and source.  People write quotes, which are quick to write and easy to check; records that are kept have spans in
their place, so that they hold no text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.core.errors import InputError
from kg.core.event import LOSSES
from kg.core.plover import Basis, EventType, Status
from kg.readers.options import OnError

KINDS = ("person", "country", "government", "organisation", "armed_group", "people", "company", "place", "unnamed")

Span = list[int]


@dataclass(frozen=True, slots=True)
class Annotation:
    """All events that a reader found in one text.

    Attributes:
        doc: The article's id.
        events: Records with spans (pairs of first character and one past the last).
        sha256: Of the text in UTF-8, where it is known.
        unnamed: Whether acts without a named actor were looked for.
    """

    doc: str
    events: tuple[dict[str, Any], ...]
    sha256: str | None = None
    unnamed: bool = True

    def to_dict(self) -> dict[str, Any]:
        """The record of one line."""
        return {"doc": self.doc, "sha256": self.sha256, "unnamed": self.unnamed, "events": list(self.events)}


def read_annotations(path: str | Path, texts: Mapping[str, str], report: OnError) -> Iterator[Annotation]:
    """The annotations of a JSON Lines file; quotes become spans.

    Args:
        path: One object a line, with ``doc`` and ``events``.
        texts: Article id -> text.
        report: Called with what does not hold, file and line named; that event is left out, the others are kept.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        lines = Path(path).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", str(path)) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
            doc, events = str(row["doc"]), row["events"]
        except (ValueError, KeyError, TypeError) as error:
            report(InputError(f"is no annotation ({type(error).__name__}: {error})", where))
            continue
        text, digest = texts.get(doc), row.get("sha256")
        if text is None or (digest and digest != hashlib.sha256(text.encode()).hexdigest()):
            report(InputError(f"{doc}: " + ("no such article" if text is None else "the text is another one"), where))
            continue

        def fault(text: str, at: str = where) -> None:
            report(InputError(text, at))

        yield annotate(doc, text, events, fault, row.get("unnamed", True))


def annotate(
    doc: str, text: str, events: Sequence[Mapping[str, Any]], report: Callable[[str], None], unnamed: bool = True
) -> Annotation:
    """An annotation with spans in place of quotes.

    Args:
        doc: The article's id.
        text: Its text.
        events: Records with quotes, or with spans already.
        report: Called with each fault: a quote that is not in the text, an unknown type, an act coded twice.
        unnamed: Whether acts without a named actor were looked for.
    """
    found, seen = [], set()
    for at, event in enumerate(events, 1):
        try:
            record = _event(text, event)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            report(f"{doc} event {at}: {error!r}" if isinstance(error, KeyError) else f"{doc} event {at}: {error}")
            continue
        key = json.dumps([record[k] for k in ("type", "trigger", "actors", "recipients")], sort_keys=True)
        if key in seen:
            report(f"{doc} event {at}: coded twice")
            continue
        seen.add(key)
        found.append(record)
    found.sort(key=lambda e: (e["clause"], e["trigger"], e["type"]))
    return Annotation(doc, tuple(found), hashlib.sha256(text.encode()).hexdigest(), unnamed)


def _event(text: str, event: Mapping[str, Any]) -> dict[str, Any]:
    clause = _span(text, event["clause"], (0, len(text)))
    inside = (clause[0], clause[1])

    def span(value: str | Span | None) -> Span | None:
        return None if value is None else _span(text, value, inside)

    def party(p: Mapping[str, Any]) -> dict[str, Any]:
        mention = span(p.get("quote", p.get("span")))
        record = {
            "span": mention,
            "name": p.get("name"),
            "country": p.get("country"),
            "kind": _one_of(p["kind"], KINDS),
        }
        return record | ({"antecedent": span(p["antecedent"])} if p.get("antecedent") else {})

    losses = {}
    for key, loss in (event.get("casualties") or {}).items():
        low, high = int(loss["low"]), int(loss.get("high", loss["low"]))
        quote = loss.get("quote", loss.get("span"))
        losses[_one_of(key, LOSSES)] = {"low": low, "high": high, "span": span(quote), "total": bool(loss.get("total"))}
    place, source, date = event.get("place"), event.get("reported_by"), event.get("date")
    return {
        "clause": clause,
        "trigger": span(event["trigger"]),
        "type": EventType(event["type"]).value,
        "plover": EventType(event.get("plover") or event["type"]).value,
        "also": [EventType(t).value for t in event.get("also") or ()],
        "status": Status(event.get("status") or "asserted").value,
        "actors": [party(p) for p in event.get("actors") or ()],
        "recipients": [party(p) for p in event.get("recipients") or ()],
        "mutual": bool(event.get("mutual")),
        "theme": span(event.get("theme")),
        "casualties": losses,
        "date": date,
        "date_basis": _one_of(event.get("date_basis"), tuple(Basis)) if date else None,
        "place": place and {"span": span(place.get("quote", place.get("span"))), "country": place.get("country")},
        "reported_by": source and {"span": span(source.get("quote", source.get("span"))), "kind": source.get("kind")},
        "salience": event.get("salience") or "side",
        "doubtful": bool(event.get("doubtful")),
    }


def _span(text: str, value: str | Span, inside: tuple[int, int]) -> Span:
    """Where a quote stands: within the clause, else the last time before it, else the first time anywhere."""
    if not isinstance(value, str):
        start, end = value
        if not 0 <= start < end <= len(text):
            raise ValueError(f"the span {value} is not in the text")
        return [start, end]
    at = text.find(value, *inside)
    if at < 0:
        at = text.rfind(value, 0, inside[0] + len(value))
    if at < 0:
        at = text.find(value)
    if at < 0 or not value:
        raise ValueError(f"not in the text: {value!r}")
    return [at, at + len(value)]


def _one_of(value: Any, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return str(value)
