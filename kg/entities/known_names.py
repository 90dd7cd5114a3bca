"""Names that the knowledge base knows, found word by word: the longest match, as far as its writing fits."""

from __future__ import annotations

from kg.entities.cues import Lexicon, cues
from kg.entities.facts import Alias
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
