"""The engine of one machine: articles in, extractions out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from kg.errors import KgError, RunStopped
from kg.extractors import Extractor
from kg.model import Article, Extraction


def extract(
    articles: Iterable[Article], extractor: Extractor, on_error: Callable[[KgError], None] | None = None
) -> Iterator[Extraction]:
    """Read articles one after another, in this process.

    An article on which the extractor fails is reported and left out; those around it are read all the same.

    Args:
        articles: Read as they are needed; never all in memory.
        extractor: What reads them.
        on_error: Called with the error of each article left out; None raises the extractor's own error.

    Returns:
        One extraction per article, in the order of the articles.
    """
    source = iter(articles)
    waiting: deque[Article] = deque()
    broken: list[BaseException] = []

    def feed() -> Iterator[Article]:
        while True:
            try:
                article = next(source)
            except StopIteration:
                return
            except BaseException as error:
                broken.append(error)
                raise
            waiting.append(article)
            yield article

    while True:
        try:
            for extraction in extractor.extract(feed()):
                waiting.popleft()
                yield extraction
            return
        except RunStopped as stop:
            if on_error is None:
                raise
            on_error(stop)
            return
        except Exception:
            # A batch failed as a whole.  Read what was in it article by article, then go on with the rest.
            if on_error is None or broken or not waiting:
                raise
        while waiting:
            article = waiting.popleft()
            try:
                yield from list(extractor.extract([article]))
            except RunStopped as stop:
                on_error(stop)
                return
            except Exception as error:
                on_error(KgError(f"article {article.id}: cannot be read ({type(error).__name__}: {error})"))
