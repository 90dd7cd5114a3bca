"""One process reads articles one after another; one that fails or hangs is reported, those around it are read."""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from types import FrameType
from typing import Any

from kg.core.errors import KgError, RunStopped
from kg.core.records import Article, Extraction
from kg.extractors import Extractor

#: Seconds that an article may take, besides what its length explains.
LIMIT = 60.0

# Characters read in a second by a machine far slower than any in use; today's laptops read some 40 000.
_SLOWEST = 2_000


class TimeLimitError(KgError):
    """Reading took longer than it may."""


def allowance(limit: float, characters: int) -> float:
    """Seconds that some articles may take together."""
    return limit + characters / _SLOWEST


def extract(
    articles: Iterable[Article],
    extractor: Extractor,
    on_error: Callable[[KgError], None] | None = None,
    limit: float | None = None,
) -> Iterator[Extraction]:
    """Read articles one after another, in this process.

    An article on which the extractor fails is reported and left out; those around it are read all the same.

    Args:
        articles: Read as they are needed; never all in memory.
        extractor: What reads them.
        on_error: Called with the error of each article left out; None raises the extractor's own error.
        limit: Seconds an article may take, besides what its length explains; None for no limit.  Kept in the main
            thread of a process only, on systems with POSIX signals.

    Returns:
        One extraction per article, in the order of the articles.
    """
    source = iter(articles)
    waiting: deque[Article] = deque()
    broken: list[BaseException] = []
    watch = _Watch(limit)

    def feed() -> Iterator[Article]:
        while True:
            try:
                watch.pause()  # waiting for the source does not count
                article = next(source)
            except StopIteration:
                watch.on(sum(len(a.text) for a in waiting))
                return
            except BaseException as error:
                broken.append(error)
                raise
            waiting.append(article)
            watch.on(sum(len(a.text) for a in waiting))
            yield article

    while True:
        found = iter(extractor.extract(feed()))
        try:
            while True:
                with watch:
                    extraction = next(found, None)
                if extraction is None:
                    return
                waiting.popleft()
                yield extraction
        except RunStopped as stop:
            if on_error is None:
                raise
            on_error(stop)
            return
        except Exception:
            # A batch failed as a whole.  Read what was in it article by article, then go on with the rest.
            if on_error is None or broken or not waiting:
                raise
        if (yield from _one_by_one(waiting, extractor, on_error, watch)):
            return


def _one_by_one(
    waiting: deque[Article], extractor: Extractor, on_error: Callable[[KgError], None], watch: _Watch
) -> Generator[Extraction, None, bool]:
    """Read the articles of a batch that failed, each alone; whether the run is to end."""
    while waiting:
        article = waiting.popleft()
        try:
            with watch:
                watch.on(len(article.text))
                alone = list(extractor.extract([article]))
        except RunStopped as stop:
            on_error(stop)
            return True
        except TimeLimitError as error:
            on_error(KgError(f"article {article.id}: {error}"))
        except Exception as error:
            on_error(KgError(f"article {article.id}: cannot be read ({type(error).__name__}: {error})"))
        else:
            yield from alone
    return False


class _Watch:
    """Raises a :class:`TimeLimitError` in the block it guards when that takes too long."""

    def __init__(self, limit: float | None) -> None:
        possible = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        self.limit = limit if possible else None
        self._before: Any = None
        self._inside = False

    def __enter__(self) -> None:
        if self.limit is not None:
            self._before = signal.signal(signal.SIGALRM, self._ring)
            self._inside = True

    def __exit__(self, *_: object) -> None:
        if self.limit is not None:
            self._inside = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)

    def on(self, characters: int) -> None:
        """Start the time again for so much text."""
        if self.limit is not None and self._inside:
            signal.setitimer(signal.ITIMER_REAL, allowance(self.limit, characters))

    def pause(self) -> None:
        """Stop the time until it is started again."""
        if self.limit is not None and self._inside:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        raise TimeLimitError(f"took longer than the limit of {self.limit:g} s and was given up")
