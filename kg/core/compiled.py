"""What is made of the tables that ship with the package, kept as Python keeps its bytecode.

To read a table anew takes as long as to read an article.  What was made of it is put where Python puts compiled modules
(``__pycache__``, or what ``PYTHONPYCACHEPREFIX`` says), under a name with a digest of every table and of the code that
read it: whatever changes gets another name, so what is found is never out of date, and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Callable, Iterable
from importlib.util import cache_from_source
from pathlib import Path
from typing import TypeVar

from kg.core.files import whole
from kg.core.memory import uncollected

T = TypeVar("T")


def compiled(name: str, tables: Iterable[Path], rooms: Iterable[Path], make: Callable[[], T]) -> T:
    """What ``make`` makes, or made in an earlier process.

    Args:
        name: What it is called.
        tables: The files that it is made of; it is kept beside the first by name.
        rooms: Folders with all the code that makes it.
        make: Makes it, of nothing else than these files.
    """
    tables = sorted(tables)
    code = sorted(module for room in rooms for module in room.glob("*.py"))
    digest = hashlib.blake2b(digest_size=12)
    for path in (*tables, *code):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    beside = Path(cache_from_source(str(tables[0].with_name(f"{name}.py")))).with_suffix("")
    place = beside.with_name(f"{beside.name}.{digest.hexdigest()}.pickle")
    found: list[T] = _kept(place)
    if not found:
        found = [make()]
        if not sys.dont_write_bytecode:
            _keep(found, place, beside.name)
    return found[0]


def _kept(place: Path) -> list[T]:
    """What is kept there, in a list; an empty one where there is nothing of use."""
    try:
        with uncollected():  # to look for garbage takes thrice as long as to read it
            found: list[T] = pickle.loads(place.read_bytes())
        return found
    except Exception:  # not there, cut off, of a class that there is no more: then it is made
        return []


def _keep(what: list[T], place: Path, name: str) -> None:
    """Put it there, whole or not at all, and take away what was made of other tables."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with whole(place, mode=0o644) as file:  # for whoever may read the tables
            pickle.dump(what, file, protocol=5)
        for old in place.parent.glob(f"{name}.*.pickle"):
            if old != place:
                old.unlink()
    except OSError:  # a folder that may not be written to: it is made each time
        pass
