"""Fields: the names that others use, the ones a caller gives, and what is said where none fits."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from kg.core.errors import InputError
from kg.readers import read

TEXT = "Russia attacked Ukrainian ports on Tuesday."


def reading(source: object, **options: object) -> tuple[list, list[str]]:
    errors: list[InputError] = []
    return list(read(source, on_error=errors.append, **options)), [str(e) for e in errors]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "row",
    [
        {"publish_date": "2024-03-13 00:00:00", "text": TEXT},
        {"publishedAt": "2024-03-13T06:22:00Z", "content": TEXT, "source": {"id": None, "name": "Example"}},
        {"publishing_date": "2024-03-13 06:22:00+09:00", "plaintext": TEXT, "publisher": "Example"},
        {"pub_date": "2024-03-13T06:22:00+0000", "body": TEXT, "headline": {"main": "Ports hit"}, "source": "Example"},
        {"seendate": "20240313T062200Z", "text": TEXT, "domain": "Example"},
        {"Publication Date": "13 March 2024", "Article Text": TEXT, "Publication-Title": "Example"},
        {"dateTimePub": "2024-03-13T06:22:00Z", "body": TEXT, "source": {"uri": "example.org", "title": "Example"}},
        {"webPublicationDate": "2024-03-13T06:22:00Z", "fields": {"bodyText": TEXT, "headline": "Ports hit"}},
        {"published": 1710310920, "text": TEXT, "thread": {"site": "Example"}},
        {"date": None, "publish_date": "2024-03-13", "text": TEXT, "source": "{'id': None, 'name': 'Example'}"},
    ],
)
@pytest.mark.parametrize("form", ["jsonl", "record", "frame"])
def test_fields_of_other_tools(tmp_path: Path, row: dict, form: str) -> None:
    source: object = row
    if form == "jsonl":
        (tmp_path / "a.jsonl").write_text(json.dumps(row))
        source = tmp_path
    elif form == "frame":
        source = pd.DataFrame([row])
    [article], told = reading(source)
    assert str(article.date) == "2024-03-13" and article.text == TEXT
    assert article.source in ("Example", None) and not told
    if "headline" in str(row):
        assert article.title == "Ports hit"


def test_an_answer_of_a_service_is_its_list_of_articles(tmp_path: Path) -> None:
    rows = [{"title": "T", "content": TEXT, "publishedAt": "2024-03-13T00:00:00Z", "source": {"name": "Example"}}]
    (tmp_path / "a.json").write_text(json.dumps({"status": "ok", "totalResults": 1, "articles": rows}))
    [article], told = reading(tmp_path)
    assert (str(article.date), article.source) == ("2024-03-13", "Example") and not told


@pytest.mark.parametrize(
    ("row", "seen"),
    [
        ({"id": 1, "text": TEXT, "when_seen": "2024-03-13"}, "id, text, when_seen"),
        ({"id": 1, "text": TEXT, "crawled": "x", "author": "y"}, "id, text, crawled, author"),
        ({"id": 1, "text": TEXT, "datum": "13.3."}, "id, text, datum"),
        ({"id": 1, "text": TEXT, "meta": {"published_on": "2024-03-13"}}, "id, text, meta"),
    ],
)
def test_a_date_that_nobody_finds_is_told_once(tmp_path: Path, row: dict, seen: str) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row | {"id": i}) + "\n" for i in range(3)))
    articles, told = reading(tmp_path)
    assert len(articles) == 3
    assert told == [f"{tmp_path}/a.jsonl: no date in 3 of 3 rows; fields seen: {seen}"]
    assert not reading(tmp_path, date="2024-03-13")[1]


def test_rows_that_have_nothing_else_are_left_in_peace(tmp_path: Path) -> None:
    assert reading([{"id": 1, "text": TEXT}, {"id": 2, "text": TEXT, "title": "T"}])[1] == []


@pytest.mark.parametrize(
    "fields", ["date=seen,text=words", ["date=seen", "text=words"], {"date": "seen", "text": "words"}]
)
def test_the_caller_says_which_field_is_which(tmp_path: Path, fields: object) -> None:
    (tmp_path / "a.csv").write_text(f'text,words,seen,date\n"not this","{TEXT}",2024-03-13,1999-01-01\n')
    [article], told = reading(tmp_path, fields=fields)
    assert (article.text, str(article.date)) == (TEXT, "2024-03-13") and not told


def test_a_field_in_a_field_that_the_caller_names() -> None:
    [article], _ = reading({"data": {"story": TEXT, "day": "2024-03-13"}}, fields="text=data.story,date=data.day")
    assert (article.text, str(article.date)) == (TEXT, "2024-03-13")


def test_a_field_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"id,text\n1,{TEXT}\n")
    assert reading(tmp_path, fields="date=seen")[1] == [f'{tmp_path}/a.csv:1: no column "seen" (columns: id, text)']
    rows = [{"id": 1, "text": TEXT}]
    assert reading(rows, fields="date=seen")[1] == [
        "record: no date (field 'seen') in 1 of 1 rows; fields seen: id, text"
    ]
    with pytest.raises(InputError, match="when=seen names no field of an article"):
        reading(rows, fields="when=seen")
