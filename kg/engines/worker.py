"""A worker process of the local engine: takes a task, then chunks of articles, gives back what was made of them.

Started as ``python -m kg.engines.worker N``, N being the number of an open pipe to the process that started it.  Ends
at once when that pipe does, so it never outlives that process.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import time
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any

from kg.core.errors import KgError
from kg.core.memory import give_back, own_process

# Seconds between two signs that the work goes on.
_BEAT = 1.0


def work(pipe: Connection) -> None:
    """Serve a pipe until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all processes; who started us decides what it means
    jobs: SimpleQueue[Any] = SimpleQueue()
    # A thread of its own, so that whoever sends us work never waits for us: we may be sending to him.
    Thread(target=_receive, args=(pipe, jobs), daemon=True).start()
    try:
        task = jobs.get()
        if isinstance(task, Exception):
            raise task
        own_process()
        reader = task.open()
        gc.freeze()  # the knowledge base stays: the collector need not look through it again and again
    except Exception as error:
        pipe.send(error if isinstance(error, KgError) else KgError(f"a worker process cannot start ({error!r})"))
        return
    pipe.send("ready")
    results: SimpleQueue[bytes] = SimpleQueue()
    # Nor do we wait for him to take what we send: he may be writing.  He gives out few jobs before he does.
    Thread(target=_send, args=(pipe, results), daemon=True).start()
    heard = time.monotonic()

    def say(message: Any) -> None:
        nonlocal heard
        results.put(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
        heard = time.monotonic()

    def beat() -> None:
        if time.monotonic() - heard > _BEAT:
            say("alive")

    while True:
        number, articles = jobs.get()
        say((number, reader.read(articles, beat)))
        give_back()


def _send(pipe: Connection, results: SimpleQueue[bytes]) -> None:
    try:
        while True:
            pipe.send_bytes(results.get())
    except OSError:
        os._exit(0)


def _receive(pipe: Connection, jobs: SimpleQueue[Any]) -> None:
    try:
        while True:
            jobs.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)
    except Exception as error:  # what was sent cannot be loaded here
        jobs.put(error)


if __name__ == "__main__":
    try:
        work(Connection(int(sys.argv[1])))
    except OSError:
        sys.exit(0)
