"""Who is evaluated when: short queries at once, long ones beside them in the time that is left.

Nobody knows how long a query takes before it has been tried.  So each begins in one of a few quick places.  One that is
still at it after a quarter of a second has to leave its place to the next, as soon as there is room among the long
ones; its process goes on with the lowest priority, so that however many long queries run, a short one has a place and a
processor.  That process ends with its query, as priority cannot be raised again; another is made in its stead.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing as mp
import os
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any

from kg.server import frames, workers
from kg.server.frames import Heading, Request
from kg.server.workers import MAX_MEMORY, Worker

_QUICK = 0.25
_LEAST_MEMORY = 1 << 30
# Long queries at the same time, for each quick place: they share what is left of the processors.
_LONG = 2


class BrokenError(Exception):
    """An answer breaks off in the middle."""


class Pool:
    """The processes of an endpoint.

    Args:
        store: The folder of the store; None for an empty graph in memory.
        places: Quick places.
        timeout: Seconds that a query may take; what its client takes to read the answer is not counted.
        updates: Open it to write; then one process does everything, as does the one that has a graph in memory.
    """

    def __init__(self, store: str | None, places: int, timeout: float, updates: bool) -> None:
        self.timeout = timeout
        self._alone = updates or store is None
        self._places = 1 if self._alone else places
        memory = _memory(self._places * (1 + _LONG))
        self._arguments = (_context(), workers.work, store, updates, memory)
        self._idle = [Worker(*self._arguments) for _ in range(self._places)]
        self._busy: set[Worker] = set()
        self._quick = asyncio.Semaphore(self._places)
        self._long = asyncio.Semaphore(self._places * _LONG)
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def answer(self, request: Request) -> AsyncGenerator[Heading | bytes]:
        """The head of an answer, then its body in pieces.

        Whoever stops asking for pieces, or is cancelled, ends the query.

        Raises:
            BrokenError: It cannot be gone on with, after the head was given.
        """
        try:
            async with asyncio.timeout(self.timeout):
                await self._quick.acquire()
        except TimeoutError:
            yield Heading(503, "text/plain", again=True)
            yield b"too many queries at once; try again"
            return
        place = _Place(self._quick)
        worker: Worker | None = None
        done = False
        whole: list[Heading | bytes] = []
        try:
            worker = await self._take()
            await worker.ask(request)
            leaving = self._spawn(self._make_way(place, worker))
            try:
                async for kind, data in self._pieces(worker):
                    if kind == frames.HEAD:
                        head = Heading(*json.loads(data))
                        if head.length is None:
                            yield head
                        else:
                            whole.append(head)
                    elif kind == frames.DATA and whole:
                        whole.append(data)
                    elif kind == frames.DATA:
                        yield data
                    else:
                        done = True
                        if kind == frames.FAULT:
                            raise BrokenError(data.decode())
            finally:
                leaving.cancel()
        finally:
            if worker is not None:
                self._give_back(worker, done and not place.left)
            place.lane.release()
        # The process is free before a client has the whole answer: one that then goes has not broken anything off.
        for part in whole:
            yield part

    async def _pieces(self, worker: Worker) -> AsyncGenerator[tuple[bytes, bytes]]:
        """The pieces of an answer; where there is none in time, or none at all, a piece that says so."""
        left = self.timeout
        begun = False
        loop = asyncio.get_running_loop()
        kind = frames.READY
        while kind not in (frames.END, frames.FAULT):
            asked = loop.time()
            try:
                async with asyncio.timeout(left):
                    kind, data = await worker.piece()
            except TimeoutError:
                status, why = 503, f"the query took more than {self.timeout:g} seconds and was stopped"
            except (EOFError, OSError):
                status, why = 500, "the query could not be evaluated; it may need too much memory"
            else:
                left -= loop.time() - asked
                begun = True
                yield kind, data
                continue
            if begun:
                raise BrokenError(why)
            yield frames.HEAD, json.dumps(Heading(status, "text/plain", length=len(why))).encode()
            yield frames.DATA, why.encode()
            return

    def close(self) -> None:
        """End all processes."""
        self._closed = True
        for worker in (*self._idle, *self._busy):
            worker.kill()
        for worker in (*self._idle, *self._busy):
            worker.process.join()
        self._idle.clear()

    async def _make_way(self, place: _Place, worker: Worker) -> None:
        """Take a query that is not done soon from its quick place to one of the long ones, when there is room."""
        if self._alone:
            return
        await asyncio.sleep(_QUICK)
        await self._long.acquire()
        place.leave(self._long)
        worker.make_way()
        self._spawn(self._refill())

    async def _take(self) -> Worker:
        while not self._idle:
            await asyncio.shield(self._spawn(self._refill()))
        worker = self._idle.pop()
        self._busy.add(worker)
        return worker

    async def _refill(self) -> None:
        """Make a process; on a thread, as it takes some milliseconds, and to the end, so that none is lost."""
        self._put(await asyncio.to_thread(Worker, *self._arguments))

    def _give_back(self, worker: Worker, as_it_was: bool) -> None:
        self._busy.discard(worker)
        if as_it_was:
            self._put(worker)
        else:
            worker.kill()

    def _put(self, worker: Worker) -> None:
        if self._closed or len(self._idle) >= self._places:
            worker.kill()
        else:
            self._idle.append(worker)

    def _spawn(self, coroutine: Any) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.ensure_future(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


class _Place:
    """Where a query is: which lane it has to let go of when it is done."""

    def __init__(self, lane: asyncio.Semaphore) -> None:
        self.lane, self.left = lane, False

    def leave(self, lane: asyncio.Semaphore) -> None:
        """Go over to another lane, which has been acquired."""
        self.lane.release()
        self.lane, self.left = lane, True


def _context() -> Any:
    """How processes are made: from one that has read the code and done nothing else, where there is such a thing."""
    if "forkserver" not in mp.get_all_start_methods():
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "kg.server.workers", "kg.store.oxigraph"])
    return context


def _memory(processes: int) -> int:
    """Bytes that each of so many processes may take."""
    with suppress(AttributeError, ValueError, OSError):
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        return min(MAX_MEMORY, max(_LEAST_MEMORY, total // processes))
    return MAX_MEMORY
