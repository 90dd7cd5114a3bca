"""The page on knowledge says what is so: its examples run, its tables exist, its figures are near the truth."""

from __future__ import annotations

import datetime as dt
import doctest
import importlib
import re
from pathlib import Path

import pytest

from kg.entities.knowledge import DATA, Knowledge
from kg.entities.tables import COLUMNS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "knowledge.md"


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text("utf-8")


def test_examples_run(page: str) -> None:
    found = doctest.DocTestParser().get_doctest(page, {}, "knowledge.md", str(PAGE), 0)
    assert found.examples
    result = doctest.DocTestRunner(verbose=False).run(found)
    assert result.failed == 0


def test_every_table_is_named_and_every_named_table_is_there(page: str) -> None:
    shipped = {p.name for p in DATA.iterdir() if p.suffix in (".tsv", ".yaml")}
    assert set(re.findall(r"`([a-z_]+\.(?:tsv|yaml))`", page)) == shipped


def test_own_table_of_the_page_loads(page: str, tmp_path: Path) -> None:
    table = re.search(r"    (name\tkind\taliases.*?)\n\n", page, re.S)
    assert table
    (tmp_path / "mine.tsv").write_text(re.sub(r"(?m)^    ", "", table.group(1)) + "\n", "utf-8")
    assert Knowledge.load(tmp_path / "mine.tsv").lookup("Pérez")[0].id == "juana-perez"


def test_own_lists_of_the_page_load(page: str, tmp_path: Path) -> None:
    lists = re.search(r"(    entities:\n.*?)\n\n", page, re.S)
    assert lists
    (tmp_path / "mine.yaml").write_text(re.sub(r"(?m)^    ", "", lists.group(1)) + "\n", "utf-8")
    holder = Knowledge.load(tmp_path / "mine.yaml").office_holder("abu-sayyaf", "leader", dt.date(2031, 5, 1))
    assert holder is not None and holder.id == "abu-example"


def test_columns_of_the_page_are_those_of_the_reader(page: str) -> None:
    for columns in ("person office role of start end", "organisation members", "phrase office sector"):
        assert f"`{columns}`" in page
        assert any(set(columns.split()) <= set(known) for known in COLUMNS.values())


def test_every_table_is_counted_as_it_is(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PAGE.parents[1] / "tools"))
    counts = importlib.import_module("counts")
    assert page == counts.fill(page), "run: python tools/counts.py"
    lines = re.findall(r"^\| (`[^|]*) \| [^|]* \| ([^|]*\d[^|]*) \|$", counts.fill(page), re.M)
    counted = {table for tables, _ in lines for table in re.findall(r"`([\w.]+)`", tables)}
    assert {p.name for p in DATA.iterdir() if p.is_file()} == counted
