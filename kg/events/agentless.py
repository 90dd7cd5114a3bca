"""Acts for which nobody is named: "three soldiers were killed", "a bomb exploded", "clashes erupted".

Who did it is not guessed.  It is told where it stands beside the act (:mod:`kg.events.doers`), and who is only
described takes part as just that (:mod:`kg.events.unnamed`).
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.plover import EventType, Status
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events.doers import attacks, is_weapon
from kg.events.grounds import Ground
from kg.events.happened import is_certain, is_reported
from kg.events.match import Match
from kg.events.parties import Parties
from kg.events.unnamed import described, is_unnamed
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_BACKGROUND, _CRIME, _DEEDS, _PREPOSITIONS, _UNNAMED = map(
    en.lists, ("background", "crime", "deeds", "prepositions", "unnamed")
)


def is_said(match: Match) -> bool:
    """Whether it is an act of speech on somebody: a demand, a charge, a refusal, a threat.  Anybody may do it."""
    return match.entry.type.has(Trait.ADDRESSED) and not match.entry.type.has(Trait.UNNAMED)


def addressees(match: Match, parties: Parties) -> list[Mention]:
    """Those only described to whom it is said: "urged donors to give", "vowed revenge on the perpetrators"."""
    if not is_said(match) or match.entry.pos != "verb":
        return []
    for name in ("object", "on", "upon", "against", "to"):
        if name not in match.entry.recipient or (name == "to" and match.frame.slot("object")):
            continue
        found = [m for t in match.frame.slot(name) for m in described(t, parties, bodies=True)]
        if found:
            return found
    return []


def allows(match: Match) -> bool:
    """Whether an act is told although nobody is said to have done it."""
    entry, trigger = match.entry, match.trigger
    if entry.type == EventType.ACCUSE:
        return _is_accused(match)
    if not entry.type.has(Trait.UNNAMED) or (entry.mutual and match.recipients):
        return False
    if entry.pos == "verb" and entry.lemma in _DEEDS["circumstances"]:
        return False  # "was forced to sell", "is allowed to enter"
    if _is_of_none(match):
        return False
    if entry.lemma == "displace" or match.stance.status in {Status.HYPOTHETICAL, Status.DENIED}:
        return False  # that people fled is no act on them; and what nobody did, or might do, is none
    if match.stance.status == Status.PLANNED and entry.type != EventType.PROTEST:
        return False  # what nobody is said to plan
    yields = entry.type in {EventType.RETREAT, EventType.CONCEDE} and entry.pos == "verb" and entry.mode != "release"
    if yields and _UNNAMED["eases"].isdisjoint(lemmas(trigger)):
        return False  # "the city has been liberated": who holds what, not who left
    if entry.pos == "noun" and entry.lemma in _BACKGROUND["long_wars"]:  # "prices rose due to the war in Mali"
        verb = trigger.head
        return trigger in syntax.subjects(verb) and not _UNNAMED["occurs"].isdisjoint(lemmas(verb))
    if entry.pos == "verb":
        named = any(c.slot == "object" and c.kind == "words" for c in entry.when)  # "two rifles were seized"
        armed = entry.mode in {"aerial", "heavy-weapons", "explosives"} and bool(match.frame.slot("object"))
        attack = entry.type.has(Trait.ATTACK)
        hit = bool(match.recipients) or named or armed or (attack and (_weapon_acts(trigger) or bool(attacks(match))))
        if not attack and _weapon_acts(trigger):
            return False  # "the attack cut power": that is no sanction
        nobody = "subject" in entry.recipient or _nobody_acts(trigger)  # "came under fire", "died in a raid"
        return hit and nobody and is_told(trigger)
    sure = match.stance.status in {Status.ASSERTED, Status.HISTORICAL} or not entry.type.has(Trait.ALONE)
    return entry.pos == "noun" and ((is_reported(trigger) and sure) or is_certain(match))


def _is_of_none(match: Match) -> bool:
    """Whether nothing of the kind was done: "no arrests were made"."""
    told = [match.trigger, *match.frame.slot("object")]
    return any(c.lower_ == "no" for t in told for c in t.children)


def _is_case_of_state(verb: Token) -> bool:
    """Whether what somebody not named is charged with is a matter of politics."""
    content = {f for t in verb.subtree for f in (t.lower_, *lemmas(t))}
    return not (_CRIME["conflict"] - {"police", "policeman"} | _CRIME["against_state"]).isdisjoint(content)


def _accused(match: Match) -> list[Mention]:
    """Who does what he does because he stands accused: "the mayor resigned amid an inquiry"."""
    verb = syntax.first_conjunct(match.trigger).head
    if not syntax.is_verb(verb) or verb == match.trigger:
        return []
    whom = syntax.logical_objects(verb) if syntax.is_passive(verb) else syntax.logical_subjects(verb)
    parties = match.frame.parties
    return [m for t in whom for m in parties.of(t) if m.entity.kind == "person" and m.form != "pronoun"]


def _is_aside(verb: Token) -> bool:
    """Whether a participle says beside what is told what somebody stands accused of: "was held, accused of spying"."""
    return verb.tag_ == "VBN" and not syntax.auxiliaries(verb) and any(w == "of" for w, _ in syntax.obliques(verb))


def _is_accused(match: Match) -> bool:
    """Whether somebody known stands accused: "was charged with treason", "faces charges", "after his indictment"."""
    entry, trigger = match.entry, match.trigger
    named = [m for m in match.recipients if not is_unnamed(m) and m.form != "adjective"]
    if not match.recipients and (entry.pos == "noun" or _is_aside(trigger)):
        named = match.recipients = _accused(match)
    if match.stance.status in {Status.HYPOTHETICAL, Status.DENIED}:
        return False
    if not named and entry.pos == "verb" and entry.lemma in _DEEDS["charges"]:
        named = match.recipients if _is_case_of_state(trigger) else []  # "two men were charged with terrorism"
    if not named:
        return False
    if entry.pos == "noun":
        link = syntax.preposition(syntax.first_conjunct(trigger))
        known = any(m.entity.country or m.entity.sector for m in named)
        return known and link in _PREPOSITIONS["upon"] and not _CRIME["charges"].isdisjoint(lemmas(trigger))
    if entry.pos != "verb":
        return False
    if entry.lemma == "face":  # "faces charges of fraud"
        return any(m.entity.country or m.entity.sector for m in named)
    said = bool(syntax.auxiliaries(trigger)) or _is_aside(trigger)
    passive = said and syntax.is_passive(trigger) and not syntax.agents(trigger)
    return passive and entry.lemma in _DEEDS["charged"] and Ground.RECIPIENT_FURTHER_DOWN not in match.notes


def _nobody_acts(verb: Token) -> bool:
    """Whether the verb leaves open who acts: a passive without an agent, or a weapon as its subject."""
    if syntax.is_passive(verb):
        return not syntax.agents(verb) or all(is_weapon(t) for t in syntax.agents(verb))
    return _weapon_acts(verb)


def _weapon_acts(verb: Token) -> bool:
    found = syntax.agents(verb) if syntax.is_passive(verb) else syntax.logical_subjects(verb)
    return bool(found) and all(is_weapon(t) for t in found)


def is_told(verb: Token) -> bool:
    """Whether a verb tells what happened, and does not describe somebody: "those killed in the war"."""
    if verb.dep_ == "conj" and verb.head.pos_ == "ADJ" and not syntax.auxiliaries(verb):
        return False  # "leaving 27 people dead and 180 injured"
    noun = syntax.antecedent(verb)
    if noun is None:
        return True
    if syntax.is_passive(verb) and (noun.pos_ == "PROPN" or (noun.head.pos_ == "PROPN" and noun.dep_ == "appos")):
        return True  # "Ana Li, who was kidnapped", "Ana Li, the man charged with murder"
    if syntax.is_passive(verb) and (is_dated(verb) or _is_placed_past(verb)):
        return True  # "those arrested on Monday", "protesters who were arrested in Gao"
    # a headline: "Ten soldiers killed near Gao"
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and syntax.first_conjunct(noun).dep_ == "ROOT"


def is_dated(verb: Token) -> bool:
    """Whether the clause of a verb says on which day or in which month it was."""
    return any(t.head == verb and not _UNNAMED["days"].isdisjoint(x.lower_ for x in t.subtree) for t in verb.children)


def _is_placed_past(verb: Token) -> bool:
    """Whether a relative clause of its own tense says where it was: "protesters who were arrested in Gao"."""
    past = any(t.tag_ == "VBD" for t in syntax.auxiliaries(verb))
    return past and any(word in _PREPOSITIONS["where_arrested"] for word, _ in syntax.obliques(verb))
