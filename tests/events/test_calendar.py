"""Words to days: every kind of time expression against a calendar, and properties that hold for all of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.plover import Precision
from kg.events._calendar import period
from kg.events._time_grammar import scan

MONDAY = dt.date(2022, 7, 25)

# text | cue | the period, "-" for none | precision
CASES = """
met on Wednesday | past | 2022-07-20 | day
will meet on Wednesday | future | 2022-07-27 | day
met on Monday | past | 2022-07-25 | day
will meet on Monday | future | 2022-07-25 | day
meets on Sunday | present | 2022-07-24 | day
meets on Thursday | present | 2022-07-28 | day
next Friday | past | 2022-07-29 | day
last Friday | past | 2022-07-22 | day
last Monday | past | 2022-07-18 | day
this Friday | future | 2022-07-29 | day
on Tuesday last week | past | 2022-07-19 | day
Monday to Wednesday | future | 2022-07-25 2022-07-27 | day
early Monday | past | 2022-07-25 | day
today | past | 2022-07-25 | day
Yesterday, talks | past | 2022-07-24 | day
tomorrow night | future | 2022-07-26 | day
the day before yesterday | past | 2022-07-23 | day
last night | past | 2022-07-24 | day
tonight | future | 2022-07-25 | day
overnight | past | 2022-07-24 2022-07-25 | day
last week | past | 2022-07-18 2022-07-24 | week
next week | future | 2022-08-01 2022-08-07 | week
earlier this week | past | 2022-07-25 | week
over the weekend | past | 2022-07-23 2022-07-24 | week
next weekend | future | 2022-07-30 2022-07-31 | week
last month | past | 2022-06-01 2022-06-30 | month
earlier this month | past | 2022-07-01 2022-07-25 | month
later this month | future | 2022-07-25 2022-07-31 | month
at the end of last month | past | 2022-06-21 2022-06-30 | month
this year | past | 2022-01-01 2022-12-31 | year
by the end of the year | future | 2022-11-01 2022-12-31 | year
last summer | past | 2021-06-01 2021-08-31 | month
in the summer of 2014 | past | 2014-06-01 2014-08-31 | month
in the fall | future | 2022-09-01 2022-11-30 | month
the first quarter of 2022 | past | 2022-01-01 2022-03-31 | month
the second half of this year | future | 2022-07-01 2022-12-31 | year
in 2014 | past | 2014-01-01 2014-12-31 | year
mid-2014 | past | 2014-05-01 2014-08-31 | year
in the 1990s | past | 1990-01-01 1999-12-31 | year
in the late 1980s | past | 1986-09-01 1989-12-31 | year
between 1988 and 2011 | past | 1988-01-01 2011-12-31 | year
from 2014 to 2016 | past | 2014-01-01 2016-12-31 | year
the 1879-1884 border war | past | 1879-01-01 1884-12-31 | year
the 2014 annexation | past | 2014-01-01 2014-12-31 | year
the coup (2014) | past | 2014-01-01 2014-12-31 | year
in March | past | 2022-03-01 2022-03-31 | month
in October | future | 2022-10-01 2022-10-31 | month
in October | past | 2021-10-01 2021-10-31 | month
in August | - | 2022-08-01 2022-08-31 | month
in May | past | 2022-05-01 2022-05-31 | month
May and June | past | 2022-05-01 2022-05-31 | month
in early July | past | 2022-07-01 2022-07-10 | month
earlier in July | past | 2022-07-01 2022-07-25 | month
in July last year | past | 2021-07-01 2021-07-31 | month
from January to March 2022 | past | 2022-01-01 2022-03-31 | month
on 17 July (2022) | past | 2022-07-17 | day
July 17 | past | 2022-07-17 | day
on July 27 | past | 2022-07-27 | day
on January 20 | past | 2022-01-20 | day
on October 3 | past | 2022-10-03 | day
on October 3 | future | 2022-10-03 | day
on December 3 | past | 2021-12-03 | day
on March 3 | future | 2023-03-03 | day
on July 27 | future | 2022-07-27 | day
the 17th of July | past | 2022-07-17 | day
on the 17th | past | 2022-07-17 | day
Sept. 13, 2021 | past | 2021-09-13 | day
13 Sept 2021 | past | 2021-09-13 | day
on July 17 last year | past | 2021-07-17 | day
Thursday, July 21 | past | 2022-07-21 | day
from 3 to 5 May | past | 2022-05-03 2022-05-05 | day
May 3-5 | past | 2022-05-03 2022-05-05 | day
16–18 June | past | 2022-06-16 2022-06-18 | day
July 30 to August 2, 2022 | future | 2022-07-30 2022-08-02 | week
December 30 to January 2, 2022 | past | 2021-12-30 2022-01-02 | week
on 2022-07-13 | past | 2022-07-13 | day
25.12.2021 | past | 2021-12-25 | day
12/25/2021 | past | 2021-12-25 | day
two days ago | past | 2022-07-23 | day
three weeks ago | past | 2022-07-04 2022-07-10 | week
six months ago | past | 2022-01-01 2022-01-31 | month
20 years ago | past | 2002-01-01 2002-12-31 | year
a decade ago | past | 2012-01-01 2012-12-31 | year
a few days ago | past | 2022-07-18 2022-07-23 | week
hours ago | past | 2022-07-25 | day
the past two weeks | past | 2022-07-11 2022-07-25 | month
in the last 24 hours | past | 2022-07-24 2022-07-25 | day
over the past year | past | 2021-07-25 2022-07-25 | year
the next three days | future | 2022-07-25 2022-07-28 | week
will meet in two weeks | future | 2022-08-08 2022-08-14 | week
in two weeks' time | - | 2022-08-08 2022-08-14 | week
the 9/11 attacks | past | 2001-09-11 | day
February 30 | past | - | -
finished it in two weeks | past | - | -
in recent years | past | - | -
"""


@pytest.mark.parametrize("row", CASES.strip().splitlines())
def test_periods(row: str) -> None:
    text, cue, days, precision = (part.strip() for part in row.split("|"))
    _, _, value = scan(text)[0]
    found = period(value, MONDAY, None if cue == "-" else cue)  # type: ignore[arg-type]
    if days == "-":
        assert found is None
        return
    ends = [dt.date.fromisoformat(day) for day in days.split()]
    assert found is not None
    assert (found.start, found.end, found.precision) == (ends[0], ends[-1], Precision(precision))


@pytest.mark.parametrize(
    "text",
    [
        "You may go.", "Mrs May met the queen.", "Theresa May's government", "the March for Life", "They march on.",
        "a second vote", "Resolution 1973 was adopted", "2014 people died", "2,014 troops", "about 1900 troops",
        "Black Friday sales", "the Sunday Times said", "They meet on Mondays.", "every July", "USA Today",
        "today's world", "Agenda 2030", "the 1607 delegates", "years ago", "two years older", "for three days",
        "07/08/2021", "the sun sat low", "$2000", "the Arab Spring", "a summer school", "page 12 of 31", "at 12.30",
        "1.5.2 was released", "the day after the coup",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert scan(text) == ()


@pytest.mark.parametrize(
    "text", ["on Friday", "last week", "yesterday", "in July", "July 17", "two days ago", "this year"]
)
def test_nothing_is_invented_without_a_day_of_publication(text: str) -> None:
    assert [period(value, None, "past") for _, _, value in scan(text)] == [None]


@pytest.mark.parametrize("text", ["July 17, 2022", "in 2014", "in the 1990s", "early May 2021", "2022-07-13"])
def test_full_dates_need_no_day_of_publication(text: str) -> None:
    assert period(scan(text)[0][2], None) is not None


def test_longest_reading_wins() -> None:
    text = "They met on Thursday, July 21, 2022 and in March 2021."
    assert [text[a:b] for a, b, _ in scan(text)] == ["Thursday, July 21, 2022", "March 2021"]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.sampled_from(CASES.strip().splitlines()))
def test_periods_are_in_order_on_every_day_of_publication(published: dt.date, row: str) -> None:
    text, cue, _, _ = (part.strip() for part in row.split("|"))
    for _, _, value in scan(text):
        found = period(value, published, None if cue == "-" else cue)  # type: ignore[arg-type]
        assert found is None or found.start <= found.end


@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)), st.sampled_from(range(7)))
def test_weekdays_lie_on_the_right_side(published: dt.date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    _, _, value = scan(f"on {name}")[0]
    before, after = period(value, published, "past"), period(value, published, "future")
    assert before is not None and after is not None
    assert before.start.weekday() == after.start.weekday() == weekday
    assert 0 <= (published - before.start).days <= 6
    assert 0 <= (after.start - published).days <= 6


@given(st.text(alphabet="0123456789/.-, MayJulyFridn1stn'’", max_size=60))
def test_odd_text_does_no_harm(text: str) -> None:
    for start, end, value in scan(text):
        assert 0 <= start < end <= len(text)
        period(value, MONDAY, "past")
