"""What can be taken away: pictures, data, a sheet of paper."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from looking import acts, edges, take

pytestmark = pytest.mark.browser


def test_the_picture_has_twice_the_pixels_and_its_frame(page):
    image = take(page, "png").read_bytes()
    width, height = struct.unpack(">II", image[16:24])
    box = page.locator("#network").bounding_box()
    assert width == 2 * box["width"]
    # Title and period stand above, legend and source below.
    assert height == pytest.approx(2 * (box["height"] + 62 + 74), abs=2)


def test_the_drawing_is_well_formed_and_says_what_it_is(page):
    text = take(page, "svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)
    words = "".join(root.itertext())
    assert (
        "Powers" in words and "cooperation, in words" in words and "coded by kg" in words and "United States" in words
    )
    assert len(root.findall(".//{*}g/{*}g")) > 50
    assert "<script" not in text and "href" not in text


def test_the_network_can_be_read_back(page, events):
    page.click("#legend .switch:has-text('attacks')")
    graph = nx.parse_graphml(take(page, "graphml").read_text(encoding="utf-8"))
    assert {data["id"] for _, _, data in graph.edges(data=True)} <= acts(page)
    assert sum(e["count"] for e in edges(page) if e["to"] not in {"x"}) >= graph.number_of_edges() > 100
    by_id = {e.id: e for e in events}
    for _, _, data in list(graph.edges(data=True))[:50]:
        assert data["sentence"] == by_id[data["id"]].evidence.sentence
        assert data["type"] == by_id[data["id"]].type.value


def test_the_selection_leaves_as_a_table(page):
    page.click("#panel .who >> nth=0")
    name = page.inner_text("#panel h2")
    lines = take(page, "csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > 5
    assert all(name in line for line in lines[1:])


def test_the_sheet_is_a_picture_and_sentences(page):
    page.click("#panel .who >> nth=1")
    page.evaluate("window.print = () => { window.printed = document.getElementById('sheet').innerHTML.length; }")
    page.click("#take summary")
    page.click("[data-take=print]")
    page.wait_for_timeout(400)
    assert page.evaluate("window.printed") > 5000
    assert page.locator("#sheet li").count() > 5
    assert page.locator("#sheet img").count() == 1
    page.emulate_media(media="print")
    assert page.locator(".masthead").is_hidden()
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    # The picture and up to 120 acts in two columns: a few pages, not one word a line.
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 8
