"""Feeds, web archives and zstd: what they give, and what damage and bombs do."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
from pathlib import Path
from random import Random

import pytest

from kg.core.errors import InputError
from kg.readers import Limits, read, sniff

TEXT = "Iran and Iraq signed a security agreement on Sunday."
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Example Times</title>
<item><guid>e1</guid><title>A &lt;b&gt;treaty&lt;/b&gt;</title><link>https://example.org/1</link>
<pubDate>Mon, 20 Mar 2023 23:30:00 -0400</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Iran &amp; Iraq signed an agreement.</p>
<script>steal()</script><p>Both <i>sides</i> met.</p>]]>
</content:encoded></item>
<item><guid>e2</guid><description></description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>urn:1</id><title>T</title>
<updated>2023-03-19T10:00:00Z</updated><summary
type="html">&lt;p&gt;Iran met Iraq in Baghdad.&lt;/p&gt;</summary></entry></feed>"""
PAGE = "<html><head><title>A treaty</title></head><body><article><h1>A treaty</h1>" + f"<p>{TEXT}</p>" * 6


def reading(source: object, **options: object) -> tuple[list, list[str]]:
    errors: list[InputError] = []
    return list(read(source, on_error=errors.append, **options)), [str(e) for e in errors]  # type: ignore[arg-type]


@pytest.fixture
def feeds() -> None:
    pytest.importorskip("feedparser", reason="feedparser is not installed")


def test_an_entry_of_a_feed_is_an_article(feeds: None, tmp_path: Path) -> None:
    (tmp_path / "news.rss").write_text(RSS)
    [article], [fault] = reading(tmp_path)
    assert (article.id, article.title, article.source) == ("e1", "A treaty", "Example Times")
    assert article.text == "Iran & Iraq signed an agreement.\n\nBoth sides met."
    assert (article.date, article.url) == (dt.date(2023, 3, 20), "https://example.org/1")  # the publisher's day
    assert "carries no text" in fault and fault.startswith(f"{tmp_path / 'news.rss'}:2:")


def test_atom_is_told_by_its_content(feeds: None, tmp_path: Path) -> None:
    (tmp_path / "unnamed").write_text(ATOM)
    [article], faults = reading(tmp_path / "unnamed")
    assert (article.id, article.text, article.date) == ("urn:1", "Iran met Iraq in Baghdad.", dt.date(2023, 3, 19))
    assert not faults


def test_a_feed_reads_no_file_and_expands_no_bomb(feeds: None, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the launch code")
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    for declared in (f'<!ENTITY a11 SYSTEM "file://{tmp_path}/secret">', f'<!ENTITY a0 "ha">{laughs}'):
        (tmp_path / "f.rss").write_text(
            f"<?xml version='1.0'?><!DOCTYPE rss [{declared}]><rss version='2.0'><channel><title>t</title>"
            f"<item><guid>x</guid><description>Iran met Iraq. &a11;</description></item></channel></rss>"
        )
        articles, faults = reading(tmp_path / "f.rss")
        assert len(articles) + len(faults) >= 1
        assert all("launch code" not in a.text and len(a.text) < 1000 for a in articles)


@pytest.mark.parametrize("data", ["<rss>", "<feed xmlns='x'>", "<rss><channel><item>"])
def test_a_broken_feed_is_one_clear_fault_or_nothing(feeds: None, tmp_path: Path, data: str) -> None:
    (tmp_path / "f.rss").write_text(data)
    articles, faults = reading(tmp_path / "f.rss")
    assert not articles and len(faults) <= 1


def archive(*pages: tuple[str, str, bytes]) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for address, status, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
        )
    return out.getvalue()


def test_a_page_of_an_archive_is_an_article(tmp_path: Path) -> None:
    pytest.importorskip("warcio", reason="warcio is not installed")
    pages = [("https://example.org/a", "200 OK"), ("https://example.org/b", "404 Not Found")]
    (tmp_path / "crawl.warc.gz").write_bytes(archive(*((a, s, PAGE.encode()) for a, s in pages)))
    [article], faults = reading(tmp_path)
    assert article.id == article.url == "https://example.org/a" and TEXT in article.text and not faults


def test_an_archive_that_ends_too_soon_is_told(tmp_path: Path) -> None:
    pytest.importorskip("warcio", reason="warcio is not installed")
    whole = archive(
        ("https://example.org/a", "200 OK", PAGE.encode()), ("https://example.org/b", "200 OK", PAGE.encode())
    )
    (tmp_path / "crawl.warc.gz").write_bytes(whole[:-40])
    articles, faults = reading(tmp_path)
    assert len(articles) < 2 and "damaged" in faults[-1]


def test_a_page_too_large_is_left_out(tmp_path: Path) -> None:
    pytest.importorskip("warcio", reason="warcio is not installed")
    large = archive(("https://example.org/a", "200 OK", PAGE.encode() + b" " * 100_000))
    (tmp_path / "crawl.warc").write_bytes(large)
    articles, [fault] = reading(tmp_path, limits=Limits(file=50_000))
    assert not articles and "larger than the limit" in fault


def test_zstd(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard", reason="zstandard is not installed")
    lines = "".join(json.dumps({"id": f"a{i}", "text": TEXT}) + "\n" for i in range(3)).encode()
    packed = zstandard.compress(lines[:60]) + zstandard.compress(lines[60:])  # two frames, as parallel packers write
    (tmp_path / "a.jsonl.zst").write_bytes(packed)
    articles, faults = reading(tmp_path)
    assert [a.id for a in articles] == ["a0", "a1", "a2"] and not faults


def test_damaged_zstd_is_a_clear_fault(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard", reason="zstandard is not installed")
    packed = bytearray(zstandard.ZstdCompressor(write_checksum=True).compress(TEXT.encode() * 99))
    packed[len(packed) // 2] ^= 0xFF
    (tmp_path / "a.txt.zst").write_bytes(bytes(packed))
    articles, [fault] = reading(tmp_path)
    assert not articles and "damaged" in fault


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_zstd_that_ends_too_soon_is_told(tmp_path: Path, part: float) -> None:
    zstandard = pytest.importorskip("zstandard", reason="zstandard is not installed")
    random = Random(1)  # so that there are many blocks, and an end at the end of one
    texts = ["".join(random.choices("abcdefgh ", k=900)) for _ in range(900)]
    packed = zstandard.compress("".join(json.dumps({"id": t[:9], "text": t}) + "\n" for t in texts).encode())
    (tmp_path / "a.jsonl.zst").write_bytes(packed[: int(len(packed) * part)])
    articles, faults = reading(tmp_path)
    assert len(articles) < 900 and "ends in the middle" in faults[-1]


def test_an_archive_writes_nothing_to_the_terminal(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("warcio", reason="warcio is not installed")
    address = b"https://example.org/a"
    data = archive((address.decode(), "200 OK", PAGE.encode()))
    hostile = gzip.decompress(data).replace(address, b"https://example.org/\x1b[31m a")
    (tmp_path / "crawl.warc").write_bytes(hostile)
    reading(tmp_path)
    assert not caplog.records  # which go to the terminal where no logging is set up


def test_a_zstd_bomb_is_refused(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard", reason="zstandard is not installed")
    (tmp_path / "a.txt.zst").write_bytes(zstandard.compress(b" " * 40_000_000))
    articles, [fault] = reading(tmp_path)
    assert not articles and "larger than the limit" in fault


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"WARC/1.0\r\n", "warc"), (RSS.encode(), "feed"), (ATOM.encode(), "feed"), (b"<p>Rss", "html")],
)
def test_kinds(head: bytes, kind: str) -> None:
    assert sniff(head).name == kind


def warc(*records: tuple[str, str, bytes], first: str = "response") -> bytes:
    """An archive of records: kind, content type, body."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    for number, (kind, content, body) in enumerate(records):
        http = (
            StatusAndHeaders("200 OK", [("Content-Type", content)], protocol="HTTP/1.0") if kind == "response" else None
        )
        writer.write_record(
            writer.create_warc_record(
                f"https://example.org/{number}", kind, payload=io.BytesIO(body), http_headers=http,
                warc_content_type=content,
            )
        )  # fmt: skip
    return out.getvalue()


_WORDS = "".join(
    f"<p>President Erdoğan met Davutoğlu in Ankara; report {i} was given to the agency.</p>" for i in range(6)
)
_TURKISH = f"<html><body><article><h1>Talks in Ankara</h1>{_WORDS}</article></body></html>"


@pytest.mark.parametrize(
    "records",
    [
        [("response", "image/png", b"\x89PNG\x00\x00" * 2000),
         ("response", "text/html; charset=utf-8", _TURKISH.encode())],
        [("response", "application/zip", b"PK\x03\x04\x00"), ("response", "text/html", _TURKISH.encode("utf-8"))],
        [("response", "text/html; charset=windows-1254", _TURKISH.encode("cp1254"))],
        [("response", 'text/html; charset="ISO-8859-9"', _TURKISH.encode("iso-8859-9"))],
        [("response", "application/xhtml+xml", f"<?xml version='1.0' encoding='cp1254'?>{_TURKISH}".encode("cp1254"))],
        [("resource", "text/html", _TURKISH.encode())],
        [("conversion", "text/plain", "President Erdoğan met Davutoğlu in Ankara.".encode())],
        [("response", "text/plain; charset=windows-1254",
          "President Erdoğan met Davutoğlu in Ankara.".encode("cp1254"))],
    ],
)  # fmt: skip
def test_records_of_an_archive(tmp_path: Path, records: list[tuple[str, str, bytes]]) -> None:
    pytest.importorskip("warcio", reason="warcio is not installed")
    (tmp_path / "a.warc").write_bytes(warc(*records))
    [article], told = reading(tmp_path)
    assert "President Erdoğan met Davutoğlu" in article.text and not told
    assert article.id == article.url == f"https://example.org/{len(records) - 1}"


def test_an_archive_without_pages_says_what_it_holds(tmp_path: Path) -> None:
    pytest.importorskip("warcio", reason="warcio is not installed")
    (tmp_path / "a.warc").write_bytes(warc(("response", "image/png", b"x"), ("response", "image/png", b"y")))
    articles, [told] = reading(tmp_path)
    assert not articles and told.endswith("no page in this archive (records that hold something else: 2 image/png)")


def test_a_page_that_stays_packed_is_a_fault(tmp_path: Path) -> None:
    pytest.importorskip("warcio", reason="warcio is not installed")
    (tmp_path / "a.warc").write_bytes(warc(("response", "text/html", b"\x00\x01\x02" * 500)))
    articles, [fault] = reading(tmp_path)
    assert not articles and "binary data" in fault and "a.warc:1:" in fault
