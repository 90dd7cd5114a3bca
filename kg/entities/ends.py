"""Where a name ends in a run of capitals: by its head word ("… Ministry", "University of …"), or without one."""

from __future__ import annotations

from kg.entities.cues import Lexicon, common_words, cues
from kg.entities.phrase import LOC, MISC, NORP, ORG, PERSON, UNKNOWN, label_of
from kg.entities.pieces import Piece, last_word
from kg.entities.words import SPACE, Words
from kg.language import en

_NAMES, _PREPOSITIONS = en.lists("names"), en.lists("prepositions")
FIRMS = _NAMES["firms"]
_PLACE_FORMS = frozenset({"name", "place", "capital"})
_WITH_BRANCHES = frozenset({"BUS", "NGO", "MED"})


def _is_country(piece: Piece) -> bool:
    return bool(piece.options) and piece.options[0].entity.kind == "country"


class Headed:
    """Finds the ends of names that have a head word, among the pieces of a run."""

    def __init__(self) -> None:
        lists = cues()
        self._org, self._place, self._other = lists["organisation_heads"], lists["place_heads"], lists["other_heads"]
        self._place_firsts, self._common = lists["place_firsts"], common_words()
        self._body_firsts, self._bodies_for = lists["body_firsts"], lists["bodies_for"]

    def end(self, words: Words, pieces: list[Piece], at: int) -> tuple[int | None, str]:
        """The end of a name that has a head word ("… Ministry", "University of …"), and what it names."""
        end, label = self._opening(words, pieces, at)
        k = at if end is None else end + 1
        while k < len(pieces):
            piece = pieces[k]
            if piece.what == "role":
                break
            if piece.what == "link":
                if k + 1 >= len(pieces) or not self._extends(words, pieces, k, end, label):
                    break
                k, stop = self._behind_link(pieces, k + 1)
                if k < len(pieces):
                    end = stop
                    label = ORG if label == UNKNOWN and words.key[pieces[stop].last] in self._org else label
                k = stop + 1
                continue
            if piece.what == "word":
                heads = self._heads(words.key[piece.last], pieces, at, k)
                if heads != UNKNOWN and (heads != LOC or label != ORG or k == (end or 0) + 1):
                    end, label = k, heads
            elif k > at and pieces[k - 1].what == "known" and end is None and self._closes(piece):
                break
            k += 1
        return end, label

    def _opening(self, words: Words, pieces: list[Piece], at: int) -> tuple[int | None, str]:
        """How far the first words of a name say what it is: "Lake Chad", "Banco Popular", "Doctors for Peace"."""
        piece = pieces[at]
        if piece.what != "word" or at + 1 >= len(pieces):
            return None, UNKNOWN
        if self._names_place(words, pieces, at):
            return at + 1, LOC
        head, behind = words.key[piece.last], pieces[at + 1]
        if head in self._body_firsts and behind.what in ("word", "known"):
            return last_word(pieces, at + 1), ORG
        if head in self._bodies_for and words.key[behind.first] in ("for", "against"):
            return at, ORG
        return None, UNKNOWN

    def _heads(self, head: str, pieces: list[Piece], at: int, k: int) -> str:
        """What a name of pieces that begin at one place is, if the word at another is its head."""
        single = k == at and (k + 1 >= len(pieces) or pieces[k + 1].what != "link")
        if head in self._org and not (single and k + 1 < len(pieces)):
            return ORG
        if head in self._other and k > at:
            return MISC
        return LOC if head in self._place and (k > at or not single) else UNKNOWN

    @staticmethod
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

    @staticmethod
    def _closes(piece: Piece) -> bool:
        """Whether a known name behind a known name begins another one; a people's may belong to a body's name."""
        return bool(piece.options) and label_of(piece.options[0]) != NORP

    def _names_place(self, words: Words, pieces: list[Piece], k: int) -> bool:
        """Whether a word like "Lake" and the name behind it are a place."""
        if words.key[pieces[k].first] not in self._place_firsts:
            return False
        following = pieces[k + 1]
        return following.what == "known" or (
            following.what == "word" and words.key[following.first] not in self._common
        )

    def _extends(self, words: Words, pieces: list[Piece], k: int, end: int | None, label: str) -> bool:
        """Whether a link word continues the name that ends before it."""
        link = words.key[pieces[k].first]
        if link in _NAMES["links_of_persons_too"] and end != k - 1:
            return False
        if link == "and" and (end is None or self._firm(words, pieces, k)):
            return self._lists(words, pieces, k)
        if end != k - 1:
            return False
        if label == LOC and k > 1 and pieces[k - 2].what == "known" and _is_country(pieces[k + 1]):
            return False  # "the Mopti Region of Mali" is two names
        if link in _PREPOSITIONS["links_of_organisations"]:
            return True
        if link == "and":
            return label == ORG and self._one_field(words, pieces, k)
        return link in ("on", "in") and label == ORG and pieces[k + 1].what == "word"

    def _one_field(self, words: Words, pieces: list[Piece], k: int) -> bool:
        """Whether "and" stays in one body's field: "Ministry of Trade and Industry", not "Bank of Oman and Army"."""
        if pieces[k + 1].what != "word" or not any(
            p.what == "link" and words.key[p.first] in ("of", "for") for p in pieces[:k]
        ):
            return False
        stop = last_word(pieces, k + 1)
        return not any(words.key[p.first] in self._org for p in pieces[k + 1 : stop + 1])  # a second body begins

    @staticmethod
    def _firm(words: Words, pieces: list[Piece], k: int) -> bool:
        """Whether a run that goes on with "and" ends in the word for a company."""
        return words.key[pieces[last_word(pieces, k + 1)].last] in FIRMS

    def _lists(self, words: Words, pieces: list[Piece], k: int) -> bool:
        """Whether "and" joins what one body is about: "Oil and Gas Ltd", "Culture and Tourism Association"."""
        around = (pieces[k - 1], pieces[k + 1])
        if any(p.what != "word" or words.key[p.first] not in self._common for p in around):
            return False
        stop = last_word(pieces, k + 1)
        return stop > k + 1 and words.key[pieces[stop].last] in self._org


class Unheaded:
    """Finds the ends of names without a head word: a person's, or one that the context makes something of.

    Args:
        lexicon: What is known.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._given, self._family = lexicon.given, lexicon.family
        lists = cues()
        self._org, self._place, self._other = lists["organisation_heads"], lists["place_heads"], lists["other_heads"]
        self._common, self._given_places = common_words(), lists["given_places"]
        self._peoples, self._family_names = lists["peoples"], lists["family_names"]
        self._given_peoples = lists["peoples"] & lists["given_names"]
        self._particles = lists["name_particles"]

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
        if (
            words.key[piece.last] in self._peoples
            and piece.what == "word"
            and not self._is_first_name(words, pieces, at)
        ):
            return at, UNKNOWN
        while k < len(pieces):
            nxt = pieces[k]
            if nxt.what == "word":
                if words.key[nxt.first] in self._peoples and not given:
                    break
                end = k
            elif nxt.what == "known":
                if not self._known_goes_on(words, pieces, at, k, given):
                    break
                end = k
            elif nxt.what == "link":
                key = words.key[nxt.first]
                if key not in self._particles or k + 1 >= len(pieces) or key == "y":
                    break
            else:
                break
            k += 1
        given = given or words.key[piece.first] in self._given_peoples
        return end, PERSON if given and end > at else UNKNOWN

    def _is_first_name(self, words: Words, pieces: list[Piece], at: int) -> bool:
        """Whether a word for a people or a faith is somebody's first name: "Roman Petrov", not "Christian Aid"."""
        if words.key[pieces[at].last] not in self._given_peoples or at + 1 >= len(pieces):
            return False
        behind = pieces[at + 1]
        key = words.key[behind.first]
        return behind.what == "word" and key not in self._common | self._peoples | self._org | self._place | self._other

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
        joins = at < end < at + 3 and not person and not of and not tail & (self._peoples | self._other)
        return (end, ORG) if joins else (at, label_of(owner))

    def _known_goes_on(self, words: Words, pieces: list[Piece], at: int, k: int, given: bool) -> bool:
        """Whether a known name belongs to the person whose name begins before it; given if with a first name."""
        piece, nxt = pieces[at], pieces[k]
        # "Michael Jordan", "Brigitte Macron": a known single word behind a first name is a surname.
        single = nxt.first == nxt.last
        form = nxt.options[0].form
        first_of = given or (piece.what == "word" and words.key[piece.first] not in self._common)
        if first_of and not single and nxt.options[0].entity.kind == "person" and form == "name":
            return True  # "Ahmad" before the full name of his father
        first_name = given and k == at + 1 and form == "name"  # "Michael Jordan"
        first_name = first_name and (nxt.options[0].cased or words.key[nxt.first] in self._given_places)
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
        if words.key[piece.first] not in self._given_places or piece.options[0].form not in _PLACE_FORMS:
            return False
        nxt = pieces[at + 1]
        beside = nxt.first == nxt.last and words.gap[nxt.first] == SPACE and words.cap[nxt.first]
        if not beside or (at and pieces[at - 1].what == "link"):
            return False
        key = words.key[nxt.first]
        if key in self._common and key not in self._family_names:
            return False  # "Kenya Power", "Georgia Tech"
        if nxt.what == "known":
            surname = nxt.options[0].form == "surname" or key in self._family_names
            return surname and key not in self._org | self._place | self._other
        more = at + 2 < len(pieces) and pieces[at + 2].what == "word"
        return nxt.what == "word" and not more and (key in self._family or key in self._family_names)

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
