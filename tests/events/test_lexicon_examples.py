"""Every example of the lexicon, through the whole pipeline: the event that its entry promises comes out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from kg.core.event import Event, Participant
from kg.core.records import Article
from kg.language.annotations import of as annotations_of
from kg.pipeline import shared

LEXICON = Path(__file__).parents[2] / "kg" / "events" / "lexicon"
FILES = sorted(p for p in LEXICON.glob("*.yaml") if p.name != "classes.yaml")


def _parties(side: str) -> list[str]:
    return sorted(code for code in side.strip().split("+") if code not in {"", "-"})


def _codes(side: tuple[Participant, ...]) -> list[str]:
    return sorted(p.country or p.id or p.name for p in side)


def _as_expected(event: Event, type_: str, actors: list[str], recipients: list[str]) -> bool:
    got = _codes(event.actors), _codes(event.recipients)
    # Of a mutual act the two sides are one.
    return event.type == type_ and (
        got == (actors, recipients) or sorted(got[0] + got[1]) == sorted(actors + recipients)
    )


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_examples(path: Path) -> None:
    nlp = shared()
    content = yaml.safe_load(path.read_text("utf-8"))
    wrong: list[str] = []
    for entry in content["entries"]:
        type_, (actors, recipients) = entry.get("type", content["type"]), map(_parties, entry["expect"].split(">"))
        doc = nlp.make_doc(entry["example"])
        annotations_of(doc).article = Article("example", entry["example"], date=dt.date(2021, 7, 1))
        events = annotations_of(nlp(doc)).events
        if not actors:  # the entry keeps a phrase from being taken for an act
            right = not any(e.type != "OTHER" for e in events)
        else:
            right = any(_as_expected(e, type_, actors, recipients) for e in events)
        if not right:
            found = [(str(e.type), _codes(e.actors), _codes(e.recipients)) for e in events]
            wrong.append(f"{entry['example']} expected {type_} {entry['expect']}, found {found}")
    assert not wrong
