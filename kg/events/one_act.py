"""What is one act although it is told more than once: an attack and its result, a claim of what was told before."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.core.plover import Status
from kg.core.plover_table import Trait
from kg.core.records import Entity, Mention
from kg.events.agentless import is_dated
from kg.events.doers import AIMED, HARM, attacks, is_weapon
from kg.events.happened import has_date, is_reported
from kg.events.match import Match, same_side
from kg.events.parties import Parties
from kg.events.unnamed import aim, described, is_unnamed, thing_hit
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_PREPOSITIONS, _SMALL_WORDS, _UNNAMED = en.lists("prepositions"), en.lists("small_words"), en.lists("unnamed")
_HARMING = HARM | AIMED


def once(found: list[Match]) -> list[Match]:
    """The matches of a sentence without what only tells the result of an attack, or names it once more.

    "A convoy was ambushed, with six soldiers killed", "16 are killed and 40 injured": of two attacks in a sentence one
    by nobody named is the other.
    """
    again = (_is_talked_at, _is_of_fight)
    found = [m for m in found if not any(is_again(m, other) for other in found for is_again in again)]
    found = _without_attacks_named(found)
    told = [m for m in found if m.entry.type.has(Trait.ATTACK)]
    by = [a.entity for m in told for a in m.actors]
    open_ = [m for m in told if not m.actors and not _is_another(m) and not _is_on_those(m, by)]
    kept = open_[:1] if len(open_) == len(told) else []
    for match in told:
        if match.actors:
            _take_over_result(match, open_)
    return [m for m in found if m not in open_ or m in kept]


def _take_over_result(attack: Match, open_: list[Match]) -> None:
    """Gives an attack those whom its result names: "ten were killed when the army shelled a town"."""
    harm = next((m for m in open_ if m.recipients and _tells_result(m.trigger, attack.trigger)), None)
    if harm is not None:
        attack.hit_also(harm.recipients)


def _is_of_fight(match: Match, fight: Match) -> bool:
    """Whether a clause tells what a fight cost, hung on one of its sides: "clashes of A and B that killed ten"."""
    verb = match.trigger
    side = syntax.antecedent(verb) if not HARM.isdisjoint(lemmas(verb)) else None
    if side is None or match is fight or not (fight.entry.mutual and fight.entry.type.has(Trait.ATTACK)):
        return False
    by_thing = any(t.tag_ == "WDT" or t.lower_ == "that" for t in syntax.subjects(verb))
    return by_thing and fight.trigger.pos_ == "NOUN" and fight.trigger in side.ancestors


def _is_talked_at(match: Match, other: Match) -> bool:
    """Whether a meeting is told with what it was for: "held talks to discuss the crisis"."""
    both = match.entry.type == other.entry.type and match.entry.type.has(Trait.CONVERSATION)
    at = both and match is not other and syntax.marker(match.trigger) == "to"
    return at and syntax.governor(match.trigger) == other.trigger


def _tells_result(harm: Token, attack: Token) -> bool:
    """Whether a passive without a doer says what came of the act told beside it."""
    if HARM.isdisjoint(lemmas(harm)) and not syntax.is_passive(harm):
        return False
    breath = {harm, *syntax.conjuncts(harm)}
    alike = attack in breath and not HARM.isdisjoint(lemmas(attack)) and syntax.is_passive(attack)
    return alike or syntax.governor(attack) in breath


def _without_attacks_named(found: list[Match]) -> list[Match]:
    """The matches without the attack in which a verb says that somebody was hit: "ten were killed in a Taliban raid".

    The verb's match is told, with the attack's mode and, where nobody known was hit, whom the attack was against.
    """
    named: set[int] = set()
    for harm in found:
        if harm.entry.pos != "verb" or HARM.isdisjoint(lemmas(harm.trigger)) or not harm.actors:
            continue
        by = {a.entity.id for a in harm.actors}
        nouns = {t.i for t in attacks(harm)}
        for attack in found:
            noun = syntax.antecedent(attack.trigger) or attack.trigger  # "in an airstrike conducted by the army"
            sides = {a.entity.id for a in attack.actors}
            if noun.i in nouns and attack.entry.mutual and by < sides:
                named.add(harm.trigger.i)  # "killed in clashes between Chad and rebels": by neither alone
            elif noun.i in nouns and attack is not harm and by == sides:
                named.add(attack.trigger.i)
                _take_over_attack(harm, attack)
    return [m for m in found if m.trigger.i not in named]


def _take_over_attack(harm: Match, attack: Match) -> None:
    """Gives what a verb says that an attack did the attack's mode and, where nobody known was hit, its aim."""
    if harm.entry.mode is None and attack.entry.mode in harm.entry.type.modes:
        harm.entry = replace(harm.entry, mode=attack.entry.mode)
    if all(map(is_unnamed, harm.recipients)):
        harm.hit_also(attack.recipients)


def with_results(found: list[Match]) -> list[Match]:
    """The acts that are told of a sentence, an attack and the participle that tells whom it harmed as one.

    "Russian artillery targets Kherson, killing one person": whatever it was that told each of the two.
    """
    attacks_ = {m.trigger.i: m for m in found if m.entry.type.has(Trait.ATTACK)}
    told = []
    for match in found:
        verb, by = match.trigger, {m.entity.id for m in match.actors}
        harms = match.entry.pos == "verb" and verb.tag_ == "VBG" and not HARM.isdisjoint(lemmas(verb))
        outer = syntax.governor(syntax.first_conjunct(verb)) if harms and not syntax.subjects(verb) else None
        around = [] if outer is None else [outer, *syntax.subjects(outer)]  # "missiles strike Kherson, killing one"
        attack = next((attacks_[t.i] for t in around if t.i in attacks_), None)
        if attack is None or by.isdisjoint(m.entity.id for m in attack.actors):
            told.append(match)
            continue
        attack.hit_also(match.recipients, but=by)
    return told


def result_of(token: Token, found: list[Match]) -> Match | None:
    """The attack whose result a verb tells: "a bomb exploded, killing five", "kills 12 and wounds 40"."""
    if _HARMING.isdisjoint(lemmas(token)):
        return None
    outer = token.head if token.dep_ == "conj" else syntax.governor(token)
    first = syntax.governor(syntax.first_conjunct(token))  # "…, killing ten and damaging a school"
    for match in found:
        if match.trigger not in {outer, first} or not match.entry.type.has(Trait.ATTACK):
            continue
        if match.trigger == first != outer and not syntax.subjects(token) and token.tag_ == "VBG":
            return match
        if HARM.isdisjoint(lemmas(token)) and token.tag_ != "VBG":
            continue
        passive = syntax.is_passive(token)
        if token.dep_ == "conj" and (
            HARM.isdisjoint(lemmas(match.trigger)) or passive != syntax.is_passive(match.trigger)
        ):
            continue
        if (passive and token.dep_ == "conj" and not syntax.agents(token)) or not syntax.subjects(token):
            return match
    return None


def aimed_at(match: Match, parties: Parties) -> list[Mention]:
    """On what the attack was in which people were hit: "four were killed in a strike on a hospital in Yemen"."""
    if match.entry.pos != "verb" or HARM.isdisjoint(lemmas(match.trigger)):
        return []
    nouns = attacks(match)
    aims = [t for noun in nouns for word, t in syntax.obliques(noun) if word in {"on", "against", "at"}]
    verbs = [match.trigger, *syntax.conjuncts(match.trigger)] if nouns else []  # on which parsers hang it too
    aims += [t for verb in verbs for word, t in syntax.obliques(verb) if word in {"on", "against"} and t not in nouns]
    return [
        m
        for t in aims
        for m in parties.of(t, places=True) or parties.owners(t) or thing_hit(t, parties) or aim(t, parties)
    ]


def victims(match: Match, parties: Parties) -> list[Mention]:
    """Whom the result of an attack names: "opened fire, killing five people", "stormed a hall and killed a guard"."""
    taken = {m.entity.id for m in match.actors}
    hit = [t for harm in _harms(match) if not syntax.is_passive(harm) for t in syntax.logical_objects(harm)]
    found = [m for t in hit for m in parties.of(t, places=True) or described(t, parties) or parties.owners(t)]
    return [m for m in found if m.entity.id not in taken]


def _harms(match: Match) -> list[Token]:
    """The verbs that tell what an attack did: "killing" of "opened fire, killing five people"."""
    noun = match.entry.pos == "noun"
    nouns = [match.trigger] if noun else [t for t in match.frame.slot("object") if is_weapon(t)]
    outer = _verb_of_harm(match) if noun else None
    verb = match.trigger if outer is None else outer
    beside = (*syntax.adverbial_clauses(verb), *syntax.conjuncts(verb))
    harms = [t for t in beside if t != verb and not syntax.subjects(t)]
    harms += [] if outer is None else [outer]
    harms += [t for noun in nouns for t in (*syntax.relative_clauses(noun), *syntax.participles(noun))]
    return [t for t in harms if not _HARMING.isdisjoint(lemmas(t)) and t.tag_ != "VBN"]


def _verb_of_harm(match: Match) -> Token | None:
    """The verb whose subject a noun of attack is: "struck" of "the bombing struck a patrol, killing six"."""
    verb = match.trigger.head
    if match.entry.mutual or match.trigger not in syntax.subjects(verb) or _HARMING.isdisjoint(lemmas(verb)):
        return None
    return verb


def settle_claims(told: list[list[Match]]) -> None:
    """Gives an attack told before to those who claim it: "A bomb killed ten. The group claimed responsibility".

    The claim is then no event of its own.

    Args:
        told: The matches of each sentence; changed in place.
    """
    for number, found in enumerate(told):
        for claim in [m for m in found if m.entry.type.has(Trait.ATTACK) and _is_of_attack_told(m)]:
            near = [[m for m in told[i] if m.entry.type.has(Trait.ATTACK)] for i in range(max(0, number - 3), number)]
            before = next((attacks for attacks in reversed(near) if attacks), [])
            for match in before:
                if all(is_unnamed(a) for a in match.actors):
                    match.actors = list(claim.actors)
            if any({a.entity.id for a in m.actors} & {a.entity.id for a in claim.actors} for m in before):
                found.remove(claim)


def _is_of_attack_told(match: Match) -> bool:
    """Whether a sentence only says who did what was told: "claimed the attack", "it was carried out by rebels"."""
    if match.recipients or not match.actors or match.stance.status == Status.DENIED:
        return False
    if match.entry.lemma == "claim" or (match.entry.pos == "noun" and syntax.preposition(match.trigger) == "behind"):
        return True
    if match.entry.pos != "verb":
        return False
    verb = match.trigger
    known = any(c.lower_ in _SMALL_WORDS["shown"] for t in match.frame.slot("object") for c in t.children)
    return known and syntax.is_passive(verb) and not _UNNAMED["done"].isdisjoint(lemmas(verb))


def _is_another(match: Match) -> bool:
    """Whether an attack is another than the rest of its sentence: "in retaliation for the bombing in May"."""
    if match.entry.pos == "verb":  # "… after 40 people were killed there last week", "… while a shell hit a school"
        aside = syntax.marker(match.trigger) == "while" and any(map(is_weapon, syntax.subjects(match.trigger)))
        return aside or (syntax.marker(match.trigger) == "after" and is_dated(match.trigger))
    return match.entry.pos == "noun" and has_date(match.trigger) and not is_reported(match.trigger)


def _is_on_those(match: Match, doers: list[Entity]) -> bool:
    """Whether an attack is on those who attack in the same sentence: "bombed Gaza after rockets hit Israel"."""
    verb = match.trigger if match.entry.pos == "verb" else syntax.first_conjunct(match.trigger)
    before = syntax.marker(verb) if match.entry.pos == "verb" else syntax.preposition(verb)
    if before not in _PREPOSITIONS["because"]:
        return False
    return any(same_side(m.entity, doer) for m in match.recipients if not is_unnamed(m) for doer in doers)
