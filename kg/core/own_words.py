"""What is done to somebody in the sentence's own words: "terminates its 2018 agreement with", "deports players of".

Told only where a verb, its object and whom it reaches stand in one piece, without a clause, a list or a name between;
everything else is told by the phrases of the type.
"""

from __future__ import annotations

import re

from kg.core.bridge import link_of
from kg.core.dyads import read_by
from kg.core.english import (
    ADVERBS,
    ARTICLE_WORDS,
    BREAKS,
    DONE_TO,
    GIVING,
    LIGHT,
    LINK,
    LINKS,
    ORDERING,
    PARTICLES,
    PARTNERS,
    PEOPLE,
    QUANTITIES,
    TAKING,
    THREATENING,
    TO_BE,
    is_plural,
    one,
    third_person,
)
from kg.core.event import Event, Participant
from kg.core.forms import by_adjective, by_verb, forms_of
from kg.core.in_sentence import (
    POSSESSIVES,
    QUOTES,
    article_before,
    is_negated,
    is_passive,
    stands_here,
    words_after,
    words_before,
    words_behind,
    words_between,
)
from kg.core.naming import several
from kg.core.plover import EventType, Status
from kg.core.whose import people_of

_SUFFERS = re.compile(rf"\s*(?:(?:who|which|that)\s+)?(?:(?:{TO_BE}|has|have|had|will|not|also|\w{{3,}}ly)\s+)*", re.I)
# A subject that ends with what leads to somebody: "sanctions against", from where its clause begins.
_LINKED = re.compile(rf"\b({LINK})\s+(?:(?:the|an?)\s+)?$")
_SUBJECT = re.compile(rf"(?:^|[,;:]\s|\bthat\s)((?:[A-Za-z][\w'’-]*\s){{1,4}}?)(?:{LINK})\s+(?:(?:the|an?)\s+)?$")
_LIST = re.compile(
    r"\s*(?:,|and\b|or\b|as well as\b|, and\b)\s*(?:(?:the|its|their|in|with|of)\s+)?(?:[A-Z][\w.]+\s+){0,4}$"
)
_PARTICLE = re.compile(rf"\s(dead\b|(?:{PARTICLES})(?=\s+by\b|[,.;]|$))")  # and not "kidnapped off the coast"
_PLAIN = re.compile(r"[\w\s'’.,-]+")  # no marks of another language in a relation
_PEOPLE = re.compile(rf"(?:^|\s)({PEOPLE})$")
_TO_DO = re.compile(r"(?:(?:,| and| or)(?: the)? [A-Z][\w-]*)*,? to ")
_THEIR = re.compile(r"\b(?:their|its|his|her)\b")
_HIS = re.compile(r"\b(?:his|her)\b")
_WHOSE = re.compile(r"(?:['’]s|(?<=s)['’])\s+")
_POSSESSIVE = frozenset([*POSSESSIVES, "our", "my", "your", "whose"])
_COMPLEMENT = re.compile(r"[^,.;]*\w(?:ed|shut)\b")
_OF = frozenset(["accuse", "suspect", "convict", "acquit"])


def own_words(event: Event, whom: Participant) -> str | None:
    """What is done to somebody, in the third person; None where the sentence does not tell it in one piece."""
    found = _told(event, whom)
    return None if found is None else "".join(found)


def reaches(event: Event, whom: Participant) -> bool:
    """Whether the sentence tells in one piece what is done to somebody himself, and not to something of his."""
    found = _told(event, whom)
    return found is not None and not found[1]


def _told(event: Event, whom: Participant) -> tuple[str, str] | None:
    """The verb with what links it, and what of somebody's it reaches."""
    verb = next(read_by(event), "").split()
    if not verb or whom not in event.recipients or not _says_itself(event, verb[0]) or not stands_here(event, whom):
        return None
    before = _listed_before(event, whom)
    if before is not None:
        found = _told(event, before)
        between = words_before(event, whom.start)[before.end - event.evidence.start :]
        own = found is not None and bool(found[1] or found[0].count(" ") > 1) and _THEIR.search(between)
        return None if own else found  # not "the leaders of" their envoys
    passive = is_passive(event) and not by_adjective(event)
    if whom.end <= event.evidence.trigger_start:
        return _suffered(event, verb[0], whom, passive)
    if passive and (suffered := subject_theme(event)):
        link = link_of(words_between(event, whom.start))
        return (f"{active(event, verb[0])} {suffered}{link}", "") if link and link.strip() in LINKS - {"by"} else None
    return None if passive else _reached(event, verb[0], whom)


def _says_itself(event: Event, verb: str) -> bool:
    """Whether the word that an event was read by says it: not what "would not hesitate to" be, nor what was not."""
    if not (by_verb(event) or by_adjective(event)):
        return False
    if event.type is EventType.THREATEN and verb not in THREATENING and not is_announced(event):
        return False
    return event.status is Status.DENIED or not is_negated(event)


def is_announced(event: Event) -> bool:
    """Whether it is a threat only as what it tells is a harm that is planned: "plans to stop all aid to Chad"."""
    return event.type is EventType.THREATEN and event.rule is not None and f": {event.type.lower()}/" not in event.rule


def _reached(event: Event, verb: str, whom: Participant) -> tuple[str, str] | None:
    """The same of somebody behind an active verb, or an adjective."""
    adjective, end = by_adjective(event), event.evidence.trigger_end
    if not event.actors and not adjective:
        return None  # "three bombs exploded in the town": what nobody is named for, its subject did
    if whom.start < end or any(stands_here(event, a) and a.start >= end for a in event.actors):
        return None
    between = _not_named(event, words_between(event, whom.start))
    link = link_of(between, len(event.actors) > 1, titled=whom.kind == "person")
    if link is None or (_HIS.search(link) and any(a.kind != "person" for a in event.actors)):
        return None  # "al-Shabaab detonates his belt": one of them did
    people = people_of(event, whom) == "people"
    whose = " people of" if people else _whose(event, whom, words_after(event, whom.end))
    if whose is None or _says_less(event, verb, link, whom):
        return None
    return (f"is {event.evidence.trigger}" if adjective else third_person(verb)) + link, whose


def _not_named(event: Event, words: str) -> str:
    """The words with "its" for the name of who does it: "confirmed Russia's readiness"."""
    for actor in event.actors:
        words = re.sub(rf"\b{re.escape(actor.name)}['’]s?\b", "its", words)
    return words


def subject_theme(event: Event) -> str | None:
    """The theme with its article, where it stands before a passive verb: "restrictions were eased"."""
    theme, before = event.theme or "", words_before(event, event.evidence.trigger_start)
    at = before.casefold().rfind(theme.casefold()) if theme and is_passive(event) else -1
    if at < 0 or not _PLAIN.fullmatch(theme) or not _SUFFERS.fullmatch(before[at + len(theme) :]):
        return None
    return article_before(event, event.evidence.start + at) + theme


def _says_less(event: Event, verb: str, link: str, whom: Participant) -> bool:
    """Whether a verb says too little with no more than what stands before somebody: "gave", of "gave Chad weapons"."""
    behind = words_after(event, whom.end)
    if verb.startswith("recogni"):
        return True  # somebody as something, or his merits
    if verb in ORDERING and (len(link.split()) < 2 or _COMPLEMENT.match(behind)):
        return True  # "orders the border with Chad closed"
    if not link:
        people = whom.kind == "place" and verb not in TAKING and forms_of(event).get("of", "").endswith("people of")
        return people or verb in LIGHT or verb in GIVING or behind.startswith((" with ", " as "))
    if verb == "take" and behind.startswith(" hostage"):
        return True
    if link == " of" and verb in _OF:
        return True  # of what somebody is accused, and not who
    if link == " on" and verb == "call":
        return True  # which may be a visit
    if link.endswith(" for") and _TO_DO.match(behind):
        return True  # "calls for the army to withdraw", "the need for Oman and Chad to agree"
    if link.endswith(" between"):
        return not several(whom)
    return verb in GIVING and link.split()[0] in LINKS  # "the aid that it gave to"


def _suffered(event: Event, verb: str, whom: Participant, passive: bool) -> tuple[str, str] | None:
    """Of somebody who stands before a passive verb: "arrests", of "was arrested by"."""
    behind = words_behind(event)
    if verb in LIGHT | GIVING | ORDERING or not (passive or re.match(r"\s+by\b", behind)):
        return None
    linked = _LINKED.search(words_before(event, whom.start))
    if linked is not None:
        return _of_its_subject(event, verb, whom, linked[1])
    between = words_before(event, event.evidence.trigger_start)[whom.end - event.evidence.start :]
    noun = ""
    if people_of(event, whom) == "people":
        whose: str | None = " people of"
    else:
        whose = _whose(event, whom, between)
        noun = "" if _PEOPLE.search(whom.text) else re.sub(r"^ (?:the|an?) | (?:of|by)$", "", whose or "").strip()
    after = re.sub(rf"(?:['’]s?)?\s*{re.escape(noun)}", "", between, count=1) if noun else between
    if whose is None or not _SUFFERS.fullmatch(after):
        return None
    return active(event, verb), whose


def _of_its_subject(event: Event, verb: str, whom: Participant, link: str) -> tuple[str, str] | None:
    """What was done to something on, of or with somebody: "lifts the ban on", of "the ban on it was lifted"."""
    before = words_before(event, event.evidence.trigger_start)
    subject = _SUBJECT.search(before[: whom.start - event.evidence.start])
    if subject is None or link in ("by", "in") or not _SUFFERS.fullmatch(before[whom.end - event.evidence.start :]):
        return None
    noun = subject[1].strip()
    if noun.split()[-1].casefold() in QUANTITIES:
        return active(event, verb), ""  # "dozens of people were killed"
    start = subject.start(1) == 0 and not noun.split()[0].isupper()
    return f"{active(event, verb)} {noun[0].lower() + noun[1:] if start else noun} {link}", ""


def active(event: Event, verb: str) -> str:
    """A passive verb in the active, with its particle: "carries out", of "was carried out by"."""
    particle = _PARTICLE.match(words_behind(event))
    return third_person(verb) + (f" {particle[1]}" if particle else "")


def _listed_before(event: Event, whom: Participant) -> Participant | None:
    """The one before somebody in a list of those to whom it was done."""
    for other in event.recipients:
        if other.end <= whom.start and stands_here(event, other):
            between = words_before(event, whom.start)[other.end - event.evidence.start :]
            if _LIST.fullmatch(between + ("" if between.endswith(" ") else " ")):
                return other
    return None


def _whose(event: Event, whom: Participant, rest: str) -> str | None:
    """What of somebody's it reaches, by the words behind him: " the decision of"; empty if it is he himself."""
    if whom.kind == "country" and (theirs := _PEOPLE.search(whom.text)):
        return f" {theirs[1]} of"  # "Iranian officials"
    last = whom.text.split()[-1]
    if whom.kind == "armed_group" and " " in whom.text and last.islower() and is_plural(last):
        return "" if several(whom) else f" {last} of"  # "Abu Sayyaf militants"; "Houthi militants" are Houthis
    rest = QUOTES.sub("", rest)
    own = _WHOSE.match(rest)
    if own or whom.text.casefold() in _POSSESSIVE:
        noun = _noun(rest[own.end() if own else 0 :])
        return f" the {noun} {'by' if noun.split()[-1] in DONE_TO else 'of'}" if noun else None
    if whom.kind in ("person", "unnamed") or not re.match(r"\s[a-z]", rest):
        return "" if not re.match(r"\s[A-Z]|-", rest) else None
    noun = _noun(rest)
    if not noun or noun.split()[-1] in PARTNERS:
        return None if noun is None else ""
    return _of_his(event, whom, noun)


def _of_his(event: Event, whom: Participant, noun: str) -> str | None:
    """What stands behind somebody's name used as an adjective: " officials of", " the missile attack by"."""
    if whom.text == whom.name and re.fullmatch(PEOPLE, noun) is None:
        return None  # "asked Congress today", "the day Iran attacks"
    by = "by" if noun.split()[-1].removesuffix("s") in DONE_TO else "of"
    if is_plural(noun.split()[-1]):
        return f" {noun} {by}"
    if whom.kind not in ("country", "armed_group") or (by == "of" and whom.kind != "country"):
        return None
    single = article_before(event, whom.start) in ("a ", "an ")
    return f" {one(noun) if single else f'the {noun}'} {by}"


def _noun(rest: str) -> str | None:
    """The words of a noun phrase without its article, up to where something else begins; None if more of it follows."""
    words: list[str] = []
    for word in re.findall(r"[\w’'-]+|[^\w\s]", rest)[:4]:
        plain = word in LINKS | BREAKS | ARTICLE_WORDS or word == "to" or ADVERBS.fullmatch(word) is not None
        if words and word == "of":
            return words[0] if is_plural(words[-1]) and len(words) == 1 else None  # "cities of Kala and Bor"
        if plain or not (word[0].islower() or word.isupper()) or (words and word.endswith(("ed", "ing"))):
            break
        words.append(word)
    if not 0 < len(words) < 4 or words[-1].endswith("ed") or words[-1].isupper():
        return ""  # "any government there imposed by force"
    return " ".join(words)
