"""What an act was about, in the words of its own sentence: "calls for" before "a lasting ceasefire"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from kg.core.bridge import link_of
from kg.core.dyads import read_by
from kg.core.english import LIGHT, PRONOUNS, third_person
from kg.core.event import Event, Participant
from kg.core.forms import alone, by_adjective, by_verb, far, forms_of, hits, is_its_theme
from kg.core.in_sentence import (
    gap,
    is_negated,
    is_passive,
    is_to_do,
    place_of,
    word_before,
    words_after,
    words_before,
    words_between,
)
from kg.core.own_words import active, reaches, subject_theme
from kg.core.plover import EventType, Status
from kg.core.tensed import told_as
from kg.core.towards import towards

# "denied that it had attacked" is said as "denies having", before "attacked".
_AUXILIARY = {"had": " having", "has": " having", "have": " having", "was": " being", "were": " being"}
# The mode of what is declared, and then holds for those who are there.
_EMERGENCY = "martial-law"
# Who resigns resigns: what the sentence tells beside it is not what it is about.
_SAYS_ALL = frozenset({"resign"})
# When it was is no part of what it was: "hours before the summit".
_BEFORE_IT = re.compile(
    r"^(?:(?:\w+ )?(?:hours?|days?|weeks?|months?) )?(?:after|amid|before|during|following)\s+(?:(?:a|an|the)\s+)?",
    re.I,
)

# What "they would do" is agreed to; of what "one must do" only the need is.
_MODAL = re.compile(
    r"(?:\b(?P<will>will|would|shall)|(?P<short>['’](?:ll|d))|\b(?:must|should|have to|need to))"
    r"\s+(?:always\s+|\w+ly\s+)?$",
    re.I,
)

_STATEHOOD = re.compile(r"independen|sovereign|statehood", re.I)

# What a theme may hold beside its concept and still say the same: "impose new sanctions" is about sanctions.
_ADDS_NOTHING = re.compile(
    r"^(?:(?:impose|imposing|introduce)\s+)?(?:(?:a|an|the|any|new|further|more|additional|fresh)\s+)*"
)

_FOR_OR_AGAINST = re.compile(r"\b(against|for|in support of)\s+(?:(?:the|an?|new|its|their|his|her)\s+)*$", re.I)


def about(event: Event, many: bool = False) -> str:
    """What is done about the topic, in the words of the sentence where its verb and its topic stand side by side."""
    told = literally(event)
    if told is not None:
        return told_as(event, told, many)
    if event.type is EventType.OTHER and event.verb:
        return alone(event, many)
    forms, theme = forms_of(event), event.theme or ""
    if is_its_theme(event):
        return told_as(event, forms["noun"], many)
    at = place_of(event, theme)
    before = "" if at is None or topic(event) != theme else word_before(event, at)
    if before and at is not None and "do" in forms and is_to_do(event, at):
        # Who "should invite firms to join" does not ask to join.
        of_others = event.type is EventType.REQUEST and forms["do"] == "asks to"
        of_others = of_others and (gap(event, at) is None or _asks_you(event, at))
        return told_as(event, "asks others to" if of_others else forms["do"], many)
    if at is not None and event.type is EventType.AGREE and (modal := _MODAL.search(words_before(event, at))):
        return told_as(event, forms["do"] if modal["will"] or modal["short"] else "agrees on the need to", many)
    if event.type is EventType.PROTEST and at is not None and (link := _FOR_OR_AGAINST.search(words_before(event, at))):
        return told_as(event, f"{forms['about'].split()[0]} {link[1].lower()}", many)  # not "over the war"
    return told_as(event, forms["about"] + _AUXILIARY.get(before, ""), many)


def literally(event: Event) -> str | None:
    """The sentence's own verb, in the third person, as it stands before the theme: "calls for".

    None where another word stands between them, where the verb says nothing by itself or says the opposite, and where
    the act is told by a noun.
    """
    at, verb = place_of(event, event.theme or ""), next(read_by(event), None)
    if verb is not None and verb not in LIGHT and _in_its_words(event) and subject_theme(event):
        return active(event, verb.split()[0])
    if at is None or verb is None or not _in_its_words(event):
        return None
    link = gap(event, at)
    if link is None:
        link = link_of(words_between(event, at), len(event.actors) > 1) or None
    if link is None or (verb in LIGHT and not link and not _names_act(event)):
        return None
    if (event.type is EventType.ACCUSE and link == " of") or (event.type is EventType.REQUEST and _asks_you(event, at)):
        return None  # "which it accused of", "asked you to": whom is not told
    if event.status is not Status.DENIED and is_negated(event):
        return None
    adjective = by_adjective(event) or is_passive(event)  # "is disappointed by"
    return (f"is {event.evidence.trigger}" if adjective else third_person(verb.split()[0])) + link


def _asks_you(event: Event, at: int) -> bool:
    """Whether a pronoun for who is asked stands between the verb and the theme: "asked them to help"."""
    return re.search(rf"\b(?:{PRONOUNS})\b", words_between(event, at)) is not None


def _names_act(event: Event) -> bool:
    """Whether the theme names the act with which a verb says nothing else: "made 25 arrests"."""
    *_, act = forms_of(event)["alone"].split()
    return not {act, act.removesuffix("s")}.isdisjoint((event.theme or "").split())


def _in_its_words(event: Event) -> bool:
    """Whether the word that an event was read by says it; of threats that is what would not be "hesitated" to do."""
    return event.type is not EventType.THREATEN and (by_verb(event) or by_adjective(event))


def topic(event: Event) -> str | None:
    """The theme as it is shown: the concept where the words name it and add nothing, else the words themselves."""
    if event.mode in _SAYS_ALL and literally(event) is None:
        return None
    theme = _BEFORE_IT.sub("", " ".join((event.theme or "").split()))
    concept = (event.concept or "").replace("-", " ")
    if concept and _ADDS_NOTHING.sub("", theme.casefold()) == concept:
        return concept
    return theme or None


def theme_first(event: Event) -> bool:
    """Whether the theme says better than a recipient in it to what the act was done."""
    literal = literally(event) is not None
    if literal and forms_of(event).get("of", "").endswith(" something of") and _in_theme(event):
        return True  # "seized control of the ministry"
    at = place_of(event, event.theme or "")
    to_do = at is not None and is_to_do(event, at)
    reached = all(reaches(event, r) for r in event.recipients)
    if literal and event.type in (EventType.REJECT, EventType.AGREE) and to_do:
        return not reached  # "refuses to resign after the party's vote"
    if _in_theme(event) and _names_what(event, literal, reached):
        return True
    if hits(event) or reached:
        return False
    if event.mode == _EMERGENCY and event.topic:
        return True  # "declared a state of emergency in Lima": an emergency is no law on the town
    if event.type is EventType.PROTEST and far(event) and at is not None:
        # "gathered to oppose the invasion of Chad", "held against the U.S. strikes"
        return to_do or _FOR_OR_AGAINST.search(words_before(event, at)) is not None
    return _is_of_nobody(event) if literal else far(event) and _holds_them(event)


def _names_what(event: Event, literal: bool, reached: bool) -> bool:
    """Whether the theme names something of somebody's that the act reached, and not himself.

    ``literal`` is whether the verb stands before the theme as it is, ``reached`` whether it reaches everybody himself.
    """
    if literal and not hits(event) and (subject_theme(event) or _recognizes_part(event)):
        return True  # "the doctor's home was raided"
    if event.topic and all(map(partial(_in_compound, event), event.recipients)):
        return True  # "supports a UN-led process", "Russian-Armenian relations"
    asks = literal and event.mode == "assist" and event.type is EventType.REQUEST
    return asks and not hits(event) and not reached  # "seeks a ruling from"


def _is_of_nobody(event: Event) -> bool:
    """Whether the verb and its theme say it all, and those named in it are only where or whose it is."""
    if event.type is EventType.MOBILIZE and all(r.kind == "place" for r in event.recipients):
        return True  # "fired two missiles into the Sea of Japan": not against the sea
    if event.type is EventType.REJECT and _in_theme(event):
        return True  # "rejects Chad's offer to mediate"
    if not far(event):
        return False
    forms = forms_of(event)
    return forms["far"] != forms["to"] or any(towards(event, r).endswith(" in") for r in event.recipients)


def _in_compound(event: Event, whom: Participant) -> bool:
    """Whether somebody stands only within a word made with a hyphen: "UN-led", "intra-Afghan"."""
    behind, before = words_after(event, whom.end)[:2], words_before(event, whom.start)[-2:]
    return any(len(beside) == 2 and "-" in beside and beside.strip("-").isalpha() for beside in (behind, before))


def _recognizes_part(event: Event) -> bool:
    """Whether something of somebody's is recognised, and not that he is a state."""
    return (event.verb or "").startswith("recogni") and not _STATEHOOD.search(event.theme or "")


def _holds_them(event: Event) -> bool:
    """Whether the theme is a noun that holds the names of all to whom it was done: "support for Mali's reforms"."""
    theme, forms = event.theme or "", forms_of(event)
    at = place_of(event, theme)
    if at is None or topic(event) != theme or not forms["far"].endswith(" concerning") or is_to_do(event, at):
        return False
    return _in_theme(event)


def _in_theme(event: Event) -> bool:
    return _within_theme(event, event.recipients)


def _within_theme(event: Event, parties: Sequence[Participant]) -> bool:
    theme = event.theme or ""
    at = event.evidence.sentence.find(theme) if theme else -1
    return at >= 0 and all(at <= p.start - event.evidence.start < at + len(theme) for p in parties)


def is_told_by_theme(event: Event) -> bool:
    """Whether the theme is the act itself, with all who take part: "the talks between the parties there"."""
    return is_its_theme(event) and bool(event.actors) and _within_theme(event, event.actors)
