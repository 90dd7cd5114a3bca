from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.core.records import Article
from kg.language.annotations import of
from kg.pipeline import load

Read = Callable[..., Doc]


@pytest.fixture(scope="session")
def read() -> Read:
    """Reads a text with recognition, linking and coreference."""
    nlp = load(components=("kg_entities", "kg_coreference"))

    def reader(
        text: str,
        date: str | None = None,
        url: str | None = None,
        source: str | None = None,
        title: str | None = None,
    ) -> Doc:
        doc = nlp.make_doc(text)
        day = dt.date.fromisoformat(date) if date else None
        of(doc).article = Article("test", text, title, day, source, url)
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        return doc

    return reader
