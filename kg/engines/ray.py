"""The engine of a Ray cluster: actors on its machines read chunks; the graph is written where the run was started.

Needs the extra ``ray``.  ``RAY_ADDRESS`` names the cluster; without it Ray starts one on this machine.  What the
actors give is what a process of :mod:`kg.engines.local` would: both do :meth:`kg.engines.task.Reader.read`.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.core.errors import KgError, to_install
from kg.core.records import Article
from kg.engines.board import Board, Job
from kg.engines.reading import allowance
from kg.engines.task import Chunk, Task, chunks

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
        raise KgError(f"the engine 'ray' needs Ray: {to_install('ray')}") from None
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
        return _Actors(self.ray, task, size, Board(chunks(articles), size, ordered)).run()


@dataclass(slots=True, eq=False)
class _Worker:
    actor: Any
    jobs: deque[Job] = field(default_factory=deque)
    refs: deque[Any] = field(default_factory=deque)  # what Ray promises for each
    since: float = 0.0  # when it began the first


class _Actors:
    """Actors that read."""

    def __init__(self, ray: Any, task: Task, size: int, board: Board) -> None:
        self.ray, self.task, self.size, self.board = ray, task, size, board
        # An actor that dies is not started again by Ray: what it read when it died must be tried alone.
        self.make = ray.remote(num_cpus=1, max_restarts=0)(_Actor)
        self.workers: list[_Worker] = []

    def run(self) -> Generator[Chunk, None, None]:
        """The chunks of the board."""
        try:
            self.workers = [self._start() for _ in range(self.size)]
            self.ray.get([worker.actor.ready.remote() for worker in self.workers], timeout=_STARTING)
            yield from self.board.run(self._turn)
        except self.ray.exceptions.GetTimeoutError:
            raise KgError("the Ray cluster has no room for the workers that were asked for") from None
        except self.ray.exceptions.RayTaskError as error:
            raise (
                error.cause if isinstance(error.cause, KgError) else KgError(f"a worker cannot start ({error})")
            ) from None
        except self.ray.exceptions.RayActorError as error:
            why = str(error).strip().splitlines()[-1]
            raise KgError(f"a worker of the Ray cluster cannot start: {why}") from None
        finally:
            for worker in self.workers:
                self.ray.kill(worker.actor)

    def _start(self) -> _Worker:
        return _Worker(self.make.remote(self.task))

    def _turn(self) -> None:
        for worker, job in self.board.share([(w, w.jobs) for w in self.workers]):
            if not worker.jobs:
                worker.since = time.monotonic()
            worker.jobs.append(job)
            worker.refs.append(worker.actor.read.remote(job.articles))
        # An actor does one thing after the other: only its first can have come.
        first = {worker.refs[0]: worker for worker in self.workers if worker.refs}
        for ref in self.ray.wait(list(first), num_returns=1, timeout=5.0)[0]:
            self._take(first[ref])
        for worker in self.workers:
            if worker.jobs and self.task.limit is not None:
                # Each article of the chunk may take its time; the worker has a limit of its own for each.
                job = worker.jobs[0]
                most = 1.5 * len(job.articles) * allowance(self.task.limit, job.characters) + 60
                if time.monotonic() - worker.since > most:
                    self._lost(worker, "took too long and was given up")

    def _take(self, worker: _Worker) -> None:
        try:
            chunk = self.ray.get(worker.refs[0])
        except self.ray.exceptions.RayTaskError as error:
            self.board.lost([self._done(worker)], f"{type(error.cause).__name__}: {error.cause}")
        except self.ray.exceptions.RayError:
            self._lost(worker, "its process died, perhaps for lack of memory")
        else:
            self.board.came(self._done(worker), chunk)

    @staticmethod
    def _done(worker: _Worker) -> Job:
        worker.refs.popleft()
        worker.since = time.monotonic()
        return worker.jobs.popleft()

    def _lost(self, worker: _Worker, why: str) -> None:
        """An actor is gone: another takes its place."""
        self.ray.kill(worker.actor)
        self.workers[self.workers.index(worker)] = self._start()
        self.board.lost(worker.jobs, why)


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
