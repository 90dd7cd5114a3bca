"""What an act was about: a readable phrase, and its concept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from kg import pipeline
from kg.core.records import Entity, Mention
from kg.events.themes import MAX_WORDS, clean_theme, concept

RUSSIA = Entity("RUS", "Russia", "country", "RUS")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(components=[])


@pytest.fixture(scope="module")
def theme(nlp: Language) -> Callable[..., str | None]:
    def ask(text: str, head: str, party: str = "") -> str | None:
        doc = nlp(text)
        start = text.find(party) if party else -1
        parties = [Mention(RUSSIA, party, start, start + len(party))] if party else []
        return clean_theme(next(t for t in doc if t.text == head), parties)

    return ask


@pytest.mark.parametrize(
    ("text", "head", "party", "expected"),
    [
        ("They rejected the new sanctions.", "sanctions", "", "new sanctions"),
        ("France condemned Russia's invasion of Ukraine.", "invasion", "Russia", "invasion of Ukraine"),
        ("France condemned Russia's invasion of Ukraine.", "invasion", "", "Russia's invasion of Ukraine"),
        ("They discussed space cooperation with Russia.", "cooperation", "Russia", "space cooperation"),
        ("They urged Iran to stop enriching uranium.", "stop", "", "stop enriching uranium"),
        ("Hours before the summit they left.", "summit", "", "summit"),
        ("They promised Russia humanitarian assistance.", "assistance", "Russia", "humanitarian assistance"),
        ("He travelled there to mediate and met the rebels.", "mediate", "", "mediate"),
        ("They rejected the plan, which came too late.", "plan", "", "plan"),
        ("They discussed trade on Friday.", "trade", "", "trade"),
        ("They signed a “historic” agreement on trade.", "agreement", "", "historic agreement on trade"),
        ("They urged Iran to release opposition leader Jane Doe.", "release", "", "release opposition leader Jane Doe"),
        ("Iran defended the 2015 nuclear deal.", "deal", "", "2015 nuclear deal"),
        ("Mali returned the remains of Ana Li, a priest and poet.", "remains", "", "remains of Ana Li"),
        ("Attacks on the town continued.", "Attacks", "", "attacks on the town"),
        ("Russian attacks on the town continued.", "attacks", "", "Russian attacks on the town"),
    ],
)
def test_themes(theme: Callable[..., str | None], text: str, head: str, party: str, expected: str) -> None:
    assert theme(text, head, party) == expected


def test_a_date_or_a_pronoun_is_no_theme(theme: Callable[..., str | None]) -> None:
    assert theme("They met on Friday.", "Friday") is None
    assert theme("They discussed it.", "it") is None


def test_what_is_tried_again_has_no_number(nlp: Language) -> None:
    doc = nlp("Chad launched two satellites in May.")
    assert clean_theme(doc[3], counted=False) == "satellites"


def test_long_themes_end_where_a_phrase_ends(theme: Callable[..., str | None]) -> None:
    text = (
        "They discussed the construction of a new railway line from the capital to the port for the export of copper "
        "and cobalt to the markets of Asia."
    )
    found = theme(text, "construction")
    assert found is not None
    assert len(found.split()) <= MAX_WORDS
    assert found.split()[-1] not in {"of", "to", "for", "and", "the", "from"}
    assert found.startswith("construction of a new railway line")


def test_a_theme_is_text_of_the_article(nlp: Language) -> None:
    doc = nlp("The minister criticised the government's failure to protect journalists, lawyers and judges in court.")
    for token in doc:
        found = clean_theme(token)
        assert found is None or all(part in doc.text for part in found.split())


@pytest.mark.parametrize(
    ("words", "lemma", "expected"),
    [
        ("new sanctions on oil exports", None, "sanctions"),
        ("withdraw its troops from Ukraine", None, "troop-withdrawal"),
        ("two ballistic missiles", None, "missile-programme"),
        ("the immediate ceasefire", None, "ceasefire"),
        ("more trade sanctions", None, "sanctions"),
        ("support for the ceasefire in Gaza", None, "ceasefire"),
        ("support", None, "solidarity"),
        (None, "sanction", "sanctions"),
        ("something or other", "do", None),
        (None, None, None),
    ],
)
def test_concepts(words: str | None, lemma: str | None, expected: str | None) -> None:
    assert concept(words, lemma) == expected
