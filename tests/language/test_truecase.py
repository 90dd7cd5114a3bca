"""Capitals restored where a text has none, or nothing else; a text of usual capitals is never changed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from kg import extractors, pipeline
from kg.core.event import Evidence
from kg.core.records import Article, Entity, Mention
from kg.language import given
from kg.language.truecase import Truecaser, read, restore

SENTENCE = "Russia attacked Ukraine on Sunday."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("russia attacked ukraine on sunday.", SENTENCE),
        ("RUSSIA ATTACKED UKRAINE ON SUNDAY.", SENTENCE),
        ("Russia Attacks Ukraine in New Offensive", "Russia attacks Ukraine in new offensive"),
        ("Turkey's Foreign Minister Meets Two Leaders", "Turkey's Foreign Minister meets two leaders"),
        ("the us told us that nato would act.", "The US told us that NATO would act."),
        ("troops may leave in may.", "Troops may leave in May."),
        ("it met u.s. troops. they left.", "It met U.S. troops. They left."),
        ("see https://example.org/russia and russia.", "See https://example.org/russia and Russia."),
        ("MALI ENDS PACT WITH FRANCE\n\nThe army said so.", "Mali ends pact with France\n\nThe army said so."),
    ],
)  # fmt: skip
def test_capitals_that_a_text_would_have(text: str, expected: str) -> None:
    assert restore(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "U.N.",
        SENTENCE,
        "NATO and the EU met in Paris.",
        "Russian President Vladimir Putin met Chinese President Xi Jinping in Moscow",
        "French Foreign Minister Catherine Colonna, German Chancellor Olaf Scholz",
        "Yahoo Inc. says that it has formed a committee that will look for a buyer of its business.",
        "The ministers met in Oslo and\nagreed on further talks about the\nborder, the Norwegian hosts said.",
        "iPhone sales rose.",
        "Mali Ends Pact. The army said so on Monday.",
    ],
)
def test_a_text_of_usual_capitals_stays_as_it_is(text: str) -> None:
    assert restore(text, ["Pact Of Steel"]) == text


def test_names_that_are_known_are_written_as_their_table_writes_them() -> None:
    assert restore("xyzzy people of plugh met.", ["Xyzzy People of Plugh"]) == "Xyzzy People of Plugh met."
    assert restore("they met mcfoo there.", ["McFoo"]) == "They met McFoo there."
    assert restore("they were frabjous there.", ["frabjous"]) == "They were frabjous there."


@pytest.mark.parametrize(
    "text", ["straße in İzmir: ﬁghting began.", "İSTANBUL STRAẞE ŉ ATTACKED.", "a\u0307 b c\r\nd e f."]
)
def test_the_length_stays(text: str) -> None:
    for given_text in (text, text.lower(), text.upper()):
        restored = restore(given_text)
        assert len(restored) == len(given_text)
        assert restored.casefold() == given_text.casefold()


def test_a_table_from_its_text() -> None:
    table = read("small\tcow\ncapital\tmoo\nupper\tabc\nboth\tmay -3\tmcx 8 McX\nbefore\tin may 9\nafter\tmay <C> 2\n")
    assert (table.prior["cow"], table.prior["moo"], table.form) == (-20, 20, {"abc": "ABC", "mcx": "McX"})
    assert table.odds("in", "may", "moo") == -3 + 9 + 2
    assert table.odds("", "may", "") == -3


def test_the_table_is_small(root: Path) -> None:
    assert (root / "kg" / "language" / "truecase.tsv.xz").stat().st_size <= 250_000


def test_the_samples_stay_as_they_are(root: Path) -> None:
    caser = Truecaser()
    for path in sorted((root / "kg" / "samples" / "articles").glob("*.txt")):
        text = path.read_text("utf-8")
        assert caser.restore(text) == text, path.name


def test_news_of_usual_capitals_stays_as_it_is(root: Path, data: Path) -> None:
    sys.path.insert(0, str(root / "training" / "scripts"))
    from documents import documents, split  # type: ignore[import-not-found]

    part, caser = split(), Truecaser()
    items = (d.text for d in documents(data, "current-events") if part.get(d.id) == "train" and d.text.count(" ") > 12)
    assert [text for _, text in zip(range(5_000), items, strict=False) if caser.restore(text) != text] == []


def test_records_quote_the_text_as_it_was_given() -> None:
    text = "Zelensky spoke. He left."
    mention = Mention(Entity("z", "Zelensky", "person"), "Zelensky", 0, 8)
    assert given.quoted(mention, text.upper()).text == "ZELENSKY"
    assert given.quoted((mention,), text) == (mention,)
    evidence = Evidence("Zelensky spoke.", 0, 15, "spoke", 9, 14)
    assert given.quoted(evidence, text.lower()) == Evidence("zelensky spoke.", 0, 15, "spoke", 9, 14)


def test_a_document_keeps_the_text_it_was_given() -> None:
    nlp = pipeline.shared()
    doc = pipeline.make_doc(nlp, "RUSSIA ATTACKED UKRAINE ON SUNDAY.")
    assert doc.text == SENTENCE
    assert doc.user_data[given.KEY] == "RUSSIA ATTACKED UKRAINE ON SUNDAY."
    assert given.KEY not in pipeline.make_doc(nlp, SENTENCE).user_data


@pytest.mark.parametrize("change", [str.lower, str.upper])
@pytest.mark.parametrize("name", ["rules", "svo"])
def test_events_of_a_text_without_capitals(name: str, change: object) -> None:
    text = (
        "Russia attacked Ukraine on Sunday. North Korea signed a treaty with China in Beijing. Mali adopted a new flag."
    )
    read_as = extractors.get(name)
    (usual,) = read_as.extract([Article("a", text)])
    (found,) = read_as.extract([Article("a", change(text))])  # type: ignore[operator]
    assert [(e.type, [p.id for p in e.actors]) for e in found.events] == [
        (e.type, [p.id for p in e.actors]) for e in usual.events
    ]
    assert found.events
    for event in found.events:
        at = event.evidence
        assert at.sentence == change(text)[at.start : at.end]  # type: ignore[operator]
        assert at.trigger == change(text)[at.trigger_start : at.trigger_end]  # type: ignore[operator]
        for party in (*event.actors, *event.recipients):
            assert party.text == change(text)[party.start : party.end]  # type: ignore[operator]
        json.dumps(event.to_dict())
