"""Who "I", "we" and "you" are in a transcript and on a government's page."""

from __future__ import annotations

from typing import Any

import pytest

from kg.entities.dialogue import labels
from kg.language.annotations import of

TALK = "President of Niger Ana Li: Mr President, {}.\n\nPresident of Oman Bo Wang (retranslated): {}."
PAGE = "http://en.kremlin.ru/events/1"


def meant(doc: Any, text: str) -> list[str]:
    return sorted({m.entity.id for m in of(doc).mentions if m.text == text and m.form == "pronoun"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("President of Chad Ana Li: Good morning.", ["President of Chad Ana Li"]),
        ("Yes.\n\nKing\nof Oman Bo al-Wang (in Arabic): No.", ["King\nof Oman Bo al-Wang"]),
        ("Trade Minister Ana Li      Li AnaMinister of Trade : Yes.", ["Trade Minister Ana Li"]),
        ("Head of the Coptic Church, Pope Ana II (retranslated):\nYes.", ["Head of the Coptic Church, Pope Ana II"]),
        ("Ana Li, Secretary of State\n\nOslo, Norway\n\nMINISTER WANG: Yes.", ["MINISTER WANG"]),
        ("He told them so: it was late.", []),
    ],
)
def test_a_label_says_who_speaks(text: str, names: list[str]) -> None:
    assert [label[1] for label in labels(text)] == names


def test_who_speaks_first_is_known_by_his_label_too(read: Any) -> None:
    doc = read(TALK.format("I am late", "I am glad and we are ready"), "2018-01-01", PAGE)
    assert meant(doc, "I") == ["ana-li", "bo-wang"]
    assert meant(doc, "we") == ["OMN"]


@pytest.mark.parametrize(
    ("said", "word", "who"),
    [
        ("I would like to thank you for your help", "you", ["ana-li"]),
        ("thank you for your help", "your", ["ana-li"]),
        ("thank you", "you", []),
        ("you know this", "you", []),
        ("I can tell you that it rains", "you", []),
        ("we agreed to build a port", "we", ["NER", "OMN"]),
        ("we had a good discussion", "we", ["NER", "OMN"]),
        ("we both know it", "we", ["NER", "OMN"]),
        ("we discussed it with Chad", "we", ["OMN"]),
        ("we have met with the king", "we", ["OMN"]),
        ("we condemn the raid", "we", ["OMN"]),
    ],
)
def test_in_a_talk_of_two_the_other_is_meant(read: Any, said: str, word: str, who: list[str]) -> None:
    assert meant(read(TALK.format("good morning", said), "2018-01-01", PAGE), word) == who


def test_you_is_nobody_where_the_press_asks(read: Any) -> None:
    text = TALK.format("hello", "hello") + "\n\nQuestion: I thank you for your visit, Minister."
    assert meant(read(text, "2018-01-01", PAGE), "you") == []


def test_who_speaks_and_who_is_asked_is_not_he(read: Any) -> None:
    text = "MR LOPEZ: Carlos Lopez is here.\n\nQUESTION: Is it true that he went to Oman?\n\nMR LOPEZ: Yes."
    assert meant(read(text, "2018-01-01"), "he") == []


def test_well_is_not_we_will(read: Any) -> None:
    doc = read("Well, Chad is late. We’ll go.", "2018-01-01", "https://www.state.gov/1")
    assert [m.text for m in of(doc).mentions if m.form == "pronoun"] == ["We’ll"]


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("G7 Foreign Ministers’ Statement on Chad", ["g7"]),
        ("Joint Statement of the United States and Oman on Trade", ["OMN", "USA"]),
        ("Joint Statement on Oman", ["USA"]),
        ("Statement on Oman and Chad", ["USA"]),
    ],
)
def test_we_are_all_who_sign(read: Any, title: str, who: list[str]) -> None:
    assert meant(read("We condemn it.", "2018-01-01", "https://www.state.gov/1", title=title), "We") == who


def test_a_bureau_of_the_government_speaks_for_the_state(read: Any) -> None:
    text = (
        "Ana Li, Director of the Bureau of Trade Affairs, spoke.\n\n"
        "MS LI: We want talks.\n\nQUESTION: Why?\n\nSENIOR ADMINISTRATION OFFICIAL: Because our plan is good."
    )
    doc = read(text, "2018-01-01", "https://www.state.gov/1")
    assert (meant(doc, "We"), meant(doc, "our")) == (["USA"], ["USA"])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The court in Oman looked at Chad's decision to end its war on Niger.", ["TCD"]),
        ("Oman and Qatar will not tolerate Chad escalating its war on Niger.", []),
        ("Chad said that it will end its war on Niger.", ["TCD"]),
    ],
)
def test_its_is_whose_deed_is_told(read: Any, text: str, who: list[str]) -> None:
    assert meant(read(text), "its") == who
