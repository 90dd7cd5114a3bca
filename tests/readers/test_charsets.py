"""Encodings: what a file says of itself, what the caller says, and what its letters say."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kg.core.errors import InputError
from kg.readers import read
from kg.readers.charsets import guess

TEXTS = {
    "iso-8859-2": "Minister Lech Wałęsa met Żelazny in Łódź on Tuesday, officials said.",
    "windows-1250": "The talks between Tomáš Špidla and Zuzana Čaputová failed, Košice’s mayor said.",
    "windows-1254": "President Erdoğan met Davutoğlu in Şanlıurfa on Monday, the agency said.",
    "windows-1251": "Foreign Minister Lavrov (Лавров) met Kuleba in Geneva on Monday.",
    "koi8-r": "The paper Известия says that Russia attacked Ukraine.",
    "cp932": "The paper 朝日新聞 (あさひしんぶん) says that North Korea fired a missile.",
    "euc-jp": "The paper 読売新聞 says that のミサイル was fired by North Korea.",
    "windows-1253": "The minister Κυριάκος Μητσοτάκης met the president of Turkey.",
    "windows-1252": "Nicaragua’s “friend” São Tomé met Côte d’Ivoire.",
    "mac-roman": "The minister’s statement, “we will not negotiate,” drew anger in Bogotá.",
}


def reading(source: object, **options: object) -> tuple[list, list[str]]:
    errors: list[InputError] = []
    return list(read(source, on_error=errors.append, **options)), [str(e) for e in errors]  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", TEXTS)
@pytest.mark.parametrize("kind", ["txt", "jsonl", "csv"])
def test_a_legacy_encoding_is_told_by_its_letters_and_said(tmp_path: Path, encoding: str, kind: str) -> None:
    text = TEXTS[encoding]
    rows = {
        "txt": text,
        "jsonl": json.dumps({"id": 1, "text": text}, ensure_ascii=False),
        "csv": 'id,text\n1,"' + text.replace('"', '""') + '"\n',
    }
    (tmp_path / f"a.{kind}").write_bytes(rows[kind].encode(encoding))
    [article], told = reading(tmp_path)
    assert article.text == text
    if encoding == "windows-1252":
        assert not told
    else:
        assert len(told) == 1 and "by its letters; --encoding says otherwise" in told[0]


def test_the_caller_goes_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Český prezident met Putin in the café on Monday.".encode("cp1250"))
    [article], told = reading(tmp_path, encoding="windows-1250")
    assert article.text.startswith("Český prezident") and not told
    (tmp_path / "a.txt").write_bytes(b"\x98 Iran met Iraq.")
    articles, [fault] = reading(tmp_path, encoding="windows-1251")
    assert not articles and "not in windows-1251, as --encoding says (byte 1)" in fault
    with pytest.raises(InputError, match="there is no encoding 'klingon'"):
        reading(tmp_path, encoding="klingon")


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0" encoding="windows-1251"?><!DOCTYPE html><html>',
        "<html><head><meta charset='windows-1251'></head>",
        '<html><head><META http-equiv="Content-Type" content="text/html; charset=windows-1251"></head>',
        "<?xml version='1.0' encoding='CP1251' ?>\n<html>",
    ],
)
def test_what_a_page_says_of_itself(tmp_path: Path, head: str) -> None:
    body = "".join(
        f"<p>The minister Лавров met Кулеба in Geneva on Monday, the agency number {i} said.</p>" for i in range(6)
    )
    (tmp_path / "a.html").write_bytes(f"{head}<body><article>{body}</article></body></html>".encode("cp1251"))
    [article], told = reading(tmp_path)
    assert "Лавров met Кулеба" in article.text and not told


def test_an_encoding_in_ascii_bytes(tmp_path: Path) -> None:
    text = "The paper 朝日新聞 says that North Korea fired a missile."
    (tmp_path / "a.txt").write_bytes(text.encode("iso2022_jp"))
    [article], _ = reading(tmp_path)
    assert article.text == text


def test_what_a_server_says() -> None:
    stream = io.BytesIO("Erdoğan met Putin in Ankara.".encode("cp1254"))
    stream.name, stream.charset = "https://example.org/a.txt", "windows-1254"  # type: ignore[attr-defined]
    [article], told = reading(stream)
    assert article.text.startswith("Erdoğan") and not told


def test_noise_is_no_text() -> None:
    assert guess(b"\x81\x8d\x8f\x90\x9d" * 20) is None
