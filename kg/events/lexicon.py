"""The lexicon: which predicates, in which frames, are which event.

The entries live in ``lexicon/*.yaml``, one file per PLOVER type, for a domain expert to edit; the documentation says
how.  This module loads them and finds, for a predicate and its filled slots, the entry that fits best.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from kg.core import lists
from kg.core.compiled import compiled
from kg.core.errors import KnowledgeError
from kg.core.packed import Packed
from kg.core.plover import Context, EventType, Status

FOLDER = Path(__file__).parent / "lexicon"

# Where the parties and the theme are looked for when an entry does not say.
VERB_DEFAULT = {"actor": ("subject",), "recipient": ("object",), "theme": ("clause", "object", "over", "on", "about",
                "for", "of", "to")}  # fmt: skip
NOUN_DEFAULT = {"actor": ("by", "possessor", "from"), "recipient": ("on", "against", "to", "with", "of"),
                "theme": ("over", "on", "about", "for", "of")}  # fmt: skip
ADJ_DEFAULT = {"actor": ("subject",), "recipient": ("of", "to", "with", "at", "for"), "theme": ("clause", "over", "for",
               "about", "of")}  # fmt: skip

ANY, NONE, ACTOR, NOBODY = "*", "-", "$actor", "-$actor"
# How much a satisfied condition tells; a list of words is the most specific.
WEIGHT = {ANY: 1.0, NONE: 0.5, ACTOR: 2.0, NOBODY: 0.6}


@dataclass(frozen=True, slots=True)
class Condition:
    """One slot that has to be filled in a given way: by one of some words, anything, an actor, nothing, or no actor."""

    slot: str
    words: frozenset[str]
    kind: str  # "words", "*", "-", "$actor", "-$actor"
    # Base forms of which a sentence must hold one where some word is to stand there; None where it need not.
    near: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A predicate in one frame, and what it means."""

    id: str
    type: EventType
    pos: str  # "verb", "noun", "adj"
    lemma: str
    extra: str  # the particle of a verb, the modifying words of a noun
    when: tuple[Condition, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    theme: tuple[str, ...]
    mutual: bool = False
    near: bool = False  # whether the recipient stands in the slots named, and nowhere further down
    mode: str | None = None
    contexts: tuple[Context, ...] = ()
    status: Status | None = None
    example: str = ""
    expect: str = ""


class Entries(tuple[Entry, ...]):
    """The entries of a predicate, with what is asked of them for each of its words.

    Attributes:
        types: Their types.
    """

    types: frozenset[EventType]

    def __new__(cls, entries: Iterable[Entry] = ()) -> Entries:
        """From some entries."""
        made = super().__new__(cls, entries)
        made.types = frozenset(entry.type for entry in made)
        return made


NO_ENTRIES = Entries()
Slots = Callable[[str], Sequence[tuple[str, bool]]]
"""Slot name -> the (lemma, is an actor) of each filler."""


class Lexicon:
    """All entries, by part of speech and lemma.

    Example:
        >>> lexicon = Lexicon.load()
        >>> [entry.type for entry in lexicon.entries("verb", "condemn")][0]
        <EventType.ACCUSE: 'ACCUSE'>
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        by: dict[tuple[str, str], list[Entry]] = {}
        self._order: list[tuple[str, str]] = []
        self._forms: dict[str, set[str]] = {}
        self._with_more: set[tuple[str, str]] = set()
        for entry in entries:
            key = entry.pos, entry.lemma
            self._order.append(key)
            by.setdefault(key, []).append(entry)
            self._forms.setdefault(entry.pos, set()).add(entry.lemma)
            if entry.extra:
                self._with_more.add(key)
        self._by: Mapping[tuple[str, str], Entries] = {key: Entries(some) for key, some in by.items()}
        # With the words that have to stand beside each entry, and lists of which its sentence must have a word.
        self._tried: dict[tuple[str, str], list[tuple[Entry, frozenset[str], tuple[frozenset[str], ...]]]] = {}

    @property
    def all(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the files."""
        left = {key: iter(entries) for key, entries in self._by.items()}
        return tuple(next(left[key]) for key in self._order)

    @property
    def verbs(self) -> set[str]:
        """The lemmas of all verbs."""
        return self._forms.get("verb", set())

    def pack(self) -> Lexicon:
        """The same, of which an entry is made when a text first has its word."""
        lists: dict[frozenset[str], int] = {}
        rows = {key: _packed(entries, lists) for key, entries in self._by.items()}
        self._by = Packed(rows, partial(_unpacked, tuple(lists)))
        return self

    @classmethod
    def load(cls, *files: str | Path) -> Lexicon:
        """The shipped lexicon and, before it, the entries of the user's own files.

        Raises:
            KnowledgeError: A file is not YAML, or an entry is not well formed; the message names file and entry.
        """
        return _load(tuple(str(f) for f in files))

    def form(self, pos: str, forms: Iterable[str]) -> str | None:
        """The first of some forms of a word that is a predicate."""
        known = self._forms.get(pos, ())
        for form in forms:
            if form in known:
                return form
        return None

    def takes_more(self, pos: str, lemma: str) -> bool:
        """Whether a word may be a predicate together with others, "call off", of which an entry tells."""
        return (pos, lemma) in self._with_more

    def entries(self, pos: str, lemma: str) -> Entries:
        """The entries of a predicate."""
        return self._by.get((pos, lemma), NO_ENTRIES)

    def best(
        self, pos: str, lemma: str, extra: Sequence[str], slots: Slots, around: Set[str] | None = None
    ) -> Entry | None:
        """The entry whose conditions are all met and tell the most; None if none is.

        Args:
            pos: "verb", "noun" or "adj".
            lemma: The predicate.
            extra: The words beside it that may belong to it.
            slots: What fills a slot.
            around: The base forms of its sentence: where none is a word that a slot must hold, no slot is looked at.
        """
        found, top = None, -1.0
        for entry, beside, needed in self._ways((pos, lemma)):
            if beside and not beside.issubset(extra):
                continue
            if needed and around is not None and any(map(around.isdisjoint, needed)):
                continue
            score = 3.0 if entry.extra else 0.0
            for condition in entry.when:
                gain = _meets(condition, slots)
                if gain is None:
                    break
                score += gain
            else:
                if score > top:
                    found, top = entry, score
        return found

    def _ways(self, key: tuple[str, str]) -> Sequence[tuple[Entry, frozenset[str], tuple[frozenset[str], ...]]]:
        found = self._tried.get(key)
        if found is None:
            entries = self._by.get(key)
            if entries is None:
                return ()
            found = self._tried[key] = [
                (e, frozenset(e.extra.split()), tuple(c.near for c in e.when if c.near is not None)) for e in entries
            ]
        return found


def _packed(entries: Sequence[Entry], lists: dict[frozenset[str], int]) -> bytes:
    """Entries as bytes, in which a list of words stands by its number: many entries have the same."""
    with io.BytesIO() as out:
        pickler = pickle.Pickler(out, protocol=5)
        pickler.persistent_id = lambda value: (  # type: ignore[method-assign]
            lists.setdefault(value, len(lists)) if isinstance(value, frozenset) else None
        )
        pickler.dump(tuple(entries))
        return out.getvalue()


def _unpacked(lists: tuple[frozenset[str], ...], key: tuple[str, str], entries: bytes) -> Entries:
    unpickler = pickle.Unpickler(io.BytesIO(entries))
    unpickler.persistent_load = lists.__getitem__  # type: ignore[method-assign]
    return Entries(unpickler.load())


def _meets(condition: Condition, slots: Slots) -> float | None:
    fillers = slots(condition.slot)
    if condition.kind == NONE:
        return None if fillers else WEIGHT[NONE]
    if condition.kind == ANY:
        return WEIGHT[ANY] if fillers else None
    if condition.kind == ACTOR:
        return WEIGHT[ACTOR] if any(is_actor for _, is_actor in fillers) else None
    if condition.kind == NOBODY:
        return None if any(is_actor for _, is_actor in fillers) else WEIGHT[NOBODY]
    listed = condition.words
    met = [lemma for lemma, _ in fillers if lemma in listed] if fillers else []
    if not met:
        return None
    return 3.5 if any(" " in lemma for lemma in met) else 3.0  # "hunger strike" tells more than "strike"


@lru_cache(maxsize=1)
def classes() -> dict[str, frozenset[str]]:
    """The word classes that frames name as "@class"."""
    return {name: frozenset(w.lower() for w in words) for name, words in (_yaml(FOLDER / "classes.yaml") or {}).items()}


@lru_cache(maxsize=4)
def _load(files: tuple[str, ...]) -> Lexicon:
    if files:
        return _read(files)
    here = Path(__file__).parent
    # Types and modes are those of a table of core's.
    tables = [*FOLDER.glob("*.yaml"), here.parent / "core" / "plover.yaml"]
    return compiled("lexicon", tables, [here, here.parent / "core"], lambda: _read(()).pack())


def _read(files: tuple[str, ...]) -> Lexicon:
    known = {name: sorted(words) for name, words in classes().items()}
    paths = [*map(Path, files), *sorted(p for p in FOLDER.glob("*.yaml") if p.name != "classes.yaml")]
    return Lexicon(entry for path in paths for entry in _entries(path, known))


def _yaml(path: Path) -> Any:
    import yaml  # not needed where the lexicon was read before

    try:
        return lists.read(path.read_text("utf-8"), truths=False)
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name}: not a readable YAML file: {error}") from error


def _entries(path: Path, classes: Mapping[str, Sequence[str]]) -> Iterable[Entry]:
    content = _yaml(path)
    if not isinstance(content, dict) or not isinstance(content.get("entries"), list):
        raise KnowledgeError(f"{path.name}: a lexicon file holds 'type' and a list of 'entries'")
    for number, raw in enumerate(content["entries"], 1):
        try:
            yield from _expand(path.stem, str(content.get("type")), raw, classes)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise KnowledgeError(f"{path.name}: entry {number} ({str(raw)[:80]}): {error}") from error


def _expand(stem: str, file_type: str, raw: dict[str, Any], classes: Mapping[str, Sequence[str]]) -> Iterable[Entry]:
    unknown = set(raw) - {"verb", "noun", "adj", "when", "actor", "recipient", "theme", "mutual", "near", "mode",
                          "contexts", "type", "status", "example", "expect", "note"}  # fmt: skip
    if unknown:
        raise ValueError(f"unknown field {', '.join(sorted(unknown))}")
    pos = next((p for p in ("verb", "noun", "adj") if p in raw), None)
    if pos is None:
        raise ValueError("needs one of verb, noun, adj")
    type_ = EventType(raw.get("type") or file_type)
    mode = raw.get("mode")
    if mode is not None and mode not in type_.modes:
        raise ValueError(f"{type_} has no mode '{mode}'")
    default = {"verb": VERB_DEFAULT, "noun": NOUN_DEFAULT, "adj": ADJ_DEFAULT}[pos]
    when = tuple(_condition(slot, value, classes) for slot, value in (raw.get("when") or {}).items())
    label = "".join(f"+{c.slot}:{c.kind if c.kind != 'words' else '|'.join(sorted(c.words)[:3])}" for c in when)
    for phrase in _list(raw[pos]):
        words = phrase.lower().split()
        lemma, extra = (words[0], " ".join(words[1:])) if pos == "verb" else (words[-1], " ".join(words[:-1]))
        yield Entry(
            id=f"{stem}/{pos}:{phrase.lower()}{label}",
            type=type_,
            pos=pos,
            lemma=lemma,
            extra=extra,
            when=when,
            actor=_slots(raw, "actor", default),
            recipient=_slots(raw, "recipient", default),
            theme=_slots(raw, "theme", default),
            mutual=raw.get("mutual") == "true",
            near=raw.get("near") == "true",
            mode=mode,
            contexts=tuple(Context(c) for c in _list(raw.get("contexts"))),
            status=Status(raw["status"]) if raw.get("status") else None,
            example=raw.get("example", ""),
            expect=raw.get("expect", ""),
        )


def _slots(raw: dict[str, Any], name: str, default: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(_list(raw[name])) if name in raw else default[name]


def _condition(slot: str, value: Any, classes: Mapping[str, Sequence[str]]) -> Condition:
    if value in (ANY, NONE, ACTOR, NOBODY):
        return Condition(slot, frozenset(), value)
    words: set[str] = set()
    for word in _list(value):
        if word.startswith("@"):
            words.update(w.lower() for w in classes[word[1:]])
        else:
            words.add(word.lower())
    marked = any(word.startswith("$") or word == "not" for word in words)  # what a frame says of a filler
    near = None if marked else frozenset(word.split()[-1] for word in words)
    return Condition(slot, frozenset(words), "words", near)


def _list(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]
