"""Which spans are found, and as what: names, role phrases, common nouns for actors, places."""

from __future__ import annotations

from typing import Any

import pytest

from kg.entities.cues import Phrases
from kg.language.annotations import of


def mentions(doc: Any) -> dict[str, str]:
    """What each mention means, by its text."""
    return {m.text: m.entity.id for m in of(doc).mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian President Vladimir Putin spoke.", {"Russian President Vladimir Putin": "vladimir-putin"}),
        ("North Korean leader Kim Jong-un spoke.", {"North Korean leader Kim Jong-un": "kim-jong-un"}),
        ("Turkish troops crossed the border.", {"Turkish troops": "tur/troops"}),
        ("Burma's regime jailed critics.", {"Burma's regime": "mmr/government"}),
        ("The Algerian Foreign Ministry replied.", {"Algerian Foreign Ministry": "dza/foreign-ministry"}),
        ("A military court in Minsk convicted him.", {"court in Minsk": "blr/courts"}),
        ("The Central Bank of Somalia agreed.", {"Central Bank of Somalia": "som/central-bank"}),
        ("US-led forces withdrew.", {"US-led forces": "usa/army"}),
        ("Talks between the Spanish and Algerian governments failed.", {}),
    ],
)
def test_a_phrase_is_one_mention(read: Any, text: str, expected: dict[str, str]) -> None:
    found = mentions(read(text))
    assert {k: v for k, v in found.items() if k in expected} == expected


def test_hyphens_and_possessives(read: Any) -> None:
    doc = read("The U.S.-China talks and the Franco-German plan upset Saudi Arabia’s neighbours.")
    assert {m.entity.id for m in of(doc).mentions} >= {"USA", "CHN", "FRA", "DEU", "SAU"}


def test_shared_noun_speaks_of_both_governments(read: Any) -> None:
    doc = read("Both the Spanish and Algerian governments denied it.")
    assert {m.entity.id for m in of(doc).mentions if "governments" in m.text} == {"esp/government", "dza/government"}


def test_adjective_of_a_thing_is_the_country(read: Any) -> None:
    (mention,) = [m for m in of(read("Prices of Russian gas rose.")).mentions if m.text == "Russian"]
    assert (mention.entity.id, mention.form) == ("RUS", "adjective")


def test_backed_by_a_country_is_not_of_it(read: Any) -> None:
    doc = read("Iran-backed militias fired rockets.")
    assert [m.entity.country for m in of(doc).mentions if "militias" in m.text] == [None]


def test_parts_of_the_world_are_no_countries(read: Any) -> None:
    doc = read("Growth in Latin America and North America slowed, East African ministers said.")
    assert not [m for m in of(doc).mentions if m.entity.country]


def test_a_currency_is_no_country(read: Any) -> None:
    assert not [m for m in of(read("It cost US$5 million.")).mentions if m.entity.id == "USA"]


def test_the_pronoun_us_is_no_country(read: Any) -> None:
    assert not [m for m in of(read("They told us to wait.")).mentions if m.entity.id == "USA"]


def test_an_address_holds_no_names(read: Any) -> None:
    assert not of(read("https://www.example.com/russia-ukraine-talks")).mentions


def test_unknown_people_by_title_and_by_speech(read: Any) -> None:
    doc = read("Gen. Abel Tarkosa resigned. Mira Delonte, 43, said the vote was fair. Tarkosa left.")
    found = mentions(doc)
    assert found["Mira Delonte"] == "mira-delonte"
    assert found["Tarkosa"] == "abel-tarkosa"


@pytest.mark.parametrize("name", ["Monica P. Medina", "Mark A. Tarkosa", "John F. Tarkosa"])
def test_an_initial_stands_inside_a_name(read: Any, name: str) -> None:
    (person,) = [m for m in of(read(f"Mr {name} will travel to Ghana.")).mentions if m.entity.kind == "person"]
    assert person.text == name


def test_a_given_name_is_no_faith(read: Any) -> None:
    assert mentions(read("He briefed Christian Tarkosa and Roman Beljak; Christian militias attacked.")) == {
        "Christian Tarkosa": "christian-tarkosa",
        "Roman Beljak": "roman-beljak",
        "Christian militias": "christians/militias",
    }


def test_a_name_between_commas_is_what_the_noun_before_it_says(read: Any) -> None:
    doc = read("The case was filed by a mining company, Tarkamines. Tarkamines has accused Peru of delays.")
    assert mentions(doc)["Tarkamines"] == "tarkamines"
    assert next(m for m in of(doc).mentions if m.text == "Tarkamines").entity.kind == "organisation"


def test_one_person_may_have_two_offices(read: Any) -> None:
    doc = read(
        "Ethiopian Prime Minister and Defence Minister Abel Tarkosa met the president and Finance Minister Bo Roe."
    )
    people = [m for m in of(doc).mentions if m.entity.kind == "person" and m.form == "name"]
    assert [(m.entity.id, m.entity.country) for m in people] == [("abel-tarkosa", "ETH"), ("bo-roe", "ETH")]


def test_who_is_for_or_against_somebody_is_not_he(read: Any) -> None:
    doc = read("Pro-Russian separatists attacked anti-Taliban fighters at anti-Putin protests.")
    assert not [m for m in of(doc).mentions if m.entity.country or m.entity.id in ("taliban", "vladimir-putin")]


def test_several_leaders_are_not_the_one_in_office(read: Any) -> None:
    ids = [m.entity.id for m in of(read("Iranian presidents met the Chinese president.", "2023-03-20")).mentions]
    assert ids == ["irn/presidents", "xi-jinping"]


def test_acronym_stands_for_the_name_before_it(read: Any) -> None:
    doc = read("The Bolivian League of Farmers (BLF) protested. The BLF wants land.")
    entities = {m.text: m.entity for m in of(doc).mentions}
    assert entities["BLF"].id == entities["Bolivian League of Farmers"].id
    assert entities["BLF"].country == "BOL"


def test_names_are_spans_of_the_document(read: Any) -> None:
    doc = read("Somali President Hassan Sheikh Mohamud met officials of the African Union in Cairo.")
    labels = {span.text: span.label_ for span in doc.spans["kg_names"]}
    assert labels["Somali"] == "NORP"
    assert labels["Hassan Sheikh Mohamud"] == "PERSON"
    assert labels["African Union"] == "ORG"
    assert labels["Cairo"] == "LOC"


def test_offsets_fit_the_text_and_order_is_fixed(read: Any) -> None:
    text = "“We agreed,” Côte d’Ivoire’s foreign minister said.\n\nGermany’s Olaf Scholz met him in Abidjan."
    first, second = of(read(text)).mentions, of(read(text)).mentions
    assert [(m.start, m.end, m.entity) for m in first] == [(m.start, m.end, m.entity) for m in second]
    assert all(text[m.start : m.end] == m.text for m in first)
    assert [m.start for m in first] == sorted(m.start for m in first)


@pytest.mark.parametrize("text", ["", " \n ", "?!", "𝕏 ☃ ''", "the " * 50, "A" * 5000, "U.S." * 300])
def test_odd_texts_pass(read: Any, text: str) -> None:
    assert isinstance(of(read(text)).mentions, list)


def test_only_lengths_that_there_are_are_tried_and_none_beyond_the_text() -> None:
    phrases = Phrases({("north",): 1, ("north", "sea", "state"): 2, ("south", "sea"): 3})
    assert list(phrases.lengths(["north", "sea", "state"], 0)) == [3, 1]
    assert list(phrases.lengths(["south", "north", "sea"], 1)) == [1]
    assert list(phrases.lengths(["sea"], 0)) == []
