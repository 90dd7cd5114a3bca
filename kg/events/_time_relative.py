"""Dates that count from publication, or from the day last spoken of: "on Friday", "last month", "two days later"."""

from __future__ import annotations

import re
from typing import cast

from kg.events._time_pieces import (
    IN_CONTEXT,
    NUMBER,
    PART,
    SHIFTS,
    START,
    TO,
    UNIT,
    Rule,
    after,
    any_of,
    before,
    count_of,
    group,
    number,
    part_of,
    relative_year,
    weekday,
    weekday_number,
    year,
)
from kg.events._time_value import Unit, Value
from kg.language import en

_CALENDAR = en.lists("calendar")
_OVER = en.orders("calendar")["over"]
_ENDS = re.compile(r"\s*(?:[.,;:)]|$)")
# "Black Friday", "Bloody Sunday", "the Mail on Sunday"; and what comes every week.
_NAMED_WEEKDAY = re.compile(rf"\b(?:{any_of('named_weekdays')})\s+$")
_PAPER = re.compile(rf"\s+(?:{any_of('papers')})\b")
_ORDINALS, _SEASONS = en.maps("calendar")["ordinals"], en.maps("calendar")["seasons"]


def _weekday(match: re.Match[str]) -> Value | None:
    if _NAMED_WEEKDAY.search(before(match)) or _PAPER.match(after(match)):
        return None
    which, rel, week = weekday_number(match["weekday"]), (match["rel"] or "").lower().split(), match["week"]
    if rel and rel[-1] in IN_CONTEXT:
        return Value("day", weekday=which, shift=SHIFTS[rel[-1]], context=True)
    last = Value("day", weekday=weekday_number(match["weekday2"])) if match["weekday2"] else None
    if week:
        return Value("day", weekday=which, week_shift=SHIFTS[week.lower()])
    if rel == ["this"]:
        return Value("day", weekday=which, week_shift=0)
    return Value("day", weekday=which, shift=SHIFTS[rel[-1]] if rel else None, until=last)


def _deictic(match: re.Match[str]) -> Value | None:
    words = match.group().lower().split()
    if words[0] == "today" and re.match(rf"['’]s\s+(?:{any_of('of_our_time')})", after(match)):
        return None
    if match.group()[0].isupper() and re.search(r"[A-Z]\w+\s+$", match.string[: match.start()][-20:]):
        return None  # "USA Today", "Russia Today"
    if words[0] == "overnight":
        return Value("day", shift=-1, until=Value("day", shift=0))
    if words[:2] == ["the", "day"]:
        return Value("day", shift=-2 if "yesterday" in words else 2)
    return Value("day", shift={"yesterday": -1, "last": -1, "tomorrow": 1}.get(words[0], 0))


def _relative(match: re.Match[str]) -> Value | None:
    """ "Last month", "earlier this year", "by the end of the week", "the following day"."""
    rel, unit, part = match["rel"].lower().split()[-1], match["unit"].lower(), part_of(group(match, "part"))
    context = rel in IN_CONTEXT
    if rel == "the" and not part:
        return None
    if unit == "day":
        if rel in {"the", "this"} and part in {"sofar", "rest"}:  # "earlier in the day"
            return Value("day", shift=0, context=True)
        return Value("day", shift=SHIFTS[rel], context=True) if context or rel == "next" else None
    if unit in _SEASONS:
        return Value("season", season=_SEASONS[unit], shift=SHIFTS[rel], part=part, context=context)
    return Value(cast(Unit, unit.split()[-1]), shift=SHIFTS[rel], part=part, context=context)


def _season(match: re.Match[str]) -> Value | None:
    shift, context = relative_year(match)
    the_year, season = number(match, "year"), match["season"].lower()
    if the_year is None and shift is None:
        article = r"the\s+" if season in {"fall", "spring"} else r"(?:the\s+)?"
        if not re.search(rf"\b(?:{any_of('before_a_season')})\s+{article}$", before(match)):
            return None
    return Value(
        "season", the_year, shift, season=_SEASONS[season], part=part_of(group(match, "part")), context=context
    )


def _stretch(match: re.Match[str]) -> Value | None:
    """ "The past two weeks", "in recent days", "over the next three months"."""
    rel, unit = match["rel"].lower(), match["unit"].lower()
    sign = -1 if rel in _CALENDAR["gone"] else 1
    context = rel in {"previous", "preceding", "following"}
    if not match["number"] and not match["plural"]:  # "the past year"; "last year" is another rule's
        over = rel == "past" or (rel == "last" and match.group().lower().startswith(_OVER))
        return Value(cast(Unit, unit), stretch=-1) if over and unit not in {"minute", "hour"} else None
    count, vague = count_of(match["number"]) if match["number"] else (1, True)
    if unit in {"minute", "hour"}:
        days = 1 if unit == "hour" and (vague or count >= 12) else 0
        return Value("day", stretch=sign * max(days, round(count / 24))) if days else Value("day", shift=0)
    return Value(cast(Unit, unit), stretch=sign * count, vague=vague, context=context)


def _distance(match: re.Match[str]) -> Value | None:
    """ "Two days ago", "a week later", "hours earlier"."""
    way, unit = match["way"].lower().split()[0], match["unit"].lower()
    if way in {"before", "after", "prior"} and not _ENDS.match(after(match)):
        return _before_or_after(way, unit, match["number"])
    if re.match(r"\s+than\b", after(match)):
        return None
    if match["number"] is None:
        if unit not in {"hour", "minute"}:
            return None  # "years ago"
        count, vague = 0, False
    else:
        count, vague = count_of(match["number"])
    sign, context = (-1 if way in _CALENDAR["ago"] else 1), way not in {"ago", "from"}
    if unit in {"hour", "minute"}:
        days = round(count / 24) if unit == "hour" and not vague else 0
        return Value("day", shift=sign * days, context=context)
    if unit == "decade":
        return None if vague else Value("year", shift=sign * 10 * count, context=context)
    return Value(cast(Unit, unit), shift=sign * count, vague=vague, context=context)


def _before_or_after(way: str, unit: str, number: str | None) -> Value | None:
    """ "Two days after the attack": the attack was two days before the rest."""
    count, vague = count_of(number) if number else (0, True)
    if vague or way == "prior" or unit in {"hour", "minute", "decade"}:
        return None
    return Value(cast(Unit, unit), shift=-count if way == "after" else count, context=True, behind=True)


def _neighbour_day(match: re.Match[str]) -> Value:
    return Value("day", shift=1 if match["way"] == "after" else -1, context=True)


def _ahead(match: re.Match[str]) -> Value | None:
    """ "In two weeks", which is a time under a future verb only; "in two weeks' time" always."""
    count, vague = count_of(match["number"])
    unit = match["unit"].lower()
    if unit in {"minute", "hour", "decade"}:
        return None
    return Value(cast(Unit, unit), shift=count, vague=vague, needs_future=match["time"] is None)


def _fraction(match: re.Match[str]) -> Value | None:
    unit: Unit = "half" if match["fraction"].lower() == "half" else "quarter"
    most = 2 if unit == "half" else 4
    index = _ORDINALS[match["ordinal"].lower()]
    if index > most:
        index = most
    the_year = number(match, "year")
    return Value(unit, the_year, None if the_year else SHIFTS[(match["rel"] or "this").lower()], index=index)


def rules() -> list[Rule]:
    """The rules of this file."""
    seasons = "|".join(_SEASONS)
    table = [
        (
            "weekday",
            rf"{START}(?:(?i:early|late|earlier|later)\s+(?:on\s+)?)?"
            r"(?:(?P<rel>(?i:(?:this\s+)?past|the\s+following|the\s+previous|last|this\s+coming|this|next|coming))\s+)?"
            rf"{weekday('weekday')}(?![\w-])(?:\s+(?:{any_of('parts_of_day')}|noon))?"
            rf"(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week|{TO}{weekday('weekday2')})?",
            _weekday,
        ),
        (
            "deictic",
            r"(?i)(?<![\w-])(?:the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|today|tonight|(?:yesterday|tomorrow)"
            rf"(?:\s+(?:{any_of('parts_of_day')}))?|this\s+(?:morning|afternoon|evening)|last\s+(?:night|evening)"
            rf"|overnight(?!\s+(?:{any_of('no_nights')})))(?![\w-])",
            _deictic,
        ),
        (
            "unit",
            rf"(?<![\w-]){PART}?(?P<rel>(?i:(?:the\s+)?(?:{any_of('which_unit')})|this|that|the))\s+"
            rf"(?P<unit>(?i:{any_of('units_of_a_calendar')}|{seasons}|fiscal\s+year))(?![\w-])",
            _relative,
        ),
        ("unit", r"(?i)\b(?:over|during|at|on)\s+the\s+weekend\b(?!\s+of\b)", lambda match: Value("weekend")),
        (
            "season",
            rf"(?<![\w-]){PART}?(?P<season>(?i:{seasons}))(?:,?\s+(?:of\s+)?(?:{year('year')}|(?P<relyear>last|this|next|that)"
            r"\s+year))?(?![\w-])",
            _season,
        ),
        (
            "unit",
            rf"(?<![\w-])(?i:{any_of('before_a_stretch')})\s+(?:the\s+)?(?P<rel>{any_of('which_stretch')})\s+"
            rf"(?:{NUMBER}\s+)?{UNIT}(?![\w-])",
            _stretch,
        ),
        (
            "unit",
            rf"(?<![\w.,-])(?:(?i:{any_of('about')})\s+)?(?:(?i:{NUMBER})\s+)?"
            rf"{UNIT}\s+(?P<way>{any_of('from_when')})\b",
            _distance,
        ),
        ("unit", r"(?i)\bthe\s+day\s+(?P<way>before|after|earlier)(?=\s*(?:[.,;)]|$))", _neighbour_day),
        (
            "unit",
            rf"\b[Ii]n\s+(?:about\s+|around\s+)?{NUMBER}\s+{UNIT}\b(?:(?P<time>['’]?\s+time)\b|(?!['’]|\s+of\b))",
            _ahead,
        ),
        (
            "ordinal",
            r"\b(?<=on\sthe\s)(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)(?=\s*(?:[.,;:)]|$)|\s+(?:of\s+(?:this|the)\s+month|at|in|to"
            r"|for|and)\b)",
            lambda match: Value("day", day=int(match["day"])),
        ),
        (
            "unit",
            r"(?i)\b(?P<ordinal>first|second|third|fourth|final|[1-4](?:st|nd|rd|th))\s+(?P<fraction>quarter|half)\s+of\s+"
            rf"(?:{year('year')}|(?:the\s+)?(?P<rel>last|this|next|the)\s+year\b)",
            _fraction,
        ),
        (
            "figures",
            rf"\bQ(?P<index>[1-4])\s+(?:of\s+)?{year('year')}",
            lambda match: Value("quarter", int(match["year"]), index=int(match["index"])),
        ),
    ]
    return [Rule(key, pattern, build) for key, pattern, build in table]
