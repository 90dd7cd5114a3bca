"""A phrase in the tense of an event: "meets", "will meet", "did not meet", "is said to have met"."""

from __future__ import annotations

import re
from typing import NamedTuple

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
# What is meant to be done, in the words of whoever means it: "plans to subjugate", "hoped to work".
_MEANT = re.compile(
    r"\b((?:plan|intend|aim|hope|want|wish|seek)s?|planned|intended|aimed|hoped|wanted|sought|decisions?)\s+to\s+(?:\w+ly\s+)?$",
    re.I,
)
# Of what is asked whether it has been done.
_HAS = re.compile(r"\b(?:has|have|had)\s+(?!to\b)(?:[\w.’'-]+\s+){0,4}$", re.I)
_DID = frozenset(["did", "didn't", "didn’t", "had", "hadn't", "hadn’t", "was", "were", "has", "have"])


class _Phrase(NamedTuple):
    """A verb's base form and what follows it, whether several do it, and the word that says that it is done in part."""

    base: str
    rest: str
    many: bool
    partly: str

    @property
    def be(self) -> str:
        """The form of "to be"."""
        return "are" if self.many else "is"

    @property
    def present(self) -> str:
        """The form of the verb that its subject wants."""
        if self.base == "be":
            return self.be
        return self.base if self.many else third_person(self.base)

    def to(self, before: str) -> str:
        """Behind another verb: "will attack", "hopes to work with"."""
        return f"{before} {self.partly}{self.base}{self.rest}"

    def have(self, before: str) -> str:
        """As done: "may have met"."""
        return f"{before} have {self.partly}{participle(self.base)}{self.rest}"


def told_as(event: Event, phrase: str, many: bool = False) -> str:
    """A phrase in the third person ("meets") as its status wants it."""
    verb, space, rest = phrase.partition(" ")
    base, rest, before = base_form(verb), space + rest, words_before(event, event.evidence.trigger_start)
    told = event.status in (Status.ASSERTED, Status.HISTORICAL)
    if told and base != "try" and _TRIED.search(before):
        base, rest = "try", f" to {base}{rest}"
    said = _Phrase(base, rest, many, _in_part(event, base))
    if not told and (meant := _MEANT.search(before)):
        return said.to(f"{_as_meant(meant[1].lower(), many)} to")
    if told and _SAID_TO.search(before):
        return said.have(f"{said.be} said to")
    return _BY_STATUS[event.status](event, said)


def _historical(event: Event, said: _Phrase) -> str:
    return said.partly + _past_of(event, said.base) + said.rest


def _planned(event: Event, said: _Phrase) -> str:
    by = _DECIDED_BY.search(event.rule or "")
    word = by[1].casefold() if by is not None else ""
    return f"{said.be} {word} to {said.base}{said.rest}" if word in READY else said.to("will")


def _denied(event: Event, said: _Phrase) -> str:
    if _NO_LONGER.search(words_before(event, event.evidence.trigger_start)):
        return f"no longer {said.present}{said.rest}"
    if said.base == "be":
        return f"{said.be} not{said.rest}"
    return said.to(f"{'did' if _is_past(event) else 'do' if said.many else 'does'} not")


def _hypothetical(event: Event, said: _Phrase) -> str:
    possible = event.type.row.possible
    if possible is not None and not event.recipients and _is_only_possible(event):
        return possible
    if _HAS.search(words_before(event, event.evidence.trigger_start)):
        return said.have("may")
    gone = event.date is not None and event.published is not None and event.date.end < event.published
    return said.have("is said to") if gone else said.to("may")


def _asserted(event: Event, said: _Phrase) -> str:
    return said.partly + said.present + said.rest


_BY_STATUS = {
    Status.ASSERTED: _asserted,
    Status.HISTORICAL: _historical,
    Status.PLANNED: _planned,
    Status.DENIED: _denied,
    Status.HYPOTHETICAL: _hypothetical,
}


def _as_meant(word: str, many: bool) -> str:
    """A verb of wishing or planning as the text has it, in the present as its subject wants it."""
    if word.startswith("decision"):
        return "decided"
    if word.endswith("ed") or word == "sought":
        return word
    base = word.removesuffix("s")
    return base if many else third_person(base)


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
