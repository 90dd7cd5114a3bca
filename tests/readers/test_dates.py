from __future__ import annotations

import datetime as dt

import pytest

from kg.core.errors import InputError
from kg.readers.dates import date_in_address, dateline, parse_date

DAY = dt.date(2023, 9, 13)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        dt.datetime(2023, 9, 13, 23, 59),
        "2023-09-13",
        "2023-09-13T10:00:00Z",
        "2023-09-13 10:00:00+08:00",
        "2023/09/13",
        "20230913",
        "13 September 2023",
        "13th of September, 2023",
        "Sept. 13, 2023",
        "Wed, 13 Sep 2023 10:00:00 GMT",
        "13/09/2023",
        "09/13/2023",
    ],
)
def test_a_day_is_read_however_it_is_written(value: object) -> None:
    assert parse_date(value) == DAY


@pytest.mark.parametrize("value", [None, "", "  ", float("nan"), "NaT"])
def test_no_day_is_no_fault(value: object) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize(
    "value", ["yesterday", "2023-13-45", "2023-02-30", "September 2023", "2023", "03/04/2023", 5, "0000-01-01"]
)
def test_what_is_no_day_is_a_fault(value: object) -> None:
    with pytest.raises(InputError, match=r"^a\.csv:7: .*YYYY-MM-DD"):
        parse_date(value, "a.csv", 7)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2022/07/25/leaders-meet", dt.date(2022, 7, 25)),
        ("https://example.org/world/2022/jul/25/leaders-meet", dt.date(2022, 7, 25)),
        ("https://example.org/stories/202207260304.html", dt.date(2022, 7, 26)),
        ("https://example.org/a/b-2022-07-25-c", dt.date(2022, 7, 25)),
        ("https://example.org/news/474960/meeting", None),
        ("https://example.org/2022/07/leaders", None),
        ("https://example.org/2022/13/45/leaders", None),
        ("https://example.org/id/20220725123456789", None),
    ],
)
def test_the_day_in_an_address(url: str, day: dt.date | None) -> None:
    assert date_in_address(url) == day


@pytest.mark.parametrize(
    ("text", "url", "day", "agency"),
    [
        ("YANGON, July 25 (Reuters): The junta said", "https://e.org/2022/x", dt.date(2022, 7, 25), "Reuters"),
        ("YANGON, July 25 (Reuters): The junta said", None, None, "Reuters"),
        ("WASHINGTON, July 25, 2022: The United States", None, dt.date(2022, 7, 25), None),
        ("Example News, 15 October - Malawi said", None, None, None),
        ("GENEVA, 3 May 2022 (AFP) — Mali said", None, dt.date(2022, 5, 3), "AFP"),
        ("SEOUL (Yonhap) -- The ministry said", None, None, "Yonhap"),
        ("A headline stands here\n\nPARIS, May 3, 2022 - Mali said", None, dt.date(2022, 5, 3), None),
        ("OSLO, July 25: Norway said on Monday it had met rebels of the 2021 coup.", None, dt.date(2022, 7, 25), None),
        ("OSLO, July 25: Norway said on Sunday it had met rebels of the 2021 coup.", None, dt.date(2021, 7, 25), None),
        ("OSLO, July 25: Norway said on Friday it had met rebels of the 2021 coup.", None, None, None),
        ("OSLO, July 25: Norway said on Monday it had met rebels.", None, None, None),
        ("OSLO, July 25: Norway paid $2021 on Monday.", None, None, None),
        ("On Thursday, July 21, President Chaves met", "https://e.org/2022/x", None, None),
        ("Egypt, Sudan and Ethiopia met on July 3, 2022.", None, None, None),
    ],
)
def test_datelines(text: str, url: str | None, day: dt.date | None, agency: str | None) -> None:
    assert dateline(text, url) == (day, agency)
