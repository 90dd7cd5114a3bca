"""What a text tells of the past behind the news."""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Token

from kg.events import tense
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_BACKGROUND, _SMALL_WORDS = en.lists("background"), en.lists("small_words")


def is_background(trigger: Token) -> bool:
    """Whether the clause itself says that the act lies far back: "has jailed its critics in recent years"."""
    return _is_past_deed(trigger) if syntax.is_verb(trigger) else _is_lasting(trigger)


def _is_lasting(noun: Token) -> bool:
    """Whether a noun names what is long known: "the annexation of Crimea", "the former embargo"."""
    if any(m.lower_ in _BACKGROUND["past_modifiers"] for m in syntax.modifiers(noun)):
        return True
    if syntax.preposition(noun) == "of" and not _BACKGROUND["anniversaries"].isdisjoint(lemmas(noun.head)):
        return True  # "the anniversary of the agreement"
    known = syntax.possessors(noun) or any(c.lower_ in _SMALL_WORDS["known"] for c in noun.children)
    verb = next((t for t in noun.ancestors if syntax.is_verb(t)), None)
    news = verb is not None and any(form in _BACKGROUND["aspects"] for form in lemmas(verb))
    return bool(noun.lemma_.lower() in _BACKGROUND["lasting"] and known and not news)


def _is_past_deed(verb: Token) -> bool:
    """Whether the clause of a verb says that it lies far back: "used to support", "the last time Malta sent troops"."""
    if _is_given_up(verb) or _was_once(verb):
        return True
    noun = syntax.antecedent(verb)
    if noun is not None and noun.lemma_.lower() == "time":
        if syntax.preposition(noun) == "at":
            return True  # "at a time when Russia wages war"
        if any(m.lower_ == "last" for m in syntax.modifiers(noun)):
            return True  # "the last time Malta sent troops"
    if tense.tense(verb) == "present":
        return False  # "recognises the genocide of the colonial era"
    tokens = list(syntax.clause_tokens(verb))
    clause = f" {' '.join(t.lower_ for t in tokens)} "
    for phrase in _BACKGROUND["background"]:
        if (at := clause.find(f" {phrase} ")) >= 0:
            last = tokens[clause[:at].count(" ") + phrase.count(" ")]
            if not _describes(last, verb):
                return True
    return False


def _describes(word: Token, verb: Token) -> bool:
    """Whether a time tells of a thing and not when the verb's act was: "criticised the policy of recent years"."""
    above = takewhile(lambda t: t != verb, (word, *word.ancestors))
    return any(syntax.preposition(t) == "of" and t.head != verb for t in above)


def _is_given_up(verb: Token) -> bool:
    """ "used to support"; not "drones were used to attack", "used drones to attack"."""
    outer = syntax.governor(verb)
    if outer is None or outer.lower_ != "used" or syntax.marker(verb) != "to":
        return False
    return not syntax.auxiliaries(outer) and not syntax.objects(outer) and outer.tag_ == "VBD"


def _was_once(verb: Token) -> bool:
    """ "had once opposed"; not "once again opposed", "once it opposed"."""
    once = next((c for c in verb.children if c.lower_ == "once" and c.dep_ == "advmod" and c.i < verb.i), None)
    return (
        once is not None
        and syntax.is_past(verb)
        and once.nbor().lower_ not in {"again", "more"}
        and verb.i - once.i < 3
    )
