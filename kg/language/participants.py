"""Who is meant across clauses: subjects that are shared, controlled, relative or left out."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.language import en
from kg.language.clauses import agents, antecedent, governor, indirect_objects, is_passive, marker, objects, subjects
from kg.language.labels import (
    ADVERBIAL_CLAUSE,
    BLAMING,
    CALLING,
    CAUSATIVE,
    CHARGING,
    COMPLEMENT,
    ENGAGING,
    FINITE_MARKERS,
    INTENTIONS,
    OBJECT_GERUND,
    PARTICIPLE,
    RELATIVE,
    SENDING,
    SUBJECT_CONTROL,
)
from kg.language.lemmas import is_any_of
from kg.language.parse import remembered
from kg.language.phrases import appositions, flat_parts, is_verb, modifiers, obliques, possessors, with_conjuncts
from kg.language.predicates import auxiliaries, modal

_CONTROL = en.lists("control")
# Who is meant, across clauses


@remembered
def logical_subjects(verb: Token) -> list[Token]:
    """Who does it: the active subject or the passive agent, inherited where the clause leaves it out.

    Shared subjects ("met Xi and signed …"), control ("agreed to send", "urged Japan to send"), relative and participial
    clauses ("the army that seized …", "rebels fighting …") and adverbial clauses (", saying …") are followed.
    """
    return _subjects(verb, 0)


def _subjects(verb: Token, depth: int) -> list[Token]:
    if is_passive(verb):
        outer = governor(verb)
        causes = outer is not None and verb.dep_ in COMPLEMENT and is_any_of(outer, CAUSATIVE) and not auxiliaries(verb)
        return agents(verb) or (_subjects(outer, depth + 1) if causes and outer is not None and depth < 6 else [])
    return _resolved(subjects(verb), verb) or _inherited(verb, depth)


@remembered
def logical_objects(verb: Token) -> list[Token]:
    """To whom or what it is done: the direct object, or the subject of a passive, inherited likewise."""
    if not is_passive(verb):
        return _resolved(objects(verb), verb)
    found = _resolved(subjects(verb), verb)
    if found:
        return found
    noun = antecedent(verb)
    return [noun] if noun is not None else _inherited(verb, 0)


def _inherited(verb: Token, depth: int) -> list[Token]:
    if depth > 6:
        return []
    if verb.dep_ == "conj" and verb.head != verb:
        head = verb.head
        if is_passive(head) and not is_passive(verb):
            return _resolved(subjects(head), head)
        if is_passive(verb):
            return _resolved(subjects(head), head) or _inherited(head, depth + 1)
        return _subjects(head, depth + 1)
    noun = antecedent(verb)
    if noun is not None:
        return with_conjuncts([noun]) if marker(verb) != "to" else _deciding(noun, depth)
    outer = governor(verb)
    return [] if outer is None or outer == verb else _governed(verb, outer, depth)


def _governed(verb: Token, outer: Token, depth: int) -> list[Token]:
    """Who does what a clause tells that has no subject of its own, by the verb above it."""
    opener = marker(verb)
    if verb.dep_ in COMPLEMENT and opener != "to" and (modal(verb) or verb.tag_ in {"VBZ", "VBP", "VBD"}):
        noun = antecedent(outer)  # "a summit that many fear will end in war": nothing else lacks its subject there
        return with_conjuncts([noun]) if noun is not None else []
    if verb.dep_ in ADVERBIAL_CLAUSE and opener in FINITE_MARKERS and verb.tag_ not in {"VBG", "VBN"}:
        return []
    if verb.tag_ == "VBG" and not opener and verb.dep_ in ADVERBIAL_CLAUSE and is_any_of(outer, BLAMING):
        return _resolved(
            objects(outer) or indirect_objects(outer), outer
        )  # "accused Iran of shelling a town, killing six": Iran did
    if done_to := _done_to(verb, outer, opener):
        return _resolved(done_to, outer)
    if verb.dep_ == "ccomp" and opener != "to":  # "'Condemn the coup', Ana told Reuters": she does
        told = objects(outer) if auxiliaries(verb) else []  # "reports airstrikes have killed": the airstrikes have
        return _resolved(told, outer) or _subjects(outer, depth + 1)
    if verb.dep_ in COMPLEMENT and not is_any_of(outer, SUBJECT_CONTROL):
        controlled = objects(outer) + indirect_objects(outer) + _called_on(outer, verb)
        if controlled:
            return controlled
    if is_passive(outer):  # "was urged to withdraw"; not "were killed by shelling"
        return agents(outer) if opener == "by" else _resolved(subjects(outer), outer)
    return _subjects(outer, depth + 1)


def _done_to(verb: Token, outer: Token, opener: str) -> list[Token]:
    """To whom the act above is done, where that is who acts here."""
    if opener in OBJECT_GERUND or (verb.dep_ == "pcomp" and verb.head.lower_ in OBJECT_GERUND):
        # "accused Iran of arming", "prevented them from leaving"
        found = subjects(outer) if is_passive(outer) else objects(outer) or indirect_objects(outer)
        if found:
            return found
    if (opener == "with" and is_any_of(outer, CHARGING)) or (opener == "to" and is_any_of(outer, ENGAGING)):
        # "charged an aide with passing secrets", "bribed lawmakers to back a bill"
        return subjects(outer) if is_passive(outer) else [t for t in objects(outer) if t.i < verb.i]
    if opener == "to" and is_any_of(outer, SENDING):
        sent = subjects(outer) if is_passive(outer) else [t for t in objects(outer) if t.i < verb.i]
        return sent if any(_is_named(t) for t in sent) else []
    return []


def _is_named(noun: Token) -> bool:
    """Whether a phrase gives a name: "Ana Lopez", "the minister, Ana Lopez", "Foreign Minister Ana Lopez"."""
    return any(t.pos_ == "PROPN" for t in (noun, *appositions(noun), *flat_parts(noun)))


def _deciding(noun: Token, depth: int) -> list[Token]:
    """Whose intention an infinitive is: "Oman's decision to leave", "Oman announced a plan to leave"."""
    if noun.lemma_.lower() not in INTENTIONS or noun.head == noun:
        return []  # "Oman plans to leave" read as a noun
    owners = with_conjuncts(possessors(noun)) or [t for word, t in obliques(noun) if word == "by"]
    if owners:
        return owners
    adjectives = [m for m in modifiers(noun) if (m.pos_ == "ADJ" and m.text[0].isupper()) or m.text.isupper()]
    if adjectives:
        return adjectives
    verb = noun.head
    if is_verb(verb) and noun in objects(verb) and not is_passive(verb):
        return _subjects(verb, depth + 1)
    return []


def _called_on(outer: Token, verb: Token) -> list[Token]:
    """Who is to act, behind a preposition: "called on Iran to stop", "waits for Iran to stop"."""
    if marker(verb) != "to" or not is_any_of(outer, CALLING):
        return []
    return [noun for word, noun in obliques(outer) if word in _CONTROL["calling_on"] and outer.i < noun.i < verb.i]


def _resolved(nouns: list[Token], verb: Token) -> list[Token]:
    """Relative pronouns replaced by what they stand for."""
    out: list[Token] = []
    for noun in nouns:
        if noun.tag_ in {"WP", "WDT"} or (noun.lower_ == "that" and noun.tag_ in {"WDT", "IN", "DT"}):
            target = antecedent(verb)
            out += with_conjuncts([target]) if target is not None else [noun]
        else:
            out.append(noun)
    return out


_OTHER_CLAUSES = COMPLEMENT | RELATIVE | PARTICIPLE | ADVERBIAL_CLAUSE | {"parataxis", "csubj"}


def clause_tokens(verb: Token) -> Iterator[Token]:
    """The words of a clause in text order, without its subordinate clauses and coordinated clauses."""
    # No recursion: over thousands of brackets the parse is a chain as deep as they are many.
    found, ahead = [], [verb]
    while ahead:
        token = ahead.pop()
        found.append(token)
        ahead += [c for c in token.children if c.dep_ not in _OTHER_CLAUSES and not (c.dep_ == "conj" and is_verb(c))]
    yield from sorted(found, key=lambda t: t.i)
