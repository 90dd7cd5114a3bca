"""What a program of ours does about memory: looks for cycles seldom, gives back what it no longer needs."""

from __future__ import annotations

import atexit
import ctypes
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

# Give memory back when the process has grown by so many pages (of 4 kB) since it last did: 64 MB.
_GROWN = 16_384

# Names and bounds of glibc's mallopt: blocks of up to 32 MB, the most it allows, come from the memory it keeps, of what
# is free at the end of that up to 256 MB stay, and all threads share it: what one of their own ends with is not given
# back by malloc_trim.
_KEEP = {-3: 32 << 20, -1: 256 << 20, -8: 1}

_kept = 0


def own_process() -> None:
    """Settings for processes that are ours, the command line and its workers; a program that imports kg keeps its own.

    Cycles are looked for less often: parses and graphs are many small objects with few of them.  At Python's own pace
    the search is a twentieth of the time of a build, and that at the end of a program, when all goes anyway, takes
    0.4 s once the knowledge base is in memory.

    Memory is given back by :func:`give_back` alone.  Left to itself glibc gives back each larger matrix, and the system
    has to clear the same pages again for the next: 2 % of the time of a worker.
    """
    gc.set_threshold(50_000, 20, 50)
    atexit.register(gc.freeze)
    if keep := _glibc("mallopt"):
        for name, size in _KEEP.items():
            keep(name, size)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no cycles meanwhile, where many objects are made, all of them stay and the search would only take time.

    Example:
        >>> with uncollected():
        ...     gc.isenabled()
        False
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def give_back() -> None:
    """Give the system the memory that is no longer needed, if the process has grown (on Linux with glibc).

    The matrices of a long text leave holes between what stays; without this a process grows by half in a few thousand
    articles.
    """
    global _kept
    trim = _glibc("malloc_trim")
    if trim and _resident() > _kept + _GROWN:
        trim(0)
        _kept = _resident()


def _resident() -> int:
    """Pages of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1])


@cache
def _glibc(name: str) -> Callable[..., int] | None:
    if sys.platform != "linux":
        return None
    found: Callable[..., int] | None = getattr(ctypes.CDLL(None), name, None)
    return found
