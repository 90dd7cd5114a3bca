"""Which place of its name a text means: each test states a rule, on sentences of our own."""

from __future__ import annotations

import time

import pytest

import kg
from kg.annotating import LinkedMention
from kg.core.event import Place
from kg.entities import gazetteer


def places(text: str) -> dict[str, LinkedMention]:
    (found,) = kg.annotate({"id": "a", "text": text})
    return {m.text: m for m in found.mentions if m.lat is not None}


def test_a_name_is_found_whatever_its_accents() -> None:
    (found,) = [s.place for s in gazetteer.find("Asunción") if s.place.country == "PRY" and s.place.kind == "town"]
    assert found.lat == pytest.approx(-25.3, abs=0.1)
    assert gazetteer.find("Xyzzyville") == gazetteer.find("") == ()


def test_the_first_and_the_last_of_the_table_are_found() -> None:
    lines = [line for first in gazetteer._firsts() for line in gazetteer._block(first).decode().strip().split("\n")]
    for line in (lines[0], lines[-1], lines[len(lines) // 2]):
        assert gazetteer.find(line.split("\t")[0])
    assert lines == sorted(lines, key=lambda x: x.split("\t")[0].encode())


def test_finding_costs_little() -> None:
    gazetteer.find("London")
    start = time.perf_counter()
    for n in range(1000):
        gazetteer.find(f"London {n}")
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize(
    ("text", "name", "country", "lat"),
    [
        ("A fire broke out in Paris, Texas, on Monday.", "Paris", "USA", 33.7),
        ("The council of Springfield, Oregon, met. Springfield has a new mayor.", "Springfield", "USA", 44.0),
        ("He was born in Hopkinsville. Kentucky mourns him.", "Hopkinsville", "USA", 36.9),
        ("A flood hit Laurel County, Kentucky.", "Laurel County", "USA", 37.1),
        ("The mayor of London spoke.", "London", "GBR", 51.5),
    ],
)
def test_which_of_a_name(text: str, name: str, country: str, lat: float) -> None:
    found = places(text)[name]
    assert found.country == country
    assert found.lat == pytest.approx(lat, abs=0.3)


def test_neighbours_tell_which_town_is_meant() -> None:
    text = "Storms hit Lexington, Frankfort and Richmond in Kentucky. Shops in Georgetown stayed shut."
    assert places(text)["Georgetown"].lat == pytest.approx(38.2, abs=0.3)


def test_little_portugal_is_not_portugal() -> None:
    (found,) = kg.annotate({"id": "a", "text": "Residents of Little Portugal held a feast."})
    assert not any(m.country == "PRT" for m in found.mentions)


def test_a_body_has_the_place_of_its_name() -> None:
    found = places("The Louisville Police Department arrested a man.")
    assert found["Louisville"].form == "bare" and found["Louisville"].country == "USA"


def test_an_unknown_place_is_in_the_country_behind_it() -> None:
    (found,) = kg.annotate({"id": "a", "text": "Gunmen attacked a mosque in Xyzzyville, Kano State, Nigeria."})
    (town,) = [m for m in found.mentions if m.text == "Xyzzyville"]
    assert town.country == "NGA" and town.lat is None


def test_distance() -> None:
    paris, london = Place("Paris", "FRA", 48.86, 2.35), Place("London", "GBR", 51.51, -0.13)
    assert gazetteer.distance(paris, london) == pytest.approx(343, abs=5)
    assert gazetteer.distance(paris, Place("Nowhere")) == float("inf")
