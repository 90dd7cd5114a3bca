"""Casualties and acts by period, place and country: ranges added up, an act once, totals left out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from kg import network
from kg.core.errors import InputError
from kg.core.event import Loss, Participant, Place


def loss(kind, low, high=None, total=False):
    return Loss(kind, low, high or low, total, "so many", 0, 7)


GAO, KIDAL = Place("Gao", "MLI"), Place("Kidal", "MLI")


@pytest.fixture
def events(event):
    gunmen = Participant(None, "gunmen", "unnamed", None, None, "Gunmen", 0, 6)
    raid = event("ASSAULT", [gunmen], "MLI", "2020-01-05")
    bomb = event("ASSAULT", [], "", "2020-01-20")
    strike = event("ASSAULT", "FRA", "NER BFA", "2020-02-03")
    return [
        replace(raid, place=GAO, casualties=(loss("killed", 12), loss("injured", 24, 99))),
        replace(bomb, place=KIDAL, casualties=(loss("killed", 3, 5),)),
        replace(strike, casualties=(loss("killed", 200, total=True), loss("displaced", 1000))),
    ]


def test_ranges_are_added_up(events):
    table = network.casualties(events)
    assert table["period"].astype(str).tolist() == ["2020-01", "2020-02"]
    assert table["country"].tolist() == ["MLI", "BFA/NER"]
    mali, sahel = table.to_dict("records")
    assert (mali["acts"], mali["killed_low"], mali["killed_high"]) == (2, 15, 17)
    assert (mali["injured_low"], mali["injured_high"], mali["missing_low"]) == (24, 99, 0)
    assert (sahel["acts"], sahel["killed_low"], sahel["displaced_high"]) == (1, 0, 1000)
    assert network.casualties(events, totals=True)["killed_low"].tolist() == [15, 200]


def test_by_place_recipient_and_all(events):
    places = network.casualties(events, level="place")
    assert places["place"].tolist()[:2] == ["Gao", "Kidal"] and pd.isna(places["place"].iloc[2])
    struck = network.casualties(events, by="year", level="recipient")
    assert struck["country"].tolist()[:2] == ["BFA/NER", "MLI"] and struck["killed_low"].sum() == 15
    (whole,) = network.casualties(events, by="year", level="all").to_dict("records")
    assert (whole["acts"], whole["killed_high"]) == (3, 17)


def test_an_act_that_is_told_twice_counts_once(events, event):
    again = replace(event("ASSAULT", "MLI", "MLI", "2020-01-05"), casualties=(loss("killed", 14),))
    told = [*events, again]
    assert network.casualties(told, level="all")["killed_low"].tolist() == [29, 0]
    once = network.casualties(told, level="all", retells={again.id: events[0].id})
    assert (once["killed_low"].tolist(), once["killed_high"].tolist()) == ([15, 0], [19, 0])
    assert once["acts"].tolist() == [2, 1]


def test_what_has_no_day_of_its_own(event):
    price = {"casualties": (loss("killed", 1),)}
    news = replace(event("ASSAULT", "AAA", "BBB", None, published="2020-05-01"), **price)
    recalled = replace(event("ASSAULT", "AAA", "BBB", None, published="2020-05-01", status="historical"), **price)
    coarse = replace(event("ASSAULT", "AAA", "BBB", "2020-01-01", precision="year"), **price)
    assert network.casualties([news, recalled, coarse])["period"].astype(str).tolist() == ["2020-05"]
    assert network.casualties([news, recalled, coarse], by="year")["killed_low"].tolist() == [2]


def test_acts_whoever_did_them(events, event):
    table = network.acts([*events, event("AID", "FRA", "MLI", "2020-01-07")])
    assert table[["country", "acts", "unnamed"]].values.tolist() == [["MLI", 3, 2], ["BFA/NER", 1, 0]]


def test_nothing_gives_an_empty_table_of_the_same_columns(events):
    assert list(network.casualties([]).columns) == list(network.casualties(events).columns)
    assert network.casualties([]).empty


def test_wrong_arguments(events):
    with pytest.raises(InputError, match="level is one of country, recipient, place, all"):
        network.casualties(events, level="planet")
    with pytest.raises(InputError, match="by is one of"):
        network.acts(events, by="decade")
