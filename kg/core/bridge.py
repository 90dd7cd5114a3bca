"""The words between a verb and whom it reaches, as a row tells them: " its 2018 agreement with"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.core.english import (
    ADVERBS,
    ARTICLE_WORDS,
    BREAKS,
    LINK,
    LINKS,
    PARTICLE_WORDS,
    PARTS_OF_LAND,
    QUANTITIES,
    REFLEXIVES,
)
from kg.core.in_sentence import QUOTES

_VERY = frozenset(["more", "most", "so", "too", "very"])
_MOST = 8  # words between a verb and whom it reaches: more of them hold another clause, mostly
_WORD = re.compile(r"[$€£]?\w(?:[\w'’.,/-]*\w)?%?")
_PIECE = re.compile(r"(?:[\s\w'’./$€£%-]|(?<=\d),(?=\d))*")
_TITLES = re.compile(r"(?:[A-Z][\w.’'-]*,?\s+)+$")
# "Of outgoing governor", before a name.
_OFFICE = re.compile(rf"(\s(?:{LINK})\s)(?:(?:the|its|his|her|their)\s+)?(?:(?!(?:{LINK})\s)[a-z-]+,?\s+){{1,3}}$")
_DETERMINERS = (ARTICLE_WORDS | {"our"}) - {"that"}


def link_of(between: str, many: bool = False, titled: bool = False) -> str | None:
    """The words between a verb and what it reaches, as they are told: " its 2018 agreement with".

    Args:
        between: What stands there.
        many: Whether several do it, each for himself, so that nothing is "theirs".
        titled: Whether names at the end are the title of somebody.

    Returns:
        Empty if nothing but an article or a number stands there; None if it is more than an object and a preposition.
    """
    words = _between(between, titled)
    if words is None:
        return None
    if not words or (words[-1] not in LINKS | PARTICLE_WORDS and all(map(_counts, words))):
        return ""
    if len(words) > 1 and LINKS.issuperset(words[-2:]):
        return None  # "which they engage in with"
    if len(words) > _MOST or any(_breaks(w, i, words) for i, w in enumerate(words)):
        return None
    if words[0] in ARTICLE_WORDS and LINKS.isdisjoint(words) and all(w.islower() and w != "to" for w in words):
        return ""  # "the independent", before a paper's name
    if words[-1] not in LINKS and words[-2:-1] != ["to"]:  # "agrees to help", "uses tear gas to disperse"
        return f" {words[0]}" if len(words) == 1 and words[0] in PARTICLE_WORDS else None
    return "".join(f" {w}" for w in _needed(words, many))


def _needed(words: list[str], many: bool) -> Iterator[str]:
    """The words without those that say only how, and whose it is where a row would say it of another."""
    late = {i for i, w in enumerate(words) if ADVERBS.fullmatch(w) and words[i + 1 : i + 2] and words[i + 1] in LINKS}
    late |= {i - 1 for i in late if words[i - 1] in _VERY}  # "works very closely with"
    whose = {"both", "our", "their"} if many else {"both", "our"}
    yield from (w for i, w in enumerate(words) if i not in late and w not in whose)


def _between(text: str, titled: bool) -> list[str] | None:
    """The words of a text without quotes, titles, and articles before a name; None if more than words stands there."""
    text = QUOTES.sub("", text)
    if titled:
        text = _OFFICE.sub(r"\1", _TITLES.sub("", text))
    if _PIECE.fullmatch(text) is None:
        return None
    words = _WORD.findall(text)
    while words and (words[-1].casefold() in _DETERMINERS | PARTS_OF_LAND or ADVERBS.fullmatch(words[-1])):
        words.pop()
    if words[1:] and ADVERBS.fullmatch(words[0]) and (words[1] == "to" or words[1] in LINKS):
        del words[0]  # "agreed together to invite"
    counted = words[-1:] == ["of"] and words[-2:-1] and words[-2] in QUANTITIES
    return words[:-2] if counted else words


def _joins(at: int, words: list[str]) -> bool:
    """Whether an "and" joins two of a kind within what is done: "free and fair elections in", "ships and stores of"."""
    if not 0 < at < len(words) - 2:
        return False
    one, other = words[at - 1], words[at + 1]
    alike = one.endswith("s") == other.endswith("s") and (at > 1 or one.endswith("s"))
    return (
        alike
        and one.islower()
        and other.islower()
        and not other.endswith(("ed", "ing"))
        and other not in LINKS | BREAKS
    )


def _is_of_name(at: int, words: list[str]) -> bool:
    """Whether a name says of what place or thing it is: "the town of Kala from"."""
    while at > 0 and words[at][0].isupper():
        at -= 1
    return words[at] == "of" and words[-1] in LINKS - {"of"}


def _counts(word: str) -> bool:
    return word in QUANTITIES or word[0].isdigit()


def _breaks(word: str, at: int, words: list[str]) -> bool:
    if word == "than" and at and words[at - 1] in QUANTITIES:
        return False  # "more than 20"
    if word in REFLEXIVES and not at:
        return False  # "aligns itself with"
    if word == "and" and _joins(at, words):
        return False
    if word in BREAKS or (word[0].isupper() and not _is_of_name(at, words)):
        return True
    if word == "to":
        return 0 < at < len(words) - 2
    if not word.endswith("ing") or "-" in word or at == 0:
        return False
    return words[at - 1] not in _DETERMINERS | {"to"}  # "to working with", "the growing ties with"
