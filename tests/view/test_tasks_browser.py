"""Seven questions with known answers, each answered in at most three steps."""

from __future__ import annotations

import pytest
from known import ACCUSE, AID, ASSAULT, BRITAIN, EVENTS, RUSSIA, TITLES, act
from looking import acts, until

from kg.view.explorer import View

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visit):
    return visit(View(EVENTS, titles=TITLES), permissions=["clipboard-read", "clipboard-write"]).page


def test_what_two_states_did_in_a_month(page):
    page.click("label:has(#level-country)")  # 1: states
    page.fill("#query", "russia north korea")  # 2: both names
    page.press("#query", "Enter")
    page.fill("#date-from", "2023-09-01")  # 3: the month
    page.fill("#date-to", "2023-09-30")
    page.press("#date-to", "Tab")
    until(page, "document.querySelectorAll('#panel .event').length === 2")
    shown = page.locator("#panel .event").evaluate_all("all => all.map(e => e.dataset.event)")
    assert shown == ["id02", "id01"]
    assert "Russia" in page.inner_text("#panel h2") and "North Korea" in page.inner_text("#panel h2")


def test_only_conflict_between_two_countries(page):
    page.check("[data-country=RUS] input")
    page.check("[data-country=UKR] input")
    page.click("button.group:has-text('Cooperation in words')")
    assert acts(page) == {e.id for e in EVENTS if e.type == ASSAULT}
    # Both by default; any of them by choice.
    page.click("#country-some")
    assert acts(page) == {e.id for e in EVENTS if e.type in (ASSAULT, AID)} | {"id11"}


def test_which_sentence_says_it(page):
    page.fill("#query", "cosmodrome")
    page.press("#query", "ArrowUp")
    page.press("#query", "Enter")
    page.click("#tab-timeline")
    assert page.locator("#view-timeline blockquote").all_inner_texts() == ["They met at the cosmodrome."]


def test_who_brokers(page):
    row = page.locator("#brokers .broker").first.inner_text()
    assert "Qatar" in row and "1 mediation" in row and "1 quarrel" in row
    page.locator("#brokers .broker").first.click()
    assert page.inner_text("#panel h2") == "Qatar"


def test_what_changed_between_two_months(page):
    page.select_option("#month-before", label="September 2023")
    page.select_option("#month-after", label="October 2023")
    first = page.locator(".tie.change").first.inner_text()
    assert "Russia – Ukraine" in first and "1 → 12" in first


def test_where_it_happened(page):
    page.fill("#query", "vladimir putin")
    page.press("#query", "Enter")
    page.click("#tab-map")
    page.wait_for_selector("#view-map .place")
    assert "Vostochny Cosmodrome, Russia" in page.inner_text("#view-map .places")
    page.click("#view-map .place")
    assert page.inner_text("#view-map blockquote") == "They met at the cosmodrome."


def test_a_citation_for_a_footnote(page):
    page.fill("#query", "kim")
    page.press("#query", "Enter")
    page.click("#panel .event .mini:has-text('Copy citation')")
    page.wait_for_selector(".flash")
    cited = page.evaluate("navigator.clipboard.readText()")
    parts = (
        "“They met at the cosmodrome.”", "The Ledger", "“Kim and Putin talk rockets”", "13 Sept 2023", "id01",
        "https://ledger.example/1", "coded by kg ", "(rules/1)", "Kim Jong Un meets Vladimir Putin",
    )  # fmt: skip
    for part in parts:
        assert part in cited or part.replace("Sept", "Sep") in cited
    page.click("#panel .event .mini:has-text('Copy link')")
    page.wait_for_timeout(100)
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("#event=id01")


def test_a_permalink_leads_to_the_act(visit):
    page = visit(View(EVENTS, titles=TITLES), hash_="#event=id08").page
    assert page.inner_text("#panel h2") == "Ukraine attacks Russia"
    assert page.locator("#panel .event").count() == 1
    assert "No such act" in visit(View(EVENTS), hash_="#event=nothing").page.inner_text("#panel")


def test_one_old_event_does_not_stretch_the_axis_and_a_year_is_in_no_month(page):
    assert page.input_value("#date-from") >= "2023-09-01"
    assert "1 earlier" in page.inner_text("#time-note") and "1 dated only" in page.inner_text("#time-note")
    assert "1 dated only to a month or year, in no bar" in page.get_attribute("#time-note", "title")
    page.fill("#date-from", "2023-10-01")
    page.press("#date-from", "Tab")
    assert "id11" not in acts(page)
    page.click("#all-time")
    assert "id11" in acts(page)


def test_levels(page):
    count = "kgView.edges().find(e => e.from === 'Vladimir Putin' || e.to === 'Vladimir Putin') !== undefined"
    assert page.evaluate(count)
    page.keyboard.press("l")
    until(page, f"!({count})")
    assert "level=country" in page.url
    page.keyboard.press("l")
    until(page, count)


def test_uk_is_not_ukraine(page, visit):
    page.fill("#query", "UK")
    assert page.locator("#hits [role=option]:not(.in-text)").count() == 0
    assert "United Kingdom" in page.inner_text("#hits-note") or "Only sentences" in page.inner_text("#hits")
    assert "Ukraine" not in page.inner_text("#hits")
    page.fill("#query", "ukr")
    assert "Ukraine" in page.inner_text("#hits [aria-selected=true]")
    other = visit(View([*EVENTS, act(40, ACCUSE, (BRITAIN,), (RUSSIA,), "2023-09-09", "London accused Moscow.")])).page
    for word in ("UK", "u.k.", "britain", "Untied Kingdom"):
        other.fill("#query", word)
        assert "United Kingdom" in other.inner_text("#hits [aria-selected=true]")
    for word, name in (("dprk", "North Korea"), ("vladmir", "Vladimir Putin"), ("Putin", "Vladimir Putin")):
        other.fill("#query", word)
        assert name in other.inner_text("#hits [aria-selected=true]")


def test_the_way_from_one_to_another(page):
    page.fill("#query", "north korea, qatar")
    page.press("#query", "Enter")
    assert "shortest way" in page.inner_text("#panel")
    assert page.locator("#panel .path li").count() == 2
    assert "Russia" in page.inner_text("#panel .path")


def test_back_undoes_the_last_step(page):
    all_ = acts(page)
    page.click("#legend .switch:has-text('attacks')")
    page.click("#panel .who >> nth=0")
    page.go_back()
    until(page, "document.querySelector('#panel h2').textContent === 'At a glance'")
    assert acts(page) < all_
    page.click("#undo")
    until(page, f"kgView.shown().events === {len(all_)}")
    assert page.is_disabled("#undo")


def test_the_matrix_leads_to_the_pair(page):
    page.keyboard.press("4")
    cell = page.locator("#view-matrix td button[aria-label^='Russia to Ukraine']")
    assert "1 cooperation, 12 conflict" in cell.get_attribute("aria-label")
    cell.click()
    assert page.inner_text("#panel h2") == "Russia – Ukraine"
