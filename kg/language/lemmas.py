"""Base forms of a word, likeliest first.

A small trained lemmatizer errs on the words that matter here ("condemne", "travell"), so the regular inflections of
English are undone as well, and whoever looks a word up takes the first form that is in his list.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from itertools import chain

from spacy.tokens import Token

from kg.language import en

IRREGULAR = {form: base for base, forms in en.maps("forms")["irregular"].items() for form in forms}

# What no English verb ends in: "clashe", "bypasse"; "arriv", "settl", "conclud", "provid".
_NO_VERB = re.compile(
    r".*(?:(?:ss|sh|zz|tch)e|v|[^i]c|dg|..[bcdfgkpstz]l|[^aeou]u|[^aeo]ud|[aeiou][^aeiou]+id)(?<!forbid)"
)
_SHORT = re.compile("[^aeiou]*[aeiou][bdgklmnprtvz]")  # one syllable with a short vowel


def is_any_of(token: Token, forms: Container[str]) -> bool:
    """Whether a word may be an inflection of one of some base forms."""
    return any(form in forms for form in lemmas(token))


def lemmas(token: Token) -> tuple[str, ...]:
    """The base forms that a word may have, lower-case, likeliest first.

    Example:
        "levelled" gives ("levelle", "level", "levell", "levelle") on the shipped weights: one of them is right.
    """
    try:
        known: tuple[str, ...] = token.forms  # type: ignore[attr-defined]
    except AttributeError:  # spaCy's own
        return forms(token.lower_, token.lemma_.lower(), token.tag_[:2])
    return known


def sentence_forms(token: Token) -> frozenset[str]:
    """The base forms of all words of the sentence of a word, and these as they are written.

    What needs one of some words need not be looked for where a sentence has none.
    """
    sentence = token.sent
    try:
        known: frozenset[str] = sentence.forms  # type: ignore[attr-defined]
    except AttributeError:  # spaCy's own
        return frozenset(chain.from_iterable(map(lemmas, sentence)))
    return known


@lru_cache(maxsize=50_000)
def forms(word: str, lemma: str, kind: str) -> tuple[str, ...]:
    """The base forms of a word as it is written, small, with its lemma and the beginning of its tag."""
    found = [lemma]
    if kind == "VB":
        if word in IRREGULAR:
            return tuple(dict.fromkeys([IRREGULAR[word], lemma, word]))
        regular = _verb(word)
        found = [*regular, lemma] if _undoubled(word, lemma) else [lemma, *regular]
        found.sort(key=lambda form: _NO_VERB.fullmatch(form) is not None)
    elif kind == "NN":
        found += _noun(word)
    return tuple(dict.fromkeys([*found, word]))


def _verb(word: str) -> list[str]:
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            doubled = len(stem) > 2 and stem[-1] == stem[-2]
            changed = [stem[:-1] + "y"] if stem.endswith("i") else []
            if _undoubled(word, stem):
                return [stem + "e", stem]
            if stem.endswith(("ss", "ff", "zz")):
                return [stem, stem[:-1], stem + "e"]
            return [*([stem[:-1]] if doubled else []), stem, stem + "e", *changed]
    return _noun(word)


def _undoubled(word: str, stem: str) -> bool:
    """Whether a short base form would have doubled its last letter: "raped" is from "rape", as "rap" has "rapped"."""
    return bool(_SHORT.fullmatch(stem)) and word in {stem + "ed", stem + "ing"}


def _noun(word: str) -> list[str]:
    if word.endswith("ies"):
        return [word[:-3] + "y", word[:-1]]
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        return [word[:-2], word[:-1]]
    if word.endswith("s") and not word.endswith("ss"):
        return [word[:-1]]
    return [word]
