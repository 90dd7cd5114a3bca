"""The engine of one machine: in this process, or in as many others as it has cores.

Workers are processes of their own (``python -m kg.engines.worker``), started without running the caller's script
again, so a plain script needs no ``if __name__ == "__main__"``.  Each has at most two chunks at a time; articles are
taken from their source only as workers ask for more.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from kg.engines.reading import allowance
from kg.engines.task import Chunk, Task, chunks
from kg.errors import KgError
from kg.model import Article

# Below this many characters, about ten seconds of reading, starting other processes takes longer than it saves.
_SMALL = 400_000

# Memory that a worker needs, in bytes: the pipeline, the knowledge base, a chunk.
_FOOTPRINT = 900 << 20

# Chunks whose results may wait for an earlier one, for each worker.
_AHEAD = 4

_STARTING = 120.0


def engine(workers: int | None = None) -> LocalEngine:
    """The engine; see :func:`kg.engines.get`."""
    return LocalEngine(workers)


class LocalEngine:
    """Runs a task on this machine.

    Args:
        workers: Processes; None for one per core, fewer where there is little memory, none for little work.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers

    def run(self, articles: Iterable[Article], task: Task, *, ordered: bool = False) -> Generator[Chunk, None, None]:
        """See :meth:`kg.engines.Engine.run`."""
        parts = chunks(articles)
        workers = self.workers
        if workers is None:
            workers = fitting()
            if workers > 1:
                first, size = [], 0
                for part in parts:
                    first.append(part)
                    size += sum(len(a.text) for a in part)
                    if size > _SMALL:
                        break
                else:
                    workers = 1
                parts = chain(first, parts)
        # An extractor that is an object may hold anything: it stays where it was made, unless the caller sends it off.
        stays = (self.workers is None and not isinstance(task.extractor, str)) or task.alone
        if workers == 1 or stays or os.name != "posix":
            reader = task.open()
            return _until_stopped(reader.read(part) for part in parts)
        return _until_stopped(_Pool(task, workers).run(parts, ordered))


def _until_stopped(chunks: Generator[Chunk, None, None]) -> Generator[Chunk, None, None]:
    with closing(chunks):
        for chunk in chunks:
            yield chunk
            if chunk.last:
                return


def fitting() -> int:
    """How many processes fit this machine: its cores, and its free memory.  One where pipes cannot be handed on."""
    if os.name != "posix":
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return cores
    return max(1, min(cores, int(free // _FOOTPRINT)))


@dataclass(slots=True)
class _Job:
    """Articles on their way, all of a chunk or those of it that are tried one by one."""

    number: int
    articles: list[Article]
    place: int | None = None  # in its chunk, of an article that is tried alone


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    pipe: Connection
    jobs: deque[_Job] = field(default_factory=deque)
    heard: float = 0.0
    ready: bool = False

    def deadline(self, limit: float | None) -> float | None:
        """When it is given up, if nothing is heard of it until then."""
        if not self.ready:
            return self.heard + _STARTING
        if limit is None or not self.jobs:
            return None
        # The worker has a limit of its own; this one is for what no signal interrupts.
        return self.heard + 1.5 * allowance(limit, sum(len(a.text) for a in self.jobs[0].articles)) + 5


class _Pool:
    """Processes that read chunks."""

    def __init__(self, task: Task, size: int) -> None:
        self.task, self.size = task, size
        self.workers: list[_Worker] = []
        self.todo: deque[_Job] = deque()
        self.parts: dict[int, dict[int, Chunk]] = {}  # what has come of each chunk so far, by place in it
        self.left: dict[int, int] = {}  # how many articles of it are still out
        self.failures = 0

    def run(self, source: Iterator[list[Article]], ordered: bool) -> Generator[Chunk, None, None]:
        """Chunks as they are done, or in the order of the source."""
        numbered = enumerate(source)
        done: dict[int, Chunk] = {}
        give, issued, exhausted = 0, 0, False
        try:
            while True:
                # A chunk may run ahead of the slowest only so far: what is done and cannot be given takes memory.
                room = give + _AHEAD * self.size if ordered else issued + 2 * self.size
                while not exhausted and len(self.left) < 2 * self.size and issued < room:
                    new = next(numbered, None)
                    if new is None:
                        exhausted = True
                        break
                    number, articles = new
                    issued = number + 1
                    self.left[number] = len(articles)
                    self.parts[number] = {}
                    self.todo.append(_Job(number, articles))
                if not self.left:
                    return
                self._hand_out()
                for number in self._listen():
                    parts = self.parts.pop(number)
                    done[number] = sum((parts[place] for place in sorted(parts)), Chunk())
                    del self.left[number]
                if ordered:
                    while give in done:
                        yield done.pop(give)
                        give += 1
                else:
                    while done:
                        yield done.pop(next(iter(done)))
        finally:
            self.close()

    def close(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.pipe.close()
            worker.process.kill()
        for worker in self.workers:
            worker.process.wait()
        self.workers.clear()

    def _hand_out(self) -> None:
        while len(self.workers) < min(self.size, len(self.left)):
            self.workers.append(self._start())
        # First one for everybody, then one more each, so that none waits while its results are taken.
        for depth in (0, 1):
            for worker in self.workers:
                if not self.todo or len(worker.jobs) > depth:
                    continue
                # One that is tried alone is the only one: should it take the process down, nothing else is lost.
                if worker.jobs and (self.todo[0].place is not None or worker.jobs[0].place is not None):
                    continue
                job = self.todo.popleft()
                if not worker.jobs:
                    worker.heard = max(worker.heard, time.monotonic()) if worker.ready else worker.heard
                worker.jobs.append(job)
                with suppress(OSError):  # if it has just died, that is seen when it is listened to
                    worker.pipe.send((job.number, job.articles))

    def _listen(self) -> list[int]:
        """Take what workers have to say; the numbers of chunks that are now whole."""
        now = time.monotonic()
        deadlines = [d for w in self.workers if (d := w.deadline(self.task.limit)) is not None]
        patience = max(0.0, min(deadlines) - now) if deadlines else None
        by_handle: dict[Any, _Worker] = {w.pipe: w for w in self.workers}
        whole: list[int] = []
        for handle in wait(list(by_handle), patience):
            worker = by_handle[handle]
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                whole += self._lost(worker, "its process died, perhaps for lack of memory")
                continue
            worker.heard = time.monotonic()
            if message == "ready":
                worker.ready = True
            elif isinstance(message, KgError):  # it could not start: no other will
                raise message
            elif isinstance(message, tuple):
                self.failures = 0
                whole += self._came(worker.jobs.popleft(), message[1])
        now = time.monotonic()
        for worker in list(self.workers):
            deadline = worker.deadline(self.task.limit)
            if deadline is not None and now > deadline:
                whole += self._lost(worker, "took too long and was given up")
        return whole

    def _came(self, job: _Job, chunk: Chunk) -> list[int]:
        self.parts[job.number][job.place or 0] = chunk
        self.left[job.number] -= chunk.articles
        return [job.number] if self.left[job.number] == 0 else []

    def _lost(self, worker: _Worker, why: str) -> list[int]:
        """A worker is gone: what it was reading is tried article by article, what it had not begun goes to others."""
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        code = worker.process.wait()
        if not worker.ready:
            raise KgError(f"a worker process cannot start (exit code {code})")
        if not worker.jobs:
            self.failures += 1
            if self.failures > 3:
                raise KgError(f"worker processes die without work (exit code {code})")
            return []
        job, *others = worker.jobs
        self.todo.extendleft(reversed(others))
        if len(job.articles) > 1:
            alone = [_Job(job.number, [article], place) for place, article in enumerate(job.articles)]
            self.todo.extendleft(reversed(alone))
            return []
        (article,) = job.articles
        return self._came(job, Chunk(1, errors=[KgError(f"article {article.id}: cannot be read ({why})")]))

    def _start(self) -> _Worker:
        ours, theirs = Pipe()
        path = os.pathsep.join(p or str(Path.cwd()) for p in sys.path)
        process = subprocess.Popen(
            [sys.executable, "-m", "kg.engines.worker", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env={**os.environ, **_ONE_THREAD, "PYTHONPATH": path},
        )
        theirs.close()
        ours.send(self.task)
        return _Worker(process, ours, heard=time.monotonic())


# One thread each: the cores are taken by the processes, and sums do not depend on how they are split.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
