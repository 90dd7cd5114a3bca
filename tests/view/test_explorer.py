import datetime as dt
import json
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from looking import opened
from pages import unpacked

from kg.core.errors import InputError
from kg.core.event import Place
from kg.core.plover import EventType
from kg.view import payload
from kg.view.columns import packed
from kg.view.explorer import View


def labels(view):
    return {node["label"] for node in view._payload.nodes}


def block(html, name):
    found = re.search(rf'<script type="application/json" id="kg-{name}">(.*?)</script>', html, re.DOTALL)
    return json.loads(found.group(1))


def test_the_page_is_one_file_that_fetches_nothing(events):
    html = View(events).html()
    assert not re.search(r'<(?:script|link|img|iframe)[^>]+(?:src|href)=["\']?(?:https?:)?//', html)
    assert not re.search(r"@import|url\((?!data:|#)", html.split("</style>")[0])
    assert "sourceMappingURL" not in html
    assert "Content-Security-Policy" in html
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html).group(1)
    assert "unsafe" not in policy
    assert "default-src" in policy


def test_the_same_events_give_the_same_bytes(events):
    assert View(events).html() == View(list(events)).html()


def test_pyvis_carries_nodes_and_edges(events):
    view = View(events)
    assert {"id", "label", "x", "y", "size", "shape"} <= view._payload.nodes[0].keys()
    assert {"id", "from", "to"} <= view._payload.edges[0].keys()
    assert block(view.html(), "options")["physics"]["enabled"] is False


def test_nothing_is_written_beside_the_file(events, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    view = View(events)
    assert "srcdoc=" in view._repr_html_()
    assert not list(tmp_path.iterdir())
    assert view.save("view.html").read_text(encoding="utf-8") == view.html()
    assert [p.name for p in tmp_path.iterdir()] == ["view.html"]


def test_a_place_that_cannot_be_written_is_told(events, tmp_path):
    with pytest.raises(InputError, match="cannot write the view"):
        View(events).save(tmp_path / "no such folder" / "view.html")


def test_in_a_notebook_it_is_isolated(events):
    frame = View(events)._repr_html_()
    assert frame.count("<iframe") == 1
    sandbox = re.search(r'sandbox="([^"]+)"', frame).group(1).split()
    assert "allow-scripts" in sandbox
    assert "allow-same-origin" not in sandbox
    assert "<script" not in frame


def test_no_events_make_a_page_too():
    assert "<h1>Quiet</h1>" in View([], title="Quiet").html()


def test_an_event_counts_once(events):
    assert len(View([*events, *events]).events) == len(View(events).events)


def test_focus_keeps_the_neighbours(events):
    view = View(events, focus="russia")
    assert "Russia" in labels(view)
    everyone = {p.name for e in events for p in (*e.actors, *e.recipients)}
    neighbours = {
        p.name for e in events
        if any(q.id == "RUS" for q in (*e.actors, *e.recipients))
        for p in (*e.actors, *e.recipients)
    }  # fmt: skip
    assert labels(view) & everyone == neighbours
    assert labels(view) < labels(View(events))


def test_focus_finds_by_id_and_by_part_of_a_name(events):
    assert labels(View(events, focus="RUS")) == labels(View(events, focus="Russia"))
    assert "Vladimir Putin" in labels(View(events, focus="putin"))


def test_the_headline_is_whom_it_is_about(events):
    assert View(events).title == "Who did what to whom"
    assert View(events, focus="RUS").title == "Russia"
    assert View(events, between=("putin", "USA")).title == "Vladimir Putin and United States"
    assert View(events, focus="RUS", title="Moscow").title == "Moscow"


def test_focus_on_nobody_says_who_there_is(events):
    with pytest.raises(InputError, match=r"nobody called 'Atlantis'.*United States"):
        View(events, focus="Atlantis")


def test_between_keeps_the_two_and_those_tied_to_both(events):
    view = View(events, between=("USA", "Russia"))
    nodes = view._payload.nodes
    ends = {n["id"] for n in nodes if n["label"] in ("United States", "Russia")}
    assert len(ends) == 2
    tied = {n["id"]: set() for n in nodes}
    for edge in view._payload.edges:
        assert ends & {edge["from"], edge["to"]}
        tied[edge["from"]].add(edge["to"])
        tied[edge["to"]].add(edge["from"])
    for node, others in tied.items():
        assert node in ends or ends <= others


def test_since_and_until(events):
    view = View(events, since="2018", until=dt.date(2019, 6, 30))
    assert view.events
    assert {e.id for e in view.events} == {
        e.id for e in events if (d := e.days) and d[1] >= dt.date(2018, 1, 1) and d[0] <= dt.date(2019, 6, 30)
    }


def test_types(events):
    assert {e.type for e in View(events, types=["meets", EventType.AID]).events} == {EventType.CONSULT, EventType.AID}
    assert all(e.type.quad in (3, 4) for e in View(events, types="conflict").events)


def test_top_keeps_the_busiest_and_the_page_says_so(events):
    view = View(events, top=10)
    assert len(view._payload.nodes) <= 10
    assert "United States" in labels(view)
    assert view._payload.data["levels"]["actor"]["parties"] > block(view.html(), "facts")["limit"] == 10


def test_the_places_are_filled(made_up):
    events = made_up.world(400, 500)
    assert len(View(events)._payload.nodes) > 120
    assert 118 <= len(View(events, top=120)._payload.nodes) <= 120


def test_countries_only(events):
    kinds = {n["kind"] for n in View(events, level="country")._payload.nodes if n["country"]}
    assert "country" in kinds
    assert "Vladimir Putin" not in labels(View(events, level="country"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "planet"},
        {"focus": "RUS", "between": ("RUS", "USA")},
        {"between": "RUS"},
        {"top": 0},
        {"since": "yesterday"},
        {"types": "FROWN"},
    ],
)
def test_what_makes_no_sense_is_refused(events, wrong):
    with pytest.raises(InputError):
        View(events, **wrong)


def test_events_come_newest_first(events):
    view = View(events)
    starts = list(view._payload.columns["start"])
    assert starts == sorted(starts, reverse=True)
    days = [e.days for e in view._payload.events]
    known = [d[0] for d in days if d]
    assert known == sorted(known, reverse=True)
    assert days == [d for d in days if d] + [None] * (len(days) - len(known))


def test_above_the_limit_the_busiest_are_shown(made_up):
    view = View(made_up.world(5200, 6000))
    assert len(view._payload.nodes) <= 5000
    assert view._payload.data["levels"]["actor"]["parties"] > 5000


def test_columns_come_back_as_they_were():
    columns = {"a": [0, 1, 255], "b": [0, 256, 65_535], "c": [-5, 2**30, 0], "none": []}
    value, found = unpacked(packed({"said": "\n\x05é"}, columns, steps=("c", "b")))
    assert value == {"said": "\n\x05é"}
    assert {name: values.tolist() for name, values in found.items()} == columns


def test_details_hold_each_event(events):
    view = View(events)
    found = opened(view)
    # The page makes most ids itself, of what it holds (test_explorer_browser); given ones are stored.
    assert found["id"].count(None) > len(events) * 0.9
    assert all(id_ in (None, e.id) for id_, e in zip(found["id"], view._payload.events, strict=True))
    # Names that the page knows are only pointed at.
    parties = view._payload.data["parties"]["label"]
    columns = view._payload.columns
    counts = np.add(columns["actor.actors"], columns["actor.recipients"])
    begin = (counts.cumsum() - counts).tolist()
    for k, (event, words) in enumerate(zip(view._payload.events, found["sentence"], strict=True)):
        who = columns["actor.who"][begin[k] :]
        plain = re.sub("\x05(.)", lambda m, who=who: parties[who[ord(m[1]) - 0x20]], words)
        assert re.sub("[\x01-\x04]", "", plain) == event.evidence.sentence
        assert f"\x01{event.evidence.trigger}\x04" in words


def test_the_picture_does_not_wait_for_what_is_read_later(made_up):
    html = View(made_up.world(60, 1200)).html()
    assert html.index('id="chunk-0"') < html.rindex("<script>") < html.index('id="chunk-1"')


def test_a_place_is_in_a_country_with_a_name(events):
    event = replace(events[0], place=Place("Pretoria", "ZAF", -25.7, 28.2, "town"))
    assert View([event])._payload.data["codes"]["ZAF"] == ["ZA", "South Africa"]


def test_both_levels_are_in_the_page(events):
    assert list(View(events)._payload.data["levels"]) == ["actor", "country"]
    # A person is not among the states: there is only the level on which he is.
    assert list(View(events, focus="Vladimir Putin")._payload.data["levels"]) == ["actor"]
    assert list(View(events, focus="Russia", level="country")._payload.data["levels"]) == ["actor", "country"]


def test_other_names_are_known(events):
    assert View(events, focus="UK").title == "United Kingdom"
    without = [e for e in events if "GBR" not in {p.country for p in (*e.actors, *e.recipients)}]
    with pytest.raises(InputError, match="nobody called 'UK'"):
        View(without, focus="UK")
    parties = View(events)._payload.data["parties"]
    assert "DPRK" in parties["aliases"][parties["key"].index("PRK")]


def test_what_brokers_are_found_by_is_what_the_network_counts():
    from kg.network import brokers

    assert payload.MEDIATES == brokers._MEDIATES


def test_the_still_picture_is_plain_svg(events):
    from xml.etree import ElementTree

    picture = View(events, title="A <b> & C").still()
    root = ElementTree.fromstring(picture)
    assert "A <b> & C" in "".join(root.itertext()) and "United States" in "".join(root.itertext())
    assert not re.search(r"<script|href|url\(", picture)
    assert ElementTree.fromstring(View([]).still()) is not None


def test_without_anywidget_the_widget_says_what_is_missing(events, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "kg.view.widget", raising=False)
    with pytest.raises(InputError, match=r"kg\[widget\]"):
        View(events).widget()


def test_a_page_does_not_wait_for_pyvis():
    script = (
        "import sys; from kg.view.explorer import View; View([]).html();"
        "print(*sorted({'pyvis', 'IPython', 'networkx'} & sys.modules.keys()))"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ""


def test_a_view_is_a_network_of_pyvis_too(events):
    view = View(events)
    network = view.pyvis()
    assert network.generate_html() == view.html()
    assert len(network.nodes) == len(network.get_nodes()) == len(view._payload.nodes)
    assert len(network.get_edges()) == len(view._payload.edges)
