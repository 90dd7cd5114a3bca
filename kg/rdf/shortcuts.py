"""Who did it to whom, as pairs; and the shortcut triples that say it in one hop.

Beside each event node the graph holds triples such as ``entity:RUS kg:cooperatesWith entity:PRK``, so that one line of
SPARQL answers "with whom".  They are written for asserted and historical events only, never for what is planned,
hypothetical or denied, and live in a graph of their own, each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from pyoxigraph import NamedNode, Quad

from kg.model import Event, Participant
from kg.plover import EventType, Status
from kg.rdf.namespaces import SHORTCUTS_GRAPH, entity_iri, kg

#: The shortcut property of each event type, in the namespace of the core ontology.
SHORTCUT: dict[EventType, str] = {
    EventType.AGREE: "agreesWith",
    EventType.CONSULT: "meets",
    EventType.SUPPORT: "supports",
    EventType.CONCEDE: "concedesTo",
    EventType.COOPERATE: "cooperatesWith",
    EventType.AID: "aids",
    EventType.RETREAT: "deescalatesTowards",
    EventType.REQUEST: "requestsOf",
    EventType.ACCUSE: "accuses",
    EventType.REJECT: "rejects",
    EventType.THREATEN: "threatens",
    EventType.PROTEST: "protestsAgainst",
    EventType.SANCTION: "sanctions",
    EventType.MOBILIZE: "mobilizesAgainst",
    EventType.COERCE: "coerces",
    EventType.ASSAULT: "attacks",
    EventType.OTHER: "actsOn",
}

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
_NON_STATE_ARMED = frozenset({"REB", "UAF", "INS", "SEP", "CRM", "RAD", "OPP"})

_WRITTEN = frozenset({Status.ASSERTED, Status.HISTORICAL})


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


def _country_pair(event: Event, a: Participant, b: Participant) -> tuple[str, str] | None:
    """The states between which the act stands, where it is one of a state towards another one."""
    if not (a.country and b.country) or a.country == b.country or not acts_for_state(a):
        return None
    if event.type in SYMMETRIC:
        counts = acts_for_state(b)
    else:
        # Done to another country's people, companies or places is done to that country; to its rebels it is not.
        counts = b.kind != "armed_group" and b.sector not in _NON_STATE_ARMED
    return (a.country, b.country) if counts else None


def shortcuts(event: Event) -> Iterator[tuple[NamedNode, NamedNode, NamedNode]]:
    """The shortcut triples of an event: between its participants, and between the states they act for.

    "Putin meets Kim Jong Un" also gives ``entity:RUS kg:meets entity:PRK``.  Mutual acts are written both ways.
    """
    if event.status not in _WRITTEN:
        return
    predicate = kg(SHORTCUT[event.type])
    for a, b in pairs(event):
        ties = [(a.id, b.id)]
        states = _country_pair(event, a, b)
        if states and states not in ties:
            ties.append(states)
        for s, o in ties:
            yield entity_iri(s), predicate, entity_iri(o)
            if event.type in SYMMETRIC or is_mutual(event):
                yield entity_iri(o), predicate, entity_iri(s)


def shortcut_quads(events: Iterable[Event]) -> list[Quad]:
    """The shortcut triples of some events, each once, sorted."""
    found = {(s.value, p.value, o.value) for event in events for s, p, o in shortcuts(event)}
    return [Quad(NamedNode(s), NamedNode(p), NamedNode(o), SHORTCUTS_GRAPH) for s, p, o in sorted(found)]
