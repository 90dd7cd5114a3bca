"""Who acts on whom, and what is no act: sentences of ``roles.tsv``, kind by kind.

A pattern is "TYPE actors recipients status", its end left out where anything will do: + joins ids, * is anything,
- is none, ? is somebody without an id.  One with "!" must not be told; "!* * *" is a sentence of which nothing is told,
not even OTHER.  A kind is a word or two on what its rows have in common: it names the test (``-k "planned acts"``), and
a new one is there by being written.
"""

import csv
import datetime as dt
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from kg import pipeline
from kg.core.records import Article
from kg.language.annotations import of

with (Path(__file__).parent / "roles.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
KINDS = {kind: [row for row in ROWS if row["kind"] == kind] for kind in dict.fromkeys(row["kind"] for row in ROWS)}


def _told(text):
    nlp = pipeline.shared()
    doc = nlp.make_doc(text)
    of(doc).article = Article("a", text, date=dt.date(2024, 3, 13))
    return [(str(e.type), _ids(e.actors), _ids(e.recipients), str(e.status)) for e in of(nlp(doc)).events]


def _ids(parties):
    return "+".join(p.id or "?" for p in parties) or "-"


def _same(pattern, got):
    pattern, got = pattern.lower(), got.lower()
    if "*" in pattern:
        return any(fnmatchcase(g, pattern) for g in [got, *got.split("+")])
    return set(pattern.split("+")) == set(got.split("+"))


def _holds(pattern, event):
    return all(map(_same, pattern.split(), event))


def _faults(row):
    told = _told(row["text"])
    patterns = row["patterns"].split(" | ")
    wrong = [p for p in patterns if p.startswith("!") and any(_holds(p[1:], e) for e in told)]
    missing = [p for p in patterns if not p.startswith("!") and not any(_holds(p, e) for e in told)]
    said = [f"told, and may not be: {p}" for p in wrong] + [f"not told: {p}" for p in missing]
    return [f"{row['text']}\n    {'; '.join(said)}\n    what is told: {told}"] if said else []


@pytest.mark.parametrize("kind", KINDS)
def test_roles(kind):
    faults = [fault for row in KINDS[kind] for fault in _faults(row)]
    assert not faults, f"{len(faults)} of {len(KINDS[kind])} rows:\n" + "\n".join(faults)
