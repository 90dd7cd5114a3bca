"""Who is on which side of a match."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events import agentless, arguments, one_act
from kg.events.attribution import Voices
from kg.events.grounds import Ground
from kg.events.match import Match, same_side
from kg.events.parties import Parties
from kg.events.plausible import by_accident
from kg.language import syntax

# Those whom acts befall, and those who are sent: neither is the other side of a verdict or of an agreement.
# Besides what is said, this can be done by a paper: "a statement praising Mali", "a decree banning a party".
PROCLAIMED = {EventType.SUPPORT, EventType.COERCE}
VICTIMS = {"victim", "victims", "casualty", "casualties"}
ENVOYS = {"ambassador", "ambassadors", "envoy", "envoys", "diplomat", "diplomats"}
# Acts between governments: a capital that one is done to stands for its state.
OF_CAPITALS = {EventType(name) for name in ("ACCUSE", "AGREE", "AID", "CONCEDE", "REJECT", "SANCTION", "SUPPORT")}
# Names of these before an event noun say where it was.
BUILDINGS = {"embassy", "consulate", "church", "mosque", "school", "hospital", "parliament", "mission", "court"}


def cast(match: Match, parties: Parties, voices: Voices) -> bool:
    """Finds who and whom; False where nobody did it."""
    entry, frame = match.entry, match.frame
    if entry.type.has(Trait.ATTACK) and by_accident(frame.trigger):
        return False
    match.actors = arguments.first(frame, entry.actor, parties)
    if not match.actors:
        match.actors = arguments.behind(frame, entry.actor, parties)
        match.actors = match.actors or arguments.issuers(frame, parties)
        match.notes += [Ground.ACTOR_BY_OWNER] if match.actors else []
    if not match.actors and entry.pos == "noun" and syntax.preposition(frame.trigger) == "behind":
        match.actors = [m for t in syntax.subjects(frame.trigger) for m in parties.of(t)]  # "Oman was behind the raid"
    if not match.actors and entry.pos == "verb" and (agentless.is_said(match) or entry.type in PROCLAIMED):
        match.actors = arguments.authors(frame, parties) or arguments.above(frame, parties)
    if not match.actors and (entry.type.has(Trait.UNNAMED) or agentless.is_said(match)):
        slots = [t for name in entry.actor for t in frame.slot(name)] if entry.pos == "verb" else []
        match.actors = [m for t in slots for m in agentless.described(t, parties)]
    if not match.actors and entry.pos == "verb":
        match.actors = arguments.decreed(match, parties)
    if not match.actors and entry.pos == "noun" and "possessor" in entry.recipient and syntax.objects(frame.trigger):
        # "French police arrest Ana Li": a headline's verb that was read as a noun
        match.actors = [m for t in frame.slot("possessor") for m in parties.of(t)]
    scenes = [m for m in match.actors if _is_scene(m, match)]
    match.actors = [m for m in match.actors if m not in scenes]
    taken = {m.entity.id for m in match.actors}
    match.recipients = _recipients(match, parties, taken) or (scenes if entry.type.has(Trait.ATTACK) else [])
    if not match.actors and entry.type.has(Trait.BOND) and (sides := arguments.bonded(match, parties)):
        match.actors, match.recipients = sides, []
    mode = entry.type.modes.get(entry.mode or "")
    if not match.actors and mode is not None and mode.by_states and match.recipients and entry.mode != "arrest":
        match.actors = arguments.where(match, parties)
    if entry.type.has(Trait.UNNAMED):
        slots = [t for name in entry.recipient for t in frame.slot(name)]
        if not match.recipients:
            match.recipients = [m for t in slots for m in agentless.described(t, parties) if m.entity.id not in taken]
        if not match.actors and entry.type.has(Trait.ATTACK):
            match.actors = agentless.doer(match, parties)
            if not match.actors and entry.pos == "verb" and agentless.both_sides(match):
                match.actors, match.recipients = match.recipients, []
        if not match.recipients and entry.type.has(Trait.ATTACK):
            match.recipients = one_act.victims(match, parties)
        fought = entry.pos == "verb" and not match.recipients and len(match.actors) > 1
        if not match.recipients and not fought and (entry.type.has(Trait.ATTACK) or entry.mode == "seize"):
            match.recipients = [m for t in slots for m in agentless.thing_hit(t, parties)]
    match.theme = arguments.theme(match)
    if not match.actors and entry.pos == "verb" and "object" not in entry.recipient:
        # "Indian troops clashed with …" read as a noun with a participle: an intransitive verb has no passive
        noun = syntax.antecedent(frame.trigger)
        match.actors = parties.of(noun) if noun is not None and noun.head == noun else []
    if not match.actors and match.recipients:
        says_it = not entry.actor and entry.type == EventType.ACCUSE  # "the blame lies with Mali", says who blames
        speakers = voices.mentions(match.trigger, match.stance) if says_it else []
        match.actors = speakers or arguments.absent_party(match, parties, voices)
        match.notes += [Ground.ACTOR_BY_SPEAKER] if match.actors else []
    if match.actors and not match.recipients and entry.mutual and len(taken) == 1:
        match.recipients = [m for m in arguments.absent_party(match, parties, voices) if m.entity.id not in taken]
        match.notes += [Ground.OTHER_SIDE_BY_SPEAKER] if match.recipients else []
    return bool(match.actors) or agentless.allows(match)


def _recipients(match: Match, parties: Parties, taken: set[str]) -> list[Mention]:
    entry, frame = match.entry, match.frame
    attack, on_places = entry.type.has(Trait.ATTACK), entry.type.has(Trait.ON_PLACES)
    home = partial(arguments.is_own_country, match=match)
    found = arguments.first(frame, entry.recipient, parties, on_places, taken, attack, home)
    partners = entry.type == EventType.AGREE and len({m.entity.country for m in match.actors}) > 1
    found = found or agentless.addressees(match, parties)
    if not found and entry.recipient and not partners:  # those who agree with one another are each other's recipients
        found = arguments.deeper(match, parties, on_places, taken)
        match.notes += [Ground.RECIPIENT_FURTHER_DOWN] if found else []
    if not found and entry.pos == "noun" and frame.trigger.head == frame.trigger:
        # "Samoan police arrest Edwin Tamasese": a headline's verb that was read as a noun
        objects = [*syntax.appositions(frame.trigger), *syntax.objects(frame.trigger)]
        found = [m for t in objects for m in parties.of(t) if m.entity.id not in taken]
    if not found and attack and entry.pos == "verb":
        found = arguments.abroad(match, parties)
        match.notes += [Ground.RECIPIENT_BY_PLACE] if found else []
    if not found and entry.type == EventType.THREATEN:
        found = arguments.unless(match, parties, taken)
        match.notes += [Ground.RECIPIENT_BY_CONDITION] if found else []
    found = [m for m in found if not arguments.is_own_country(m, match)]
    if entry.type == EventType.ACCUSE:  # who condemns an attack does not accuse those whom it hit
        found = [m for m in found if m.form != "agent" or not set(m.text.lower().split()) & VICTIMS]
    if entry.type == EventType.AGREE:  # "agreed to send back its ambassador to Chile": not with him
        found = [m for m in found if m.form == "name" or not set(m.text.lower().split()) & ENVOYS]
    if entry.type == EventType.MOBILIZE:  # whom a state moves are its own
        own = {"MIL", "COP"}
        found = [
            m
            for m in found
            if m.entity.sector not in own or not any(same_side(m.entity, a.entity) for a in match.actors)
        ]
    if entry.type in OF_CAPITALS:  # "withdrew its envoy from Moscow": from Russia; "shelled Kyiv" is the city
        found = [parties.state_at(m) if parties.is_capital(m) else m for m in found]
    found = [_from_elsewhere(m) if _is_refugee_of(m, match.actors) else m for m in found]
    if entry.type.has(Trait.BETWEEN_STATES):
        found = [m for m in found if not _is_home(m, match.actors)]
    if entry.mutual and entry.pos == "verb" and len(taken) > 1:
        # "examined contacts between Kenya and Uganda": those who talk are named already
        direct = [noun for _, noun in syntax.obliques(frame.trigger)]
        found = [m for m in found if any(m in parties.of(t, places=True) for t in direct)]
    return found


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


def _is_scene(mention: Mention, match: Match) -> bool:
    """Whether a name before an event noun is the building where it was: "the Capitol riot", "an embassy attack"."""
    if match.entry.pos != "noun" or not match.entry.type.has(Trait.AT_SCENE):
        return False
    before = [m for t in syntax.modifiers(match.trigger) for m in match.frame.parties.covering(t)]
    return mention in before and (mention.form == "metonym" or mention.text.lower() in BUILDINGS)


def _is_home(mention: Mention, actors: list[Mention]) -> bool:
    """Whether it is the actors' own country, or a place in it."""
    return mention.entity.kind in {"country", "place", "government"} and any(
        same_side(mention.entity, m.entity) for m in actors
    )
