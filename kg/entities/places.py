"""The places that a text names, which each may be, and where the text puts them: "Moscow, Idaho", "Tripoli in Lebanon".

Twice: while names are linked, for towns with their state behind them; and once all are, for whatever places there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.core.event import Place
from kg.core.records import Entity
from kg.entities import gazetteer
from kg.entities.cues import cues
from kg.entities.gazetteer import Spot
from kg.entities.knowledge import Knowledge
from kg.entities.names import slug
from kg.entities.phrase import LOC, Name
from kg.entities.words import BRACKET, COMMA, PARAGRAPH, SPACE, Words
from kg.language import en

_LISTS = cues()
_AROUND = _LISTS["directions"] | en.lists("names")["around"]
_GENERIC = en.lists("names")["kinds_of_places"]
_WHERE = _LISTS["place_before"] | _LISTS["place_prepositions"] | {"of"}
_PLACES = ("place", "capital")
_MANY = 40  # places of one name that are looked at


def settle_towns(words: Words, names: list[Name], knowledge: Knowledge) -> set[int]:
    """Link the towns of a text that have their state or their country behind them.

    Args:
        words: The document.
        names: Its names; towns get their entity, or lose the readings that lie elsewhere.
        knowledge: Who is known.

    Returns:
        ``id`` of the names that are linked.
    """
    done: set[int] = set()
    by_first = {name.first: name for name in names}
    for name in names:
        after = name.last + 1
        if after >= len(words) or words.gap[after] != COMMA or not words.cap[after] or name.titled:
            continue
        province = _province(words, after, knowledge)
        state = by_first.get(after)
        if province is not None and _is_town(words, name, by_first, *province, knowledge):
            last, country = province
            name.entity = _town(words, name, country)
            name.label, name.form, name.options = LOC, "place", ()
            done.add(id(name))
            if state is not None and state.last == last:
                there = tuple(a for a in state.options if a.entity.country == country and a.form == "place")
                if there:
                    state.entity, state.label, state.form, state.options = there[0].entity, LOC, "place", there[:1]
                    done.add(id(state))
        elif state is not None and state.options and state.options[0].entity.kind == "country":
            # "Tripoli, Lebanon" is not Libya's: of several towns of a name, the one in that country
            here = [a for a in name.options if a.form in _PLACES and a.entity.country == state.options[0].entity.id]
            if name.options and name.options[0].form in _PLACES and here and here[0] is not name.options[0]:
                name.options = tuple(here)
    return done


def _province(words: Words, at: int, knowledge: Knowledge) -> tuple[int, str] | None:
    """The state or province whose name begins at a word: its last word, and its country."""
    for length in (3, 2, 1):
        last = at + length - 1
        if last < len(words) and all(words.gap[k] == SPACE for k in range(at + 1, last + 1)):
            country = knowledge.province(words.span(at, last))
            if country is not None:
                return last, country
    return None


def _is_town(
    words: Words, name: Name, by_first: dict[int, Name], last: int, country: str, knowledge: Knowledge
) -> bool:
    """Whether a name before a province is a town of it, and the two are not parts of a list."""
    options, whole = name.options, words.span(name.first, name.last)
    if options and options[0].form not in (*_PLACES, "name", "surname"):
        return False
    province = slug((knowledge.province_name(words.span(name.last + 1, last)) or ("",))[0])
    known = any(s.place.country == country and slug(s.place.region or "") == province for s in gazetteer.find(whole))
    if options and options[0].form == "name" and options[0].entity.kind not in ("country", "place"):
        return False
    if knowledge.province(whole) is not None and not _place_before(words, name):
        return False  # "Ohio, Florida and Texas"
    if options and options[0].form not in _PLACES and not (known or _place_before(words, name)):
        return False  # "Lebanon, Pa." only where something happens there, or where there is such a town
    after = last + 1
    dateline = words.gap[name.first] == PARAGRAPH and after < len(words) and words.gap[after] >= BRACKET
    lists = (*_listed(words, last, by_first), *_listed_before(words, name, by_first))
    if any(lists):
        return False
    there = any(a.entity.country == country for a in options)
    return known or there or dateline or not options or _place_before(words, name) or _comma(words, after)


def _place_before(words: Words, name: Name) -> bool:
    return name.first > 0 and words.gap[name.first] <= SPACE and words.key[name.first - 1] in _WHERE


def _comma(words: Words, at: int) -> bool:
    return at < len(words) and words.gap[at] == COMMA


def _listed(words: Words, last: int, by_first: dict[int, Name]) -> Iterator[bool]:
    """ "Paris, Texas and Rome", "Kyiv, Victoria, Odesa": whether a list goes on behind the province."""
    after = last + 1
    if after + 1 < len(words) and words.key[after] in ("and", "or") and words.gap[after] <= COMMA:
        yield _place(by_first.get(after + 1))
    elif _comma(words, after):
        yield _place(by_first.get(after))


def _listed_before(words: Words, name: Name, by_first: dict[int, Name]) -> Iterator[bool]:
    """Whether the town is itself in a list of names without provinces: "London, Paris, Washington"."""
    if words.gap[name.first] == COMMA and name.first > 0:
        before = next((n for n in by_first.values() if n.last == name.first - 1), None)
        yield _place(before)


def _place(name: Name | None) -> bool:
    return (
        name is not None
        and bool(name.options)
        and name.options[0].form in (*_PLACES, "name")
        and (name.options[0].entity.kind in ("country", "place"))
    )


def _town(words: Words, name: Name, country: str) -> Entity:
    for alias in name.options:
        if alias.form == "place" and alias.entity.country == country:
            return alias.entity
    text = words.span(name.first, name.last)
    return Entity(f"{country.lower()}/{slug(text)}", text, "place", country)


@dataclass(slots=True)
class Placename:
    """All places of one name in a document.

    Attributes:
        names: Where it stands.
        spots: The places it may mean.
        region: The province that the text puts it in.
        country: The country that the text puts it in.
        chosen: Which it means.
        certain: Whether that is clear.
    """

    names: list[Name] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    region: str | None = None
    country: str | None = None
    chosen: Spot | None = None
    certain: bool = True


class Gatherer:
    """Gathers the places of one document.

    Args:
        words: The document.
        names: Its linked names.
        knowledge: Who is known.
    """

    def __init__(self, words: Words, names: Sequence[Name], knowledge: Knowledge) -> None:
        self._words, self._names, self._kb = words, names, knowledge
        self._by_first = {name.first: name for name in reversed(names)}  # the whole name, not the first part of it

    def groups(self) -> dict[tuple[str, ...], Placename]:
        """The places by the normal forms of their names' words."""
        groups: dict[tuple[str, ...], Placename] = defaultdict(Placename)
        for name in self._names:
            seat = bool(name.options) and name.options[0].form == "capital"
            if (name.label == LOC or name.form == "place") and (seat or _of_place(name)):
                groups[tuple(self._words.key[name.first : name.last + 1])].names.append(name)
        for key, group in groups.items():
            group.spots = self._spots(key, group)
            for name in group.names:
                if not (group.region or group.country):
                    group.region, group.country = self._put_in(name)
        return groups

    def _spots(self, key: tuple[str, ...], group: Placename) -> list[Spot]:
        """The places of a name: those of the knowledge base first, then the towns it does not have."""
        name = " ".join(key)
        known = self._kb.places(name)
        options = group.names[0].options
        if options and options[0].form not in ("place", "capital"):
            return []
        found = gazetteer.find(name)
        bare = tuple(k for k in key if k not in _GENERIC)
        while bare and bare[0] in _AROUND:
            bare = bare[1:]
        if not known and not found and bare and bare != key:
            found = gazetteer.find(" ".join(bare))
        spots = [_with_region(spot, found) for spot in known]
        for spot in found[:_MANY]:
            if not any(_same(spot, other) for other in spots):
                spots.append(spot)
        return spots

    def _put_in(self, name: Name) -> tuple[str | None, str | None]:
        """The province and the country that the text names behind a place: "Paris, Texas", "Tripoli in Lebanon"."""
        words, after = self._words, name.last + 1
        if after + 1 < len(words) and words.key[after] == "in" and words.gap[after] == SPACE:
            after += 1
            while after < len(words) and words.key[after] in _AROUND and words.gap[after] <= SPACE:
                after += 1
        elif after >= len(words) or words.gap[after] not in (COMMA, BRACKET):
            return None, None
        if after >= len(words) or not words.cap[after]:
            return None, None
        for length in (3, 2, 1):
            last = after + length - 1
            if last < len(words) and all(words.gap[k] <= SPACE for k in range(after + 1, last + 1)):
                found = self._division(words.span(after, last))
                if found is not None:
                    return found.name if found.kind == "region" else found.region, found.country
        other = self._by_first.get(after)
        if other is None or other.entity is None or other.entity.kind != "country" or self._lists(name, other):
            return None, None
        return None, other.entity.country

    def _lists(self, name: Name, state: Name) -> bool:
        """Whether a seat of government and a state behind it are two of a list: "Kyiv, Russia and …"."""
        words, after = self._words, state.last + 1
        if not name.options or name.options[0].form != "capital" or after >= len(words):
            return False
        return words.gap[after] == COMMA or (words.gap[after] <= SPACE and words.key[after] in ("and", "or"))

    def _division(self, text: str) -> Place | None:
        """The province or district of a name as it is written behind a town."""
        full = self._kb.province_name(text)
        if full is not None:
            return gazetteer.region(*full) or Place(full[0], full[1], kind="region")
        if text.isupper() or (self._kb.alias(text)[:1] and self._kb.alias(text)[0].entity.kind == "country"):
            return None
        found = gazetteer.find(text)
        kind = text.split()[-1].lower()
        if not found and " " in text and kind in _GENERIC:  # "Kano State"
            found = tuple(s for s in gazetteer.find(text.rsplit(" ", 1)[0]) if s.place.kind == "region")
        return next((s.place for s in found if s.place.kind == "region"), None) or next(
            (s.place for s in found if s.place.kind == "district" and " " in text), None
        )


def _of_place(name: Name) -> bool:
    return name.entity is not None and name.entity.kind == "place"


def _with_region(spot: Spot, found: Iterable[Spot]) -> Spot:
    """A place of the knowledge base with the province that the table of towns puts it in."""
    near = gazetteer.nearest(spot.place, found)
    if near is None or spot.place.kind == "region":
        return spot
    return replace(spot, place=replace(spot.place, region=near.place.region), people=max(spot.people, near.people))


def _same(spot: Spot, known: Spot) -> bool:
    """Whether a place of the table is one of the knowledge base, which may not say where its provinces lie."""
    if spot.place.country != known.place.country:
        return False
    return (
        known.place.lat is None
        or gazetteer.nearest(known.place, [spot]) is not None
        or (known.place.kind == spot.place.kind == "region")
    )
