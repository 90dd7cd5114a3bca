"""Recognises noun phrases that stand for something named before: "both countries", "the Asian country", "the bloc"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.entities.cues import cues
from kg.entities.phrase import Phrase
from kg.entities.words import HYPHEN, SPACE, Words
from kg.language import en

_LISTS = cues()
_UNITS = (
    (_LISTS["nouns_for_countries"], "country"),
    (_LISTS["nouns_for_leaders"], "person"),
    (_LISTS["nouns_for_parties"], "party"),
    (_LISTS["nouns_for_sides"], "side"),
)
_STATE, _STATE_KINDS = _LISTS["nouns_for_a_country"], _LISTS["kinds_of_state"]
_BODIES, _SKIP = _LISTS["nouns_for_a_body"], _LISTS["pair_adjectives"]
_ALLOWED, _IGNORED = _LISTS["parts_of_the_world"], _LISTS["idle_adjectives"]
_BODY_ADJECTIVES = _LISTS["body_traits"]
_OWN_COUNTRY = en.lists("names")["own_country"]
_COUNTERPARTS = frozenset({"counterpart", "counterparts", "opposite"})
_THE = frozenset({"the", "this", "that"})
_HIS = frozenset({"his", "her", "its"})
_OF_STATE = (["of", "state"], ["of", "government"])
_PLAIN = _LISTS["nouns_for_two"]
_ON = en.lists("prepositions")["goes_on"]
_HALVES = frozenset({"north", "south"})
_MAX = 6
_TRAIT_TAGS = ("JJ", "NN", "NNP", "CD", "HYPH", "VBN", "AFX")

PAIR, COUNTRY, BODY, COUNTERPART, OWN = "pair", "country", "body", "counterpart", "own country"


@dataclass(slots=True)
class Nominal:
    """A noun phrase that refers back.

    Attributes:
        first: First word.
        last: Last word, included.
        what: PAIR, COUNTRY, BODY, COUNTERPART ("his Somali counterpart") or OWN ("his country").
        head: The noun.
        unit: For a pair: "country", "person", "side" or "party".
        traits: For a country: what it is said to be.
        country: For a counterpart: the other country.
        plain: Whether the text does not say that they are two ("the presidents").
    """

    first: int
    last: int
    what: str
    head: str
    unit: str = ""
    traits: tuple[str, ...] = ()
    country: str | None = None
    plain: bool = False


def nominal_at(words: Words, w: int, phrase_of: Mapping[int, Phrase]) -> Nominal | None:
    """The nominal that begins at a word, None if there is none.

    Args:
        words: The document.
        w: The word.
        phrase_of: The recognised phrase that each word belongs to.
    """
    key = words.key[w]
    if key == "both":
        return _pair(words, w, w + 1)
    if key in _THE:
        if w + 1 < len(words) and words.gap[w + 1] == SPACE:
            if words.key[w + 1] == "two":
                return _pair(words, w, w + 2)
            return _plain_pair(words, w) or _state(words, w, phrase_of)
    elif key == "their":
        if w + 1 < len(words) and words.key[w + 1] == "two":
            return _pair(words, w, w + 2)
    elif key in _HIS:
        return _own(words, w, phrase_of)
    return None


def _pair(words: Words, w: int, k: int) -> Nominal | None:
    """ "both (rival) countries", "the two (Asian) leaders", "the two" alone."""
    for n in range(k, min(k + 3, len(words))):
        key = words.key[n]
        if words.gap[n] > HYPHEN or key == "of":
            break
        for nouns, unit in _UNITS:
            if key in nouns:
                return Nominal(w, n, PAIR, key, unit)
        if key not in _SKIP:
            break
    if words.key[w] == "both" or k >= len(words):
        return None
    # "the two" alone, before its verb
    tag = words.doc[words.token[k]].tag_
    alone = words.gap[k] <= HYPHEN and tag in ("VBD", "VBP", "VBZ", "MD")
    return Nominal(w, k - 1, PAIR, "two", "party") if alone else None


def _plain_pair(words: Words, w: int) -> Nominal | None:
    """ "the presidents", "the heads of state", "the sides"; not "the leaders of Chad", "the party leaders"."""
    if words.key[w] != "the":
        return None
    key, n = words.key[w + 1], w + 1
    if key == "heads" and [words.key[k] for k in range(n + 1, min(n + 3, len(words)))] in _OF_STATE:
        n += 2
    elif key not in _PLAIN or words.cap[n]:
        return None
    if n + 1 < len(words) and words.gap[n + 1] <= HYPHEN and (words.key[n + 1] in _ON or _continues(words, n + 1)):
        return None
    return Nominal(w, n, PAIR, key, next(unit for nouns, unit in _UNITS if key in nouns), plain=True)


def _state(words: Words, w: int, phrase_of: Mapping[int, Phrase]) -> Nominal | None:
    """ "the Asian country", "the kingdom", "the bloc"."""
    traits: list[str] = []
    for n in range(w + 1, min(w + _MAX, len(words))):
        if words.gap[n] > HYPHEN:
            return None
        key = words.key[n]
        if _may_head(words, w, n, phrase_of):
            if _has_members(words, n) or (key in _LISTS["never_alone"] and not _trait(traits)):
                return None
            country = _country(words, w, n, traits)
            if country is not None:
                return country
            if key in _BODIES:
                fits = len(traits) <= 3 and all(t in _BODY_ADJECTIVES or t.isdigit() for t in traits)
                return Nominal(w, n, BODY, key) if fits else None
        if not _may_describe(words, n, phrase_of):
            return None
        traits.append(key)
    return None


def _may_head(words: Words, w: int, n: int, phrase_of: Mapping[int, Phrase]) -> bool:
    """Whether a word ends a phrase that begins at another, and is no name: "kingdom" in "the desert kingdom said"."""
    if n + 1 < len(words) and words.gap[n + 1] <= HYPHEN and _continues(words, n + 1):
        return False
    return not words.cap[n] or (n == w + 1 and n not in phrase_of)


def _has_members(words: Words, n: int) -> bool:
    """Whether "of" says whose it is: "the union of writers"; not "accused the union of breaking the law"."""
    if n + 1 >= len(words) or words.key[n + 1] != "of" or words.gap[n + 1] != SPACE:
        return False
    return n + 2 >= len(words) or words.doc[words.token[n + 2]].tag_ != "VBG"


def _country(words: Words, w: int, n: int, traits: list[str]) -> Nominal | None:
    """ "The Asian country", "the North", "the desert kingdom"; None where the noun at ``n`` is another."""
    key = words.key[n]
    if key in _STATE and not words.cap[n]:
        return Nominal(w, n, COUNTRY, key, traits=_trait(traits))
    if key in _HALVES and words.cap[n] and not (n + 1 < len(words) and words.cap[n + 1]):
        return Nominal(w, n, COUNTRY, key, traits=(key,))  # where North Korea was spoken of
    return Nominal(w, n, COUNTRY, key, traits=(key, *_trait(traits))) if key in _STATE_KINDS else None


def _may_describe(words: Words, n: int, phrase_of: Mapping[int, Phrase]) -> bool:
    """Whether a word may stand between "the" and the noun, and so be a trait: "West African" of "the … bloc"."""
    key, tag = words.key[n], words.doc[words.token[n]].tag_
    if n in phrase_of and key not in _ALLOWED and key not in _BODY_ADJECTIVES:
        return False
    return tag in _TRAIT_TAGS or (tag == "IN" and key == "of")


def _own(words: Words, w: int, phrase_of: Mapping[int, Phrase]) -> Nominal | None:
    """ "his country", "his South Korean counterpart"."""
    k = w + 1
    if k >= len(words) or words.gap[k] != SPACE:
        return None
    if words.key[k] in _OWN_COUNTRY and not (
        k + 1 < len(words) and words.gap[k + 1] <= HYPHEN and _continues(words, k + 1)
    ):
        return Nominal(w, k, OWN, words.key[k])
    country = None
    phrase = phrase_of.get(k)
    if phrase is not None and phrase.first == k and phrase.entities and phrase.entities[0].kind == "country":
        country = phrase.entities[0].id
        k = phrase.last + 1
    if country and k < len(words) and words.key[k] in _COUNTERPARTS:
        return Nominal(w, k, COUNTERPART, words.key[k], country=country)
    return None


def _trait(traits: list[str]) -> tuple[str, ...]:
    kept = [t for t in traits if t not in _IGNORED]
    return (" ".join(kept),) if kept else ()


def _continues(words: Words, k: int) -> bool:
    """Whether the noun phrase goes on, so that the word before is only a modifier ("the country office")."""
    return words.doc[words.token[k]].tag_ in ("NN", "NNS", "NNP", "HYPH") and not words.key[k].isdigit()
