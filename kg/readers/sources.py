"""From what a person names (a file, a folder, a glob) to the files to read, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kg.core.errors import InputError, Remark, to_install
from kg.readers.base import PACKED, by_name, ending, formats
from kg.readers.options import OnError

#: The file by which a folder is known for a store of graphs; what is in such a folder is no article.
STORE = "kg-store.json"

_SENTENCE = 4  # words: what has so many is a text rather than the name of a file

# Endings of documents that no reader here can read: a folder that holds some is told so.
_DOCUMENTS = frozenset(
    {".doc", ".rtf", ".odt", ".epub", ".pages", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".mht", ".mhtml", ".eml",
     ".msg", ".xml", ".zip", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".zipx", ".feather", ".arrow", ".ipc", ".db",
     ".sqlite", ".md", ".tex", ".wpd", ".ps", ".djvu", ".yaml", ".yml", ".pkl", ".rda", ".rds", ".dta", ".sav"}
)  # fmt: skip


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


def find(path: str, tell: OnError | None = None) -> list[File]:
    """The files at a path: itself, those in a folder and below, or those a glob fits.

    Args:
        path: What a person named.
        tell: Called with a remark on documents in a folder that are passed over.

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
            return _folder(place, tell)
        if place.exists():
            return [File(place, path, _stem(place.name))]
    except (OSError, ValueError) as error:  # a name too long, or with a nought byte in it
        raise InputError("no such file or folder", path[:80]) from error
    if glob.has_magic(path):
        root = Path(os.path.dirname(path[: min(i for i in map(path.find, "*?[") if i >= 0)]) or ".")  # noqa: PTH120
        found = [Path(p) for p in sorted(glob.glob(path, recursive=True))]  # noqa: PTH207 - takes whole patterns, with or without a root
        files = [File(p, str(p), _name(p, root)) for p in found if p.is_file()]
        files += [file for p in found if p.is_dir() and "**" not in path for file in _folder(p, tell, root)]
        if files:
            return files
        raise InputError("no file fits this pattern", path)
    hint = "; a text is given as {'text': …}" if len(path.split()) >= _SENTENCE else ""
    raise InputError(f"no such file or folder{hint}", path[:200])


def _folder(root: Path, tell: OnError | None, named_from: Path | None = None) -> list[File]:
    if (root / STORE).is_file():
        raise InputError("this is the folder of a store, not of articles", str(root))
    paths, passed = _looked_through(root)
    told = _passed_over(passed)
    if not paths:
        readable = ", ".join(sorted(suffix for format in formats() for suffix in format.suffixes))
        hint = f"; {told}" if told else ""
        raise InputError(f"no articles in this folder (files looked for: {readable}, also .gz, .zst){hint}", str(root))
    if told and tell is not None:
        tell(Remark(told, str(root)))
    return [
        File(p, str(p), _name(p, named_from or root)) for p in sorted(paths, key=lambda p: p.relative_to(root).parts)
    ]


def _looked_through(root: Path) -> tuple[list[Path], Counter[str]]:
    """The files to read in a folder and below; and how many documents there are, by ending, that are not read."""
    paths: list[Path] = []
    passed: Counter[str] = Counter()
    for folder, folders, names in os.walk(root):
        # The store that is built may lie in the folder that is read.
        if STORE in names:
            folders.clear()
            continue
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in (n for n in names if not n.startswith((".", "~$"))):
            format, suffix = by_name(name), ending(name) or ""
            if format is not None and (format.ready or not format.binary or format.name in _TOLD_ALONE):
                paths.append(Path(folder, name))
            elif format is not None or suffix in _DOCUMENTS:
                passed[suffix] += 1
    return paths, passed


# Formats of which each file is a fault of its own where its package is missing.
_TOLD_ALONE = frozenset({"parquet", "warc"})


def _passed_over(passed: Counter[str]) -> str:
    """What is told of the documents that are not read; the empty text if there are none."""
    parts = []
    for suffix, count in sorted(passed.items()):
        format = by_name(f"any{suffix}")
        hint = f" (to read them: {to_install(str(format.extra))})" if format is not None else ""
        parts.append(f"{count} {suffix}{hint}")
    return f"not read: {', '.join(parts)}" if parts else ""


def _name(path: Path, root: Path) -> str:
    try:
        inside = path.relative_to(root)
    except ValueError:
        inside = Path(path.name)
    return (inside.parent / _stem(inside.name)).as_posix()


def _stem(name: str) -> str:
    """A file's name without its ending: "b.txt.gz" -> "b", "U.S. talks.txt" -> "U.S. talks"."""
    for packed in PACKED:
        if name.lower().endswith(packed):
            name = name[: -len(packed)]
            break
    return name[: name.rindex(".")] if by_name(name) else name
