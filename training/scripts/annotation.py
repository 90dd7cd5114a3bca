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
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from documents import SETS, Document, documents, share, split

from kg.scoring.annotations import annotate

GOLD = Path(__file__).resolve().parent.parent / "gold"
SHARES = {"train": 0.6, "dev": 0.2, "test": 0.2}
#: Documents of a round, by set: 60 whole texts and 900 news items.
ROUND = {"state-department": 24, "kremlin": 24, "gum-news": 12, "current-events": 600, "current-events-linked": 300}
LONGEST = 900  # words; longer releases are transcripts of hours


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
                events = quoted.pop(document.id)["events"]
                rows[document.id] = annotate(document.id, document.text, events, report).to_dict()
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
