"""Dates: the publisher's own day, none from the clock of the machine, none guessed without a word."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest

from kg.core.errors import InputError
from kg.readers import read
from kg.readers.dates import checked_format, parse_date

TEXT = "Russia attacked Ukrainian ports on Monday."


def reading(source: object, **options: object) -> tuple[list, list[str]]:
    errors: list[InputError] = []
    return list(read(source, on_error=errors.append, **options)), [str(e) for e in errors]  # type: ignore[arg-type]


def feed(*dates: str) -> str:
    items = "".join(
        f"<item><guid>g{i}</guid><pubDate>{date}</pubDate><description>{TEXT}</description></item>"
        for i, date in enumerate(dates)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>X</title>{items}</channel></rss>"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024/03/12 10:00", "2024-03-12"),
        ("Tue, 12 Mar 2024 10:00:00", "2024-03-12"),
        ("Wed, 13 Mar 2024 06:00:00 +0900", "2024-03-13"),
        ("Mon, 20 Mar 2023 23:30:00 -0400", "2023-03-20"),
        ("2024-03-13T00:30:00+09:00", "2024-03-13"),
        ("Tue Mar 12 10:00:00 2024", "2024-03-12"),
        ("12 Mar 24 10:00 EST", "2024-03-12"),
        ("12 March 2024", "2024-03-12"),
    ],
)
def test_a_feed_is_dated_by_its_publisher(tmp_path: Path, written: str, day: str) -> None:
    pytest.importorskip("feedparser", reason="feedparser is not installed")
    (tmp_path / "a.rss").write_text(feed(written))
    [article], told = reading(tmp_path)
    assert str(article.date) == day and not told


@pytest.mark.parametrize("written", ["Tuesday 10:00", "03/04/2024 10:00", "12 mars", "yesterday", "10:15 GMT"])
def test_a_date_of_a_feed_that_cannot_be_read_is_told(tmp_path: Path, written: str) -> None:
    pytest.importorskip("feedparser", reason="feedparser is not installed")
    (tmp_path / "a.rss").write_text(feed(written))
    [article], [told] = reading(tmp_path)
    assert article.date is None and "the entry has no date" in told and ":1:" in told


def page(head: str) -> str:
    body = "".join(f"<p>{TEXT} Officials gave report {i} on the strike after talks in Ankara.</p>" for i in range(8))
    top = f"<html><head>{head}<title>Ports hit</title></head>"
    return f"{top}<body><article><h1>Ports hit</h1>{body}</article></body></html>"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("<meta name='date' content='03/04/2024'>", None),
        ("<meta name='pubdate' content='5.6.2023'>", None),
        ("<meta property='article:published_time' content='07/08/2022'>", None),
        ("<meta name='date' content='25/12/2023'>", "2023-12-25"),
        ("<meta name='date' content='05/05/2023'>", "2023-05-05"),
        (
            "<meta property='article:published_time' content='2024-04-03'><meta name='x' content='03/04/2024'>",
            "2024-04-03",
        ),
    ],
)
def test_a_page_is_not_dated_by_a_guess(tmp_path: Path, head: str, day: str | None) -> None:
    (tmp_path / "a.html").write_text(page(head))
    [article], told = reading(tmp_path)
    assert article.date == (day and dt.date.fromisoformat(day))
    assert len(told) == (day is None) and all("can be read two ways" in t for t in told)


@pytest.mark.parametrize(("form", "day"), [("DMY", "2024-04-03"), ("MDY", "2024-03-04"), ("%d/%m/%Y", "2024-04-03")])
def test_the_caller_says_how_days_are_written(tmp_path: Path, form: str, day: str) -> None:
    (tmp_path / "a.html").write_text(page("<meta name='date' content='03/04/2024'>"))
    (tmp_path / "b.csv").write_text(f'id,text,date\n1,"{TEXT}",03/04/2024\n')
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "c", "text": TEXT, "date": "03/04/2024 10:15"}))
    articles, told = reading(tmp_path, date_format=form)
    assert [str(a.date) for a in articles] == [day] * 3 and not told


@pytest.mark.parametrize(
    ("value", "form", "day"),
    [
        ("3.4.24", "DMY", "2024-04-03"), ("3.4.69", "DMY", "1969-04-03"), ("24/4/3", "YMD", "2024-04-03"),
        ("03-Apr-24", "%d-%b-%y", "2024-04-03"), ("2024-04-03", "MDY", "2024-04-03"),
        ("April 3, 2024", "DMY", "2024-04-03"),
    ],
)  # fmt: skip
def test_forms(value: str, form: str, day: str) -> None:
    assert str(parse_date(value, format=checked_format(form))) == day


@pytest.mark.parametrize("form", ["dd/mm/yyyy", "%H:%M", "%d", "", "DYM"])
def test_what_is_no_form_is_told(form: str) -> None:
    with pytest.raises(InputError, match="is no way to write a day"):
        checked_format(form)


def test_a_local_day_stays() -> None:
    frame = pd.DataFrame({"text": [TEXT], "date": pd.to_datetime(["2024-03-13 06:00"]).tz_localize("Asia/Seoul")})
    assert [str(a.date) for a in read(frame)] == ["2024-03-13"]
    assert [str(a.date) for a in read({"text": TEXT, "date": "2024-03-13T06:00:00+09:00"})] == ["2024-03-13"]


@pytest.mark.parametrize(
    ("article", "day"),
    [
        ({"text": f"CAIRO - 26 July 2022: {TEXT}"}, "2022-07-26"),
        ({"text": f"CAIRO – July 26, 2022 – {TEXT}"}, "2022-07-26"),
        ({"text": f"BEIRUT | 26 July 2022 | {TEXT}"}, "2022-07-26"),
        ({"text": TEXT, "url": "/2022/07/26/ports-hit"}, "2022-07-26"),
        ({"text": TEXT, "id": "site/2022/07/26/ports-hit"}, "2022-07-26"),
        ({"text": TEXT, "id": "2022-07-26"}, None),
        ({"text": f"Ports - ships of 26 July 2022 and others. {TEXT}"}, None),
    ],
)
def test_days_that_stand_in_an_article_without_one(article: dict, day: str | None) -> None:
    [found] = read(article)
    assert found.date == (day and dt.date.fromisoformat(day))
