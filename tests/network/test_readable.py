"""Tables with periods are read by DuckDB, polars and Parquet, as text and as days."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from kg import network

TABLES = {
    "timeline": network.timeline,
    "balance": network.balance,
    "escalation": network.escalation,
    "casualties": network.casualties,
    "acts": network.acts,
    "structural_balance": lambda events: network.structural_balance(events, by="month", least=1),
}


@pytest.fixture
def events(event):
    return [
        event("ASSAULT", "AAA", "BBB", "2020-01-09"),
        event("ASSAULT", "CCC", "BBB", "2020-02-09"),
        event("AID", "AAA", "BBB", "2020-03-01"),
    ]


@pytest.mark.parametrize("name", TABLES)
def test_a_period_is_text_with_its_days_beside(name, events):
    for some in (events, []):
        frame = TABLES[name](some)
        assert pd.api.types.is_string_dtype(frame["period"])
        assert list(frame.columns)[list(frame.columns).index("period") :][:3] == ["period", "start", "end"]
        assert {str(frame[day].dtype) for day in ("start", "end")} == {"datetime64[ms]"}


@pytest.mark.parametrize("name", ["timeline", "balance"])
def test_months_in_duckdb_and_parquet(name, events, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    frame = TABLES[name](events)
    frame.to_parquet(tmp_path / "table.parquet")
    asked = 'SELECT max(period), max(start)::DATE, max("end")::DATE, sum(events)::INT FROM {}'
    told = ("2020-03", dt.date(2020, 3, 1), dt.date(2020, 3, 31), 3)
    assert duckdb.sql(asked.format("frame")).fetchall() == [told]
    assert duckdb.sql(asked.format(f"'{tmp_path}/table.parquet'")).fetchall() == [told]
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "table.parquet"), frame)


def test_months_in_polars(events):
    polars = pytest.importorskip("polars")
    table = polars.from_pandas(network.timeline(events))
    assert table["period"].to_list() == ["2020-01", "2020-02", "2020-03"]
    assert table["start"].dt.date().to_list()[0] == dt.date(2020, 1, 1)


def test_weeks_quarters_and_years(events):
    quarter = network.timeline(events, by="quarter").iloc[0]
    assert (quarter["period"], str(quarter["start"].date()), str(quarter["end"].date())) == (
        "2020Q1", "2020-01-01", "2020-03-31",
    )  # fmt: skip
    assert network.timeline(events, by="year")["period"].tolist() == ["2020"]
    week = network.timeline(events, by="week").iloc[0]
    assert (week["end"] - week["start"]).days == 6
