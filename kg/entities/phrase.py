"""A phrase that speaks of an actor, or a part of one."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.core.records import Entity
from kg.entities.facts import Agent, Institution, Role
from kg.entities.name import Name

NAME, ROLE, INSTITUTION, AGENT = "name", "role", "institution", "agent"


@dataclass(slots=True, eq=False)
class Phrase:
    """A phrase that speaks of an actor, or a part of one.

    Attributes:
        first: First word.
        last: Last word, included.
        what: NAME, ROLE, INSTITUTION or AGENT.
        name: The name, for NAME.
        role: The role, for ROLE.
        body: The institution, for INSTITUTION.
        agent: The common noun, for AGENT.
        plural: Whether it speaks of several.
        owners: Whose it is: countries and organisations.
        person: Who bears the role, where the phrase says it.
        entities: Whom it means.
        form: As in :class:`kg.core.records.Mention`.
        past: Whether it is an office of earlier times: "the former president".
        any: Whether it may be any of a kind: "an American leader".
    """

    first: int
    last: int
    what: str
    name: Name | None = None
    role: Role | None = None
    body: Institution | None = None
    agent: Agent | None = None
    plural: bool = False
    owners: list[Entity] = field(default_factory=list)
    person: Phrase | None = None
    entities: list[Entity] = field(default_factory=list)
    form: str = "name"
    consumed: bool = False
    resolved: bool = False
    head_first: int = 0
    head_last: int = 0
    bare: bool = False
    possessed: bool = False
    definite: bool = False
    any: bool = False
    apart: bool = False
    foreign: bool = False
    past: bool = False
