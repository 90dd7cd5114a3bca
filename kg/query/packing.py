"""Some events as columns that JSON can hold, made and put together; :mod:`kg.query.blocks` reads them.

A column is a list of values; where few differ it is the list of those, and for each event or row the place of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.core.event import Event, Evidence, Participant
from kg.core.memory import uncollected
from kg.core.plover import EventType
from kg.core.statements import LEVELS
from kg.query.tables import COLUMNS, about, own_rows

if TYPE_CHECKING:
    from kg.rdf.acts import Acts

# What the rows of one event differ in, and what they say of its reports; they share all else.
_OWN = ("source", "relation", "target", "detail", "source_id", "target_id", "target_kind")
TOLD = ("casualties", "reports", "first_report", "last_report", "denied_by", "tolls")
SHARED = tuple(name for name in COLUMNS if name not in _OWN)

# What filters look at: some of what rows say, and what no row says: fields, who takes part, where, who says so.
SAID = ("type", "mode", "status", "basis", "start", "end", "published", "confidence", "reported_by")
UNSAID = ("contexts", "actors", "recipients", "place", "by")
_LATER = tuple(name for name in SHARED if name not in SAID)

# Has reports put to it, for what is said of these alone.
_NOTHING = Event("", EventType.CONSULT, (), Evidence("", 0, 0, "", 0, 0), id="-")

#: Where an article stands in the order of events: the day of its publication, "" if it has none, and its id.
Key = tuple[str, str]


@dataclass(slots=True)
class Columns:
    """Some events and their rows, each event by itself, whatever others tell the same act.

    Attributes:
        shared: What is said of each event, by columns.
        own: For each level the rows, by columns, and under "at" which event each is of.
    """

    shared: dict[str, list[Any]]
    own: dict[str, dict[str, list[Any]]]

    @classmethod
    def of(cls, events: Sequence[Event]) -> Columns:
        """Of events, as they are read from a store."""
        rows = [{**about(event), **_unsaid(event)} for event in events]
        shared = {name: [_plain(row[name]) for row in rows] for name in (*SHARED, *UNSAID)}
        own: dict[str, dict[str, list[Any]]] = {}
        for level in LEVELS:
            found = [list(own_rows(event, level)) for event in events]
            every = list(chain.from_iterable(found))
            at = [number for number, rows in enumerate(found) for _ in rows]
            own[level] = {"at": at, **{name: [row[name] for row in every] for name in _OWN}}
        return cls(shared, own)

    @classmethod
    def read(cls, content: bytes) -> Columns:
        """What was packed."""
        first, later = map(read, parts(content))
        shared = {**first["seen"], **later["events"]}
        return cls(
            {name: _loose(shared[name], nested=name in UNSAID) for name in (*SHARED, *UNSAID)},
            {level: {name: _loose(column) for name, column in later[level].items()} for level in LEVELS},
        )

    def __len__(self) -> int:
        return len(self.shared["event"])

    def key(self, at: int) -> Key:
        """Where the article of an event stands."""
        return self.shared["published"][at] or "", self.shared["article"][at]

    def before(self, since: Key) -> int:
        """How many events are of articles that stand before another."""
        return bisect_left(range(len(self)), since, key=self.key)

    def head(self, count: int) -> Columns:
        """The first events."""
        shared = {name: column[:count] for name, column in self.shared.items()}
        ends = {level: bisect_left(rows["at"], count) for level, rows in self.own.items()}
        own = {level: {n: c[: ends[level]] for n, c in rows.items()} for level, rows in self.own.items()}
        return Columns(shared, own)

    def __add__(self, other: Columns) -> Columns:
        moved = {level: {**rows, "at": [at + len(self) for at in rows["at"]]} for level, rows in other.own.items()}
        shared = {name: column + other.shared[name] for name, column in self.shared.items()}
        own = {level: {n: c + moved[level][n] for n, c in rows.items()} for level, rows in self.own.items()}
        return Columns(shared, own)

    def packed(self, acts: Acts) -> bytes:
        """Compressed, with what is known of the reports of each act."""
        ids, cost = self.shared["event"], self.shared["casualties"]
        several = [at for at, id_ in enumerate(ids) if id_ in acts.reports]
        told = [about(replace(_NOTHING, reports=acts.reports[ids[at]])) for at in several]
        for at, act in zip(several, told, strict=True):
            act["casualties"] = act["casualties"] or cost[at]
        first = {
            "of": len(ids),
            "retold": [at for at, id_ in enumerate(ids) if id_ in acts.retold and id_ not in acts.reports],
            "several": several,
            "seen": {name: _column(self.shared[name]) for name in (*SAID, *UNSAID)},
        }
        later: dict[str, Any] = {
            "events": {name: _column(self.shared[name]) for name in _LATER},
            "told": {name: _column([_plain(act[name]) for act in told]) for name in TOLD},
        }
        for level, rows in self.own.items():
            later[level] = {"at": rows["at"], **{name: _column(rows[name]) for name in _OWN}}
        one, other = (zlib.compress(json.dumps(p, separators=(",", ":")).encode("ascii"), 6) for p in (first, later))
        return len(one).to_bytes(4, "big") + one + other


def again(content: bytes, acts: Acts) -> bytes:
    """The same events packed with what is known of acts now."""
    if not acts.retold:
        first = read(parts(content)[0])
        if not first["retold"] and not first["several"]:
            return content
    return Columns.read(content).packed(acts)


def parts(content: bytes) -> tuple[bytes, bytes]:
    """What filters look at, and the rest."""
    end = 4 + int.from_bytes(content[:4], "big")
    return content[4:end], content[end:]


def read(content: bytes) -> dict[str, Any]:
    """One part."""
    with uncollected():
        found: dict[str, Any] = json.loads(zlib.decompress(content))
    return found


def frozen(value: Any) -> Any:
    """A value in which lists are tuples, as they were before JSON had them."""
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def _unsaid(event: Event) -> dict[str, Any]:
    return {
        "contexts": tuple(context.value for context in event.contexts),
        "actors": tuple(map(_party, event.actors)),
        "recipients": tuple(map(_party, event.recipients)),
        "place": event.place and event.place.country,
        "by": event.reported_by and event.reported_by.id,
    }


def _party(p: Participant) -> tuple[str | None, str | None, int]:
    """Who it is, and where: by that those are told apart who are only described."""
    return p.id, p.country, 0 if p.named else p.start


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _column(values: Sequence[Any]) -> Any:
    places: dict[Hashable, int] = {}
    at = [places.setdefault(value, len(places)) for value in values]
    return {"of": list(places), "at": at} if 2 * len(places) <= len(values) else values


def _loose(column: Any, nested: bool = False) -> list[Any]:
    """Each value of a column in its place."""
    coded = isinstance(column, Mapping)
    values: Iterable[Any] = column["of"] if coded else column
    values = list(map(frozen, values)) if nested else list(values)
    return [values[at] for at in column["at"]] if coded else values
