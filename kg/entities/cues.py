"""Words that tell what a name is, from ``en/cues.yaml``, and the phrases of the knowledge base by their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from kg.entities.facts import Agent, Alias, Institution, Role
from kg.entities.knowledge import Knowledge
from kg.entities.names import key
from kg.language import en

T = TypeVar("T")


@lru_cache(maxsize=1)
def cues() -> Mapping[str, frozenset[str]]:
    """The lists of ``en/cues.yaml`` as sets of normal forms."""
    return {name: _forms(words) for name, words in en.lists("cues").items()}


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """English words that are mostly written small, from ``data/words.txt``."""
    return frozenset(Path(__file__).with_name("data").joinpath("words.txt").read_text("utf-8").split())


def _forms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(w for word in words for w in ((word,) if "_" in word else key(word)))


class Phrases(Generic[T]):
    """A longest-match index of phrases by the normal forms of their words."""

    __slots__ = ("_lengths", "_values")

    @property
    def firsts(self) -> Set[str]:
        """The words with which one begins."""
        return self._lengths.keys()

    def __init__(self, values: Mapping[tuple[str, ...], T]) -> None:
        self._values = values
        self._lengths: dict[str, tuple[int, ...]] = {}
        found: dict[str, set[int]] = {}
        for phrase in values:
            found.setdefault(phrase[0], set()).add(len(phrase))
        alike: dict[frozenset[int], tuple[int, ...]] = {}  # few are different
        for first, lengths in found.items():
            key = frozenset(lengths)
            self._lengths[first] = alike.setdefault(key, tuple(sorted(key, reverse=True)))

    def lengths(self, keys: list[str], at: int) -> Sequence[int]:
        """Lengths that a phrase which begins at a word may have, longest first."""
        lengths = self._lengths.get(keys[at], ())
        rest = len(keys) - at
        return [n for n in lengths if n <= rest] if lengths and lengths[0] > rest else lengths

    def get(self, keys: list[str], at: int, length: int) -> T | None:
        """The value of the phrase made of some words."""
        return self._values.get(tuple(keys[at : at + length]))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the recogniser looks up, word by word."""

    names: Phrases[tuple[Alias, ...]]
    roles: Phrases[tuple[Role, bool]]
    institutions: Phrases[Institution]
    agents: Phrases[Agent]
    plural: Mapping[str, str]
    given: frozenset[str]
    family: frozenset[str]
    nouns: frozenset[str]  # with which a role, an institution or an agent begins

    @classmethod
    def of(cls, knowledge: Knowledge) -> Lexicon:
        """The lexicon of a knowledge base.  Roles also come in the plural, which the flag says."""
        index = knowledge._index
        roles: dict[tuple[str, ...], tuple[Role, bool]] = {}
        for phrase, role in index.roles.items():
            words = tuple(phrase.split())
            for plural in _plurals(words):
                roles.setdefault(plural, (role, True))
        roles.update({tuple(phrase.split()): (role, False) for phrase, role in index.roles.items()})
        nouns = (
            Phrases(roles),
            Phrases({tuple(phrase.split()): made for phrase, made in index.institutions.items()}),
            Phrases({tuple(phrase.split()): agent for phrase, agent in index.agents.items()}),
        )
        return cls(
            Phrases(knowledge.aliases()),
            *nouns,
            {agent.lemma: form for form, agent in reversed(index.agents.items()) if form != agent.lemma.casefold()},
            *_names_of_people(knowledge),
            frozenset(first for phrases in nouns for first in phrases.firsts),
        )


def _names_of_people(knowledge: Knowledge) -> tuple[frozenset[str], frozenset[str]]:
    """First names and family names: those listed, and those that people in the knowledge base bear."""
    lists = cues()
    common = set().union(*(lists[name] for name in _COMMON_WORDS))
    known, last = knowledge.names_of_people
    first = known | lists["given_names"]
    return frozenset(w for w in first - common if len(w) > 1), frozenset(w for w in last - common if len(w) > 2)


# Lists of words that are hardly ever a name alone, though somebody is called so.
_COMMON_WORDS = (
    "organisation_heads", "place_heads", "other_heads", "titles", "generic_nouns", "peoples", "days", "sentence_words",
    "directions", "body_adjectives", "rank_adjectives", "name_particles",
)  # fmt: skip


def _plurals(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Plurals of a role: "foreign ministers", "secretaries of state", "heads of state"."""
    cut = words.index("of") if "of" in words else len(words)
    head = words[cut - 1]
    if head.endswith("man"):
        plural = head[:-3] + "men"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        plural = head[:-1] + "ies"
    elif head.endswith(("s", "ch", "x")):
        plural = head + "es"
    else:
        plural = head + "s"
    return [(*words[: cut - 1], plural, *words[cut:])]
