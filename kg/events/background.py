"""What a text tells of the past behind the news."""

from __future__ import annotations

from spacy.tokens import Token

from kg.events.status import words
from kg.language import syntax
from kg.language.lemmas import lemmas


def is_background(trigger: Token) -> bool:
    """Whether the clause itself says that the act lies far back: "has jailed its critics in recent years"."""
    if not syntax.is_verb(trigger):
        if any(m.lower_ in words()["past_modifiers"] for m in syntax.modifiers(trigger)):
            return True
        known = syntax.possessors(trigger) or any(c.lower_ in {"the", "its", "their", "this"} for c in trigger.children)
        verb = next((t for t in trigger.ancestors if syntax.is_verb(t)), None)
        news = verb is not None and any(form in words()["aspects"] for form in lemmas(verb))
        return bool(trigger.lemma_.lower() in words()["lasting"] and known and not news)
    noun = syntax.antecedent(trigger)
    if noun is not None and noun.lemma_.lower() == "time":
        if syntax.preposition(noun) == "at":
            return True  # "at a time when Russia wages war"
        if any(m.lower_ == "last" for m in syntax.modifiers(noun)):
            return True  # "the last time Malta sent troops"
    clause = " ".join(t.lower_ for t in syntax.clause_tokens(trigger))
    return any(f" {phrase} " in f" {clause} " for phrase in words()["background"])
