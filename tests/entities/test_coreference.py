"""Whom pronouns and nominals mean, and when that stays open."""

from __future__ import annotations

from typing import Any

import pytest

from kg.language.annotations import of


def meant(doc: Any, text: str) -> list[set[str]]:
    """The ids that each mention with a text means, in text order."""
    spans: dict[int, set[str]] = {}
    for m in of(doc).mentions:
        if m.text == text and m.form in ("pronoun", "nominal"):
            spans.setdefault(m.start, set()).add(m.entity.id)
    return [spans[start] for start in sorted(spans)]


def test_he_is_the_subject_before(read: Any) -> None:
    doc = read("Emmanuel Macron met workers in Lyon. He said that he understood them.")
    assert meant(doc, "He") == [{"emmanuel-macron"}]
    assert meant(doc, "he") == [{"emmanuel-macron"}]


def test_she_is_not_he(read: Any) -> None:
    doc = read("Angela Merkel received Vladimir Putin. She spoke of gas.", "2018-01-01")
    assert meant(doc, "She") == [{"angela-merkel"}]


def test_an_object_is_not_its_subject(read: Any) -> None:
    doc = read("Vladimir Putin praised him.")
    assert meant(doc, "him") == []


def test_two_as_likely_stay_open(read: Any) -> None:
    doc = read("Talks between Vladimir Putin and Emmanuel Macron ended late. His plane was waiting.")
    assert meant(doc, "His") == []


def test_who_says_he_is_ready_speaks_of_himself(read: Any) -> None:
    doc = read("Emmanuel Macron told Vladimir Putin that he was ready to mediate.")
    assert meant(doc, "he") == [{"emmanuel-macron"}]


def test_the_two_presidents_hold_an_office(read: Any) -> None:
    doc = read("Vladimir Putin and Joe Biden met. Paul Smith and Jack Jones waited. The two presidents smiled.")
    assert meant(doc, "The two presidents") in ([{"vladimir-putin", "joe-biden"}], [])


def test_its_is_the_subject_of_the_clause(read: Any) -> None:
    doc = read("Algeria recalled its ambassador.")
    assert meant(doc, "its") == [{"DZA"}]


def test_the_weather_is_nobody(read: Any) -> None:
    doc = read("Algeria was hot. It rained in the evening.")
    assert meant(doc, "It") == []


def test_they_are_those_coordinated(read: Any) -> None:
    doc = read("Russia and China signed a treaty. They agreed to cooperate.")
    assert meant(doc, "They") in ([{"RUS", "CHN"}], [])


@pytest.mark.parametrize(
    ("text", "nominal", "expected"),
    [
        ("Saudi Arabia and Iran met in Iraq. Both countries were content.", "Both countries", {"SAU", "IRN"}),
        ("Saudi Arabia and Iran met. The US warned the two states.", "the two states", {"SAU", "IRN"}),
        ("Joe Biden met Olaf Scholz. The leaders spoke.", "The leaders", {"joe-biden", "olaf-scholz"}),
        ("Oman and Chad held talks. The delegations spoke.", "The delegations", {"OMN", "TCD"}),
        ("Joe Biden and Olaf Scholz met. The two leaders spoke.", "The two leaders", {"joe-biden", "olaf-scholz"}),
        ("Russia limits exports to North Korea. Sanctions bind the Asian country.", "the Asian country", {"PRK"}),
        ("The EU warned Serbia. The bloc wants reforms.", "The bloc", {"eu"}),
    ],
)  # fmt: skip
def test_nominals(read: Any, text: str, nominal: str, expected: set[str]) -> None:
    assert meant(read(text), nominal) == [expected]


def test_a_counterpart_holds_the_same_office(read: Any) -> None:
    doc = read("Egypt's President Abdel-Fattah El-Sisi welcomed his Somali counterpart.", "2022-07-26")
    assert meant(doc, "his Somali counterpart") == [{"hassan-sheikh-mohamud"}]


def test_first_person_is_the_speaker_and_the_speakers_side(read: Any) -> None:
    doc = read("“I am glad. We will send aid to the country,” Vladimir Putin said of Syria.", "2016-01-01")
    assert meant(doc, "I") == [{"vladimir-putin"}]
    assert meant(doc, "We") == [{"RUS"}]


def test_first_person_without_a_speaker_stays_open(read: Any) -> None:
    doc = read("“We will send aid,” a passer-by shouted.")
    assert meant(doc, "We") == []


def test_who_is_the_one_just_named(read: Any) -> None:
    doc = read("Park Jin, who speaks Japanese, met Yoshimasa Hayashi.", "2022-05-09")
    assert meant(doc, "who") == [{"park-jin"}]


def test_highness_is_no_pronoun(read: Any) -> None:
    doc = read("The minister met Narendra Modi. His Majesty the Sultan was present.")
    assert meant(doc, "His") == []


def test_somebody_unknown_stands_in_the_way(read: Any) -> None:
    text = "Emmanuel Macron flew to Lyon. A farmer said that prices were low. He was tired."
    assert meant(read(text), "He") != [{"emmanuel-macron"}]


def test_who_once_led_a_body_does_not_speak_for_it(read: Any) -> None:
    doc = read('Omar Saleh, a former chairman of the Zeta Foundation, said: "We were friends for years."')
    assert meant(doc, "We") == []


def test_who_leads_a_club_does_not_speak_for_the_state(read: Any) -> None:
    doc = read('Omar Saleh, president of the Kenyan party, said: "We used to walk for hours every day."', "2022-01-01")
    assert {"KEN"} not in meant(doc, "We")


def test_both_sides_are_those_named_as_two_and_not_the_host(read: Any) -> None:
    doc = read(
        "The talks in Kenya followed a truce that Iran and Iraq signed in Oman. There both sides promised peace."
    )
    assert meant(doc, "both sides") == [{"IRN", "IRQ"}]


def test_the_two_states_are_the_subject_before_and_not_its_object(read: Any) -> None:
    doc = read("Iran and Chad agreed on it. Both countries thanked Iraq and Oman. The two states will meet.")
    assert meant(doc, "The two states") == [{"IRN", "TCD"}]


def test_they_are_those_accused_of_it(read: Any) -> None:
    doc = read("Chad and Mali accused Iran and Iraq of breaking the truce that they had signed.")
    assert meant(doc, "they") == [{"IRN", "IRQ"}]
