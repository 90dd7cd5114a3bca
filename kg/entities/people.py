"""The people an article introduces, and what it says of them."""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.core.records import Entity

Office = tuple[str | None, str, str | None]
"""Whose office it is (an entity id), the words for it, and the office as the knowledge base calls it."""


class People:
    """Those whom an article introduces by full name.

    Attributes:
        ids: All of them, by entity id.
        country: For whom each acts, as often as the text says so.
        home: The country of the story, for those who bear an office of no named country.
        sector: Their PLOVER sector.
        offices: Their offices and roles.
        bodies: The owners of these offices, by entity id.
        told: How many offices the article has told of.
    """

    def __init__(self) -> None:
        self.ids: dict[str, Entity] = {}
        self.country: dict[str, Counter[str]] = defaultdict(Counter)
        self.home: dict[str, str] = {}
        self.sector: dict[str, str] = {}
        self.offices: dict[str, list[Office]] = defaultdict(list)
        self.bodies: dict[str, Entity] = {}
        self.told = 0
        self._by_owner: dict[str | None, list[tuple[str, str, str | None]]] = defaultdict(list)
        self._by_part: dict[str, list[Entity]] = defaultdict(list)
        self._surnames: dict[tuple[str, str], int] = {}

    def introduce(self, entity: Entity, keys: tuple[str, ...], at: int) -> None:
        """Remember a full name, given as the normal forms of its words, and the word it begins at."""
        self.ids.setdefault(entity.id, entity)
        self._surnames[entity.id, keys[-1]] = min(at, self._surnames.get((entity.id, keys[-1]), at))
        for part in {*keys, "".join(keys[1:])}:
            if entity not in self._by_part[part]:
                self._by_part[part].append(entity)

    def bear(self, id_: str, of: str | None, phrase: str, office: str | None) -> None:
        """Remember that somebody bears an office of a country or body, None where the text does not say of which."""
        self.offices[id_].append((of, phrase, office))
        if (id_, phrase, office) not in self._by_owner[of][-50:]:
            self._by_owner[of].append((id_, phrase, office))
            self.told += 1

    def office_of(self, of: str | None) -> list[tuple[str, str, str | None]]:
        """Who bears which office of a country or body: entity id, words, office."""
        return self._by_owner.get(of, [])

    def named(self, part: str) -> Entity | None:
        """The one person of that surname or first name; None if there is none or more than one."""
        found = self._by_part.get(part, [])
        return found[0] if len(found) == 1 else None

    def surnamed(self, entity: Entity, part: str, at: int) -> bool:
        """Whether a name is the surname of somebody who was introduced before a word."""
        return self._surnames.get((entity.id, part), at) < at

    def namesakes(self, part: str) -> int:
        """How many people bear a name."""
        return len(self._by_part.get(part, ()))

    def country_of(self, id_: str) -> str | None:
        """The country the article gives somebody, or else that of the story for those who bear an office there."""
        votes = self.country.get(id_)
        return votes.most_common(1)[0][0] if votes else self.home.get(id_)
