"""Finds the names in a text: those that the knowledge base knows, and runs of capitals that look like names.

A run is cut into pieces, and the pieces are joined into names by the words that head them.  Works on words of the whole
document, since sentence ends of a weak parse fall inside names.
"""

from __future__ import annotations

from kg.entities.cues import Lexicon, common_words, cues
from kg.entities.ends import FIRMS, Unheaded, headed_end
from kg.entities.facts import Alias
from kg.entities.phrase import LOC, NORP, PERSON, UNKNOWN, Name, label_of
from kg.entities.pieces import Cutter, Known, Piece, is_amount, is_money
from kg.entities.words import COMMA, HYPHEN, POSSESSIVE, SPACE, Words

_WHOLE = ("region", "people")  # pieces that are names as they are
_FULL_NAME = 2  # pieces: a given name and a surname
_LISTED = 12  # words of the longest list in the name of a body


class Recognizer:
    """Finds names.

    Args:
        lexicon: What is known.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known = Known(lexicon)
        self._grouper = Grouper(lexicon, self._known)
        lists = cues()
        self._capitalised: set[str] = set()  # words of the document at hand that are never written small
        self._titles, self._given = lists["titles"], lexicon.given
        self._particles, self._links = lists["name_particles"], lists["name_links"]
        self._days, self._not_names = lists["days"], lists["not_names"]
        self._participles = lists["own_participles"] | lists["foreign_participles"] | lists["local_after_hyphen"]
        self._adjectives, self._small = lists["body_adjectives"], lists["sentence_words"]
        self._org, self._common = lists["organisation_heads"], common_words()
        self._place_firsts = lists["place_firsts"]

    def names(self, words: Words) -> list[Name]:
        """All names in text order, none overlapping another."""
        found: list[Name] = []
        i, count = 0, len(words)
        seen = [k for k, c, first in zip(words.key, words.cap, words.initial, strict=True) if c and not first]
        self._capitalised = set(seen) - {k for k, c in zip(words.key, words.cap, strict=True) if not c}
        firsts, keys, cap = self._known.firsts, words.key, words.cap
        while i < count:
            if not cap[i] and keys[i] not in firsts:  # as most words
                i += 1
                continue
            match = self._known.at(words, i)
            if match is None and not self._may_start(words, i):
                i += 1
                continue
            stop = self._run_end(words, i, match)
            found += self._grouper.names(words, i, stop)
            i = stop + 1
        return found

    def _may_start(self, words: Words, i: int) -> bool:
        """Whether an unknown name may begin at a word."""
        if not words.cap[i] or words.loud[i] or is_money(words, i):
            return False
        key = words.key[i]
        if key in self._place_firsts and not words.initial[i] and self._capital_follows(words, i):
            return True  # "Little Portugal" is a quarter of a town
        if key in self._days or key in self._not_names:
            return False
        if (words.text[i][1:].islower() and key in self._small) or is_amount(words, i):
            return False
        if not words.initial[i]:
            return not (len(key) == 1 and (i + 1 >= len(words) or not words.cap[i + 1]))
        return self._may_open(words, i)

    def _may_open(self, words: Words, i: int) -> bool:
        """Whether the first word of a sentence, which has a capital anyway, may begin a name: "Boro men said"."""
        key, token = words.key[i], words.doc[words.token[i]]
        if token.is_stop:
            return False
        if key in self._capitalised:
            return True
        if token.tag_.startswith("NNP") or key in self._given or self._is_title(words, i):
            return True
        if (token.text.isupper() and len(key) > 1) or (key.isalpha() and len(key) > 2 and key not in self._common):
            return True
        return self._capital_follows(words, i) and (key in self._adjectives or self._begins_phrase(words, i))

    @staticmethod
    def _capital_follows(words: Words, i: int) -> bool:
        return i + 1 < len(words) and words.cap[i + 1] and words.gap[i + 1] == SPACE

    def _begins_phrase(self, words: Words, i: int) -> bool:
        """Whether a role or an institution of several words begins here: "Foreign Ministry sources said"."""
        lexicon = self._lexicon
        return any(
            length > 1 and index.get(words.key, i, length) is not None
            for index in (lexicon.institutions, lexicon.roles)
            for length in index.lengths(words.key, i)
        )

    def _is_title(self, words: Words, i: int) -> bool:
        return words.key[i] in self._titles and self._capital_follows(words, i)

    def _run_end(self, words: Words, i: int, match: tuple[int, tuple[Alias, ...]] | None) -> int:
        """The last word of the run of capitals that begins at a word."""
        last = match[0] if match else i
        count = len(words)
        while last + 1 < count:
            nxt = last + 1
            if words.gap[nxt] > HYPHEN:
                further = self._further(words, i, last)
                if further is None:
                    break
                last = further
                continue
            if words.loud[nxt] != words.loud[i]:
                break
            known = self._known.at(words, nxt)
            if known is not None and words.gap[nxt] <= HYPHEN:
                last = known[0]
                continue
            key = words.key[nxt]
            if words.cap[nxt] and not words.loud[nxt] and key not in self._days:
                alone = words.text[nxt] in ("I", "A") and not self._is_initial(words, nxt)
                if alone or (key in self._small and words.text[nxt][1:].islower()):
                    break
                last = nxt
                continue
            reach = self._over_link(words, nxt)
            if reach is None:
                break
            known = self._known.at(words, reach)
            last = known[0] if known is not None else reach
        return last

    def _is_initial(self, words: Words, i: int) -> bool:
        """Whether a letter with a full stop stands inside a name: "Mark A. Milley"."""
        return words.string[words.end[i] : words.end[i] + 1] == "." and self._capital_follows(words, i)

    def _further(self, words: Words, first: int, last: int) -> int | None:
        """Where a body's name goes on behind a possessive or a comma; None if it ends there."""
        k = last + 1
        if words.gap[k] == POSSESSIVE:  # "Magistrate's Court", not "Argentina's Army"
            owner = words.key[last] in self._common and words.key[last] not in self._org
            head = k
            while head + 1 < len(words) and words.gap[head + 1] <= HYPHEN and words.cap[head + 1] and head < k + 3:
                head += 1
            return k if owner and words.cap[k] and {*words.key[k : head + 1]} & self._org else None
        if words.gap[k] != COMMA or not self._of_body(words, first, last):
            return None
        while k < len(words) and k < last + _LISTED and words.cap[k] and words.key[k] in self._common:
            following = k + 1
            if following + 1 >= len(words) or words.gap[following] > COMMA:
                return None
            if words.key[following] == "and" and words.gap[following + 1] == SPACE and words.cap[following + 1]:
                return following + 1 if words.key[following + 1] in self._common else None
            k = following
        return None

    def _of_body(self, words: Words, first: int, last: int) -> bool:
        """Whether a body's field begins in a run: "Ministry of Trade", "Faculty of Fisheries"."""
        return words.key[last] in self._common and any(
            words.key[k] in ("of", "for") and words.key[k - 1] in self._org for k in range(first + 1, last + 1)
        )

    def _over_link(self, words: Words, at: int) -> int | None:
        """The capitalised word behind small link words ("of the", "bin", "and"); None if they end the name."""
        k = at
        while k < len(words) and k - at < 3 and not words.cap[k] and words.gap[k] <= HYPHEN:
            key = words.key[k]
            # "Suk-yeol", not "Uganda-based"
            lower_part = words.gap[k] == HYPHEN and len(key) <= 6 and key not in self._participles
            if key not in self._links and key not in self._particles and not lower_part:
                return None
            if lower_part:
                return k
            k += 1
        if k >= len(words) or words.gap[k] > HYPHEN or words.loud[k] or words.key[k] in self._days:
            return None
        return k if words.cap[k] else None


class Grouper:
    """Makes names of runs.

    Args:
        lexicon: What is known.
        known: Finds the known names.
    """

    def __init__(self, lexicon: Lexicon, known: Known) -> None:
        self._names, self._given, self._common = lexicon.names, lexicon.given, common_words()
        self._cutter, self._unheaded = Cutter(lexicon, known), Unheaded(lexicon)
        lists = cues()
        self._titles, self._place_kinds, self._peoples = lists["titles"], lists["place_kinds"], lists["peoples"]
        self._not_names, self._bodies = lists["not_names"], lists["organisation_heads"] | lists["generic_nouns"]
        self._fields, self._called_after = lists["fields_of_office"], lists["of_places"]

    def names(self, words: Words, first: int, last: int) -> list[Name]:
        """The names in a run of capitals."""
        pieces = self._cutter.pieces(words, first, last)
        names: list[Name] = []
        at = 0
        while at < len(pieces):
            if pieces[at].what in ("link", "role") or self._is_led(words, pieces, at):
                at += 1
                continue
            end, label = self._end(words, pieces, at)
            if label in (PERSON, UNKNOWN):
                at += self._before_name(words, pieces[at : end + 1])
            titled = pieces[at - 1].what == "role" if at else self._addressed(words, pieces[at].first)
            name = self._name(words, pieces[at : end + 1], label, titled)
            if not (name.first == name.last and words.key[name.first] in self._not_names):
                names.append(name)
            at = end + 1
        return names

    def _before_name(self, words: Words, group: list[Piece]) -> int:
        """How many pieces before a name tell what its bearer's office is for: one in "African Affairs Ana Li"."""
        for k in range(len(group) - _FULL_NAME, 0, -1):
            noun, given = words.key[group[k - 1].last], words.key[group[k].first]
            if noun in self._fields or (noun in self._common - self._given and given in self._given - self._common):
                return k if all(piece.what == "word" for piece in group[:k]) else 0
        return 0

    def _end(self, words: Words, pieces: list[Piece], at: int) -> tuple[int, str]:
        """The last piece of the name that begins with one, and what it names as far as its words say."""
        if pieces[at].what in _WHOLE or self._second(words, pieces, at):
            return at, UNKNOWN
        if longer := self._of_place(words, pieces, at):
            return longer, LOC
        end, label = headed_end(words, pieces, at)
        return self._unheaded.end(words, pieces, at) if end is None else (end, label)

    def _is_led(self, words: Words, pieces: list[Piece], at: int) -> bool:
        """Whether a body is that of an office before whoever holds it: "Speaker of the House Ana Li"."""
        if at + 1 >= len(pieces) or pieces[at].what != "word" or words.key[pieces[at].last] not in self._bodies:
            return False
        before, behind = [p.what for p in pieces[max(0, at - 3) : at]], pieces[at + 1]
        named = words.key[behind.first] in self._given or any(label_of(a) == PERSON for a in behind.options[:1])
        return named and "role" in before and before[-1] == "link"

    def _of_place(self, words: Words, pieces: list[Piece], at: int) -> int:
        """The last piece of a place that is called after another: "San Juan de Arama" is not San Juan; 0 for none."""
        known = pieces[at].what == "known" and all(label_of(a) == LOC for a in pieces[at].options)
        k = at + 1
        while (
            known and k < len(pieces) and pieces[k].what == "link" and words.key[pieces[k].first] in self._called_after
        ):
            k += 1
        return k if known and at + 1 < k < len(pieces) and pieces[k].what == "word" else 0

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
