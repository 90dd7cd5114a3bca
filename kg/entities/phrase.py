"""A name in a text, and a phrase that speaks of an actor: what is found before anybody is linked."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.core.records import Entity
from kg.entities.facts import Agent, Alias, Institution, Role

# What a name is.
PERSON, ORG, LOC, NORP, MISC, UNKNOWN = "PERSON", "ORG", "LOC", "NORP", "MISC", ""

# What a phrase is.
NAME, ROLE, INSTITUTION, AGENT = "name", "role", "institution", "agent"

_LABEL_OF_KIND = {
    "person": PERSON,
    "organisation": ORG,
    "government": ORG,
    "armed_group": ORG,
    "company": ORG,
    "people": NORP,
    "place": LOC,
    "country": LOC,
}


@dataclass(slots=True)
class Name:
    """A run of words that names something.

    Attributes:
        first: Its first word.
        last: Its last word, included.
        label: PERSON, ORG, LOC, NORP, MISC, or "" while unknown.
        options: What the knowledge base takes it for, best first.
        entity: Whom it means, once linked.
        form: How it refers, as in :class:`kg.core.records.Mention`.
        country: What a part of the name says of its country.
        titled: Whether a title stands before it, so it must be a person.
        parts: Known names inside it.
        same_as: The name it is the acronym of, where the article introduces it as such.
    """

    first: int
    last: int
    label: str = UNKNOWN
    options: tuple[Alias, ...] = ()
    entity: Entity | None = None
    form: str = "name"
    country: str | None = None
    titled: bool = False
    parts: list[Name] = field(default_factory=list)
    same_as: Name | None = None


def label_of(alias: Alias) -> str:
    """The label of a known name."""
    if alias.form in ("adjective", "demonym"):
        return NORP
    if alias.form == "capital":
        return LOC  # of a state of limited recognition too
    return _LABEL_OF_KIND.get(alias.entity.kind, ORG)


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
