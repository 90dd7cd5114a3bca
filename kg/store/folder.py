"""The folder of a store on disk: its manifest, and the lock that keeps writers apart."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from kg.core.errors import StoreError

#: Of the layout of the graph.  Raise it with every change after which older graphs would be misread.
SCHEMA_VERSION = 2

MANIFEST = "kg-store.json"

# What a process that is killed at once may leave behind: the lock, and a manifest that is not in its place yet; and
# what a person leaves there, to be said again of a store that is built anew.
_BEGUN = frozenset({"lock", "kg-store.new", "corrections.tsv"})


def read_manifest(path: Path) -> dict[str, int]:
    """What the manifest says: the schema version, and how often somebody opened or closed the store to write."""
    try:
        manifest = json.loads((path / MANIFEST).read_text("utf-8"))
        return {"schema": int(manifest["schema"]), "generation": int(manifest["generation"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: its {MANIFEST} cannot be read ({error})") from error


def is_free(path: Path) -> bool:
    """Whether a store may be made at a path: nothing is there, or no more than the beginning of one."""
    return not path.exists() or (path.is_dir() and all(file.name in _BEGUN for file in path.iterdir()))


def check_manifest(path: Path) -> None:
    """Refuse a store of another schema version."""
    schema = read_manifest(path)["schema"]
    if schema == SCHEMA_VERSION:
        return
    old = ("an older", "build it anew from its articles")
    age, todo = old if schema < SCHEMA_VERSION else ("a newer", "install that version")
    what = f"written by {age} version of kg (layout {schema}, this one has {SCHEMA_VERSION})"
    raise StoreError(f"{path}: {what}; {todo}")


def write_manifest(path: Path) -> int:
    """Count up the generation, by which readers see that somebody wrote."""
    file = path / MANIFEST
    generation = read_manifest(path)["generation"] + 1 if file.exists() else 1
    temporary = file.with_suffix(".new")
    temporary.write_text(json.dumps({"schema": SCHEMA_VERSION, "generation": generation}) + "\n", "utf-8")
    temporary.replace(file)
    return generation


def damage(path: Path | str, error: Exception) -> StoreError | None:
    """What to tell of an error that says that files of a store are damaged; None if it does not say so."""
    if "Corruption:" not in str(error):
        return None
    what = str(error).split("Corruption:")[-1].strip().partition("  ")[0]
    todo = f"build it anew from its articles (move the folder away, then `kg build ARTICLES --store {path}`)"
    return StoreError(f"{path}: its files are damaged ({what}); {todo}, or put a copy of the folder back")


_PATIENCE = 1.0  # seconds in which somebody else may let go of it


class Lock:
    """Many readers while they open, or one writer.  Held by the operating system, so a crash releases it."""

    def __init__(self, path: Path) -> None:
        try:
            self._file: IO[bytes] | None = (path / "lock").open("ab")
        except OSError:
            self._file = None  # a store on a read-only medium: nobody can write to it

    def exclusive(self) -> bool:
        """Take it to write; False if somebody else has it."""
        if self._file is None:
            raise StoreError("its folder cannot be written to")
        return self._take(exclusive=True, patience=_PATIENCE)

    def shared(self, patience: float = _PATIENCE) -> bool:
        """Take it to read; False if somebody writes."""
        return self._take(exclusive=False, patience=patience)

    def _take(self, *, exclusive: bool, patience: float) -> bool:
        if self._file is None or os.name != "posix":
            return True  # elsewhere RocksDB's own lock still refuses a second writer
        import fcntl

        # A reader holds it for milliseconds only: a writer that meets one tries again.
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(self._file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
                return True
            except OSError:
                if time.monotonic() >= until:
                    return False
                time.sleep(0.02)

    def release(self) -> None:
        """Give it back."""
        if self._file is not None:
            self._file.close()
            self._file = None


def sizes(folder: Path, *patterns: str) -> dict[str, int]:
    """The bytes of the files of a database that are named so; one that it takes away meanwhile is none of them."""
    found = {}
    for file in (file for pattern in patterns for file in folder.glob(pattern)):
        with suppress(FileNotFoundError):
            found[file.name] = file.stat().st_size
    return found
