"""How an event is said in words: "signs an agreement with", "will visit", "did not attack".

The words are those of ``plover.yaml``, by type, mode and verb.  What an act was about is said in the words of its own
sentence: "calls for" before "a lasting ceasefire".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.core.dyads import SYMMETRIC, is_mutual, read_by
from kg.core.english import ARTICLES, ASKED, LIGHT, MERITS, PRONOUNS, VOICING, base_form, third_person
from kg.core.event import UNNAMED, Event, Participant
from kg.core.in_sentence import gap, is_to_do, joint, owns, place_of, word_before, words_before, words_behind
from kg.core.naming import described, several
from kg.core.plover import EventType, QuadClass, Status
from kg.core.tensed import told_as
from kg.core.whose import BODIES, people_of

# What the rules note where somebody is a party only through what the act is about.
_FAR = "recipient further down"

# "denied that it had attacked" is said as "denies having", before "attacked".
_AUXILIARY = {"had": " having", "has": " having", "have": " having", "was": " being", "were": " being"}
# The mode of what is declared, and then holds for those who are there.
_EMERGENCY = "martial-law"
# Troops that are sent there do not enter.
_NOT_INTO = ("against", "along", "around", "near")
_FORCES = ("MIL", "COP")
_NOUN_WITHIN = 5  # words behind a verb that says nothing by itself
_READ_AS = re.compile(rf": ({'|'.join(EventType).lower()})/(?:verb|noun|adj):")
_ONE_VERB = re.compile(rf"(\w+)\s+(?:(?:{ARTICLES})\s+)*")
_ASKED = re.compile(rf"\b(?:{ASKED})s?\b", re.I)
# Behind this, and what somebody is, stands whom a rally is for.
_FOR = re.compile(r"\b(?:for|in support of)\s+(?:[\w-]+\s+){0,4}$")
_ONE_OF_THEM = re.compile(r"\b(?:an?|one|another)\s+$", re.I)
_NOT = re.compile(r"(?:\bnot|n['’]t|\bnever|\bno longer|\bfail(?:ed|s|ing)? to)\s+(?:\w+ly\s+)?$", re.I)


def relation(event: Event) -> str:
    """What was done, as it is said before the recipient, else before the theme, else before nothing.

    Example:
        >>> event.status, event.mode, relation(event)
        (<Status.PLANNED: 'planned'>, 'visit', 'will visit')
    """
    if is_mutual(event):
        return mutually(event)
    if event.recipients:
        return towards(event, event.recipients[0])
    return about(event) if event.topic else alone(event)


def mutually(event: Event, many: bool = False) -> str:
    """What the parties of a mutual act do with one another."""
    return told_as(event, _forms(event)["with"], many)


def towards(event: Event, whom: Participant, many: bool = False) -> str:
    """What is done to somebody.

    Args:
        event: The event.
        whom: One of its recipients.
        many: Whether the doers are several in one word ("gunmen"), so that the verb is plural.
    """
    if event.type is EventType.OTHER and event.verb:
        return told_as(event, third_person(event.verb) + joint(event, whom.start), many)
    forms = _forms(event)
    if (theirs := people_of(event, whom)) is not None:
        whole = forms.get("state", forms["to"]) if whom.kind == "country" else forms["to"]
        return told_as(event, f"{whole} {theirs} of", many)
    if "for" in forms and word_before(event, whom.start) == "for":
        return told_as(event, forms["for"], many)
    if event.type is EventType.SUPPORT and forms["to"].startswith("recogni"):
        if not MERITS.isdisjoint(re.findall(r"[\w-]+", words_behind(event).casefold())[:_NOUN_WITHIN]):
            return told_as(event, "pays tribute to", many)
        if _as_whose(event, whom):
            return told_as(event, event.type.row.prose["to"], many)
    if event.type is EventType.THREATEN and (verb := _verb_before(event, whom)) is not None:
        return told_as(event, f"threatens to {verb}", many)
    if "state" in forms and whom.kind == "country":
        return told_as(event, forms["state"], many)
    if "of" in forms and whom.kind in BODIES and not described(whom):
        return told_as(event, _of(event, forms, whom), many)
    if (thing := _of_thing(event, forms, whom)) is not None:
        return told_as(event, thing, many)
    if event.type is EventType.PROTEST and _FOR.search(words_before(event, whom.start)):
        return told_as(event, f"{forms['alone']} for", many)
    if event.type is EventType.PROTEST and far(event) and _is_against(event, whom):
        return told_as(event, forms["to"], many)
    if event.type is EventType.PROTEST and event.verb and gap(event, whom.start) == " to":
        return told_as(event, f"{third_person(event.verb)} to", many)  # "marched to the embassy"
    if _is_only_in(event, whom):
        return told_as(event, f"{forms['alone']} {word_before(event, whom.start)}", many)
    if _hits(event) and whom.kind == "person" and owns(event, whom) and forms["to"] == event.type.row.prose["to"]:
        return told_as(event, "attacks something of", many)  # "an attack on the minister's home"
    if not far(event):
        partners = event.type in SYMMETRIC and any(gap(event, r.start) == " with" for r in event.recipients)
        told = forms["with" if partners else "to"]
        if (
            event.type is EventType.MOBILIZE
            and whom.sector in _FORCES
            and any(a.country == whom.country for a in event.actors)
        ):
            return told_as(event, "mobilizes", many)  # "deploys the National Guard"
        if told.endswith(" to") and event.type is EventType.MOBILIZE:
            where = word_before(event, whom.start)
            told = told.removesuffix("to") + (where if where in _NOT_INTO else "to")
        return told_as(event, told, many)
    # A place in which something was done suffered it no more than others that lie there.
    if (
        not (_hits(event) or _is_said(event) or owns(event, whom))
        and (forms["far"] == forms["to"] or event.type is EventType.PROTEST)
        and (whom.kind in ("place", "country") or event.type is EventType.PROTEST)
        and word_before(event, whom.start) in ("in", "at", "near", "across", "throughout")
    ):
        stem = forms["alone"] if forms["far"] == forms["to"] else forms["far"].removesuffix(" concerning")
        return told_as(event, f"{stem} {word_before(event, whom.start)}", many)
    concerning = forms["far"].endswith("support concerning") and word_before(event, whom.start) == "for"
    return told_as(event, forms["far"].removesuffix("concerning") + "for" if concerning else forms["far"], many)


def _is_against(event: Event, whom: Participant) -> bool:
    """Whether "against" stands between the act and somebody: "protests against police brutality"."""
    behind = words_before(event, whom.start)[event.evidence.trigger_end - event.evidence.start :]
    return re.match(r"\s+against\b", behind) is not None


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
    if whom.kind != UNNAMED or not _hits(event) or not of.endswith("people of"):
        return None
    before = word_before(event, whom.start)
    if before in ("on", "against"):
        return event.type.row.prose["to"]
    return of.removesuffix(" of") + " in" if before in ("in", "at", "near") else None


def far(event: Event) -> bool:
    """Whether the recipients are parties only through what the act is about: "pledged to support the Swedish bid"."""
    return _FAR in (event.rule or "")


def theme_first(event: Event) -> bool:
    """Whether the theme says better than a recipient in it to what the act was done."""
    if _forms(event).get("of", "").endswith(" something of") and literally(event) is not None and _in_theme(event):
        return True  # "seized control of the ministry"
    if _hits(event):
        return False
    if event.mode == _EMERGENCY and event.topic:
        return True  # "declared a state of emergency in Lima": an emergency is no law on the town
    if event.mode == "assist" and event.type is EventType.REQUEST and literally(event) is not None and _in_theme(event):
        return True  # "seeks a ruling from the court": it is not help that is asked for
    if event.type is EventType.PROTEST and far(event) and (at := place_of(event, event.theme or "")) is not None:
        return is_to_do(event, at)  # "gathered to oppose the invasion of Ukraine"
    if literally(event) is None:
        return far(event) and _holds_them(event)
    if event.type is EventType.MOBILIZE and all(r.kind == "place" for r in event.recipients):
        return True  # "fired two missiles into the Sea of Japan": not against the sea
    if event.type is EventType.REJECT and literally(event) is not None and _in_theme(event):
        return True  # "rejects Chad's offer to mediate"
    if not far(event):
        return False
    forms = _forms(event)
    return forms["far"] != forms["to"] or any(towards(event, r).endswith(" in") for r in event.recipients)


def _holds_them(event: Event) -> bool:
    """Whether the theme is a noun that holds the names of all to whom it was done: "support for Mali's reforms"."""
    theme, forms = event.theme or "", _forms(event)
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
    acts = event.evidence.trigger.casefold() in (event.theme or "").casefold() and not _by_verb(event)
    return acts and bool(event.actors) and _within_theme(event, event.actors)


def _is_said(event: Event) -> bool:
    """Whether it is an act of words: concern is voiced about a country, and not in it."""
    return event.type.quad in (QuadClass.VERBAL_CONFLICT, QuadClass.VERBAL_COOPERATION)


def _is_only_in(event: Event, whom: Participant) -> bool:
    """Whether a country is only where violence of no told kind was used: "a crackdown in Mali"."""
    if not _hits(event) or event.mode is not None or "/noun:" not in (event.rule or "") or whom.kind != "country":
        return False
    return word_before(event, whom.start) in ("in", "across")


def about(event: Event, many: bool = False) -> str:
    """What is done about the topic, in the words of the sentence where its verb and its topic stand side by side."""
    told = literally(event)
    if told is not None:
        return told_as(event, told, many)
    if event.type is EventType.OTHER and event.verb:
        return alone(event, many)
    forms, theme = _forms(event), event.theme or ""
    if event.evidence.trigger.casefold() in theme.casefold() and not _by_verb(event):
        return told_as(event, forms["noun"], many)
    at = place_of(event, theme)
    before = "" if at is None or topic(event) != theme else word_before(event, at)
    if before and at is not None and "do" in forms and is_to_do(event, at):
        # Who "should invite firms to join" does not ask to join.
        of_others = event.type is EventType.REQUEST and forms["do"] == "asks to"
        of_others = of_others and (gap(event, at) is None or _asks_you(event, at))
        return told_as(event, "asks others to" if of_others else forms["do"], many)
    return told_as(event, forms["about"] + _AUXILIARY.get(before, ""), many)


def literally(event: Event) -> str | None:
    """The sentence's own verb, in the third person, as it stands before the theme: "calls for".

    None where another word stands between them, where the verb says nothing by itself or says the opposite, and where
    the act is told by a noun.
    """
    at, verb = place_of(event, event.theme or ""), next(read_by(event), None)
    if at is None or verb is None or not _in_its_words(event):
        return None
    link = gap(event, at)
    if link is None or (verb in LIGHT and not link and not _names_act(event)):
        return None
    if (event.type is EventType.ACCUSE and link == " of") or (event.type is EventType.REQUEST and _asks_you(event, at)):
        return None  # "which it accused of", "asked you to": whom is not told
    if event.status is not Status.DENIED and _NOT.search(words_before(event, event.evidence.trigger_start)):
        return None
    adjective = "/adj:" in (event.rule or "")
    return (f"is {event.evidence.trigger}" if adjective else third_person(verb.split()[0])) + link


def _asks_you(event: Event, at: int) -> bool:
    """Whether a pronoun for who is asked stands between the verb and the theme: "asked them to help"."""
    between = event.evidence.sentence[event.evidence.trigger_end - event.evidence.start : at - event.evidence.start]
    return re.search(rf"\b(?:{PRONOUNS})\b", between) is not None


def _names_act(event: Event) -> bool:
    """Whether the theme names the act with which a verb says nothing else: "made 25 arrests"."""
    *_, act = _forms(event)["alone"].split()
    return act in (event.theme or "").split()


def alone(event: Event, many: bool = False) -> str:
    """What is done, where nothing is said to follow."""
    if event.type is EventType.OTHER and event.verb:
        return told_as(event, third_person(event.verb), many)
    return told_as(event, _forms(event)["alone"], many)


def _by_verb(event: Event) -> bool:
    return "/verb:" in (event.rule or "")


def _in_its_words(event: Event) -> bool:
    """Whether the word that an event was read by says it; of threats that is what would not be "hesitated" to do."""
    return event.type is not EventType.THREATEN and (_by_verb(event) or "/adj:" in (event.rule or ""))


def _forms(event: Event) -> Mapping[str, str]:
    words = list(read_by(event))
    if "deny" in words and _ASKED.search(event.theme or ""):
        words = ["refuse"]
    behind = re.findall(r"[\w-]+", words_behind(event).casefold())[:_NOUN_WITHIN]
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


def _threatened(phrase: str) -> str:
    verb, space, rest = phrase.partition(" ")
    return f"threatens to {base_form(verb)}{space}{rest}"


def _hits(event: Event) -> bool:
    """Whether whoever is there suffers it too, as by an attack on a town."""
    return event.type is EventType.ASSAULT


def topic(event: Event) -> str | None:
    """The theme as it is shown: the concept where the words name it and add nothing, else the words themselves."""
    if event.mode in _SAYS_ALL and literally(event) is None:
        return None
    theme = _BEFORE_IT.sub("", " ".join((event.theme or "").split()))
    concept = (event.concept or "").replace("-", " ")
    if concept and _ADDS_NOTHING.sub("", theme.casefold()) == concept:
        return concept
    return theme or None


# Who resigns resigns: what the sentence tells beside it is not what it is about.
_SAYS_ALL = frozenset({"resign"})
# When it was is no part of what it was: "hours before the summit".
_BEFORE_IT = re.compile(
    r"^(?:(?:\w+ )?(?:hours?|days?|weeks?|months?) )?(?:after|amid|before|during|following)\s+(?:(?:a|an|the)\s+)?",
    re.I,
)

# What a theme may hold beside its concept and still say the same: "impose new sanctions" is about sanctions.
_ADDS_NOTHING = re.compile(
    r"^(?:(?:impose|imposing|introduce)\s+)?(?:(?:a|an|the|any|new|further|more|additional|fresh)\s+)*"
)
