"""The phrases of an event: those of ``plover.yaml`` by type, mode and verb, and what is said where nothing follows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.core.dyads import read_by
from kg.core.english import ASKED, VOICING, base_form, third_person
from kg.core.event import Event
from kg.core.in_sentence import words_behind
from kg.core.plover import EventType, QuadClass
from kg.core.tensed import told_as

# What the rules note where somebody is a party only through what the act is about.
_FAR = "recipient further down"

_NOUN_WITHIN = 5  # words behind a verb that says nothing by itself
_TO_DO = re.compile(r"(?:\s+[\w-]+){0,6}?\s+(?:to\s+[a-z]|that\s+(?:[\w’'-]+\s+){1,8}?(?:would|will|should|must)\b)")
_READ_AS = re.compile(rf": ({'|'.join(EventType).lower()})/(?:verb|noun|adj):")
_ASKED = re.compile(rf"\b(?:{ASKED})s?\b", re.I)


def forms_of(event: Event) -> Mapping[str, str]:
    """The phrases by what follows: "to" somebody, "about" something … as :mod:`kg.core.plover_table` explains them."""
    words = list(read_by(event))
    if not by_verb(event):
        words = ["talks" if word == "talk" else word for word in words]
    if "deny" in words and _ASKED.search(event.theme or ""):
        words = ["refuse"]
    behind = next_words(event)
    if not VOICING.isdisjoint(words):
        words = [*behind, *words]
    elif words and behind:  # "shot down", "was taken hostage"
        words = [f"{words[-1]} {behind[0]}", *words]
    meant = _READ_AS.search(event.rule or "")
    act = EventType(meant[1].upper()) if meant is not None else event.type
    if event.type is EventType.THREATEN and act.quad is QuadClass.MATERIAL_CONFLICT:  # "says it will ban the party"
        forms = act.row.worded(next((word for word in words if word in act.row.modes), None), words)
        return {form: _threatened(phrase) for form, phrase in forms.items()}
    return event.type.row.worded(event.mode, words)


def next_words(event: Event) -> list[str]:
    """The words behind the trigger among which a noun may say what is done."""
    return re.findall(r"[\w-]+", words_behind(event).casefold())[:_NOUN_WITHIN]


def _threatened(phrase: str) -> str:
    verb, space, rest = phrase.partition(" ")
    return f"threatens to {base_form(verb)}{space}{rest}"


def mutually(event: Event, many: bool = False) -> str:
    """What the parties of a mutual act do with one another."""
    forms = forms_of(event)
    if event.verb == "agree" and _TO_DO.match(words_behind(event)):
        return told_as(event, "reaches an agreement with", many)  # and does not only think so too
    return told_as(event, forms["with"], many)


def alone(event: Event, many: bool = False) -> str:
    """What is done, where nothing is said to follow."""
    if event.type is EventType.OTHER and event.verb:
        return told_as(event, third_person(event.verb), many)
    return told_as(event, forms_of(event)["alone"], many)


def by_itself(event: Event, many: bool = False) -> str:
    """The same, of a move by the verb that was read, as where to follows: "advances | | on the capital"."""
    moves = event.type in (EventType.MOBILIZE, EventType.RETREAT) and by_verb(event) and event.verb
    return told_as(event, third_person(event.verb.split()[0]), many) if moves and event.verb else alone(event, many)


def far(event: Event) -> bool:
    """Whether the recipients are parties only through what the act is about: "pledged to support the Swedish bid"."""
    return _FAR in (event.rule or "")


def by_verb(event: Event) -> bool:
    """Whether it was read by a verb."""
    return "/verb:" in (event.rule or "")


def by_adjective(event: Event) -> bool:
    """Whether it was read by an adjective: "is angry at"."""
    return "/adj:" in (event.rule or "")


def is_its_theme(event: Event) -> bool:
    """Whether the theme is the act itself, told by a noun: "takes part in the talks"."""
    return event.evidence.trigger.casefold() in (event.theme or "").casefold() and not by_verb(event)


def hits(event: Event) -> bool:
    """Whether whoever is there suffers it too, as by an attack on a town."""
    return event.type is EventType.ASSAULT
