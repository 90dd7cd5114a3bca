"""The field of politics that the words of an act speak of."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg import pipeline
from kg.core.plover import Context
from kg.events.contexts import contexts


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(components=[])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They signed a gas pipeline deal.", {Context.ECONOMIC, Context.RESOURCE}),
        ("The army shelled the town.", {Context.MILITARY}),
        ("They deported hundreds of asylum seekers.", {Context.MIGRATION}),
        ("They gave the children a ball.", set()),
        ("They agreed on it.", set()),
    ],
)
def test_cues(nlp: Language, text: str, expected: set[Context]) -> None:
    found = contexts(nlp(text))
    assert expected <= set(found)
    assert bool(found) == bool(expected)


def test_phrases_count_whole(nlp: Language) -> None:
    assert Context.HEALTH not in contexts(nlp("They joined the world organisation."))
    assert Context.HEALTH in contexts(nlp("They joined the World Health Organization."))


def test_a_title_is_no_field(nlp: Language) -> None:
    assert Context.EXECUTIVE not in contexts(nlp("President Macron met them."))
    assert Context.EXECUTIVE in contexts(nlp("They met the president."))


def test_in_the_order_of_their_names(nlp: Language) -> None:
    found = contexts(nlp("The army and the court discussed oil, refugees and the election."))
    assert list(found) == sorted(found)
    assert len(found) > 3
