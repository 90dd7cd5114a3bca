"""PLOVER: the event types, modes, contexts, statuses and the figures attached to them.

PLOVER is the successor of CAMEO (Open Event Data Alliance, *PLOVER: Political Language Ontology for Verifiable Event
Records*, manual draft of September 2021).  Codes are the manual's; the wording of everything else is ours.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Quad(IntEnum):
    """The four quad classes: cooperation or conflict, by words or by deeds."""

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4


class EventType(StrEnum):
    """The 16 PLOVER event types, and OTHER for a political act that is none of them."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    OTHER = "OTHER"

    @property
    def quad(self) -> Quad | None:
        """The quad class; None for OTHER."""
        return QUAD.get(self)

    @property
    def side(self) -> str:
        """ "cooperation", "conflict" or "other"."""
        if self.quad is None:
            return "other"
        return "cooperation" if self.quad in (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION) else "conflict"

    @property
    def score(self) -> float | None:
        """Intensity from -10 (most conflictual) to +10 (most cooperative); None for OTHER.

        The scale is Goldstein's (1992, *Journal of Conflict Resolution* 36(2)), each value that of the CAMEO root
        category the PLOVER type grew out of.
        """
        return SCORE.get(self)


class Status(StrEnum):
    """How sure the text is that the act took place."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    HISTORICAL = "historical"


class Context(StrEnum):
    """PLOVER contexts: the field of politics that an act belongs to."""

    MILITARY = "military"
    INTELLIGENCE = "intelligence"
    EXECUTIVE = "executive"
    LEGISLATIVE = "legislative"
    ELECTION = "election"
    POLITICAL_INSTITUTIONS = "political_institutions"
    LEGAL = "legal"
    TERRITORY = "territory"
    DIPLOMATIC = "diplomatic"
    ECONOMIC = "economic"
    RESOURCE = "resource"
    CULTURE = "culture"
    RIGHTS_FREEDOMS = "rights_freedoms"
    CRIME = "crime"
    CORRUPTION = "corruption"
    TERRORISM = "terrorism"
    CYBER = "cyber"
    HISTORICAL = "historical"
    CBRN = "cbrn"
    PEACEKEEPING = "peacekeeping"
    HUMANITARIAN = "humanitarian"
    MIGRATION = "migration"
    ENVIRONMENT = "environment"
    HEALTH = "health"
    DISASTER = "disaster"


class Precision(StrEnum):
    """How finely the text dates an event."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


QUAD: dict[EventType, Quad] = {
    **dict.fromkeys((EventType.AGREE, EventType.CONSULT, EventType.SUPPORT), Quad.VERBAL_COOPERATION),
    **dict.fromkeys(
        (EventType.COOPERATE, EventType.AID, EventType.CONCEDE, EventType.RETREAT), Quad.MATERIAL_COOPERATION
    ),
    **dict.fromkeys((EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN), Quad.VERBAL_CONFLICT),
    **dict.fromkeys(
        (EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT),
        Quad.MATERIAL_CONFLICT,
    ),
}

SCORE: dict[EventType, float] = {
    EventType.AGREE: 4.0,
    EventType.CONSULT: 1.0,
    EventType.SUPPORT: 3.5,
    EventType.CONCEDE: 5.0,
    EventType.COOPERATE: 6.0,
    EventType.AID: 7.0,
    EventType.RETREAT: 5.0,
    EventType.REQUEST: -1.0,
    EventType.ACCUSE: -2.0,
    EventType.REJECT: -4.0,
    EventType.THREATEN: -6.0,
    EventType.PROTEST: -6.5,
    EventType.SANCTION: -6.5,
    EventType.MOBILIZE: -7.2,
    EventType.COERCE: -7.0,
    EventType.ASSAULT: -9.0,
}

# The manual's modes.  An act may have none.
MODES: dict[EventType, tuple[str, ...]] = {
    EventType.CONSULT: ("visit", "third-party", "multilateral", "phone"),
    EventType.RETREAT: ("withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"),
    EventType.REQUEST: ("assist", "change", "yield", "meet"),
    EventType.ACCUSE: ("disapprove", "investigate", "allege"),
    EventType.REJECT: ("assist", "change", "yield", "meet"),
    EventType.THREATEN: ("restrict", "ban", "arrest", "relations", "expel", "territory", "violence"),
    EventType.PROTEST: ("demo", "riot", "strike", "hunger", "boycott", "obstruct"),
    EventType.SANCTION: ("convict", "expel", "withdraw", "discontinue"),
    EventType.MOBILIZE: ("troops", "weapons", "police", "militia"),
    EventType.COERCE: (
        "seize", "restrict", "ban", "censor", "martial-law", "arrest", "deport", "withhold", "misinformation",
    ),
    EventType.ASSAULT: (
        "beat", "torture", "execute", "sexual", "assassinate", "primitive", "firearms", "explosives",
        "suicide-attack", "heavy-weapons", "crowd-control", "aerial", "cleansing",
    ),
}  # fmt: skip

# One readable word per type, for tables and views.  A status other than "asserted" stands beside it.
RELATION_LABEL: dict[EventType, str] = {
    EventType.AGREE: "agrees",
    EventType.CONSULT: "meets",
    EventType.SUPPORT: "supports",
    EventType.CONCEDE: "concedes",
    EventType.COOPERATE: "cooperation",
    EventType.AID: "aids",
    EventType.RETREAT: "retreats",
    EventType.REQUEST: "requests",
    EventType.ACCUSE: "accuses",
    EventType.REJECT: "rejects",
    EventType.THREATEN: "warns",
    EventType.PROTEST: "protests",
    EventType.SANCTION: "sanctions",
    EventType.MOBILIZE: "mobilizes",
    EventType.COERCE: "coerces",
    EventType.ASSAULT: "attacks",
    EventType.OTHER: "acts on",
}


def plover_code(type_: EventType, status: Status) -> EventType:
    """Fold an act and its status into the one code PLOVER knows.

    By the manual's rules, a promise or plan of cooperation is AGREE, a planned concession or retreat is CONCEDE,
    threatened or planned material conflict is THREATEN, and a denied act of cooperation is REJECT.

    Args:
        type_: The act itself.
        status: How sure the text is of it.

    Returns:
        The PLOVER type under which an event coder would file it.

    Example:
        >>> plover_code(EventType.CONSULT, Status.PLANNED)
        <EventType.AGREE: 'AGREE'>
    """
    if status == Status.PLANNED:
        if type_ in (EventType.CONSULT, EventType.COOPERATE, EventType.AID, EventType.SUPPORT):
            return EventType.AGREE
        if type_ == EventType.RETREAT:
            return EventType.CONCEDE
        if type_.quad == Quad.MATERIAL_CONFLICT:
            return EventType.THREATEN
    if status == Status.HYPOTHETICAL and type_ in (EventType.COOPERATE, EventType.AID, EventType.CONSULT):
        return EventType.AGREE
    if status == Status.DENIED and type_ in (
        EventType.AGREE, EventType.CONSULT, EventType.COOPERATE, EventType.AID, EventType.CONCEDE, EventType.RETREAT,
    ):  # fmt: skip
        return EventType.REJECT
    return type_
