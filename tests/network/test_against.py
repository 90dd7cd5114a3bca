"""A graph beside tables in the columns of GDELT, ICEWS and POLECAT; their rows are made up."""

from __future__ import annotations

import gzip
import zipfile

import pandas as pd
import pytest

from kg import network
from kg.core.errors import InputError
from kg.exporting.cameo import write_gdelt, write_icews
from kg.exporting.polecat import write_polecat
from kg.network.other_data import read_other

NARROW = ["GLOBALEVENTID", "SQLDATE", "Actor1CountryCode", "Actor2CountryCode", "EventRootCode", "QuadClass"]


@pytest.fixture
def events(event):
    return [
        event("ASSAULT", "RUS", "UKR", "2020-01-03"),
        event("ACCUSE", "UKR", "RUS", "2020-01-09"),
        event("AID", "USA", "UKR", "2020-02-01"),
        event("CONSULT", "USA CHN", "", "2020-02-11"),
        event("ASSAULT", "RUS", "XKX", "2020-03-01"),
    ]


def gdelt(rows, width=61):
    """Lines as GDELT has them, without names of columns."""
    lines = []
    for number, (day, one, other, root) in enumerate(rows):
        cells = [""] * width
        cells[0], cells[1], cells[6] = str(900 + number), day, 'THE "QUOTED'
        cells[7], cells[17], cells[28], cells[29] = one, other, root, "9"
        lines.append("\t".join(cells) + "\n")
    return "".join(lines)


ROWS = [
    ("20200105", "RUS", "UKR", "19"),
    ("20200106", "RUS", "UKR", "01"),  # a statement: no type of PLOVER
    ("20200107", "RUS", "RUS", "19"),
    ("20200208", "USA", "CHN", "11"),
    ("20200209", "KSV", "ROM", "04"),
    ("20200302", "RUS", "KSV", "18"),
    ("20200401", "RUS", "UKR", "19"),  # after the last article
]


@pytest.mark.parametrize("width", [57, 58, 61])
def test_gdelt_without_names_of_columns(width, tmp_path):
    (tmp_path / "x.export.CSV").write_text(gdelt(ROWS, width))
    name, table = read_other(tmp_path / "x.export.CSV")
    assert name == "GDELT" and len(table) == 5
    assert table.iloc[0].tolist() == ["RUS", "UKR", pd.Timestamp("2020-01-05"), "conflict"]
    assert table.iloc[2][["a", "b", "side"]].tolist() == ["XKX", "ROU", "cooperation"]


def test_gdelt_as_a_table_with_names_zipped_or_not(tmp_path):
    lines = [",".join(NARROW), *(f"{n},{d},{a},{b},{int(r)},1" for n, (d, a, b, r) in enumerate(ROWS))]
    text = "\n".join(lines)
    (tmp_path / "x.csv").write_text(text)
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(text.encode()))
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("x.csv", text)
    tables = [read_other(tmp_path / name)[1] for name in ("x.csv", "x.csv.gz", "x.zip")]
    assert len(tables[0]) == 5
    for table in tables[1:]:
        pd.testing.assert_frame_equal(table, tables[0])


def test_icews(tmp_path):
    header = "Event ID\tEvent Date\tSource Name\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Country"
    rows = [
        ("2020-01-05", "Russian Federation", "190", "Ukraine"),
        ("2020-01-06", "United States", "43", "South Korea"),  # 043, its nought lost
        ("2020-01-06", "United States", "010", "Ukraine"),
        ("2020-01-07", "Occupied Palestinian Territory", "1122", "Israel"),
        ("2020-01-07", "", "190", "Israel"),
    ]
    lines = [header, *(f"1\t{day}\tX\t{a}\tdid\t{code}\t-1.0\t{b}" for day, a, code, b in rows)]
    (tmp_path / "events.tab").write_text("\n".join(lines))
    name, table = read_other(tmp_path / "events.tab")
    assert name == "ICEWS"
    assert table[["a", "b", "side"]].values.tolist() == [
        ["RUS", "UKR", "conflict"], ["USA", "KOR", "cooperation"], ["PSE", "ISR", "conflict"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "write"), [("POLECAT", write_polecat), ("ICEWS", write_icews), ("GDELT", write_gdelt)]
)
def test_what_we_export_in_their_columns_differs_in_nothing(layout, write, events, tmp_path):
    class Graph:
        store = None

        def events(self):
            return iter(events)

    with (tmp_path / "theirs.txt").open("wb") as file:
        write(Graph(), file)
    name, table = read_other(tmp_path / "theirs.txt")
    assert name == layout and len(table) == len(events)
    frame = network.against(events, tmp_path / "theirs.txt")
    assert len(frame) == 4 and set(frame["differs"]) == {""}
    assert frame["conflict_here"].tolist() == frame["conflict_there"].tolist()
    pd.testing.assert_series_equal(frame["balance_here"], frame["balance_there"], check_names=False)


def test_codes_of_countries_in_polecat(tmp_path):
    header = "Event ID\tEvent Date\tEvent Type\tActor Country\tRecipient Country"
    (tmp_path / "x.txt").write_text(f"{header}\n1\t2020-01-05\tAID\tUSA; DEU\tUKR\n2\t2020-01-05\tAID\tNone\tUKR\n")
    assert read_other(tmp_path / "x.txt")[1][["a", "b"]].values.tolist() == [["USA", "UKR"], ["DEU", "UKR"]]


def test_where_they_differ(events, tmp_path):
    (tmp_path / "x.CSV").write_text(gdelt(ROWS))
    frame = network.against(events, tmp_path / "x.CSV")
    told = frame[["a", "b", "period", "differs"]].values.tolist()
    assert told == [
        ["CHN", "USA", "2020-02", "other tone"],
        ["ROU", "XKX", "2020-02", "only there"],
        ["UKR", "USA", "2020-02", "only here"],
        ["RUS", "UKR", "2020-01", ""],
        ["RUS", "XKX", "2020-03", ""],
    ]
    war = frame.iloc[3]
    assert (war["conflict_here"], war["conflict_there"], war["cooperation_there"]) == (2, 1, 0)
    assert war["sentence"] == events[0].evidence.sentence and war["event"] == events[0].id
    assert frame["sentence"].isna().tolist() == [False, True, False, False, False]
    assert str(frame["start"].dtype) == "datetime64[ms]"


def test_of_two_and_of_no_common_time(events, tmp_path):
    (tmp_path / "x.CSV").write_text(gdelt(ROWS))
    only = network.against(events, tmp_path / "x.CSV", between=("UKR", "RUS"), by="year")
    assert only[["period", "conflict_here", "conflict_there"]].values.tolist() == [["2020", 2, 2]]
    (tmp_path / "old.CSV").write_text(gdelt([("19900105", "RUS", "UKR", "19")]))
    empty = network.against(events, tmp_path / "old.CSV")
    assert empty.empty and list(empty.columns) == list(only.columns)
    assert network.against([], tmp_path / "x.CSV").empty


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "1\t2\t3\n"])
def test_files_that_are_none_of_them(events, text, tmp_path):
    (tmp_path / "x.csv").write_text(text)
    with pytest.raises(InputError, match=r"x\.csv"):
        network.against(events, tmp_path / "x.csv")
    with pytest.raises(InputError, match=r"none\.csv"):
        network.against(events, tmp_path / "none.csv")
