"""Who did it: the ways to find the actors of a match, the surest first."""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.plover import EventType, QuadClass
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.entities.cues import cues
from kg.events import agentless, arguments, unnamed
from kg.events.attribution import Voices
from kg.events.grounds import Ground
from kg.events.match import Match, words_of
from kg.events.parties import Parties
from kg.language import en, syntax
from kg.language.lemmas import is_any_of, lemmas

_DEEDS, _PREPOSITIONS = en.lists("deeds"), en.lists("prepositions")
# Besides what is said, this can be done by a paper: "a statement praising Mali", "a decree banning a party".
PROCLAIMED = {EventType.SUPPORT, EventType.COERCE}


def find(match: Match, parties: Parties) -> None:
    """Sets the actors whom the words around a predicate name; none where no way finds any."""
    if (
        match.entry.pos == "noun"
        and not match.entry.mutual
        and any(t.tag_ == "PRP$" and not parties.covering(t) for t in syntax.possessors(match.trigger))
    ):
        return  # "over their support of Russia's invasion of Ukraine": theirs, of whom nothing is known
    ways = (
        _whose_forces,
        _in_place,
        _beside_auxiliary,
        _by_owner,
        _behind_noun,
        _by_paper,
        _described,
        _decreed,
        _before_headline,
        _undertaking,
    )
    for way in ways:
        match.actors = [m for m in way(match, parties) if not any(no(m, match) for no in _NO_DOERS)]
        if match.actors:
            break
    had = {m.entity.id for m in match.actors}
    match.actors += [m for m in _there_for(match, parties) if m.entity.id not in had]


def _there_for(match: Match, parties: Parties) -> list[Mention]:
    """Who takes part in what he is somewhere for: "we were in Oslo for the summit"."""
    noun = match.trigger
    if match.entry.pos != "noun" or not match.entry.type.has(Trait.CONVERSATION) or syntax.preposition(noun) != "for":
        return []
    there = noun.head
    if syntax.is_verb(there) or there.i > noun.i or not any(c.dep_ == "cop" for c in there.children):
        return []
    return [m for t in syntax.subjects(there) for m in parties.of(t) if m.form != "place"]


def _is_cause(mention: Mention, match: Match) -> bool:
    """Whether a protest is called after a person, who does not protest: "the Mahsa Amini protests"."""
    if match.entry.type != EventType.PROTEST or match.entry.pos != "noun" or mention.entity.kind != "person":
        return False
    return any(mention in match.frame.parties.covering(t) for t in _before_noun(match.trigger))


def ends_place(mention: Mention, match: Match) -> bool:
    """Whether a country only says where a town is, and a parser has it act: "a raid in Kidal, northern Mali kills".

    Args:
        mention: Somebody on a side of an act, or made its subject: "a man who hid near Gao, Mali is shot".
        match: The act.
    """
    doc, parties = match.trigger.doc, match.frame.parties
    first = next((t for t in match.trigger.sent if t.idx == mention.start), None)
    if first is None or mention.entity.kind != "country" or mention.form == "adjective":
        return False
    at = first.i - 1
    while at > first.sent.start and not syntax.subjects(doc[at]) and doc[at].lower_.endswith(("ern", "central")):
        at -= 1  # "in Kidal, northern Mali"
    if doc[at].text != "," or at - 1 <= first.sent.start:
        return False
    town = doc[at - 1]
    head = next((t for t in (town, town.head) if syntax.preposition(t) in _PREPOSITIONS["at_a_protest"]), None)
    named = [m for m in parties.covering(town) if m.entity.country == mention.entity.country]
    return bool(named) and head is not None and head.left_edge.i > first.sent.start


def _is_in_its_noun(mention: Mention, match: Match) -> bool:
    """Whether somebody only says what the act is: the prisoners of "a prisoner swap"."""
    if match.entry.type != EventType.RETREAT or match.entry.pos != "noun" or mention.form != "agent":
        return False
    return any(t.tag_ == "NN" and mention.end == t.idx + len(t) for t in _before_noun(match.trigger))


def _before_noun(noun: Token) -> list[Token]:
    """What stands before a noun, but for whose it is."""
    return [t for t in syntax.modifiers(noun) if t not in syntax.possessors(noun)]


def _is_label(mention: Mention, match: Match) -> bool:
    """Whether a name only says whose turn it is, and a parser has him do it: "MR LI: The rebels attacked"."""
    words = words_of(mention, match)
    behind = words[-1].i + 1 if words else 0
    if not words or words[0].i > match.trigger.i or behind >= match.trigger.i:
        return False
    doc = match.trigger.doc
    if doc[behind].text == "(":
        behind = next((t.i + 1 for t in doc[behind : behind + 8] if t.text == ")"), behind)
    begins = words[0].i == 0 or "\n" in doc[words[0].i - 1].text_with_ws
    said = is_any_of(match.trigger, cues()["said_by_who_speaks"]) or syntax.marker(match.trigger) == "to"
    return begins and doc[behind].text == ":" and not said


_NO_DOERS = (ends_place, _is_cause, _is_in_its_noun, _is_label)


def _whose_forces(match: Match, parties: Parties) -> list[Mention]:
    """The state whose forces are moved, by their name before the noun: "U.S. troop deployments"."""
    if match.entry.type != EventType.MOBILIZE or match.entry.pos != "noun":
        return []
    named = [m for t in syntax.modifiers(match.trigger) for m in parties.covering(t)]
    return [parties.state_of(m) for m in named if m.form == "agent" and m.entity.sector == "MIL" and m.entity.country]


def _in_place(match: Match, parties: Parties) -> list[Mention]:
    return arguments.first(match.frame, match.entry.actor, parties)


def _beside_auxiliary(match: Match, parties: Parties) -> list[Mention]:
    """Who does it where a parser took the label of a turn for who does: "MR LI: Well, Chad has worked with Oman"."""
    return [m for aux in syntax.auxiliaries(match.trigger) for t in syntax.subjects(aux) for m in parties.of(t)]


def _by_owner(match: Match, parties: Parties) -> list[Mention]:
    found = arguments.behind(match.frame, match.entry.actor, parties) or arguments.issuers(match.frame, parties)
    match.notes += [Ground.ACTOR_BY_OWNER] if found else []
    return found


def _behind_noun(match: Match, parties: Parties) -> list[Mention]:
    """ "Oman was behind the raid"."""
    trigger = match.trigger
    if match.entry.pos != "noun" or syntax.preposition(trigger) != "behind":
        return []
    return [m for t in syntax.subjects(trigger) for m in parties.of(t)]


def _by_paper(match: Match, parties: Parties) -> list[Mention]:
    if match.entry.pos != "verb" or not (agentless.is_said(match) or match.entry.type in PROCLAIMED):
        return []
    return arguments.authors(match.frame, parties) or arguments.above(match.frame, parties)


def _described(match: Match, parties: Parties) -> list[Mention]:
    entry = match.entry
    if entry.pos != "verb" or not (entry.type.has(Trait.UNNAMED) or agentless.is_said(match)):
        return []
    found = [(name, t) for name in entry.actor for t in match.frame.slot(name)]
    return [m for name, t in found if not _is_state(name, t) for m in unnamed.described(t, parties)]


def _is_state(slot: str, noun: Token) -> bool:
    """Whether a noun behind "in" says how something is, and not among whom: protests "in opposition to the war"."""
    told = [*syntax.modifiers(noun), *syntax.possessors(noun), *(c for c in noun.children if c.dep_ == "det")]
    return slot == "in" and noun.tag_ == "NN" and not told


def _decreed(match: Match, parties: Parties) -> list[Mention]:
    return arguments.decreed(match, parties) if match.entry.pos == "verb" else []


def _before_headline(match: Match, parties: Parties) -> list[Mention]:
    """ "French police arrest Ana Li": a headline's verb that was read as a noun."""
    entry = match.entry
    if entry.pos != "noun" or "possessor" not in entry.recipient or not syntax.objects(match.trigger):
        return []
    return [m for t in match.frame.slot("possessor") for m in parties.of(t)]


def _undertaking(match: Match, parties: Parties) -> list[Mention]:
    """ "Rebels are plotting an attack", "the opposition has called off plans for a protest"."""
    entry, noun = match.entry, syntax.first_conjunct(match.trigger)
    if entry.pos != "noun" or entry.mutual or entry.type.quad != QuadClass.MATERIAL_CONFLICT:
        return []
    verb = noun.head
    if not syntax.is_verb(verb) or noun not in syntax.objects(verb) or syntax.is_passive(verb):
        return []
    if _DEEDS["undertakes"].isdisjoint(lemmas(verb)):
        return []
    doers = syntax.logical_subjects(verb)
    return [m for t in doers for m in parties.of(t) or unnamed.described(t, parties)]


def find_by_state(match: Match, parties: Parties) -> None:
    """Where only one side is named: both sides of a bond, or the state in which what only states do was done."""
    entry = match.entry
    if not match.actors and entry.type.has(Trait.BOND) and (sides := arguments.bonded(match, parties)):
        match.actors, match.recipients = sides, []
    mode = entry.type.modes.get(entry.mode or "")
    if not match.actors and mode is not None and mode.by_states and match.recipients and entry.mode != "arrest":
        match.actors = arguments.where(match, parties)


def find_absent(match: Match, parties: Parties, voices: Voices) -> None:
    """Sets the actors that are left when all else is known: who speaks, or whom the text has been about."""
    entry, trigger = match.entry, match.trigger
    if not match.actors and entry.pos == "verb" and "object" not in entry.recipient:
        # "Indian troops clashed with …" read as a noun with a participle: an intransitive verb has no passive
        noun = syntax.antecedent(trigger)
        headed = noun is not None and noun.head == noun
        match.actors = (
            (list(parties.of(noun)) or unnamed.described(noun, parties)) if noun is not None and headed else []
        )
    if not match.actors and _is_said_by_speaker(trigger):
        speaker = voices.labelled(trigger)
        own = {id_ for s in speaker for id_ in (s.entity.id, s.entity.country)}
        match.recipients = [m for m in match.recipients if m.entity.id not in own]  # "for receiving us"
        match.actors = speaker if match.recipients else []
    if match.actors or not match.recipients:
        return
    says_it = not entry.actor and entry.type == EventType.ACCUSE  # "the blame lies with Mali", says who blames
    speakers = voices.mentions(trigger, match.stance) if says_it else []
    match.actors = speakers or arguments.absent_party(match, parties, voices)
    match.notes += [Ground.ACTOR_BY_SPEAKER] if match.actors else []


def _is_said_by_speaker(verb: Token) -> bool:
    """Whether who speaks does it, though he does not name himself: "Thank you for the gift"."""
    return (
        is_any_of(verb, cues()["said_by_who_speaks"])
        and verb.tag_ in {"VB", "VBP"}
        and not syntax.logical_subjects(verb)
    )
