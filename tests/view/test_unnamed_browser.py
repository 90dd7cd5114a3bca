"""Acts of which nobody is named who did them: in table, timeline and panel, and at those they were done to."""

from __future__ import annotations

import datetime as dt

import pytest
from looking import until

from kg.core.event import Event, Evidence, Loss, Participant, Period
from kg.core.plover import Basis, EventType, Precision
from kg.view.explorer import View

pytestmark = pytest.mark.browser
DAY = dt.date(2024, 5, 1)
SENTENCE = "Gunmen killed 12 in Mali."


def party(id_, name, kind="country", country=None):
    return Participant(id_, name, kind, country, None, name, 20, 24)


MALI, NIGER, FRANCE = (
    party("MLI", "Mali", country="MLI"), party("NER", "Niger", country="NER"), party("FRA", "France", country="FRA")
)  # fmt: skip
GUNMEN = Participant(None, "gunmen", "unnamed", None, None, "Gunmen", 0, 6)


def act(number, actors, recipients, basis=Basis.TEXT, **more):
    return Event(
        article=f"a{number}", type=EventType.ASSAULT, actors=actors, recipients=recipients,
        evidence=Evidence(SENTENCE, 0, len(SENTENCE), "killed", 7, 13),
        date=Period(DAY, DAY, Precision.DAY, basis), published=DAY, **more,
    )  # fmt: skip


EVENTS = [
    act(1, (GUNMEN,), (MALI,), Basis.PUBLISHED, casualties=(Loss("killed", 12, 12, False, "12", 14, 16),)),
    act(2, (), (MALI,), Basis.CARRIED),
    act(3, (), ()),
    act(4, (FRANCE,), (NIGER,)),
]


def test_the_payload_holds_them_all():
    payload = View(EVENTS)._payload
    assert sorted(node["label"] for node in payload.nodes) == ["France", "Mali", "Niger"]
    assert payload.data["parties"]["kind"][payload.data["drawn"] :] == ["unnamed"]
    assert payload.data["count"] == 4
    assert sorted(payload.columns["basis"]) == [0, 0, 1, 2]
    # In a view of somebody, only what is told of him.
    assert View(EVENTS, focus="Mali")._payload.data["count"] == 2
    assert [node["label"] for node in View(EVENTS, focus="Mali")._payload.nodes] == ["Mali"]


@pytest.fixture
def page(visit):
    return visit(View(EVENTS)).page


def test_table_timeline_and_panel_show_them(page):
    page.click("#tab-table")
    cells = page.locator("td.c-source").all_inner_texts()
    assert sorted(cells) == ["(not named)", "(not named)", "France", "gunmen"]
    assert "killed 12" in page.locator("td.c-casualties").all_inner_texts()
    page.click("#tab-timeline")
    words = page.inner_text("#view-timeline")
    assert "(not named) attacks Mali" in words and "gunmen attacks Mali" in words
    assert "killed 12" in words


def test_they_are_drawn_at_whom_they_were_done_to(page):
    page.fill("#query", "mali")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#panel h2')?.textContent === 'Mali'")
    panel = page.inner_text("#panel")
    assert page.locator("#panel .event").count() == 2
    assert "day of report" in panel and "date from an earlier sentence" in panel


def test_filters_count_them(page):
    page.click("#kinds button.switch[data-value=country]")
    until(page, "kgView.shown().events === 1")  # what nobody named did to nobody named
    page.click("#kinds button.switch[data-value=country]")
    until(page, "kgView.shown().events === 4")
