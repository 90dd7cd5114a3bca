"""What does not conform to the shapes, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from kg.rdf import namespaces as ns


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not conform, and where it comes from.

    Attributes:
        node: The IRI of the node at fault.
        message: What is wrong, as a clause.
        article: The id of the article, where there is one.
        event: The id of the event that the node belongs to, where there is one.
        sentence: The sentence that the event was read from.
    """

    node: str
    message: str
    article: str | None = None
    event: str | None = None
    sentence: str | None = None

    def __str__(self) -> str:
        subject = f"event {self.event}: " if self.event else ""
        what = "" if self.node.startswith(ns.EVENT) else f"{ns.compact(self.node)} "
        where = f" (in {self.sentence!r})" if self.sentence else ""
        return f"{subject}{what}{self.message}{where}"
