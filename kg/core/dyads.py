"""Who did what to whom, and who acts for which state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, product

from kg.core.plover import EventType
from kg.core.records import Event, Participant

#: Acts that hold both ways: who meets is met.
SYMMETRIC = frozenset({EventType.AGREE, EventType.CONSULT, EventType.COOPERATE})

# Other acts are mutual with these words only, where nobody else is named as the other side: "A and B clashed", "A and B
# signed a treaty", "a prisoner exchange between A and B"; against "A and B bombed a town", "A and B recognised it".
RECIPROCAL: dict[EventType, frozenset[str]] = {
    EventType.ASSAULT: frozenset({"clash", "fight", "battle", "skirmish", "spar", "war", "exchange", "firefight"}),
    EventType.SUPPORT: frozenset({"sign", "initial", "conclude", "establish", "restore", "resume", "normalize"}),
    EventType.RETREAT: frozenset({"sign", "ceasefire", "truce", "armistice", "exchange", "swap", "prisoner exchange"}),
}

# The word of the lexicon's entry that an event was read by; the trigger's own lemma is the parser's guess.
_ENTRY = re.compile(r"/(?:verb|noun):([\w -]+)")

#: Sectors in which somebody acts for a state.
STATE_SECTORS = frozenset({"GOV", "MIL", "SPY", "LEG", "JUD", "COP"})

# Who is not the state, although it lives there: an attack on rebels is no attack on the country.
NON_STATE_ARMED = frozenset({"REB", "UAF", "INS", "SEP", "CRM", "RAD", "OPP"})


def is_mutual(event: Event) -> bool:
    """Whether the actors did it to each other: "Russia and North Korea agreed", "the two armies clashed"."""
    if event.recipients or len(event.actors) < 2:
        return False
    if event.type in SYMMETRIC:
        return True
    entry = _ENTRY.search(event.rule or "")
    words = RECIPROCAL.get(event.type, frozenset())
    return event.verb in words or (entry is not None and entry[1].strip() in words)


def pairs(event: Event) -> Iterator[tuple[Participant, Participant]]:
    """Each (who, to whom) of an event; the parties of a mutual act pair by pair, once, in the text's order.

    Somebody named twice (as "Russia" and as "it") counts once, and nobody is paired with himself.
    """
    seen: set[tuple[str, str]] = set()
    mutual = is_mutual(event)
    for a, b in combinations(event.actors, 2) if mutual else product(event.actors, event.recipients):
        key = (a.id, b.id) if not mutual or a.id < b.id else (b.id, a.id)
        if a.id != b.id and key not in seen:
            seen.add(key)
            yield a, b


def acts_for_state(participant: Participant) -> bool:
    """Whether a participant's act is its country's: the country, its government, and who serves it.

    Example: a president or an army does; protesters, parties, companies and rebels do not.
    """
    return participant.kind in ("country", "government") or participant.sector in STATE_SECTORS
