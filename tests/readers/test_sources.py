from __future__ import annotations

from pathlib import Path

import pytest

from kg.core.errors import InputError, StoreError
from kg.readers import sniff
from kg.readers.sources import find
from kg.store import open_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "2023/09/c.html", "2023/d.jsonl.gz", "picture.jpg", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def test_a_folder_gives_its_articles_in_order_and_names_them_by_their_path(folder: Path) -> None:
    assert [f.name for f in find(str(folder))] == ["2023/09/c", "2023/d", "a", "b"]


def test_a_file_is_read_whatever_its_ending(folder: Path) -> None:
    assert [f.name for f in find(str(folder / "picture.jpg"))] == ["picture.jpg"]
    assert [f.name for f in find(str(folder / "2023/d.jsonl.gz"))] == ["d"]


def test_a_glob(folder: Path) -> None:
    assert [f.name for f in find(f"{folder}/*.txt")] == ["a", "b"]
    assert [f.name for f in find(f"{folder}/**/*.html")] == ["2023/09/c"]
    assert [f.name for f in find(f"{folder}/202*")] == ["2023/09/c", "2023/d"]


def test_a_name_with_brackets_is_a_file_before_it_is_a_glob(tmp_path: Path) -> None:
    (tmp_path / "talks [1].txt").write_text("x")
    assert [f.name for f in find(str(tmp_path / "talks [1].txt"))] == ["talks [1]"]


@pytest.mark.parametrize("name", ["nothing.txt", "no/such/folder", "*.nothing", "a\0b", "x" * 5000])
def test_nothing_there_is_told_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"no such file|no file fits"):
        find(str(tmp_path / name))


def test_an_empty_name_is_not_the_folder_one_is_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(InputError, match="is empty"):
        find("")
    with pytest.raises(StoreError, match="is empty"):
        open_store("", writable=True)
    assert len(find(".")) > 1


def test_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "picture.jpg").write_text("x")
    with pytest.raises(InputError, match=r"no articles in this folder.*\.txt"):
        find(str(tmp_path))


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b'{"id": "1", "text": "x"}\n{"id": "2", "text": "y"}', "a.txt", "jsonl"),
        (b'{"id": "1", "text": "x"}', "", "jsonl"),
        (b'{"id": "1", "text": "x"}', "a.json", "json"),
        (b'{\n  "id": "1",\n  "text": "x"\n}', "", "json"),
        (b'[{"id": "1"}]', "a.json", "json"),
        (b'\xef\xbb\xbf{"id": "1"}', "", "jsonl"),
        (b'{"id": "1", "te', "a.jsonl", "jsonl"),
        (b"{broken", "a.jsonl", "jsonl"),
        (b"<!DOCTYPE html>\n<html>", "a.txt", "html"),
        (b"<?xml version='1.0'?><html>", "", "html"),
        (b"<!-- saved --><html lang=en>", "", "html"),
        (b"id,text,date\n1,x,2023-01-01", "", "csv"),
        (b"id\ttext\n1\tx", "", "tsv"),
        (b"id;body\n1;x", "a.csv", "csv"),
        (b"PAR1....", "a.bin", "parquet"),
        (b"Iran, Iraq and Syria met.", "", "text"),
        (b"Iran, text and Syria met.", "a.txt", "text"),
        (b"[Update] Iran met Iraq.", "a.txt", "text"),
        (b"{Iran} met Iraq.", "a.txt", "text"),
        ("Iran met Iraq".encode("utf-16"), "", "text"),
        ('{"text": "Iran"}'.encode("utf-16"), "", "jsonl"),
        (b"", "", "text"),
    ],
)
def test_the_kind_is_told_by_content_then_by_name(head: bytes, name: str, kind: str) -> None:
    assert sniff(head, name).name == kind
