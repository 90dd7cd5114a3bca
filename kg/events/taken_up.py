"""What a pronoun takes up where it stands for a thing: "held drills; Oman called them a threat"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.events.parties import Parties
from kg.language import syntax

SINGULAR, PLURAL = {"it", "this", "that"}, {"them", "these", "those"}
BESIDE = {"parataxis", "conj"}


def thing(pronoun: Token, parties: Parties) -> Token | None:
    """The object of the clause before, for a pronoun that is the object of the clause beside it.

    Args:
        pronoun: The pronoun.
        parties: Who is named: a pronoun means a thing only where it means nobody.

    Returns:
        None where the clause before has no object of that number, or one that is somebody.

    Example:
        >>> doc = nlp("Chad held drills; Mali called them a threat.")
        >>> thing(doc[6], Parties(doc, [])).text
        'drills'
    """
    word, verb = pronoun.lower_, pronoun.head
    if word not in SINGULAR | PLURAL or verb.dep_ not in BESIDE or pronoun not in syntax.objects(verb):
        return None
    before = [t for t in syntax.objects(verb.head) if t.i < verb.left_edge.i and t.pos_ == "NOUN"]
    plural = [t.tag_ == "NNS" or bool(syntax.conjuncts(t)) for t in before]
    if len(before) != 1 or plural[0] != (word in PLURAL):
        return None
    return None if parties.of(before[0]) or parties.of(pronoun) else before[0]


def is_only_pointed_at(verb: Token) -> bool:
    """Whether what is refused is pointed at, or not said again: "ruled that out", "they refused"."""
    objects = [c for c in verb.children if c.dep_ in {"obj", "dobj"}]
    if not objects:
        return not syntax.complements(verb) and not syntax.obliques(verb) and not syntax.is_passive(verb)
    return all(t.lower_ in SINGULAR for t in objects)
