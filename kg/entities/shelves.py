"""What is known, by id and by name, on shelves: how an entity, a name or a place is put there, and how all is packed.

As records, twenty thousand names and as many people and places take a quarter of a second to make and fifty megabytes
to hold; as rows, of which a record is made when a text first asks for it, a fifth of the time and half of the memory,
and nothing that Python's search for cycles looks through.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from kg.core.errors import KnowledgeError
from kg.core.event import Place
from kg.core.packed import Packed
from kg.core.records import Entity
from kg.entities.facts import FORMS, Agent, Alias, Ambiguity, Institution, Membership, Role, Seat, Tenure
from kg.entities.names import bare, is_acronym, key, normalise, slug
from kg.entities.tables import Row

_Rank = tuple[int, ...]
KINDS = ("country", "government", "person", "organisation", "armed_group", "people", "company", "place")
_FORM_RANK = {form: rank for rank, form in enumerate(FORMS)}
_KIND_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_NEVER = dt.date.min


@dataclass(slots=True)
class Shelves:
    """What is known, by id and by name."""

    entities: MutableMapping[str, Entity] = field(default_factory=dict)
    aliases: dict[tuple[str, ...], list[tuple[tuple[int, ...], Alias]]] = field(default_factory=dict)
    adjective: dict[str, str] = field(default_factory=dict)
    capital: dict[str, str] = field(default_factory=dict)
    geography: dict[str, Row] = field(default_factory=dict)
    places: MutableMapping[str, list[tuple[float, Place, str]]] = field(default_factory=lambda: defaultdict(list))
    tenures: MutableMapping[str, list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    offices: MutableMapping[tuple[str, str], list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    memberships: dict[str, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    agents: dict[str, Agent] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    institutions: dict[str, Institution] = field(default_factory=dict)
    wikidata: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, Institution] = field(default_factory=dict)
    named_bodies: dict[tuple[str, str], str] = field(default_factory=dict)
    chambers: dict[str, frozenset[str]] = field(default_factory=dict)
    provinces: dict[tuple[str, ...], list[Alias]] = field(default_factory=lambda: defaultdict(list))
    province_names: dict[tuple[str, ...], str] = field(default_factory=dict)
    ships: dict[str, str] = field(default_factory=dict)
    seats: dict[tuple[str, ...], list[Seat]] = field(default_factory=lambda: defaultdict(list))
    ambiguous: dict[str, Ambiguity] = field(default_factory=dict)
    theirs: set[tuple[str, ...]] = field(default_factory=set)

    def sort(self) -> None:
        """Best reading first, for every name; earliest first, for every office."""
        latest = {
            person: max((t.start or t.end or _NEVER).toordinal() for t in held) for person, held in self.tenures.items()
        }
        for words, found in self.aliases.items():
            if len(found) > 1:
                rule = self.ambiguous.get(" ".join(words))
                first = rule.readings[rule.default].entity if rule and rule.default is not None else None
                found.sort(key=lambda item, first=first: self._order(item, first, latest))  # type: ignore[misc]
        for tenures in (*self.tenures.values(), *self.offices.values()):
            tenures.sort(key=lambda t: (t.start is not None, t.start or t.end or _NEVER, t.person))
        for places in self.places.values():
            places.sort(key=lambda place: (-place[0], place[2]))

    @staticmethod
    def _order(item: tuple[_Rank, Alias], first: str | None, latest: dict[str, int]) -> tuple[bool, _Rank, int, str]:
        """What an ambiguous name means by default comes first; then by form; then who held office last."""
        rank, alias = item
        return alias.entity.id != first, rank, -latest.get(alias.entity.id, 0), alias.entity.id

    def body(self, id_: str) -> Entity | None:
        """The body of a state that an id such as "rus/foreign-ministry" stands for, made when it has no row."""
        state, _, what = id_.partition("/")
        made = self.bodies.get(what)
        if id_ in self.entities or made is None or (iso3 := state.upper()) not in self.entities:
            return self.entities.get(id_)
        name = f"{self.adjective.get(iso3) or self.entities[iso3].name} {made.slug.replace('-', ' ')}"
        return self._put(Entity(id_, name, made.kind, iso3, made.sector), own=True)

    def _put(self, entity: Entity, own: bool, row: Row | None = None) -> Entity:
        if entity.id in self.entities and not own:
            raise KnowledgeError(f"{row.where if row else entity.id}: {entity.id!r} is there already")
        if entity.id in self.wikidata and not entity.wikidata:
            entity = replace(entity, wikidata=self.wikidata[entity.id])
        self.entities[entity.id] = entity
        return entity

    def _known(self, id_: str, row: Row) -> Entity:
        entity = self.entities.get(id_) or self.entities.get(slug(id_)) or self.body(id_)
        if entity is None:
            raise row.error(f"unknown entity {id_!r}")
        return entity

    def _alias(
        self,
        entity: Entity,
        form: str,
        name: str,
        own: bool,
        *,
        cased: bool = False,
        weak: bool = False,
        weight: int = 0,
    ) -> None:
        text = bare(name)
        words = key(text)
        if words and words[0] == "the" and len(words) > 1:
            words, text = words[1:], text.split(maxsplit=1)[1]
        if not words:
            raise KnowledgeError(f"{entity.id}: {name!r} has no letters or digits")
        if words in self.theirs and not own:
            return
        alias = Alias(entity, form, text, cased or name.startswith("*") or is_acronym(text), weak)
        rank = (_FORM_RANK[form], _KIND_RANK[entity.kind], -weight)
        found = self.aliases.setdefault(words, [])
        for index, (_, other) in enumerate(found):
            if other.entity.id == entity.id and other.form == form:
                if name.startswith("*"):  # However often it is listed: once starred, always starred.
                    found[index] = (rank, alias)
                return
        found.append((rank, alias))

    def _place(
        self, name: str, aliases: Iterable[str], country: str | None,
        lat: float | None, lon: float | None, weight: float, own: bool, id_: str = "",
        kind: str | None = None,
    ) -> None:  # fmt: skip
        full, name = name, bare(name)
        place = Place(name, country, lat, lon, "town" if kind == "city" else kind)
        made = id_ or (f"{country.lower()}/{slug(name)}" if country else slug(name))
        entity = self.entities.get(made)
        if entity is None:
            entity = self._put(Entity(made, name, "place", country), own)
        elif entity.kind != "place":
            entity = self._put(Entity(f"{made}-place", name, "place", country), own)
        for alias in (full, *aliases):
            at = self.places[normalise(bare(alias))]
            if all(found[2] != made for found in at):  # a place of two tables has the names of both
                self._alias(entity, "place", alias, own, weight=int(weight))
                at.append((weight, place, made))


def pack(
    shelves: Shelves, aliases: Mapping[tuple[str, ...], tuple[Alias, ...]]
) -> Packed[tuple[str, ...], tuple[Alias, ...]]:
    """The aliases, packed; the large tables are packed in place, and those only needed to add rows go."""
    entities = Packed({id_: _values(entity)[1:] for id_, entity in shelves.entities.items()}, _entity)
    held = {words: tuple((a.entity.id, *_values(a)[1:]) for a in found) for words, found in aliases.items()}
    shelves.aliases, shelves.entities = {}, entities
    shelves.places = Packed(
        {name: tuple((w, _values(place), id_) for w, place, id_ in found) for name, found in shelves.places.items()},
        _places,
    )
    shelves.tenures = Packed({id_: _days(found) for id_, found in shelves.tenures.items()}, _tenures)
    shelves.offices = Packed({office: _days(found) for office, found in shelves.offices.items()}, _tenures)
    return Packed(held, partial(_aliases, entities))


def _values(record: Entity | Alias | Place | Tenure) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in record.__slots__)


def _entity(id_: str, row: tuple[Any, ...]) -> Entity:
    return Entity(id_, *row)


def _aliases(entities: Packed[str, Entity], words: tuple[str, ...], rows: tuple[Any, ...]) -> tuple[Alias, ...]:
    return tuple(Alias(entities[id_], *rest) for id_, *rest in rows)


def _places(name: str, rows: tuple[Any, ...]) -> list[tuple[float, Place, str]]:
    return [(weight, Place(*values), id_) for weight, values, id_ in rows]


def _days(found: list[Tenure]) -> tuple[Any, ...]:
    """Tenures as rows, in which a day is its number."""
    return tuple(tuple(v.toordinal() if isinstance(v, dt.date) else v for v in _values(tenure)) for tenure in found)


def _tenures(key: Any, rows: tuple[Any, ...]) -> list[Tenure]:
    return [Tenure(*row[:4], *(None if day is None else dt.date.fromordinal(day) for day in row[4:])) for row in rows]
