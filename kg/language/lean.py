"""spaCy without its command line, which it imports for a single function, ``spacy.info``.

That brings in programs to download, debug and publish models, and takes as long as all else of spaCy.  Here it is
imported when somebody asks for it: ``spacy.info()``, ``spacy.cli``, ``import spacy.cli`` work as ever.  To be imported
before spaCy; afterwards it does nothing.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

from kg.core.memory import uncollected


def _info(*arguments: Any, **options: Any) -> Any:
    """What ``spacy.info`` is, once it is called."""
    return importlib.import_module("spacy.cli.info").info(*arguments, **options)


def _named(name: str) -> Any:
    """What ``spacy.cli`` is, once it is asked for."""
    if name == "cli":
        return importlib.import_module("spacy.cli")
    raise AttributeError(f"module 'spacy' has no attribute {name!r}")


def _import() -> None:
    held = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    held["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
    sys.modules.update(held)
    try:
        with uncollected():
            spacy = importlib.import_module("spacy")
    finally:
        for name in held:
            del sys.modules[name]
    spacy.__getattr__ = _named  # type: ignore[method-assign]


if "spacy" not in sys.modules:
    _import()
