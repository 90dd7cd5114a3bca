"""Clauses: subjects, objects, complements, and what they hang on, the same for both label schemes."""

from __future__ import annotations

from spacy.tokens import Token

from kg.language import en
from kg.language.labels import (
    ADVERBIAL_CLAUSE,
    AUXILIARY,
    COMPLEMENT,
    INDIRECT,
    OBJECT,
    PARTICIPLE,
    PASSIVE_SUBJECT,
    RELATIVE,
    SUBJECT,
    TWO_OBJECTS,
    children,
    is_preposition,
)
from kg.language.lemmas import is_any_of
from kg.language.parse import remembered
from kg.language.phrases import case, clearnlp_phrase, first_conjunct, is_verb, with_conjuncts

_CALENDAR, _CONTROL = en.lists("calendar"), en.lists("control")

_SUBJECTS = SUBJECT | PASSIVE_SUBJECT
_RELATIVES = RELATIVE | PARTICIPLE
_GOVERNED = COMPLEMENT | ADVERBIAL_CLAUSE | {"csubj", "parataxis"}
_COMPLEMENTS = COMPLEMENT | {"pcomp", "csubj"}
_HAS_SUBJECT = SUBJECT | AUXILIARY
_PARTICIPIAL = PARTICIPLE | ADVERBIAL_CLAUSE | COMPLEMENT | {"amod", "ROOT"}
_FOR_CLAUSES = COMPLEMENT | ADVERBIAL_CLAUSE | PARTICIPLE


@remembered
def subjects(verb: Token) -> list[Token]:
    """Grammatical subjects of a verb or predicate adjective or noun, as its own children; coordination expanded."""
    found = children(verb, _SUBJECTS)
    if not found and verb.dep_ in {"acomp", "attr"}:  # ClearNLP hangs the subject of "is ready" on "is"
        found = children(verb.head, _SUBJECTS)
    return with_conjuncts(found)


@remembered
def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, a bare participle after a noun ("outlawed by the junta") included."""
    if any(c.dep_ in {"aux:pass", "auxpass", "nsubj:pass", "nsubjpass"} for c in verb.children):
        return True
    if _is_asked(verb):
        return True
    if verb.tag_ != "VBN" or children(verb, _HAS_SUBJECT):
        return False
    shared = verb.dep_ == "conj" and is_any_of(verb, TWO_OBJECTS)  # "was jailed and fined a million"
    if children(verb, OBJECT) and not shared:
        return verb.dep_ in PARTICIPLE  # "men handed long terms": behind a noun it has no other sense
    if verb.dep_ == "conj":
        return is_passive(verb.head) if is_verb(verb.head) else True  # "dead and injured"
    return verb.dep_ in _PARTICIPIAL  # "remains detained"


def _is_asked(verb: Token) -> bool:
    """Whether a clause without a subject opens a sentence, of one who was asked: "Asked whether it would, Ana said"."""
    opens = verb.i == verb.sent.start or verb.nbor(-1).lower_ == "when"
    return (
        opens
        and verb.tag_ in {"VBD", "VBN"}
        and verb.lower_ in _CONTROL["asked"]
        and not children(verb, OBJECT | _HAS_SUBJECT)
    )


@remembered
def agents(verb: Token) -> list[Token]:
    """Who did it, in the "by" phrase of a passive."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ == "obl:agent" or (child.dep_ in {"obl", "nmod"} and case(child) == "by" and is_passive(verb)):
            found += with_conjuncts([child])
        elif child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"} and case(child) == "by" and is_passive(verb):
            found += with_conjuncts([child])  # "signed by Ana, the minister, and by her guest", hung on the verb
        elif child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and is_passive(verb)):
            found += [noun for _, noun in clearnlp_phrase(child, "by")]
    return found or _agents_further_down(verb)


def _agents_further_down(verb: Token) -> list[Token]:
    """Who did it, where a parser hangs the last "by" phrase on an active verb below.

    "Was ordered to leave the country by the court", "were banned from marching by the ministry": the court orders.
    """
    if not children(verb, AUXILIARY) or not is_passive(verb):
        return []
    below = [c for c in verb.children if c.i > verb.i and c.tag_ in {"VB", "VBG"} and case_or_mark(c) in {"to", "from"}]
    for clause in below[-1:]:
        if is_passive(clause):
            continue
        heads = [clause, *(t for t in clause.subtree if t.i > clause.i and t.pos_ in {"NOUN", "PROPN"})]
        found = [c for h in heads for c in h.children if c.dep_ in {"obl", "nmod"} and case(c) == "by" and c.i > h.i]
        named = [t for t in found if t.pos_ == "PROPN" or any(c.lower_ in {"the", "its", "their"} for c in t.children)]
        return [
            t for t in named if t.ent_type_ not in {"DATE", "TIME"} and t.lower_ not in _CALENDAR["when_and_not_who"]
        ]
    return []


def case_or_mark(verb: Token) -> str:
    """The "to", "from" or the like that opens a clause without a subject."""
    return next((c.lower_ for c in verb.children if c.dep_ in {"mark", "case"} and c.i < verb.i), "")


@remembered
def objects(verb: Token) -> list[Token]:
    """Direct objects, coordination expanded."""
    return with_conjuncts(children(verb, OBJECT))


@remembered
def indirect_objects(verb: Token) -> list[Token]:
    """Indirect objects without preposition: "Japan" in "told Japan that …"."""
    return with_conjuncts([c for c in children(verb, INDIRECT) if not is_preposition(c)])


@remembered
def complements(verb: Token) -> list[Token]:
    """Heads of complement clauses and infinitives: "impose" in "threatened to impose", coordination expanded."""
    found = children(verb, COMPLEMENT)
    return [m for m in with_conjuncts(found) if m in found or not subjects(m) or m.dep_ == "conj"]


@remembered
def for_clauses(head: Token) -> list[Token]:
    """What somebody is to do, behind "for": "stop" in "called for Iran to stop", "the need for Iran to stop"."""
    found = children(head, _FOR_CLAUSES)
    return [c for c in found if marker(c) == "for" and subjects(c)]


def reported_clauses(verb: Token) -> list[Token]:
    """What a verb of speech reports: its complement clause, or the quotation it is set beside ("…", he said)."""
    found = children(verb, COMPLEMENT | {"parataxis"})
    if not found and verb.dep_ in {"parataxis"} and is_verb(verb.head):
        found = [verb.head]
    return with_conjuncts(found)


@remembered
def relative_clauses(noun: Token) -> list[Token]:
    """Heads of relative clauses: "seized" in "the army that seized power"."""
    return with_conjuncts(children(noun, RELATIVE))


@remembered
def participles(noun: Token) -> list[Token]:
    """Heads of participial clauses after a noun: "outlawed" in "an administration outlawed by the junta"."""
    return with_conjuncts(children(noun, PARTICIPLE))


@remembered
def adverbial_clauses(verb: Token) -> list[Token]:
    """Heads of adverbial clauses: "if …", "after …", ", saying …"."""
    return with_conjuncts(children(verb, ADVERBIAL_CLAUSE))


@remembered
def antecedent(verb: Token) -> Token | None:
    """The noun that a relative or participial clause describes."""
    verb = first_conjunct(verb)
    return verb.head if verb.dep_ in _RELATIVES and not is_verb(verb.head) else None


@remembered
def governor(verb: Token) -> Token | None:
    """The verb or predicate that a clause is a complement or adverbial of; None for a main clause."""
    verb = first_conjunct(verb)
    if verb.dep_ in _GOVERNED and verb.head != verb:
        return verb.head
    if verb.dep_ == "pcomp":
        return verb.head.head
    return None


@remembered
def is_complement(verb: Token) -> bool:
    """Whether the clause is a complement of its governor (said that …, agreed to …, it is vital that …)."""
    return first_conjunct(verb).dep_ in _COMPLEMENTS


def is_open_complement(verb: Token) -> bool:
    """Whether the clause lacks a subject of its own (agreed to …)."""
    first = first_conjunct(verb)
    return first.dep_ in COMPLEMENT and not children(first, _SUBJECTS)


def is_open_question(verb: Token) -> bool:
    """Whether the clause leaves open if it is so: "votes on whether to acquit"."""
    return any(c.lower_ == "whether" and c.i < verb.i for c in verb.children)


@remembered
def marker(verb: Token) -> str:
    """The word that opens a subordinate clause ("if", "that", "after", "to"), lower-case; "" for none."""
    for child in verb.children:
        if child.dep_ in {"mark", "advmod"} and child.i < verb.i and child.tag_ in {"IN", "TO", "WRB"}:
            if child.lower_ == "in" and child.nbor().lower_ == "order":
                continue  # "in order to" is "to"
            return child.lower_
    for child in children(verb, {"aux"}):  # ClearNLP: "to" is an auxiliary
        if child.tag_ == "TO":
            return "to"
    return ""
