"""What an extractor is, and how one is found by name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol, runtime_checkable

from kg.core.errors import KgError
from kg.core.records import Article, Extraction

#: The group of entry points under which other packages offer extractors.
GROUP = "kg.extractors"

# The extractors of this package; each module registers its own when it is imported.
_OURS = {
    "rules": "kg.extractors.rules",
    "svo": "kg.extractors.svo",
    "rules+svo": "kg.extractors.svo",
    "llm": "kg.extractors.llm",
}


@runtime_checkable
class Extractor(Protocol):
    """Reads events and relations from articles.

    Attributes:
        name: Name and version as they stand in every event ("rules/1").
        version: All that decides the output besides the articles, in one string: what a graph had from another
            version is read anew.  Of ours it covers the data that the package brings along (lexicon, tables, weights)
            and the package's version.

    An extractor that reads several articles at a time by itself, with limits of its own, says so by an attribute
    ``alone = True``: it is not spread over processes, and a run's time limit for an article is not applied to it.  One
    that takes long to load does so in a method ``load()``: only processes that read call it, before the first article.
    """

    name: str

    @property
    def version(self) -> str:
        """All that decides the output besides the articles."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction per article, in the order of the articles.

        Articles may be taken ahead, a few at a time.  An article that cannot be read raises an exception: it is
        reported and left out, and the extractor is called again for the others that it had taken.
        """
        ...


Factory = Callable[..., Extractor]

_REGISTRY: dict[str, Factory] = {}


def register(name: str) -> Callable[[Factory], Factory]:
    """Makes an extractor known under a name, in this process.

    Args:
        name: What ``get``, ``kg.build(extractor=…)`` and ``--extractor`` find it by.

    Example:
        >>> @register("mine")
        ... class Mine: ...
    """

    def add(factory: Factory) -> Factory:
        _REGISTRY[name] = factory
        return factory

    return add


def get(name: str = "rules", **options: Any) -> Extractor:
    """The extractor of that name: ours, or one that an installed package offers under ``kg.extractors``.

    Args:
        name: One of :func:`names`.
        options: What it is made with.

    Raises:
        KgError: There is none of that name, its package does not work, it has no such option, or what it makes is no
            extractor.

    Example:
        >>> get("rules").name
        'rules/1'
    """
    factory = find(name)
    try:
        inspect.signature(factory).bind(**options)
    except (TypeError, ValueError):
        known = _options(factory)
        unknown = [option for option in options if option not in known]
        if unknown:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise KgError(f"the extractor '{name}' has no option '{unknown[0]}'; {has}") from None
    extractor = factory(**options)
    if not isinstance(extractor, Extractor) or not isinstance(extractor.name, str) or not extractor.name:
        raise KgError(f"the extractor '{name}' is none: it must have a name, a version and a method extract")
    return extractor


def find(name: str) -> Factory:
    """What makes the extractor of that name.

    Raises:
        KgError: There is none of that name, two packages offer it, or its package does not work.
    """
    if name not in _REGISTRY and name in _OURS:
        import_module(_OURS[name])
    if name in _REGISTRY:
        return _REGISTRY[name]
    points = [point for point in entry_points(group=GROUP) if point.name == name]
    if not points:
        raise KgError(f"no extractor '{name}'; there are: {', '.join(names())}")
    if len({point.value for point in points}) > 1:
        raise KgError(f"the extractor '{name}' is offered by {' and by '.join(sorted(map(_package, points)))}")
    try:
        factory = points[0].load()
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise KgError(f"the extractor '{name}' of {_package(points[0])} cannot be loaded: {what}") from error
    if not callable(factory):
        raise KgError(f"the extractor '{name}' of {_package(points[0])} is nothing that can be called to make one")
    made: Factory = factory
    return made


def names() -> list[str]:
    """The names that :func:`get` knows."""
    return sorted({*_OURS, *_REGISTRY, *(point.name for point in entry_points(group=GROUP))})


def _options(factory: Factory) -> list[str]:
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [p.name for p in inspect.signature(factory).parameters.values() if p.kind in kinds]


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
