"""How an event is said in words: "signs an agreement with", "will visit", "did not attack".

The words are those of ``plover.yaml``, by type, mode and verb (``forms.py``): what is done to somebody (``towards.py``)
or about something, in the words of the event's own sentence (``about.py``).
"""

from __future__ import annotations

from kg.core.about import about, is_told_by_theme, theme_first, topic
from kg.core.dyads import is_mutual
from kg.core.event import Event
from kg.core.forms import alone, by_itself, mutually
from kg.core.towards import towards, with_whom

__all__ = [
    "about",
    "alone",
    "by_itself",
    "is_told_by_theme",
    "mutually",
    "relation",
    "theme_first",
    "topic",
    "towards",
    "with_whom",
]


def relation(event: Event) -> str:
    """What was done, as it is said before the recipient, else before the theme, else before nothing.

    Example:
        >>> event.status, event.mode, relation(event)
        (<Status.PLANNED: 'planned'>, 'visit', 'will visit')
    """
    if is_mutual(event):
        return mutually(event)
    if event.recipients:
        return towards(event, event.recipients[0])
    return about(event) if event.topic else alone(event)
