"""Joins the pieces of a run of capitals into names, by the words that head them."""

from __future__ import annotations

from kg.entities.cues import Lexicon, cues
from kg.entities.ends import FIRMS, Headed, Unheaded
from kg.entities.facts import Alias
from kg.entities.known_names import Known
from kg.entities.phrase import LOC, NORP, PERSON, UNKNOWN, Name, label_of
from kg.entities.pieces import Cutter, Piece
from kg.entities.words import HYPHEN, SPACE, Words

_WHOLE = ("region", "people")  # pieces that are names as they are


class Grouper:
    """Makes names of runs.

    Args:
        lexicon: What is known.
        known: Finds the known names.
    """

    def __init__(self, lexicon: Lexicon, known: Known) -> None:
        self._names = lexicon.names
        self._cutter, self._headed, self._unheaded = Cutter(lexicon, known), Headed(), Unheaded(lexicon)
        lists = cues()
        self._titles, self._place_kinds = lists["titles"], lists["place_kinds"]
        self._not_names, self._peoples = lists["not_names"], lists["peoples"]

    def names(self, words: Words, first: int, last: int) -> list[Name]:
        """The names in a run of capitals."""
        pieces = self._cutter.pieces(words, first, last)
        names: list[Name] = []
        at = 0
        while at < len(pieces):
            if pieces[at].what in ("link", "role"):
                at += 1
                continue
            end, label = self._end(words, pieces, at)
            titled = pieces[at - 1].what == "role" if at else self._addressed(words, pieces[at].first)
            name = self._name(words, pieces[at : end + 1], label, titled)
            if not (name.first == name.last and words.key[name.first] in self._not_names):
                names.append(name)
            at = end + 1
        return names

    def _end(self, words: Words, pieces: list[Piece], at: int) -> tuple[int, str]:
        """The last piece of the name that begins with one, and what it names as far as its words say."""
        if pieces[at].what in _WHOLE or self._second(words, pieces, at):
            return at, UNKNOWN
        end, label = self._headed.end(words, pieces, at)
        return self._unheaded.end(words, pieces, at) if end is None else (end, label)

    def _name(self, words: Words, group: list[Piece], label: str, titled: bool) -> Name:
        """The name that pieces make: a region, a people, somebody known, or whatever its words say."""
        piece = group[0]
        if piece.what in _WHOLE:
            return Name(piece.first, piece.last, LOC if piece.what == "region" else NORP)
        if len(group) == 1 and piece.what == "known":
            return Name(piece.first, piece.last, label_of(piece.options[0]), piece.options, titled=titled)
        if len(group) == 1 and label == UNKNOWN and piece.what == "word" and words.key[piece.first] in self._peoples:
            return Name(piece.first, piece.last, NORP)
        name = Name(piece.first, group[-1].last, label, titled=titled)
        name.parts = [Name(p.first, p.last, label_of(p.options[0]), p.options) for p in group if p.what == "known"]
        name.options = self._options(words, name, group)
        return name

    def _options(self, words: Words, name: Name, group: list[Piece]) -> tuple[Alias, ...]:
        """Whom a name of several pieces may mean: who is called so, or who its first piece is: "Mali State"."""
        if name.first != name.last or words.key[name.first] not in FIRMS:  # "Inc" is no INC
            surface = words.span(name.first, name.last)
            called = self._names.get(words.key, name.first, name.last - name.first + 1) or ()
            options = tuple(a for a in called if words.loud[name.first] or a.fits(surface))
            if options:
                return options
        piece = group[0]
        longer = name.label == PERSON and piece.what == "known" and piece.last > piece.first
        only_kind = name.label == LOC and len(group) == 2 and self._only_kind(words, group)
        return piece.options if longer or only_kind else ()

    def _only_kind(self, words: Words, group: list[Piece]) -> bool:
        """Whether the second word of a place's name only says what the first one is."""
        known = group[0].what == "known" and group[0].options[0].form == "place"
        return known and words.key[group[1].last] in self._place_kinds

    @staticmethod
    def _second(words: Words, pieces: list[Piece], at: int) -> bool:
        """Whether a country is the second of two: "the Oman-Iran Alliance" is of both."""
        return (
            at > 0
            and pieces[at].what == pieces[at - 1].what == "known"
            and words.gap[pieces[at].first] == HYPHEN
            and all(p.options[0].entity.kind == "country" for p in pieces[at - 1 : at + 1])
        )

    def _addressed(self, words: Words, first: int) -> bool:
        """Whether "Mr" and the like stand before a run; they are no part of one."""
        before = first - 1
        return first > 0 and words.gap[first] == SPACE and words.cap[before] and words.key[before] in self._titles
