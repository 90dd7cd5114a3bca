"""Towns with the name of their state behind them: "Moscow, Idaho", "Paris, Tex.", "Tripoli, Lebanon"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.core.records import Entity
from kg.entities.cues import cues
from kg.entities.gazetteer import find
from kg.entities.knowledge import Knowledge
from kg.entities.names import slug
from kg.entities.phrase import LOC, Name
from kg.entities.words import BRACKET, COMMA, PARAGRAPH, SPACE, Words

_LISTS = cues()
_WHERE = _LISTS["place_before"] | _LISTS["place_prepositions"] | {"of"}
_PLACES = ("place", "capital")


def settle(words: Words, names: list[Name], knowledge: Knowledge) -> set[int]:
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
    known = any(s.place.country == country and slug(s.place.region or "") == province for s in find(whole))
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
