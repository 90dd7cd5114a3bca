"""A workbook holds what the other tables hold: days as days, numbers as numbers, and no text that runs."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from making import EXTRACTION, KIM, MEETING, PUTIN, HandMade, meeting

import kg
from kg.core.errors import InputError
from kg.core.event import Participant, Period
from kg.core.plover import Basis, Precision
from kg.exporting import export, workbook
from kg.exporting.records import FIELDS, rows

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")

FORMULA = '=HYPERLINK("https://example.org/")'
EVIL = Participant("e", FORMULA, "person", None, None, FORMULA, 0, len(FORMULA))
LONG_AGO = Period(dt.date(1815, 6, 9), dt.date(1815, 6, 9), Precision.DAY, Basis.TEXT)


@pytest.fixture(scope="module")
def graph():
    old = meeting("m2", None, PUTIN, KIM)
    old = replace(old, events=(replace(old.events[0], date=LONG_AGO, id=""),))
    some = [EXTRACTION, meeting("m1", None, PUTIN, EVIL, theme="not \x01 for XML \ufffe"), old]
    return kg.build([e.article for e in some], extractor=HandMade(*some), merge=False)


def opened(graph, text=True):
    file = io.BytesIO()
    export(graph, "xlsx", file, text)
    return openpyxl.load_workbook(file)


def told(sheet):
    head, *lines = sheet.iter_rows()
    return [dict(zip([cell.value for cell in head], line, strict=True)) for line in lines]


def test_it_holds_the_rows_of_the_other_tables(graph):
    book = opened(graph)
    assert book.sheetnames == ["events", "actors"]
    found, expected = told(book["events"]), list(rows(graph.events()))
    assert [list(row) for row in found] == [list(FIELDS)] * len(expected)
    for row, want in zip(found, expected, strict=True):
        assert [row[name].value for name in ("event", "source", "relation", "score", "sentence")] == [
            want[name] for name in ("event", "source", "relation", "score", "sentence")
        ]
    assert {row["id"].value for row in told(book["actors"])} == set(graph.network().nodes)
    assert book["events"].freeze_panes == "A2" and book["events"].auto_filter.ref


def test_a_day_is_a_day_and_a_number_a_number(graph):
    (row,) = (r for r in told(opened(graph)["events"]) if r["event"].value == MEETING.id)
    assert row["start"].is_date and row["start"].value.date() == dt.date(2023, 9, 13)
    assert row["latitude"].value == 51.9 and row["contexts"].value == "military;diplomatic"
    assert row["date"].value == "2023-09-13", "no finer than it is known, so text"
    (old,) = (r for r in told(opened(graph)["events"]) if r["article"].value == "m2")
    assert old["start"].value == "1815-06-09", "Excel knows no day before 1900"


def test_no_text_runs_or_breaks_the_file(graph):
    (row,) = (r for r in told(opened(graph)["events"]) if r["article"].value == "m1")
    assert row["target"].value == FORMULA and row["target"].data_type == "s"
    assert row["theme"].value == "not  for XML "
    assert not any(cell.hyperlink for line in opened(graph)["events"].iter_rows() for cell in line)


def test_sentences_can_be_left_out(graph):
    assert {row["sentence"].value for row in told(opened(graph, text=False)["events"])} == {None}


def test_more_than_a_sheet_holds_is_refused(graph, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(InputError, match="more events than the 3 rows of a sheet"):
        opened(graph)
