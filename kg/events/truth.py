"""Whether a text says of an act that it is not so: "it is a myth that", "reports that … are false", "wrongly reported".

The words are in ``en/truth.yaml``.  What somebody denies of himself is another matter, and an act of his own.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.language import en, syntax
from kg.language.lemmas import lemmas, sentence_forms

_TRUTH = en.lists("truth")
_TOLD = _TRUTH["reports"] | _TRUTH["truths"] | _TRUTH["false"]
_FALSE_REPORT = _TRUTH["false"] | _TRUTH["wrong"]
_ALL = _FALSE_REPORT | _TRUTH["turns_out"] | _TRUTH["truths"] | _TRUTH["wrongly"]
STEPS = 5  # clauses and nouns above an act; what stands higher is not said of it


def untrue(trigger: Token) -> Token | None:
    """The word by which a text says that an act did not take place; None where none does.

    Args:
        trigger: The verb or noun of the act.
    """
    charge = not syntax.is_verb(trigger) and not _TRUTH["accusations"].isdisjoint(lemmas(trigger))
    if charge or _ALL.isdisjoint(sentence_forms(trigger)):
        return None  # a charge that is said to be false was made
    reported = False  # "it is wrong to say that": then it is the report that is wrong
    for above in _upwards(trigger):
        forms = set(lemmas(above))
        negated = syntax.is_negated(above)
        wrong = _FALSE_REPORT if reported else _TRUTH["false"]
        if not negated and syntax.is_predicate(above) and not wrong.isdisjoint(forms):
            return above
        if not negated and not _TRUTH["turns_out"].isdisjoint(forms) and (found := _turned_out(above, wrong)):
            return found
        if negated and not _TRUTH["truths"].isdisjoint(forms):
            return above
        if not _TRUTH["reports"].isdisjoint(forms):
            reported = True
            if any(c.lower_ in _TRUTH["wrongly"] for c in above.children):
                return above
    return None


def _turned_out(verb: Token, wrong: frozenset[str]) -> Token | None:
    """What something was found to be, where that is wrong: "turned out to be a hoax", "proved false"."""
    ends = [*syntax.complements(verb), *syntax.logical_objects(verb), *(t for t in verb.children if t.dep_ == "xcomp")]
    return next((t for t in ends if not wrong.isdisjoint(lemmas(t)) and not syntax.is_negated(t)), None)


def _upwards(trigger: Token) -> Iterator[Token]:
    """The words that say something of a clause or of an event, the nearest first."""
    token: Token | None = trigger
    for _ in range(STEPS):
        above = _above(token) if token is not None else None
        if above is None or above == token:
            return
        yield above
        token = above


def _above(token: Token) -> Token | None:
    if syntax.is_verb(token) or syntax.is_predicate(token):
        outer = syntax.governor(token) or (
            token.head if token.dep_ == "dep" and syntax.marker(token) == "that" else None
        )
        if outer is not None and (syntax.is_complement(token) or token.dep_ == "dep"):
            return outer
        noun = syntax.antecedent(token)
        return noun if noun is not None and not _TOLD.isdisjoint(lemmas(noun)) else None
    head = syntax.first_conjunct(token).head
    if token in syntax.subjects(head) or not _TRUTH["reports"].isdisjoint(lemmas(head)):
        return head
    return head if not _TRUTH["truths"].isdisjoint(lemmas(head)) else None
