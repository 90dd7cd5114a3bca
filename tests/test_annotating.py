"""kg.annotate: whom, where and when a text speaks of."""

import pytest

import kg

ARTICLE = {
    "id": "a",
    "date": "2023-09-14",
    "text": "Russian troops near Maiduguri left. Kim Jong Un met the Russian president in Vladivostok on Wednesday.",
}


@pytest.fixture(scope="module")
def found():
    (annotated,) = kg.annotate(ARTICLE)
    return annotated


def test_mentions_are_characters_of_the_text_linked_to_who_is_meant(found):
    by_text = {m.text: m for m in found.mentions}
    assert all(ARTICLE["text"][m.start : m.end] == m.text for m in found.mentions)
    assert by_text["Kim Jong Un"].country == "PRK" and by_text["Kim Jong Un"].lat is None
    assert by_text["Russian president"].name == "Vladimir Putin"
    assert by_text["Russian president"].form == "role"


def test_places_have_a_country_and_a_point(found):
    place = next(m for m in found.mentions if m.text == "Vladivostok")
    assert place.country == "RUS" and round(place.lat) == 43 and round(place.lon) == 132
    bare = next(m for m in found.mentions if m.text == "Maiduguri")
    assert bare.country == "NGA" and (bare.form, bare.id) in (("bare", None), ("place", bare.id))


def test_times_are_resolved_against_the_day_of_publication(found):
    (time,) = found.times
    assert time.text == "Wednesday" and time.days == ("2023-09-13", "2023-09-13")
    (undated,) = kg.annotate({"id": "b", "text": ARTICLE["text"]})
    assert undated.times[0].days is None
