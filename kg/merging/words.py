"""Words as merging sees them: their roots, those that say something, those at a trigger, the lists of words.yaml."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from kg.core.event import Event
from kg.core.in_sentence import words_before, words_behind
from kg.core.lists import shipped as shipped_lists

_WORDS = shipped_lists(Path(__file__).parent / "words.yaml")


def listed(name: str) -> frozenset[str]:
    """A list of words, by its name in words.yaml."""
    return frozenset(_WORDS[name].split())


#: Words that say nothing about whether two sentences tell the same act.
EMPTY = listed("empty")

#: Numbers in words.
NUMBERS: dict[str, str] = {
    word: digits for line in _WORDS["numbers"].splitlines() for digits, word in [(line.split()[0], line.split()[-1])]
}
_ENDINGS = tuple(_WORDS["endings"].split())
_ROOTS: dict[str, str] = {word: group.split()[0] for group in _WORDS["roots"] for word in group.split()}

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 4  # letters that a word keeps when its ending is cut


@lru_cache(maxsize=1 << 17)
def root(word: str) -> str:
    """What a verb and its noun have in common, more or less.

    Example:
        >>> root("bombing"), root("bombed"), root("explosions"), root("killed")
        ('bomb', 'bomb', 'explo', 'kill')
    """
    if word in _ROOTS:
        return _ROOTS[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    word = word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "ls" else word
    return _ROOTS.get(word, word)


#: The roots of words for somebody of whom nothing else is said.
ANYBODY = frozenset(map(root, listed("anybody")))


def words_in(text: str) -> list[str]:
    """All words, in small letters."""
    return _WORD.findall(text.lower())


def words_of(text: str) -> set[str]:
    """The roots of the words that tell something."""
    return {root(w) for w in words_in(text) if w not in EMPTY and w not in NUMBERS and len(w) > 2 and not w.isdigit()}


def runs_of_three(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of three words, without punctuation and case."""
    words = words_in(text)
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset({tuple(words)})


def copied(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    """Whether one sentence is a copy of the other, as wire copy is: they share four fifths of their runs of three."""
    return len(one & other) >= 0.8 * max(1, len(one | other))


#: Words before a verb or noun that belong to it.
NEAR = 3


def before(event: Event, count: int = NEAR) -> list[str]:
    """The last words before the trigger."""
    return words_in(words_before(event, event.evidence.trigger_start))[-count:]


def behind(event: Event, count: int = 1) -> list[str]:
    """The first words behind the trigger."""
    return words_in(words_behind(event))[:count]
