"""Words, noun phrases and prepositional phrases, the same for both label schemes."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.language.labels import (
    APPOSITION,
    AUXILIARY,
    BARE_ADVERBIAL,
    INSIDE_PHRASE,
    MODIFIER,
    OBJECT,
    OBLIQUE,
    POSSESSOR,
    SUBJECT,
    children,
    is_preposition,
)
from kg.language.parse import remembered

# Words and phrases


@remembered
def conjuncts(token: Token) -> list[Token]:
    """The other members of the coordination that a token belongs to: "X, Y and Z" gives Y and Z for X."""
    head = first_conjunct(token)
    found: list[Token] = []
    todo = [head]
    while todo:
        here = todo.pop()
        for child in here.children:
            if child.dep_ == "conj" and child not in found:
                found.append(child)
                todo.append(child)
    if not found:
        return []
    return sorted({head, *found} - {token}, key=lambda t: t.i)


@remembered
def first_conjunct(token: Token) -> Token:
    """The first member of the coordination, the token itself if there is none."""
    seen = 0
    while token.dep_ == "conj" and token.head != token and seen < 50:
        token, seen = token.head, seen + 1
    return token


def with_conjuncts(tokens: list[Token]) -> list[Token]:
    """The tokens and, after each, those coordinated behind it."""
    out: list[Token] = []
    if len(tokens) == 1:  # as nearly always
        first = tokens[0]
        return [first, *(t for t in conjuncts(first) if t.i > first.i)]
    for token in tokens:
        for member in [token, *conjuncts(token)]:
            if member not in out and member.i >= token.i:
                out.append(member)
    return out


@remembered
def possessors(noun: Token) -> list[Token]:
    """Whose it is: "Russia" in "Russia's invasion", "its" in "its invasion"."""
    return children(noun, POSSESSOR)


@remembered
def appositions(noun: Token) -> list[Token]:
    """Heads of appositions: "the president" in "Kim, the president of …"."""
    return children(noun, APPOSITION)


@remembered
def modifiers(noun: Token) -> list[Token]:
    """Adjectives and nouns standing before the head: "Russian", "gas" in "Russian gas exports"."""
    found = [m for c in children(noun, MODIFIER) if c.i < noun.i and not case(c) for m in with_conjuncts([c])]
    return [m for c in found for m in (*_hyphened(c), c)]


def _hyphened(modifier: Token) -> list[Token]:
    """What a hyphen joins to a modifier: "Russian" in "Russian-French exercises"."""
    marks = {"-", "–", "—", "/"}
    return [c for c in children(modifier, MODIFIER) if c.i < modifier.i - 1 and modifier.nbor(-1).text in marks]


@remembered
def flat_parts(noun: Token) -> list[Token]:
    """The other words of a name: "Jong", "Un" under "Kim"."""
    return children(noun, {"flat", "compound", "goeswith"})


@remembered
def noun_phrase(noun: Token) -> Span:
    """The noun with determiners, adjectives, compounds and possessors; no clauses, appositions or prepositions."""
    left = right = noun.i
    for child in noun.children:
        if child.dep_ in INSIDE_PHRASE and not case(child):
            left = min(left, child.left_edge.i)
            if child.dep_ in {"flat", "compound", "goeswith", "fixed", "nummod"}:
                right = max(right, child.right_edge.i)
    return noun.doc[left : right + 1]


def is_pronoun(token: Token) -> bool:
    """Whether it is a personal, possessive or relative pronoun."""
    return token.tag_ in {"PRP", "PRP$", "WP", "WP$", "WDT"} or token.pos_ == "PRON"


@remembered
def is_verb(token: Token) -> bool:
    """Whether it is a verb in any form, auxiliaries left out; one with subject and object is, whatever its tag."""
    if token.tag_.startswith("VB"):
        return token.dep_ not in AUXILIARY
    if not token.tag_.startswith("NN") or not children(token, SUBJECT):
        return False
    return bool(children(token, OBJECT)) or _is_bare_predicate(token)


def _is_bare_predicate(noun: Token) -> bool:
    """Whether what was read as a noun is the verb of its sentence: "thousands of Slovaks protest in Bratislava"."""
    return noun.dep_ == "ROOT" and noun.tag_ in {"NN", "NNS"} and not children(noun, _BESIDE)


_BESIDE = INSIDE_PHRASE | AUXILIARY | {"cop", "case"}


# Prepositional phrases


@remembered
def case(token: Token) -> str:
    """The preposition of a UD noun, lower-case, with its fixed parts ("because of"); "" for none."""
    words: list[str] = []
    for child in token.children:
        if child.dep_ == "case" and child.tag_ != "POS" and child.i < token.i:
            words.append(child.lower_)
            words.extend(c.lower_ for c in child.children if c.dep_ == "fixed")
    return " ".join(words)


@remembered
def preposition(noun: Token) -> str:
    """The preposition that governs a noun, lower-case; "" for none.

    Example:
        In "sanctions on Russia" the answer for "Russia" is "on".
    """
    if noun.dep_ == "conj" and not case(noun):
        return preposition(first_conjunct(noun)) if first_conjunct(noun) != noun else ""
    if noun.dep_ == "pobj":
        outer = noun.head.head
        nested = outer.dep_ == "prep" and noun.head.dep_ == "prep"
        return f"{outer.lower_} {noun.head.lower_}" if nested else noun.head.lower_
    return case(noun)


@remembered
def obliques(token: Token) -> list[tuple[str, Token]]:
    """Prepositional phrases of a verb or noun: pairs of preposition and noun, members of a coordination each.

    Example:
        For "imposed" in "imposed sanctions on Iran and Syria" with the phrase on the verb: ("on", Iran), ("on", Syria).
    """
    found: list[tuple[str, Token]] = []
    for child in token.children:
        if child.dep_ in OBLIQUE and (prep := case(child)):
            found += [(case(m) or prep, m) for m in with_conjuncts([child])]
        elif is_preposition(child) or child.dep_ == "prep":
            found += clearnlp_phrase(child, child.lower_)
    return found


def clearnlp_phrase(prep: Token, words: str) -> list[tuple[str, Token]]:
    """The nouns under a ClearNLP preposition, each with the words that lead to it ("out of")."""
    found: list[tuple[str, Token]] = []
    for child in prep.children:
        if child.dep_ == "pobj":
            found += [(words, m) for m in with_conjuncts([child])]
        elif child.dep_ == "prep":
            found += clearnlp_phrase(child, f"{words} {child.lower_}")
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            found += clearnlp_phrase(child, child.lower_)
    return found


@remembered
def gerunds(token: Token) -> list[tuple[str, Token]]:
    """Verbs under a preposition: ("of", supplying) in "accused of supplying weapons"."""
    found: list[tuple[str, Token]] = []
    for child in token.children:
        if child.dep_ in {"advcl", "acl", "obl", "nmod", "xcomp", "ccomp"} and child.tag_ == "VBG":
            marks = [m for m in child.children if m.dep_ in {"mark", "case"} and m.tag_ == "IN"]
            if marks:
                found += [(marks[0].lower_, m) for m in with_conjuncts([child])]
        elif child.dep_ in {"prep", "agent"}:
            for inner in children(child, {"pcomp"}):
                found += [(child.lower_, m) for m in with_conjuncts([inner])]
    return found


@remembered
def adverbial_nouns(verb: Token) -> list[Token]:
    """Nouns used as adverbs, without preposition: "Friday", "last week"."""
    return children(verb, BARE_ADVERBIAL)
