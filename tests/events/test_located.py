"""What was hit, and not where it stands; who is named by his office and his name at once; where protests were."""

import datetime as dt

import pytest

import kg
from kg.core.event import Event


def told(text: str, type_: str) -> Event:
    """The only event of a type in a text."""
    events = kg.extract([kg.Article(id="a", text=text, date=dt.date(2024, 3, 13))])
    (found,) = [e for e in events if e.type == type_]
    return found


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gunmen stormed a jail in Bosaso.", "a jail in Bosaso", "SOM"),
        ("A bazaar in Nangarhar Province was bombed.", "a bazaar in Nangarhar Province", "AFG"),
        (
            "Rebels seized the villages of Tshanzu and Runyoni in North Kivu.",
            "the villages of Tshanzu and Runyoni in North Kivu",
            "COD",
        ),
        ("Russian forces launched a drone strike on a bus in Kharkiv.", "a bus in Kharkiv", "UKR"),
        ("Two prisons in Hodeidah, Yemen, were shelled.", "two prisons in Hodeidah", "YEM"),
        ("Israel struck a hospital in Kermanshah in western Iran.", "a hospital in Kermanshah", "IRN"),
    ],
)
def test_what_was_hit_is_told_with_the_country_it_stands_in(text: str, name: str, country: str) -> None:
    assert [(p.name, p.country, p.kind) for p in told(text, "ASSAULT").recipients] == [(name, country, "unnamed")]


def test_a_place_is_hit_itself_where_nothing_in_it_is_named() -> None:
    assert [p.name for p in told("Russia shelled Kharkiv, Ukraine.", "ASSAULT").recipients] == ["Kharkiv"]


def test_whom_a_blast_hit_is_told_beside_its_place() -> None:
    names = {p.name for p in told("A mine exploded in Baidoa, killing five people.", "ASSAULT").recipients}
    assert {"Baidoa", "people"} <= names


@pytest.mark.parametrize(
    ("text", "type_", "actors"),
    [
        ("U.S. envoy for Yemen Tim Lenderking criticised Oman.", "ACCUSE", [("Tim Lenderking", "USA")]),
        ("U.S. ambassador to Israel David Friedman criticised Oman.", "ACCUSE", [("David Friedman", "USA")]),
        (
            "U.S. Assistant Secretary of State for African Affairs Molly Phee criticised Oman.",
            "ACCUSE",
            [("Molly Phee", "USA")],
        ),
        (
            "Former Governor of Texas and candidate Rick Perry endorses Donald Trump.",
            "SUPPORT",
            [("Rick Perry", "USA")],
        ),
        (
            "John Dowd, the most senior lawyer advising President Donald Trump, resigns.",
            "RETREAT",
            [("John Dowd", None)],
        ),
    ],
)
def test_an_office_and_a_name_are_one_person(text: str, type_: str, actors: list[tuple[str, str | None]]) -> None:
    assert [(p.name, p.country) for p in told(text, type_).actors] == actors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ashley Mote of Britain accused actress Natalie Li.", {"Natalie Li"}),
        ("Lawmakers accused Jerusalem-born actress Natalie Portman of lying.", {"Natalie Portman"}),
        ("This officer, Devin Brosnan, was accused of assault.", {"Devin Brosnan"}),
    ],
)
def test_what_describes_somebody_named_is_no_party(text: str, names: set[str]) -> None:
    assert {p.name for p in told(text, "ACCUSE").recipients} == names


@pytest.mark.parametrize(
    "text",
    [
        "Violent riots broke out across Peru.",
        "Thousands joined protests throughout Chile.",
        "Colombia's president orders a deployment of troops to Cali.",
        "U.S. Rep. Adam Kinzinger calls for Trump to be removed.",
        "Russia hands over a protest note.",
    ],
)
def test_the_scene_is_no_other_side(text: str) -> None:
    events = kg.extract([kg.Article(id="a", text=text, date=dt.date(2024, 3, 13))])
    assert not [p.name for e in events if e.type != "OTHER" for p in e.recipients]


def test_who_protests_stands_behind_the_noun() -> None:
    event = told("Johnson reversed the advice, following protests from head teachers.", "PROTEST")
    assert [p.name for p in event.actors] == ["head teachers"]


def test_a_credit_that_was_blanked_is_nobody() -> None:
    text = "Russia hits a blood transfusion centre in Kupiansk, killing two people and injuring four. (Reuters)"
    events = list(kg.extract([kg.Article(id="a", text=text, date=dt.date(2023, 8, 5))]))
    assert events
    assert all(p.name.strip() and p.text.strip() for e in events for p in (*e.actors, *e.recipients))
