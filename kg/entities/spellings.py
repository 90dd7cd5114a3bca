"""Other spellings of known people's names: "Yevgeni Prigozhin", "Sergey Shoygu", "Mahmud Abbas".

Names written in other scripts reach English in several ways, which differ in doubled letters, in how a vowel is
written, and in "y" for "i" or "kh" for "h".  A name is somebody's if, these aside, all its words are his, or if one
vowel inside a long name differs, and if nobody else's name is as near.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from kg.core.records import Entity

_ALIKE = (
    (re.compile(r"^y(?=e)|'|’"), ""),  # Yevgeny, Evgeny
    (re.compile("ph"), "f"),
    (re.compile("kh|ch(?=m)"), "h"),
    (re.compile("gh"), "g"),
    (re.compile("dh|dj"), "d"),
    (re.compile("ck|q"), "k"),
    (re.compile("ou|oo"), "u"),
    (re.compile("ee"), "i"),
    (re.compile("[yj]"), "i"),
    (re.compile("[ei]i"), "i"),  # Sergei, Sergey; Navalny, Navalnyi
    (re.compile("w"), "v"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_VOWELS = re.compile("[aeiou]+")
_LONG = 10  # letters of a name in which one may differ


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word without what differs between ways to write it.

    Example:
        >>> [folded(name) for name in ("yevgeniy", "evgeny", "shoygu", "mahmoud")]
        ['evgeni', 'evgeni', 'shoigu', 'mahmud']
    """
    for pattern, by in _ALIKE:
        word = pattern.sub(by, word)
    return word


class Spellings:
    """Finds people by other spellings of their names.

    Args:
        people: Names of two words and more, as normal forms, and whose they are.
    """

    def __init__(self, people: Iterable[tuple[tuple[str, ...], Entity]]) -> None:
        self._by_sound: dict[str, list[tuple[str, Entity]]] = defaultdict(list)
        for key, entity in people:
            name = " ".join(map(folded, key))
            self._by_sound[_VOWELS.sub("", name)].append((name, entity))

    def find(self, key: tuple[str, ...]) -> Entity | None:
        """Whose name it is, if it is one person's.

        Args:
            key: The normal forms of a name's words.
        """
        if len(key) < 2 or any(len(word) < 3 for word in (key[0], key[-1])):
            return None
        name = " ".join(map(folded, key))
        near = self._by_sound.get(_VOWELS.sub("", name), ())
        same = {entity.id: entity for other, entity in near if other == name}
        if not same:
            same = {entity.id: entity for other, entity in near if _one_vowel_apart(name, other)}
        return next(iter(same.values())) if len(same) == 1 else None


def _one_vowel_apart(name: str, other: str) -> bool:
    """Whether a vowel inside a word differs or is left out: "Nasrullah", "Dimitry"; Maria is not Mario."""
    if min(len(name), len(other)) < _LONG or abs(len(name) - len(other)) > 1:
        return False
    at = next((k for k, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), None)
    if at is None or at == 0:
        return False
    longer, shorter = (name, other) if len(name) >= len(other) else (other, name)
    rest = longer[at + 1 :]
    inside = rest[:1].isalpha() and longer[at - 1].isalpha()
    return inside and rest == (shorter[at + 1 :] if len(name) == len(other) else shorter[at:])
