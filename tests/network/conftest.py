"""A small world whose measures can be worked out by hand.

Scores on Goldstein's scale, for reading along: AGREE 4, CONSULT 1, SUPPORT 3.5, COOPERATE 6, AID 7, REQUEST -1,
ACCUSE -2, THREATEN -6, SANCTION -6.5, ASSAULT -9.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from making import act, party

from kg.core.event import Event, Participant


@pytest.fixture
def event() -> Callable[..., Event]:
    """Makes an event: type, actors, recipients, day."""
    return act


@pytest.fixture
def person() -> Callable[..., Participant]:
    """Makes a participant."""
    return party
