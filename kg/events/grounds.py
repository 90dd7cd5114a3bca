"""The families of rules that find acts, and what a rule notes of how it found one.

A note is a feature of the judge (:mod:`kg.events.judge`); those that have words here are shown to people.
"""

from __future__ import annotations

from enum import StrEnum


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
    JUDGED = "judged"


class Ground(StrEnum):
    """What a rule notes of a match: where a party was not found in its usual place, that its type is a proposal."""

    ACTOR_BY_OWNER = "actor by what is his"
    ACTOR_BY_SPEAKER = "actor by who speaks"
    OTHER_SIDE_BY_SPEAKER = "other side by who speaks"
    RECIPIENT_FURTHER_DOWN = "recipient further down"
    RECIPIENT_BY_PLACE = "recipient by the place"
    RECIPIENT_BY_CONDITION = "recipient by the condition"
    RECIPIENT_FROM_BEFORE = "recipient from the sentences before"
    PROPOSED = "proposed by the classifier"
    SIDE_JUDGED = "other side by the judge"


#: What people are told, in ``rule``, where a party was not found in its usual place or the type is a proposal.
WORDS = {
    Ground.ACTOR_BY_OWNER: "actor by what is his",
    Ground.ACTOR_BY_SPEAKER: "actor by who speaks",
    Ground.OTHER_SIDE_BY_SPEAKER: "other side by who speaks",
    Ground.RECIPIENT_FURTHER_DOWN: "recipient further down",
    Ground.RECIPIENT_BY_PLACE: "recipient by the place",
    Ground.RECIPIENT_BY_CONDITION: "recipient by the condition",
    Ground.RECIPIENT_FROM_BEFORE: "recipient from the sentences before",
    Ground.SIDE_JUDGED: "other side by the judge",
    Ground.PROPOSED: "proposed with probability {sure:.2f}",
}
