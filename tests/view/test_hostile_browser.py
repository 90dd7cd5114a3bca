"""Text from articles is hostile: whatever it holds, it is shown as text, or not at all."""

from __future__ import annotations

import datetime as dt
import json
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from looking import opened, take

from kg.core.event import Event, Evidence, Participant, Period, Place, Source
from kg.core.plover import EventType, Precision
from kg.view.explorer import View

NASTY = [
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=2>",
    '"><svg onload=window.hit=3>',
    "' onmouseover='window.hit=4",
    '<a href="javascript:window.hit=5">href</a>',
    "{{ 7*7 }}{% raw %}${window.hit=6}",
    "<!--<script>window.hit=7",
    "]]></style><style>*{display:none}</style>",
    "\u202eevil\u202c \u2067isolated\u2069 \u0000null\u2028line\u2029par",
    "lone \ud800 surrogate \udfff",
    "𝕬stral 🇷🇺 é e\u0301 العربية עברית",
    '=HYPERLINK("http://x","y")',
    "&lt;b&gt;&amp;&#60;script&#62;",
    "__proto__",
    "constructor",
    "x" * 100_000,
    "long word " * 10_000,
    '\\" \\u003c/script\\u003e \\',
    "",
]
URLS = [
    "javascript:window.hit=8",
    "JaVaScRiPt://example.org/%0awindow.hit=9",
    "data:text/html,<script>window.hit=10</script>",
    "vbscript:msgbox(1)",
    'https://example.org/"onclick="window.hit=11',
    "https://example.org/?q=</script><script>window.hit=12</script>",
    "file:///etc/passwd",
    "//example.org/protocol-relative",
    "https://user:pass@example.org/",
    "https://example.org/" + "a" * 100_000,
    " https://example.org/ok ",
    None,
]


def hostile_events():
    events = []
    for number, text in enumerate(NASTY):
        other = NASTY[(number + 1) % len(NASTY)]
        sentence = f"{text} struck {other}"
        at = len(text) + 1
        events.append(
            Event(
                article=f"article {text}",
                type=EventType.ASSAULT,
                actors=(
                    Participant(f"id {text}", text, text or "person", text[:40] or None, text, text, 0, len(text)),
                ),
                recipients=(
                    Participant(f"id {other}", other, "country", other[:3], None, other, at + 7, at + 7 + len(other)),
                ),
                evidence=Evidence(sentence, 0, len(sentence), "struck", at, at + 6),
                mode=text, theme=text, concept=None, reported_by=Source("outlet", None, text),
                date=Period(dt.date(2020, 1, 1 + number), dt.date(2020, 1, 1 + number), Precision.DAY),
                place=Place(text), confidence=0.5, published=dt.date(2020, 1, 1), source=text,
                url=URLS[number % len(URLS)], extractor=text, verb=text, rule=text, id=f"{number} {text}",
            )
        )  # fmt: skip
        events.append(
            Event(
                article="x", type=EventType.THREATEN, theme=text or "nothing", url=URLS[(number + 5) % len(URLS)],
                actors=(Participant("one", "One", "person", "RUS", None, "One", 0, 3),),
                evidence=Evidence("One warned.", 0, 11, "warned", 4, 10), id=f"theme {number}",
            )
        )  # fmt: skip
    return events


@pytest.fixture(scope="module")
def view():
    events = hostile_events()
    return View(events, titles={e.article: e.article for e in events}, title=" ".join(NASTY[:14]))


def test_no_string_ends_a_script_or_opens_one(view):
    html = view.html()
    assert html.encode("utf-8")
    plain = View(hostile_events()[1::2], title="x").html()
    for tag in ("<script", "</script", "<!--", "<style", "</style", "<svg", "<img"):
        assert html.count(tag) == plain.count(tag)
    for block in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL):
        json.loads(block)


def test_a_huge_string_does_not_make_a_huge_page(view):
    assert len(view.html()) < 1_000_000


def test_only_web_addresses_are_kept(view):
    addresses = set(opened(view)["address"])
    assert all(not a or a.startswith(("http://", "https://")) for a in addresses)
    assert "https://example.org/ok" in addresses


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_runs_and_nothing_breaks(visit, view, dark):
    page = visit(view, color_scheme="dark" if dark else "light").page
    hit = "window.hit"
    assert page.evaluate(hit) is None
    rows = page.locator("#panel .tie.who").count()
    for k in range(rows):
        page.click(f"#panel .tie.who >> nth={k}")
        page.keyboard.press("Escape")
    for word in ("script", "img", "long", "xxx", "evil", "proto", "constr"):
        page.fill("#query", word)
        assert page.locator("#hits li").count() > 0
        page.press("#query", "Enter")
        at = page.locator("#panel .event").count()
        assert at > 0
    for tab in ("timeline", "table", "network"):
        page.keyboard.press("Escape")
        page.click(f"#tab-{tab}")
    page.click("#tab-table")
    for header in page.locator("th button").all():
        header.click()
    assert page.locator("tbody tr").count() == 2 * len(NASTY)
    links = page.locator("a[href]").evaluate_all("all => all.map(a => a.href)")
    assert links
    assert all(link.startswith(("http://", "https://")) for link in links)
    for event in ("mouseover", "focus"):
        page.evaluate(f"document.querySelectorAll('*').forEach(n => n.dispatchEvent(new Event('{event}')))")
    assert page.evaluate(hit) is None
    assert page.locator("#view-table img, #panel img, #panel script").count() == 0
    inline = (
        "[...document.querySelectorAll('*')].filter(n => [...n.attributes].some(a => a.name.startsWith('on'))).length"
    )
    assert page.evaluate(inline) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


@pytest.mark.browser
def test_names_are_shown_as_they_are(visit, view):
    page = visit(view).page
    page.fill("#query", "onerror")
    page.press("#query", "Enter")
    assert page.inner_text("#panel h2") == "<img src=x onerror=window.hit=2>"
    assert "<img src=x onerror=window.hit=2> struck" in page.inner_text("#panel .event blockquote >> nth=0")
    assert page.inner_text("#panel .event mark.trigger >> nth=0") == "struck"


@pytest.mark.browser
def test_a_spreadsheet_runs_no_cell(visit, view):
    page = visit(view).page
    page.click("#tab-table")
    with page.expect_download() as download:
        page.click("#save-csv")
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "=HYPERLINK" in text
    assert not re.search(r'(?:^|,)"?[=@+]', text, re.MULTILINE)


@pytest.mark.browser
def test_the_policy_stops_what_would_get_through(visit, view):
    made = visit(view)
    blocked = made.page.evaluate(
        """async () => {
          const seen = [];
          document.addEventListener("securitypolicyviolation", (e) => seen.push(e.effectiveDirective));
          const script = document.createElement("script");
          script.textContent = "window.hit = 20"; document.body.append(script);
          const image = document.createElement("img"); image.setAttribute("onerror", "window.hit = 21");
          image.src = "https://example.org/x.png"; document.body.append(image);
          try { await fetch("https://example.org/"); seen.push("fetched"); } catch { }
          await new Promise((done) => setTimeout(done, 300));
          return seen;
        }"""
    )
    assert made.page.evaluate("window.hit") is None
    assert {"script-src-elem", "connect-src", "img-src"} <= set(blocked)
    assert "fetched" not in blocked
    made.trouble.clear()  # the browser reports what it blocked
    made.requests[:] = [url for url in made.requests if "example.org" not in url]


@pytest.mark.browser
def test_drawing_and_network_hold_names_as_text(visit):
    page = visit(View(hostile_events())).page
    ET.fromstring(take(page, "svg").read_text(encoding="utf-8"))
    graph = nx.parse_graphml(take(page, "graphml").read_text(encoding="utf-8"))
    assert "<img src=x onerror=window.hit=2>" in {data["label"] for _, data in graph.nodes(data=True)}
    assert page.evaluate("window.hit") is None
