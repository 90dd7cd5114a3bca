"""Which acts a sentence takes for granted, whatever it says of the words above them: "failed to condemn the attack"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.language import en, syntax
from kg.language.lemmas import lemmas

_ATTITUDES, _PRESUMED, _SMALL_WORDS = en.lists("attitudes"), en.lists("presumed"), en.lists("small_words")
_NOUNS = en.groups("attitudes")["nouns"]


def takes_for_granted(verb: Token, noun: Token) -> bool:
    """Whether a verb presupposes what the noun under it names: "failed to condemn the attack"."""
    forms = lemmas(verb)
    if any(form in _ATTITUDES["clause_only"] for form in forms):
        return True  # "I mean the sanctions"
    if not syntax.is_verb(verb):
        return False
    # What ties two states is there, whoever speaks of it.
    known = _known_act(noun) or _known_act(syntax.first_conjunct(noun)) or noun.lemma_.lower() in _PRESUMED["bonds"]
    taken_up = known and not _PRESUMED["takes_up"].isdisjoint(forms)
    if taken_up or not _PRESUMED["presupposes"].isdisjoint(forms):
        return True
    if _is_owned(noun) and not _PRESUMED["ends"].isdisjoint(forms):
        return True
    if noun in syntax.subjects(verb) and is_pointed_at(noun) and _is_under_way(noun):
        return True  # "the current visit would serve to": only what comes of it is open
    if noun in syntax.objects(verb):
        return not _PRESUMED["orders"].isdisjoint(forms)  # "ordered the suspension of": with that it is suspended
    ended = any(t.lower_ in _PRESUMED["pauses"] for t in syntax.objects(verb))
    return ended and known and syntax.preposition(noun) == "to"  # "will bring an end to the war"


def only_mentions(above: Token, noun: Token) -> bool:
    """Whether a known act is named to say of which something else is: "impact on the talks", "refuge from his attacks".

    What is planned, feared or denied is then that other thing.
    """
    if not _known_act(noun):
        return False
    if above.pos_ == "ADJ":
        return syntax.preposition(noun) in _PRESUMED["adjunct"]  # "concerned about the talks"
    if syntax.is_verb(above):
        return syntax.preposition(noun) == "from" and not any(form in _ATTITUDES["denied"] for form in lemmas(above))
    held_off = any(form in group for group in _NOUNS.values() for form in lemmas(above))
    return (
        above.pos_ == "NOUN"
        and not held_off
        and not syntax.is_predicate(above)
        and above.lemma_ not in _ATTITUDES["cases"]
    )


def _known_act(noun: Token) -> bool:
    """Whether readers are taken to know of an act: "the talks", "its attack", "Russian aggression", "ongoing talks"."""
    return is_pointed_at(noun) or _is_owned(noun) or _is_under_way(noun)


def _is_under_way(noun: Token) -> bool:
    """ "the current visit", "ongoing talks"."""
    return any(m.lower_ in _PRESUMED["under_way"] for m in syntax.modifiers(noun))


def is_pointed_at(noun: Token) -> bool:
    """Whether a noun is one that readers can tell: "the talks", "these talks", "its attack"."""
    shown = any(c.lower_ in _SMALL_WORDS["pointing"] for c in noun.children)
    return shown or bool(syntax.possessors(noun))


def _is_owned(noun: Token) -> bool:
    """ "its attack", "Russian aggression"."""
    return bool(syntax.possessors(noun)) or any(m.text[0].isupper() for m in syntax.modifiers(noun))


def is_reason(word: str, noun: Token) -> bool:
    """Whether a phrase tells why or when something is done: "because of the raid", "in response to the raid".

    Args:
        word: Its preposition.
        noun: The noun behind it.
    """
    known = word in {"in", "as"} and noun.lemma_.lower() in _PRESUMED["reason_nouns"]
    return known or word in _PRESUMED["reasons"]
