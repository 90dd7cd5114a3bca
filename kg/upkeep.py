"""What is done to a graph that is there: merge what it holds, correct it, check it, write it out, take articles out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.building import writing
from kg.core.errors import InputError
from kg.graph import KnowledgeGraph
from kg.store import Store, writable

if TYPE_CHECKING:
    from kg.merging import Aliases, Report
    from kg.rdf.fault import Fault

#: What a graph is named by: itself, its store, the folder, or the URL of a SPARQL endpoint.
Where = str | Path | Store | KnowledgeGraph


def merge(store: Where, aliases: str | Path | Aliases | None = None, *, undo: bool = False) -> Report:
    """Find the events that several articles tell, and the names and articles that stand for others.

    The events stay as they are; a graph of its own says which are one.  A store that has been merged is kept so when
    articles come or go.

    Args:
        store: The folder, the URL of a SPARQL endpoint, or a graph.
        aliases: A table of names that are the same or different: three columns separated by tabs ("same" or
            "different", and two names or ids).  None for what was said when the store was merged before.
        undo: Take all merging back instead.

    Returns:
        What was merged: ``events``, ``actors`` and ``copies``; nothing after ``undo``.

    Raises:
        InputError: The table of names is not well formed.
        StoreError: There is no such store, it cannot be written, or another process is writing to it.

    Example:
        >>> import kg
        >>> text = "Iran attacked an oil terminal in Iraq on Sunday with drones."
        >>> graph = kg.build({"id": i, "text": text, "date": "2023-03-20"} for i in "ab")
        >>> [len(one.events) for one in merge(graph).events]
        [2]
    """
    if isinstance(store, KnowledgeGraph):
        return store.merge(aliases, undo=undo)
    with writable(store) as target:
        return KnowledgeGraph(target).merge(aliases, undo=undo)


def remove(articles: str | Iterable[str], store: Where) -> int:
    """Take articles out of a graph, and with them whatever only they told.

    Args:
        articles: The id of one, or ids.
        store: The folder, the URL of a SPARQL endpoint, or a graph.

    Returns:
        How many of them were in the store.

    Raises:
        StoreError: There is no such store, it cannot be written, or another process is writing to it.

    Example:
        >>> import kg
        >>> graph = kg.build({"id": i, "text": "Iran attacked Iraq."} for i in "ab")
        >>> remove("a", graph), len(graph)
        (1, 1)
    """
    held = store.store if isinstance(store, KnowledgeGraph) else store
    with writable(held) as target, writing(target) as writer:
        return writer.remove([articles] if isinstance(articles, str) else articles)


def correct(store: Where, what: str, event: str, *values: str) -> str:
    """Say that something in a graph is wrong.  It is put right at once, and again whenever the graph is built.

    What was said stands in ``corrections.tsv`` in the folder of the store, a line each, and may be edited there.  An
    event keeps its id; its rule says what was corrected.

    Args:
        store: The folder, or a graph that is kept in one.
        what: "different" or "same" (two events are not, or are, one act), "type", "actor" or "recipient".
        event: The event's id, or the beginning of it.
        *values: The other event; or the right type ("COERCE", or with its mode "COERCE-arrest"); or of a party the
            wrong one and the right one, by id or name, "-" for nobody.

    Returns:
        The line.

    Raises:
        InputError: It cannot be said so, or the file cannot be written, or the store has no folder.
        KgError: There is no such event, or more than one, or no such party.
        StoreError: The store cannot be written, or another process is writing to it.

    Example:
        >>> correct("world", "type", "1f0c", "COERCE")  # doctest: +SKIP
    """
    from kg.merging.correcting import line_for
    from kg.merging.corrections import file_of, write_down

    held = store.store if isinstance(store, KnowledgeGraph) else store
    with writable(held) as target:
        file = file_of(target)
        if file is None:
            raise InputError("corrections stand in the folder of a store, and this has none", target.name)
        line = write_down(file, *line_for(target, what, event, values))
        with writing(target):
            pass
    return line


def validate(store: Where, progress: Callable[[int, int], None] | None = None) -> list[Fault]:
    """Check a whole graph with pySHACL against the shapes of the ontology.

    What :func:`kg.build` writes conforms; what came into a store in another way may not.

    Args:
        store: The folder, the URL of a SPARQL endpoint, or a graph.
        progress: Called with the number of articles checked, and of all.

    Returns:
        What is at fault, with node, message, article, event and sentence; empty if all conforms.

    Raises:
        StoreError: There is no such store.

    Example:
        >>> import kg
        >>> validate(kg.build({"id": "a", "text": "Iran attacked Iraq."}))
        []
    """
    with _reading(store) as graph:
        return graph.validate(progress)


def export(
    store: Where,
    format: str,
    output: str | Path | IO[bytes],
    text: bool = True,
    licence: str | None = None,
    *,
    merged: bool = True,
) -> None:
    """Write a graph in the format of other programs; the same graph gives the same bytes.

    Args:
        store: The folder, the URL of a SPARQL endpoint, or a graph.
        format: "turtle", "graphml", "csv", "xlsx", "parquet" or another of :func:`kg.exporting.names`; the page on the
            graph says what each is for.
        output: The path of a file, or a file open to write bytes; for a format of several files the path of a folder,
            for "csv" either.
        text: Write the sentences and texts of the articles too; else only where they stand, for whoever may not pass
            them on.
        licence: The address of the licence under which it is passed on, for "rocrate".
        merged: Whether an act that several reports tell counts once, in formats that count events.

    Raises:
        InputError: There is no such format, one of several files is to go to a file, the file cannot be written, or a
            licence is given for a format that names none.
        StoreError: There is no such store.

    Example:
        >>> import io, kg
        >>> file = io.BytesIO()
        >>> export(kg.build({"id": "a", "text": "Iran attacked Iraq."}), "plover", file)
        >>> file.getvalue().count(b"ASSAULT") > 0
        True
    """
    with _reading(store) as graph:
        graph.export(format, output, text, licence, merged=merged)


@contextmanager
def _reading(store: Where) -> Iterator[KnowledgeGraph]:
    """The graph; closed afterwards if it was opened here."""
    if isinstance(store, KnowledgeGraph):
        yield store
    elif isinstance(store, Store):
        yield KnowledgeGraph(store)
    else:
        with KnowledgeGraph(store) as graph:
            yield graph
