"""The gate: what does not conform to ``shapes.ttl`` never reaches the store."""

from __future__ import annotations

from collections.abc import Sequence

from kg.rdf.mapping import Mapped


def gate(batch: Sequence[Mapped]) -> dict[str, list[str]]:
    """The faults of mapped articles, by article id."""
    faults: dict[str, list[str]] = {}
    for mapped in batch:
        text = mapped.extraction.article.text
        for event in mapped.extraction.events:
            ev = event.evidence
            if text[ev.start : ev.end] != ev.sentence:
                faults.setdefault(event.article, []).append(f"the sentence is not at its offsets: {ev.sentence!r}")
    return faults
