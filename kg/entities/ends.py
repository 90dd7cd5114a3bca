"""Where a name ends in a run of capitals: by its head word ("… Ministry", "University of …"), or without one."""

from __future__ import annotations

from kg.entities.cues import Lexicon, common_words, cues
from kg.entities.phrase import LOC, MISC, NORP, ORG, PERSON, UNKNOWN, label_of
from kg.entities.pieces import Piece, last_word
from kg.entities.words import SPACE, Words
from kg.language import en

_NAMES, _PREPOSITIONS = en.lists("names"), en.lists("prepositions")
FIRMS = _NAMES["firms"]
_LISTS = cues()
_ORG, _PLACE, _OTHER = _LISTS["organisation_heads"], _LISTS["place_heads"], _LISTS["other_heads"]
_PLACE_FIRSTS, _BODY_FIRSTS, _BODIES_FOR = _LISTS["place_firsts"], _LISTS["body_firsts"], _LISTS["bodies_for"]
_PEOPLES, _PARTICLES, _GIVEN_PLACES = _LISTS["peoples"], _LISTS["name_particles"], _LISTS["given_places"]
_FAMILY_NAMES, _GIVEN_PEOPLES = _LISTS["family_names"], _LISTS["peoples"] & _LISTS["given_names"]
_COMMON = common_words()
_PLACE_FORMS = frozenset({"name", "place", "capital"})
_WITH_BRANCHES = frozenset({"BUS", "NGO", "MED"})


def _is_country(piece: Piece) -> bool:
    return bool(piece.options) and piece.options[0].entity.kind == "country"


def headed_end(words: Words, pieces: list[Piece], at: int) -> tuple[int | None, str]:
    """The end of a name that has a head word ("… Ministry", "University of …"), and what it names."""
    end, label = _opening(words, pieces, at)
    k = at if end is None else end + 1
    while k < len(pieces):
        piece = pieces[k]
        if piece.what == "role":
            break
        if piece.what == "link":
            if k + 1 >= len(pieces) or not _extends(words, pieces, k, end, label):
                break
            k, stop = _behind_link(pieces, k + 1)
            if k < len(pieces):
                end = stop
                label = ORG if label == UNKNOWN and words.key[pieces[stop].last] in _ORG else label
            k = stop + 1
            continue
        if piece.what == "word":
            heads = _heads(words.key[piece.last], pieces, at, k)
            if heads != UNKNOWN and (heads != LOC or label != ORG or k == (end or 0) + 1):
                end, label = k, heads
        elif k > at and pieces[k - 1].what == "known" and end is None and _closes(piece):
            break
        k += 1
    return end, label


def _opening(words: Words, pieces: list[Piece], at: int) -> tuple[int | None, str]:
    """How far the first words of a name say what it is: "Lake Chad", "Banco Popular", "Doctors for Peace"."""
    piece = pieces[at]
    if piece.what != "word" or at + 1 >= len(pieces):
        return None, UNKNOWN
    if _names_place(words, pieces, at):
        return at + 1, LOC
    head, behind = words.key[piece.last], pieces[at + 1]
    if head in _BODY_FIRSTS and behind.what in ("word", "known"):
        return last_word(pieces, at + 1), ORG
    if head in _BODIES_FOR and words.key[behind.first] in ("for", "against"):
        return at, ORG
    return None, UNKNOWN


def _heads(head: str, pieces: list[Piece], at: int, k: int) -> str:
    """What a name of pieces that begin at one place is, if the word at another is its head."""
    single = k == at and (k + 1 >= len(pieces) or pieces[k + 1].what != "link")
    if head in _ORG and not (single and k + 1 < len(pieces)):
        return ORG
    if head in _OTHER and k > at:
        return MISC
    return LOC if head in _PLACE and (k > at or not single) else UNKNOWN


def _behind_link(pieces: list[Piece], k: int) -> tuple[int, int]:
    """Where what stands behind "of" begins and ends: all belongs to the name, up to the next link word."""
    while k < len(pieces) and pieces[k].what == "link":
        k += 1
    stop = k
    while stop + 1 < len(pieces) and pieces[stop + 1].what in ("word", "known"):
        if pieces[stop].what == "known" and pieces[stop + 1].what == "known":
            break
        stop += 1
    return k, stop


def _closes(piece: Piece) -> bool:
    """Whether a known name behind a known name begins another one; a people's may belong to a body's name."""
    return bool(piece.options) and label_of(piece.options[0]) != NORP


def _names_place(words: Words, pieces: list[Piece], k: int) -> bool:
    """Whether a word like "Lake" and the name behind it are a place."""
    if words.key[pieces[k].first] not in _PLACE_FIRSTS:
        return False
    following = pieces[k + 1]
    return following.what == "known" or (following.what == "word" and words.key[following.first] not in _COMMON)


def _extends(words: Words, pieces: list[Piece], k: int, end: int | None, label: str) -> bool:
    """Whether a link word continues the name that ends before it."""
    link = words.key[pieces[k].first]
    if link in _NAMES["links_of_persons_too"] and end != k - 1:
        return False
    if link == "and" and (end is None or _firm(words, pieces, k)):
        return _lists(words, pieces, k)
    if end != k - 1:
        return False
    if label == LOC and k > 1 and pieces[k - 2].what == "known" and _is_country(pieces[k + 1]):
        return False  # "the Mopti Region of Mali" is two names
    if link in _PREPOSITIONS["links_of_organisations"]:
        return True
    if link == "and":
        return label == ORG and _one_field(words, pieces, k)
    return link in ("on", "in") and label == ORG and pieces[k + 1].what == "word"


def _one_field(words: Words, pieces: list[Piece], k: int) -> bool:
    """Whether "and" stays in one body's field: "Ministry of Trade and Industry", not "Bank of Oman and Army"."""
    if pieces[k + 1].what != "word" or not any(
        p.what == "link" and words.key[p.first] in ("of", "for") for p in pieces[:k]
    ):
        return False
    stop = last_word(pieces, k + 1)
    return not any(words.key[p.first] in _ORG for p in pieces[k + 1 : stop + 1])  # a second body begins


def _firm(words: Words, pieces: list[Piece], k: int) -> bool:
    """Whether a run that goes on with "and" ends in the word for a company."""
    return words.key[pieces[last_word(pieces, k + 1)].last] in FIRMS


def _lists(words: Words, pieces: list[Piece], k: int) -> bool:
    """Whether "and" joins what one body is about: "Oil and Gas Ltd", "Culture and Tourism Association"."""
    around = (pieces[k - 1], pieces[k + 1])
    if any(p.what != "word" or words.key[p.first] not in _COMMON for p in around):
        return False
    stop = last_word(pieces, k + 1)
    return stop > k + 1 and words.key[pieces[stop].last] in _ORG


class Unheaded:
    """Finds the ends of names without a head word: a person's, or one that the context makes something of.

    Args:
        lexicon: What is known.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._given, self._family = lexicon.given, lexicon.family

    def end(self, words: Words, pieces: list[Piece], at: int) -> tuple[int, str]:
        """The end of a name without a head word: a person, or whatever the context makes of it."""
        piece = pieces[at]
        given = words.key[piece.first] in self._given and piece.first == piece.last
        if self._named_like_place(words, pieces, at):
            return at + 1, PERSON
        if piece.what == "known" and not self._person_part(piece, given):
            return self._known_first(words, pieces, at)
        end = at
        k = at + 1
        if words.key[piece.last] in _PEOPLES and piece.what == "word" and not self._is_first_name(words, pieces, at):
            return at, UNKNOWN
        while k < len(pieces):
            nxt = pieces[k]
            if nxt.what == "word":
                if words.key[nxt.first] in _PEOPLES and not given:
                    break
                end = k
            elif nxt.what == "known":
                if not self._known_goes_on(words, pieces, at, k, given):
                    break
                end = k
            elif nxt.what == "link":
                key = words.key[nxt.first]
                if key not in _PARTICLES or k + 1 >= len(pieces) or key == "y":
                    break
            else:
                break
            k += 1
        given = given or words.key[piece.first] in _GIVEN_PEOPLES
        return end, PERSON if given and end > at else UNKNOWN

    def _is_first_name(self, words: Words, pieces: list[Piece], at: int) -> bool:
        """Whether a word for a people or a faith is somebody's first name: "Roman Petrov", not "Christian Aid"."""
        if words.key[pieces[at].last] not in _GIVEN_PEOPLES or at + 1 >= len(pieces):
            return False
        behind = pieces[at + 1]
        key = words.key[behind.first]
        return behind.what == "word" and key not in _COMMON | _PEOPLES | _ORG | _PLACE | _OTHER

    def _known_first(self, words: Words, pieces: list[Piece], at: int) -> tuple[int, str]:
        """The end of a name that begins with a known one, and what it names."""
        piece, owner = pieces[at], pieces[at].options[0]
        if owner.entity.kind == "person":
            return self._family_name(pieces, at), PERSON
        if self._has_branch(pieces, at):
            return at + 1, ORG
        # "Kenya Kwanza", "Qatar Charity"
        if owner.entity.kind != "country" or owner.form != "name" or not owner.text[-1].islower():
            return at, label_of(owner)
        end = last_word(pieces, at)
        tail = {words.key[p.last] for p in pieces[at + 1 : end + 1]}
        person = end > at and words.key[pieces[at + 1].first] in self._given
        # "Prime Minister of Mongolia Oyun-Erdene"
        of = piece.first > 0 and words.key[piece.first - 1] == "of"
        joins = at < end < at + 3 and not person and not of and not tail & (_PEOPLES | _OTHER)
        return (end, ORG) if joins else (at, label_of(owner))

    def _known_goes_on(self, words: Words, pieces: list[Piece], at: int, k: int, given: bool) -> bool:
        """Whether a known name belongs to the person whose name begins before it; given if with a first name."""
        piece, nxt = pieces[at], pieces[k]
        # "Michael Jordan", "Brigitte Macron": a known single word behind a first name is a surname.
        single = nxt.first == nxt.last
        form = nxt.options[0].form
        first_of = given or (piece.what == "word" and words.key[piece.first] not in _COMMON)
        if first_of and not single and nxt.options[0].entity.kind == "person" and form == "name":
            return True  # "Ahmad" before the full name of his father
        first_name = given and k == at + 1 and form == "name"  # "Michael Jordan"
        first_name = first_name and (nxt.options[0].cased or words.key[nxt.first] in _GIVEN_PLACES)
        if not single or (form in ("adjective", "demonym", "name", "metonym") and not first_name):
            return False
        # "Lewis Hamilton", "Edmara Jaén": a town behind an unknown word is a surname, or "Old Havana".
        surname = piece.what == "known" or given or form == "place" or first_name
        return form == "surname" or (surname and k == at + 1)

    def _named_like_place(self, words: Words, pieces: list[Piece], at: int) -> bool:
        """Whether a place's name is somebody's first name: "Kenya Moore", "Paris Hilton", not "Jordan Valley"."""
        piece = pieces[at]
        if piece.what != "known" or piece.first != piece.last or at + 1 >= len(pieces):
            return False
        if words.key[piece.first] not in _GIVEN_PLACES or piece.options[0].form not in _PLACE_FORMS:
            return False
        nxt = pieces[at + 1]
        beside = nxt.first == nxt.last and words.gap[nxt.first] == SPACE and words.cap[nxt.first]
        if not beside or (at and pieces[at - 1].what == "link"):
            return False
        key = words.key[nxt.first]
        if key in _COMMON and key not in _FAMILY_NAMES:
            return False  # "Kenya Power", "Georgia Tech"
        if nxt.what == "known":
            surname = nxt.options[0].form == "surname" or key in _FAMILY_NAMES
            return surname and key not in _ORG | _PLACE | _OTHER
        more = at + 2 < len(pieces) and pieces[at + 2].what == "word"
        return nxt.what == "word" and not more and (key in self._family or key in _FAMILY_NAMES)

    @staticmethod
    def _has_branch(pieces: list[Piece], at: int) -> bool:
        """Whether a country's name behind a company's or a charity's makes it a branch: "Oxfam Uganda"."""
        if at + 1 >= len(pieces) or pieces[at + 1].what != "known":
            return False
        body, country = pieces[at].options[0].entity, pieces[at + 1].options[0]
        return body.sector in _WITH_BRANCHES and country.form == "name" and country.entity.kind == "country"

    @staticmethod
    def _family_name(pieces: list[Piece], at: int) -> int:
        """The end of a known person's name with a family name behind it: "Nawaf Al-Ahmad Al-Sabah"."""
        end = at
        while end + 1 < len(pieces) and pieces[end + 1].what == "known":
            nxt = pieces[end + 1].options[0]
            if nxt.form != "surname":
                break
            end += 1
        return end

    def _person_part(self, piece: Piece, given: bool) -> bool:
        """Whether a known name may be the first part of an unknown person's name: a surname, or a first name."""
        if piece.first != piece.last:
            return False
        first = piece.options[0]
        person = first.entity.kind == "person" and first.form in ("surname", "name")  # "Francis" of "Francis Doku"
        return person or (given and first.form in ("place", "capital"))
