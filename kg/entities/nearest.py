"""Whom somebody means who types a name: whoever bears it, or a name like it: "Rusia", "Zelenski"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.entities.knowledge import Knowledge

# Below this likeness, of 100, two names have nothing to do with one another.
_LIKE = 74
# Nor are those meant that are so much less like it than the likest.
_BEHIND = 12
_SHORTEST = 4


def known_as(name: str) -> set[str]:
    """The id of whom the knowledge base knows by a name ("U.S."); empty if nobody."""
    found = Knowledge.load().lookup(name)
    return {found[0].id} if found else set()


def nearest(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The names that are most like another, the likest first.

    Example:
        >>> nearest("Rusia", ["Russia", "Rwanda", "Prussia", "China"])
        ['Russia', 'Prussia']
    """
    from rapidfuzz import fuzz, process, utils

    choices = sorted({other for other in known if len(other) >= _SHORTEST})
    found = process.extract(
        name, choices, scorer=fuzz.ratio, processor=utils.default_process, limit=limit, score_cutoff=_LIKE
    )
    return [other for other, like, _ in found if like > found[0][1] - _BEHIND]


def did_you_mean(name: str, known: Mapping[str, str], elsewhere: bool = False) -> str:
    """The end of a complaint about a name that nobody bears; empty where no name is like it.

    Compared are the names of those who are there, and whatever else the knowledge base calls them.

    Args:
        name: What was typed.
        known: Names by id, of those who are there.
        elsewhere: Where none of these is like it, compare all names of the knowledge base.

    Example:
        >>> did_you_mean("Rusia", {"RUS": "Russia", "CHN": "China"})
        '; did you mean Russia (RUS)?'
    """
    kb = Knowledge.load()
    called = {shown: id_ for id_, shown in known.items()}
    others: dict[str, str] = {}
    for words, found in kb.aliases().items():
        id_ = found[0].entity.id
        (called if id_ in known else others).setdefault(" ".join(words), id_)
    for names in (called, others) if elsewhere else (called,):
        ids = list(dict.fromkeys(names[other] for other in nearest(name, names, 6)))[:3]
        if ids:
            shown = [f"{known.get(i) or kb.entity(i).name} ({i})" for i in ids]
            return f"; did you mean {' or '.join(shown)}?"
    return ""
