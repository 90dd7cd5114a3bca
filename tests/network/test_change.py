from __future__ import annotations

import datetime as dt
import math

import pytest

import kg
from kg import network
from kg.core.errors import InputError
from kg.network.change import span


@pytest.fixture
def events(event):
    found = [event("CONSULT", "AAA BBB", day="2020-03-01")]
    found += [event("ASSAULT", "AAA", "BBB", f"2021-0{m}-01") for m in range(1, 8)]
    found += [event("AID", "CCC", "DDD", f"{year}-06-01") for year in (2020, 2021)]
    return [*found, event("AID", "AAA", "BBB", "2021-01-01", precision="year")]


def test_by_hand(events):
    frame = network.change(events, "2020", "2021")
    assert frame["id"].tolist() == ["AAA/BBB", "CCC/DDD"]
    row = frame.iloc[0]
    assert (row["events_before"], row["events_after"]) == (1, 8)
    months = 366 / (365.25 / 12), 365 / (365.25 / 12)
    assert row["rate_before"] == pytest.approx(1 / months[0])
    assert row["rate_after"] == pytest.approx(8 / months[1])
    ratio = (8.5 / months[1]) / (1.5 / months[0])
    assert row["ratio"] == pytest.approx(ratio)
    assert row["z"] == pytest.approx(math.log(ratio) / math.sqrt(1 / 8.5 + 1 / 1.5))
    assert row["mean_before"] == 1.0
    assert row["mean_after"] == (7 * -9 + 7) / 8
    assert row["shift"] == row["mean_after"] - 1.0
    assert abs(frame.iloc[1]["z"]) < 0.01


def test_a_years_event_belongs_to_a_year_only(events):
    frame = network.change(events, ("2020-07", "2020-12"), ("2021-01", "2021-03")).set_index("id")
    assert frame.loc["AAA/BBB", "events_after"] == 4  # from the first of January, so the year's aid counts
    assert network.change(events, "2020-12", "2021-02").set_index("id").loc["AAA/BBB", "events_after"] == 1


def test_actors_and_types(events):
    actors = network.change(events, "2020", "2021", of="actor").set_index("id")
    assert actors.loc["AAA", ["events_before", "events_after"]].tolist() == [1, 8]
    types = network.change(events, "2020", "2021", of="type").set_index("id")
    assert types.loc["ASSAULT", ["name", "events_before", "events_after"]].tolist() == ["attacks", 0, 7]
    assert math.isnan(types.loc["ASSAULT", "mean_before"])


def test_periods():
    assert span("2020") == (dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    assert span(dt.date(2020, 2, 3)) == (dt.date(2020, 2, 3), dt.date(2020, 2, 3))
    for wrong in (("2021", "2020"), ("2020",), "soon"):
        with pytest.raises(InputError):
            span(wrong)


def test_wrong_of(events):
    with pytest.raises(InputError, match="of is one of"):
        network.change(events, "2020", "2021", of="mood")
    assert network.change(events, "1990", "1991").empty


def test_of_a_graph():
    graph = kg.build(
        [
            {"id": "a", "text": "Iran and Iraq signed a security agreement.", "date": "2022-03-19"},
            {"id": "b", "text": "Iran attacked Iraq.", "date": "2023-03-19"},
        ]
    )
    (row,) = graph.compare("2022", "2023").to_dict("records")
    assert (row["name"], row["events_before"], row["events_after"]) == ("Iran – Iraq", 1, 1)
    assert row["shift"] < -10
