"""How names are compared: without regard to case, diacritics, hyphens, dots of acronyms and the possessive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_APOSTROPHE = "'\u2018\u2019\u02bc\u02bb\u02bf\u02be`\u00b4\u2032"
_MARKS = "\u0300-\u036f"
# A dotted acronym ("U.S.", "D.R."), or a run of letters and digits with apostrophes inside ("N'Djamena", "Russia's").
_WORD = re.compile(
    rf"(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?(?:[{_APOSTROPHE}]s(?![^\W_]))?"
    rf"|[^\W_][^\W_{_MARKS}]*[{_MARKS}]*(?:[^\W_{_MARKS}]+[{_MARKS}]*)*"
    rf"(?:[{_APOSTROPHE}](?:[^\W_]|[{_MARKS}])+)*"
    r"|&"
)
_DROP = dict.fromkeys(map(ord, _APOSTROPHE))  # Some of them count as letters.
_POSSESSIVE = re.compile(rf"[{_APOSTROPHE}]s$")
# Letters that Unicode does not decompose into a base letter and a mark.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe"})
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ə": "a", "ŋ": "n"}
)


class Word(NamedTuple):
    """One word of a text: its normal form, and the characters ``text[start:end]`` it came from."""

    norm: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text in the form in which names are looked up.

    Hyphens, dashes and other punctuation separate words, so "US-led" is two and "Guinea-Bissau" equals "Guinea Bissau".

    Example:
        >>> [w.norm for w in words("Côte d'Ivoire's U.S.-trained army")]
        ['cote', 'divoire', 'us', 'trained', 'army']
    """
    for norm, start, end in plain_words(text):
        yield Word(norm, start, end)


def plain_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text as plain tuples, which take half the time to make."""
    for match in _WORD.finditer(text):
        norm = _norm(match.group())
        if norm:
            yield norm, *match.span()


def key(text: str) -> tuple[str, ...]:
    """The normal forms of a text's words, the key under which :class:`~kg.entities.knowledge.Knowledge` files a name.

    Example:
        >>> key("Guinea\\u2013Bissau")
        ('guinea', 'bissau')
    """
    if text.isascii() and text.replace(" ", "").isalpha():  # Most names: nothing to strip.
        return tuple(text.lower().split())
    return tuple(word.norm for word in words(text))


def normalise(text: str) -> str:
    """The text as names are compared: casefolded, no diacritics, no possessive, words separated by single blanks.

    Example:
        >>> normalise("São Tomé and Príncipe’s")
        'sao tome and principe'
    """
    return " ".join(key(text))


def slug(text: str) -> str:
    """The text as part of an entity id.

    Example:
        >>> slug("Recep Tayyip Erdoğan")
        'recep-tayyip-erdogan'
    """
    return "-".join(key(text))


def spelled_out(name: str) -> str:
    """A name without umlauts, as newspapers write it.

    Example:
        >>> spelled_out("Schröder")
        'Schroeder'
    """
    return name.translate(_UMLAUTS)


def bare(name: str) -> str:
    """A table's value without the star that marks a name which is also a common word."""
    return name.removeprefix("*")


def is_acronym(text: str) -> bool:
    """Whether a name counts only as capitalised.

    Example:
        >>> [is_acronym(name) for name in ("US", "U.S.", "LeT", "al-Qaeda", "Mali")]
        [True, True, True, False, False]
    """
    letters = [c for c in text if c.isalpha()]
    capitals = sum(map(str.isupper, letters))
    short, all_capitals = len(letters) < 5 and capitals > 1, capitals == len(letters)
    return " " not in text and 0 < len(letters) <= 7 and (all_capitals or short)


@lru_cache(maxsize=50_000)
def _norm(token: str) -> str:
    if token == "&":
        return "and"
    token = _POSSESSIVE.sub("", token)
    if not token.isascii():
        token = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", token).casefold()).translate(_LETTERS)
    token = token.casefold()
    return token if token.isascii() and token.isalnum() else "".join(filter(str.isalnum, token.translate(_DROP)))
