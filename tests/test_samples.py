from __future__ import annotations

import datetime as dt

import kg.samples
from kg.core.errors import InputError
from kg.readers import clean, read


def test_twelve_short_articles_with_date_and_source() -> None:
    articles = kg.samples.articles()
    assert len(articles) == 12
    assert len({a.id for a in articles}) == 12
    for article in articles:
        assert article.date and dt.date(2022, 1, 1) < article.date < dt.date(2024, 1, 1)
        assert article.source == "kg samples" and article.title
        assert 90 <= len(article.text.split()) <= 210, article.id
    assert articles == sorted(articles, key=lambda a: a.date)


def test_they_are_read_without_a_fault_and_nothing_in_them_is_taken_for_furniture() -> None:
    errors: list[InputError] = []
    for article in read(kg.samples.path(), on_error=errors.append):
        assert not clean(article.text).removed
    assert not errors
