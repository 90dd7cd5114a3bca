"""The pieces that rules on time expressions are made of, and the register that they enter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kg.events._time_value import Value
from kg.language import en

_CALENDAR = en.lists("calendar")
MONTHS, WEEKDAYS = en.orders("calendar")["month_names"], en.orders("calendar")["weekdays"]
NUMBERS, SHIFTS = en.maps("calendar")["numbers"], en.maps("calendar")["shifts"]
# These count from the day last spoken of, not from publication.
IN_CONTEXT = _CALENDAR["in_context"]
PARTS: dict[str, str] = en.maps("calendar")["parts"]


def _cased(names: tuple[str, ...]) -> str:
    return "|".join([*(n.title() for n in names), *(n.upper() for n in names)])


def any_of(name: str) -> str:
    """A pattern of any word of a list of ``en/calendar.yaml``."""
    return "|".join(en.orders("calendar")[name])


_SHORT = rf"(?:{any_of('short_months')}|{any_of('short_months').upper()})\b\.?"
START = r"(?<![\w’'$€£/.\-])"
DASH = r"\s*[-–—]\s*"
TO = rf"(?:{DASH}|\s+(?:to|through|until|till)\s+(?:the\s+)?)"
NUMBER = (
    r"(?P<number>\d{1,3}|(?:a\s+)?couple\s+of|(?:a\s+)?few|several|some|many|an?"
    rf"|{'|'.join(word for word in NUMBERS if word not in {'a', 'an', 'couple'})})"
)
UNIT = rf"(?P<unit>{any_of('units')})(?P<plural>s)?"
PART = (
    rf"(?:(?P<part>(?i:early|mid(?:dle)?|late|earlier|later|(?:{any_of('parts_of')})\s+of))"
    r"(?:\s+(?:in|on|of))?(?:\s*-\s*|\s+)(?:the\s+)?)"
)
RELATIVE_YEAR = r"\s+(?:of\s+)?(?P<relyear>last|this|next|that|the\s+same|the\s+previous|the\s+following)\s+year"


def month(group: str) -> str:
    """A month, whole or short, as a named group."""
    return rf"(?P<{group}>{_cased(MONTHS)}|{_SHORT})"


def day(group: str) -> str:
    """A day of the month in figures ("3", "3rd")."""
    return rf"(?P<{group}>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"


def year(group: str) -> str:
    """A year in four figures."""
    return rf"(?P<{group}>1[5-9]\d\d|20\d\d)(?![\w%]|[.,:]\d)"


def weekday(group: str) -> str:
    """A day of the week."""
    return rf"(?P<{group}>{_cased(WEEKDAYS)})"


YEAR_TAIL = rf"(?:(?:\s*,\s*|-|\s+(?:of\s+|in\s+)?|\s*\(){year('year')}\)?|{RELATIVE_YEAR})?"
WEEKDAY_LEAD = (
    rf"(?:(?:{weekday('weekday')}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
    rf"(?:\s+(?:{any_of('parts_of_day')}))?,?\s+\(?(?:the\s+)?)?"
)

Build = Callable[[re.Match[str]], Value | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, how to read a match, and the key word class without which it is not tried."""

    key: str
    written: str
    build: Build

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, made when it is first tried: all of them together take longer than a short text."""
        return _pattern(self.written)


@cache
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written)


def month_number(text: str) -> int:
    """1 to 12."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(text.lower().rstrip(".")[:3]))


def weekday_number(text: str | None) -> int | None:
    """0 for Monday; None for no text."""
    return WEEKDAYS.index(text.lower()) if text else None


def count_of(text: str) -> tuple[int, bool]:
    """How many, and whether that is vague ("several")."""
    words = text.lower().split()
    if words[-1] in _CALENDAR["some"]:
        return 1, True
    word = next(w for w in words if w in NUMBERS or w.isdigit()) if len(words) == 1 else "couple"
    return (int(word) if word.isdigit() else NUMBERS[word]), False


def part_of(text: str | None) -> str:
    """The part of a period that a word names, as in :class:`Value`."""
    return PARTS.get((text or "").lower().split(" ")[0], "")


def group(match: re.Match[str], name: str) -> str | None:
    """A named group, None also where the pattern has none of the name."""
    return match.groupdict().get(name)


def number(match: re.Match[str], name: str) -> int | None:
    """A named group of figures as a number."""
    text = group(match, name)
    return int(text) if text else None


def before(match: re.Match[str]) -> str:
    """The characters before a match, lower-case."""
    return match.string[max(0, match.start() - 40) : match.start()].lower()


def after(match: re.Match[str]) -> str:
    """The characters behind a match."""
    return match.string[match.end() : match.end() + 32]


def relative_year(match: re.Match[str]) -> tuple[int | None, bool]:
    """The year by its distance ("July last year"), and whether it counts from the context ("July of that year")."""
    text = group(match, "relyear")
    if not text:
        return None, False
    word = text.lower().split()[-1]
    return SHIFTS[word], word in IN_CONTEXT
