"""What an event says, as the rows that a person reads: who, what, to whom or about what.

One fact is one row as far as it can be: a leader and his state are one party, and whom only an earlier sentence names
gives way to what this one says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from kg.core import naming, wording
from kg.core.detail import behind, detail, together
from kg.core.dyads import NOT_NAMED, Party, acts_for_state, is_mutual, itself, party_pairs, state_side
from kg.core.english import is_plural
from kg.core.errors import InputError
from kg.core.event import UNNAMED, Event, Participant
from kg.core.in_sentence import POSSESSIVES, article_before, place_of, stands_here, words_before
from kg.core.plover import EventType
from kg.core.whose import are_people

#: The levels at which parties are told: as they are named, or as the states that they act for.
LEVELS = ("actor", "country")

#: Kind of a target that is no party but what the act was about.
THEME = "theme"


# What is "ours" is its own; and who says "we" does not mean himself by "its".
_OUR = re.compile(r"\b(?:our|my)\s+")
_SPEAKERS = frozenset(["i", "we", "us", "me", "our", "my"])
# Of whom it is only supposed that he did it.
_SUSPECTED = re.compile(r"\b(suspected|alleged|presumed)\s+$", re.I)
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.I)
_BOTH = re.compile(r"(?:both|the two)\b", re.I)
_GOVERNMENT = re.compile(
    rf"(?:(?:{'|'.join(('the', *POSSESSIVES))}) )?(?:(?:entire|whole) )?(government|cabinet|authorities)", re.I
)


def check_level(level: str) -> None:
    """See that there is a level of this name.

    Raises:
        InputError: There is none.
    """
    if level not in LEVELS:
        raise InputError(f'level is "actor" or "country", not {level!r}')


class Statement(NamedTuple):
    """One row: ``target`` is a party, the theme in the text's words (``target.kind`` is "theme"), or None.

    ``detail`` completes the row behind its target in the text's words ("to withdraw its troops"), or is empty.
    """

    source: Party
    relation: str
    target: Party | None
    detail: str = ""


def statements(event: Event, level: str = "actor") -> list[Statement]:
    """The rows of an event, in the text's order.

    Args:
        event: The event.
        level: "actor" for everybody as who they are, where who is only described stands by the description and who is
            not told is "(not named)"; "country" for states, armed groups and bodies of several states, as in
            :func:`kg.core.dyads.party_pairs`.  There an event may have no row at all.

    Returns:
        A row for each pair of source and target; of a mutual act, one for the first party and each of the others.  The
        topic is the target where nobody is, instead of those whom only an earlier sentence names ("would impose new
        sanctions"), and of those who are named only within it ("pledged to support the Swedish bid").
    """
    return list(dict.fromkeys(_of_states(event) if level == "country" else _of_actors(event)))


def folded(side: Sequence[Participant], event: Event | None = None) -> list[Participant]:
    """The parties of one side, each once: who acts for a state that is named itself stands as that state.

    Args:
        side: The parties.
        event: Where given, those only described are one party only if the same is done to them: of "killed ten in an
            attack on a market" the ten were killed, and the market was attacked.
    """
    states = {p.id for p in side if p.kind == "country"}
    kept: dict[str, Participant] = {}
    for p in side:
        mine = p.country if p.country in states and acts_for_state(p) else p.key
        if mine not in kept or p.id == mine:
            kept[mine or p.key] = p
    parties = list(kept.values())
    known = [p for p in parties if p.named and not any(_is_title(p, other) for other in parties)]
    others = [p for p in parties if not p.named and not any(_is_title(p, other) for other in parties)]
    groups: dict[str, list[Participant]] = {}
    for p in others if event is None else _with_whose(others, event):
        groups.setdefault("" if event is None else wording.towards(event, p), []).append(p)
    return known + [p for group in groups.values() for p in _in_one_word(group, event)]


def _is_title(p: Participant, other: Participant) -> bool:
    """Whether the words of one are the title before the name of another: "environment minister Marina Silva"."""
    titled = other.kind == "person" and not naming.described(other) and naming.described(p)
    return titled and 0 <= other.start - p.end <= 3


def _with_whose(others: Sequence[Participant], event: Event) -> list[Participant]:
    """Those only described, a part with its whole as one: "areas of the country", and not areas and the country."""
    kept: list[Participant] = []
    for p in sorted(others, key=lambda p: p.start):
        between = words_before(event, p.start)[kept[-1].end - event.evidence.start :] if kept else ""
        if kept and stands_here(event, kept[-1]) and _OF.fullmatch(between):
            first, of = kept.pop(), naming.shown(p)
            the = "" if naming.several(p) or of.startswith("the ") else "the "
            p = replace(first, name=f"{first.name} of {the}{of}", end=p.end)
        kept.append(p)
    return kept


def _in_one_word(others: Sequence[Participant], event: Event | None) -> list[Participant]:
    """Those who are only described, as one: "women and children"."""
    if len(others) < 2:
        return list(others)
    told = {naming.shown(p): p for p in others}
    some = [name for name in told if not name.startswith("another") and not name.endswith("others")] or list(told)
    kept = [name for name in some if not any(set(name.split()) < set(other.split()) for other in some)]
    names = kept if event is None else [naming.told(told[name], event) for name in kept]
    name = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return [replace(others[0], name=name)]


def _of_actors(event: Event) -> Iterator[Statement]:
    actors, recipients = folded(event.actors), folded(event.recipients, event)
    if is_mutual(event) and len(actors) > 1:
        yield from _together(event, actors)
        return
    sources = [_source(a, event) for a in actors] or [(_nobody(event), False)]
    pairs = [(s, b) for s, b in product(sources, recipients) if s[0].id != b.id]
    if pairs and _is_about_them(event, recipients):
        for (source, many), whom in pairs:
            told, rest = wording.towards(event, whom, many), detail(event, whom)
            yield Statement(source, _asking(told, event) if rest else told, _party(whom, event), rest)
        return
    topic = None if wording.is_told_by_theme(event) else _theme(event, alone=len(sources) == 1)
    if topic and (event.theme or "").casefold() == event.evidence.trigger.casefold() and behind(event):
        topic = None  # "rallies were held across Peru": what is told of them says more than the word
    for source, many in sources:
        rest = "" if topic or recipients else behind(event)
        told = wording.by_itself(event, many) if rest else (wording.about if topic else wording.alone)(event, many)
        yield Statement(source, told, topic, rest)


def _asking(told: str, event: Event) -> str:
    """A phrase as it is said where what is asked follows: "asks", for "asks something of"."""
    told = told.replace(" something of", "")
    return told.replace("gives orders to", "tells").replace("give orders to", "tell") if event.verb == "tell" else told


def _together(event: Event, actors: Sequence[Participant]) -> Iterator[Statement]:
    """The rows of a mutual act: the first party with each of the others."""
    first, many, rest = _party(actors[0], event), naming.several(actors[0]), together(event)
    for p in actors[1:]:
        own = wording.with_whom(event, p, many)
        said = bool(own and event.theme and event.theme in own)
        yield Statement(first, own or wording.mutually(event, many), _party(p, event), "" if said else rest)


def _is_about_them(event: Event, recipients: Sequence[Participant]) -> bool:
    """Whether rows tell to whom it was done, and not what it was about."""
    if event.mode == "resign" and _only_before(event):
        return False  # "resigned from the presidency"
    if len(recipients) == 1 and _BOTH.match(recipients[0].text):
        return False  # of "both sides" the one that is known is no whole
    return not (event.topic and (_only_before(event) or wording.theme_first(event)))


def _source(p: Participant, event: Event) -> tuple[Party, bool]:
    """Who does it, and whether they are several: people march, and not their state."""
    if are_people(p) and (event.type is EventType.PROTEST or _without_article(p, event)):
        return _party(p, event)._replace(name=p.text), True
    party = _party(p, event)
    if stands_here(event, p) and (doubt := _SUSPECTED.search(words_before(event, p.start))):
        party = party._replace(name=f"{doubt[1].lower()} {party.name.removeprefix('the ')}")
    return party, naming.several(p)


def _without_article(p: Participant, event: Event) -> bool:
    """Whether people are told of, and not a state by its people: "Nigerians want", and not "the Russians want"."""
    return stands_here(event, p) and not words_before(event, p.start).casefold().endswith("the ")


def _only_before(event: Event) -> bool:
    """Whether an earlier sentence alone names to whom."""
    return not any(stands_here(event, r) for r in event.recipients)


def _of_states(event: Event) -> Iterator[Statement]:
    pairs = party_pairs(event, "country")
    for source, target in pairs:
        yield Statement(source, _to_state(event, target), target)
    if pairs or event.recipients:
        return
    topic = _theme(event)
    for source in filter(None, (state_side(event, a) for a in event.actors if a.named)):
        yield Statement(source, (wording.about if topic else wording.alone)(event), topic)


def _party(p: Participant, event: Event) -> Party:
    own = p.kind == "country" and any(a.country == p.country and a.kind == "person" for a in event.actors)
    body = (
        _GOVERNMENT.fullmatch(p.text) if own or p.text.casefold().endswith("cabinet") else None
    )  # "the president sacked her government", not the country
    return itself(p, event)._replace(name=f"the {body[1].casefold()}" if body else naming.told(p, event))


def _to_state(event: Event, target: Party) -> str:
    """What is done to a state through somebody or something of its own: its people are killed, and not the state."""
    theirs = next((r for r in event.recipients if r.country == target.id), None)
    if target.kind != "country" or theirs is None:
        return wording.relation(event)
    return wording.towards(event, replace(theirs, name=target.name, kind="country"))


def _theme(event: Event, alone: bool = True) -> Party | None:
    """What it was about, with the article before it in the sentence, and whose it is where one alone does it."""
    if not event.topic:
        return None
    at = place_of(event, event.topic)
    first = event.evidence.sentence.find(event.topic)
    at = first + event.evidence.start if at is None and first >= 0 else at
    if at is None:
        article = "the " if _was_told_before(event) else ""
    else:
        article = article_before(event, at)
    topic = _OUR.sub(_whose(event), event.topic)
    if article.strip() in POSSESSIVES and any(a.text.casefold() in _SPEAKERS for a in event.actors):
        article = "the "  # "we advocate its settlement": not ours
    if at is not None and re.search(r"\bour\s+$", words_before(event, at), re.I):
        article = _whose(event)
    if article == "its " and all(a.kind == "person" for a in event.actors):
        article = "the "  # "President X eases its lockdown", that of a state
    if not alone and article.strip() in POSSESSIVES:  # "closed their respective airspaces": each its own
        article, topic = "" if any(a.kind == "person" for a in event.actors) else "its ", _each_his_own(topic)
    return Party("", article + topic, THEME, None, None)


def _whose(event: Event) -> str:
    """What "our" is for those who speak: a state's or a body's is its own."""
    return "the " if any(a.kind == "person" for a in event.actors) else "its "


def _each_his_own(topic: str) -> str:
    """What one of several did with what is each one's own: "airspace", of "respective airspaces"."""
    own = topic.removeprefix("respective ")
    return own if own == topic or not is_plural(own) else own.removesuffix("s")


def _was_told_before(event: Event) -> bool:
    """Whether none of the theme's words stand in the sentence, as of one thing that an earlier one tells."""
    if is_plural((event.topic or "").rpartition(" ")[2]):
        return False
    told = set(re.findall(r"\w+", event.evidence.sentence.casefold()))
    return told.isdisjoint(re.findall(r"\w+", (event.theme or "").casefold()))


def _nobody(event: Event) -> Party:
    return Party(f"{UNNAMED}@{event.id}", NOT_NAMED, UNNAMED, None, None)
