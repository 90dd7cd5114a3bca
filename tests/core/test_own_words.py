"""What is done to somebody in the sentence's own words, and where the phrases of the type say it instead."""

import pytest

import kg
from kg.core.bridge import link_of
from kg.core.own_words import own_words
from kg.core.plover import EventType
from kg.core.statements import statements
from tests.core.test_wording import told


@pytest.mark.parametrize(
    ("between", "told"),
    [
        (" its 2018 agreement with ", " its 2018 agreement with"),
        (" at least 14 ", ""),
        (" the ", ""),
        (" dozens of ", ""),
        (" up the ", " up"),
        (" more than $266 million in ", " more than $266 million in"),
        (" to work with ", " to work with"),
        (" personnel recently from ", " personnel from"),
        (" our talks with ", " talks with"),
        (" that it had attacked ", None),
        (" troops, and warned ", None),
        (" a village while bombing ", None),
        (" the Russian envoy to ", None),
    ],
)
def test_the_words_between_a_verb_and_whom_it_reaches(between: str, told: str | None) -> None:
    assert link_of(between) == told


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("North Korea terminated its 2018 agreement with South Korea.", {"terminates its 2018 agreement with"}),
        ("The United States condemned Indian government abuses on Monday.", {"condemns abuses of"}),
        ("Canada suspended all flights to China.", {"suspends all flights to"}),
        ("The United States supports India's emergence as a leading power.", {"supports the emergence of"}),
        ("Russia informed its Turkish partners about the talks.", {"informs"}),
        ("Egypt gave Sudan humanitarian aid.", {"aids"}),
        ("Emmanuel Macron was received by Xi Jinping in Beijing.", {"visits"}),
        ("Mali did not send troops to Niger.", {"did not send troops to"}),
        ("Novak Djokovic was detained by the Australian Border Force.", {"detains"}),
        ("Restrictions were eased in Melbourne on Friday.", {"eases restrictions in"}),
        ("Four Iranian officials were indicted.", {"indicts officials of"}),
        ("Kwasi Kwarteng said he planned to stop all aid to China.", {"planned to stop all aid to"}),
        ("The arms embargo on Mali was lifted.", {"lifts the arms embargo on"}),
        ("Iran imposed new tariffs on Turkey.", {"imposes new tariffs on"}),
        ("Chad calls for “free and fair” elections in Mali.", {"calls for free and fair elections in"}),
        ("Rebels allegedly attacked a town in Mali.", {"are said to have attacked"}),
        ("The Iraqi Army captured the town of Rawa from the Islamic State.", {"captures the town of Rawa from"}),
        ("Bahrain bans the independent Al-Wasat newspaper.", {"bans"}),
        ("Armenia is bombarding the Azerbaijani cities of Barda and Ganja.", {"bombards cities of"}),
        ("Five Abu Sayyaf militants were killed by police in Malaysia.", {"kill militants of"}),
        ("The minister criticised the American ban on Huawei.", {"criticises the ban by"}),
        ("Oman condemned the Houthi missile attack on Marib.", {"condemns the missile attack by"}),
        ('Russia says it destroyed 83 Ukrainian "military facilities".', {"destroys military facilities of"}),
        ("Sanctions against Mali were lifted by the European Union.", {"lifts sanctions against"}),
        ("Boko Haram fired rockets in Maiduguri, Borno.", {"fires rockets in"}),
    ],
)
def test_rows_say_it_in_the_words_of_the_sentence(sentence: str, rows: set[str]) -> None:
    events = [e for e in kg.extract([{"id": "a", "text": sentence, "date": "2024-05-17"}]) if e.recipients]
    assert rows <= {s.relation for e in events for s in statements(e)}


def test_a_verb_that_says_too_little_leaves_it_to_the_type() -> None:
    event = told(
        "Russia gave Syria weapons.",
        "gave",
        ["RUS"],
        ["SYR"],
        rule="verb: aid/verb:give",
        verb="give",
        type=EventType.AID,
    )
    assert own_words(event, event.recipients[0]) is None


def test_a_relation_holds_no_marks_of_another_language() -> None:
    text = "Restrictions <b>x</b> were eased in Melbourne. Russia ended <i>its</i> [red] talks with Ukraine."
    relations = [
        s.relation for e in kg.extract([{"id": "a", "text": text, "date": "2024-05-17"}]) for s in statements(e)
    ]
    assert relations and not any(mark in relation for relation in relations for mark in "<>[]&")
