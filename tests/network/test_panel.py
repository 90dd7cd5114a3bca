"""Every ordered pair in every month, zeros included, with the codes of other data."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from kg import network
from kg.core.countries import countries
from kg.core.country_codes import Codes, codes_of, of_cameo
from kg.core.errors import InputError

REIGN = Path(__file__).parents[3] / "shared" / "data" / "knowledge" / "reign_leaders.csv"


@pytest.fixture
def events(event):
    return [
        event("ACCUSE", "RUS", "DEU", "2020-01-03"),
        event("ASSAULT", "RUS", "DEU", "2020-01-09"),
        event("CONSULT", "DEU XKX", "", "2020-03-01"),
        event("ASSAULT", "RUS", "DEU", "1990-05-01", status="historical", published="2020-03-01"),
    ]


def test_zeros_are_rows(events):
    frame = network.panel(events).set_index(["a", "b", "period"])
    assert len(frame) == 3 * 3  # three ordered pairs, January to March; 1990 is recalled, and no month of news
    january = frame.loc[("RUS", "DEU", "2020-01")]
    assert january[["events", "verbal_conflict", "material_conflict", "verbal_cooperation"]].tolist() == [2, 1, 1, 0]
    assert january["net"] == sum(e.type.score for e in events[:2])
    assert frame.loc[("RUS", "DEU", "2020-02")][["events", "net"]].tolist() == [0, 0]
    meeting = frame.xs("2020-03", level="period").loc[[("DEU", "XKX"), ("XKX", "DEU")], "verbal_cooperation"]
    assert meeting.tolist() == [1, 1]


def test_every_pair_of_states_where_asked(events):
    frame = network.panel(events, by="quarter", every=True)
    assert len(frame) == 6 and frame["events"].sum() == 4
    with pytest.raises(InputError):
        network.panel(events, by="decade")


def test_codes_stand_beside_iso(events, tmp_path):
    frame = network.panel(events)
    row = frame[(frame["a"] == "DEU") & (frame["b"] == "XKX")].iloc[0]
    assert row[["a_cow", "a_cow_number", "a_gw_number", "a_cameo"]].tolist() == ["GMY", 255, 260, "DEU"]
    assert row[["b_cow", "b_cow_number", "b_gw_number", "b_cameo"]].tolist() == ["KOS", 347, 347, "KSV"]
    assert {str(frame[c].dtype) for c in frame if c.endswith("_number")} == {"Int64"}
    pytest.importorskip("pyarrow")
    frame.to_parquet(tmp_path / "panel.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "panel.parquet"), frame)
    empty = network.panel([])
    assert list(empty.columns) == list(frame.columns) and empty.empty


def test_codes_are_of_known_countries_and_unlike():
    codes = {iso3: codes_of(iso3) for iso3 in countries() if codes_of(iso3) != Codes()}
    assert len(codes) > 200 and codes["YEM"] == Codes("YEM", 679, 678, "YEM") and codes_of(None) == Codes()
    assert of_cameo("TMP") == "TLS" and of_cameo("nobody") is None
    gone = {"CSK", "DDR", "SCG", "SUN", "YUG"}
    for name in ("cow", "cow_number", "gw_number", "cameo"):
        told = [getattr(c, name) for iso3, c in codes.items() if iso3 not in gone and getattr(c, name) is not None]
        assert len(told) == len(set(told)), name


@pytest.mark.skipif(not REIGN.exists(), reason="the table of leaders is not at hand")
def test_cow_codes_are_those_of_reign():
    with REIGN.open(encoding="utf-8", errors="replace", newline="") as file:
        told = {(row["stateabb"], int(row["ccode"])) for row in csv.DictReader(file)}
    ours = {(c.cow, c.cow_number) for c in map(codes_of, countries()) if c.cow is not None}
    assert ours - told <= {("TAW", 713)}, "Taiwan is the one state that REIGN has no leaders of"
    assert {letters for letters, _ in told - ours} <= {"GFR", "GMY", "RVN", "YAR", "YPR"}, "states that are gone"
