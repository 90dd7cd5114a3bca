"""Engines: run an extractor over many articles, on one core, all cores, or many machines.

An engine is a small adapter: articles in, chunks of results out.  What is done to a chunk is the same everywhere
(:mod:`kg.engines.task`), and what one engine gives, any other gives.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Protocol

from kg.core.errors import KgError
from kg.core.records import Article
from kg.engines.task import Chunk, Task

#: Name -> the module that has a function ``engine(workers)``.
ENGINES: dict[str, str] = {"local": "kg.engines.local", "ray": "kg.engines.ray"}


class Engine(Protocol):
    """Runs a task over articles."""

    def run(self, articles: Iterable[Article], task: Task, *, ordered: bool = False) -> Generator[Chunk, None, None]:
        """Chunks of results; in the order of the articles if asked, else as they are done.

        Articles are taken as they are needed, never all at once.  An article that cannot be read is an error in its
        chunk, whatever it did: raised, hung, or took its process down.
        """
        ...


def get(name: str = "local", workers: int | None = None) -> Engine:
    """The engine of that name.

    Args:
        name: "local" or "ray".
        workers: Processes; None for what fits the machine and the work.

    Raises:
        KgError: There is none of that name, its package is not installed, or the number makes no sense.
    """
    from importlib import import_module

    if name not in ENGINES:
        raise KgError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
    if workers is not None and workers < 1:
        raise KgError(f"{workers} workers can do nothing; give 1 or more")
    make: Callable[[int | None], Engine] = import_module(ENGINES[name]).engine
    return make(workers)


__all__ = ["ENGINES", "Chunk", "Engine", "Task", "get"]
