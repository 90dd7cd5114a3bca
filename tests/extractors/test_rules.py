"""The default extractor: what it leaves behind."""

import gc

from spacy.tokens import Doc

import kg
import kg.readers
from kg import extractors

STORY = {"text": "Russia and China held talks in Moscow. They condemned the sanctions of Japan.", "date": "2023-09-13"}


def documents():
    return sum(isinstance(o, Doc) for o in gc.get_objects())


def test_documents_go_as_soon_as_they_are_read():
    rules = extractors.get("rules")
    articles = list(kg.readers.read([{"id": str(i), **STORY} for i in range(40)]))
    gc.collect()
    before, found = documents(), 0
    gc.disable()  # so that nothing goes that something still refers to
    try:
        for extraction in rules.extract(articles):
            found += len(extraction.events)
        assert documents() <= before
    finally:
        gc.enable()
    assert found >= 40


def test_short_runs_freeze_nothing():
    list(kg.extract([{"id": "a", **STORY}], workers=1))
    assert gc.get_freeze_count() == 0
