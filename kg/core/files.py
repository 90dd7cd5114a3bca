"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole(place: Path, mode: int | None = None, suffix: str = ".new") -> Iterator[IO[bytes]]:
    """A file to be written, which takes its place when all is in it, and goes away where that fails.

    Args:
        place: Where it belongs; its folder is there.
        mode: Who may read it then, as of :meth:`pathlib.Path.chmod`; None for whoever wrote it alone.
        suffix: How its name ends until then.

    Raises:
        OSError: It cannot be written.

    Example:
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with whole(Path(folder) / "rows") as file:
        ...         written = file.write(b"all of them")
        ...     (Path(folder) / "rows").read_bytes()
        b'all of them'
    """
    handle, name = tempfile.mkstemp(suffix, f"{place.name}.", place.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
