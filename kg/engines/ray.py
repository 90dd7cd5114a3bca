"""The engine of a Ray cluster: actors on its machines read chunks; the graph is written where the run was started.

Needs the extra ``kg[ray]``.  ``RAY_ADDRESS`` names the cluster; without it Ray starts one on this machine.  What the
actors give is what a process of :mod:`kg.engines.local` would: both do :meth:`kg.engines.task.Reader.read`.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.engines.reading import allowance
from kg.engines.task import Chunk, Task, chunks
from kg.errors import KgError
from kg.model import Article

# Chunks that are out for each actor: one that it reads and one that waits, so that it never does.
_AHEAD = 2

# Seconds until an actor must have loaded its pipeline.
_STARTING = 300.0


def engine(workers: int | None = None) -> RayEngine:
    """The engine; see :func:`kg.engines.get`.

    Raises:
        KgError: Ray is not installed.
    """
    try:
        import ray
    except ImportError:
        raise KgError("the engine 'ray' needs Ray: pip install 'kg[ray]'") from None
    return RayEngine(ray, workers)


class RayEngine:
    """Runs a task on a Ray cluster.

    Args:
        ray: The module.
        workers: Actors; None for one per core of the cluster.
    """

    def __init__(self, ray: Any, workers: int | None = None) -> None:
        self.ray, self.workers = ray, workers

    def run(self, articles: Iterable[Article], task: Task, *, ordered: bool = False) -> Generator[Chunk, None, None]:
        """See :meth:`kg.engines.Engine.run`."""
        if task.alone:
            from kg.engines.local import LocalEngine

            return LocalEngine(1).run(articles, task, ordered=ordered)
        if not self.ray.is_initialized():
            self.ray.init(log_to_driver=False, include_dashboard=False, logging_level=logging.ERROR)
        size = self.workers or max(1, int(self.ray.cluster_resources().get("CPU", 1)))
        return _Actors(self.ray, task, size).run(chunks(articles), ordered)


@dataclass(slots=True)
class _Job:
    """Articles that are out: a chunk, or one article of it that is tried alone."""

    number: int
    articles: list[Article]
    place: int | None
    actor: Any
    since: float = field(default_factory=time.monotonic)


class _Actors:
    """Actors that read, and what they have been given."""

    def __init__(self, ray: Any, task: Task, size: int) -> None:
        self.ray, self.task, self.size = ray, task, size
        # An actor that dies is not started again by Ray: what it read when it died must be tried alone.
        self.make = ray.remote(num_cpus=1, max_restarts=0)(_Actor)
        self.actors: list[Any] = []
        self.out: dict[Any, _Job] = {}
        self.todo: deque[tuple[int, list[Article], int | None]] = deque()
        self.parts: dict[int, dict[int, Chunk]] = {}
        self.left: dict[int, int] = {}

    def run(self, source: Iterator[list[Article]], ordered: bool) -> Generator[Chunk, None, None]:
        """Chunks as they are done, or in the order of the source."""
        done: dict[int, Chunk] = {}
        give = issued = 0
        exhausted = False
        try:
            self.actors = [self._start() for _ in range(self.size)]
            self.ray.get([actor.ready.remote() for actor in self.actors], timeout=_STARTING)
            while True:
                room = give + 2 * _AHEAD * self.size if ordered else issued + _AHEAD * self.size
                while not exhausted and len(self.left) < _AHEAD * self.size and issued < room:
                    articles = next(source, None)
                    if articles is None:
                        exhausted = True
                        break
                    self.left[issued], self.parts[issued] = len(articles), {}
                    self.todo.append((issued, articles, None))
                    issued += 1
                if not self.left:
                    return
                self._hand_out()
                for number in self._listen():
                    parts = self.parts.pop(number)
                    done[number] = sum((parts[place] for place in sorted(parts)), Chunk())
                    del self.left[number]
                while done and (not ordered or give in done):
                    chunk = done.pop(give if ordered else next(iter(done)))
                    give += 1
                    yield chunk
                    if chunk.last:
                        return
        except self.ray.exceptions.GetTimeoutError:
            raise KgError("the Ray cluster has no room for the workers that were asked for") from None
        except self.ray.exceptions.RayTaskError as error:
            raise (
                error.cause if isinstance(error.cause, KgError) else KgError(f"a worker cannot start ({error})")
            ) from None
        finally:
            for actor in self.actors:
                self.ray.kill(actor)

    def _start(self) -> Any:
        return self.make.remote(self.task)

    def _hand_out(self) -> None:
        for depth in range(_AHEAD):
            for actor in self.actors:
                jobs = [job for job in self.out.values() if job.actor is actor]
                if not self.todo or len(jobs) > depth:
                    continue
                if jobs and (self.todo[0][2] is not None or jobs[0].place is not None):
                    continue  # who is tried alone is the only one: nothing else is lost with it
                number, articles, place = self.todo.popleft()
                self.out[actor.read.remote(articles)] = _Job(number, articles, place, actor)

    def _listen(self) -> list[int]:
        ready, _ = self.ray.wait(list(self.out), num_returns=1, timeout=5.0)
        whole: list[int] = []
        for ref in ready:
            if ref not in self.out:
                continue  # lost with its actor a moment ago
            job = self.out[ref]
            try:
                chunk = self.ray.get(ref)
            except self.ray.exceptions.RayTaskError as error:
                del self.out[ref]
                whole += self._again(job, f"{type(error.cause).__name__}: {error.cause}")
            except self.ray.exceptions.RayError:
                whole += self._lost(job.actor, "its process died, perhaps for lack of memory")
            else:
                del self.out[ref]
                for other in self.out.values():
                    if other.actor is job.actor:
                        other.since = time.monotonic()
                whole += self._came(job, chunk)
        if self.task.limit is not None:
            now = time.monotonic()
            for job in list(self.out.values()):
                # Each article of the chunk may take its time; the worker has a limit of its own for each.
                most = 1.5 * len(job.articles) * allowance(self.task.limit, sum(len(a.text) for a in job.articles)) + 60
                if now - job.since > most and any(job is other for other in self.out.values()):
                    whole += self._lost(job.actor, "took too long and was given up")
        return whole

    def _lost(self, actor: Any, why: str) -> list[int]:
        """An actor is gone: another takes its place, the first of what it had is tried article by article."""
        mine = [(ref, job) for ref, job in self.out.items() if job.actor is actor]
        for ref, _ in mine:
            del self.out[ref]
        self.ray.kill(actor)
        self.actors[self.actors.index(actor)] = self._start()
        self.todo.extendleft((job.number, job.articles, job.place) for _, job in reversed(mine[1:]))
        return self._again(mine[0][1], why)

    def _again(self, job: _Job, why: str) -> list[int]:
        if len(job.articles) > 1:
            alone = [(job.number, [article], place) for place, article in enumerate(job.articles)]
            self.todo.extendleft(reversed(alone))
            return []
        (article,) = job.articles
        return self._came(job, Chunk(1, errors=[KgError(f"article {article.id}: cannot be read ({why})")]))

    def _came(self, job: _Job, chunk: Chunk) -> list[int]:
        self.parts[job.number][job.place or 0] = chunk
        self.left[job.number] -= chunk.articles
        return [job.number] if self.left[job.number] == 0 else []


class _Actor:
    """One worker: a task with its extractor loaded."""

    def __init__(self, task: Task) -> None:
        self._reader = task.open()

    def ready(self) -> bool:
        """That the pipeline is loaded."""
        return True

    def read(self, articles: list[Article]) -> Chunk:
        """What is made of some articles."""
        return self._reader.read(articles)
