"""The day an article was published: from a field of the input, an address, a labelled date or a dateline.

Nothing is guessed: a date with a part missing, or one that could be read two ways, is no date.  (A dateline without a
year is completed where the calendar leaves one year only, see :func:`dateline`.)
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from typing import Any

from kg.core.errors import InputError
from kg.readers.values import missing

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
# "20240312", "20240312T101500Z", "20240312101500"
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T\d.*|\d{6})?")
# "Tue Mar 12 10:00:00 UTC 2024", as the C library writes a moment
_CTIME = re.compile(
    rf"(?:[a-z]{{3,9}},?\s+)?{_MONTH}\s+{_DAY}\s+\d\d?:\d\d(?::\d\d)?\s+(?:[a-z]{{1,5}}\s+|[+-]\d{{4}}\s+)?(?P<year>\d{{4}})",
    re.I,
)
# Seconds or milliseconds since 1970, from 2001 on
_EPOCH = re.compile(r"(?P<seconds>[12]\d{9})(?:\d{3}|\.\d+)?")
_WORDS = (
    re.compile(rf"\b{_DAY}(?:\s+of)?[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b{_MONTH}\s*{_DAY},?\s+(?P<year>\d{{4}})\b", re.I),
)
_FIGURES = re.compile(r"(?P<a>\d{1,2})\s?[/.-]\s?(?P<b>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})(?!\d)")

_THREE = re.compile(r"(\d{1,4})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{1,4})(?!\d)")
_ORDERS = ("DMY", "MDY", "YMD")

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
    r"\s*(?P<place>[A-Z][\w .,'’/-]{1,60}?)(?:\s*\([\w ]{2,30}\))?\s*[,;:|–—-]\s*"
    r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)day,?\s+)?"
    rf"(?:{_MONTH}\s*{_DAY}|(?P<day2>\d{{1,2}})\s+(?P<month2>{'|'.join(_MONTHS)})\b\.?)(?:,?\s+(?P<year>\d{{4}}))?"
    r"\s*(?:[\[(/](?P<agency>[\w .&/-]{2,30})[\])/])?\s*(?:[-–—:|]|$)",
    re.I,
)


def parse_date(value: Any, where: str = "", line: int | None = None, format: str | None = None) -> dt.date | None:
    """The day that a field of the input means, where it was published: a time of day and its zone are left out.

    Args:
        value: A ``date`` or ``datetime``, or a text: "2023-09-13" (a time may follow), "20230913", "13 September 2023",
            "Sept. 13, 2023", "Wed, 13 Sep 2023 10:00:00 GMT", "25/12/2023", or seconds since 1970 (the day in UTC).
            None and the empty text mean that there is none.
        where: The input, for the message.
        line: The line in it, for the message.
        format: How days in figures are written: "DMY", "MDY", "YMD", or a pattern of strptime ("%d.%m.%y"); what does
            not fit it is read as without it.

    Raises:
        InputError: It is no day of the calendar, or one that could be two ("03/04/2023").

    Example:
        >>> parse_date("2023-09-13T10:00:00Z")
        datetime.date(2023, 9, 13)
    """
    if missing(value):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    if not text or text.casefold() in {"nan", "nat", "none", "null", "<na>", "n/a"}:
        return None
    if format and (day := _by_format(text, format)):
        return day
    if m := _ISO.match(text) or _COMPACT.fullmatch(text):
        day = _day(m["year"], m["month"], m["day"])
    elif m := _FIGURES.match(text):
        a, b = int(m["a"]), int(m["b"])
        if a <= 12 and b <= 12 and a != b:
            hint = "write YYYY-MM-DD, or say --date-format DMY or MDY"
            raise InputError(f"the date {text[:40]!r} can be read two ways; {hint}", where, line)
        day = _day(m["year"], min(a, b) if max(a, b) > 12 else a, max(a, b))
    elif m := _EPOCH.fullmatch(text):
        day = dt.datetime.fromtimestamp(int(m["seconds"]), dt.UTC).date()
    elif m := _CTIME.match(text):
        day = _day(m["year"], m["month"], m["day"])
    else:
        day = find_date(text) or _rfc(text)
    if day is None:
        raise InputError(f"the date {text[:40]!r} is not a day; write YYYY-MM-DD", where, line)
    return day


def ambiguous(text: str, day: dt.date) -> str | None:
    """The figures in a text from which a day may have been guessed: "03/04/2024" for April 3; None if none were.

    Where the day also stands there in a form that can be read one way only, nothing was guessed.

    Example:
        >>> ambiguous("<meta name='date' content='03/04/2024'>", dt.date(2024, 4, 3))
        '03/04/2024'
    """
    pair = {day.day, day.month}
    if len(pair) == 1 or day.day > 12:
        return None
    either = next(
        (m[0] for m in _FIGURES.finditer(text) if {int(m["a"]), int(m["b"])} == pair and int(m["year"]) == day.year),
        None,
    )
    if either is None:
        return None
    clear = (*_WORDS, re.compile(_ISO.pattern), re.compile(rf"(?<!\d){day:%Y%m%d}"))
    for pattern in clear:
        for m in pattern.finditer(text):
            if "month" not in pattern.groupindex or _day(m["year"], m["month"], m["day"]) == day:
                return None
    return either


def checked_format(format: str | None) -> str | None:
    """How days are written, if that is a way to write days.

    Raises:
        InputError: It is none.
    """
    if format is None or format.upper() in _ORDERS:
        return format and format.upper()
    try:
        if dt.datetime.strptime(dt.date(2021, 11, 23).strftime(format), format).date() == dt.date(2021, 11, 23):
            return format
    except ValueError:
        pass
    raise InputError(f"{format!r} is no way to write a day; say DMY, MDY, YMD or a pattern as %d.%m.%Y")


def _by_format(text: str, format: str) -> dt.date | None:
    if format in _ORDERS:
        m = _THREE.match(text)
        if m is None:
            return None
        figures = dict(zip(format, m.groups(), strict=True))
        if len(figures["Y"]) not in (2, 4) or len(figures["M"]) > 2 or len(figures["D"]) > 2:
            return None
        year = int(figures["Y"])
        if len(figures["Y"]) == 2:  # as strptime and POSIX have it
            year += 2000 if year < 69 else 1900
        return _day(year, figures["M"], figures["D"])
    for length in (len(text), *(m.start() for m in re.finditer(r"[\sT]", text))):
        try:
            return dt.datetime.strptime(text[:length], format).date()
        except ValueError:
            continue
    return None


def find_date(text: str) -> dt.date | None:
    """The first full date written in words in a text: "Updated: July 18, 2022 5:36 pm"."""
    return _first((*_WORDS, _ISO), text)


def date_in_address(url: str) -> dt.date | None:
    """The day in a web address, as news sites put it there.

    Example:
        >>> date_in_address("https://example.org/2022/07/25/leaders-meet")
        datetime.date(2022, 7, 25)
    """
    return _first(_IN_ADDRESS, url)


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> dt.date | None:
    found = (_day(m["year"], m["month"], m["day"]) for pattern in patterns for m in pattern.finditer(text))
    return next(filter(None, found), None)


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
