"""Which names mean the same actor: spelling variants found by rule, corrected by a file that the user writes.

The file is a table of three columns, separated by tabs: ``same`` or ``different``, and two ids or names.

    same       Abdel-Fattah Burhan    abdel fattah al-burhan
    different  john-smith             jon-smith
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.core.errors import InputError

# Articles of Arabic names and the like, which English spellings keep or drop: "al-Assad", "el Sisi".
_PARTICLES = frozenset({"al", "el", "ul", "ad", "ar", "as", "az", "ash", "the"})

# Letters that differ between transliterations of one name.
_FOLDS = (("ph", "f"), ("kh", "h"), ("gh", "g"), ("iy", "i"), ("ey", "i"), ("ei", "i"), ("ou", "u"), ("oo", "u"),
          ("ee", "i"), ("q", "k"), ("y", "i"), ("w", "v"))  # fmt: skip

# Vowels are what transliterations disagree on most; in short words they are all that tells two names apart.
_LONG = 5


def spelling_key(name: str) -> str | None:
    """What the spellings of one person's name have in common; None for a name of a single word.

    Example:
        >>> spelling_key("Sergei Lavrov") == spelling_key("Sergey Lavrov")
        True
        >>> spelling_key("Abdel Fattah al-Burhan") == spelling_key("Abdel-Fattah Burhan")
        True
        >>> spelling_key("John Smith") == spelling_key("Jane Smith")
        False
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = [w for w in re.findall(r"[a-z]+", re.sub(r"['’`]", "", plain)) if w not in _PARTICLES]
    return " ".join(map(_folded, words)) if len(words) > 1 else None


def _folded(word: str) -> str:
    for before, after in _FOLDS:
        word = word.replace(before, after)
    word = re.sub(r"(.)\1", r"\1", word)
    if len(word) < _LONG:
        return word
    # The first and the last sound stay: "Maria" and "Mario" are two.
    return word[0] + re.sub(r"[aeiou]", "", word[1:-1]) + word[-1]


def lines_of(path: Path) -> list[str]:
    """The lines of a file that the user writes.

    Raises:
        InputError: There is no such file, or it is no text.
    """
    try:
        return path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError("not a text in UTF-8", str(path)) from error
    except (OSError, ValueError) as error:  # a name too long, or with a nought byte in it
        raise InputError(f"cannot be read ({getattr(error, 'strerror', None) or error})", str(path)) from error


class Aliases:
    """Ids that mean the same actor.

    Args:
        same: Pairs of ids or names that are one.
        different: Pairs that are two, whatever the rules say.
    """

    def __init__(self, same: Iterable[tuple[str, str]] = (), different: Iterable[tuple[str, str]] = ()) -> None:
        self.same, self.different = list(same), list(different)

    @classmethod
    def read(cls, path: Path) -> Aliases:
        """The aliases of a file.

        Raises:
            InputError: There is no such file, or a line is not well formed.
        """
        return cls.of(lines_of(path), str(path))

    @classmethod
    def of(cls, lines: Iterable[str], where: str = "") -> Aliases:
        """The aliases of lines.

        Args:
            lines: As in a file.
            where: Their file, for messages.

        Raises:
            InputError: A line is not well formed.
        """
        found: dict[str, list[tuple[str, str]]] = {"same": [], "different": []}
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            cells = [cell.strip() for cell in row if cell.strip()]
            if not cells or cells[0].startswith("#"):
                continue
            if len(cells) != 3 or cells[0] not in found:
                raise InputError("not `same` or `different` and two names, tabs between", where, number)
            found[cells[0]].append((cells[1], cells[2]))
        return cls(found["same"], found["different"])

    @property
    def rules(self) -> list[str]:
        """Lines that say the same, sorted."""
        said = {"same": self.same, "different": self.different}
        return sorted(f"{rule}\t{a}\t{b}" for rule, pairs in said.items() for a, b in pairs)

    def resolve(self, people: Mapping[str, str], others: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """Which ids stand for which other one, and why.

        Args:
            people: Names of the persons that the knowledge base does not know, by id; the rules apply to these.
            others: Names of everybody else, by id; only the file applies to these.

        Returns:
            For each id that is replaced: the id in its place, and the reason.
        """
        names = {**others, **people}
        by_name = {name.casefold(): i for i, name in sorted(names.items(), reverse=True)}

        def meant(text: str) -> str | None:
            return text if text in names else by_name.get(text.casefold())

        apart = {frozenset((meant(a) or a, meant(b) or b)) for a, b in self.different}
        groups: dict[str, list[str]] = defaultdict(list)
        for i, name in sorted(people.items()):
            if key := spelling_key(name):
                groups[key].append(i)
        found: dict[str, tuple[str, str]] = {}
        for ids in groups.values():
            first = min(ids, key=lambda i: (len(names[i]), i))
            for i in ids:
                if i != first and frozenset((i, first)) not in apart:
                    found[i] = (first, f"{names[i]!r} is a spelling of {names[first]!r}")
        for a, b in self.same:
            one, other = meant(a), meant(b)
            if one and other and one != other:
                target = found.get(other, (other, ""))[0]
                if target != one:
                    found[one] = (target, "the alias file says so")
                    for i, (to, why) in list(found.items()):
                        if to == one:
                            found[i] = (target, why)
        return found
