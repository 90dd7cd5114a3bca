"""Keeping a graph current: look at folders, files and feeds again and again, and build from what is new."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from kg.building import OnError, Progress, build, warn
from kg.core.errors import InputError, KgError
from kg.readers.address import Address, Stream, is_address
from kg.readers.options import Limits
from kg.readers.sources import File, find


def watch(
    sources: str | Sequence[str],
    store: str | Path,
    *,
    every: float = 300.0,
    rounds: int | None = None,
    on_error: OnError | None = None,
    on_round: Callable[[Progress], None] | None = None,
    **options: Any,
) -> None:
    """Build a graph, then add to it whatever comes, until it is stopped.

    Files are read when they are new or have changed; what is at an address, when it is not what was there before.
    Articles whose files are gone stay in the graph (:func:`kg.remove` takes them out).  What goes wrong is
    reported, and tried again in the next round.

    Args:
        sources: Folders, files, globs, and addresses (http, https) of feeds or other files of articles.
        store: As in :func:`kg.build`.
        every: Seconds between rounds.
        rounds: How many to do; None goes on until it is stopped (Ctrl-C leaves a graph that can be used).
        on_error: Called with each error; None logs a warning.
        on_round: Called after each round in which there was something new.
        **options: Others of :func:`kg.build`.

    Raises:
        InputError: There is no such file or folder to begin with.

    Example:
        >>> watch(["news/", "https://example.org/rss.xml"], "world", every=60)  # doctest: +SKIP
    """
    report = on_error or warn
    named = [sources] if isinstance(sources, str) else sources
    places: list[_Place] = [_Web(source) if is_address(source) else _Files(source) for source in named]
    done = 0
    while True:
        found = [(place, parts) for place in places if (parts := _look(place, report))]
        if found:
            _build(found, store, report, on_round, options)
        done += 1
        if rounds is not None and done >= rounds:
            return
        time.sleep(every)


def _build(
    found: list[tuple[_Place, list[Any]]],
    store: str | Path,
    report: OnError,
    on_round: Callable[[Progress], None] | None,
    options: dict[str, Any],
) -> None:
    states: list[Progress] = []
    try:
        every = [part for _, parts in found for part in parts]
        build(every, store, on_error=report, progress=states.append, **options).close()
    except KgError as error:  # another process is writing to the store, the disk is full …
        report(error)
        return
    for place, parts in found:
        place.keep(parts)
    if on_round:
        on_round(states[-1])


def _look(place: _Place, report: OnError) -> list[Any]:
    try:
        return place.look()
    except InputError as error:
        report(error)
        return []


class _Place(Protocol):
    """Where articles come from."""

    def look(self) -> list[Any]:
        """What is new there, for :func:`kg.build`."""
        ...

    def keep(self, parts: list[Any]) -> None:
        """Note that this is in the graph."""
        ...


class _Files:
    """A file, folder or glob; a folder may be empty to begin with."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._had: dict[File, tuple[int, int]] = {}
        self._now: dict[File, tuple[int, int]] = {}
        if not _is_folder(path):
            find(path)

    def look(self) -> list[File]:
        """Files that are new or have changed."""
        try:
            self._now = {file: stamp for file in find(self._path) if (stamp := _stamp(file))}
        except InputError:  # all are gone for the moment
            self._now = {}
        return [file for file, stamp in self._now.items() if self._had.get(file) != stamp]

    def keep(self, parts: list[File]) -> None:
        """Note that they have been read as they were when they were looked at."""
        self._had.update((file, self._now[file]) for file in parts)


class _Web:
    """An address."""

    def __init__(self, url: str) -> None:
        self._address = Address(url, Limits().file)

    def look(self) -> list[Stream]:
        """What is there, if that is not what was there before."""
        stream = self._address.look()
        return [] if stream is None else [stream]

    def keep(self, parts: list[Stream]) -> None:
        """Note that it has been read."""
        self._address.keep(parts[0])


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _stamp(file: File) -> tuple[int, int] | None:
    """What changes when a file is written to; None if it is gone."""
    try:
        stat = file.path.stat() if file.path is not None else None
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_size) if stat else None
