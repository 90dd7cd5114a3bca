"""``python -m kg.samples FOLDER`` copies the sample articles into a folder, to try things on."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from kg.samples import path


def main() -> None:
    """Copy; files of the same name are replaced."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        raise SystemExit("usage: python -m kg.samples FOLDER")
    try:
        shutil.copytree(path(), Path(sys.argv[1]), dirs_exist_ok=True)
    except OSError as error:
        raise SystemExit(f"{sys.argv[1]}: {error.strerror}") from error


if __name__ == "__main__":
    main()
