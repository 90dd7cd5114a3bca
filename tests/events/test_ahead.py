"""The status of what lies ahead: sixty sentences, and twenty that only look so."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from kg import pipeline
from kg.core.records import Article
from kg.events.status import stance
from kg.language.annotations import of

ROWS = [
    (trigger, set(right.split(",")), text)
    for trigger, right, text in csv.reader(
        (
            line
            for line in (Path(__file__).parent / "data" / "ahead.tsv").read_text("utf-8").splitlines()
            if not line.startswith("#")
        ),
        delimiter="\t",
    )
]
PAST = [row for row in ROWS if "asserted" in row[1]]
AHEAD = [row for row in ROWS if "asserted" not in row[1]]


@pytest.fixture(scope="module")
def told():
    """The status of the event that a word triggers or, where the coder makes none of it, of the word itself."""
    nlp = pipeline.shared()

    def run(trigger, text):
        doc = nlp.make_doc(text)
        of(doc).article = Article("a", text, date=dt.date(2026, 3, 4))
        doc = nlp(doc)
        start = text.index(trigger)
        for event in of(doc).events:
            seen = event.evidence
            if seen.trigger_start < start + len(trigger) and start < seen.trigger_end:
                return str(event.status)
        return str(stance(doc.char_span(start, start + len(trigger), alignment_mode="expand")[0]).status)

    return run


def wrong(rows, told):
    return [(trigger, told(trigger, text), text) for trigger, right, text in rows if told(trigger, text) not in right]


def test_what_lies_ahead(told):
    assert len(AHEAD) == 60
    found = wrong(AHEAD, told)
    assert len(found) <= 10, found


def test_what_is_past(told):
    assert len(PAST) == 20
    found = wrong(PAST, told)
    assert len(found) <= 2, found


@pytest.mark.parametrize(
    ("trigger", "text", "right"),
    [
        ("massed", "Soldiers of Chad have massed to defend Niger.", "asserted"),
        ("defend", "Soldiers of Chad have massed to defend Niger.", "planned"),
        ("withdraw", "If Chad does not withdraw its troops, Niger will attack.", "hypothetical"),
        ("talks", "The oil price rose ahead of talks between Chad and Niger.", "planned"),
        ("visit", "The visit to Mali next month will be short.", "planned"),
        ("sending", "Togo is sending troops to Benin next week.", "planned"),
        ("sending", "Togo is sending troops to Benin.", "asserted"),
        ("attack", "The attack on the embassy could not be prevented.", "asserted"),
        ("attack", "The police prevented an attack on the embassy.", "denied"),
        ("arrest", "The Kenyan minister said police would arrest the gunmen.", "planned"),
    ],
)
def test_status_of_acts_to_come(told, trigger, text, right):
    assert told(trigger, text) == right
