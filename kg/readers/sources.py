"""From what a person names (a file, a folder, a glob) to the files to read, in a fixed order."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path

from kg.core.errors import InputError
from kg.readers.sniffing import PACKED, SUFFIXES, suffix_kind


@dataclass(frozen=True, slots=True)
class File:
    """A file to read.

    Attributes:
        path: Where it is; None for standard input.
        where: How messages name it.
        name: The id of the article in it, should it hold just one: its path in the folder that was asked for, without
            the ending.
    """

    path: Path | None
    where: str
    name: str

    def __str__(self) -> str:
        return self.where


def find(path: str) -> list[File]:
    """The files at a path: itself, those in a folder and below, or those a glob fits.

    Raises:
        InputError: There are none.
    """
    if path == "-":
        return [File(None, "<stdin>", "stdin")]
    if not path:  # a variable of a shell that was not set: not the folder one is in
        raise InputError("the name of what to read is empty", "")
    place = Path(path)
    try:
        if place.is_dir():
            return _folder(place)
        if place.exists():
            return [File(place, path, _stem(place.name))]
    except (OSError, ValueError) as error:  # a name too long, or with a nought byte in it
        raise InputError("no such file or folder", path[:80]) from error
    if glob.has_magic(path):
        root = Path(os.path.dirname(path[: min(i for i in map(path.find, "*?[") if i >= 0)]) or ".")  # noqa: PTH120
        found = [Path(p) for p in sorted(glob.glob(path, recursive=True))]  # noqa: PTH207 - takes whole patterns, with or without a root
        files = [File(p, str(p), _name(p, root)) for p in found if p.is_file()]
        files += [file for p in found if p.is_dir() and "**" not in path for file in _folder(p, root)]
        if files:
            return files
        raise InputError("no file fits this pattern", path)
    raise InputError("no such file or folder", path[:200])


def _folder(root: Path, named_from: Path | None = None) -> list[File]:
    paths: list[Path] = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        paths += [Path(folder, n) for n in names if not n.startswith(".") and suffix_kind(n)]
    if not paths:
        raise InputError(
            f"no articles in this folder (files looked for: {', '.join(sorted(SUFFIXES))}, also .gz, .zst)", str(root)
        )
    return [
        File(p, str(p), _name(p, named_from or root)) for p in sorted(paths, key=lambda p: p.relative_to(root).parts)
    ]


def _name(path: Path, root: Path) -> str:
    try:
        inside = path.relative_to(root)
    except ValueError:
        inside = Path(path.name)
    return (inside.parent / _stem(inside.name)).as_posix()


def _stem(name: str) -> str:
    """A file's name without its ending: "b.txt.gz" -> "b", "U.S. talks.txt" -> "U.S. talks"."""
    for ending in PACKED:
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
            break
    return name[: name.rindex(".")] if suffix_kind(name) else name
