"""First sight: names that can be read, colours that can be told apart, and a page for keyboard and screen reader."""

from __future__ import annotations

from importlib.resources import files

import pytest
from known import EVENTS
from looking import until

from kg.view.explorer import View

pytestmark = pytest.mark.browser
SIZES = [(1440, 900), (1024, 768), (390, 844)]


@pytest.fixture(scope="module")
def busy(made_up):
    """A world in which everybody deals with everybody."""
    return made_up.world(600, 2500)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_names_can_be_read(visit, busy, width, height):
    page = visit(View(busy), viewport={"width": width, "height": height}).page
    labels = page.evaluate("kgView.labels()")
    stage = page.locator("#network").bounding_box()
    boxes = [label["box"] for label in labels]
    assert len(boxes) >= (40 if width > 1000 else 18)
    for k, a in enumerate(boxes):
        assert a[0] > 0 and a[2] < stage["width"] and a[1] > 0 and a[3] < stage["height"]
        assert not [b for b in boxes[:k] if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
    # The states one looks for: the ten busiest bear their names.
    busiest = page.locator("#panel .tie.who .label").all_inner_texts() if width > 1080 else []
    assert set(busiest[:8]) <= {label["label"] for label in labels}


# What does not show all of its words; how much of a field what stands in it while it is empty leaves.
CUT = "what => [...document.querySelectorAll(what)].filter(e => e.scrollWidth > e.clientWidth).map(e => e.innerText)"
ROOM = """what => {
  const field = document.querySelector(what);
  const [ctx, style] = [document.createElement("canvas").getContext("2d"), getComputedStyle(field)];
  ctx.font = style.font;
  const around = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  return field.clientWidth - around - ctx.measureText(field.placeholder).width;
}"""


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_lies_on_names_and_nothing_is_cut(visit, busy, width, height):
    page = visit(View(busy), viewport={"width": width, "height": height}).page
    stage = page.locator("#network").bounding_box()
    for over in ("#note", "#view-network .pad"):
        box = page.locator(over).bounding_box()
        x, y = box["x"] - stage["x"], box["y"] - stage["y"]
        for a in page.evaluate("kgView.labels().map(l => l.box)"):
            assert not (x < a[2] and a[0] < x + box["width"] and y < a[3] and a[1] < y + box["height"]), over
    assert not page.evaluate(CUT, "#kinds .label, #summary")
    assert page.evaluate(ROOM, "#query") > 0


@pytest.mark.parametrize(("width", "height"), SIZES[1:])
def test_details_do_not_lie_over_whom_one_picks(visit, width, height):
    page = visit(View(EVENTS), viewport={"width": width, "height": height}).page
    page.mouse.click(*page.evaluate("(() => { const at = kgView.node('Russia'); return [at.x, at.y]; })()"))
    page.wait_for_selector("#panel.open")
    page.wait_for_timeout(700)
    panel = page.locator("#panel").bounding_box()
    for name in ("Russia", "Ukraine", "North Korea"):
        at = page.evaluate(f"kgView.node({name!r})")
        assert at["x"] < panel["x"] or at["y"] < panel["y"], name


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_buttons_do_not_lie_over_places(visit, width, height):
    page = visit(View(EVENTS), viewport={"width": width, "height": height}).page
    page.click("#tab-map")
    until(page, "kgView.places().length > 2")
    globe, pad = (page.locator(f"#view-map {part}").bounding_box() for part in (".globe", ".pad"))
    for place in page.evaluate("kgView.places()"):
        assert 40 < place["x"] < pad["x"] - globe["x"] - 8 and 20 < place["y"] < globe["height"] - 40, place


def test_themes_are_no_cloud(visit, busy, made_up):
    page = visit(View(busy)).page
    assert page.get_attribute("#kinds [data-value=theme]", "aria-pressed") == "false"
    assert "themes" not in page.inner_text("#chips")
    events = page.evaluate("kgView.shown().events")
    page.click("#kinds [data-value=theme]")
    assert page.evaluate("kgView.shown().events") == events  # hidden in the picture only
    few = visit(View(made_up.world(20, 30))).page
    assert few.get_attribute("#kinds [data-value=theme]", "aria-pressed") == "true"


def test_a_filter_frames_what_is_left(visit, busy):
    page = visit(View(busy)).page
    page.fill("#country-query", "japan")
    page.check("[data-country=JPN] input")
    page.wait_for_timeout(700)
    box = page.locator("#network").bounding_box()
    at = page.evaluate("kgView.labels().map(l => l.box)")
    assert min(b[0] for b in at) > -1 and max(b[2] for b in at) < box["width"] + 1
    assert max(b[2] for b in at) - min(b[0] for b in at) > box["width"] * 0.5


def in_sight(page, names):
    """Where these stand, each well within the stage."""
    box = page.locator("#network").bounding_box()
    found = {c["label"]: c for c in page.evaluate("kgView.circles()") if c["label"] in names}
    assert set(found) == set(names)
    for c in found.values():
        assert c["r"] < c["x"] < box["width"] - c["r"] and c["r"] < c["y"] < box["height"] - c["r"], c
    return found


def test_the_few_that_a_word_leaves_are_framed_where_they_come_to_stand(visit, made_up):
    page = visit(View([*made_up.world(75, 90), *EVENTS])).page
    page.fill("#query", "cosmodrome")
    page.press("#query", "ArrowUp")
    page.press("#query", "Enter")
    page.wait_for_timeout(900)
    in_sight(page, {"Kim Jong Un", "Vladimir Putin"})


@pytest.mark.parametrize(("width", "height"), [SIZES[0], SIZES[2]])
def test_two_actors_stay_in_sight_when_the_period_changes(visit, made_up, width, height):
    page = visit(View([*made_up.world(75, 90), *EVENTS]), viewport={"width": width, "height": height}).page
    page.fill("#query", "russia north korea")
    page.press("#query", "Enter")
    page.fill("#date-from", "2023-09")
    page.press("#date-from", "Tab")
    page.wait_for_timeout(900)
    one, other = in_sight(page, {"Russia", "North Korea"}).values()
    away = ((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2) ** 0.5
    assert away > width * 0.25


def luminance(colour):
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_and_kinds_stand_out_from_the_paper(visit, events, scheme):
    page = visit(View(events), color_scheme=scheme).page
    of = lambda name: page.evaluate(  # noqa: E731
        f"getComputedStyle(document.documentElement).getPropertyValue('--{name}').trim()"
    )
    paper = luminance(of("paper"))
    kinds = ("country", "government", "person", "organisation", "armed_group", "people", "company", "place", "theme")
    names = ["coop-words", "coop-deeds", "conf-words", "conf-deeds", "other", *(f"k-{kind}" for kind in kinds)]
    for name in names:
        light, dark = sorted((luminance(of(name)), paper), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", ["network", "timeline", "table", "matrix", "map"])
def test_axe_finds_nothing_serious(visit, scheme, tab):
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page = visit(View(EVENTS), color_scheme=scheme, hash_=f"#tab={tab}&country=RUS").page
    page.wait_for_timeout(300)
    page.evaluate(axe)
    for step in ("overview", "node", "pair"):
        if step == "node":
            page.fill("#query", "ukraine")
            page.press("#query", "Enter")
        elif step == "pair":
            page.fill("#query", "russia ukraine")
        found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
        serious = [
            (v["id"], [n["html"][:160] for n in v["nodes"]])
            for v in found["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert not serious, step


def test_the_keyboard_reaches_everything_and_is_never_lost(visit, made_up):
    page = visit(View(made_up.world(40, 80))).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "network"
    seen = []
    for _ in range(220):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """(() => { const at = document.activeElement;
            return at === document.body ? "body" : at.id || at.className || at.tagName; })()"""
        )
        if at == "skip":
            break
        seen.append(at)
    # Only where the page ends and the browser's own controls begin may the body have it.
    assert seen.count("body") <= 1
    where = "document.activeElement === document.body"
    page.click("#panel .who >> nth=0")
    assert not page.evaluate(where)
    page.keyboard.press("Escape")
    assert not page.evaluate(where)
    page.focus("#query")
    page.keyboard.type("russia")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    for button in ("#panel-close", "#panel .tie >> nth=0"):
        page.focus(button)
        page.keyboard.press("Enter")
        until(page, f"!({where})")
    page.focus("#legend .switch >> nth=0")
    page.keyboard.press("Enter")
    page.focus(".chip")
    page.keyboard.press("Enter")
    assert not page.evaluate(where)


def test_focus_is_not_covered_in_a_narrow_frame(visit, busy):
    page = visit(View(busy, focus="Russia"), viewport={"width": 900, "height": 720}).page
    page.wait_for_timeout(300)
    at = page.evaluate("kgView.node('Russia')")
    panel = page.locator("#panel").bounding_box()
    assert at["x"] < panel["x"]
