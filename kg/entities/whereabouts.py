"""Which place of its name a text means: by the province behind it, the countries it speaks of, and nearness.

A name means one place in a text: "London" behind "London, Kentucky" is in Kentucky.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.core.event import Place
from kg.core.records import Entity
from kg.entities import gazetteer
from kg.entities.cues import common_words, cues
from kg.entities.gazetteer import Spot
from kg.entities.knowledge import Knowledge
from kg.entities.names import slug
from kg.entities.phrase import LOC, NORP, ORG, Name
from kg.entities.places import Gatherer, Placename
from kg.entities.words import SPACE, Words
from kg.language.annotations import Working

KEY = "kg_whereabouts"
_LISTS = cues()
_NAMES_OF_PEOPLE = _LISTS["given_names"] | _LISTS["family_names"] | _LISTS["name_particles"]
# What speaks for one of several places of a name, on the scale of the decimal logarithm of its people.
_CURATED, _CAPITAL, _COUNTRY, _NAMED, _REGION, _NEAR, _NEAREST = 0.7, 1.5, 2.0, 0.5, 2.0, 1.0, 2.0
_FEW, _LARGE = 300.0, 30_000.0  # people: at least reckoned; from which a town needs no other reason
_MARGIN = 0.8  # by which the best must lead to be certain
_BESIDE = 100.0  # km


class Whereabouts(Working):
    """The places of a document that were chosen among several, or come from the table of towns."""

    __slots__ = ("_by_id", "inside")

    def __init__(self, by_id: dict[str, Place], inside: Sequence[tuple[int, int, str]]) -> None:
        self._by_id = by_id
        self.inside = tuple(inside)
        """Start, end and id of the places in the names of bodies: "Louisville Police Department"."""

    def get(self, id_: str) -> Place | None:
        """The place of an entity's id; None where nothing was to be chosen."""
        return self._by_id.get(id_)


def of(doc: Doc, entity: Entity, text: str, knowledge: Knowledge) -> Place | None:
    """The place that an entity is in a document.

    Args:
        doc: The document.
        entity: A place, or a country.
        text: How it is named there.
        knowledge: Knows the places of the tables.

    Returns:
        None where the tables and the document do not know it.
    """
    found = doc.user_data.get(KEY)
    chosen = found.get(entity.id) if isinstance(found, Whereabouts) else None
    if chosen is not None:
        return chosen
    country = entity.country or (entity.id if entity.kind == "country" else None)
    known = knowledge.place(entity.name, country) or knowledge.place(text, country)
    return known or (None if country else knowledge.place(text))


def settle(words: Words, names: Sequence[Name], knowledge: Knowledge) -> Whereabouts:
    """Link the places of a text, and give their whereabouts.

    Args:
        words: The document.
        names: Its linked names; places get the entity of the place that is meant.
        knowledge: Who is known.
    """
    inside = [part for name in names if name.label == ORG for part in _parts(words, name)]
    chosen = _Chooser(words, [*names, *inside], knowledge).settle()
    return Whereabouts(
        chosen,
        [
            (words.start[part.first], words.end[part.last], part.entity.id)
            for part in inside
            if part.entity is not None and part.entity.id in chosen
        ],
    )


def _parts(words: Words, name: Name) -> Iterator[Name]:
    """The places that a body has in its name, or that its name begins with."""
    known = [p for p in name.parts if p.options[0].form in ("place", "capital")]
    for part in known:
        yield Name(part.first, part.last, LOC, part.options, part.options[0].entity, "place")
    if known or name.options or name.first == name.last:
        return
    for last in range(min(name.first + 2, name.last - 1), name.first - 1, -1):
        rest = words.key[last + 1 : name.last + 1]
        if is_town(words, name.first, last) and all(k in common_words() or k in _LISTS["name_links"] for k in rest):
            text = words.span(name.first, last)
            yield Name(name.first, last, LOC, (), Entity(slug(text), text, "place"), "place")
            return


def is_town(words: Words, first: int, last: int) -> bool:
    """Whether words are in the table of towns, and are neither English words nor somebody's name."""
    if not all(words.gap[k] <= SPACE for k in range(first + 1, last + 1)) or not words.cap[last]:
        return False
    key = words.key[first : last + 1]
    if len(key) == 1 and (key[0] in common_words() or key[0] in _NAMES_OF_PEOPLE or len(key[0]) < 4):
        return False
    if all(k in common_words() or k in _LISTS["name_links"] for k in key[1:]) and key[0] in common_words():
        return False
    return bool(gazetteer.find(" ".join(key)))


class _Chooser:
    def __init__(self, words: Words, names: Sequence[Name], knowledge: Knowledge) -> None:
        self._words, self._kb = words, knowledge
        self._groups = Gatherer(words, names, knowledge).groups()
        self._countries: Counter[str] = Counter()
        self._regions: set[tuple[str | None, str]] = set()
        for name in names:
            self._count(name)

    def _count(self, name: Name) -> None:
        """What a name says of the countries and provinces that the text is about."""
        entity = name.entity
        if entity is None or entity.country is None:
            return
        group = self._groups.get(tuple(self._words.key[name.first : name.last + 1]))
        if entity.kind == "country" or name.label == NORP or entity.kind in ("government", "people"):
            self._countries[entity.country] += 1
        elif group is not None and name in group.names:
            states = {s.place.country for s in group.spots if s.people > _LARGE} or {entity.country}
            if len(states) == 1 or group.country:
                self._countries[group.country or entity.country] += 1
            lead = next((s for s in group.spots if s.place.country == entity.country), None)
            if lead is not None and lead.place.kind == "region":
                self._regions.add((entity.country, slug(lead.place.name)))

    def settle(self) -> dict[str, Place]:
        for group in self._groups.values():
            if group.region:
                self._regions.add((group.country, slug(group.region)))
            if group.country:
                self._countries[group.country] += len(group.names)
        total = sum(self._countries.values()) or 1
        share = {c: n / total for c, n in self._countries.items()}
        made: dict[str, Place] = {}
        for group in self._groups.values():
            self._choose(group, share)
            if group.chosen is None:
                self._place_unknown(group, made)
                continue
            for name in group.names:
                self._link(name, group, made)
        return made

    def _choose(self, group: Placename, share: dict[str, float]) -> None:
        spots = list(_inside(group))
        if not spots:
            return
        scored = sorted(((self._score(s, group, share), -i, s) for i, s in enumerate(spots)), reverse=True)
        best = scored[0][2]
        told = bool(group.region or group.country)
        if not best.id and best.people < _LARGE and not told and not self._speaks(best):
            return  # a hamlet somewhere in the world
        group.chosen = best
        others = [x for x in scored[1:] if gazetteer.distance(best.place, x[2].place) > _BESIDE]
        group.certain = bool(group.region) or not others or scored[0][0] - others[0][0] > _MARGIN

    def _speaks(self, spot: Spot) -> bool:
        """Whether the text is about the country or the province that a place is in."""
        return bool(self._countries.get(spot.place.country or ""))

    def _score(self, spot: Spot, group: Placename, share: dict[str, float]) -> float:
        place = spot.place
        score = math.log10(max(spot.people, _FEW)) + _CURATED * bool(spot.id)
        options = group.names[0].options
        if options and options[0].form == "capital" and place.country == options[0].entity.id and spot.id:
            score += _CAPITAL
        if place.country in share:
            score += _NAMED + _COUNTRY * share[place.country]
        if place.region and (place.country, slug(place.region)) in self._regions:
            score += _REGION
        return score + min(_NEAREST, self._beside(spot, group))

    def _beside(self, spot: Spot, group: Placename) -> float:
        """How many other names may lie beside a place; one of many places says little."""
        near = 0.0
        if len(group.spots) < 2:
            return near
        for other in self._groups.values():
            if other is group or not other.spots:
                continue
            towns = [s for s in _inside(other) if s.place.kind != "region"]
            if any(gazetteer.distance(spot.place, s.place) < _BESIDE for s in towns):
                near += _NEAR / math.sqrt(len(towns))
        return near

    def _place_unknown(self, group: Placename, made: dict[str, Place]) -> None:
        """Give a place that no table has the country and the province that stand beside it."""
        for name in group.names:
            entity = name.entity
            if not group.country or entity is None or entity.kind != "place" or name.form == "metonym":
                continue
            if entity.country is not None and not _is_region(group, entity.country):
                continue
            if entity.country is not None:  # "South West State, Somalia" is not Cameroon's South-West
                shown = " ".join(self._words.span(name.first, name.last).split())
                entity = Entity(slug(shown), shown, "place")
            name.entity = replace(entity, country=group.country)
            made[entity.id] = Place(entity.name, group.country, region=group.region)

    def _link(self, name: Name, group: Placename, made: dict[str, Place]) -> None:
        """Give a name the entity of the place that is meant."""
        spot = group.chosen
        assert spot is not None
        place = replace(spot.place, certain=group.certain)
        if name.form == "metonym":
            seat = name.options[0].entity.country if name.options else None
            if place.country == seat or not (group.region or group.country):
                return  # "Moscow said", but not "London police" in a text on London, Kentucky
        if spot.id:
            if name.entity is None or name.entity.id != spot.id:
                name.entity = self._kb.entity(spot.id)
        else:
            id_ = "/".join(filter(None, ((place.country or "").lower(), slug(place.region or ""), slug(place.name))))
            shown = " ".join(self._words.span(group.names[0].first, group.names[0].last).split())
            place = replace(place, name=shown)  # as the text spells it: the table may have another language's name
            name.entity = Entity(id_, shown, "place", place.country)
        name.label, name.form = LOC, "place"
        made[name.entity.id] = place


def _is_region(group: Placename, country: str) -> bool:
    """Whether the places of a group's name in a country are provinces."""
    here = [s.place.kind for s in group.spots if s.place.country == country]
    return all(kind == "region" for kind in here)


def _inside(group: Placename) -> Iterator[Spot]:
    """The places of a group's name that lie where the text says."""
    for spot in group.spots:
        if group.country and spot.place.country != group.country:
            continue
        if group.region and slug(group.region) not in (slug(spot.place.region or ""), ""):
            continue
        yield spot
