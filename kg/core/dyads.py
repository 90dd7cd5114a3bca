"""Who did what to whom, and who acts for which state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

from kg.core.countries import countries, country_name
from kg.core.event import UNNAMED, Event, Participant
from kg.core.plover import with_trait
from kg.core.plover_table import Trait

#: Acts that hold both ways: who meets is met.
SYMMETRIC = with_trait(Trait.SYMMETRIC)

# The word of the lexicon's entry that an event was read by; the trigger's own lemma is the parser's guess.
_ENTRY = re.compile(r"/(?:verb|noun):([\w -]+)")

# "Russia and Ukraine signed separate agreements with Turkey": not with each other.
_WITH_OTHERS = re.compile(r"\bseparate\b.*\bwith\b")

#: Sectors in which somebody acts for a state.
STATE_SECTORS = frozenset({"GOV", "MIL", "SPY", "LEG", "JUD", "COP"})

# Who is not the state, although it lives there: an attack on rebels is no attack on the country.
NON_STATE_ARMED = frozenset({"REB", "UAF", "INS", "SEP", "CRM", "RAD", "OPP"})


def is_mutual(event: Event) -> bool:
    """Whether the actors did it to each other: "Russia and North Korea agreed", "the two armies clashed"."""
    if event.recipients or len(event.actors) < 2:
        return False
    row, words = event.type.row, list(read_by(event))
    if row.apart(event.mode, words) or _WITH_OTHERS.search(event.theme or ""):
        return False
    # Types that do not always hold both ways do with some words, where nobody else is named as the other side: "A and B
    # clashed", "A and B signed a treaty", "a prisoner exchange between A and B"; against "A and B bombed a town".
    return event.type in SYMMETRIC or not row.mutual_with.isdisjoint(words)


def read_by(event: Event) -> Iterator[str]:
    """The words that an event was read by: that of the lexicon's entry, and the verb that the parser found."""
    entry = _ENTRY.search(event.rule or "")
    if entry is not None:
        yield entry[1].strip()
    if event.verb:
        yield event.verb


def pairs(event: Event) -> Iterator[tuple[Participant, Participant]]:
    """Each (who, to whom) of an event; the parties of a mutual act pair by pair, once, in the text's order.

    Somebody named twice (as "Russia" and as "it") counts once, and nobody is paired with himself.  Those who are only
    described are paired too.
    """
    seen: set[tuple[str, str]] = set()
    mutual = is_mutual(event)
    for a, b in combinations(event.actors, 2) if mutual else product(event.actors, event.recipients):
        key = (a.key, b.key) if not mutual or a.key < b.key else (b.key, a.key)
        if a.key != b.key and key not in seen:
            seen.add(key)
            yield a, b


def together(event: Event) -> bool:
    """Whether it takes both sides to do it, as a meeting or a clash does."""
    return event.type in SYMMETRIC or is_mutual(event)


def acts_for_state(participant: Participant) -> bool:
    """Whether a participant's act is its country's: the country, its government, and who serves it.

    Example: a president or an army does; protesters, parties, companies and rebels do not.
    """
    return participant.kind in ("country", "government") or participant.sector in STATE_SECTORS


def bears_arms_against(participant: Participant) -> bool:
    """Whether somebody fights a state, although it may live there: rebels, militias, gangs."""
    return participant.kind == "armed_group" or participant.sector in NON_STATE_ARMED


def done_to_state(event: Event, source: Participant | None, target: Participant) -> bool:
    """Whether what ``source`` (None: nobody named) does to ``target`` is done to the country of ``target``.

    Done to another country's people, companies or places is done to that country; to its rebels it is not.  To agree or
    meet takes somebody who may speak for the state, or a visit to its capital.
    """
    if target.country is None or acts_for_state(target):
        return target.country is not None
    if bears_arms_against(target) or (source is not None and target.country == source.country):
        return False
    return not together(event) or _is_capital(target)


#: What tables show as the source of an act of which the text does not say who did it.
NOT_NAMED = "(not named)"


class Party(NamedTuple):
    """Who takes part when events are looked at as ties; ``country`` is ISO 3166 alpha-3, None for the UN, the EU …"""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None


def itself(p: Participant, event: Event) -> Party:
    """A participant as who it is; who is not named is nobody beyond the event, and has an id that says so."""
    return Party(p.id if p.id is not None else f"{p.key}@{event.id}", p.name, p.kind, p.country, p.sector)


def state(code: str) -> Party:
    """The country of a code, as a party."""
    return Party(code, country_name(code), "country", code, "GOV")


def party_pairs(event: Event, level: str, unnamed: bool = False) -> list[tuple[Party, Party]]:
    """Each (who, to whom) of an event.

    Args:
        event: The event.
        level: "actor" takes everybody as who they are, and what was hit, if it has no name of its own ("a hospital in
            Gao"), as the country where it stands.  With "country" whoever acts for a state is that state, and
            what is done to another country's people, companies or places is done to that country; a visit is one to a
            country if it is one to its capital.  Armed groups and bodies of several states (the UN, the EU) stay
            themselves.  All others are left out, and so is what happens within one country.
        unnamed: Keep who is only described, and acts of which nobody is told who did them: those come from a party of
            kind "unnamed", another for each event.

    Returns:
        The pairs in the text's order, each once; of a mutual act only one direction.
    """
    if unnamed and not event.actors:
        nobody = Party(f"{UNNAMED}@{event.id}", NOT_NAMED, UNNAMED, None, None)
        targets = [_party(event, b, level, done_to_state(event, None, b)) for b in event.recipients]
        return [(nobody, target) for target in dict.fromkeys(targets) if target is not None]
    named = [(a, b) for a, b in pairs(event) if unnamed or (a.named and b.stands_as)]
    if level == "actor":
        sides = [
            (itself(a, event), itself(b, event) if unnamed or b.named else state(b.country or "")) for a, b in named
        ]
        return [(a, b) for a, b in dict.fromkeys(sides) if a.id != b.id]
    found: dict[tuple[str, str], tuple[Party, Party]] = {}
    for a, b in named:
        source = state_side(event, a)
        target = _party(event, b, level, done_to_state(event, a, b))
        if source is None or target is None or source.id == target.id:
            continue
        if (target.id, source.id) not in found or not together(event):
            found.setdefault((source.id, target.id), (source, target))
    return list(found.values())


def state_side(event: Event, p: Participant) -> Party | None:
    """As whom an actor stands between states: the state acted for, himself, or nobody (None)."""
    return _party(event, p, "country", p.country is not None and acts_for_state(p))


def _party(event: Event, p: Participant, level: str, for_state: bool) -> Party | None:
    """As whom a participant stands in a tie; None if, between states, as nobody."""
    if level == "actor":
        return itself(p, event)
    if for_state and p.country:
        return state(p.country)
    common_body = p.country is None and p.kind == "organisation" and p.sector in ("IGO", None)
    return itself(p, event) if bears_arms_against(p) or common_body or not p.named else None


def _is_capital(p: Participant) -> bool:
    found = countries().get(p.country or "")
    return found is not None and found.capital == p.name
