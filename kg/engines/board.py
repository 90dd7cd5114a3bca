"""The chunks of a run: which are out, which are done, and what is to be tried article by article.

An engine brings workers; what they are given, and in which order results leave, is the same for all.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.core.errors import KgError
from kg.core.records import Article
from kg.engines.task import Chunk

# Chunks that each worker has: one that it reads, others that wait, so that it does not while we write, which takes two
# seconds and more where a chunk of short articles takes a quarter.  Fewer once the source has ended: what nobody has
# yet goes to whoever is done first.
_OUT, _LAST = 10, 2

# Chunks that may have been taken but not given, for each worker: a result that waits for an earlier one takes memory.
_TAKEN = 12

W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class Job:
    """Articles for a worker: a chunk, or one article of it that is tried alone.

    Attributes:
        number: Of the chunk.
        articles: Its articles, or the one.
        place: In its chunk, of an article that is tried alone.
    """

    number: int
    articles: list[Article]
    place: int | None = None

    @property
    def characters(self) -> int:
        """How long the texts are."""
        return sum(len(article.text) for article in self.articles)


class Board:
    """What is to be done, and what has come of it.

    Args:
        source: Articles in chunks; taken as they are needed.
        workers: How many there are.
        ordered: Whether chunks are given in the order of the source, not as they are done.
    """

    def __init__(self, source: Iterable[list[Article]], workers: int, ordered: bool) -> None:
        self._source, self._workers, self._ordered = enumerate(source), workers, ordered
        self._todo: deque[Job] = deque()
        self._parts: dict[int, dict[int, Chunk]] = {}  # what has come of each chunk so far, by place in it
        self._left: dict[int, int] = {}  # how many articles of it are still out
        self._done: dict[int, Chunk] = {}
        self._taken = self._given = 0
        self._ended = False

    @property
    def out(self) -> int:
        """How many chunks are not done."""
        return len(self._left)

    def run(self, turn: Callable[[], None]) -> Generator[Chunk, None, None]:
        """Give chunks until the source, or the run, ends.

        Args:
            turn: Called while any chunk is out: shares out what is to be done, waits, says what came or was lost.
        """
        while self._fill():
            turn()
            while self._done and (not self._ordered or self._given in self._done):
                chunk = self._done.pop(self._given if self._ordered else next(iter(self._done)))
                self._given += 1
                yield chunk
                if chunk.last:
                    return

    def share(self, workers: Sequence[tuple[W, Sequence[Job]]]) -> Iterator[tuple[W, Job]]:
        """Who is to get what: first one job for everybody, then one more each.

        An article that is tried alone is the only one a worker has: should it take the process down, nothing else is
        lost.

        Args:
            workers: Each with its jobs, to which the one it is given must have been added when the next is asked for.
        """
        for depth in range(_LAST if self._ended else _OUT):
            for worker, jobs in workers:
                if not self._todo or len(jobs) > depth:
                    continue
                if jobs and (jobs[0].place is not None or self._todo[0].place is not None):
                    continue
                yield worker, self._todo.popleft()

    def came(self, job: Job, chunk: Chunk) -> None:
        """A job is done."""
        self._parts[job.number][job.place or 0] = chunk
        self._left[job.number] -= chunk.articles
        if not self._left[job.number]:
            del self._left[job.number]
            parts = self._parts.pop(job.number)
            self._done[job.number] = sum((parts[place] for place in sorted(parts)), Chunk())

    def lost(self, jobs: Iterable[Job], why: str) -> None:
        """A worker is gone: what it was reading is tried article by article, what it had not begun goes to others.

        What it had read but not yet sent looks as if it were being read: nothing is given up that was not tried alone.
        """
        job, *others = jobs
        self._todo.extendleft(reversed(others))
        if job.place is None:
            alone = [Job(job.number, [article], place) for place, article in enumerate(job.articles)]
            self._todo.extendleft(reversed(alone))
        else:
            (article,) = job.articles
            self.came(job, Chunk(1, errors=[KgError(f"article {article.id}: cannot be read ({why})")]))

    def _fill(self) -> bool:
        while not self._ended and self._taken < self._given + _TAKEN * self._workers:
            new = next(self._source, None)
            if new is None:
                self._ended = True
                break
            number, articles = new
            self._left[number], self._parts[number] = len(articles), {}
            self._todo.append(Job(number, articles))
            self._taken += 1
        return bool(self._left)
