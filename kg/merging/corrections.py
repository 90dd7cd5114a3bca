"""What a person corrects: not the same act, the same act, another type, another party.  It stands in a file beside the
store and is said again whenever the graph is built.

The file is a table of columns separated by tabs; what stands after them on a line is a remark for whoever reads it.

    different  EVENT  EVENT         two reports that are not of one act
    same       EVENT  EVENT         two reports that are
    type       EVENT  TYPE          the act is of another type: COERCE, or with its mode COERCE-arrest
    actor      EVENT  WAS    IS     somebody else did it; "-" for IS: he did not; "-" for WAS: he did too
    recipient  EVENT  WAS    IS     likewise, of those it was done to

An event is named by its id or the beginning of it.  ``kg correct`` writes more, ``ID@START@ARTICLE``: where its word
stands, by which it is found again after a newer kg has read the article and given the event another id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.core.errors import InputError
from kg.core.event import Event
from kg.core.plover import EventType
from kg.merging.aliases import lines_of
from kg.store import Store

#: The name of the file, in the folder of the store.
FILE = "corrections.tsv"

#: What can be said, and with how many columns after it.
FORMS = {"different": 2, "same": 2, "type": 2, "actor": 3, "recipient": 3}

#: Nobody: stands for who is to be added or taken away.
NOBODY = "-"

_HEADER = "# What was corrected by hand: see `kg correct --help`.\n"


@dataclass(frozen=True, slots=True)
class Reference:
    """Which event is meant.

    Attributes:
        id: Its id, or the beginning of it.
        start: The first character of its trigger; None where that is not told.
        article: The id of its article; likewise.

    Example:
        >>> Reference.parse("1f0c@120@news/1")
        Reference(id='1f0c', start=120, article='news/1')
    """

    id: str
    start: int | None = None
    article: str | None = None

    @classmethod
    def parse(cls, cell: str) -> Reference:
        """From a cell of the file."""
        id, _, where = cell.partition("@")
        start, _, article = where.partition("@")
        return cls(id, int(start), article) if start.isdecimal() and article else cls(id)

    @classmethod
    def of(cls, event: Event) -> Reference:
        """The reference to an event."""
        return cls(event.id, event.evidence.trigger_start, event.article)

    def __str__(self) -> str:
        return self.id if self.article is None else f"{self.id}@{self.start}@{self.article}"


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the file.

    Attributes:
        what: One of :data:`FORMS`.
        event: Which event it is about.
        was: The other event; or the party that is wrong, or "-".
        is_: The type or the party that is right, or "-"; empty where two events are meant.
        line: Its number.
    """

    what: str
    event: Reference
    was: str
    is_: str
    line: int

    def __str__(self) -> str:
        return "\t".join(filter(None, (self.what, str(self.event), self.was, self.is_)))

    @property
    def other(self) -> Reference:
        """The second of two events."""
        return Reference.parse(self.was)


@dataclass(slots=True)
class Corrections:
    """The lines of a file.

    Attributes:
        lines: In their order: of two that contradict each other the later counts.
        where: The file, for messages.
    """

    lines: list[Correction] = field(default_factory=list)
    where: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines)

    @classmethod
    def read(cls, path: Path) -> Corrections:
        """The corrections of a file.

        Raises:
            InputError: It cannot be read, or a line is not well formed.
        """
        return cls.of(lines_of(path), str(path))

    @classmethod
    def of(cls, lines: Iterable[str], where: str = "") -> Corrections:
        """The corrections of lines.

        Raises:
            InputError: A line is not well formed.

        Example:
            >>> [c.what for c in Corrections.of(["# ours", "same\\t1f0c\\t77aa\\tthe same raid"]).lines]
            ['same']
        """
        return cls(list(_parsed(lines, where)), where)

    @classmethod
    def of_store(cls, store: Store) -> Corrections:
        """What was corrected in a store; nothing, where it keeps no folder.

        Raises:
            InputError: A line of its file is not well formed.
        """
        file = file_of(store)
        return cls.read(file) if file is not None and file.exists() else cls()

    @property
    def pairs(self) -> list[Correction]:
        """The lines that say of two events that they are the same act, or different ones."""
        return [c for c in self.lines if c.what in ("same", "different")]

    @property
    def changes(self) -> list[Correction]:
        """The lines that change what stands in an event."""
        return [c for c in self.lines if c.what not in ("same", "different")]


def file_of(store: Store) -> Path | None:
    """Where the corrections of a store stand; None for a store in memory or at an address."""
    folder: Path | None = getattr(store, "path", None)
    return None if folder is None else folder / FILE


def write_down(file: Path, cells: Iterable[str], remark: str) -> str:
    """Add a line to a file of corrections.

    Args:
        file: The file; it is made where there is none.
        cells: The columns.
        remark: What helps a reader: the sentence.

    Returns:
        The line.

    Raises:
        InputError: The file cannot be written, or the line would not be well formed.
    """
    line = "\t".join([*(" ".join(cell.split()) for cell in cells), f"# {' '.join(remark.split())}"])
    Corrections.of([line])
    try:
        before = file.read_text("utf-8") if file.exists() else _HEADER
        file.write_text(before + ("" if before.endswith("\n") else "\n") + line + "\n", "utf-8", newline="\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be written ({getattr(error, 'strerror', None) or error})", str(file)) from error
    return line


def _parsed(lines: Iterable[str], where: str) -> Iterator[Correction]:
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells) or cells[0].startswith("#"):
            continue
        what, *rest = cells
        if what not in FORMS:
            raise InputError(f"{what!r} is none of {', '.join(FORMS)}; columns stand with tabs between", where, number)
        told = rest[: FORMS[what]]
        if len(told) < FORMS[what] or "" in told or any(cell.startswith("# ") for cell in told):
            raise InputError(f"`{what}` needs {FORMS[what]} columns after it, tabs between", where, number)
        if what == "type":
            type_of(told[1], where, number)
        if what in ("actor", "recipient") and told[1] == told[2]:
            raise InputError("the party that was and the one that is are the same", where, number)
        if what in ("same", "different") and told[0] == told[1]:
            raise InputError("an event and itself", where, number)
        was, is_ = (told[1], "") if what in ("same", "different") else ("", told[1]) if what == "type" else told[1:]
        yield Correction(what, Reference.parse(told[0]), was, is_, number)


def type_of(name: str, where: str = "", line: int | None = None) -> tuple[EventType, str | None]:
    """The type, and the mode if one is named, that "COERCE" or "COERCE-arrest" mean.

    Raises:
        InputError: There is no such type or mode.
    """
    code, _, mode = name.partition("-")
    try:
        found = EventType(code.upper())
    except ValueError:
        raise InputError(
            f"no event type {code!r}; there are {', '.join(t.value for t in EventType)}", where, line
        ) from None
    if mode and mode not in found.modes:
        raise InputError(f"{code} has no mode {mode!r}; it has {', '.join(found.modes) or 'none'}", where, line)
    return found, mode or None
