"""Whether a capital stands for its government or is only the place where something happens."""

from __future__ import annotations

from spacy.tokens import Token

from kg.entities.cues import cues
from kg.entities.words import BRACKET, BREAK, COMMA, HYPHEN, PARAGRAPH, POSSESSIVE, Words
from kg.language import en, syntax
from kg.language.lemmas import is_any_of

_LISTS = cues()
_PLACE_BEFORE, _LOCAL = _LISTS["place_before"], _LISTS["local_after_hyphen"]
_POWER_NOUNS, _TRAVEL = _LISTS["power_nouns"], _LISTS["travel_verbs"]
_TALKS = en.lists("prepositions")["talks"]


def is_government(words: Words, first: int, last: int, token: Token) -> bool:
    """Whether a capital's name means the state.

    A capital that acts, is addressed, or owns a policy is the state; behind a preposition of place, in a dateline, or
    as a modifier of something local it is a place.

    Args:
        words: The document.
        first: The name's first word.
        last: Its last word.
        token: Its last token, of which the parse is asked.

    Example:
        "Moscow demanded …", "ties between Kyiv and Warsaw", "Beijing's policy" are governments; "in Moscow", "Moscow
        region", "Paris, France" are places.
    """
    count = len(words)
    before = words.key[first - 1] if first and words.gap[first] <= HYPHEN else ""
    after_gap = words.gap[last + 1] if last + 1 < count else PARAGRAPH
    after = words.key[last + 1] if last + 1 < count else ""
    if before in _PLACE_BEFORE or (
        words.initial[first] and words.gap[first] == PARAGRAPH and after_gap in (COMMA, BRACKET, BREAK)
    ):
        return False
    if after_gap == HYPHEN:
        return after not in _LOCAL
    if after_gap == POSSESSIVE:
        return after in _POWER_NOUNS or any(
            k < count and words.key[k] in _POWER_NOUNS and words.gap[k] <= HYPHEN for k in (last + 2, last + 3)
        )
    if before == "between":
        return True
    head = _head(words, first, token)
    if head is None:
        return False
    verb = _verb_of_subject(head)
    if verb is not None:
        return not syntax.is_passive(verb) or not is_any_of(verb, _TRAVEL)
    prep = syntax.preposition(head)
    if prep:
        partner = any(w in prep.split() for w in _TALKS)
        toward = prep.split()[-1] in ("on", "toward", "towards")
        return partner and not (toward and syntax.is_verb(head.head))
    governor = head.head
    if syntax.is_verb(governor) and head in syntax.objects(governor) + syntax.indirect_objects(governor):
        return not is_any_of(governor, _TRAVEL)
    return False


def _head(words: Words, first: int, token: Token) -> Token | None:
    """The token of the name that the rest of the sentence hangs on."""
    inside = range(words.token[first], token.i + 1)
    for i in inside:
        here = token.doc[i]
        if here.head.i not in inside or here.head == here:
            return here
    return None


def _verb_of_subject(token: Token) -> Token | None:
    first = syntax.first_conjunct(token)
    governor = first.head
    if governor != first and token in syntax.subjects(governor):
        return governor
    return None
