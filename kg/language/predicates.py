"""How a predicate is said: auxiliaries and tense, negated, asked, as a condition; the same for both label schemes."""

from __future__ import annotations

from spacy.tokens import Token

from kg.language import en
from kg.language.clauses import governor, marker, subjects
from kg.language.labels import AUXILIARY, NEGATORS, PARTICLE, PASSIVE_SUBJECT, SUBJECT, children
from kg.language.parse import remembered
from kg.language.phrases import is_verb

_SMALL_WORDS = en.lists("small_words")
_NONE = en.lists("losses")["none"]
_COUNTS = {"det", "cc:preconj", "preconj", "advmod", "nummod"}
_CONTRACTED: dict[str, str] = en.maps("small_words")["contracted"]
_SUBJECTS = SUBJECT | PASSIVE_SUBJECT


@remembered
def is_question(verb: Token) -> bool:
    """Whether the clause asks if it is so: "does Iran expect …?", "is Iran ready to …?"; not what, who or why."""
    ahead = [t for t in auxiliaries(verb) if t.tag_ != "TO"]
    said = subjects(verb)
    if not ahead or not said or ahead[0].i > said[0].i or not any(t.lower_ == "?" for t in verb.sent[-3:]):
        return False
    return not any(t.tag_ in {"WP", "WDT", "WRB", "WP$"} for t in verb.doc[verb.left_edge.i : ahead[0].i])


@remembered
def is_inverted_condition(verb: Token) -> bool:
    """Whether the clause is a condition by its word order: "were Iran to attack", "should Iran attack"."""
    if verb.tag_ != "VB":
        return False
    outer = governor(verb)
    said = subjects(verb) or (subjects(outer) if outer is not None and outer.lower_ == "were" else [])
    first = said[0].left_edge if said else verb
    opener = first.i if first.lower_ == "were" else first.i - 1  # some parsers hang "were" on the subject
    if opener < verb.sent.start or verb.doc[opener].lower_ not in {"were", "should"}:
        return False
    return not any(t.lower_ == "?" for t in verb.sent[-3:]) and not any(
        t.tag_ in {"WP", "WDT", "WRB"} for t in verb.doc[max(verb.sent.start, opener - 2) : opener]
    )


@remembered
def auxiliaries(verb: Token) -> list[Token]:
    """Auxiliary and copular verbs of a predicate."""
    found = children(verb, AUXILIARY)
    if verb.dep_ in {"acomp", "attr"}:
        found = [*children(verb.head, AUXILIARY), verb.head]
    finite = verb.tag_ in {"VBD", "VBZ"}  # "will visit and expressed hope": that has none
    if not found and verb.dep_ == "conj" and not finite and not children(verb, _SUBJECTS):
        return auxiliaries(verb.head)  # "will meet Xi and sign a deal"
    return sorted(found, key=lambda t: t.i)


@remembered
def modal(verb: Token) -> str | None:
    """The modal verb, lower-case: "will", "would", "may", "could", "must" …"""
    for aux in auxiliaries(verb):
        if aux.tag_ == "MD":
            return _CONTRACTED.get(aux.lower_, aux.lower_)
    return None


@remembered
def is_negated(token: Token) -> bool:
    """Whether a verb or noun is negated: "did not attack", "no talks", "without talks"."""
    if any(_negates(child) for child in token.children):
        return True
    if any(_is_nobody(subject) for subject in children(token, _SUBJECTS)):
        return True
    if (
        marker(token) == "to"
        and token.head.lower_ in _SMALL_WORDS["has_yet"]
        and any(c.lower_ == "yet" for c in (*token.head.children, *token.children))
    ):
        return True  # "has yet to agree"
    if token.dep_ == "conj" and is_verb(token) and any(c.lower_ in {"or", "nor"} for c in children(token, {"cc"})):
        return is_negated(token.head)  # "does not confirm or deny"
    if token.dep_ in {"pobj", "pcomp"} and token.head.lower_ == "without":
        return True
    if token.dep_ in {"acomp", "attr"}:
        return any(c.dep_ == "neg" for c in token.head.children)
    return any(aux.i < token.i and any(c.dep_ == "neg" for c in aux.children) for aux in children(token, AUXILIARY))


def _is_nobody(subject: Token) -> bool:
    """Whether nobody is the one who acts: "neither Chad nor Sudan attacked", "none of the rebels", "no soldiers"."""
    return any(t.lower_ in _NONE for t in (subject, *(c for c in subject.children if c.dep_ in _COUNTS)))


def _negates(word: Token) -> bool:
    """Whether a word makes what it belongs to its contrary: "not", "never", "without"; not the "not" of "not only"."""
    if word.dep_ in {"neg", "advmod", "det", "cc:preconj", "preconj"} and word.lower_ in NEGATORS:
        return word.i + 1 >= len(word.doc) or word.nbor().lower_ not in _SMALL_WORDS["not_only"]
    return word.dep_ in {"case", "mark"} and word.lower_ == "without"


@remembered
def is_past(verb: Token) -> bool:
    """Whether the clause is in a past or perfect tense."""
    if verb.tag_ == "VBD":
        return True
    return any(
        a.tag_ == "VBD" or a.lemma_ == "have" or (a.lower_ in _SMALL_WORDS["had"] and verb.tag_ == "VBN")
        for a in auxiliaries(verb)
    )


def is_past_perfect(verb: Token) -> bool:
    """Whether the clause is in the past perfect ("had seized")."""
    return any(a.lower_ in {"had", "'d"} and a.tag_ == "VBD" for a in auxiliaries(verb)) and verb.tag_ == "VBN"


def particle(verb: Token) -> str:
    """The particle of a phrasal verb ("over" in "hand over"), lower-case; "" for none."""
    for child in verb.children:
        if child.dep_ in PARTICLE:
            return child.lower_
    return ""


@remembered
def followers(verb: Token) -> list[Token]:
    """Words that may make one predicate with a verb: particles, and bare adverbs, objects and adjectives behind it."""
    found = []
    for child in verb.children:
        bare = child.i > verb.i and child.left_edge.i == child.i and child.pos_ in {"ADV", "ADP", "NOUN", "ADJ"}
        if child.dep_ in PARTICLE or (bare and child.i - verb.i <= 4 and child.dep_ not in {"conj", "punct"}):
            found.append(child)
    return found


@remembered
def is_predicate(token: Token) -> bool:
    """Whether an adjective or noun is what a clause says of its subject ("is ready", "is an ally")."""
    return token.dep_ in {"acomp", "attr"} or any(c.dep_ == "cop" for c in token.children)
