"""The day an article was published: from a field of the input, an address, a labelled date or a dateline.

Nothing is guessed: a date with a part missing, or one that could be read two ways, is no date.  (A dateline without a
year is completed where the calendar leaves one year only, see :func:`dateline`.)
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Any

from kg.core.errors import InputError

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"

_ISO = re.compile(r"(?P<year>\d{4})(?P<s>[-/.])(?P<month>\d{1,2})(?P=s)(?P<day>\d{1,2})(?![\d])")
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T\d.*)?")
_WORDS = (
    re.compile(rf"\b{_DAY}(?:\s+of)?[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b{_MONTH}\s*{_DAY},?\s+(?P<year>\d{{4}})\b", re.I),
)
_FIGURES = re.compile(r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>\d{4})(?!\d)")

_IN_ADDRESS = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[/_-](?P<month>\d{1,2})[/_-](?P<day>\d{1,2})(?!\d)"),
    re.compile(rf"/(?P<year>(?:19|20)\d\d)/{_MONTH}/(?P<day>\d{{1,2}})(?!\d)", re.I),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=\d{0,6}(?!\d))"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"(?<!last )(?<!next )\b({'|'.join(_WEEKDAYS)})\b")
_YEAR = re.compile(r"(?<![\d.,$€£-])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_YEAR_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)/")

# "YANGON, July 25 (Reuters):", "afrol News, 15 October -", "WASHINGTON, July 25:", "GENEVA (Reuters), 3 May 2022 —"
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][\w .,'’/-]{1,60}?)(?:\s*\([\w ]{2,30}\))?,\s*"
    r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)day,?\s+)?"
    rf"(?:{_MONTH}\s*{_DAY}|(?P<day2>\d{{1,2}})\s+(?P<month2>{'|'.join(_MONTHS)})\b\.?)(?:,?\s+(?P<year>\d{{4}}))?"
    r"\s*(?:[\[(/](?P<agency>[\w .&/-]{2,30})[\])/])?\s*(?:[-–—:]|$)",
    re.I,
)


def parse_date(value: Any, where: str = "", line: int | None = None) -> dt.date | None:
    """The day that a field of the input means.

    Args:
        value: A ``date`` or ``datetime``, or a text: "2023-09-13" (a time may follow), "20230913", "13 September 2023",
            "Sept. 13, 2023", "Wed, 13 Sep 2023 10:00:00 GMT", "25/12/2023".  None and the empty text mean that there is
            none.
        where: The input, for the message.
        line: The line in it, for the message.

    Raises:
        InputError: It is no day of the calendar, or one that could be two ("03/04/2023").

    Example:
        >>> parse_date("2023-09-13T10:00:00Z")
        datetime.date(2023, 9, 13)
    """
    if value is None or value != value:  # not-a-number and pandas' NaT differ from themselves
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    if not text or text.casefold() in {"nan", "nat", "none", "null"}:
        return None
    if m := _ISO.match(text) or _COMPACT.fullmatch(text):
        day = _day(m["year"], m["month"], m["day"])
    elif m := _FIGURES.match(text):
        a, b = int(m["a"]), int(m["b"])
        if a <= 12 and b <= 12 and a != b:
            raise InputError(f"the date {text!r} can be read two ways; write YYYY-MM-DD", where, line)
        day = _day(m["year"], min(a, b) if max(a, b) > 12 else a, max(a, b))
    else:
        day = find_date(text) or _rfc(text)
    if day is None:
        raise InputError(f"the date {text[:40]!r} is not a day; write YYYY-MM-DD", where, line)
    return day


def find_date(text: str) -> dt.date | None:
    """The first full date written in words in a text: "Updated: July 18, 2022 5:36 pm"."""
    for pattern in (*_WORDS, _ISO):
        for m in pattern.finditer(text):
            if day := _day(m["year"], m["month"], m["day"]):
                return day
    return None


def date_in_address(url: str) -> dt.date | None:
    """The day in a web address, as news sites put it there.

    Example:
        >>> date_in_address("https://example.org/2022/07/25/leaders-meet")
        datetime.date(2022, 7, 25)
    """
    for pattern in _IN_ADDRESS:
        for m in pattern.finditer(url):
            if day := _day(m["year"], m["month"], m["day"]):
                return day
    return None


def dateline(text: str, url: str | None = None) -> tuple[dt.date | None, str | None]:
    """Day and agency of the dateline that a text begins with.

    Args:
        text: The article.  Its first two paragraphs are looked at; the first may be the headline.
        url: Its address, which may hold the year that datelines leave out.

    Returns:
        The day, None without a year; the words in brackets after it ("Reuters"), None without any.  Where only the year
        is missing, the calendar gives it: the report's first weekday ("on Monday") is the day of the dateline, in the
        latest year that the text names or the one after it.  If it is in neither, there is no date.
    """
    for paragraph in [p for p in text.split("\n") if p.strip()][:2]:
        if m := _DATELINE.match(paragraph[:200]):
            month, day = m["month"] or m["month2"], m["day"] or m["day2"]
            year = m["year"] or ((y := _YEAR_IN_ADDRESS.search(url or "")) and y["year"])
            found = _day(year, month, day) if year else _by_weekday(text, paragraph[m.end() :], month, day)
            return found, m["agency"]
        if m := re.match(r"\s*[A-Z][\w .,'’/-]{1,40}\s*\((?P<agency>[\w .&/-]{2,30})\)\s*[-–—:]", paragraph[:120]):
            return None, m["agency"]
    return None, None


def _by_weekday(text: str, report: str, month: str, day: str) -> dt.date | None:
    """The day of a dateline without a year, by the weekday that the report begins with and the years the text names."""
    weekday = _WEEKDAY.search(report)
    years = [int(y) for y in _YEAR.findall(text)]
    if weekday is None or not years:
        return None
    for year in (max(years), max(years) + 1):
        found = _day(year, month, day)
        if found is not None and _WEEKDAYS[found.weekday()] == weekday[1]:
            return found
    return None


def _day(year: str | int, month: str | int, day: str | int) -> dt.date | None:
    number = _MONTHS.get(str(month).casefold()) or int(month)
    try:
        found = dt.date(int(year), number, int(day))
    except ValueError:
        return None
    return found if found.year >= 1000 else None


def _rfc(text: str) -> dt.date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None
