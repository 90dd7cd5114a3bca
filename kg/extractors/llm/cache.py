"""Answers on disk, by the hash of what was asked: nothing is paid for twice."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
from pathlib import Path
from typing import Any

from kg.core.files import whole

_log = logging.getLogger("kg")


def default_folder() -> Path:
    """``kg/llm`` in the user's cache folder (XDG_CACHE_HOME, else ~/.cache)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg" / "llm"


class Cache:
    """Files named by hash, each written whole or not at all.

    Args:
        folder: Where; None keeps nothing.

    Attributes:
        hits: Answers that were of use.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.hits = 0
        self._complained = False
        self._lock = threading.Lock()

    def used(self) -> None:
        """Count an answer that was of use."""
        with self._lock:
            self.hits += 1

    @staticmethod
    def key(asked: Any) -> str:
        """The hash of what is asked: SHA-256 of its JSON."""
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    def get(self, key: str) -> str | None:
        """The answer, if it is there and whole."""
        if self.folder is None:
            return None
        try:
            kept = json.loads((self.folder / key[:2] / f"{key}.json").read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        content = kept.get("content") if isinstance(kept, dict) and kept.get("key") == key else None
        return content if isinstance(content, str) else None

    def put(self, key: str, content: str) -> None:
        """Keep an answer.  Where that fails, the run goes on without."""
        if self.folder is None:
            return
        place = self.folder / key[:2]
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.mkdir(exist_ok=True)
            with whole(place / f"{key}.json", suffix=".part") as file:
                file.write(json.dumps({"key": key, "content": content}).encode())
        except OSError as error:
            if not self._complained:
                self._complained = True
                _log.warning("answers cannot be kept in %s: %s", self.folder, error)
