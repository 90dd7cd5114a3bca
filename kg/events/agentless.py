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
    entry = match.entry
    if entry.type == EventType.ACCUSE:
        return _is_accused(match)
    if not entry.type.has(Trait.UNNAMED) or (entry.mutual and match.recipients):
        return False
    if any(rule(match) for rule in (_is_circumstance, _is_of_none, _is_not_done, _is_only_of_who_holds)):
        return False
    if entry.pos == "noun":
        return _is_told_by_noun(match)
    return entry.pos == "verb" and _is_told_by_verb(match)


def _is_circumstance(match: Match) -> bool:
    """Whether a verb says under what somebody acts, or that people fled, which is no act on them.

    "Was forced to sell", "is allowed to enter".
    """
    entry = match.entry
    return entry.lemma == "displace" or (entry.pos == "verb" and entry.lemma in _DEEDS["circumstances"])


def _is_not_done(match: Match) -> bool:
    """Whether nobody did it, or only might, or it is still ahead: what nobody is said to plan, but for protests."""
    if match.stance.status == Status.PLANNED:
        return match.entry.type != EventType.PROTEST
    return match.stance.status in {Status.HYPOTHETICAL, Status.DENIED}


def _is_only_of_who_holds(match: Match) -> bool:
    """Whether a verb of yielding says who holds what, not who left: "the city has been liberated"."""
    entry = match.entry
    yields = entry.type in {EventType.RETREAT, EventType.CONCEDE} and entry.pos == "verb" and entry.mode != "release"
    return yields and _UNNAMED["eases"].isdisjoint(lemmas(match.trigger))


def _is_told_by_noun(match: Match) -> bool:
    """Whether a noun tells that the act took place; of a long war only that it broke out or goes on.

    "Clashes erupted"; not "prices rose due to the war in Mali".
    """
    noun, status, type_ = match.trigger, match.stance.status, match.entry.type
    if match.entry.lemma in _BACKGROUND["long_wars"]:
        return noun in syntax.subjects(noun.head) and not _UNNAMED["occurs"].isdisjoint(lemmas(noun.head))
    sure = status in {Status.ASSERTED, Status.HISTORICAL} or not type_.has(Trait.ALONE)
    return (sure and is_reported(noun)) or is_certain(match)


def _is_told_by_verb(match: Match) -> bool:
    """Whether a verb tells an act on somebody and leaves open who did it: "three soldiers were killed"."""
    verb, weapon = match.trigger, _weapon_acts(match.trigger)
    if weapon and not match.entry.type.has(Trait.ATTACK):
        return False  # "the attack cut power": that is no sanction
    nobody = "subject" in match.entry.recipient or _nobody_acts(verb)  # "came under fire", "died in a raid"
    return nobody and is_told(verb) and _is_on_something(match, weapon)


def _is_on_something(match: Match, weapon: bool) -> bool:
    """Whether it is said what was hit or taken, or with what: "two rifles were seized", "a bomb exploded"."""
    entry = match.entry
    if match.recipients or any(c.slot == "object" and c.kind == "words" for c in entry.when):
        return True
    if entry.mode in {"aerial", "heavy-weapons", "explosives"} and match.frame.slot("object"):
        return True
    return entry.type.has(Trait.ATTACK) and (weapon or bool(attacks(match)))


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
        return (
            _is_of_some(named) and link in _PREPOSITIONS["upon"] and not _CRIME["charges"].isdisjoint(lemmas(trigger))
        )
    if entry.pos != "verb":
        return False
    return _is_of_some(named) if entry.lemma == "face" else _is_charged(match)  # "faces charges of fraud"


def _is_of_some(named: list[Mention]) -> bool:
    """Whether a country or an office of somebody is known."""
    return any(m.entity.country or m.entity.sector for m in named)


def _is_charged(match: Match) -> bool:
    """Whether a passive says that somebody stands accused, and not who accuses him: "was charged with treason"."""
    verb = match.trigger
    said = bool(syntax.auxiliaries(verb)) or _is_aside(verb)
    passive = said and syntax.is_passive(verb) and not syntax.agents(verb)
    return passive and match.entry.lemma in _DEEDS["charged"] and Ground.RECIPIENT_FURTHER_DOWN not in match.notes


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
