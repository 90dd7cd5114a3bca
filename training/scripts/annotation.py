"""Documents to annotate, and annotations from quotes to spans.

    annotation.py draw   DATA [--round N] > batch.jsonl          documents of a round: id, date, source, title, text
    annotation.py spans  DATA QUOTED.jsonl...                    adds them to training/gold/SET.jsonl

Annotators write quotes, which are quick to write and easy to check; the corpus keeps spans only.  The rules are those
of the annotation guide; a quote is looked for in the event's clause first, then before the clause, then anywhere.
``spans`` says what does not hold (a quote that is not in the text, an unknown type or status, an act coded twice) with
document and event, and leaves such an event out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from documents import SETS, Document, documents, share, split

from kg.core.plover import EventType, Status

GOLD = Path(__file__).resolve().parent.parent / "gold"
SHARES = {"train": 0.6, "dev": 0.2, "test": 0.2}
#: Documents of a round, by set: 60 whole texts and 900 news items.
ROUND = {"state-department": 24, "kremlin": 24, "gum-news": 12, "current-events": 600, "current-events-linked": 300}
LONGEST = 900  # words; longer releases are transcripts of hours
KINDS = ("person", "country", "government", "organisation", "armed_group", "people", "company", "place", "unnamed")
LOSSES = ("killed", "injured", "detained", "displaced", "missing")

Span = list[int]


class FaultError(Exception):
    """An annotation that does not hold."""


def draw(data: Path, number: int) -> Iterator[Document]:
    """The documents of a round, three fifths of them train, a fifth dev, a fifth test, in an order of chance."""
    parts = split()
    for name, size in ROUND.items():
        ordered = sorted(
            (d for d in documents(data, name) if len(d.text.split()) <= LONGEST), key=lambda d: share(f"gold {d.id}")
        )
        for part, portion in SHARES.items():
            each = round(size * portion)
            yield from [d for d in ordered if parts[d.id] == part][each * (number - 1) : each * number]


def spans(document: Document, quoted: dict[str, Any], report: Any) -> dict[str, Any]:
    """A document's annotation with offsets in place of quotes."""
    events, seen = [], set()
    for at, event in enumerate(quoted["events"]):
        try:
            found = _event(document.text, event)
        except (FaultError, ValueError, KeyError, TypeError, AttributeError) as error:
            report(f"{document.id} event {at + 1}: {type(error).__name__} {error}")
            continue
        key = json.dumps([found["type"], found["trigger"], found["actors"], found["recipients"]], sort_keys=True)
        if key in seen:
            report(f"{document.id} event {at + 1}: told twice")
            continue
        seen.add(key)
        events.append(found)
    digest = hashlib.sha256(document.text.encode()).hexdigest()
    events.sort(key=lambda e: (e["clause"], e["trigger"], e["type"]))
    return {"doc": document.id, "sha256": digest, "unnamed": True, "events": events}


def _event(text: str, event: dict[str, Any]) -> dict[str, Any]:
    clause = _find(text, event["clause"], (0, len(text)))
    inside = (clause[0], clause[1])

    def span(quote: str | None) -> Span | None:
        return None if quote is None else _find(text, quote, inside)

    def party(p: dict[str, Any]) -> dict[str, Any]:
        if p["kind"] not in KINDS:
            raise FaultError(f"kind {p['kind']}")
        out = {"span": span(p.get("quote")), "name": p.get("name"), "country": p.get("country"), "kind": p["kind"]}
        if p.get("antecedent"):
            out["antecedent"] = span(p["antecedent"])
        return out

    losses = {}
    for key, loss in (event.get("casualties") or {}).items():
        if key not in LOSSES:
            raise FaultError(f"casualties {key}")
        low, high = loss["low"], loss.get("high", loss["low"])
        losses[key] = {"low": low, "high": high, "span": span(loss.get("quote")), "total": bool(loss.get("total"))}
    place, source, date = event.get("place"), event.get("reported_by"), event.get("date")
    if date is not None and event.get("date_basis") not in ("text", "carried", "published"):
        raise FaultError(f"date_basis {event.get('date_basis')}")
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
        "date_basis": event.get("date_basis") if date else None,
        "place": place and {"span": span(place["quote"]), "country": place.get("country")},
        "reported_by": source and {"span": span(source["quote"]), "kind": source.get("kind")},
        "salience": event.get("salience") or "side",
        "doubtful": bool(event.get("doubtful")),
    }


def _find(text: str, quote: str, inside: tuple[int, int]) -> Span:
    """Where a quote stands: within a clause, else the last time before it, else the first time anywhere."""
    at = text.find(quote, *inside)
    if at < 0:
        at = text.rfind(quote, 0, inside[0] + len(quote))
    if at < 0:
        at = text.find(quote)
    if at < 0 or not quote:
        raise FaultError(f"not in the text: {quote!r}")
    return [at, at + len(quote)]


def add(data: Path, files: list[Path]) -> int:
    """Add annotations to the corpus; a document that it has already gets the new ones.  The number of faults."""
    faults = 0

    def report(fault: str) -> None:
        nonlocal faults
        faults += 1
        print(fault, file=sys.stderr)

    quoted = {row["doc"]: row for file in files for row in map(json.loads, file.read_text("utf-8").splitlines())}
    for name in SETS:
        path = GOLD / f"{name}.jsonl"
        rows = {r["doc"]: r for r in map(json.loads, path.read_text("utf-8").splitlines())} if path.exists() else {}
        for document in documents(data, name):
            if document.id in quoted:
                rows[document.id] = spans(document, quoted.pop(document.id), report)
        if rows:
            lines = (json.dumps(rows[key], ensure_ascii=False, separators=(",", ":")) + "\n" for key in sorted(rows))
            path.write_text("".join(lines), "utf-8")
    for key in quoted:
        report(f"{key}: no such document")
    return faults


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["draw", "spans"])
    parser.add_argument("data", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--round", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.verb == "draw":
        for each in draw(chosen.data, chosen.round):
            print(json.dumps({"set": each.set, **each.record()}, ensure_ascii=False))
    else:
        raise SystemExit(1 if add(chosen.data, chosen.files) else 0)
