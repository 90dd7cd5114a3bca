"""YAML, read fast: the lists that ship with the package, and tables of the user's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.core.compiled import compiled


def read(text: str, *, truths: bool = True) -> Any:
    """What a YAML text holds: plain values only.

    Args:
        text: The text.
        truths: Whether "on", "no" and "false" are truth values; else they are words.

    Raises:
        yaml.YAMLError: It is not well formed.

    Example:
        >>> read("small: [one, two]")
        {'small': ['one', 'two']}
    """
    import yaml  # not needed where all lists were read before

    # libyaml's, ten times faster, where it is there
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if not truths:
        resolvers = {
            first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:bool"]
            for first, rules in loader.yaml_implicit_resolvers.items()
        }
        loader = type("Loader", (loader,), {"yaml_implicit_resolvers": resolvers})
    return yaml.load(text, loader)


def shipped(path: Path) -> Any:
    """What a YAML file of this package holds, kept as :mod:`kg.core.compiled` keeps what it is given.

    Raises:
        yaml.YAMLError: It is not well formed.
    """
    return compiled(path.stem, [path], [], lambda: read(path.read_text("utf-8")))
