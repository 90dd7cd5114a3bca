"""Acts for which nobody is named: "three soldiers were killed", "a bomb exploded", "clashes erupted".

Who did it is not guessed.  It is told where it stands beside the act, in the noun phrase of the attack ("killed in an
Israeli airstrike"), and who is only described ("gunmen") takes part as just that.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import yaml
from spacy.tokens import Token

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.core.records import Entity, Mention
from kg.events.lexicon import classes
from kg.events.match import Match
from kg.events.parties import Parties
from kg.events.status import words as status_words
from kg.language import syntax
from kg.language.lemmas import lemmas

UNNAMED = "unnamed"
# Behind these stands the attack in which somebody was hit.
_IN_ATTACK = ("in", "by", "during", "from", "after", "under", "amid", "of")
# Of whom these are said in the passive, he stands accused whoever it was: "has been charged with treason".
CHARGED = frozenset(
    {"accuse", "charge", "indict", "investigate", "suspect", "prosecute", "arraign", "sue", "implicate"}
)
HARM = frozenset({"kill", "wound", "injure", "hurt", "maim", "leave", "destroy", "damage", "slay", "massacre"})


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """The lists of ``unnamed.yaml``; ``people`` with those of the lexicon's class."""
    lists = yaml.safe_load((Path(__file__).parent / "data" / "unnamed.yaml").read_text("utf-8"))
    found = {name: frozenset(entries) for name, entries in lists.items()}
    return found | {"people": found["people"] | classes()["people"] | classes()["protesters"]}


def is_unnamed(mention: Mention) -> bool:
    """Whether somebody is only described: of no country, no name, nobody's."""
    entity = mention.entity
    if entity.kind == UNNAMED:
        return True
    return mention.form == "agent" and entity.country is None and "/" not in entity.id


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
        found = [m for t in match.frame.slot(name) for m in described(t, parties)]
        if found:
            return found
    return []


def described(token: Token, parties: Parties) -> list[Mention]:
    """Somebody whom a common noun or a number describes, and of whom no mention is known.

    Args:
        token: The head of a noun phrase.
        parties: The linked mentions.
    """
    if parties.covering(token) or syntax.is_pronoun(token) or not _is_people(token):
        return []
    if nationals := parties.citizens(token):
        return nationals
    phrase = syntax.noun_phrase(token)
    text = phrase.text
    entity = Entity(f"{UNNAMED}/{phrase.start_char}", text, UNNAMED)
    return [Mention(entity, text, phrase.start_char, phrase.start_char + len(text), "agent")]


def _is_people(token: Token) -> bool:
    if token.pos_ == "NUM":
        return token.tag_ == "CD" and not any(c.text in "$€£%" for c in token.children) and _counts(token)
    if token.pos_ not in {"NOUN", "ADJ", "DET", "PRON"}:
        return False
    forms = {token.lower_, *lemmas(token)}
    if forms & words()["counts"]:
        return _counts(token)
    return token.pos_ == "NOUN" and bool(forms & words()["people"])


def _counts(token: Token) -> bool:
    """Whether a count is one of people: of nothing, or "of" people."""
    of = [noun for word, noun in syntax.obliques(token) if word == "of"]
    return all({n.lower_, *lemmas(n)} & words()["people"] or n.pos_ == "PRON" for n in of)


def doer(match: Match, parties: Parties) -> list[Mention]:
    """Who did it by the attack that is named beside it: "killed in an Israeli airstrike", "died in Russian fire"."""
    for noun in _attacks(match):
        by = [t for word, t in syntax.obliques(noun) if word in {"by", "from"}]
        found = [m for t in by for m in parties.of(t) or described(t, parties)]
        if found := found or [m for m in parties.owners(noun) if not is_unnamed(m)]:
            return found
    return []


def _attacks(match: Match) -> list[Token]:
    """The nouns for an attack in which a verb, or one coordinated with it, says that somebody was hit."""
    verbs = [match.trigger, *(t for t in syntax.conjuncts(match.trigger) if not HARM.isdisjoint(lemmas(t)))]
    phrases = [t for verb in verbs for word, t in syntax.obliques(verb) if word in _IN_ATTACK]
    return [noun for noun in phrases if _is_weapon(noun)]


def allows(match: Match) -> bool:
    """Whether an act is told although nobody is said to have done it."""
    entry, trigger = match.entry, match.trigger
    if entry.type == EventType.ACCUSE and entry.pos == "verb" and match.recipients:
        named = any(not is_unnamed(m) and m.form != "adjective" for m in match.recipients)
        if entry.lemma == "face":  # "faces charges of fraud"
            return named
        passive = bool(syntax.auxiliaries(trigger)) and syntax.is_passive(trigger) and not syntax.agents(trigger)
        return named and passive and entry.lemma in CHARGED
    if not entry.type.has(Trait.UNNAMED) or (entry.mutual and match.recipients):
        return False
    if entry.pos == "verb":
        hit = bool(match.recipients) or _weapon_acts(trigger) or bool(_attacks(match))
        return hit and is_told(trigger) and _nobody_acts(trigger)
    return entry.pos == "noun" and is_reported(trigger)


def _nobody_acts(verb: Token) -> bool:
    """Whether the verb leaves open who acts: a passive without an agent, or a weapon as its subject."""
    if syntax.is_passive(verb):
        return not syntax.agents(verb) or all(_is_weapon(t) for t in syntax.agents(verb))
    return _weapon_acts(verb) or (verb.lemma_.lower() in {"die", "perish"})


def _weapon_acts(verb: Token) -> bool:
    found = syntax.agents(verb) if syntax.is_passive(verb) else syntax.logical_subjects(verb)
    return bool(found) and all(_is_weapon(t) for t in found)


def _is_weapon(token: Token) -> bool:
    return bool({token.lower_, *lemmas(token)} & words()["weapons"])


def is_reported(noun: Token) -> bool:
    """Whether an event noun tells that something took place: "clashes erupted", "there was an attack", a headline."""
    if any(t.lower_ in {"the", "this", "that", "these", "those"} for t in noun.children if t.pos_ == "DET") and not [
        t for word, t in syntax.obliques(noun) if word in {"in", "on", "near", "at", "against"}
    ]:
        return False  # "the attack left two dead": one that has been told
    first = syntax.first_conjunct(noun)
    head = first.head
    if head == first:
        return True
    if head.dep_ == "ROOT" and first in syntax.subjects(head):
        return not words()["occurs"].isdisjoint(lemmas(head)) or "be" in lemmas(head)
    if first in syntax.subjects(head):
        return not words()["occurs"].isdisjoint(lemmas(head))
    return first in syntax.objects(head) and not words()["reports"].isdisjoint(lemmas(head))


def is_no_politics(match: Match) -> bool:
    """Whether a sentence tells of an accident, a disaster or common crime."""
    tokens = list(match.trigger.sent)
    sentence = {form for t in tokens for form in (t.lower_, t.lemma_.lower())}
    sentence |= {f"{a.lower_} {b.lower_}" for a, b in pairwise(tokens)}
    if not words()["crime"].isdisjoint(sentence) or not status_words()["sports"].isdisjoint(sentence):
        return True
    if not match.entry.type.has(Trait.ATTACK):
        return False
    if not words()["disasters"].isdisjoint(sentence):
        return words()["bombs"].isdisjoint(sentence)
    explosion = not sentence.isdisjoint({"explosion", "blast", "explode"})
    armed = not (words()["weapons"] - {"explosion", "blast"} | words()["conflict"]).isdisjoint(sentence)
    if armed:
        return False
    if explosion and words()["industry"].isdisjoint(sentence):
        return False
    harmed = not HARM.isdisjoint(lemmas(match.trigger)) or match.trigger.lemma_.lower() in {
        "die",
        "perish",
        "destroy",
        "damage",
    }
    return explosion or harmed or not words()["accidents"].isdisjoint(sentence)


def one_act(found: list[Match]) -> list[Match]:
    """The matches of a sentence without what only tells the result of an attack, or names it once more.

    "A convoy was ambushed, with six soldiers killed", "16 are killed and 40 injured": of two attacks in a sentence one by
    nobody named is the other.
    """
    attacks = [m for m in found if m.entry.type.has(Trait.ATTACK)]
    open_ = [m for m in attacks if not m.actors]
    kept = open_[:1] if len(open_) == len(attacks) else []
    return [m for m in found if m not in open_ or m in kept]


def is_told(verb: Token) -> bool:
    """Whether a verb tells what happened, and does not describe somebody: "those killed in the war"."""
    noun = syntax.antecedent(verb)
    if noun is None:
        return True
    # a headline: "Ten soldiers killed near Gao"
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and syntax.first_conjunct(noun).dep_ == "ROOT"


def result_of(token: Token, found: list[Match]) -> Match | None:
    """The attack whose result a verb tells: "a bomb exploded, killing five", "kills 12 and wounds 40"."""
    if HARM.isdisjoint(lemmas(token)):
        return None
    outer = token.head if token.dep_ == "conj" else syntax.governor(token)
    for match in found:
        if match.trigger != outer or not match.entry.type.has(Trait.ATTACK):
            continue
        passive = syntax.is_passive(token)
        if token.dep_ == "conj" and (HARM.isdisjoint(lemmas(match.trigger)) or passive != syntax.is_passive(outer)):
            continue
        if (passive and token.dep_ == "conj" and not syntax.agents(token)) or not syntax.subjects(token):
            return match
    return None
