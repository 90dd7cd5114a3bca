"""Every control does what it says: tried in a browser."""

from __future__ import annotations

import pytest
from looking import acts, edges, number, shown, take, until

from kg.core.event import Event
from kg.core.plover import EventType, Status
from kg.view.explorer import View

pytestmark = pytest.mark.browser


def test_it_opens_without_a_request_or_an_error(page, events):
    assert page.title() == "Powers"
    assert shown(page)["events"] == number(page.inner_text("#summary").split("·")[2].split("event")[0])
    assert page.locator("#network canvas").is_visible()
    painted = page.evaluate(
        """() => { const c = document.querySelector("#network canvas");
        const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; }"""
    )
    assert painted > 5000


@pytest.mark.parametrize("width", [1081, 1280, 1920])
def test_no_part_lies_on_another(visit, made_up, width):
    events = made_up.world(80, 300)
    day = {"start": "1945-05-08", "end": "1945-05-08", "precision": "day"}
    old = Event.from_dict(events[0].to_dict() | {"id": "old", "date": day})
    page = visit(View([*events, old]), viewport={"width": width, "height": 800}).page
    assert "earlier" in page.inner_text("#time-note")
    boxes = {name: page.locator(f"#{name}").bounding_box() for name in ("filters", "network", "time", "panel")}
    right = {name: box["x"] + box["width"] for name, box in boxes.items()}
    assert right["filters"] <= boxes["network"]["x"] == boxes["time"]["x"]
    assert right["network"] == right["time"] <= boxes["panel"]["x"]
    assert right["panel"] == width


def test_ids_and_addresses_are_told_as_they_are(visit, events):
    """What the page makes itself comes out as Python has it; what it cannot make is stored."""
    one, two, three, four = (events[k].to_dict() for k in range(4))
    one |= {"id": "given", "url": "https://é.example/7/a-77?id=a-77", "article": "x/a-77"}
    two |= {"id": "", "article": "Ré/4711", "url": "https://example.org/4711/4711", "theme": "Gül’s  talks"}
    three |= {"id": "", "theme": None, "extractor": "llm/ü", "url": "javascript:alert(1)"}
    four |= {"id": "", "evidence": four["evidence"] | {"sentence": four["evidence"]["sentence"] + " And so on." * 200}}
    made = [Event.from_dict(record) for record in (one, two, three, four)]
    page = visit(View(made)).page
    assert acts(page) == {e.id for e in made} and "given" in acts(page)
    said = " ".join(page.evaluate("[0, 1, 2, 3].map(kgView.citation)"))
    assert f"{made[0].url}. " in said and "https://example.org/4711/4711. " in said and "javascript" not in said


def test_search_finds_kim(page):
    page.keyboard.press("/")
    page.keyboard.type("kim")
    assert "Kim Jong Un" in page.inner_text("#hits [aria-selected=true]")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Kim Jong Un"
    assert page.locator("#panel .event").count() > 0
    assert "node=kim-jong-un" in page.url


def test_search_ignores_accents_and_walks_by_arrow_keys(page):
    page.fill("#query", "erdogan")
    assert "Erdoğan" in page.inner_text("#hits")
    page.fill("#query", "a")
    first = page.get_attribute("#query", "aria-activedescendant")
    page.press("#query", "ArrowDown")
    assert page.get_attribute("#query", "aria-activedescendant") != first
    page.press("#query", "Escape")
    assert page.locator("#hits").is_hidden()


def test_search_keeps_sentences_with_the_words(page):
    page.fill("#query", "artillery")
    page.press("#query", "ArrowUp")
    page.press("#query", "Enter")
    page.click("#tab-timeline")
    for quote in page.locator("blockquote").all_inner_texts():
        assert "artillery" in quote.lower()
    page.click(".chip")
    assert shown(page)["events"] == number(page.inner_text("#summary").split("·")[2].split("event")[0])


def test_the_legend_hides_a_relation_and_brings_it_back(page):
    before = shown(page)
    assert any(e["type"] == "CONSULT" for e in edges(page))
    page.click("#legend .switch:has-text('meets')")
    assert page.get_attribute("#legend .switch:has-text('meets')", "aria-pressed") == "false"
    assert not any(e["type"] == "CONSULT" for e in edges(page))
    page.click("#legend .switch:has-text('meets')")
    assert shown(page) == before


def test_only_keeps_one_relation(page):
    page.hover("#legend .row:has-text('warns')")
    page.click("#legend .row:has-text('warns') .only")
    assert {e["type"] for e in edges(page)} == {"THREATEN"}
    page.click("#legend .row:has-text('warns') .only")
    assert len({e["type"] for e in edges(page)}) > 5


def test_a_group_hides_as_one(page):
    page.click("button.group:has-text('Conflict in deeds')")
    assert not {e["type"] for e in edges(page)} & {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}


def test_status_filter_and_dashes(page):
    assert not all(edge["dashed"] for edge in edges(page))
    page.click("#statuses .switch:has-text('asserted')")
    page.click("#statuses .switch:has-text('historical')")
    left = edges(page)
    assert left
    assert all(edge["dashed"] for edge in left)


def test_confidence_filter(page):
    before = shown(page)["events"]
    page.fill("#confidence", "80")
    until(page, f"kgView.shown().events < {before}")
    page.click("#tab-table")
    values = [number(text) for text in page.locator("td.c-confidence").all_inner_texts()]
    assert values
    assert min(values) >= 80


def test_kind_filter(page):
    page.click("#kinds .switch:has-text('Themes')")
    page.click("#kinds .switch:has-text('People by name')")
    names = {name for e in edges(page) for name in (e["from"], e["to"])}
    assert "Vladimir Putin" not in names
    assert "Russia" in names


def test_country_filter(page, events):
    page.fill("#country-query", "ukr")
    page.check("[data-country=UKR] input")
    expected = {e.id for e in events if any(p.country == "UKR" for p in (*e.actors, *e.recipients))}
    page.click("#tab-table")
    rows = page.locator("tbody tr").evaluate_all("all => all.map(row => row.dataset.event)")
    assert rows
    assert set(rows) == expected == acts(page)


def test_the_slider_hides_edges_out_of_range(page, events):
    before = len(edges(page))
    handle = page.locator("#time-from").bounding_box()
    track = page.locator(".track").bounding_box()
    y = handle["y"] + handle["height"] / 2
    page.mouse.move(handle["x"] + handle["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * 0.7, y, steps=5)
    page.mouse.up()
    until(page, f"kgView.edges().length < {before}")
    first = page.get_attribute("#time-from", "aria-valuetext")
    assert first.endswith("2021")
    since = page.input_value("#date-from")
    fine = [e for e in events if not e.date or e.date.precision in ("day", "week")]
    expected = {e.id for e in fine if (d := e.days) and d[1].isoformat() >= since}
    found = acts(page)
    assert expected <= found
    # What is dated to a year counts where the period holds half of it.
    assert all(e.date.precision in ("month", "year") for e in events if e.id in found - expected)
    page.click("#all-time")
    assert len(edges(page)) == before


def test_the_slider_by_keyboard_and_by_date(page):
    page.focus("#time-to")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("PageDown")
    until(page, "document.getElementById('date-to').value < '2023-12-01'")
    page.fill("#date-from", "2016-01-01")
    page.fill("#date-to", "2016-12-31")
    page.press("#date-to", "Tab")
    page.click("#tab-table")
    dates = page.locator("td.c-date").all_inner_texts()
    assert dates
    assert all("2016" in d for d in dates)


def test_time_plays(page):
    page.click("#play")
    until(page, "kgView.shown().events < 200")
    first = page.input_value("#date-from")
    until(page, f"document.getElementById('date-from').value > '{first}'")
    page.click("#play")
    page.wait_for_timeout(500)
    stopped = page.input_value("#date-from")
    page.wait_for_timeout(900)
    assert page.input_value("#date-from") == stopped


def test_a_click_on_a_node_tells_who(page):
    at = page.evaluate("kgView.node('Ukraine')")
    page.mouse.move(at["x"], at["y"])
    page.wait_for_selector("#tip:not([hidden])")
    assert "Ukraine" in page.inner_text("#tip")
    page.mouse.click(at["x"], at["y"])
    assert page.inner_text("#panel h2") == "Ukraine"
    page.keyboard.press("Escape")
    assert page.inner_text("#panel h2") == "At a glance"


def test_a_click_on_an_edge_shows_the_sentence(visit, made_up, events):
    pair = next(e for e in events if e.recipients)
    page = visit(View([pair])).page
    at = page.evaluate(
        "([a, t, b]) => kgView.edge(a, t, b)", [pair.actors[0].name, pair.type.value, pair.recipients[0].name]
    )
    page.mouse.click(at["x"], at["y"])
    assert page.inner_text("#panel blockquote") == pair.evidence.sentence
    assert page.inner_text("#panel mark.trigger") == pair.evidence.trigger
    assert page.inner_text("#panel mark.actor") == pair.actors[0].text
    assert page.inner_text("#panel mark.recipient") == pair.recipients[0].text
    assert page.get_attribute("#panel a.where", "href") == pair.url
    assert pair.source in page.inner_text("#panel a.where")
    assert page.get_attribute("#panel a.where", "rel").startswith("noopener noreferrer")
    assert "edge=" in page.url


def test_the_panel_lists_newest_first_and_grows(visit, made_up):
    events = made_up.world(30, 400)
    page = visit(View(events)).page
    page.click("#panel .who >> nth=0")
    total = number(page.inner_text("#panel header .soft").split("event")[0])
    assert page.locator("#panel .event").count() == min(25, total)
    days = [d for d in page.locator("#panel .event time").evaluate_all("all => all.map(t => t.dateTime)") if d]
    assert days == sorted(days, reverse=True)
    page.click("#panel .list:last-of-type > .more")
    assert page.locator("#panel .event").count() > 25


def test_the_panel_leads_on(page):
    page.click("#panel .tie:not(.who) >> nth=0")
    names = page.locator("#panel h2 button").all_inner_texts()
    page.click("#panel h2 button >> nth=0")
    assert page.inner_text("#panel h2") == names[0]


def test_themes_of_light(page):
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("#theme")
    assert page.evaluate(paper) != light
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate(paper) != light


def test_the_systems_dark_theme_is_followed(visit, events):
    page = visit(View(events), color_scheme="dark").page
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"


def test_everything_can_be_cleared(page):
    before = shown(page)
    page.click("#legend .switch:has-text('meets')")
    page.click("#statuses .switch:has-text('planned')")
    page.fill("#date-from", "2017-03-01")
    page.press("#date-from", "Tab")
    assert page.locator(".chip").count() == 3
    page.click("#reset")
    assert shown(page) == before
    assert page.locator(".chip").count() == 0
    assert "#" not in page.url


def test_nothing_left_is_said(page):
    for row in ("asserted", "planned", "hypothetical", "denied", "historical"):
        page.click(f"#statuses .switch:has-text('{row}')")
    assert page.locator("#empty").is_visible()
    page.click("#tab-table")
    assert "Nothing matches" in page.inner_text("#view-table")


def test_physics_runs_only_on_demand(page):
    before = page.evaluate("kgView.node('Ukraine')")
    page.wait_for_timeout(300)
    assert page.evaluate("kgView.node('Ukraine')") == before
    page.click("#untangle")
    until(page, f"kgView.node('Ukraine').x !== {before['x']}")
    page.click("#untangle")
    assert page.get_attribute("#untangle", "aria-pressed") == "false"
    page.wait_for_timeout(100)
    still = page.evaluate("kgView.node('Ukraine')")
    page.wait_for_timeout(300)
    assert page.evaluate("kgView.node('Ukraine')") == still


def test_zoom_and_fit(page):
    far = """(() => { const [a, b] = [kgView.node('Russia'), kgView.node('Ukraine')];
        return Math.hypot(a.x - b.x, a.y - b.y); })()"""
    before = page.evaluate(far)
    page.click("#zoom-in")
    until(page, f"{far} > {before * 1.3}")
    page.click("#fit")
    until(page, f"Math.abs({far} - {before}) < {before * 0.05}")


def test_a_node_can_be_dragged(page):
    at = page.evaluate("kgView.node('Ukraine')")
    page.mouse.move(at["x"], at["y"])
    page.mouse.down()
    page.mouse.move(at["x"] + 90, at["y"] - 60, steps=8)
    page.mouse.up()
    now = page.evaluate("kgView.node('Ukraine')")
    assert now["x"] == pytest.approx(at["x"] + 90, abs=6)
    assert now["y"] == pytest.approx(at["y"] - 60, abs=6)


def test_the_picture_is_saved(page):
    assert take(page, "png").read_bytes().startswith(b"\x89PNG")


def test_keys(page):
    page.keyboard.press("3")
    assert page.locator("#view-table").is_visible()
    page.keyboard.press("1")
    page.keyboard.press("n")
    assert page.inner_text("#panel h2") == "United States"
    page.keyboard.press("n")
    second = page.inner_text("#panel h2")
    assert second != "United States"
    page.keyboard.press("p")
    assert page.inner_text("#panel h2") == "United States"
    assert "United States" in page.inner_text("#said")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden()
    page.keyboard.press("Escape")
    assert page.inner_text("#panel h2") == "At a glance"


def test_every_control_has_a_name_and_can_be_reached(page):
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, [role=slider], [role=application]")].filter((node) => {
          const label = node.getAttribute("aria-label") || node.labels?.[0]?.textContent || node.textContent
            || node.getAttribute("aria-describedby");
          return !label.trim();
        }).map((node) => node.outerHTML.slice(0, 80))"""
    )
    assert nameless == []
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {
        "query",
        "theme",
        "tab-network",
        "switch",
        "confidence",
        "network",
        "time-from",
        "time-to",
        "tie who",
    } <= reached


def test_on_a_phone(visit, events):
    page = visit(View(events), viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#filters").is_hidden()
    page.tap("#filters-open")
    page.wait_for_timeout(300)
    page.tap("#legend .switch:has-text('meets')")
    assert not any(e["type"] == "CONSULT" for e in edges(page))
    page.tap("#filters-close")
    page.wait_for_timeout(300)
    at = page.evaluate("kgView.node('Ukraine')")
    page.touchscreen.tap(at["x"], at["y"])
    page.wait_for_selector("#panel.open")
    assert page.inner_text("#panel h2") == "Ukraine"
    page.wait_for_timeout(300)
    box = page.locator("#panel").bounding_box()
    assert box["width"] == 390
    page.tap("#panel > .close")
    page.tap("#tab-table")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_in_a_frame_as_notebooks_show_it(browser, events, tmp_path):
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><title>nb</title>{View(events)._repr_html_()}", encoding="utf-8")
    page = browser.new_page()
    trouble = []
    page.on("console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: trouble.append(str(e)))
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    frame.locator("#panel .who >> nth=0").click()
    frame.locator("#theme").click()
    frame.locator("#tab-table").click()
    assert frame.locator("tbody tr").count() > 5
    with pytest.raises(Exception, match="SecurityError"):
        page.evaluate("frames[0].document.body")
    assert not trouble
    page.close()


def test_focus_opens_with_its_entity(visit, events):
    page = visit(View(events, focus="Ukraine")).page
    assert page.inner_text("#panel h2") == "Ukraine"
    page.keyboard.press("Escape")
    assert page.inner_text("#panel h2") == "At a glance"


def test_a_dashed_edge_is_one_that_nobody_asserts(visit, made_up, events):
    base = next(e for e in events if e.recipients and e.type == EventType.ASSAULT)
    planned = Event.from_dict(base.to_dict() | {"status": str(Status.PLANNED), "id": "planned"})
    sure = Event.from_dict(base.to_dict() | {"status": str(Status.ASSERTED), "id": "sure"})
    assert [e["dashed"] for e in edges(visit(View([planned])).page)] == [True]
    assert [e["dashed"] for e in edges(visit(View([planned, sure])).page)] == [False]


def test_no_events_no_error(visit):
    page = visit(View([])).page
    assert shown(page) == {"events": 0, "nodes": 0, "edges": 0}
