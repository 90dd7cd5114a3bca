"""Events that look alike in a picture: the same parties do the same to the same.

Who stands for whom on a level, and which ties that makes, is the same for all that look alike.  So it is worked out
once for them all, and not for each of hundreds of thousands of events.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.core.dyads import is_mutual
from kg.core.event import Event
from kg.core.memory import uncollected


class Alike(NamedTuple):
    """What events share that look alike.

    Attributes:
        event: The first of them.
        mutual: Whether their actors did it to each other.
        theme: Id and name of the theme that they are drawn to, if they are done to nobody.
        actors: The event's actors, as numbers: those of one number are drawn as the same, whatever the event.
        recipients: The event's recipients, likewise.
    """

    event: Event
    mutual: bool
    theme: tuple[str, str] | None
    actors: list[int]
    recipients: list[int]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Events, those together that look alike.

    Attributes:
        alike: What they share, in order of first appearance.
        of: The number of what each event is alike to.
        counts: How many events there are of each.
        people: How many numbers there are of actors and recipients.
    """

    alike: list[Alike]
    of: NDArray[np.int64]
    counts: list[int]
    people: int


@uncollected()
def gathered(events: Iterable[Event]) -> Gathered:
    """Events by what a picture shows of them: type, parties on each side, theme where nobody is on the other.

    Example:
        >>> gathered([]).alike
        []
    """
    people: dict[tuple[str | None, ...], int] = {}
    found: dict[tuple[Any, ...], int] = {}
    alike: list[Alike] = []
    of: list[int] = []

    for event in events:
        actors, recipients = event.actors, event.recipients
        mutual, theme = False, None
        if actors and not recipients:
            mutual = is_mutual(event)
            theme = None if mutual else _theme(event)
        # An enum hashes slowly.
        key: list[Any] = [id(event.type), mutual, theme and theme[0], len(actors)]
        for side in (actors, recipients):
            for p in side:
                # Of a participant, all that decides as whom he is drawn; where he stands in the text does not.
                key.append(people.setdefault((p.id, p.name, p.kind, p.country, p.sector), len(people)))
        number = found.setdefault(tuple(key), len(alike))
        if number == len(alike):
            middle = 4 + len(actors)
            alike.append(Alike(event, mutual, theme, key[4:middle], key[middle:]))
        of.append(number)
    numbered = np.array(of, dtype=np.int64)
    counts = np.bincount(numbered, minlength=len(alike)).tolist()
    return Gathered(alike, numbered, counts, len(people))


def _theme(event: Event) -> tuple[str, str] | None:
    """Id and name of the node of an event's theme, which those share that say it alike; None if it has no theme."""
    topic = event.topic
    return None if topic is None else (f"theme:{topic.casefold()}", topic)
