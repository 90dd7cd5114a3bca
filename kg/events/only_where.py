"""Who is named only to say where an act was: protests "across Mali", a blast "near the embassy", talks "in Oslo"."""

from __future__ import annotations

from kg.core.plover import EventType
from kg.core.plover_table import Trait
from kg.core.records import Mention
from kg.events.match import Match, head_of, outer_head_of, up
from kg.language import en, syntax
from kg.language.lemmas import lemmas

_BESIDE = en.lists("beside")
_INSIDE_NAMES = frozenset({"appos", "flat", "npadvmod", "nmod:npmod"})
# Acts of which a place in the country of those who do them is the scene.
_WITHIN = {EventType.MOBILIZE, EventType.PROTEST, EventType.RETREAT}


def is_scene(mention: Mention, match: Match) -> bool:
    """Whether a name says where it was: protests "across the United States", two who "met in Singapore"."""
    head = head_of(mention, match)
    before = None if head is None else syntax.preposition(head)
    if head is not None and match.entry.mutual and match.entry.pos == "verb":
        above = up(head, match.trigger)
        return above[-1].head == match.trigger and syntax.preposition(above[-1]) in ("in", "at")
    return before in ("across", "throughout")


def is_near(mention: Mention, match: Match) -> bool:
    """Whether an attack was beside somebody or something, of which it hit nothing: "a blast near the embassy".

    Of 162 that stood behind "near" or "outside" in texts for training, readers had taken 14 for what was hit.
    """
    head = head_of(mention, match) if match.entry.type.has(Trait.ATTACK) else None
    return head is not None and syntax.preposition(head) in ("near", "outside", "close to")


def is_where_said(mention: Mention, match: Match) -> bool:
    """Whether it is where somebody is welcomed or thanked: "welcomed him to Moscow", "you to the ministry"."""
    head = head_of(mention, match) if match.entry.type == EventType.SUPPORT else None
    if head is None or syntax.preposition(head) not in ("at", "in", "to"):
        return False
    guests = "welcome" in lemmas(match.trigger) and bool(syntax.objects(match.trigger))
    return mention.entity.kind == "place" or (guests and head.head == match.trigger)


def is_where_protested(mention: Mention, match: Match) -> bool:
    """Whether it is where a protest was, which is not against it: "unrest in Mali", "rallies across the country"."""
    if match.entry.type != EventType.PROTEST or mention.entity.kind not in {"country", "place"}:
        return False
    head = outer_head_of(mention, match, _INSIDE_NAMES)  # "in Hatay Province, Turkey"
    if head is None or syntax.preposition(head) not in _BESIDE["where_protested"]:
        return False
    return not _BESIDE["protests"].isdisjoint(lemmas(head.head))  # not "blocked roads in Peru"


def is_own_land(mention: Mention, match: Match) -> bool:
    """Whether forces are moved, people protest or others are met in a place of one's own country: no other side."""
    meets = match.entry.mutual and match.entry.type == EventType.CONSULT
    if not (meets or match.entry.type in _WITHIN) or mention.entity.kind != "place" or mention.form == "metonym":
        return False
    return any(a.entity.country == mention.entity.country for a in match.actors if a.entity.country is not None)
