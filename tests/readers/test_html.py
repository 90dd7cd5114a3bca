from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from kg.core.errors import InputError
from kg.readers import read

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Iran and Iraq sign treaty | Example Times</title>
<meta property="og:site_name" content="Example Times"><meta property="og:title" content="Iran and Iraq sign treaty">
<meta property="og:url" content="https://example.org/treaty">
<meta property="article:published_time" content="2023-03-20T10:00:00Z">
<link rel="canonical" href="https://example.org/treaty"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a> Israel attacked Syria</nav>
<article><h1>Iran and Iraq sign treaty</h1>
<p>Iran and Iraq signed a security agreement in Baghdad on Sunday, the office of the Iraqi prime minister said.</p>
<p>Under the agreement, Iraq will disarm Kurdish rebels on its territory and move them from the border with Iran.</p>
<p>Iranian officials had threatened to send troops into northern Iraq unless the groups were expelled from there.</p>
<p>Subscribe to our newsletter</p>
</article>
<aside>Read more: Turkey bombs Kurdish positions</aside>
<section class="comments"><p>Great article, Putin should attack Finland!</p></section>
<footer>© Example Times. All rights reserved.</footer>
<script>document.write("France declares war")</script></body></html>"""


def test_a_page_gives_its_article_and_particulars(tmp_path: Path) -> None:
    (tmp_path / "treaty.html").write_text(PAGE)
    [article] = read(tmp_path)
    assert (article.id, article.title, article.source) == ("treaty", "Iran and Iraq sign treaty", "Example Times")
    assert (article.date, article.url) == (dt.date(2023, 3, 20), "https://example.org/treaty")
    assert "Iran and Iraq signed a security agreement in Baghdad" in article.text
    for foreign in ("Syria", "Turkey", "Finland", "France", "Subscribe", "rights reserved"):
        assert foreign not in article.text


def test_paragraphs_are_set_apart(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    assert "said.\n\nUnder the agreement" in next(read(tmp_path)).text


def test_a_page_in_another_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "windows-1252").replace("Kurdish rebels", "“Kurdish” rebels")
    (tmp_path / "a.html").write_bytes(page.encode("cp1252"))
    assert "“Kurdish” rebels" in next(read(tmp_path)).text


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><p>x</p></body></html>",
        "<html><script>alert(1)</script></html>",
        "<html>" + "<div>" * 50_000,
        "<html>" + "<b><i>" * 20_000 + "x",
        "<html><body>" + "<table><tr><td>" * 5_000,
        "<html><!--" + "-" * 100_000,
        "<html>\x00\x01<body><p>" + "\x00" * 100,
    ],
)
def test_empty_and_hostile_pages_are_faults(tmp_path: Path, page: str) -> None:
    (tmp_path / "bad.html").write_text(page)
    (tmp_path / "good.html").write_text(PAGE)
    errors: list[InputError] = []
    start = time.process_time()
    assert [a.id for a in read(tmp_path, on_error=errors.append)] == ["good"]
    assert len(errors) == 1 and "bad.html: " in str(errors[0])
    assert time.process_time() - start < 20


def test_entities_of_a_page_are_not_expanded(tmp_path: Path) -> None:
    entities = "".join(f"<!ENTITY e{i + 1} '{f'&e{i};' * 10}'>" for i in range(9))
    bomb = f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY e0 'boom'>{entities}]>"
    (tmp_path / "a.html").write_text(bomb + PAGE.replace("in Baghdad", "in &e9; Baghdad"))
    [article] = read(tmp_path)
    assert "boom" not in article.text.split("Iran")[1]
    assert len(article.text) < 2 * len(PAGE)


def test_forty_real_pages(data: Path) -> None:
    articles = list(read(data / "articles" / "html"))
    assert len(articles) == 40
    assert all(a.date and a.title and a.source and a.url for a in articles)
