"""What only describes a party that is named beside it: "This officer, Bo Wang", "Member of Parliament Ana Li"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.core.records import Mention
from kg.events.match import Match, head_of
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_FROM_SOMEWHERE, _CALLED = en.orders("names")["from_somewhere"], en.lists("names")["goes_by"]
_BODIES = frozenset({"company", "organisation"})


def leave_out(match: Match) -> None:
    """Take from each side of an act what only describes somebody else, on it or named beside him.

    Args:
        match: The act; its sides may change.
    """
    match.actors = _without([_by_name(m, match) for m in match.actors], match)
    match.recipients = _without([_by_name(m, match) for m in match.recipients], match)


def _by_name(mention: Mention, match: Match) -> Mention:
    """Who bears the name that stands beside a description: "a preacher called Abu Omar", "the Danish firm Abex"."""
    head = head_of(mention, match) if mention.form == "agent" else None
    if head is None or head.tag_ not in {"NN", "NNP"}:
        return mention
    called = [t for verb in syntax.participles(head) if not _CALLED.isdisjoint(lemmas(verb)) for t in verb.children]
    parts = [*called, *(t for t in syntax.appositions(head) if t.i == head.i + 1)]
    bodies = mention.entity.kind in _BODIES
    named = [m for t in parts if t.i > head.i for m in match.frame.parties.covering(t) if m.form == "name"]
    named = [m for m in named if (m.entity.kind in _BODIES if bodies else m.entity.kind == "person")]
    if not named or mention.entity.kind in {"country", "government"}:
        return mention
    entity = named[0].entity
    return replace(named[0], entity=replace(entity, country=entity.country or mention.entity.country))


def _without(side: list[Mention], match: Match) -> list[Mention]:
    names = [m for m in side if m.form == "name" and m.entity.kind == "person"]
    if len(side) < 2 or not names:
        return side
    return [m for m in side if not any(_describes(m, name, match) for name in names if name is not m)]


def _describes(mention: Mention, name: Mention, match: Match) -> bool:
    """Whether somebody or something is said to tell who a person is."""
    text = match.trigger.doc.text
    if text[mention.end : name.start] == " " or text[mention.end :].startswith(_FROM_SOMEWHERE):
        return True
    if mention.form not in {"agent", "role"}:
        return False
    one, other = head_of(mention, match), head_of(name, match)
    if one is None or other is None:
        return False
    beside = (one.dep_ == "appos" and one.head == other) or (other.dep_ == "appos" and other.head == one)
    return beside or _are_one(one, other)


def _are_one(office: Token, name: Token) -> bool:
    """Whether two offices are one man's, as the verb says: "The former governor and candidate Ana Li endorses …"."""
    verb = office.head
    return verb.tag_ == "VBZ" and office in syntax.subjects(verb) and name in syntax.conjuncts(office)
