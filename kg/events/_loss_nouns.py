"""Losses that nouns and adjectives of state tell: "12 dead", "the killing of two aides", "a toll of 49"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.events._loss_verbs import Statement, suffered, told_of
from kg.events._totals import total
from kg.events.quantities import LOSSES, Quantity, edge, is_number, number, people
from kg.language import syntax
from kg.language.lemmas import lemmas


def by_predicate(adjective: Token) -> Iterator[Statement]:
    """What is said of a subject: "12 were hurt", "three are missing"."""
    for kind, listed in LOSSES["states"].items():
        if adjective.lower_ in listed:
            outer = adjective.head
            said = syntax.is_verb(outer) and not set(lemmas(outer)).isdisjoint(
                LOSSES["told_of"]
            )  # "are reported missing"
            of = syntax.subjects(adjective) or (syntax.subjects(outer) if said else [])
            yield from told_of(kind, adjective, of)


def by_state(token: Token) -> Iterator[Statement]:
    """A number or a counted noun straight before an adjective of loss: "12 dead", "left nine people wounded"."""
    if token.i == token.sent.start or not token.tag_.startswith(("JJ", "VB", "NN", "RB")):
        return
    if syntax.is_verb(token) and any(o.i > token.i for o in syntax.objects(token)):
        return
    before = _counted_before(token)
    if before is None:
        return
    for kind, listed in LOSSES["states"].items():
        if token.lower_ not in listed:
            continue
        if token.i + 1 < token.sent.end and token.nbor().tag_.startswith("NN") and token.head.i > token.i:
            return  # "12 wounded soldiers were flown out"
        quantity = _in_state(token, before)
        if quantity is not None and quantity.start >= token.sent.start_char:
            yield Statement(kind, token, quantity, counted=True)


def _counted_before(token: Token) -> Token | None:
    """The number or noun before a word of state: of "dozens of others injured" "dozens"."""
    before = token.nbor(-1)
    if before.lower_ == "more" and before.i > token.sent.start and is_number(before.nbor(-1)):
        before = before.nbor(-1)  # "102 more injured"
    link = syntax.preposition(before)
    if link == "including":
        return None  # who is among them has been counted: "killed ten, including two inmates shot dead"
    if link == "of" and is_number(before.head):
        before = before.head
    return before if before.tag_ == "CD" or before.tag_.startswith("NN") else None


def _in_state(token: Token, before: Token) -> Quantity | None:
    """How many a word of state is said of; of a list behind "left" or "with" all of it."""
    start = edge(before) if is_number(before) else before.left_edge.idx
    quantity = number(token.doc, start, token.idx)
    first = syntax.first_conjunct(before)
    verb = first.head if token.head == before else token.head
    if syntax.is_verb(verb) and verb.lemma_ == "leave":
        if first != before and verb.i < first.i:
            quantity = total([first, before])  # "left seven soldiers and two guards dead"
        return quantity or people(before)  # "left a farmer dead"
    if syntax.preposition(first) == "with" and first.i < before.i and not is_state(first):
        return total([first, before]) or quantity  # "with six soldiers and four militants killed"
    return quantity


def is_state(token: Token) -> bool:
    """Whether a word says of whom it counts what became of them: the "dead" of "54 dead and 143 wounded"."""
    return any(token.lower_ in listed for listed in LOSSES["states"].values())


def by_noun(noun: Token) -> Iterator[Statement]:
    """What a noun tells: a toll, those that are counted by it ("12 deaths"), or an act and to whom it was done."""
    forms = set(lemmas(noun))
    of = [n for prep, n in syntax.obliques(noun) if prep == "of"]
    if not forms.isdisjoint(LOSSES["toll"]) or (noun.lower_ == "number" and _counts_dead(of)):
        counted = _tally(noun)
        if counted is not None:
            yield Statement("killed", noun, counted, counted=True, tolls=True)
        return
    if (many := _counted_by(noun, forms)) is not None:
        yield many
        return
    deadly = not forms.isdisjoint(LOSSES["deadly"]["acts"]) and any(
        t.lower_ in LOSSES["deadly"]["how"] for t in syntax.modifiers(noun)
    )
    if deadly and of:
        yield from told_of("killed", noun, of)
    for kind, listed in LOSSES["acts"].items():
        if not forms.isdisjoint(listed) and of and not syntax.objects(noun):
            yield from told_of(kind, noun, of, counted=noun.lower_ in {"death", "deaths"})


def _counted_by(noun: Token, forms: set[str]) -> Statement | None:
    """A loss whose noun is counted: "12 deaths", "hundreds of arrests"; not the object of "sustained injuries"."""
    if noun.tag_ != "NNS" and not any(c.lower_ in {"one", "1"} for c in noun.children):
        return None
    for kind, listed in LOSSES["counted"].items():
        if not forms.isdisjoint(listed):
            many = noun.head if syntax.preposition(noun) == "of" and is_number(noun.head) else noun
            counted = number(noun.doc, many.left_edge.idx, noun.idx)
            if counted is not None and suffered(noun.head) != noun:
                return Statement(kind, noun, counted, counted=True)
    return None


def _counts_dead(nouns: list[Token]) -> bool:
    listed = LOSSES["toll_of"]
    return any(n.lower_ in listed or not set(lemmas(n)).isdisjoint(listed) for n in nouns)


def _tally(noun: Token) -> Quantity | None:
    """The number of a toll: "a toll of 49", "the toll rises to 49", "the toll is 49", "bringing the toll to 49"."""
    governor = noun.head
    if {"injury", "injured", "wounded"} & {m.lower_ for m in syntax.modifiers(noun)}:
        return None
    phrases = syntax.obliques(noun) + (syntax.obliques(governor) if syntax.is_verb(governor) else [])
    reached = syntax.is_verb(governor) and not set(lemmas(governor)).isdisjoint(LOSSES["reaches"])
    if reached and noun in syntax.subjects(governor):
        phrases += [("to", t) for t in syntax.objects(governor)]
    for prep, number_word in phrases:
        several = [t for t in syntax.conjuncts(number_word) if any(map(is_number, t.children))]
        if prep in {"to", "at"} and several and number_word.i > noun.i:
            return total([number_word, *several])  # "rises to eight soldiers and four civilians"
        if prep in {"of", "to", "at"} and (number_word.tag_ == "CD" or number_word.i > noun.i):
            start = min(number_word.left_edge.idx, number_word.idx)
            counted = number(noun.doc, start, number_word.idx + len(number_word))
            if counted is not None:
                return counted
    if governor.tag_ == "CD" and governor.i > noun.i:
        return number(noun.doc, governor.idx, governor.idx + len(governor))
    return None
