"""Reading in one process: order, laziness, articles that fail or hang."""

import pytest

from kg.core.records import Article, Extraction
from kg.engines.reading import extract

ARTICLES = [Article(f"a{i}", f"text {i}") for i in range(10)]


class InBatches:
    """Reads some at a time, as spaCy does, and fails on some articles."""

    name = version = "test/1"

    def __init__(self, size=4, bad=()):
        self.size, self.bad, self.pulled = size, set(bad), 0

    def extract(self, articles):
        batch = []
        for article in articles:
            self.pulled += 1
            batch.append(article)
            if len(batch) == self.size:
                yield from self._read(batch)
                batch = []
        yield from self._read(batch)

    def _read(self, batch):
        if self.bad & {a.id for a in batch}:
            raise ValueError("no parse")
        return [Extraction(a) for a in batch]


def ids(extractions):
    return [e.article.id for e in extractions]


def test_one_extraction_per_article_in_order():
    assert ids(extract(ARTICLES, InBatches())) == ids(Extraction(a) for a in ARTICLES)


def test_articles_are_read_as_they_are_needed():
    extractor = InBatches()
    next(extract(iter(ARTICLES), extractor))
    assert extractor.pulled == 4


@pytest.mark.parametrize("bad", [["a0"], ["a5"], ["a9"], ["a1", "a2", "a8"], [a.id for a in ARTICLES]])
def test_those_around_an_article_that_fails_are_read(bad):
    errors = []
    found = ids(extract(ARTICLES, InBatches(bad=bad), errors.append))
    assert found == [a.id for a in ARTICLES if a.id not in bad]
    assert len(errors) == len(bad) and all("ValueError: no parse" in str(e) for e in errors)


def test_without_anybody_to_tell_the_error_is_raised():
    with pytest.raises(ValueError, match="no parse"):
        list(extract(ARTICLES, InBatches(bad=["a3"])))


def test_a_source_that_fails_is_not_taken_for_an_article():
    def source():
        yield ARTICLES[0]
        raise OSError("disk gone")

    with pytest.raises(OSError, match="disk gone"):
        list(extract(source(), InBatches(), lambda error: None))
