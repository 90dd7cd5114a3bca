"""What was made of a store and is kept in its folder, to be read in its place for as long as nobody writes to it.

A file holds what was made, and before it of which state of the store and by which code.  It is of use for that state
and that code only: whatever writes to a store, to its end or not, gives it another state.  So it may be deleted at any
time, and nothing in it is ever executed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from kg.core.errors import StoreError
from kg.core.files import whole
from kg.store.base import Store
from kg.store.folder import read_manifest, sizes

#: What the names of such files begin with.
PREFIX = "made-"

_DIGEST = 32  # bytes

# What the database writes its data to; its logs in words and its settings are no part of what it holds.
_DATA = ("*.sst", "*.log", "MANIFEST-*")


def state_of(path: Path) -> str:
    """What tells the state of a store on disk from all others: how often it was opened to write, its files' sizes.

    Raises:
        StoreError: It has no manifest that can be read.
    """
    try:
        files = sizes(path / "oxigraph", *_DATA)
    except OSError as error:
        raise StoreError(f"{path}: cannot be looked at ({error})") from error
    listed = "".join(f"{name} {size}\n" for name, size in sorted(files.items()))
    return f"{read_manifest(path)['generation']}-{hashlib.sha256(listed.encode()).hexdigest()[:16]}"


def kept(store: Store, name: str, by: str, state: str | None = None) -> bytes | None:
    """What was made of a state of a store; None where nothing was, or it is damaged.

    Args:
        store: Open to read, in a folder; of others nothing is kept.
        name: What it is called.
        by: A digest of the code that made it.
        state: An earlier state; None for the present one.
    """
    place = store.keeping
    return None if place is None else _content(place[0] / f"{PREFIX}{name}", _head(state or place[1], by))


def keep(store: Store, name: str, by: str, pieces: Iterable[bytes]) -> bool:
    """Make something of a store and put it into its folder, whole or not at all.

    Args:
        store: Open to read.  Where nothing can be kept, nothing is made.
        name: What it is called.
        by: A digest of the code that makes it.
        pieces: Makes it.

    Returns:
        Whether it is there now.
    """
    place = store.keeping
    if place is None:
        return False

    def while_unchanged() -> Iterator[bytes]:
        yield from pieces
        if store.keeping != place:  # somebody wrote to it meanwhile: who knows what this was made of
            raise OSError

    return _put(place[0] / f"{PREFIX}{name}", _head(place[1], by), while_unchanged())


def carry(store: Store, name: str, by: str, before: str) -> bool:
    """Keep what was made of an earlier state of a store, from which the present one does not differ in what it holds.

    Returns:
        Whether there was something.
    """
    place = store.keeping
    if place is None:
        return False
    file = place[0] / f"{PREFIX}{name}"
    content = _content(file, _head(before, by))
    return content is not None and _put(file, _head(place[1], by), [content])


def _head(state: str, by: str) -> bytes:
    return f"kg {state} {by}\n".encode()


def _content(file: Path, head: bytes) -> bytes | None:
    try:
        with file.open("rb") as stream:
            if stream.read(len(head)) != head:
                return None
            rest = stream.read()
    except OSError:
        return None
    content, digest = rest[:-_DIGEST], rest[-_DIGEST:]
    return content if hashlib.blake2b(head + content, digest_size=_DIGEST).digest() == digest else None


def _put(file: Path, head: bytes, pieces: Iterable[bytes]) -> bool:
    digest = hashlib.blake2b(digest_size=_DIGEST)
    try:
        with whole(file, mode=0o644) as out:  # for whoever may read the store
            for piece in chain([head], pieces):
                out.write(piece)
                digest.update(piece)
            out.write(digest.digest())
        return True
    except OSError:  # a folder that may not be written to, a disk that is full: then it is made when it is asked for
        return False
