"""What a format is, and how the one of a name is found: ours, one registered here, or one of another package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
from typing import IO, TYPE_CHECKING, Protocol

from kg.core.errors import InputError, KgError
from kg.core.event import Event

if TYPE_CHECKING:
    import networkx as nx

    from kg.store import Store

#: The group of entry points under which other packages offer formats.
GROUP = "kg.exporters"

# The order in which our formats are listed, that of the documentation; others follow by name.
_ORDER = (
    "turtle", "trig", "nquads", "jsonld", "turtle12", "graphml", "gexf", "csv", "jsonl", "xlsx", "parquet", "geojson",
    "neo4j", "ftm", "panel", "polecat", "icews", "gdelt", "plover", "rocrate",
)  # fmt: skip


class Graph(Protocol):
    """What is written out; every :class:`kg.KnowledgeGraph` is one."""

    store: Store

    def events(self) -> Iterator[Event]:
        """Every event."""

    def network(self) -> nx.MultiDiGraph:
        """The ties between actors."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a graph can be written in; the same graph must give the same bytes.

    Attributes:
        name: What ``kg export --format`` and ``graph.export`` find it by.
        about: What it is, in a few words.
        write: Writes a graph to a file that is open to write bytes; None for a format of several files.
        folder: Writes it to a folder, for a format of several files; with ``write`` too it is asked for by a name
            without an ending.
        sentences: Whether it tells the sentences of the articles, which are left out where the text is not to be passed
            on; False for one that never does, as a table of counts.
    """

    name: str
    about: str
    write: Callable[[Graph, IO[bytes]], None] | None = None
    folder: Callable[[Graph, Path], None] | None = None
    sentences: bool = True


_REGISTRY: dict[str, Format] = {}


def register(format: Format) -> Format:
    """Makes a format known in this process.

    Example:
        >>> def write(graph, output):
        ...     output.writelines(f"{event.id}\\n".encode() for event in graph.events())
        >>> register(Format("ids", "the ids of the events, one a line", write)).name
        'ids'
    """
    _REGISTRY[format.name] = format
    return format


def find(name: str) -> Format:
    """The format of that name.

    Raises:
        InputError: There is none.
        KgError: The package that offers it does not work.
    """
    if name not in _REGISTRY:
        _load_ours()
    if name in _REGISTRY:
        return _REGISTRY[name]
    for point in entry_points(group=GROUP, name=name):
        try:
            found = point.load()
        except Exception as error:
            raise KgError(f"the format '{name}' cannot be loaded: {type(error).__name__}: {error}") from error
        if isinstance(found, Format):
            return found
        raise KgError(f"the format '{name}' is none: its entry point must name a kg.exporting.Format")
    raise InputError(f"no format {name!r}; there are {', '.join(names())}")


def names() -> list[str]:
    """The names that :func:`find` knows: ours as the documentation has them, then others by name."""
    _load_ours()
    known = {*_REGISTRY, *(point.name for point in entry_points(group=GROUP))}
    return sorted(known, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))


def _load_ours() -> None:
    """Has every module of this package register its formats; what is registered already stays."""
    already = dict(_REGISTRY)
    for module in iter_modules([str(Path(__file__).parent)]):
        import_module(f"kg.exporting.{module.name}")
    _REGISTRY.update(already)
