"""Forms of English verbs and nouns, and the small words between them; the lists stand in ``english.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.core import lists

_LISTS: dict[str, Any] = lists.shipped(Path(__file__).with_name("english.yaml"))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(words)


#: Verbs that say nothing without the words that follow their object.
LIGHT = frozenset(_LISTS["light"])

#: As parts of regular expressions: "away|back|…".
PARTICLES, PREPOSITIONS, PRONOUNS, ARTICLES, ASKED, PEOPLE, TO_BE, LINK = (
    _any_of(_LISTS[name])
    for name in ("particles", "prepositions", "pronouns", "articles", "asked", "people", "to_be", "links")
)

PARTICLE_WORDS, ARTICLE_WORDS = frozenset(_LISTS["particles"]), frozenset(_LISTS["articles"])

_IRREGULAR = {base: (forms[0], forms[-1]) for base, forms in _LISTS["irregular"].items()}
_PLURAL = frozenset(_LISTS["plural"])
#: Last words of names that are of several.
PLURAL_NAMES: frozenset[str] = frozenset(_LISTS["plural_names"])
#: What somebody is, in capitals: "Indian MP".
SHORT_TITLES: frozenset[str] = frozenset(_LISTS["short_titles"])
#: Who is this to do something has not said that he will.
READY: frozenset[str] = frozenset(_LISTS["ready"])
#: What leads from a noun to whom it reaches: "an attack on".
LINKS: frozenset[str] = frozenset(_LISTS["links"])
#: Words with which something else than a noun phrase begins.
BREAKS: frozenset[str] = frozenset([*_LISTS["breaks"], *_LISTS["reflexives"]])
#: Verbs that say too little without what is given, told or asked: "gave Chad", "asked him".
GIVING: frozenset[str] = frozenset(_LISTS["giving"])
#: Verbs by which somebody else does something to what follows.
ORDERING: frozenset[str] = frozenset(_LISTS["ordering"])
#: What is done to a place itself, and not to people there.
TAKING: frozenset[str] = frozenset(_LISTS["taking"])
#: Who does one of these says himself that he threatens.
THREATENING: frozenset[str] = frozenset(_LISTS["threatening"])
#: Nouns of acts: "the ban of" somebody is one on him.
DONE_TO: frozenset[str] = frozenset(_LISTS["done_to"])
#: "Northern Iraq" is told as Iraq, "its capital Tehran" as Tehran.
PARTS_OF_LAND: frozenset[str] = frozenset(_LISTS["parts_of_land"])
#: "Itself", "themselves" …
REFLEXIVES: frozenset[str] = frozenset(_LISTS["reflexives"])
#: How many of somebody.
QUANTITIES: frozenset[str] = frozenset(_LISTS["quantities"])
#: Nouns that say nothing by themselves: "talks on issues".
EMPTY: frozenset[str] = frozenset(_LISTS["empty"])
#: "Our Turkish partners" are Turkey.
PARTNERS: frozenset[str] = frozenset(_LISTS["partners"])
#: Words that say only when or how.
ADVERBS = re.compile(rf"{_any_of(_LISTS['adverbs'])}|\w{{3,}}ly")
#: After these a noun says what is done.
VOICING: frozenset[str] = frozenset(_LISTS["voicing"])
#: What somebody is honoured for.
MERITS: frozenset[str] = frozenset(_LISTS["merits"])
_THIRD = {"be": "is", "have": "has", "do": "does", "go": "goes"}
_BASE = {third: base for base, third in _THIRD.items()}
_VOWELS = frozenset("aeiou")
# Begins with a vowel in writing only: "European", "Ukrainian", "UN", "union", "one".
_AS_YOU = re.compile(r"eu|ukr|uga|uru|uni(?![nm])|us(?=[ea]|\b)|u[nk]\b|one\b", re.I)


def third_person(verb: str) -> str:
    """The form of a verb that "he" wants, its other words behind it.

    Example:
        >>> third_person("rely on"), third_person("be"), third_person("veto")
        ('relies on', 'is', 'vetoes')
    """
    first, space, rest = verb.partition(" ")
    if first in _THIRD:
        form = _THIRD[first]
    elif first.endswith("i") or (first.endswith("y") and first[-2:-1] not in _VOWELS):
        form = first[:-1] + "ies"
    elif first.endswith(("s", "x", "z", "ch", "sh")) or (first.endswith("o") and not first.endswith("oo")):
        form = first + "es"
    else:
        form = first + "s"
    return form + space + rest


def base_form(third: str) -> str:
    """The verb of a third person.

    Example:
        >>> base_form("visits"), base_form("criticizes"), base_form("clashes"), base_form("is")
        ('visit', 'criticize', 'clash', 'be')
    """
    if third in _BASE:
        return _BASE[third]
    if third.endswith("ies"):
        return third[:-3] + "y"
    return third[:-2] if third.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")) else third[:-1]


def is_irregular(base: str) -> bool:
    """Whether a verb is one of the list, whose past is known."""
    return base in _IRREGULAR


def past(base: str) -> str:
    """The past of a verb: "met", "denied".  Of irregular ones only those of the list are known."""
    return _IRREGULAR[base][0] if base in _IRREGULAR else _regular(base)


def participle(base: str) -> str:
    """The participle of a verb, as after "have": "broken"."""
    return _IRREGULAR[base][1] if base in _IRREGULAR else _regular(base)


def plural(noun: str) -> str:
    """The plural of a noun: "guards", "gunmen", "parties"."""
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def is_plural(noun: str) -> bool:
    """Whether a noun looks like a plural."""
    return noun.casefold() in _PLURAL or (noun.endswith("s") and not noun.endswith(("ss", "us", "is")))


def one(noun: str) -> str:
    """A noun with "a" or "an" before it, as it sounds.

    Example:
        >>> one("Ukrainian diplomat"), one("Iraqi minister"), one("UN envoy")
        ('a Ukrainian diplomat', 'an Iraqi minister', 'a UN envoy')
    """
    vowel = noun[:1].casefold() in _VOWELS and not _AS_YOU.match(noun)
    return f"{'an' if vowel else 'a'} {noun}"


def _regular(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return base + "ed"
