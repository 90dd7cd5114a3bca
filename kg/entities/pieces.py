"""Cuts a run of capitals into pieces: known names, roles, link words, and other words."""

from __future__ import annotations

from dataclasses import dataclass

from kg.entities.cues import Lexicon, common_words, cues
from kg.entities.facts import Alias
from kg.entities.known_names import Known
from kg.entities.words import COMMA, HYPHEN, POSSESSIVE, SPACE, Words
from kg.language import en

_NAMES = en.lists("names")


@dataclass(slots=True)
class Piece:
    """A part of a run of capitals: a known name, a role, a link word, or any word."""

    first: int
    last: int
    what: str
    options: tuple[Alias, ...] = ()


def portfolio_end(words: Words, last: int) -> int:
    """The end of a minister's title: "Minister of Planning and International Cooperation".

    Args:
        words: The document.
        last: The last word of a role.
    """
    lists = cues()
    if words.key[last] not in lists["portfolio_holders"]:
        return last
    k, end = last + 1, last
    if k >= len(words) or words.key[k] not in ("of", "for") or words.gap[k] != SPACE:
        return last
    k += 1
    while k < len(words) and words.gap[k] <= COMMA:
        key = words.key[k]
        if key in lists["portfolios"]:
            end = k
        elif key not in _NAMES["links_of_portfolios"] or words.gap[k] > COMMA:
            break
        k += 1
    return end


def last_word(pieces: list[Piece], k: int) -> int:
    """The last of the words that follow a piece without a break."""
    while k + 1 < len(pieces) and pieces[k + 1].what == "word":
        k += 1
    return k


class Cutter:
    """Cuts runs into pieces.

    Args:
        lexicon: What is known.
        known: Finds the known names.
    """

    def __init__(self, lexicon: Lexicon, known: Known) -> None:
        self._roles, self._institutions, self._known = lexicon.roles, lexicon.institutions, known
        lists = cues()
        self._org, self._place, self._other = lists["organisation_heads"], lists["place_heads"], lists["other_heads"]
        self._titles, self._never_bare, self._ranks = lists["titles"], lists["never_bare"], lists["rank_adjectives"]
        self._particles, self._links = lists["name_particles"], lists["name_links"]
        self._directions, self._continents = lists["directions"], lists["continents"]
        self._continentals, self._countries = lists["continentals"], lists["also_countries"]
        self._peoples, self._common = lists["peoples"], common_words()
        self._firsts = lists["place_firsts"]
        self._given, self._listed = lexicon.given, lists["given_names"]

    def pieces(self, words: Words, first: int, last: int) -> list[Piece]:
        """The pieces of the words from first to last, both included."""
        pieces: list[Piece] = []
        i = first
        while i <= last:
            known = self._known.at(words, i)
            region = self._region(words, i, last)
            if region is not None and (known is None or known[0] < region[0]):
                pieces.append(Piece(i, region[0], region[1]))
                i = region[0] + 1
                continue
            if known and self._is_other(words, i, first, last, known, pieces):
                known = None
            role_end = self._role_end(words, i, last)
            if known and known[0] >= role_end and known[0] <= last:
                pieces.append(Piece(i, known[0], "known", known[1]))
                i = known[0] + 1
            elif role_end >= 0 and not self._only_describes(words, i, role_end, last, pieces):
                before = pieces[-1] if pieces else None
                if before is not None and before.what == "word" and words.key[before.first] in self._ranks:
                    pieces.pop()
                role_end = min(portfolio_end(words, role_end), last)
                pieces.append(Piece(i, role_end, "role"))
                i = role_end + 1
            elif words.key[i] in self._titles and i < last and words.cap[i] and not self._opens_body(words, i, i, last):
                pieces.append(Piece(i, i, "role"))
                i += 1
            elif not words.cap[i] and (words.key[i] in self._links or words.key[i] in self._particles):
                pieces.append(Piece(i, i, "link"))
                i += 1
            else:
                pieces.append(Piece(i, i, "word"))
                i += 1
        return pieces

    def _is_other(
        self, words: Words, i: int, first: int, last: int, known: tuple[int, tuple[Alias, ...]], pieces: list[Piece]
    ) -> bool:
        """Whether words that are somebody's name are no name here, among the pieces of a run before them."""
        end, options = known
        if end == i and (i > first or options[0].weak) and self._is_head(words.key[i], options):
            return True  # "National Park" is not Ms Park
        if options[0].weak and i == end < last and words.key[i] in self._firsts:
            return True  # "Little Portugal" has nothing of Mr Little
        if pieces and self._common_word(words, i, known, pieces[-1]):
            return True  # "Taiwan Power Co" has nothing of Ms Power
        if options[0].entity.kind == "people" and self._given_name(words, i, end, last):
            return True  # "Christian Ponsle" is no faith
        # "Monica P. Medina" is no town
        return options[0].entity.kind == "place" and self._behind_initial(words, pieces)

    def _role_end(self, words: Words, i: int, last: int) -> int:
        """Where the longest role ends that begins at a word; -1 if none does."""
        for length in self._roles.lengths(words.key, i):
            if i + length - 1 <= last and self._roles.get(words.key, i, length):
                inside = range(i + 1, i + length)
                if all(words.gap[k] <= HYPHEN for k in inside):
                    return i + length - 1
        return -1

    def _is_head(self, key: str, options: tuple[Alias, ...]) -> bool:
        """Whether a name of one word is also the head word of places or bodies: "National Park", "Labour Congress"."""
        if options[0].form not in ("surname", "name") or options[0].entity.kind == "country":
            return False
        if options[0].weak and key in self._peoples:
            return True  # "English" is not Mr English
        return key in self._place or key in self._org or key in self._other

    def _common_word(self, words: Words, i: int, known: tuple[int, tuple[Alias, ...]], before: Piece) -> bool:
        """Whether a surname that is also an English word stands inside a name."""
        weak = known[0] == i and known[1][0].form == "surname" and known[1][0].weak
        return (
            weak
            and before.what in ("known", "word")
            and words.key[i] in self._common
            and before.last == i - 1
            and (before.what == "word" or before.options[0].entity.kind != "person")
            and words.key[before.last] not in self._given
        )

    def _given_name(self, words: Words, i: int, end: int, last: int) -> bool:
        """Whether a word is a given name, with a surname behind it that is no other word."""
        follows = i == end < last and words.cap[i + 1] and words.gap[i + 1] == SPACE
        return follows and words.key[i] in self._listed and words.key[i + 1] not in self._common

    def _behind_initial(self, words: Words, pieces: list[Piece]) -> bool:
        """Whether a given name and an initial have just been read."""
        if len(pieces) < 2 or any(p.what != "word" for p in pieces[-2:]):
            return False
        given, initial = (words.key[p.last] for p in pieces[-2:])
        return given in self._given and len(initial) == 1

    def _only_describes(self, words: Words, i: int, end: int, last: int, pieces: list[Piece]) -> bool:
        """Whether what could be a role is a part of a body's or an event's name."""
        owns = end < last and words.gap[end + 1] == POSSESSIVE  # "Attorney General's Office"
        if self._opens_body(words, i, end, last):
            return True  # "General Staff" is no general
        return owns or self._heads_name(words, i, end, last, pieces) or self._adjectival(words, i, end, last)

    def _opens_body(self, words: Words, i: int, end: int, last: int) -> bool:
        """Whether a longer phrase for a body of a state begins at a word that could be a role."""
        return any(
            end - i + 1 < length <= last - i + 1 and self._institutions.get(words.key, i, length) is not None
            for length in self._institutions.lengths(words.key, i)
        )

    def _adjectival(self, words: Words, i: int, end: int, last: int) -> bool:
        """Whether a word that could be a rank only describes what follows: "General Election"."""
        if i != end or end >= last or words.key[i] not in self._never_bare:
            return False
        return words.key[end + 1] in self._other or words.key[end + 1] in self._org

    def _heads_name(self, words: Words, i: int, end: int, last: int, pieces: list[Piece]) -> bool:
        """Whether a word that could be a role is the head of a body's name: "ASEAN Parliamentarians for …"."""
        key = words.key[end]
        if i != end or key not in self._org or not pieces or pieces[-1].what not in ("known", "word"):
            return False
        return key.endswith("s") or (end < last and words.key[end + 1] in ("of", "for"))

    def _region(self, words: Words, i: int, last: int) -> tuple[int, str] | None:
        """A part of the world, or its people: "Latin America", "East African", "Europe".

        It ends a name unless a head word of a body follows ("Latin American Development Bank").
        """
        k = i
        while k < last and words.key[k] in self._directions and words.gap[k + 1] <= HYPHEN:
            k += 1
        key = words.key[k]
        what = "region" if key in self._continents else "people" if key in self._continentals else ""
        if not what or (k == i and key in self._countries):
            return None
        if k < last and words.gap[k + 1] <= HYPHEN and words.cap[k + 1]:
            return None
        return k, what
