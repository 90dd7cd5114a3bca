"""The rows of triples kept ready made beside a store: what is asked for is cut out of them, and nothing is read anew.

To read the terms of an event from the store and to find the words of its rows takes half a millisecond.  So rows are
made once for each state of the store (:mod:`kg.store.keeping`), at the end of a build or by the first who asks for all
of them, and kept in blocks (:mod:`kg.query.blocks`).  A build leaves those of the articles before all that it wrote as
they were, as news mostly comes in the order of its days, and makes the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg.core.memory import uncollected
from kg.query.blocks import Block
from kg.query.packing import Columns, Key, again
from kg.query.tables import COLUMNS, framed
from kg.rdf.acts import Acts
from kg.rdf.columns import read_events
from kg.store.keeping import carry, keep, kept

if TYPE_CHECKING:
    import pandas as pd

    from kg.core.event import Event
    from kg.core.selection import Selection
    from kg.store import Store

_NAME = "triples"

# So many events make a block, which is read whole; so many blocks are held for the next question.  Of a store with more
# a filter is better asked.
_BLOCK = 8_192
_HELD = 8

# At the end of a build rows are made where it wrote at least this part of those that are to be made: to make them takes
# as long as to read a twentieth of their articles.
_PART = 20

# All that decides what a row says, beside the store.
_CODE = ("core", "rdf", "query")


class Ready:
    """The rows of all events of a store, in one of its states.

    Args:
        content: What was kept: each block, after its length in four bytes.
    """

    def __init__(self, content: bytes) -> None:
        self._packed = _split(content)
        self._blocks: list[Block] = []

    @property
    def few(self) -> bool:
        """Whether they are so few that they are held, and a filter looks at each."""
        return len(self._packed) <= _HELD

    def frame(self, chosen: Selection, level: str, merged: bool) -> pd.DataFrame:
        """What :func:`kg.query.tables.triples_frame` makes of the events that are chosen."""
        left_out = 0
        parts: list[dict[str, np.ndarray]] = []
        for block in self._each():
            which = block.kept(chosen, merged)
            left_out += block.left_out(which, level)
            parts += filter(None, [block.rows(which, level, merged)])
        columns = {name: np.concatenate([part[name] for part in parts]) for name in COLUMNS} if parts else {}
        return framed(columns, left_out)

    def _each(self) -> Iterator[Block]:
        if self._blocks:
            yield from self._blocks
            return
        read = map(Block, self._packed)
        if self.few:
            self._blocks = list(read)
        yield from self._blocks or read


def ready(store: Store, make: bool = False) -> Ready | None:
    """The rows of a store as it is now; None where there are none.

    Args:
        store: A store.
        make: Make them, where they can be kept.
    """
    place = store.keeping
    if place is None:
        return None
    content = kept(store, _NAME, _code())
    if content is None and make:
        pieces = list(_blocks(store))
        keep(store, _NAME, _code(), pieces)
        # Also where the folder may not be written to; but not of a store that was written to meanwhile.
        content = b"".join(pieces) if store.keeping == place else None
    return None if content is None else Ready(content)


def renew(store: Store, before: str, since: Key | None, written: int) -> None:
    """Have rows ready after a build, where that is cheap beside it.

    Args:
        store: As the build left it.
        before: The state in which it found the store; "" if it made it.
        since: The first, in the order of events, of the articles that it wrote; None if all in the store is as it was.
        written: How many events it wrote.
    """
    if store.keeping is None or (since is None and carry(store, _NAME, _code(), before)):
        return
    (total,) = (int(row["n"].value) for row in store.select("SELECT (COUNT(?event) AS ?n) { ?event a kg:Event }"))
    there = before and since and kept(store, _NAME, _code(), before)
    stays, rest = _before(since, _split(there)) if since and there else ([], None)
    if written * _PART >= total - len(stays) * _BLOCK - (0 if rest is None else len(rest)):
        keep(store, _NAME, _code(), _blocks(store, stays, rest))


def _before(since: Key, blocks: list[bytes]) -> tuple[list[bytes], Columns | None]:
    """Of blocks those that are whole and stand before an article, and what of the next one does."""
    for number in range(len(blocks) - 1, -1, -1):
        columns = Columns.read(blocks[number])
        if len(columns) != _BLOCK and number < len(blocks) - 1:
            return [], None  # of another size
        if count := columns.before(since):
            return (blocks[: number + 1], None) if count == _BLOCK else (blocks[:number], columns.head(count))
    return [], None


def _split(content: bytes) -> list[bytes]:
    """The blocks, each of which stands after its length."""
    found, at = [], 0
    while at < len(content):
        end = at + 4 + int.from_bytes(content[at : at + 4], "big")
        found.append(content[at + 4 : end])
        at = end
    return found


def _blocks(store: Store, stays: Sequence[bytes] = (), rest: Columns | None = None) -> Iterator[bytes]:
    """The rows of all events.

    Args:
        store: What holds them.
        stays: Blocks of the first of them, in which the events are as they were.
        rest: The next ones.
    """
    acts = Acts.read(store)
    last = [*map(Columns.read, stays[-1:]), *filter(None, [rest])]  # an article may be in both
    for content in stays:
        yield _measured(again(content, acts))
    events = _after(store, last) if last else read_events(store)
    while True:
        with uncollected():
            some = Columns.of(list(islice(events, _BLOCK - len(rest or ()))))
            block = rest + some if rest else some
            rest = None
            content = block.packed(acts)
        if not len(block):
            return
        yield _measured(content)


def _after(store: Store, last: Sequence[Columns]) -> Iterator[Event]:
    """The events after some others, of which these are the last."""
    day, _ = end = last[-1].key(len(last[-1]) - 1)
    told = {event for columns in last for event in columns.shared["event"]}
    which = f"?event kg:article ?a . ?a schema:datePublished ?day FILTER(STR(?day) >= '{day}')" if day else ""
    for event in read_events(store, which):
        if (str(event.published or ""), event.article) >= end and event.id not in told:
            yield event


def _measured(block: bytes) -> bytes:
    return len(block).to_bytes(4, "big") + block


@cache
def _code() -> str:
    """A digest of the code and tables that rows are made by."""
    digest, package = hashlib.sha256(), Path(__file__).parents[1]
    for file in sorted(f for room in _CODE for f in (package / room).iterdir() if f.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]
