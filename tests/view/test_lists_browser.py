"""Timeline, table, CSV and links: tried in a browser."""

from __future__ import annotations

import csv
import io

import pytest
from known import ACCUSE, act, party
from looking import number, shown

from kg.core.event import Participant
from kg.view.explorer import View

pytestmark = pytest.mark.browser


def test_the_timeline_runs_backwards_by_month(page):
    page.click("#tab-timeline")
    assert page.locator(".moment").count() > 20
    months = page.locator(".month").all_inner_texts()
    assert len(set(months)) == len(months) > 3
    assert page.locator("#view-network").is_hidden()


def test_timeline_and_table_hold_the_selection(page):
    page.click("#panel .who >> nth=1")
    name = page.inner_text("#panel h2")
    expected = number(page.inner_text("#panel header .soft").split("event")[0])
    page.click("#tab-table")
    assert number(page.inner_text(".table-tools p").split("event")[0]) == expected
    assert name in page.inner_text(".chip.chosen")
    page.click("#tab-timeline")
    for claim in page.locator("#view-timeline .claim").all_inner_texts():
        assert name in claim


def test_the_table_sorts(page):
    page.click("#tab-table")
    page.click("th button:has-text('Source')")
    names = page.locator("td.c-source").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    assert page.get_attribute("th:has-text('Source')", "aria-sort") == "ascending"
    page.click("th button:has-text('Source')")
    names = page.locator("td.c-source").all_inner_texts()
    assert names == sorted(names, key=str.casefold, reverse=True)


def test_the_table_exports(page, events):
    page.click("#legend .switch:has-text('attacks')")
    page.click("#tab-table")
    with page.expect_download() as download:
        page.click("#save-csv")
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == shown(page)["events"]
    by_id = {e.id: e for e in events}
    for row in rows:
        event = by_id[row["id"]]
        assert row["sentence"] == event.evidence.sentence
        assert row["type"] == event.type.value != "ASSAULT"
        assert row["source"] == "; ".join(p.name for p in event.actors)
        assert row["status"] == event.status.value
        assert row["url"] == event.url


def test_the_table_is_copied(visit, events):
    page = visit(View(events[:30]), permissions=["clipboard-read", "clipboard-write"]).page
    page.click("#tab-table")
    page.click("#copy-csv")
    page.wait_for_selector(".flash:has-text('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert len(list(csv.DictReader(io.StringIO(copied)))) == shown(page)["events"]


def test_a_link_leads_to_the_same_selection(visit, events):
    page = visit(View(events)).page
    page.click("#legend .switch:has-text('accuses')")
    page.fill("#date-from", "2017-03-01")
    page.press("#date-from", "Tab")
    page.click("#panel .who >> nth=1")
    page.click("#tab-timeline")
    before, address = shown(page), page.url
    texts = page.locator("#view-timeline blockquote").all_inner_texts()
    again = visit(View(events), hash_="#" + address.split("#")[1]).page
    assert shown(again) == before
    assert again.locator("#view-timeline blockquote").all_inner_texts() == texts
    assert again.get_attribute("#tab-timeline", "aria-selected") == "true"


def test_a_broken_link_is_harmless(visit, events):
    page = visit(View(events), hash_="#node=%E0%A4%A&edge=~~~&from=2020-99-99&hide=NOPE&country=__proto__&tab=x&=").page
    assert shown(page)["events"] > 300


def test_whoever_takes_part_once_has_his_event(visit):
    """Of two levels that show different events, where the oldest is not on the one that is looked at."""
    bank, court = (
        Participant(id_, id_.title(), "organisation", None, None, id_, 0, 1) for id_ in ("A-bank", "A-court")
    )
    acts = [act(1, ACCUSE, (bank,), (court,), "2023-09-05", "Bankers accused judges.")]
    for k in range(3):
        sides = [party(f"{code}/m{k}", f"{code} {k}", "person", code) for code in ("RUS", "UKR")]
        day = ("2023-09-30", "2023-09-02", "2023-09-01")[k]
        acts.append(act(10 + k, ACCUSE, (sides[0],), (sides[1],), day, "Ministers accused ministers."))
    page = visit(View(acts, top=2), hash_="#node=A-bank").page
    assert page.inner_text("#panel h2") == "A-Bank"
    assert page.locator("#panel .event").evaluate_all("all => all.map(e => e.dataset.event)") == ["id01"]
