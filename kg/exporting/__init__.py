"""The graph in the formats of other programs: a file a format, found by name.

The package is not called export: that is the function, `kg.export`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.core.errors import InputError
from kg.exporting.base import Format, Graph, find, names, register

__all__ = ["Format", "Graph", "export", "find", "names", "register"]


def export(
    graph: Graph, format: str, output: IO[bytes] | str | Path, text: bool = True, licence: str | None = None
) -> None:
    """Write a graph in the format of other programs.

    The same graph gives the same bytes.  The formats of RDF carry the ontology; the others have its words.

    Args:
        graph: What to write.
        format: One of :func:`names`.
        output: A file open to write bytes, or the path of one; for a format of several files the path of a folder.  CSV
            is one file where a file is named (``events.csv``), and several in a folder.
        text: Write the sentences and texts of the articles too; else only where they stand.
        licence: The address of the licence under which it is passed on, for "rocrate".

    Raises:
        InputError: There is no such format, one of several files is to go to a file, the file cannot be written, or a
            licence is given for a format that names none.
    """
    found = find(format)
    if licence is not None:
        if format != "rocrate":
            raise InputError(f"{format} names no licence; rocrate does")
        from kg.exporting.rocrate import licensed

        found = licensed(found, licence)
    if not text:
        from kg.exporting.wordless import Wordless

        graph = Wordless(graph)
    if found.folder is not None and not (found.write is not None and _is_file(output)):
        if not isinstance(output, str | Path):
            raise InputError(f"{format} makes several files; name a folder for them")
        with _writing(output):
            found.folder(graph, Path(output))
    elif found.write is not None:
        if not isinstance(output, str | Path):
            found.write(graph, output)
            return
        with _writing(output), Path(output).open("wb") as file:
            found.write(graph, file)


def _is_file(output: IO[bytes] | str | Path) -> bool:
    """Whether one file is meant, where it may be that or a folder: one is open, or its name has an ending."""
    return not isinstance(output, str | Path) or (Path(output).suffix != "" and not Path(output).is_dir())


@contextmanager
def _writing(output: str | Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror or error})", str(output)) from error
