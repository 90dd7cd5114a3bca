"""What a page says in numbers, bars, years and words: each number of one thing, each act by one word."""

from __future__ import annotations

import pytest
from known import ACCUSE, AID, ASSAULT, EVENTS, KOREA, RUSSIA, UKRAINE, USA, act
from looking import number, until

from kg.core.plover import EventType, Precision, Status
from kg.view.explorer import View
from kg.view.payload import tie_words

pytestmark = pytest.mark.browser
SMALL = [(1024, 768), (390, 844)]
OTHER = [
    act(60 + k, EventType.OTHER, (USA,), (KOREA,), f"2023-09-{k + 1:02}", "Washington dealt with it.") for k in range(3)
]

# Of each row of pairs: the number beside it, and the widths of the parts of its bar.
ROWS = """rows => rows.map(row => ({
  n: Number(row.querySelector(".n").textContent), title: row.title,
  parts: Object.fromEntries([...row.querySelectorAll(".share i")]
    .map(i => [i.className, i.getBoundingClientRect().width])),
}))"""


@pytest.mark.parametrize("who", [None, "north korea"])
def test_split_bars_are_quantities_by_one_scale(visit, who):
    page = visit(View([*EVENTS, *OTHER])).page
    if who:
        page.fill("#query", who)
        page.press("#query", "Enter")
    rows = page.locator("#panel .tie.pair").evaluate_all(ROWS)
    assert len(rows) >= 2 and len({row["n"] for row in rows}) > 1
    unit = sum(rows[0]["parts"].values()) / rows[0]["n"]
    for row in rows:
        assert abs(sum(row["parts"].values()) - row["n"] * unit) < 1, row
        # The parts add up to the number beside them, and are said.
        said = dict(reversed(part.split(" ")) for part in row["title"].split(": ")[1].split(", "))
        assert sum(map(int, said.values())) == row["n"]
        for name, part in (("cooperation", "coop"), ("neither", "neither"), ("conflict", "conf")):
            assert abs(row["parts"].get(part, 0) - int(said.get(name, 0)) * unit) < 1, row
    assert any("3 neither" in row["title"] for row in rows)


def test_numbers_have_a_unit(page):
    heads = page.locator("#panel h3.counted").all_inner_texts()
    assert [head.split("\n") for head in heads[:3]] == [
        ["Most active", "events"],
        ["Busiest pairs", "acts"],
        ["Strongest ties", "acts"],
    ]
    assert set(page.locator("#filters .unit").all_inner_texts()) == {"events"}


def years(first, last, without=()):
    """An act a month for years; of some years none."""
    return [
        act(
            month,
            ASSAULT,
            (RUSSIA,),
            (UKRAINE,),
            f"{first + month // 12}-{month % 12 + 1:02}-15",
            "Guns shelled a town.",
        )
        for month in range((last - first + 1) * 12)
        if first + month // 12 not in without
    ]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), *SMALL])
def test_every_year_has_a_line_and_nearly_every_one_its_name(visit, width, height):
    page = visit(View(years(2015, 2026)), viewport={"width": width, "height": height}).page
    shown = page.evaluate("kgView.time().years")
    assert [tick["year"] for tick in shown] == list(range(2015, 2027))
    named = [tick for tick in shown if tick["words"]]
    assert len(named) >= (11 if width > 1000 else 5)
    assert all(tick["words"] in (str(tick["year"]), f"’{tick['year'] % 100}") for tick in named)


def test_bars_have_a_scale(visit):
    page = visit(View([*EVENTS, *OTHER])).page
    time = page.evaluate("kgView.time()")
    assert sum(bar["neither"] for bar in time["bars"]) == 3
    said = page.get_attribute("#time canvas", "aria-label")
    up = max(bar["cooperation"] + bar["neither"] for bar in time["bars"])
    down = max(bar["conflict"] for bar in time["bars"])
    assert f"above the line, at most {up};" in said and f"below it, at most {down};" in said
    assert "neither" in page.inner_text("#time .key")
    # Under the pointer, a bar says its figures.
    track = page.locator("#time .track").bounding_box()
    page.mouse.move(track["x"] + 2, track["y"] + 20)
    first = time["bars"][0]
    assert str(first["n"] if first["n"] else "none") in page.get_attribute("#time .range", "title")


def test_months_bear_their_names_on_a_wide_axis(visit):
    """Also where the axis begins amid a month, and where not every month has room for its name."""
    days = [f"{2022 + month // 12}-{month % 12 + 1:02}-{18 if month == 6 else 15}" for month in range(6, 24)]
    told = [act(k, AID, (USA,), (RUSSIA,), day, "They sent help.") for k, day in enumerate(days)]
    page = visit(View(told), hash_="#tab=map").page
    for width in (1440, 1300, 1180, 1024):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        named = [year["words"] for year in page.evaluate("kgView.time().years") if year["words"]]
        assert len(named) >= 5 and len(set(named)) == len(named), (width, named)


def test_what_is_earlier_has_a_bar_of_its_own(visit):
    page = visit(View(EVENTS)).page
    time = page.evaluate("kgView.time()")
    assert time["earlier"]["n"] == 1 and time["later"]["n"] == 0
    dated = [e for e in EVENTS if e.date.precision == Precision.DAY and str(e.date.start) > "2000"]
    assert sum(bar["n"] for bar in time["bars"]) == len(dated)
    first = min(str(e.date.start) for e in dated)
    assert time["bars"][0]["n"] == sum(str(e.date.start) == first for e in dated)
    assert "1 earlier" in page.inner_text("#time-note")


def test_a_stretch_of_which_nothing_is_told_is_set_apart(visit):
    events = years(2015, 2024, without=(2019, 2020))
    page = visit(View(events)).page
    (gap,) = page.evaluate("kgView.time().gaps")
    assert "2018-12" < gap[0] <= "2019-01-01" and "2020-12" <= gap[1][:7] <= "2021-01" and gap[2] == "no events told"
    assert "no events told from" in page.get_attribute("#time canvas", "aria-label")
    # What filters leave out is no such stretch.
    page.click("#legend .switch:has-text('attacks')")
    assert len(page.evaluate("kgView.time().gaps")) == 1
    assert not visit(View(years(2015, 2024))).page.evaluate("kgView.time().gaps")
    # Between the days of a few articles lie months of which nothing is told: no months of peace.
    days = ("2022-07-18", "2022-11-10", "2023-03-11", "2023-05-20", "2023-09-13", "2023-12-15")
    few = [act(10 * k + n, ASSAULT, (RUSSIA,), (UKRAINE,), day, "Guns shelled a town.")
           for k, day in enumerate(days) for n in range(9)]  # fmt: skip
    assert len(visit(View(few)).page.evaluate("kgView.time().gaps")) == len(days) - 1
    # What is dated to the year only is told, if roughly.
    rough = act(200, ACCUSE, (USA,), (RUSSIA,), "2019-01-01", "Washington accused Moscow.", precision=Precision.YEAR)
    (gap,) = visit(View([*events, rough])).page.evaluate("kgView.time().gaps")
    assert gap[2] == "dated only roughly"


@pytest.mark.parametrize(("width", "height"), [(1440, 900), *SMALL])
def test_what_is_said_of_dates_is_not_cut(visit, width, height):
    page = visit(View(EVENTS), viewport={"width": width, "height": height}).page
    for part in ("#time .said", "#time .key"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert page.evaluate(
            f"(() => {{ const e = document.querySelector('{part}'); return e.scrollWidth <= e.clientWidth + 1; }})()"
        )
    assert "1 dated only roughly" in page.inner_text("#time .said")


def test_days_are_written_one_way_and_can_be_typed_in_part(visit):
    page = visit(View(years(2015, 2024))).page
    assert page.input_value("#date-from") == "2015-01-01"
    page.fill("#date-from", "2017")
    page.press("#date-from", "Tab")
    page.fill("#date-to", "2018-02")
    page.press("#date-to", "Tab")
    assert (page.input_value("#date-from"), page.input_value("#date-to")) == ("2017-01-01", "2018-02-28")
    assert page.evaluate("kgView.shown().events") == 14
    page.fill("#date-to", "soon")
    page.press("#date-to", "Tab")
    assert page.input_value("#date-to") == "2018-02-28"


def planned_and_done():
    return [
        *EVENTS,
        act(50, AID, (RUSSIA,), (UKRAINE,), "2023-10-14", "Moscow sends grain.", status=Status.PLANNED),
        act(51, ASSAULT, (RUSSIA,), (UKRAINE,), "2023-10-14", "Drones may strike.", status=Status.PLANNED),
    ]


def test_the_page_of_a_pair_counts_one_thing(visit):
    page = visit(View(planned_and_done(), between=("Russia", "Ukraine"))).page
    acts = number(page.inner_text("#panel header .soft >> nth=0").split("act")[0])
    assert "acts between the two" in page.inner_text("#panel header")
    assert sum(map(number, page.locator("#panel .balance-key b").all_inner_texts())) == acts
    assert sum(map(number, page.locator("#panel .way .n").all_inner_texts())) == acts
    time = page.evaluate("kgView.time()")
    assert sum(bar["n"] for bar in [*time["bars"], time["earlier"], time["later"]]) == acts
    assert page.inner_text("#time-of").startswith("Acts between Russia and Ukraine")
    # What is of the whole page says so.
    assert page.inner_text("#summary").startswith("On this page: ")
    assert set(page.locator("#filters .unit").all_inner_texts()) == {"events on page"}
    page.keyboard.press("Escape")
    assert page.inner_text("#time-of").startswith("All events")
    assert not page.inner_text("#summary").startswith("On this page")


def test_the_two_charts_of_a_pair_share_grammar_and_axis(visit):
    page = visit(View(planned_and_done(), between=("Russia", "Ukraine"))).page
    charts = page.locator("#panel .way svg").evaluate_all(
        """all => all.map(svg => ({
          zero: Number(/^M[\\d.]+ ([\\d.]+)H/.exec(svg.querySelector(".axis").getAttribute("d"))[1]),
          bars: [...svg.querySelectorAll("rect")].map(r => [r.getAttribute("class"), Number(r.getAttribute("y"))]),
          lines: [...svg.querySelectorAll(".year")].length }))"""
    )
    assert len(charts) == 3
    for chart in charts:
        assert chart["bars"]
        for kind, y in chart["bars"]:
            assert (y >= chart["zero"] - 0.1) == (kind == "conf")
        assert chart["lines"] == len(page.evaluate("kgView.time().years"))
    assert "1 historical" not in page.inner_text("#panel header")


def test_what_is_planned_says_so_in_words(visit):
    page = visit(View(planned_and_done(), between=("Russia", "Ukraine"))).page
    page.wait_for_timeout(400)
    assert "2 planned" in page.inner_text("#panel header")
    rows = page.locator("#panel .tie").all_inner_texts()
    (aid,) = [row for row in rows if row.strip().startswith("aids")]
    assert "planned" in aid and "1 planned" not in aid
    (attacks,) = [row for row in rows if row.strip().startswith("attacks") and "Ukraine" in row]
    assert "1 planned" in attacks
    assert "aids (planned)" in [word["words"] for word in page.evaluate("kgView.words()")]


def test_the_same_act_bears_one_word(visit):
    events = [
        act(k, type_, (RUSSIA,), (UKRAINE,), "2023-09-01", "They acted again.") for k, type_ in enumerate(EventType)
    ]
    page = visit(View(events, between=("Russia", "Ukraine")), viewport={"width": 1920, "height": 1080}).page
    page.wait_for_timeout(500)
    words = {tie_words(type_) for type_ in EventType}
    on_lines = {word["words"] for word in page.evaluate("kgView.words()")}
    in_list = set(page.locator("#panel .tie em").all_inner_texts())
    assert in_list == words
    assert set(page.locator("#legend .switch .label").all_inner_texts()) == words
    assert set(page.locator("#panel .claim .verb").all_inner_texts()) == words
    assert len(on_lines) > 8 and on_lines <= words
    page.click("#tab-table")
    assert set(page.locator("td em").all_inner_texts()) == words


def test_ties_from_the_other_end_keep_the_word(page):
    page.fill("#query", "russia")
    page.press("#query", "Enter")
    until(page, "document.querySelector('#panel h2').textContent === 'Russia'")
    ties = page.locator("#panel .tie:has(em)").all_inner_texts()
    assert ties and not [tie for tie in ties if " by " in tie]


@pytest.mark.parametrize(("width", "height"), SMALL)
def test_on_a_small_screen_lists_and_key_are_at_hand(visit, made_up, width, height):
    page = visit(View(made_up.world(600, 2500)), viewport={"width": width, "height": height}).page
    key = page.inner_text("#line-key")
    assert all(words in key for words in ("cooperation", "conflict", "planned", "hypothetical", "denied", "historical"))
    stage, note = page.locator("#network").bounding_box(), page.locator("#note").bounding_box()
    assert note["y"] >= stage["y"] + stage["height"] - 1  # nothing lies on the picture
    assert page.locator("#panel").is_hidden()
    page.click("#glance")
    until(page, "getComputedStyle(document.querySelector('#panel')).visibility === 'visible'")
    assert page.get_attribute("#glance", "aria-expanded") == "true"
    said = page.inner_text("#panel")
    assert said.index("Most active") < said.index("Busiest pairs") < said.index("Key")
    page.keyboard.press("Escape")
    until(page, "getComputedStyle(document.querySelector('#panel')).visibility === 'hidden'")
    page.click("#glance")
    page.click("#panel .who >> nth=0")
    assert page.inner_text("#panel h2") != "At a glance"
    page.click("#panel-close")
    until(page, "getComputedStyle(document.querySelector('#panel')).visibility === 'hidden'")


def test_a_picture_of_states_names_states_first(visit, made_up):
    page = visit(View(made_up.world(600, 2500), level="country")).page
    kinds = [label["kind"] for label in page.evaluate("kgView.labels()")]
    others = [k for k, kind in enumerate(kinds) if kind in ("person", "people", "company", "place")]
    assert others and "country" not in kinds[others[0] :]


# Where the grip of each handle begins and ends, beside the axis.
GRIPS = """() => ["from", "to"].map((side) => {
  const handle = document.querySelector(`#time-${side}`);
  const grip = getComputedStyle(handle, "::after");
  const left = handle.getBoundingClientRect().left + parseFloat(grip.left);
  return [left, left + parseFloat(grip.width)];
})"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), *SMALL])
def test_handles_hide_no_bar(visit, width, height):
    page = visit(View(EVENTS), viewport={"width": width, "height": height}).page
    track = page.locator("#time .track").bounding_box()
    (_, end), (begin, _) = page.evaluate(GRIPS)
    assert end <= track["x"] + 0.5 and begin >= track["x"] + track["width"] - 0.5


def test_on_a_phone_the_shapes_are_a_step_away(visit, made_up):
    page = visit(View(made_up.world(75, 130)), viewport={"width": 390, "height": 844}).page
    kinds = page.locator("#key-kinds .of-kind")
    assert kinds.count() >= 4 and kinds.first.is_hidden()
    page.click("#shapes")
    for k in range(kinds.count()):
        box = kinds.nth(k).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] + box["height"] < 844
    page.click("#shapes")
    assert kinds.first.is_hidden()


def test_the_key_shows_a_state_as_it_is_drawn(visit):
    page = visit(View(EVENTS), viewport={"width": 1024, "height": 768}).page
    mark = page.locator("#line-key .kind-mark.country")
    assert mark.locator("text").count() == 1 and mark.locator("text").text_content()
    fill = mark.locator("path").evaluate("path => getComputedStyle(path).fill")
    assert fill not in ("none", page.evaluate("getComputedStyle(document.body).backgroundColor"))
