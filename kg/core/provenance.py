"""What this program is: its version, and a digest of the data that it brings along."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

#: The version of this package; pyproject.toml reads it here.
VERSION = "0.1.0"

_PACKAGE = Path(__file__).parents[1]

# Programs are told by the version of the package; the others are for people.
_NO_DATA = frozenset({".py", ".pyc", ".pyi", ".md"})


def software_version() -> str:
    """The version of this package ("0.1.0")."""
    return VERSION


@cache
def shipped(parts: tuple[str, ...], without: Path | None = None) -> str:
    """A digest of data that this package brings along: lexicon, tables, word lists, weights.

    Names and contents count, not times or places: two copies of a package have the same.  It is made once in a process,
    as the data are read once.  All of them together, weights included, are 25 MB and take some 50 ms.

    Args:
        parts: Folders or files within the package ("events", "extractors/svo.yaml").
        without: A folder to leave out.

    Returns:
        64 hexadecimal digits.

    Example:
        >>> len(shipped(("events",)))
        64
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{part} {files_digest(_PACKAGE / part, without)}\n".encode())
    return digest.hexdigest()


def files_digest(root: Path, without: Path | None = None) -> str:
    """A digest of a file, or of the data in a folder and below it.

    Args:
        root: The file or folder.
        without: A folder to leave out.

    Returns:
        64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    for name, file in sorted((f.relative_to(root).as_posix(), f) for f in _data(root, without)):
        content = file.read_bytes()
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _data(root: Path, without: Path | None) -> Iterator[Path]:
    """Files that a program reads; not what an editor, a file manager or Python leaves beside them."""
    if root.is_file():
        yield root
        return
    for path in root.rglob("*"):
        if path.suffix in _NO_DATA or path.name.startswith(".") or path.name.endswith("~"):
            continue
        if "__pycache__" in path.relative_to(root).parts:
            continue  # what was made of the data by an earlier process (kg.core.compiled)
        if path.is_file() and (without is None or without not in path.parents):
            yield path
