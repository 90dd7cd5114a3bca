"""What was hit where only its place was taken for it: "a jail in Bosaso", of those who stormed it, and not Bosaso."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events import unnamed
from kg.events.match import Match, head_of, outer_head_of, words_of
from kg.events.one_act import victims
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_WHERE = en.lists("prepositions")["where_it_stands"]
_UNNAMED = en.lists("unnamed")
_WHEREVER = frozenset({"country", "place"})
_INSIDE_NAMES = frozenset({"appos", "conj", "flat", "npadvmod", "nmod:npmod"})
_AIMED = en.orders("unnamed")["attacked"]
_LONGEST = 60  # characters between the beginning of a phrase and the end of the place in it


def settle(match: Match) -> None:
    """Give an attack what it was on, if that is described, for the place where it stands; and no place twice.

    What is described is of the country in which it is said to stand, so it is still told whose land was hit.

    Args:
        match: The act; its recipients may change.
    """
    if all(m.entity.kind not in _WHEREVER for m in match.recipients):
        return
    attack = match.entry.type.has(Trait.ATTACK) or match.entry.mode == "seize"
    hit = _objects(match)
    found: list[Mention] = []
    for mention in match.recipients:
        things = list(_standing_at(mention, hit, match)) if attack and mention.entity.kind in _WHEREVER else []
        found += [m for m in things or [mention] if all(m.entity.id != other.entity.id for other in found)]
    match.recipients = [m for m in found if not _holds_another(m, found, hit, match)]
    if attack:
        _without_scenes(match)
    if attack and all(m.entity.kind in _WHEREVER and head_of(m, match) not in hit for m in match.recipients):
        # nothing but the place is said: "a mine went off in Baidoa, killing five people"
        match.hit_also(victims(match, match.frame.parties))


def _without_scenes(match: Match) -> None:
    """Takes from those who were hit the places where others of them were: they are of the country that it lies in.

    "Gunmen shot a judge in Gao", "ten were killed in a raid on a clinic in Gao": the judge, the ten and the clinic.
    """
    for place in [m for m in match.recipients if m.entity.kind in _WHEREVER and m.form != "adjective"]:
        head = outer_head_of(place, match, _INSIDE_NAMES)
        if head is None or syntax.preposition(head) not in _WHERE - {"of"}:
            continue
        others = [m for m in match.recipients if m.entity.country in (None, place.entity.country) and m is not place]
        there = [m for m in others if any(t in words_of(m, match) for t in (head.head, head.head.head))]
        hit = match.frame.slot("object")
        there = there or [m for m in others if m.entity.kind not in _WHEREVER and head_of(m, match) in hit]
        if there:
            kept = [m for m in match.recipients if m is not place]
            match.recipients = [_of_country(m, place.entity.country) if m in there else m for m in kept]


def _of_country(mention: Mention, country: str | None) -> Mention:
    """Somebody or something nameless, of a country; whoever has a name has his own or none."""
    if not unnamed.is_unnamed(mention) or mention.entity.country is not None:
        return mention
    return replace(mention, entity=replace(mention.entity, kind=unnamed.UNNAMED, country=country))


def _holds_another(mention: Mention, side: list[Mention], hit: list[Token], match: Match) -> bool:
    """Whether it is the state in which something else lies that was hit: "attacked Maiduguri, Nigeria"."""
    if mention.entity.kind != "country" or mention.form == "adjective":
        return False
    inside = [m for m in side if m.entity.kind == "place" or _is_thing(m)]
    inside = [m for m in inside if m.entity.country == mention.entity.country]
    text = match.trigger.doc.text
    if any(text[m.end : mention.start].strip() == "," for m in inside if m.end <= mention.start):
        return True
    return bool(inside) and head_of(mention, match) not in hit


def _is_thing(mention: Mention) -> bool:
    return mention.entity.kind == unnamed.UNNAMED and mention.entity.country is not None


def _standing_at(place: Mention, hit: list[Token], match: Match) -> Iterator[Mention]:
    """What was hit at a place, as far as it is described."""
    parties = match.frame.parties
    for noun in _nouns_at(place, hit, match):
        known = parties.covering(noun) or unnamed.described(noun, parties)
        if not known and noun.pos_ in {"NOUN", "PROPN"} and _UNNAMED["no_things"].isdisjoint(lemmas(noun)):
            yield _thing(noun, place)


def _thing(noun: Token, place: Mention) -> Mention:
    """A thing by its phrase, up to the place if that stands behind it: "two prisons in Al Hudaydah"."""
    mention = unnamed.by_phrase(noun, place.entity.country)
    if not 0 < place.end - mention.start <= _LONGEST or place.start < mention.end:
        return mention
    text = noun.doc.text[mention.start : place.end]
    return replace(mention, text=text, end=place.end, entity=replace(mention.entity, name=text))


def _nouns_at(place: Mention, hit: list[Token], match: Match) -> list[Token]:
    """The nouns to whom or what it was done, above the name of a place where they stand: all of a list."""
    head = outer_head_of(place, match, _INSIDE_NAMES)
    if head is None or place.form == "adjective" or syntax.preposition(head) not in _WHERE:
        return []
    over = [head.head, head.head.head]  # "a jail in Bosaso", "the town of Bama in Borno"
    above = next((t for t in over if t in hit), None)
    if above is None and head.head == match.trigger:  # "attacked a jail late on Monday in Bosaso"
        above = next(iter(hit), None)
    return syntax.with_conjuncts([above]) if above is not None and head not in hit else []


def _objects(match: Match) -> list[Token]:
    """The words for what was hit, and of what, where only a part or the control of it is said."""
    noun = match.entry.pos == "noun"
    at = ("at", "of") if noun else ()  # "an explosion at a market", "the shelling of a town"
    slots = [name for name in (*match.entry.recipient, *_AIMED) if name not in _WHERE]
    found = [t for name in dict.fromkeys((*slots, *at)) for t in match.frame.slot(name) if t != match.trigger]
    parts = [t for t in found if not _UNNAMED["parts"].isdisjoint(lemmas(t))]
    return [t for t in found if t not in parts] + [t for p in parts for word, t in syntax.obliques(p) if word == "of"]
