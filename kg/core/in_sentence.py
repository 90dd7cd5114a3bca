"""The sentence of an event around its words: what stands before a party or a theme, and between it and the verb."""

from __future__ import annotations

import re

from kg.core.english import ARTICLES, PARTICLES, PREPOSITIONS, PRONOUNS, TO_BE
from kg.core.event import Event, Participant

_BETWEEN = re.compile(
    rf"\s*(?:\w{{5,}}ly\b)?\s*(?:(?:{PRONOUNS})\b)?\s*(?P<particle>(?:{PARTICLES})\b)?\s*(?P<preposition>(?:{PREPOSITIONS})\b)?\s*"
    rf"(?:(?:{ARTICLES})\b\s*)*[\s\"“”'‘’]*",
    re.I,
)
# "Extends for three months the ban".
_FOR_A_TIME = re.compile(r"\s+for\s+(?:an?\s+|another\s+|[\w-]+\s+)?(?:days?|weeks?|months?|years?)\b")
#: Marks around words that a row tells without them.
QUOTES = re.compile(r"[\"“”‘]")
#: Whose something is; and this or an article, as a pattern.
POSSESSIVES = ("its", "his", "her", "their")
DETERMINERS = "|".join(("an?", "the", *POSSESSIVES))
# Of how many: without it "any effort" would be told as "effort", and "not only aid, but also arms" would lack its half.
_HOW_MANY = "(?:almost |nearly )?all|another|any|both|each|every|not only|some|(?:more|fewer|less) than|at least|up to"
_ARTICLE = re.compile(rf"(?:^|[\s(\"“‘'])({DETERMINERS}|{_HOW_MANY})[\s\"“‘']+$", re.I)
_ENOUGH = 3  # words of a theme by which it is found
_ABOUT = frozenset(["about", "over"])  # of how many
_NOT = re.compile(r"(?:\bnot|n['’]t|\bnever|\bno longer|\bfail(?:ed|s|ing)? to)\s+(?:\w+ly\s+)?$", re.I)
_PASSIVE = re.compile(rf"\b(?:{TO_BE})\s+(?:not\s+|also\s+|\w{{3,}}ly\s+)*$", re.I)
_TO_DO = re.compile(r"\bto\s+(?:\w{5,}ly\s+)?$", re.I)


def words_before(event: Event, at: int) -> str:
    """The sentence up to a place of the text."""
    return event.evidence.sentence[: at - event.evidence.start]


def words_after(event: Event, at: int) -> str:
    """The sentence from a place of the text on."""
    return event.evidence.sentence[at - event.evidence.start :]


def words_behind(event: Event) -> str:
    """The sentence behind the trigger."""
    return words_after(event, event.evidence.trigger_end)


def words_between(event: Event, at: int) -> str:
    """The sentence from the trigger to a place of the text behind it."""
    return event.evidence.sentence[event.evidence.trigger_end - event.evidence.start : at - event.evidence.start]


def word_before(event: Event, at: int) -> str:
    """The word before a place of the text, articles passed over."""
    words = re.findall(r"[\w’']+", words_before(event, at).casefold())
    while words and re.fullmatch(rf"{ARTICLES}|\w{{5,}}ly", words[-1]):
        words.pop()
    return words[-1] if words else ""


def article_before(event: Event, at: int) -> str:
    """The article, possessive pronoun or "any" right before a place of the text, with a space; empty if none is."""
    found = _ARTICLE.search(words_before(event, at))
    return found[1].lower() + " " if found else ""


def place_of(event: Event, theme: str) -> int | None:
    """Where the theme stands in the text, behind the trigger; None if its words do not stand there as they are."""
    e = event.evidence
    at = e.sentence.find(theme, e.trigger_end - e.start) if theme else -1
    if at < 0 and len(first := theme.split()[:_ENOUGH]) == _ENOUGH:  # a date within it is left out
        at = e.sentence.find(" ".join(first), e.trigger_end - e.start)
    return None if at < 0 else at + e.start


def gap(event: Event, at: int) -> str | None:
    """The particle and the preposition between the trigger and a place behind it; None if more stands between."""
    found = _BETWEEN.fullmatch(_FOR_A_TIME.sub("", words_between(event, at)))
    if found is None:
        return None
    particle, preposition = found.group("particle", "preposition")
    if re.match(r"[$€£]?\d", words_after(event, at)):  # "about $5 million"
        particle, preposition = (None if word in _ABOUT else word for word in (particle, preposition))
    return "".join(f" {word.lower()}" for word in (particle, preposition) if word)


def joint(event: Event, at: int) -> str:
    """As :func:`gap`, without a preposition that the verb has already; what cannot be told is left out."""
    e = event.evidence
    joint = gap(event, at) if at >= e.trigger_end else ""
    if joint is None:
        after = re.match(rf"\s({PARTICLES})\b", words_behind(event))
        joint = f" {after[1]}" if after else ""
    return "" if f" {event.verb}".endswith(joint) else joint


def stands_here(event: Event, whom: Participant) -> bool:
    """Whether somebody is told of in the event's own sentence."""
    return event.evidence.start <= whom.start < event.evidence.end


def owns(event: Event, whom: Participant) -> bool:
    """Whether it is somebody's own that is spoken of: "in Mali's inquiry"."""
    return words_after(event, whom.end).startswith(("'", "’"))


def is_to_do(event: Event, at: int) -> bool:
    """Whether what stands at a place is to be done: "to deploy", "to fully deploy", and not "to the deployment"."""
    return _TO_DO.search(words_before(event, at)) is not None


def is_passive(event: Event) -> bool:
    """Whether a form of "to be" stands before the trigger, as of "was arrested"."""
    trigger = event.evidence.trigger
    return (
        not trigger.endswith("ing") and _PASSIVE.search(words_before(event, event.evidence.trigger_start)) is not None
    )


def is_negated(event: Event) -> bool:
    """Whether a "not" stands right before the trigger."""
    return _NOT.search(words_before(event, event.evidence.trigger_start)) is not None
