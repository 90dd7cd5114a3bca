"""What the rooms that draw, count and write out need of a graph: no more than this."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from kg.core.event import Event


class EventSource(Protocol):
    """Whatever gives events, in an order of its own that is always the same."""

    def events(self) -> Iterator[Event]:
        """Every event."""
