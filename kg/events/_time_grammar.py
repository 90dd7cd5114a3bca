"""The grammar of English time expressions: text in, spans with a :class:`~kg.events._time_value.Value` out.

Regular expressions over characters, so that a parser's mistakes ("Sept. / 13" cut into two sentences) do no harm.  A
rule is tried only on a text that has one of the words without which it cannot match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.events import _time_absolute, _time_relative
from kg.events._time_pieces import Rule
from kg.events._time_value import Value


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A span of words that names a time.

    Attributes:
        text: The words, without their preposition.
        start: First character in the document.
        end: One past the last.
        first: Index of the first token.
        last: One past the index of the last token.
        value: What the words say.
        relation: How the preposition relates an act to it: "on" (also for in, at and none), "since", "until", "by",
            "before", "after", "for", "behind" ("a day after they met") or "than" ("the worst since 2014").
        anchor: The expression that it counts from ("two days later"), where the text has one.
    """

    text: str
    start: int
    end: int
    first: int
    last: int
    value: Value
    relation: str = "on"
    anchor: TimeExpression | None = None


def _starting(words: str) -> str:
    """A pattern of any of some words where a word starts.

    What is before a word is looked at last: a search that begins with letters passes over all others at once.
    """
    return "(?:" + "|".join(rf"{word}(?<!\w{word})" for word in words.split()) + ")"


# The words without which no rule of a class matches.
_KEYS = {
    "named": r"9/11|\d(?:th)? (?:terrorist )?(?:attack|insurrection|riot|massacre)|\b(?:[Dd]ay|[Ee]ve)\b",
    "figures": r"\d\d",
    "month": _starting(
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"
    ),
    "weekday": _starting("Mon Tues Wednes Thurs Fri Satur Sun MON TUES WEDNES THURS FRI SATUR SUN") + r"(?:day|DAY)\b",
    "deictic": r"\b(?:[Tt]o(?:day|night|morrow)|[Yy]esterday|[Oo]vernight|[Mm]orning|[Aa]fternoon|[Ee]vening"
    r"|[Nn]ight)\b",
    "unit": r"\b(?:minute|hour|[Dd]ay|week|month|quarter|half|year|decade|spring|summer|autumn|fall|winter|fiscal)",
    "season": r"\b(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\b",
    "ordinal": r"\d(?:st|nd|rd|th)\b",
}
# Characters around such a word that an expression may fill ("from Wednesday, September 28, 2022 to …").
_BEFORE, _BEHIND = 70, 70


@lru_cache(maxsize=1)
def _rules() -> tuple[list[Rule], dict[str, re.Pattern[str]]]:
    rules = [*_time_absolute.rules(), *_time_relative.rules()]
    return rules, {key: re.compile(pattern) for key, pattern in _KEYS.items()}


@lru_cache(maxsize=16)
def scan(text: str) -> tuple[tuple[int, int, Value], ...]:
    """All time expressions of a text: first character, one past the last, and what the words say.

    Where two readings overlap the one that begins first holds, of those the longer ("July 17, 2022" over "July").

    Example:
        >>> scan("They met on 17 July.")[0][:2]
        (12, 19)
    """
    rules, keys = _rules()
    windows = {key: list(_windows(pattern, text)) for key, pattern in keys.items()}
    found: list[tuple[int, int, int, Value]] = []
    for rank, rule in enumerate(rules):
        for first, last in windows[rule.key]:
            for match in rule.pattern.finditer(text, first, last):
                value = rule.build(match)
                if value is not None:
                    found.append((match.start(), -match.end(), rank, value))
    out: list[tuple[int, int, Value]] = []
    for start, minus_end, _, value in sorted(found, key=lambda hit: hit[:3]):
        if not out or start >= out[-1][1]:
            out.append((start, -minus_end, value))
    return tuple(out)


def _windows(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text around the words of a class, those that touch as one."""
    first = last = -1
    for match in pattern.finditer(text):
        start, end = max(0, match.start() - _BEFORE), min(len(text), match.end() + _BEHIND)
        if start <= last:
            last = end
            continue
        if last >= 0:
            yield first, last
        first, last = start, end
    if last >= 0:
        yield first, last
