"""The picture itself: nothing covers anything else, the stage is used, lines bear their words."""

from __future__ import annotations

import pytest
from known import ACCUSE, AID, ASSAULT, CONSULT, RUSSIA, UKRAINE, act

from kg.core.plover import EventType
from kg.view.explorer import View

pytestmark = pytest.mark.browser
SIZES = [(1440, 900), (1024, 768), (390, 844)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_circle_lies_on_another(visit, made_up, width, height):
    page = visit(View(made_up.world(150, 130, 5)), viewport={"width": width, "height": height}).page
    circles = page.evaluate("kgView.circles()")
    assert len(circles) > (60 if width > 1000 else 38)
    for k, a in enumerate(circles):
        for b in circles[:k]:
            away = ((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2) ** 0.5
            assert away > a["r"] + b["r"] - 1, (a["label"], b["label"])


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_names_hide_nobody(visit, events, width, height):
    page = visit(View(events), viewport={"width": width, "height": height}).page
    circles = page.evaluate("kgView.circles()")
    hidden = [
        (name["label"], c["label"])
        for name in page.evaluate("kgView.labels()")
        for c in circles
        if c["label"] != name["label"]
        and name["box"][0] < c["x"] + c["r"] * 0.7
        and name["box"][2] > c["x"] - c["r"] * 0.7
        and name["box"][1] < c["y"] + c["r"] * 0.7
        and name["box"][3] > c["y"] - c["r"] * 0.7
    ]
    assert len(hidden) <= 2


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_stage_is_used(visit, made_up, width, height):
    page = visit(View(made_up.world(110, 100, 2)), viewport={"width": width, "height": height}).page
    stage = page.locator("#network").bounding_box()
    circles = page.evaluate("kgView.circles()")
    # Of a stage in thirty parts, how many hold somebody.
    used = {(int(6 * c["x"] / stage["width"]), int(5 * c["y"] / stage["height"])) for c in circles}
    assert len(used) >= (23 if width > 1000 else 17)


def many_ways():
    """Two states that do a dozen things to each other."""
    types = (ASSAULT, AID, ACCUSE, CONSULT, EventType.THREATEN, EventType.AGREE, EventType.REJECT, EventType.SANCTION)
    pairs = [((RUSSIA,), (UKRAINE,)), ((UKRAINE,), (RUSSIA,))]
    return [
        act(number, type_, *sides, "2023-09-01", "They acted again.")
        for number, (type_, sides) in enumerate((t, s) for t in types for s in pairs)
    ]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_two_actors_have_room_for_what_is_between_them(visit, width, height):
    page = visit(View(many_ways(), between=("Russia", "Ukraine")), viewport={"width": width, "height": height}).page
    page.wait_for_timeout(500)
    circles = {c["label"]: c for c in page.evaluate("kgView.circles()")}
    a, b = circles["Russia"], circles["Ukraine"]
    away = ((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2) ** 0.5
    assert max(a["r"], b["r"]) <= 36.5
    assert away > 2 * (a["r"] + b["r"])
    words = page.evaluate("kgView.words()")
    assert len(words) >= (12 if width > 1000 else 4)
    # What is done in cooperation is written in its colour, what is done in conflict in the other.
    assert len({word["colour"] for word in words}) >= 2


def test_details_leave_the_period_whole(visit, events):
    page = visit(View(events, focus="Russia"), viewport={"width": 1024, "height": 768}).page
    page.wait_for_timeout(400)
    panel = page.locator("#panel").bounding_box()
    track = page.locator("#time .track").bounding_box()
    assert track["x"] + track["width"] <= panel["x"]
