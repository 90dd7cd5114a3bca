"""What is read only once somebody looks: sentences, themes, sources, in chunks that a page opens on demand."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from string import digits
from typing import Any, NamedTuple

from kg.core.event import Event
from kg.core.plover import EventType
from kg.view import clean
from kg.view.columns import Column, laid, squeezed, squeezed_json

CHUNK = 2048
"""Events in a chunk; the newest are in the first."""

NO_DAY = -(1 << 20)


class Shown(NamedTuple):
    """Who takes part in an event, as the page shows them: the actors, then the recipients, each once.

    Attributes:
        actors: The sign that points at an actor, by his name.  Only these are pointed at from a sentence.
        recipients: The sign that points at a recipient, likewise.
        keys: Their keys, as they stand in what an event's id is made of.
    """

    actors: Mapping[str, str]
    recipients: Mapping[str, str]
    keys: str

    @classmethod
    def of(cls, names: Sequence[str], actors: int, keys: str) -> Shown:
        """From the names of all, of which so many are actors."""
        signs: tuple[dict[str, str], dict[str, str]] = ({}, {})
        for number, name in enumerate(names[:MOST_NAMES]):
            signs[number >= actors].setdefault(name, _NAME + chr(0x20 + number))
        return cls(*signs, keys)


def chunks(events: Sequence[Event], titles: Mapping[str, str], parties: Sequence[Shown] | None = None) -> list[str]:
    """The details of events, :data:`CHUNK` events each: packed, a space, and the ids that must be stored.

    Args:
        events: The events.
        titles: Headline by article id.
        parties: Who takes part in each; None if the page does not show them one by one.
    """
    each: Sequence[Shown | None] = parties or [None] * len(events)
    # zlib works beside Python: one chunk is squeezed while the next is put together.
    with ThreadPoolExecutor(1) as squeezing:
        told = [
            (squeezing.submit(squeezed, plain), ids)
            for plain, ids in (
                _chunk(events[at : at + CHUNK], titles, each[at : at + CHUNK]) for at in range(0, len(events), CHUNK)
            )
        ]
        return [f"{text.result()} {ids}" for text, ids in told]


class _Strings(dict[str | None, int]):
    """Each string once, cleaned: its number, in the order in which they were met."""

    def __init__(self) -> None:
        super().__init__({None: 0, "": 0})
        self.kept: dict[str, int] = {"": 0}

    def __missing__(self, text: str | None) -> int:
        found = self[text] = self.whole(clean.line(text, clean.TITLE_LENGTH))
        return found

    def whole(self, text: str) -> int:
        """The number of what is clean as it is."""
        return self.kept.setdefault(text, len(self.kept))


def _chunk(events: Sequence[Event], titles: Mapping[str, str], parties: Sequence[Shown | None]) -> tuple[bytes, str]:
    """A chunk to be squeezed, and its ids.

    It holds strings, the articles' addresses and ids, and columns of numbers that point into them.

    Sentences bear their marks within: the trigger and whoever takes part.  Who is called by the name that the page
    shows him by is only pointed at, since a name stands in a page thousands of times.  Contexts are a list an event.
    """
    string = _Strings()
    rows: dict[tuple[Any, ...], int] = {}
    article = [rows.setdefault((e.article, e.source, e.url, e.published), len(rows)) for e in events]
    ids = [clean.line(key[0], 120) for key in rows]
    marked = [_marked(event, who) for event, who in zip(events, parties, strict=True)]
    made = [
        who is not None and _OPEN["t"] in words and _is_made(event, who, ids[number])
        for event, who, words, number in zip(events, parties, marked, article, strict=True)
    ]
    columns: dict[str, Column] = {
        **_told(events, string),
        "sentence": [string.whole(words) for words in marked],
        "article": article,
        "begin": [e.evidence.start if done else 0 for e, done in zip(events, made, strict=True)],
        "made": made,
        "title": [string[titles.get(key[0])] for key in rows],
        "outlet": [string.whole(_line(key[1], clean.NAME_LENGTH)) for key in rows],
        "published": [(key[3] - _EPOCH).days if key[3] else NO_DAY for key in rows],
    }
    articles = [[_woven(clean.web_address(key[2]), id_) for key, id_ in zip(rows, ids, strict=True)], ids]
    told = laid([list(string.kept), *articles], columns, steps=("article", "published"))
    return told, _ids([event.id for event, done in zip(events, made, strict=True) if not done])


def _told(events: Sequence[Event], string: _Strings) -> dict[str, Column]:
    """What is told of each event beside its sentence."""
    return {
        "mode": [string[e.mode or e.verb if e.type is EventType.OTHER else e.mode] for e in events],
        "contexts": [len(e.contexts) for e in events],
        "context": [string[c.replace("_", " ")] for e in events for c in e.contexts],
        "theme": [string[e.theme] for e in events],
        "by": [string[e.reported_by.name] if e.reported_by else 0 for e in events],
        "casualties": [string[e.cost] if e.casualties else 0 for e in events],
        "told": [string[str(e.reports)] if e.reports else 0 for e in events],
        "extractor": [string[e.extractor] for e in events],
    }


def _woven(address: str, id_: str) -> str:
    """An address without what its article's id says too: all of the id, what follows its last stroke, or its number.

    Example:
        >>> _woven("https://example.org/world/4711", "a-4711")
        'https://example.org/world/\\x03'
    """
    if len(id_) > 2 and id_ in address:
        return address.replace(id_, _ID, 1)
    tail = id_.rpartition("/")[2]
    if 2 < len(tail) < len(id_) and tail in address:
        return address.replace(tail, _TAIL, 1)
    number = tail[len(tail.rstrip(digits)) :]
    return address.replace(number, _NUMBER, 1) if len(number) > 2 else address


_ID, _TAIL, _NUMBER = "\x01", "\x02", "\x03"
_HASH = re.compile(r"[0-9a-f]{16}")


def _is_made(event: Event, parties: Shown, article: str) -> bool:
    """Whether the page can make the event's id itself, of what it holds, as :class:`kg.core.event.Event` does.

    An id is a hash: it does not shrink, and takes as much room as a sentence.
    """
    evidence = event.evidence
    if len(evidence.sentence) > clean.SENTENCE_LENGTH:
        return False
    where = f"{evidence.start}\x1f{evidence.trigger_start}"
    told = (_line(event.theme) or "None", event.status, _line(event.extractor))
    said = "\x1f".join((article, event.type, parties.keys, where, *told))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:16] == event.id


@lru_cache(1 << 12)
def _line(text: str | None, limit: int = clean.TITLE_LENGTH) -> str:
    return clean.line(text, limit)


def _ids(ids: list[str]) -> str:
    """Hashes as the bytes that they are; other ids as JSON."""
    if all(_HASH.fullmatch(id_) for id_ in ids):
        return base64.b64encode(bytes.fromhex("".join(ids))).decode("ascii")
    return ":" + squeezed_json([clean.line(id_, 64) for id_ in ids])


_EPOCH = dt.date(1970, 1, 1)


def _marked(event: Event, parties: Shown | None) -> str:
    """The sentence, cleaned, with its marks."""
    evidence = event.evidence
    sentence, base = evidence.sentence, evidence.start
    actors, recipients, _ = parties or _NOBODY
    # Trigger and participants in code points of the sentence; what does not match the text is left out.
    marks: list[clean.Mark] = []
    start, end = evidence.trigger_start - base, evidence.trigger_end - base
    if 0 <= start < end and sentence[start:end] == evidence.trigger:
        marks.append((start, end, "t"))
    for role, side in (("a", event.actors), ("r", event.recipients)):
        for p in side:
            start, end = p.start - base, p.end - base
            if 0 <= start < end and sentence[start:end] == p.text:
                marks.append((start, end, role))
    text, marks = clean.excerpt(sentence, marks)
    shown = []
    at = 0
    for start, end, role in marks:
        words = text[start:end]
        sign = None if role == "t" else actors.get(words) if role == "a" else recipients.get(words)
        shown.append(text[at:start])
        shown.append(sign or f"{_OPEN[role]}{words}{_CLOSE}")
        at = end
    shown.append(text[at:])
    return "".join(shown)


# Signs of a mark: where it begins, by role, and where it ends; a name that is only pointed at, with its number.
_OPEN = {"t": "\x01", "a": "\x02", "r": "\x03"}
_CLOSE, _NAME = "\x04", "\x05"
_NOBODY = Shown({}, {}, "")
MOST_NAMES = 90
"""So many of an event's parties can be pointed at from its sentence: one printable character each."""
