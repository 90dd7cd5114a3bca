"""Whether words speak of what was, is or will be."""

from __future__ import annotations

from spacy.tokens import Token

from kg.events._time_value import Cue
from kg.events.purposes import is_of_rank
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_SMALL_WORDS, _TENSES = en.lists("small_words"), en.lists("tenses")
DEPTH = 6  # governors asked, at most


def is_one_of(token: Token, name: str) -> bool:
    """Whether a word is in one of the lists of ``en/tenses.yaml``, in any of its base forms."""
    return any(form in _TENSES[name] for form in lemmas(token))


def is_predicative(token: Token) -> bool:
    """Whether a word is a verb, or what a clause says of its subject."""
    return syntax.is_verb(token) or syntax.is_predicate(token)


def governing_verb(token: Token) -> Token | None:
    """The nearest verb or predicate above a token."""
    return next((above for above in token.ancestors if is_predicative(above)), None)


def is_perfect(verb: Token) -> bool:
    """Whether a clause has "have" for an auxiliary."""
    return any("have" in lemmas(a) or a.lower_ in _SMALL_WORDS["perfect"] for a in syntax.auxiliaries(verb))


def tense(token: Token, depth: int = 0) -> Cue | None:
    """Whether a verb, or the clause that a noun stands in, speaks of the past, the present or the future.

    The future in the past ("said it would meet") and what is planned ("agreed to meet", "talks scheduled for") count as
    future.

    Returns:
        None where nothing decides it.
    """
    if depth > DEPTH:
        return None
    if not is_predicative(token):
        return _noun_tense(token, depth)
    auxiliaries, perfect = syntax.auxiliaries(token), is_perfect(token)
    if syntax.modal(token) is not None:
        return "past" if perfect else "future"
    if syntax.marker(token) == "to" or any(a.lower_ == "to" for a in auxiliaries):
        outer = syntax.governor(token)
        if outer is not None and is_one_of(outer, "same_time"):
            return tense(outer, depth + 1)
        return "past" if perfect or is_of_rank(token) else "future"
    if (told := _by_form(token, auxiliaries, perfect)) is not None:
        return told
    outer = syntax.governor(token) or governing_verb(token)
    if outer is None or outer == token:
        return "future" if token.tag_ == "VB" else None
    found = tense(outer, depth + 1)
    return None if token.tag_ == "VBG" and found == "present" else found  # "is suspected of killing"


def _by_form(verb: Token, auxiliaries: list[Token], perfect: bool) -> Cue | None:
    """What a finite verb or a participle says by its form; what is planned lies ahead: "talks are scheduled"."""
    tags = {verb.tag_, *(a.tag_ for a in auxiliaries)}
    ahead = verb.tag_ == "VBN" and is_one_of(verb, "ahead")
    if perfect or "VBD" in tags:
        return "future" if ahead else "past"
    if not tags.isdisjoint(("VBZ", "VBP")):
        return "future" if ahead else "present"
    if verb.tag_ == "VBN":
        return "future" if ahead else "past"
    return None


def _noun_tense(noun: Token, depth: int) -> Cue | None:
    if any(m.lower_ in _TENSES["coming"] for m in syntax.modifiers(noun)):
        return "future"
    preposition = syntax.preposition(noun)
    if preposition in {"ahead of", "before", "until"}:
        return "future"
    if preposition in {"after", "following", "since"}:
        return "past"
    verb = governing_verb(noun)
    if verb is None or verb == noun or is_one_of(verb, "reactions"):
        return None  # "to discuss the launch": what is spoken of may lie behind or ahead
    if is_one_of(verb, "wishes") and noun in [*syntax.objects(verb), *(n for _, n in syntax.obliques(verb))]:
        return "future"
    return tense(verb, depth + 1)
