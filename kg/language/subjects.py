"""Whose subject a noun is where a small parser has hung it on the wrong verb, or has taken it for none or for two."""

from __future__ import annotations

from spacy.tokens import Token

from kg.language import en
from kg.language.clauses import marker, subjects
from kg.language.labels import INSIDE_PHRASE
from kg.language.lemmas import lemmas
from kg.language.phrases import is_verb

_REPAIRS = en.lists("repairs")
FINITE = {"VBD", "VBZ", "VBP"}
# What hangs on a verb, finite and without a word that joins it, is a clause of its own.
LOOSE = {"advcl", "parataxis"}


def is_second_subject(noun: Token) -> bool:
    """Whether a subject stands behind a verb that has one before it: "a court jails lawyer Ana Li"."""
    verb = noun.head
    if verb.tag_ not in FINITE or noun.i < verb.i or any(c.dep_ in {"obj", "ccomp"} for c in verb.children):
        return False
    return any(c.dep_ == "nsubj" and c.i < verb.i and c.tag_ not in {"WDT", "WP", "EX"} for c in verb.children)


def counted_with(noun: Token) -> Token | None:
    """The object that a seeming second subject is counted up with: "jails ten men for life, six women for a year"."""
    verb = noun.head
    if verb.tag_ not in FINITE or not any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children):
        return None
    said = next((c for c in verb.children if c.dep_ == "obj" and verb.i < c.i < noun.i), None)
    numbered = said is not None and all(any(c.dep_ == "nummod" for c in t.children) for t in (said, noun))
    return said if numbered and {noun.left_edge.text, noun.left_edge.nbor(-1).text} & {",", "and"} else None


def who_is_to_suffer(verb: Token) -> Token | None:
    """Whom "for" names before "to be" and a verb: the rebels, of "calls for the rebels to be freed"."""
    above = verb.head
    if marker(verb) != "to" or subjects(verb) or _REPAIRS["calling_for"].isdisjoint(lemmas(above)):
        return None
    nouns = [c for c in above.children if c.dep_ == "obl" and c.right_edge.i + 1 == verb.left_edge.i]
    passive = any(c.dep_ == "aux:pass" for c in verb.children)
    return next((n for n in nouns if passive and any(c.lower_ == "for" for c in n.children)), None)


def own_subject(verb: Token) -> Token | None:
    """The subject of a second clause that hung on the object of the first: "bombed Sudan and Kenya recalled …"."""
    first = verb.head
    if not is_verb(first) or subjects(verb) or verb.i == 0:
        return None
    if verb.dep_ != "conj" and (verb.dep_ not in LOOSE or marker(verb)):
        return None
    if any(c.dep_ == "cc" for c in verb.children):
        return None  # "bombed Sudan and Kenya and recalled …" has a subject: that of the first
    noun = verb.nbor(-1)
    while noun.dep_ in INSIDE_PHRASE and noun.head.i < verb.i:
        noun = noun.head
    opens = any(c.dep_ == "cc" and c.lower_ in {"and", "but", "while"} and c.i < noun.i for c in noun.children)
    if noun.dep_ != "conj" or noun.pos_ not in {"NOUN", "PROPN"} or not opens or noun.right_edge.i != verb.i - 1:
        return None
    return noun if first.i < noun.head.i < noun.i and first in noun.ancestors else None
