"""A phrase in the tense of an event: "meets", "will meet", "did not meet", "is said to have met"."""

from __future__ import annotations

import re

from kg.core.english import READY, base_form, is_irregular, participle, past, third_person
from kg.core.event import Event
from kg.core.in_sentence import words_before, words_behind
from kg.core.plover import Status

# What the rules note of the word that made an act one to come.
_DECIDED_BY = re.compile(r"\bplanned by '(\w+)'")
_TRIED = re.compile(
    r"\b(?:unsuccessfully|(?:tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|seek(?:s|ing)?|sought) to)\s+(?:\w+\s+)?$", re.I
)
_NO_LONGER = re.compile(r"\b(?:no longer|stop(?:s|ped)?|ceased?|ceases|quits?)\s+$", re.I)
_POSSIBLE = re.compile(
    r"\b(?:(?:scope|room|potential)\s+for|possib(?:le|ility\s+of|ilities\s+for))\s+(?:[\w-]+\s+){0,4}$", re.I
)
_IS_POSSIBLE = re.compile(r"(?:\s+[\w-]+){0,6}?\s+(?:is|are|was|were|remains?|seems?)\s+possible\b", re.I)
# Who only partly does it does not do it.
_IN_PART = re.compile(r"\b(partially|partly)\s+$", re.I)
# Of what is told with one of these the text says no more than that it is said.
_SAID_TO = re.compile(r"\b(?:allegedly|purportedly|reportedly|supposedly)\s+(?:[\w-]+\s+)?$", re.I)
_DID = frozenset(["did", "didn't", "didn’t", "had", "hadn't", "hadn’t", "was", "were", "has", "have"])


def told_as(event: Event, phrase: str, many: bool = False) -> str:
    """A phrase in the third person ("meets") as its status wants it."""
    verb, space, rest = phrase.partition(" ")
    rest = space + rest
    base = base_form(verb)
    told = event.status in (Status.ASSERTED, Status.HISTORICAL)
    if told and base != "try" and _TRIED.search(words_before(event, event.evidence.trigger_start)):
        verb, base, rest = "tries", "try", f" to {base}{rest}"
    before = _in_part(event, base)
    if told and _SAID_TO.search(words_before(event, event.evidence.trigger_start)):
        return f"{'are' if many else 'is'} said to have {before}{participle(base)}{rest}"
    if event.status is Status.HISTORICAL:
        return before + _past_of(event, base) + rest
    if event.status is Status.PLANNED:
        by = _DECIDED_BY.search(event.rule or "")
        ready = by[1].casefold() if by is not None and by[1].casefold() in READY else ""
        return f"{'are' if many else 'is'} {ready} to {base}{rest}" if ready else f"will {before}{base}{rest}"
    if event.status is Status.DENIED and _NO_LONGER.search(words_before(event, event.evidence.trigger_start)):
        return f"no longer {'are' if many and base == 'be' else base if many else verb}{rest}"
    if event.status is Status.DENIED and base == "be":
        return f"{'are' if many else 'is'} not{rest}"
    if event.status is Status.DENIED:
        return f"{'did' if _is_past(event) else 'do' if many else 'does'} not {before}{base}{rest}"
    if event.status is Status.HYPOTHETICAL:
        possible = event.type.row.possible
        if possible is not None and not event.recipients and _is_only_possible(event):
            return possible
        gone = event.date is not None and event.published is not None and event.date.end < event.published
        return f"is said to have {before}{participle(base)}{rest}" if gone else f"may {before}{base}{rest}"
    return before + (("are" if base == "be" else base) if many else verb) + rest


def _is_only_possible(event: Event) -> bool:
    """Whether there is but room for it: "scope for talks", "talks are possible"."""
    before = words_before(event, event.evidence.trigger_start)
    return _POSSIBLE.search(before) is not None or _IS_POSSIBLE.match(words_behind(event)) is not None


def _in_part(event: Event, base: str) -> str:
    """The word that says that an act is done in part, if the phrase has the event's own verb: "partially lifts"."""
    found = _IN_PART.search(words_before(event, event.evidence.trigger_start)) if event.verb == base else None
    return f"{found[1].lower()} " if found else ""


def _is_past(event: Event) -> bool:
    """Whether what is denied lay in the past: "had not attacked", and not "will not attack" or "from attacking"."""
    word = event.evidence.trigger.casefold()
    before = words_before(event, event.evidence.trigger_start).casefold().split()[-6:]
    told = word.endswith("ed") or (event.verb is not None and word not in (event.verb, third_person(event.verb)))
    return not _DID.isdisjoint(before) or (told and not word.endswith("ing"))


def _past_of(event: Event, base: str) -> str:
    # An irregular verb that the list does not know stands in the text as it should, mostly.
    word = event.evidence.trigger.casefold()
    told = event.verb is not None and event.verb.split()[0] == base and word not in (base, third_person(base))
    told = told and not is_irregular(base)
    return word if told and " " not in word and not word.endswith("ing") else past(base)
