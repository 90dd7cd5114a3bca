"""Dates that stand on their own: "17 July 2022", "July 17", "in July", "2014", "1988 to 2011", "the 1990s", "9/11"."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from kg.events._time_pieces import (
    DASH,
    MONTHS,
    PART,
    START,
    TO,
    WEEKDAY_LEAD,
    YEAR_TAIL,
    Rule,
    after,
    any_of,
    before,
    day,
    group,
    month,
    month_number,
    number,
    part_of,
    relative_year,
    weekday_number,
    year,
)
from kg.events._time_value import Value
from kg.language import en

_NEAR = en.maps("calendar")["near"]
LAST_YEAR = 2060  # a number from here on is no year that the news speaks of

# Names that only sometimes are months ("Theresa May", "the March for Life"): bare, they need a word of time before.
_DOUBTFUL = en.lists("calendar")["doubtful_months"]
_TIME_WORD = re.compile(rf"(?:\b(?:{any_of('before_a_month')})\s+|\bmid-)$")
_MONTH_LIST = re.compile(rf"(?:{'|'.join(MONTHS)})(?:\s+\d{{4}})?(?:,| and| or| to|, and)\s*$")
_PERSON_OR_PROTEST = re.compile(r"['’]s|\s+(?:for|on|of)\s+[A-Z]|\s+Day\b")
_SECOND_MONTH = re.compile(rf"\s*(?:,|and|or)\s+(?:{'|'.join(m.title() for m in MONTHS)})\b")

_COUNTED = re.compile(rf"\s+(?:\w+\s+)?(?:{any_of('counted')})\b")
_YEAR_WORD = re.compile(
    rf"(?:\b(?:{any_of('before_a_year')})\s+(?:the\s+year\s+)?"
    r"|\b\d{4}(?:,| and| or|, and)\s+)$"
)
_QUANTITY = re.compile(rf"\b(?:{any_of('quantities')})\s+of\s+$")
_OWNED = re.compile(rf"(?:\b(?:{any_of('before_a_number')})|['’]s?)\s+$")
_NOUN = re.compile(rf"[\s-]+(?!{any_of('no_such_nouns')})[A-Za-z]{{3,}}")


def _full(match: re.Match[str]) -> Value:
    """A day with its month; a range of them where there is a second day."""
    shift, context = relative_year(match)
    the_year, the_month = number(match, "year"), month_number(match["month"])
    first_day, week_day = int(match["day"]), weekday_number(group(match, "weekday"))
    last = None
    if group(match, "day2"):
        second = group(match, "month2")
        last_month = month_number(second) if second else the_month
        last = Value("day", the_year, shift, last_month, int(match["day2"]))
        if the_year is not None and last_month < the_month:
            the_year -= 1  # "December 30 to January 2, 2022"
    return Value("day", the_year, shift, the_month, first_day, week_day, context=context, until=last)


def _day_first_range(match: re.Match[str]) -> Value:
    """ "3 to 5 May", "30 July–2 August 2022"."""
    shift, _ = relative_year(match)
    the_year, last_month = number(match, "year"), month_number(match["month2"])
    first = group(match, "month")
    first_month = month_number(first) if first else last_month
    last = Value("day", the_year, shift, last_month, int(match["day2"]))
    if the_year is not None and last_month < first_month:
        the_year -= 1
    return Value("day", the_year, shift, first_month, int(match["day"]), until=last)


def _iso(match: re.Match[str]) -> Value:
    return Value("day", int(match["year"]), month=int(match["b"]), day=int(match["a"]))


def _figures(match: re.Match[str]) -> Value | None:
    the_year, one, two = int(match["year"]), int(match["a"]), int(match["b"])
    if match["sep"] == "." or one > 12:
        one, two = two, one
    elif two <= 12:
        return None  # 07/08/2022 is another day on the other side of the Atlantic
    return Value("day", the_year, month=one, day=two) if one <= 12 else None


def _month(match: re.Match[str]) -> Value | None:
    name, ahead, behind = match["month"], before(match), after(match)
    shift, context = relative_year(match)
    rel, second = group(match, "rel"), group(match, "month2")
    if not (group(match, "year") or shift is not None or rel or group(match, "part") or second):
        if re.search(r"\b(?:every|each)\s+$", ahead) or name.lower() not in MONTHS:
            return None  # "Jan", "Mar", "Dec" are months only with a day or a year
        if name.lower() in _DOUBTFUL and (
            not (_TIME_WORD.search(ahead) or _MONTH_LIST.search(ahead) or _SECOND_MONTH.match(behind))
            or _PERSON_OR_PROTEST.match(behind)
        ):
            return None
    the_year, the_month, part = number(match, "year"), month_number(name), part_of(group(match, "part"))
    if second is None:
        near = _NEAR.get(" ".join((rel or "").lower().split()))
        return Value("month", the_year, shift, the_month, shift=near, part=part, context=context)
    last = Value("month", the_year, shift, month_number(second))
    if the_year is not None and month_number(second) < the_month:
        the_year -= 1
    return Value("month", number(match, "year1") or the_year, shift, the_month, part=part, until=last)


def _year(match: re.Match[str]) -> Value | None:
    ahead, behind, the_year = before(match), after(match), int(match["year"])
    part, second = part_of(group(match, "part")), group(match, "year2")
    if the_year >= LAST_YEAR or _COUNTED.match(behind) or re.search(r"(?:[$€£#]|\bno\.?|\bresolution)\s*$", ahead):
        return None
    if second:
        last = int(second) if len(second) == 4 else the_year // 100 * 100 + int(second)
        return Value("year", the_year, until=Value("year", last)) if the_year < last < LAST_YEAR else None
    known = (
        part
        or _YEAR_WORD.search(ahead)
        or (re.search(r"[a-z]\s+of\s+$", ahead) and not _QUANTITY.search(ahead) and not _NOUN.match(behind))
        or (ahead.endswith("(") and re.match(r"\s*[),;]", behind))
        or (the_year >= 1900 and _OWNED.search(ahead) and _NOUN.match(behind))
    )
    return Value("year", the_year, part=part) if known else None


def _decade(match: re.Match[str]) -> Value:
    figures = match["decade"]
    return Value(
        "decade", int(figures) if len(figures) == 4 else 1900 + int(figures), part=part_of(group(match, "part"))
    )


@lru_cache(maxsize=1)
def _names() -> dict[str, Value]:
    table = {}
    for line in (Path(__file__).parent / "data" / "named_days.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            words, the_year, the_month, the_day = line.split("\t")
            table[words] = Value("day", int(the_year) if the_year else None, month=int(the_month), day=int(the_day))
    return table


def _named(match: re.Match[str]) -> Value | None:
    value = _names()[match["name"].lower().replace("’", "'")]
    return Value("day", number(match, "year") or value.year, month=value.month, day=value.day)


def rules() -> list[Rule]:
    """The rules of this file; longer readings come first."""
    names = "|".join(re.escape(w).replace("'", "['’]") for w in sorted(_names(), key=len, reverse=True))
    mdy = rf"{START}{WEEKDAY_LEAD}{month('month')}\s*{day('day')}"
    dmy = rf"{START}{WEEKDAY_LEAD}(?:the\s+)?{day('day')}"
    near = r"(?:(?P<rel>(?i:last|next|this\s+past|this))\s+)?"
    between = r"(?<=\b[Bb]etween\s)"
    table = [
        ("named", rf"(?<!\w)(?P<name>(?i:{names}))(?!\w)(?:,?\s+{year('year')})?", _named),
        (
            "figures",
            rf"{START}(?P<year>1[89]\d\d|20\d\d)-(?P<b>0[1-9]|1[0-2])-(?P<a>0[1-9]|[12]\d|3[01])(?![\w-])",
            _iso,
        ),
        (
            "figures",
            rf"{START}(?P<a>0?[1-9]|[12]\d|3[01])(?P<sep>[./])(?P<b>0?[1-9]|[12]\d|3[01])(?P=sep){year('year')}",
            _figures,
        ),
        ("month", rf"{mdy}{TO}(?:{month('month2')}\s+)?{day('day2')}{YEAR_TAIL}", _full),
        (
            "month",
            rf"{between}{month('month')}\s+{day('day')}\s+and\s+(?:{month('month2')}\s+)?{day('day2')}{YEAR_TAIL}",
            _full,
        ),
        ("month", rf"{mdy}{YEAR_TAIL}", _full),
        ("month", rf"{dmy}(?:\s+{month('month')})?{TO}{day('day2')}\s+{month('month2')}{YEAR_TAIL}", _day_first_range),
        (
            "month",
            rf"{between}{day('day')}(?:\s+{month('month')})?\s+and\s+{day('day2')}\s+{month('month2')}{YEAR_TAIL}",
            _day_first_range,
        ),
        ("month", rf"{dmy}(?:\s+|-)(?:of\s+)?{month('month')}(?!\w){YEAR_TAIL}", _full),
        (
            "month",
            rf"{START}{PART}?{near}{month('month')}(?:,?\s+{year('year1')})?{TO}{month('month2')}(?!\w){YEAR_TAIL}",
            _month,
        ),
        (
            "month",
            rf"{between}{month('month')}(?:,?\s+{year('year1')})?\s+and\s+{month('month2')}(?!\w){YEAR_TAIL}",
            _month,
        ),
        ("month", rf"{START}{PART}?{near}{month('month')}(?![\w-]){YEAR_TAIL}", _month),
        ("figures", rf"{START}{PART}?{year('year')}(?:{DASH}(?P<year2>(?:1[5-9]|20)\d\d|\d\d)(?![\w%,-]))?", _year),
        ("figures", rf"(?<=between\s){year('year')}\s+and\s+(?P<year2>(?:1[5-9]|20)\d\d)(?!\w)", _year),
        (
            "figures",
            rf"(?<=[Ff]rom\s){year('year')}\s+(?:to|until|through)\s+(?P<year2>(?:1[5-9]|20)\d\d)(?!\w)",
            _year,
        ),
        ("figures", rf"(?<![\w$€£]){PART}?['’]?(?P<decade>(?:1[89]|20)\d0|(?<=['’])[2-9]0)['’]?s\b", _decade),
    ]
    return [Rule(key, pattern, build) for key, pattern, build in table]
