"""The grounds on which an event was read, from which its confidence is reckoned, and how people are told of some.

A new one is a member here and a line of :func:`noticed`.  One that only a rule can know is noted by the rule in
``Match.notes`` instead, and has words here if people are to see it.  Its weight is fitted into ``confidence.yaml``;
until then it adds nothing.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.core.plover import EventType, Status
from kg.language import syntax

if TYPE_CHECKING:
    from kg.events.match import Match


class Family(StrEnum):
    """The families of rules that find acts."""

    VERB = "verb"
    VERB_FRAME = "verb+frame"
    VERB_CLAUSE = "verb+clause"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    DEMAND = "demand"
    VERDICT = "verdict"
    PROPOSED = "proposed"
    OTHER = "other"
    SVO = "svo"


# How a party may be named (the forms of kg.core.records.Mention), other than by a name or a role, which is usual.
_FORMS = ("adjective", "agent", "capital", "demonym", "metonym", "nominal", "place", "pronoun", "surname")
_USUAL = ("name", "role")
# A sector that a user's own file brings along is no ground.
_SECTORS = (
    *("AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "HLH", "IGO", "INS", "JUD", "LAB", "LEG", "MED", "MIL"),
    *("NGO", "OPP", "PTY", "RAD", "REB", "REF", "REL", "SEP", "SET", "SPY", "UAF"),
)
MANY_VERBS = 6  # and more
MANY_WORDS, VERY_MANY_WORDS = 35, 60  # of a sentence; more make it long

# The grounds that are of a family, of a type and so on.
_VALUED = [
    *(f"family {family}" for family in Family),
    *(f"type {type_}" for type_ in EventType),
    *(f"status {status}" for status in Status),
    *(f"party by {form}" for form in _FORMS),
    *(f"actor of sector {sector}" for sector in _SECTORS),
    *(f"verbs in the sentence {count}" for count in range(MANY_VERBS + 1)),
]


class Ground(StrEnum):
    """A ground, by its name in ``confidence.yaml``.

    Those below have a name in code too; those of a family, a type, a status and the like are found by their value.

    Example:
        >>> Ground.of_type(EventType.AID)
        <Ground.type AID: 'type AID'>
    """

    ACTOR_BY_OWNER = "actor by what is his"
    ACTOR_BY_SPEAKER = "actor by who speaks"
    OTHER_SIDE_BY_SPEAKER = "other side by who speaks"
    RECIPIENT_FURTHER_DOWN = "recipient further down"
    RECIPIENT_BY_PLACE = "recipient by the place"
    RECIPIENT_BY_CONDITION = "recipient by the condition"
    RECIPIENT_FROM_BEFORE = "recipient from the sentences before"
    PROPOSED = "proposed by the classifier"
    NO_RECIPIENT = "no recipient"
    NO_COUNTRY = "actor without country"
    ACTOR_AFTER_RECIPIENT = "actor after the recipient"
    LONG = "long sentence"
    VERY_LONG = "very long sentence"
    IN_RELATIVE_CLAUSE = "in a relative clause"
    IN_COMPLEMENT = "in a complement"
    IN_ADVERBIAL_CLAUSE = "in an adverbial clause"

    _ignore_ = "_name"
    for _name in _VALUED:
        vars()[_name] = _name

    @classmethod
    def of_family(cls, family: Family) -> Ground:
        """That it was found by a rule of a family."""
        return cls(f"family {family}")

    @classmethod
    def of_type(cls, type_: EventType) -> Ground:
        """That it is of a type."""
        return cls(f"type {type_}")

    @classmethod
    def of_status(cls, status: Status) -> Ground:
        """That it has a status."""
        return cls(f"status {status}")

    @classmethod
    def of_form(cls, form: str) -> Ground | None:
        """That a party is named in a certain form; None for a name and a role."""
        return None if form in _USUAL else cls(f"party by {form}")

    @classmethod
    def of_sector(cls, sector: str | None) -> Ground | None:
        """That an actor is of a sector; None for one that is not among PLOVER's."""
        return cls(f"actor of sector {sector}") if sector in _SECTORS else None

    @classmethod
    def of_verbs(cls, count: int) -> Ground:
        """That a sentence has so many verbs, or very many."""
        return cls(f"verbs in the sentence {min(count, MANY_VERBS)}")


#: What people are told, in ``rule``, where a party was not found in its usual place or the type is a proposal.
WORDS = {
    Ground.ACTOR_BY_OWNER: "actor by what is his",
    Ground.ACTOR_BY_SPEAKER: "actor by who speaks",
    Ground.OTHER_SIDE_BY_SPEAKER: "other side by who speaks",
    Ground.RECIPIENT_FURTHER_DOWN: "recipient further down",
    Ground.RECIPIENT_BY_PLACE: "recipient by the place",
    Ground.RECIPIENT_BY_CONDITION: "recipient by the condition",
    Ground.RECIPIENT_FROM_BEFORE: "recipient from the sentences before",
    Ground.PROPOSED: "proposed with probability {sure:.2f}",
}


def noticed(match: Match, status: Status) -> list[Ground]:
    """On what an event was read: the rule family, its type, how its parties were named, where its words stand.

    Args:
        match: The match.
        status: The status of its event.
    """
    out = [Ground.of_family(match.family), Ground.of_type(match.entry.type), *match.notes]
    out += sorted({g for m in (*match.actors, *match.recipients) if (g := Ground.of_form(m.form))})
    if not match.recipients and not match.entry.mutual:
        out.append(Ground.NO_RECIPIENT)
    if any(m.entity.country is None for m in match.actors):
        out.append(Ground.NO_COUNTRY)
    out += sorted({g for m in match.actors if (g := Ground.of_sector(m.entity.sector))})
    if match.actors and match.recipients and match.actors[0].start > max(m.start for m in match.recipients):
        out.append(Ground.ACTOR_AFTER_RECIPIENT)
    if status != Status.ASSERTED:
        out.append(Ground.of_status(status))
    sentence = match.trigger.sent
    out += [Ground.LONG] * (len(sentence) > MANY_WORDS) + [Ground.VERY_LONG] * (len(sentence) > VERY_MANY_WORDS)
    out.append(Ground.of_verbs(sum(map(syntax.is_verb, sentence))))
    return out + _place(match.trigger)


def _place(trigger: Token) -> list[Ground]:
    """Where the predicate stands in its sentence."""
    if not syntax.is_verb(trigger):
        return []
    if syntax.antecedent(trigger) is not None:
        return [Ground.IN_RELATIVE_CLAUSE]
    if syntax.governor(trigger) is None:
        return []
    return [Ground.IN_COMPLEMENT if syntax.is_complement(trigger) else Ground.IN_ADVERBIAL_CLAUSE]
