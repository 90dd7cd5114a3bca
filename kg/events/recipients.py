"""To whom it was done: the ways to find the recipients of a match, and who cannot be one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events import agentless, arguments
from kg.events.grounds import Ground
from kg.events.match import Match, same_side
from kg.events.parties import Parties
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_PARTIES, _SLOTS = en.lists("parties"), en.orders("parties")
# Before whom one complains of somebody else.
JUDGES = {"IGO", "JUD", "COP", "NGO", "LEG"}
# Moves of one's own: of 10 in texts for training whose other side stood further down, that was right in one.
_MOVES = {EventType.RETREAT}
# Acts between governments: a capital that one is done to stands for its state.
OF_CAPITALS = {EventType(name) for name in ("ACCUSE", "AGREE", "AID", "CONCEDE", "REJECT", "SANCTION", "SUPPORT")}


def find(match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
    """The recipients of a match.

    Args:
        match: A predicate with its actors.
        parties: Who is named in its sentence.
        taken: The ids of the actors.
    """
    type_ = match.entry.type
    named = [m for m in _named(match, parties, taken) if not arguments.is_own_country(m, match) and can_be(m, match)]
    found = [_as_its_state(m, type_, parties) for m in named]
    if type_.has(Trait.ATTACK):
        found = [m for m in found if not _is_own_army(m, match)]
    found = [_from_elsewhere(m) if _is_refugee_of(m, match.actors) else m for m in found]
    if type_.has(Trait.BETWEEN_STATES):
        found = [m for m in found if not _is_home(m, match.actors)]
    if match.entry.mutual and match.entry.pos == "verb" and len(taken) > 1:
        # "examined contacts between Kenya and Uganda": those who talk are named already
        direct = [noun for _, noun in syntax.obliques(match.trigger)]
        found = [m for m in found if any(m in parties.of(t, places=True) for t in direct)]
    return found


def _as_its_state(mention: Mention, type_: EventType, parties: Parties) -> Mention:
    """The state, for a capital that governments deal with and for the forces of the state that others are sent to.

    "Withdrew its envoy from Moscow": from Russia; "shelled Kyiv" is the city.
    """
    if type_ in OF_CAPITALS and parties.is_capital(mention):
        return parties.state_at(mention)
    if type_ == EventType.MOBILIZE and mention.form == "agent" and mention.entity.sector == "MIL":
        return parties.state_of(mention)  # "sent 500 soldiers to Chad", read as "soldiers in Chad"
    return mention


def _named(match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
    """Whom the words around the predicate name, the surest way first."""
    if found := _in_slots(match, parties, taken):
        return found
    for way, ground in _WAYS:
        if found := way(match, parties, taken):
            match.notes += [ground] if ground is not None else []
            return found
    return []


def _in_slots(match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
    """Who stands where the entry expects the recipient, or in his place whom it is about."""
    entry = match.entry
    attack, on_places = entry.type.has(Trait.ATTACK), entry.type.has(Trait.ON_PLACES)
    home = partial(arguments.is_own_country, match=match)
    found = arguments.first(match.frame, entry.recipient, parties, on_places, taken, attack, home)
    if entry.type == EventType.REQUEST:
        return _who_leaves(found, match) or found
    if entry.type == EventType.ACCUSE and found and all(_is_judge(m, match) for m in found):
        return _complained_of(match, parties, taken) or found
    return found


def _addressed(match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
    return agentless.addressees(match, parties)


def _further_down(match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
    """Who is named below the words around it; those who agree with one another are each other's recipients."""
    type_ = match.entry.type
    if type_ == EventType.REQUEST and _is_told_own(match):
        return []
    partners = type_ == EventType.AGREE and len({m.entity.country for m in match.actors}) > 1
    if partners or (type_ in _MOVES and match.entry.pos == "verb") or not match.entry.recipient:
        return []
    return arguments.deeper(match, parties, type_.has(Trait.ON_PLACES), taken)


def _is_told_own(match: Match) -> bool:
    """Whether those who are asked are named, and are his own: "instructed the government to help Vietnam"."""
    own = [m for t in match.frame.slot("object") for m in match.frame.parties.of(t)]
    return bool(own) and all(any(same_side(m.entity, a.entity) for a in match.actors) for m in own)


def _in_headline(match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
    """The object of a headline's verb that was read as a noun: "Samoan police arrest Edwin Tamasese"."""
    noun = match.trigger
    if match.entry.pos != "noun" or noun.head != noun:
        return []
    objects = [*syntax.appositions(noun), *syntax.objects(noun)]
    return [m for t in objects for m in parties.of(t) if m.entity.id not in taken]


def _whose_land(match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
    """Whose land is hit: "bombed targets in Syria"."""
    attack = match.entry.type.has(Trait.ATTACK) and match.entry.pos == "verb"
    return arguments.abroad(match, parties) if attack else []


def _who_leaves(found: list[Mention], match: Match) -> list[Mention]:
    """Who is to go, where it is demanded that he leave somebody: Chad, of "demanded a Chadian withdrawal from Mali"."""
    left = [t for t in match.frame.slot("from") if not _PARTIES["departures"].isdisjoint(lemmas(t.head))]
    parties = match.frame.parties
    if not found or not all(any(m in parties.of(t, places=True) for t in left) for m in found):
        return []
    return [m for t in left for m in parties.owners(t.head) if m not in found]


def _over_border(match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
    """The neighbour at whose border forces are moved or drill: "moved troops to the border with Chad"."""
    if match.entry.type != EventType.MOBILIZE:
        return []
    slots = [t for word in _SLOTS["over_border"] for t in match.frame.slot(word)]
    borders = [t for t in slots if t.lemma_.lower() in {"border", "frontier"}]
    beyond = [noun for t in borders for word, noun in syntax.obliques(t) if word == "with"]
    return [m for t in beyond for m in parties.of(t) if m.entity.id not in taken]


# Where a recipient stands who is not where the entry expects him, the surest way first, and what people are told of it.
_WAYS = (
    (_addressed, None),
    (_further_down, Ground.RECIPIENT_FURTHER_DOWN),
    (_in_headline, None),
    (_whose_land, Ground.RECIPIENT_BY_PLACE),
    (_over_border, Ground.RECIPIENT_BY_PLACE),
    (arguments.unless, Ground.RECIPIENT_BY_CONDITION),
)


def _is_judge(mention: Mention, match: Match) -> bool:
    """Whether a complaint is brought before somebody: "complained to the WTO", "filed a complaint with the court"."""
    slots = [t for word in _SLOTS["before_whom"] for t in match.frame.slot(word)]
    return mention.entity.sector in JUDGES and any(mention in match.frame.parties.of(t) for t in slots)


def _complained_of(match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
    """Whom or whose act a complaint is about: the American one in "complained about the American ban"."""
    heads = [t for word in _SLOTS["complained_of"] for t in match.frame.slot(word)]
    found = [m for t in heads for m in parties.of(t) or parties.owners(t)]
    return [m for m in found if m.entity.id not in taken and not _is_judge(m, match)]


def can_be(mention: Mention, match: Match) -> bool:
    """Whether somebody can be the other side of an act of the type.

    Args:
        mention: Somebody who is named in its sentence.
        match: The act.
    """
    type_, said = match.entry.type, set(mention.text.lower().split())
    if match.entry.pos == "noun" and mention.entity.sector in JUDGES and _is_object_of_complaint(match):
        return False  # "complained about the ban to the WTO": a parser hangs "to" on the ban
    if type_ == EventType.ACCUSE:  # who condemns an attack does not accuse those whom it hit
        return mention.form != "agent" or not said & _PARTIES["victims"]
    if type_ == EventType.AGREE:  # "agreed to send back its ambassador to Chile": not with him
        return mention.form == "name" or not said & _PARTIES["envoys"]
    moved = type_ == EventType.MOBILIZE or match.entry.mode == "withdraw"
    if moved and mention.entity.sector in {"MIL", "COP"}:  # whom a state moves or withdraws are its own
        return not any(same_side(mention.entity, a.entity) for a in match.actors)
    return True


def _is_object_of_complaint(match: Match) -> bool:
    noun = match.trigger
    return syntax.preposition(noun) in {"about", "over"} and not _PARTIES["complains"].isdisjoint(lemmas(noun.head))


def at_home(recipients: list[Mention], actors: list[Mention], country: str | None) -> list[Mention]:
    """Those who were hit; of people who were hit abroad it is not known that they are the attacker's own.

    Args:
        recipients: Who was hit.
        actors: Who did it.
        country: Where, if that is known.
    """
    if country is None or any(country == a.entity.country for a in actors):
        return recipients
    bare = [m for m in recipients if m.form == "agent" and any(same_side(m.entity, a.entity) for a in actors)]
    return [_from_elsewhere(m) if m in bare and m.entity.country else m for m in recipients]


def _is_own_army(mention: Mention, match: Match) -> bool:
    """Whether forces of whom nothing is said were taken for those of the state that attacks them."""
    bare = mention.form == "agent" and mention.entity.sector == "MIL" and " " not in mention.text
    states = [a.entity for a in match.actors if a.entity.kind == "country"]
    return bare and any(same_side(mention.entity, state) for state in states) and not _is_said_own(mention, match)


def _is_said_own(mention: Mention, match: Match) -> bool:
    """Whether the words say whose they are: "its forces"."""
    slots = [t for name in match.entry.recipient for t in match.frame.slot(name)]
    return any(syntax.possessors(t) for t in slots if mention in match.frame.parties.covering(t))


def _is_refugee_of(mention: Mention, actors: list[Mention]) -> bool:
    """Whether refugees, of whom nothing is said, were taken for those of the state that deals with them."""
    bare = mention.form == "agent" and mention.entity.sector == "REF" and " " not in mention.text
    return bare and any(same_side(mention.entity, a.entity) for a in actors)


def _from_elsewhere(mention: Mention) -> Mention:
    """The same people, of no country that is known."""
    noun = mention.entity.name.split()[-1]
    return replace(
        mention, entity=replace(mention.entity, id=mention.entity.id.split("/")[-1], name=noun, country=None)
    )


def _is_home(mention: Mention, actors: list[Mention]) -> bool:
    """Whether it is the actors' own country, or a place in it."""
    return mention.entity.kind in {"country", "place", "government"} and any(
        same_side(mention.entity, m.entity) for m in actors
    )
