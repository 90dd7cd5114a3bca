"""What a dated report tells as its news is of its day; what it only mentions is of none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from spacy.language import Language

from kg import pipeline
from kg.core.plover import Basis
from kg.events import time

MONDAY = dt.date(2022, 7, 25)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(components=[])


@pytest.fixture(scope="module")
def is_news(nlp: Language) -> Callable[[str, str], bool]:
    def ask(text: str, trigger: str) -> bool:
        word = next(t for t in nlp(text) if t.text == trigger)
        return time.news_period(word, MONDAY) is not None

    return ask


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebels storm a camp in Gao.", "storm"),
        ("Rebels have stormed a camp in Gao.", "stormed"),
        ("The army says that it has retaken the town.", "retaken"),
        ("The army says it is sending tanks to the north.", "sending"),
        ("The rebels claim to have taken the town.", "taken"),
        ("Three people are killed when soldiers storm a camp.", "storm"),
        ("Three people are killed as soldiers fire on a crowd.", "fire"),
        ("Thousands flee to Chad after rebels seize the town.", "seize"),
        ("The minister resigns after losing the vote.", "losing"),
        ("The governor dies after being shot by gunmen.", "shot"),
        ("The president signs an order banning imports from Chad.", "banning"),
    ],
)
def test_what_goes_with_the_news_is_news(is_news: Callable[[str, str], bool], text: str, trigger: str) -> None:
    assert is_news(text, trigger)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The army had stormed the camp.", "stormed"),
        ("Relations are cold after France condemned the coup.", "condemned"),
        ("He is freed after being jailed for two years.", "jailed"),
        ("He replaces the general who was executed.", "executed"),
        ("The minister resigns because rebels took the town.", "took"),
        ("If rebels storm the camp, thousands flee.", "storm"),
    ],
)
def test_what_is_mentioned_beside_it_is_none(is_news: Callable[[str, str], bool], text: str, trigger: str) -> None:
    assert not is_news(text, trigger)


STATEMENT = (
    "The United States congratulates the people of Chad on the anniversary of their independence, which is an occasion "
    "for both nations to look back on many years of friendship and to look ahead. In these years our countries have "
    "learned much from each other, in schools and in markets, and we have every reason to be thankful for it. "
)


def test_a_statement_that_names_no_day_speaks_of_its_own_to_the_end(is_news: Callable[[str, str], bool]) -> None:
    assert is_news(STATEMENT + "We continue to stand with the people of Chad.", "stand")
    assert is_news(STATEMENT + "The United States has provided ten million dollars to Chad.", "provided")
    assert not is_news(STATEMENT + "They met on Friday. Rebels storm a camp.", "storm")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("We want to thank Japan for its help.", "thank"),
        ("I am pleased to congratulate the president on his birthday on July 6.", "congratulate"),
        ("We once again call on Chad to free them.", "call"),
    ],
)
def test_saying_so_is_doing_it_on_the_day(nlp: Language, text: str, trigger: str) -> None:
    doc = nlp(text)
    found = time.event_period(next(t for t in doc if t.text == trigger), time.find(doc), MONDAY)
    assert found is not None and (found.start, found.basis) == (MONDAY, Basis.PUBLISHED)


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Rebels kill ten soldiers on Saturday.", "kill", "2022-07-23"),  # Saturday lies behind
        ("The ministers meet in Rome on Saturday.", "meet", "2022-07-30"),  # or ahead
        ("He met the king on 3 July, two days after rebels attacked the palace.", "attacked", "2022-07-01"),
        ("He met the king on 3 July, two days after rebels attacked the palace.", "met", "2022-07-03"),
        ("Crowds return to the square a day after the bombing.", "bombing", "2022-07-24"),
        ("He was charged with having participated in a protest in 2019.", "protest", "2019-01-01"),
        ("Five men die in yesterday's airstrikes.", "die", "2022-07-24"),
    ],
)
def test_dates_of_what_stands_around(nlp: Language, text: str, trigger: str, day: str) -> None:
    doc = nlp(text)
    found = time.event_period(next(t for t in doc if t.text == trigger), time.find(doc), MONDAY)
    assert found is not None and found.start.isoformat() == day
