"""Who is on which side of a match."""

from __future__ import annotations

from dataclasses import replace

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events import actors, agentless, arguments, crowds, doers, one_act, recipients, unnamed
from kg.events.attribution import Voices
from kg.events.grounds import Ground
from kg.events.match import Match, same_side
from kg.events.parties import Parties
from kg.events.plausible import by_accident
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_DEEDS, _NAMES = en.lists("deeds"), en.lists("names")


def cast(match: Match, parties: Parties, voices: Voices) -> bool:
    """Finds who and whom; False where nobody did it."""
    entry = match.entry
    attack = entry.type.has(Trait.ATTACK)
    if attack and by_accident(match.trigger):
        return False
    actors.find(match, parties)
    scenes = [m for m in match.actors if _is_scene(m, match)]
    match.actors = [m for m in match.actors if m not in scenes]
    taken = {m.entity.id for m in match.actors}
    match.recipients = recipients.find(match, parties, taken) or (scenes if attack else [])
    actors.find_by_state(match, parties)
    if entry.type.has(Trait.UNNAMED):
        _cast_unnamed(match, parties, taken)
    match.theme = arguments.theme(match)
    actors.find_absent(match, parties, voices)
    if match.actors and not match.recipients and entry.mutual and len(taken) == 1:
        _cast_other_side(match, parties, voices, taken)
    if _defends_own(match):
        match.entry = replace(match.entry, type=EventType.REJECT, mode=None)
        match.recipients = []
    return bool(match.actors) or agentless.allows(match)


def _cast_other_side(match: Match, parties: Parties, voices: Voices, taken: set[str]) -> None:
    """The other side of a mutual act of which one is named, if it is not said who else it was."""
    between = any(word == "between" for word, _ in syntax.obliques(match.trigger))  # which names all who take part
    if not between and not _names_somebody_else(match):
        match.recipients = [m for m in arguments.absent_party(match, parties, voices) if m.entity.id not in taken]
        match.notes += [Ground.OTHER_SIDE_BY_SPEAKER] if match.recipients else []


def _names_somebody_else(match: Match) -> bool:
    """Whether it is said with whom a mutual act was, of whom nothing is known: "consulted local iwi", he said."""
    slots = [name for name in ("object", "with", "between") if name in match.entry.recipient]
    slots += ["object"] if "consult" in lemmas(match.trigger) else []
    return any(not syntax.is_pronoun(t) for name in slots for t in match.frame.slot(name))


def _defends_own(match: Match) -> bool:
    """Whether somebody defends what he or his government did: that rejects criticism and supports nobody."""
    if match.entry.lemma != "defend" or match.entry.type != EventType.SUPPORT or not match.actors:
        return False
    deeds = {form for t in match.frame.slot("object") for form in lemmas(t)}
    own = all(any(same_side(m.entity, a.entity) for a in match.actors) for m in match.recipients)
    return own and not deeds.isdisjoint(_DEEDS["deeds"])


def _cast_unnamed(match: Match, parties: Parties, taken: set[str]) -> None:
    """Who and whom of what may be told without a name: those only described, both sides of a fight, the thing hit."""
    entry, attack = match.entry, match.entry.type.has(Trait.ATTACK)
    slots = [t for name in entry.recipient for t in match.frame.slot(name) if not unnamed.is_manner(t)]
    if not match.recipients or _are_only_where(match):
        hit = [m for t in slots for m in unnamed.described(t, parties, bodies=not attack)]
        people = [m for m in hit if m.entity.id not in taken]
        match.recipients = [*(match.recipients if match.actors else []), *people] or match.recipients
    if attack:
        _cast_attack(match, parties, taken)
    elif not match.actors:
        match.actors = [m for m in _in_or_by(match, parties) if m.entity.id not in _ids(match.recipients)]
    fought = entry.pos == "verb" and len(match.actors) > 1
    if not match.recipients and not fought and (attack or entry.mode == "seize"):
        match.recipients = [m for t in slots for m in unnamed.thing_hit(t, parties)]


def _in_or_by(match: Match, parties: Parties) -> list[Mention]:
    """Who protests by what the sentence says of the protest, and who arrests by the raid in which it was."""
    if match.entry.type == EventType.PROTEST:
        return crowds.crowd(match, parties)
    return doers.raiders(match, parties) if match.entry.mode == "arrest" else []


def _cast_attack(match: Match, parties: Parties, taken: set[str]) -> None:
    """Who attacked, by the words beside the attack, and whom or what its result names."""
    if not match.actors:
        _cast_attackers(match, parties)
    if not match.recipients:
        match.recipients = one_act.victims(match, parties)
    if match.recipients and all(map(unnamed.is_unnamed, match.recipients)):
        match.hit_also(one_act.aimed_at(match, parties), but=taken)


def _cast_attackers(match: Match, parties: Parties) -> None:
    """Who attacked; both sides of a fight in which people were hit: "were killed in clashes with militants"."""
    told = match.entry.pos == "verb"
    against = doers.opponents(match, parties) if told and match.recipients else []
    if against and all(map(unnamed.is_unnamed, against)) and not all(map(unnamed.is_unnamed, match.recipients)):
        # "two Chadian soldiers were killed in clashes with militants": both fought, and one is known
        _cast_as_sides(match, [*match.recipients, *against])
        return
    match.actors = doers.doer(match, parties)
    if not match.actors and told and doers.both_sides(match):
        _cast_as_sides(match, match.recipients)


def _cast_as_sides(match: Match, sides: list[Mention]) -> None:
    """Makes a fight of an attack: all of these did it to one another."""
    match.actors, match.recipients = sides, []
    match.entry = replace(match.entry, mutual=True)


def _are_only_where(match: Match) -> bool:
    """Whether all who are hit are places, and the act is on bodies: "a man is shot dead in Brussels"."""
    places = all(m.entity.kind in {"place", "country"} and m.form != "adjective" for m in match.recipients)
    return places and match.entry.pos == "verb" and match.entry.type.has(Trait.ON_BODIES)


def _ids(mentions: list[Mention]) -> set[str]:
    return {m.entity.id for m in mentions}


def _is_scene(mention: Mention, match: Match) -> bool:
    """Whether a name before an event noun is the building where it was: "the Capitol riot", "an embassy attack"."""
    if match.entry.pos != "noun" or not match.entry.type.has(Trait.AT_SCENE):
        return False
    before = [m for t in syntax.modifiers(match.trigger) for m in match.frame.parties.covering(t)]
    return mention in before and (mention.form == "metonym" or mention.text.lower() in _NAMES["buildings"])
