"""Infinitives that tell what for: "came to mediate" leaves open whether he did, "used drones to attack" does not."""

from __future__ import annotations

from spacy.tokens import Token

from kg.core.plover import Status
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_ATTITUDES, _DEEDS, _SENSES, _SPEECH = map(en.lists, ("attitudes", "deeds", "senses", "speech"))
_NOUNS = en.groups("attitudes")["nouns"]
_SUPERLATIVES = {"JJS", "RBS"}


def of_purpose(verb: Token) -> Status | None:
    """What it says of an act that it is told as what something else is for; None where that leaves it alone."""
    if syntax.marker(verb) != "to" or verb.tag_ == "VBG" or not _is_purpose(verb) or is_of_rank(verb):
        return None  # also "pleaded guilty to murdering"
    outer = syntax.governor(verb)
    by_means = outer is not None and (_done_by_then(outer) or _is_help_sent(verb, outer) or _is_met_for(verb, outer))
    return None if by_means or _is_said_by_it(verb, outer) else Status.PLANNED


def is_of_rank(verb: Token) -> bool:
    """ "the first leader to call", "the oldest man to be executed": the infinitive tells what was done."""
    noun = syntax.antecedent(verb)
    if noun is None:
        return False
    before = [t for m in syntax.modifiers(noun) for t in m.subtree]
    return any(t.lower_ in _ATTITUDES["ranks"] or t.tag_ in _SUPERLATIVES for t in (noun, *before))


def _is_purpose(verb: Token) -> bool:
    """Whether an infinitive tells what for: "came to mediate", and, whatever the parse, "massed to attack"."""
    outer, noun = syntax.governor(verb), syntax.antecedent(verb)
    if noun is not None and any(noun.lemma_.lower() in group for group in _NOUNS.values()):
        return False  # "its willingness to cooperate": the noun says how sure it is
    made_ready = outer is not None and any(form in _ATTITUDES["readies"] for form in lemmas(outer))
    return made_ready or not syntax.is_complement(verb)


def _done_by_then(verb: Token) -> bool:
    """Whether what a verb serves is done with it: "used drones to attack", "voted to recognise", "acted to ban"."""
    forms, things = lemmas(verb), {form for t in syntax.objects(verb) for form in lemmas(t)}
    if _DEEDS["done_by_then"] & set(forms):
        return True
    spoken = {form for word, t in syntax.obliques(verb) if word == "to" for form in lemmas(t)}
    if "take" in forms and not _SPEECH["stages"].isdisjoint(spoken):
        return True  # "took to Twitter to congratulate him"
    return bool({"take", "do"} & set(forms)) and bool(things & _SENSES["things_done"])


def _is_help_sent(verb: Token, outer: Token) -> bool:
    """Whether help is given by what is sent or given: "sent soldiers to support the army"."""
    done = syntax.is_past(outer) or syntax.is_passive(outer) or outer.tag_ in {"VBZ", "VBP"}
    sent = not _DEEDS["sends"].isdisjoint(lemmas(outer)) and done
    return sent and not _DEEDS["helps"].isdisjoint(lemmas(verb))


def _is_said_by_it(verb: Token, outer: Token | None) -> bool:
    """Whether what is done is done to say something, and says it: "spoke to thank him", "marched to protest"."""
    if _SPEECH["performative"].isdisjoint(lemmas(verb)):
        return False
    noun = syntax.antecedent(verb)
    return outer is not None or (noun is not None and not _SPEECH["occasions"].isdisjoint(lemmas(noun)))


def _is_met_for(verb: Token, outer: Token) -> bool:
    """Whether people have met to talk: "held calls to discuss the launch"."""
    met = not _SPEECH["meets"].isdisjoint(lemmas(outer)) and syntax.is_past(outer)
    return met and not _SPEECH["talks"].isdisjoint(lemmas(verb))
