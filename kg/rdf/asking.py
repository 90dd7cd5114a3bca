"""What a store is asked for: its quads, and columns: rows of plain text, by patterns alone or looked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from sys import intern
from typing import Any, Protocol

from pyoxigraph import NamedNode


class QuadSource(Protocol):
    """Whatever holds quads; every :class:`kg.store.Store` does."""

    def quads(self, graph: NamedNode | None = None) -> Iterator[Any]:
        """The quads of a graph, or of all graphs."""

    def select(self, sparql: str) -> Any:
        """The solutions of a SELECT query, in which every prefix of ours is bound."""


def joined(given: str, always: Sequence[str], maybe: Sequence[str] = ()) -> str:
    """Patterns of SPARQL as one, of which some need not match.

    Args:
        given: What they are looked up for, a block of VALUES or a pattern; "" to read each by itself, which an engine
            does in one go, and joins by hash.
        always: Those that must match.
        maybe: Those that need not.

    Example:
        >>> joined("VALUES ?a { article:1 }", ["?a a kg:Article"], ["?a schema:url ?url"])
        'VALUES ?a { article:1 } ?a a kg:Article OPTIONAL { ?a schema:url ?url }'
    """
    if not given:
        always, maybe = ([f"{{ SELECT * {{ {pattern} }} }}" for pattern in some] for some in (always, maybe))
    needed = (" " if not given else " . ").join(always)
    return " ".join([*filter(None, [given]), needed, *(f"OPTIONAL {{ {pattern} }}" for pattern in maybe)])


def values(store: QuadSource, sparql: str) -> Iterator[list[Any]]:
    """The rows of a SELECT query as what their terms hold: an IRI, a literal's text; None for what is not bound.

    What comes again is held once: of the columns of events three quarters do.
    """
    for row in store.select(sparql):
        yield [None if term is None else intern(term.value) for term in row]


def placed(words: str, start: str, end: str | None) -> tuple[str, int, int]:
    """Words of a text, with their first character and one past their last.

    Example:
        >>> placed("met", "20", None)
        ('met', 20, 23)
    """
    at = int(start)
    return words, at, at + len(words) if end is None else int(end)
