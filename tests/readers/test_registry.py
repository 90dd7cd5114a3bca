"""Readers of other people: registered in the process, or offered by a package."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from pkgutil import iter_modules
from types import SimpleNamespace

import pytest

from kg.core.errors import InputError, KgError
from kg.readers import Format, Head, Input, Record, Sure, base, find, names, read, register, sniff


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Format]:
    monkeypatch.setattr(base, "_REGISTRY", dict(base._REGISTRY))

    def records(file: Input) -> Iterator[Record | InputError]:
        for number, line in file.lines():
            yield line if isinstance(line, InputError) else Record({"text": line}, file.where, number)

    def looks(head: Head) -> Sure:
        return Sure.YES if head.text.startswith("#wire") else Sure.NO

    yield register(Format("wire", records, (".wire",), looks, ("text/x-wire",)))
    monkeypatch.undo()
    base.formats.cache_clear()


def test_every_format_says_what_it_is() -> None:
    assert {"text", "html", "jsonl", "json", "csv", "tsv", "parquet", "feed", "warc", "nexis", "sgml"} <= set(names())
    for name in names():
        format = find(name)
        assert format.name == name and callable(format.read)
        assert format.suffixes or format.looks
        assert all(s.startswith(".") and s == s.lower() for s in format.suffixes)
    suffixes = [s for name in names() for s in find(name).suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_a_format_of_ones_own_is_told_by_name_and_content(mine: Format, tmp_path: Path) -> None:
    (tmp_path / "a.wire").write_text("Iran met Iraq.\nKuwait met Oman.\n")
    (tmp_path / "b.txt").write_text("#wire Chad met Niger.")
    assert [a.text.strip() for a in read(tmp_path)] == ["Iran met Iraq.", "Kuwait met Oman.", "#wire Chad met Niger."]
    assert sniff(b"#wire", "") is mine


def test_a_module_of_the_package_is_found_by_being_there(mine: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    del base._REGISTRY["wire"]
    base.formats.cache_clear()
    assert "wire" not in names()

    def import_module(name: str) -> None:
        if name == "kg.readers.wire":
            base._REGISTRY["wire"] = mine

    monkeypatch.setattr(base, "import_module", import_module)
    monkeypatch.setattr(base, "iter_modules", lambda path: [*iter_modules(path), SimpleNamespace(name="wire")])
    base.formats.cache_clear()
    assert "wire" in names() and sniff(b"#wire", "") is mine


def test_a_package_offers_a_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mine: Format) -> None:
    point = EntryPoint("wire", "nobody.knows:reader", "kg.readers")
    monkeypatch.setattr(base, "entry_points", lambda group: [point])
    base.formats.cache_clear()
    with pytest.raises(KgError, match=r"the reader 'wire' of nobody.knows:reader cannot be loaded"):
        names()
    monkeypatch.setattr(base, "entry_points", lambda group: [EntryPoint("wire", "os:path", "kg.readers")])
    base.formats.cache_clear()
    with pytest.raises(KgError, match=r"must be a kg\.readers\.Format"):
        names()


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(KgError, match=r"no reader 'gopher'; there are: csv, docx"):
        find("gopher")
