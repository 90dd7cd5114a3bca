"""The engine of one machine: in this process, or in as many others as it has cores.

Workers are processes of their own (``python -m kg.engines.worker``), started without running the caller's script
again, so a plain script needs no ``if __name__ == "__main__"``.  Each has a few chunks at a time; articles are taken
from their source only as workers ask for more.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from kg.core.errors import KgError
from kg.core.memory import give_back
from kg.core.records import Article
from kg.engines.board import Board, Job
from kg.engines.reading import allowance
from kg.engines.task import Chunk, Reader, Task, chunks

# Below this many characters, about ten seconds of reading, starting other processes takes longer than it saves.
_SMALL = 400_000

# A run of more chunks is long.  In a short one the collector must go on as it does: objects that are frozen and then
# let go count as old, and garbage among them would stay for long.
_LONG = 8

# Memory that a worker needs, in bytes: the pipeline, the knowledge base, a chunk.
_FOOTPRINT = 600 << 20

_STARTING = 120.0


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
            return _here(task.open(), parts)
        return _Pool(task, workers, Board(parts, workers, ordered)).run()


#: See :func:`kg.engines.get`.
engine = LocalEngine


def _here(reader: Reader, parts: Iterable[list[Article]]) -> Generator[Chunk, None, None]:
    frozen = False
    try:
        for number, part in enumerate(parts):
            if number == _LONG and not gc.get_freeze_count():
                gc.freeze()  # the knowledge base stays: the collector need not look through it again and again
                frozen = True
            chunk = reader.read(part)
            yield chunk
            give_back()
            if chunk.last:
                return
    finally:
        if frozen:
            gc.unfreeze()


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
class _Worker:
    process: subprocess.Popen[bytes]
    pipe: Connection
    jobs: deque[Job] = field(default_factory=deque)
    heard: float = 0.0
    ready: bool = False

    def deadline(self, limit: float | None) -> float | None:
        """When it is given up, if nothing is heard of it until then."""
        if not self.ready:
            return self.heard + _STARTING
        if limit is None or not self.jobs:
            return None
        # The worker has a limit of its own; this one is for what no signal interrupts.
        return self.heard + 1.5 * allowance(limit, self.jobs[0].characters) + 5


class _Pool:
    """Processes that read chunks."""

    def __init__(self, task: Task, size: int, board: Board) -> None:
        self.task, self.size, self.board = task, size, board
        self.workers: list[_Worker] = []
        self.failures = 0

    def run(self) -> Generator[Chunk, None, None]:
        """The chunks of the board."""
        try:
            yield from self.board.run(self._turn)
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

    def _turn(self) -> None:
        while len(self.workers) < min(self.size, self.board.out):
            self.workers.append(self._start())
        for worker, job in self.board.share([(w, w.jobs) for w in self.workers]):
            if not worker.jobs:
                worker.heard = max(worker.heard, time.monotonic()) if worker.ready else worker.heard
            worker.jobs.append(job)
            with suppress(OSError):  # if it has just died, that is seen when it is listened to
                worker.pipe.send((job.number, job.articles))
        self._listen()

    def _listen(self) -> None:
        now = time.monotonic()
        deadlines = [d for w in self.workers if (d := w.deadline(self.task.limit)) is not None]
        patience = max(0.0, min(deadlines) - now) if deadlines else None
        by_handle: dict[Any, _Worker] = {w.pipe: w for w in self.workers}
        for handle in wait(list(by_handle), patience):
            worker = by_handle[handle]
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                self._lost(worker, "its process died, perhaps for lack of memory")
                continue
            worker.heard = time.monotonic()
            if message == "ready":
                worker.ready = True
            elif isinstance(message, KgError):  # it could not start: no other will
                raise message
            elif isinstance(message, tuple):
                self.failures = 0
                self.board.came(worker.jobs.popleft(), message[1])
        now = time.monotonic()
        for worker in list(self.workers):
            deadline = worker.deadline(self.task.limit)
            if deadline is not None and now > deadline:
                self._lost(worker, "took too long and was given up")

    def _lost(self, worker: _Worker, why: str) -> None:
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        code = worker.process.wait()
        if not worker.ready:
            raise KgError(f"a worker process cannot start (exit code {code})")
        if worker.jobs:
            self.board.lost(worker.jobs, why)
            return
        self.failures += 1
        if self.failures > 3:
            raise KgError(f"worker processes die without work (exit code {code})")

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
