"""Cuts a run of capitals into pieces: known names, roles, link words, and other words.

Known names are found word by word: the longest match, as far as its writing fits.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.entities.cues import Lexicon, common_words, cues
from kg.entities.facts import Alias
from kg.entities.parts import portfolio_end
from kg.entities.words import COMMA, HYPHEN, POSSESSIVE, SPACE, Words
from kg.language import en

_MANY = en.lists("numbers")["many"]
_CURRENCY = frozenset({"$", "€", "£", "¥", "₹"})


def is_money(words: Words, last: int) -> bool:
    """Whether a country's name belongs to an amount: "US$", "20 million US dollars"."""
    if words.string[words.end[last] : words.end[last] + 1] in _CURRENCY:
        return True
    after = last + 1
    if after >= len(words) or words.gap[after] > SPACE or words.key[after] not in cues()["money_nouns"]:
        return False
    return any(words.key[k][:1].isdigit() or words.key[k] in _MANY for k in range(max(0, last - 3), last)) or (
        after + 1 < len(words) and words.key[after + 1][:1].isdigit()
    )


def is_amount(words: Words, i: int) -> bool:
    """Whether a word is the sign of a currency with its number: "BND500", "Rs 20"."""
    sign = words.key[i].rstrip("0123456789")
    if sign not in cues()["currencies"] and not (len(sign) == 1 and len(words.key[i]) > 2):
        return False
    return sign != words.key[i] or (i + 1 < len(words) and words.gap[i + 1] <= SPACE and words.key[i + 1][:1].isdigit())


def _is_date(words: Words, i: int) -> bool:
    """Whether a month's name stands in a date: "May 9", "in May"."""
    following = words.key[i + 1] if i + 1 < len(words) and words.gap[i + 1] <= COMMA else ""
    before = words.key[i - 1] if i and words.gap[i] <= HYPHEN else ""
    return following[:1].isdigit() or before[:1].isdigit() or before in cues()["before_a_month"]


class Known:
    """Finds known names.

    Args:
        lexicon: What is known.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._names = lexicon.names
        self.firsts = lexicon.names.firsts  # the words with which a name begins
        lists = cues()
        self._small, self._days = lists["sentence_words"], lists["days"]

    def at(self, words: Words, i: int) -> tuple[int, tuple[Alias, ...]] | None:
        """The longest known name that begins at a word: its last word, and its readings."""
        names, keys = self._names, words.key
        for length in names.lengths(keys, i):
            options = names.get(keys, i, length)
            if options is None:
                continue
            last = i + length - 1
            if words.string[words.end[last] : words.end[last] + 1] == "+":
                options = self._names.get([*keys[i : last + 1], "plus"], 0, length + 1) or options  # "OPEC+"
            if self._is_other(words, i, last) or (length > 1 and not self._joined(words, i, last, options)):
                continue
            fitting = _fitting(words, i, last, options)
            if fitting:
                return last, fitting
        return None

    def _is_other(self, words: Words, i: int, last: int) -> bool:
        """Whether words that are like a name are none: "He said", "May 9", "US dollars", "visited Russia today"."""
        if is_money(words, last) or (words.key[last] == "today" and not words.cap[last]):
            return True
        if i != last:
            return False
        if words.key[i] in self._small and words.text[i][1:].islower():
            return True  # "He" is no Mr He
        return words.key[i] in self._days and _is_date(words, i)

    def _joined(self, words: Words, first: int, last: int, options: tuple[Alias, ...]) -> bool:
        for k in range(first + 1, last + 1):
            gap = words.gap[k]
            if gap <= HYPHEN:
                continue
            if gap == POSSESSIVE and any("s " in a.text.replace("’", "'").replace("'s ", "s ") for a in options):
                continue
            if gap == COMMA and any("," in a.text for a in options):
                continue
            if words.string[words.end[k - 1] : words.start[k]] == "+" and any("+" in a.text for a in options):
                continue
            return False
        return True


def _fitting(words: Words, i: int, last: int, options: tuple[Alias, ...]) -> tuple[Alias, ...]:
    """The readings of a name that are written so: "us" is not the US, nor "Let" LeT; "MALI" in a headline is Mali."""
    surface = words.span(i, last)
    if words.loud[i] and surface.isupper() and len(surface) > 3:
        shown = surface.title()
        return tuple(a for a in options if a.fits(surface) or a.fits(shown))
    if not words.cap[i] and options[0].text[0].isupper() and (i == last or not words.cap[last]):
        return ()
    fitting = tuple(a for a in options if a.fits(surface))
    if i == last and surface[1:].islower():
        return tuple(a for a in fitting if sum(c.isupper() for c in a.text) < 2)
    return fitting


@dataclass(slots=True)
class Piece:
    """A part of a run of capitals: a known name, a role, a link word, or any word."""

    first: int
    last: int
    what: str
    options: tuple[Alias, ...] = ()


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
        if any(self._opens_body(words, k, end - 1, last) for k in range(max(first, i - 2), i)):
            return True  # "Supreme Security Council" is not the United Nations'
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
