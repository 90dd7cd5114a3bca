"""The grammar of English time expressions: text in, spans with a :class:`~kg.events._time_value.Value` out.

Regular expressions over characters, so that a parser's mistakes ("Sept. / 13" cut into two sentences) do no harm.  A
rule is tried only on a text that has one of the words without which it cannot match.
"""

from __future__ import annotations

import re
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
            "before", "after", "for" or "than" ("the worst since 2014", a comparison).
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


_KEYS = {
    "named": r"9/11|\d attack|terrorist attack|insurrection|riot|massacre|\bday\b|\beve\b",
    "figures": r"\d\d",
    "month": r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    "weekday": r"day\b",
    "deictic": r"today|tonight|yesterday|tomorrow|morning|afternoon|evening|night",
    "unit": r"\b(?:minute|hour|day|week|month|quarter|half|year|decade|spring|summer|autumn|fall|winter|fiscal)",
    "season": r"spring|summer|autumn|fall|winter",
    "ordinal": r"\d(?:st|nd|rd|th)\b",
}


@lru_cache(maxsize=1)
def _rules() -> tuple[list[Rule], dict[str, re.Pattern[str]]]:
    return [*_time_absolute.rules(), *_time_relative.rules()], {
        k: re.compile(p, re.IGNORECASE) for k, p in _KEYS.items()
    }


@lru_cache(maxsize=16)
def scan(text: str) -> tuple[tuple[int, int, Value], ...]:
    """All time expressions of a text: first character, one past the last, and what the words say.

    Where two readings overlap the one that begins first holds, of those the longer ("July 17, 2022" over "July").

    Example:
        >>> scan("They met on 17 July.")[0][:2]
        (12, 19)
    """
    rules, keys = _rules()
    present = {key for key, pattern in keys.items() if pattern.search(text)}
    found: list[tuple[int, int, int, Value]] = []
    for rank, rule in enumerate(rules):
        if rule.key in present:
            for match in rule.pattern.finditer(text):
                value = rule.build(match)
                if value is not None:
                    found.append((match.start(), -match.end(), rank, value))
    out: list[tuple[int, int, Value]] = []
    for start, minus_end, _, value in sorted(found, key=lambda hit: hit[:3]):
        if not out or start >= out[-1][1]:
            out.append((start, -minus_end, value))
    return tuple(out)
