"""A name in a text, and what it is: a person, a body, a place, a people."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.core.records import Entity
from kg.entities.facts import Alias

PERSON, ORG, LOC, NORP, MISC, UNKNOWN = "PERSON", "ORG", "LOC", "NORP", "MISC", ""

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
