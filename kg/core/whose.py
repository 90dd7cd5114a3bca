"""To whose people an act was done where a state or a body is told for them: "sanctions on officials of Oman"."""

from __future__ import annotations

import re

from kg.core.english import PEOPLE
from kg.core.event import Event, Participant
from kg.core.in_sentence import stands_here, words_after, words_before
from kg.core.plover import EventType

#: Those that an act hits through their people or their things.
BODIES = ("country", "government", "organisation", "company", "armed_group", "place")
# What is done to somebody's people is not done to the body itself.
_TO_PEOPLE = frozenset({EventType.SANCTION, EventType.COERCE, EventType.ACCUSE})
_SUFFERED = frozenset({EventType.ASSAULT, EventType.COERCE})
_THEIRS = re.compile(rf"\b({PEOPLE})\s+(?:of|from)\s+(?:(?:the|both|its|their)\s+)?$", re.I)
# "Canadians", "Iraqis": a country is not meant by its people where something is done to them.
_NATIONALS = re.compile(r"(?:[\w-]+\s+)?[A-Z]\w+(?:ans|is|ers)")
# "Rwandan officials", "Rwandan military officials"
_OWN = re.compile(rf"^[\w’'-]+\s+(?:[\w-]+\s+)?({PEOPLE})\b")


def are_people(p: Participant) -> bool:
    """Whether a country is told by the name of its people: "Bolivians"."""
    return p.kind == "country" and _NATIONALS.fullmatch(p.text) is not None and not p.text.endswith(p.name)


def people_of(event: Event, whom: Participant) -> str | None:
    """Whose people it is done to, where the sentence says so: the officials of "imposed a ban on officials of Oman"."""
    if whom.kind not in BODIES or not stands_here(event, whom):
        return None
    if are_people(whom):
        theirs = event.type in _SUFFERED or not words_before(event, whom.start).casefold().endswith("the ")
        return "people" if theirs else None  # "the Egyptians" with whom one talks are Egypt
    if event.type not in _TO_PEOPLE:
        return None
    found = None if event.type is EventType.ACCUSE else _THEIRS.search(words_before(event, whom.start))
    if found is None and whom.kind == "country":
        found = _OWN.match(words_after(event, whom.start))
    return found[1].lower() if found else None
