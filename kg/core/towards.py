"""What is done to somebody, in words: "signs an agreement with", "arrests people of", "protests against"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kg.core.bridge import link_of
from kg.core.dyads import SYMMETRIC, read_by
from kg.core.english import ARTICLES, BREAKS, LIGHT, LINKS, MERITS, VOICING, third_person
from kg.core.event import UNNAMED, Event, Participant
from kg.core.forms import by_verb, far, forms_of, hits, next_words
from kg.core.in_sentence import (
    gap,
    is_negated,
    is_passive,
    joint,
    owns,
    place_of,
    stands_here,
    word_before,
    words_after,
    words_before,
    words_behind,
    words_between,
)
from kg.core.naming import described, several
from kg.core.own_words import is_announced, own_words
from kg.core.plover import EventType, QuadClass, Status
from kg.core.tensed import told_as
from kg.core.whose import BODIES, people_of

# Troops that are sent there do not enter.
_NOT_INTO = ("against", "along", "around", "near")
_FORCES = ("MIL", "COP")
_BUYS = ("acquire", "buy", "purchase")
_HOSTS = ("host", "receive", "welcome")
_ONE_VERB = re.compile(rf"(\w+)\s+(?:(?:{ARTICLES})\s+)*")
# Behind this, and what somebody is, stands whom a rally is for.
_FOR = re.compile(r"\b(?:for|in support of)\s+(?:[\w-]+\s+){0,4}$")
_ONE_OF_THEM = re.compile(r"\b(?:an?|one|another)\s+$", re.I)


def towards(event: Event, whom: Participant, many: bool = False) -> str:
    """What is done to somebody.

    Args:
        event: The event.
        whom: One of its recipients.
        many: Whether the doers are several in one word ("gunmen"), so that the verb is plural.
    """
    if event.type is EventType.OTHER and event.verb:
        return told_as(event, third_person(event.verb) + joint(event, whom.start), many)
    if (own := own_words(event, whom)) is not None:
        return told_as(replace(event, status=Status.PLANNED) if is_announced(event) else event, own, many)
    forms = forms_of(event)
    phrase = _through(event, forms, whom) or _by_type(event, forms, whom) or _beside(event, forms, whom)
    return told_as(event, phrase, many)


def with_whom(event: Event, other: Participant, many: bool = False) -> str | None:
    """What the first party of a mutual act does with another, in the sentence's own words: "works with"."""
    if not by_verb(event) or is_passive(event) or not stands_here(event, other):
        return None
    first, verb = event.actors[0], next(read_by(event), "").split()
    begin, end = event.evidence.trigger_start, event.evidence.trigger_end
    if (
        not verb
        or not first.end <= begin
        or other.start < end
        or (is_negated(event) and event.status is not Status.DENIED)
    ):
        return None
    link = link_of(words_between(event, other.start), many, titled=other.kind == "person")
    if link == " with" and verb[0] in LIGHT | VOICING | {"sign"}:
        return None  # "signed with Oman": what, is told by the type
    return told_as(event, third_person(verb[0]) + link, many) if link and link.endswith(" with") else None


def _through(event: Event, forms: Mapping[str, str], whom: Participant) -> str | None:
    """What is done to somebody through his people or his things, or for him."""
    if (theirs := people_of(event, whom)) is not None:
        whole = forms.get("state", forms["to"]) if whom.kind == "country" else forms["to"]
        return f"{whole} {theirs} of"
    if "for" in forms and word_before(event, whom.start) == "for":
        return forms["for"]
    if event.type is EventType.SUPPORT and forms["to"].startswith("recogni"):
        if not MERITS.isdisjoint(next_words(event)):
            return "pays tribute to"
        if _as_whose(event, whom):
            return event.type.row.prose["to"]
    if event.type is EventType.THREATEN and (verb := _verb_before(event, whom)) is not None:
        return f"threatens to {verb}"
    if "state" in forms and whom.kind == "country":
        return forms["state"]
    if "of" in forms and whom.kind in BODIES and not described(whom):
        return _of(event, forms, whom)
    return _of_thing(event, forms, whom)


def _by_type(event: Event, forms: Mapping[str, str], whom: Participant) -> str | None:
    """What protests, purchases and attacks are said to do, if that hangs on what stands before somebody."""
    if event.type is EventType.PROTEST:
        if _FOR.search(words_before(event, whom.start)):
            return f"{forms['alone']} for"
        if far(event) and (_is_against(event, whom) or _stands_against(event, whom)):
            return forms["to"]
        if event.verb and gap(event, whom.start) == " to":
            return f"{third_person(event.verb)} to"  # "marched to the embassy"
    if event.type is EventType.COOPERATE and event.verb in _BUYS and gap(event, whom.start) == "":
        return third_person(event.verb)  # one company another
    guest_first = is_passive(event) or any(a.start > event.evidence.trigger_start for a in event.actors)
    if event.verb in _HOSTS and not guest_first:
        return third_person(event.verb) if whom.start > event.evidence.trigger_start else None
    if _is_only_in(event, whom):
        return f"{forms['alone']} {word_before(event, whom.start)}"
    if hits(event) and whom.kind == "person" and owns(event, whom) and forms["to"] == event.type.row.prose["to"]:
        return "attacks something of"  # "an attack on the minister's home"
    return None


def _beside(event: Event, forms: Mapping[str, str], whom: Participant) -> str:
    """What is done to somebody who stands beside the act, or further down."""
    before = word_before(event, whom.start)
    if not far(event):
        if event.type is EventType.MOBILIZE:
            return _mobilized(event, forms["to"], whom)
        partners = event.type in SYMMETRIC and any(gap(event, r.start) == " with" for r in event.recipients)
        return forms["with" if partners else "to"]
    # A place in which something was done suffered it no more than others that lie there.
    if (
        not (hits(event) or _is_said(event) or owns(event, whom))
        and (forms["far"] == forms["to"] or event.type is EventType.PROTEST)
        and (whom.kind in ("place", "country") or event.type is EventType.PROTEST)
        and before in ("in", "at", "near", "across", "throughout")
    ):
        stem = forms["alone"] if forms["far"] == forms["to"] else forms["far"].removesuffix(" concerning")
        return f"{stem} {before}"
    concerning = forms["far"].endswith("support concerning") and before == "for"
    return forms["far"].removesuffix("concerning") + "for" if concerning else forms["far"]


def _mobilized(event: Event, told: str, whom: Participant) -> str:
    if whom.sector in _FORCES and any(a.country == whom.country for a in event.actors):
        return "mobilizes"  # "deploys the National Guard"
    where = word_before(event, whom.start)
    return told.removesuffix("to") + where if told.endswith(" to") and where in _NOT_INTO else told


def _is_against(event: Event, whom: Participant) -> bool:
    """Whether "against" stands between the act and somebody: "protests against police brutality"."""
    return re.match(r"\s+against\b", words_between(event, whom.start)) is not None


def _stands_against(event: Event, whom: Participant) -> bool:
    """Whether "against" stands before somebody himself: not "against the U.S. strikes"."""
    behind = re.match(r"(?:['’]s?|-)?\s*([a-z][\w-]*)", words_after(event, whom.end))
    himself = behind is None or behind[1] in LINKS | BREAKS
    return himself and word_before(event, whom.start) == "against"


def _as_whose(event: Event, whom: Participant) -> bool:
    """Whether something is recognised as somebody's own: "recognised the town as Israel's capital"."""
    _, as_, rest = words_behind(event).partition(" as ")
    return bool(as_) and whom.name in rest


def _verb_before(event: Event, whom: Participant) -> str | None:
    """What is threatened to be done to somebody, where that stands before him: "threatened to sue the paper"."""
    at = place_of(event, event.theme or "")
    if at is None or word_before(event, at) != "to" or not at < whom.start:
        return None
    found = _ONE_VERB.fullmatch(event.evidence.sentence[at - event.evidence.start : whom.start - event.evidence.start])
    return found[1] if found else None


def _of(event: Event, forms: Mapping[str, str], whom: Participant) -> str:
    """As it is said of a body whose people or things suffered it; of a place itself, where it can be taken."""
    here = word_before(event, whom.start) in ("in", "at", "near", "across")
    if not forms["of"].endswith("people of"):
        there = here and whom.kind in ("place", "country")
        return forms["of"] if there or whom.kind != "place" else forms["to"]
    if whom.kind == "armed_group" and several(whom):
        return forms["to"]  # "Houthis" are the people themselves
    if whom.kind == "armed_group" or whom.sector == "MIL":
        return forms["of"].removesuffix("people of") + "members of"
    if whom.kind == "country" and _ONE_OF_THEM.search(words_before(event, whom.start)):
        return forms["of"].removesuffix("people of") + "a citizen of"  # "arrested a Palestinian"
    return forms["of"].removesuffix(" of") + " in" if here or whom.kind == "place" else forms["of"]


def _of_thing(event: Event, forms: Mapping[str, str], whom: Participant) -> str | None:
    """As it is said of a thing where people suffered: the market of "killed ten in a raid on a market" is attacked."""
    of = forms.get("of", "")
    if whom.kind != UNNAMED or not hits(event) or not of.endswith("people of"):
        return None
    before = word_before(event, whom.start)
    if before in ("on", "against"):
        return event.type.row.prose["to"]
    return of.removesuffix(" of") + " in" if before in ("in", "at", "near") else None


def _is_said(event: Event) -> bool:
    """Whether it is an act of words: concern is voiced about a country, and not in it."""
    return event.type.quad in (QuadClass.VERBAL_CONFLICT, QuadClass.VERBAL_COOPERATION)


def _is_only_in(event: Event, whom: Participant) -> bool:
    """Whether a country is only where violence of no told kind was used: "a crackdown in Mali"."""
    if not hits(event) or event.mode is not None or "/noun:" not in (event.rule or "") or whom.kind != "country":
        return False
    return word_before(event, whom.start) in ("in", "across")
