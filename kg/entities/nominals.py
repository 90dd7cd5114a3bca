"""Recognises the noun phrases that stand for something named before: "both countries", "the Asian country", "the bloc"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.entities.cues import cues
from kg.entities.words import HYPHEN, PARAGRAPH, SPACE, Words

_LISTS = cues()
_UNITS = (
    (_LISTS["nouns_for_countries"], "country"),
    (_LISTS["nouns_for_leaders"], "person"),
    (_LISTS["nouns_for_parties"], "party"),
)
_STATE, _STATE_KINDS = _LISTS["nouns_for_a_country"], _LISTS["kinds_of_state"]
_BODIES, _SKIP = _LISTS["nouns_for_a_body"], _LISTS["pair_adjectives"]
_ALLOWED, _IGNORED = _LISTS["parts_of_the_world"], _LISTS["idle_adjectives"]
_DETERMINERS = frozenset({"the", "this", "that"})
_NUMBER = frozenset({"two"})
_MAX = 6


@dataclass(slots=True)
class Nominal:
    """A noun phrase that refers back.

    Attributes:
        first: First word.
        last: Last word, included.
        what: "pair", "country", "body" or "counterpart".
        head: The noun.
        unit: For a pair: "country", "person" or "party".
        traits: For a country: what it is said to be.
        country: For a counterpart: the other country.
    """

    first: int
    last: int
    what: str
    head: str
    unit: str = ""
    traits: tuple[str, ...] = ()
    country: str | None = None


def nominal_at(words: Words, w: int, covered: Collection[int]) -> Nominal | None:
    """The nominal that begins at a word, None if there is none.

    Args:
        words: The document.
        w: The word.
        covered: Words that belong to recognised phrases.
    """
    key = words.key[w]
    if key == "both":
        return _pair(words, w, w + 1)
    if key not in _DETERMINERS and key not in ("their", "his", "her", "its"):
        return None
    if w + 1 >= len(words) or words.gap[w + 1] > SPACE:
        return None
    nxt = words.key[w + 1]
    if key in ("the", "these", "their") and nxt in _NUMBER:
        return _pair(words, w, w + 2)
    if key in ("their",):
        return None
    if key in _DETERMINERS:
        return _state(words, w, covered)
    return None


def _pair(words: Words, w: int, k: int) -> Nominal | None:
    """ "both (rival) countries", "the two (Asian) leaders", "the two" alone."""
    for n in range(k, min(k + 3, len(words))):
        if words.gap[n] > HYPHEN:
            break
        key = words.key[n]
        if n == k and key == "of":
            return None
        for nouns, unit in _UNITS:
            if key in nouns:
                return Nominal(w, n, "pair", key, unit)
        if key not in _SKIP:
            break
    if words.key[w] == "both" or k >= len(words):
        return None
    # "the two" as a subject: a verb, or the end, follows.
    tag = words.doc[words.token[k]].tag_
    if words.gap[k] <= HYPHEN and tag in ("VBD", "VBP", "VBZ", "MD"):
        return Nominal(w, k - 1, "pair", "two", "party")
    return None


def _state(words: Words, w: int, covered: Collection[int]) -> Nominal | None:
    """ "the Asian country", "the kingdom", "the bloc"."""
    traits: list[str] = []
    for n in range(w + 1, min(w + _MAX, len(words))):
        gap = words.gap[n]
        if gap > HYPHEN or gap == PARAGRAPH:
            return None
        key = words.key[n]
        last = n + 1 >= len(words) or words.gap[n + 1] > HYPHEN or not _continues(words, n + 1)
        if key in _STATE and last:
            return Nominal(w, n, "country", key, traits=_trait(traits))
        if key in _STATE_KINDS and last and not words.cap[n]:
            return Nominal(w, n, "country", key, traits=(key, *_trait(traits)))
        if n in covered and words.cap[n]:
            return None
        if key in _BODIES and last:
            return Nominal(w, n, "body", key)
        if n in covered and key not in _ALLOWED:
            return None
        tag = words.doc[words.token[n]].tag_
        if tag not in ("JJ", "NN", "NNP", "CD", "HYPH", "VBN", "JJS", "AFX", "IN") or (tag == "IN" and key != "of"):
            return None
        traits.append(key)
    return None


def _trait(traits: list[str]) -> tuple[str, ...]:
    kept = [t for t in traits if t not in _IGNORED]
    return (" ".join(kept),) if kept else ()


def _continues(words: Words, k: int) -> bool:
    """Whether the noun phrase goes on, so that the word before is only a modifier ("the country office")."""
    return words.doc[words.token[k]].tag_ in ("NN", "NNS", "NNP", "HYPH") and not words.key[k].isdigit()
