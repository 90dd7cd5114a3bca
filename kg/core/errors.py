"""Errors a user can meet.  A message says what was wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence


class KgError(Exception):
    """Base of every error this package raises on purpose."""


class InputError(KgError):
    """An article that cannot be read.

    Args:
        what: What is wrong, in one clause.
        where: The file, or what else names the input.
        line: The 1-based line or record in it, where there is one.

    Example:
        >>> str(InputError("not valid JSON", "articles.jsonl", 7))
        'articles.jsonl:7: not valid JSON'
    """

    def __init__(self, what: str, where: str = "", line: int | None = None) -> None:
        self.what, self.where, self.line = what, where, line
        place = where if line is None else f"{where}:{line}"
        super().__init__(f"{place}: {what}" if place else what)

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, int | None]]:
        return type(self), (self.what, self.where, self.line)


class ModelError(KgError):
    """A spaCy pipeline that is missing, or lacks a component that extraction needs."""


class KnowledgeError(KgError):
    """A knowledge table or lexicon file with a row that is not well formed."""


class StoreError(KgError):
    """A store that cannot be opened, read or written."""


class QueryError(KgError):
    """A SPARQL query that does not parse or cannot be run."""


class ConformanceError(KgError):
    """An article of which something does not conform to the shapes and so is not written.

    Args:
        article: The id of the article.
        faults: What is wrong, each in one clause that names the event's sentence where there is one.
    """

    def __init__(self, article: str, faults: Sequence[str]) -> None:
        self.article, self.faults = article, tuple(faults)
        super().__init__(f"article {article}: left out of the graph: {'; '.join(faults)}")

    def __reduce__(self) -> tuple[type[ConformanceError], tuple[str, tuple[str, ...]]]:
        return type(self), (self.article, self.faults)


class RunStopped(KgError):  # noqa: N818  it is no fault of an article
    """Why a run ends before its articles do: a limit is reached, a key is refused.  What has been read is kept.

    Example:
        >>> str(RunStopped("the limit of 100 requests is reached; run again to go on"))
        'the limit of 100 requests is reached; run again to go on'
    """


class Remark(InputError):  # noqa: N818  it is no error
    """What a person should know of an input although its articles are kept: it is told like a fault and is none.

    Example:
        >>> str(Remark("no date in 940 of 940 rows", "articles.csv"))
        'articles.csv: no date in 940 of 940 rows'
    """


#: What the package is installed by.  "kg" on the Python package index is another project.
DISTRIBUTION = "geopolitical-kg"


def to_install(extra: str) -> str:
    """How to get what an optional part of the package needs, to end a message with.

    Args:
        extra: One of the extras of ``pyproject.toml``.

    Example:
        >>> to_install("ray")
        "pip install 'geopolitical-kg[ray]'"
    """
    return f"pip install '{DISTRIBUTION}[{extra}]'"
