"""What an extractor is, and how one is found by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import entry_points
from typing import Any, Protocol, runtime_checkable

from kg.errors import KgError
from kg.model import Article, Extraction


@runtime_checkable
class Extractor(Protocol):
    """Reads events and relations from articles.

    Attributes:
        name: Name and version as they stand in every event ("rules/1").
        version: All that decides the output besides the articles, in one string: a graph built with another
            version is built anew.
    """

    name: str
    version: str

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction per article, in the order of the articles."""
        ...


_REGISTRY: dict[str, Callable[..., Extractor]] = {}


def register(name: str) -> Callable[[Callable[..., Extractor]], Callable[..., Extractor]]:
    """Makes an extractor known under a name.

    Example:
        >>> @register("mine")
        ... class Mine: ...
    """

    def add(factory: Callable[..., Extractor]) -> Callable[..., Extractor]:
        _REGISTRY[name] = factory
        return factory

    return add


def get(name: str = "rules", **options: Any) -> Extractor:
    """The extractor of that name: ours, or one that an installed package offers under ``kg.extractors``.

    Raises:
        KgError: There is none of that name.
    """
    from kg.extractors import rules  # noqa: F401  registers itself

    if name not in _REGISTRY:
        for point in entry_points(group="kg.extractors"):
            if point.name == name:
                _REGISTRY[name] = point.load()
    if name not in _REGISTRY:
        raise KgError(f"no extractor '{name}'; there are: {', '.join(names())}")
    return _REGISTRY[name](**options)


def names() -> list[str]:
    """The names that :func:`get` knows."""
    return sorted({*_REGISTRY, *(point.name for point in entry_points(group="kg.extractors"))})
