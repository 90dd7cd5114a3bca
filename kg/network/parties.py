"""Who stands for whom when events are looked at between countries."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kg.core.dyads import SYMMETRIC, acts_for_state, is_mutual, pairs
from kg.core.errors import KnowledgeError
from kg.core.records import Event, Participant

# Who fights a state is not the state, although it lives there.
_ARMED = frozenset({"REB", "UAF", "INS", "SEP", "CRM", "RAD", "OPP"})


class Party(NamedTuple):
    """A node of a network; ``country`` is ISO 3166 alpha-3, None for the UN, the EU …"""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None


def party_pairs(event: Event, level: str) -> list[tuple[Party, Party]]:
    """Each (who, to whom) of an event.

    Args:
        event: The event.
        level: "actor" takes everybody as who they are.  With "country" whoever acts for a state is that state, and
            what is done to another country's people, companies or places is done to that country; a visit is one to a
            country if it is one to its capital.  Armed groups and bodies of several states (the UN, the EU) stay
            themselves.  All others are left out, and so is what happens within one country.

    Returns:
        The pairs in the text's order, each once; of a mutual act only one direction.
    """
    if level == "actor":
        return [(_itself(a), _itself(b)) for a, b in pairs(event)]
    found: dict[tuple[str, str], tuple[Party, Party]] = {}
    for a, b in pairs(event):
        source, target = _as_source(a), _as_target(b, event, a)
        if source is None or target is None or source.id == target.id:
            continue
        if (target.id, source.id) in found and _together(event):
            continue
        found.setdefault((source.id, target.id), (source, target))
    return list(found.values())


def _as_source(p: Participant) -> Party | None:
    if p.country and acts_for_state(p):
        return _country(p.country)
    return _itself(p) if _is_armed(p) or _is_common_body(p) else None


def _as_target(p: Participant, event: Event, source: Participant) -> Party | None:
    if p.country and acts_for_state(p):
        return _country(p.country)
    if _is_armed(p) or _is_common_body(p):
        return _itself(p)
    # To agree or meet takes somebody who may speak for the state, or a visit to its capital; to be attacked or helped
    # does not.
    if p.country and p.country != source.country and (not _together(event) or _is_capital(p.name, p.country)):
        return _country(p.country)
    return None


def _is_armed(p: Participant) -> bool:
    return p.kind == "armed_group" or p.sector in _ARMED


def _is_common_body(p: Participant) -> bool:
    return p.country is None and p.kind == "organisation" and p.sector in ("IGO", None)


def _itself(p: Participant) -> Party:
    return Party(p.id, p.name, p.kind, p.country, p.sector)


@cache
def _is_capital(name: str, country: str) -> bool:
    from kg.entities.knowledge import Knowledge

    return Knowledge.load().capital(country) == name


@cache
def _country(code: str) -> Party:
    from kg.entities.knowledge import Knowledge

    try:
        name = Knowledge.load().entity(code).name
    except KnowledgeError:  # from knowledge of the user's own, or a code that ISO gives to nobody
        name = code
    return Party(code, name, "country", code, "GOV")


def _together(event: Event) -> bool:
    """Whether it takes both sides to do it."""
    return event.type in SYMMETRIC or is_mutual(event)
