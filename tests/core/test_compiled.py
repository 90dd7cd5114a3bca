"""What is made of tables is kept, and made anew when a table or the code has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.core.compiled import compiled


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Callable[[], list[str]], list[str]]:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "table.tsv").write_text("one", "utf-8")
    (tmp_path / "code.py").write_text("pass", "utf-8")
    made: list[str] = []

    def read() -> list[str]:
        made.append((tmp_path / "table.tsv").read_text("utf-8"))
        return list(made)

    return lambda: compiled("words", [tmp_path / "table.tsv"], [tmp_path], read), made


def kept(folder: Path) -> list[Path]:
    return list(folder.glob("__pycache__/words*"))


def test_it_is_made_once(make, tmp_path):
    ask, made = make
    assert ask() == ask() == ["one"] and made == ["one"] and len(kept(tmp_path)) == 1


@pytest.mark.parametrize("file", ["table.tsv", "code.py"])
def test_what_has_changed_is_made_anew(make, tmp_path, file):
    ask, made = make
    ask()
    (tmp_path / file).write_text("two", "utf-8")
    assert ask() == made and len(made) == 2 and len(kept(tmp_path)) == 1


def test_what_is_damaged_is_made_anew(make, tmp_path):
    ask, made = make
    ask()
    (place,) = kept(tmp_path)
    place.write_bytes(place.read_bytes()[:-3])
    assert ask() == ask() and made == ["one", "one"]


def test_where_nothing_may_be_written_it_is_made_each_time(make, tmp_path):
    ask, _ = make
    (tmp_path / "__pycache__").write_text("a file", "utf-8")
    assert ask() == ["one"] and ask() == ["one", "one"]


def test_nothing_is_written_where_python_is_told_to_write_no_bytecode(make, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    ask, _ = make
    assert ask() == ["one"] and not kept(tmp_path)
