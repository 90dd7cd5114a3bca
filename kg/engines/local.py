"""The engine of one machine: articles in, extractions out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extractors import Extractor
from kg.model import Article, Extraction


def extract(articles: Iterable[Article], extractor: Extractor) -> Iterator[Extraction]:
    """Read articles one after another, in this process.

    Args:
        articles: Read as they are needed; never all in memory.
        extractor: What reads them.

    Returns:
        One extraction per article, in the order of the articles.
    """
    yield from extractor.extract(articles)
