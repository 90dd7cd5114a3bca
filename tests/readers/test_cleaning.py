from __future__ import annotations

import gzip
import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers import clean

PAGE = """\
https://example.org/2022/07/25/ministers-meet

9.9 C

Ministers of Chad and Niger meet in Diffa

Chad and Niger signed an accord on Monday. Photo: Example Pictures

Also read: Chad sends troops to the border

"We will keep our word," the minister said. (https://example.org/statement)

© Example Pictures/Agency

Source: Example Courier

Subscribe to our magazine

━ more like this

Niger closes a market in the north
Chad's president visits the lake

Please enter your comment!
Please enter your name here"""


def test_a_page_keeps_its_sentences_and_nothing_else() -> None:
    cleaned = clean(PAGE)
    kept = [line.strip() for line in cleaned.text.splitlines() if line.strip()]
    assert kept == [
        "Ministers of Chad and Niger meet in Diffa",
        "Chad and Niger signed an accord on Monday.",
        '"We will keep our word," the minister said.',
    ]
    assert cleaned.url == "https://example.org/2022/07/25/ministers-meet"
    assert cleaned.source == "Example Courier"


def test_no_character_moves() -> None:
    cleaned = clean(PAGE)
    assert len(cleaned.text) == len(PAGE)
    for sentence in ("Chad and Niger signed an accord on Monday.", '"We will keep our word," the minister said.'):
        assert cleaned.text.index(sentence) == PAGE.index(sentence)
    for removed in cleaned.removed:
        assert PAGE[removed.start : removed.start + len(removed.text)] == removed.text


@given(st.text(alphabet=st.sampled_from("aA1 .\n\r\t:-(){}\x00\x1b\u200e\u00a0—http/@©#"), max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_keeps_its_length_and_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text).text
    assert len(once) == len(text)
    assert "\x1b" not in once and "\x00" not in once
    assert clean(once).text == once


@pytest.mark.parametrize(
    "line",
    [
        "9.9 C",
        "28°C Kuala Lumpur",
        "Subscribe to our magazine",
        "Subscribe now to get 50% off",
        "Sign up for our daily newsletter",
        "Please enter your name here",
        "Leave a comment",
        "Share this article on Facebook",
        "Facebook | Twitter | WhatsApp",
        "Follow us on Twitter @example",
        "READ MORE: Chad sends troops to the border",
        "Also Read:‘No comment’: minister on the talks",
        "- Advertisement -",
        "Story continues below this ad",
        "We use cookies to give you the best experience.",
        "© Example Government/Agency",
        "Copyright 2023 Example Media. All rights reserved.",
        "Updated: July 18, 2022 5:36:50 pm",
        "11 Jul 2022",
        "3 min read",
        "By Maria Example",
        "Written by Maria Example | Mumbai |",
        "(This article was written by Maria Example and John Sample.)",
        "Photo: Example Pictures",
        "Photo credit: Example Pictures/Agency",
        "(Photo by Maria Example)",
        "For more information, visit www.example.org",
        "* * *",
        "# # #",
    ],
)
def test_furniture_goes(line: str) -> None:
    cleaned = clean(f"Iran met Iraq.\n\n{line}\n\nIraq met Iran.")
    assert cleaned.text.split() == ["Iran", "met", "Iraq.", "Iraq", "met", "Iran."]


@pytest.mark.parametrize(
    "line",
    [
        "Photos of the flood went around the world within hours.",
        "Updated plans were published on July 18, 2022, the ministry said.",
        "Subscribers to the state telephone company protested in Caracas.",
        "Share prices fell after Russia halted gas exports.",
        "Follow-up talks between India and China will be held in Delhi.",
        "By Friday the army had withdrawn.",
        "Written by a former minister, the letter accuses Mali of coercion.",
        "“Join us,” Zelensky told the allies.",
        "The author was arrested by Turkey.",
        "Watch groups accused Sudan of war crimes.",
        "Source countries of migrants were asked to help.",
        "Follow the money, Kenya told the bank.",
        "Comments by the president angered Poland.",
        "He told AFP that Israel attacked Syria.",
        "India",
    ],
)
def test_sentences_stay(line: str) -> None:
    text = f"Iran met Iraq.\n\n{line}\n\nIraq met Iran."
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("tail", "source"),
    [
        ('it may be a mistake." - Reuters', "Reuters"),
        ("to a path of peace. (KUNA)", "KUNA"),
        ("were set up. – The Straits Times/Asia News Network", "The Straits Times/Asia News Network"),
        ("in that case. -unWrap.online", "unWrap.online"),
        ("at the airport. Enditem", "Xinhua"),
        ("of people.\n\n– Roots Online", "Roots Online"),
    ],
)
def test_a_signature_is_taken_off_and_kept_as_source(tail: str, source: str) -> None:
    cleaned = clean(f"Iran met Iraq {tail}")
    assert cleaned.source == source
    assert cleaned.text.rstrip()[-1] in '."'


@pytest.mark.parametrize(
    "text",
    [
        "“Life is short.” – Maria Example",
        "The minister left (Egypt)",
        "He spoke of the Gulf Cooperation Council (GCC).",
        "Iran met Iraq. (YO)",
    ],
)
def test_what_only_looks_like_a_signature_stays(text: str) -> None:
    assert clean(text).text == text
    assert clean(text).source is None


def test_a_card_that_opens_over_a_name_goes() -> None:
    said = (
        "Anita Silva      Silva AnitaMinister of Health  met Rui Costa      Costa RuiPaulMayor of Lisbon , on Monday."
    )
    assert " ".join(clean(said).text.split()) == "Anita Silva met Rui Costa , on Monday."
    assert clean("Table   Smith McDonald went home.").text == "Table   Smith McDonald went home."


def test_a_dateline_stays() -> None:
    text = "YANGON, July 25 (Reuters): Myanmar executed four men, it said on Monday."
    assert clean(text).text == text


def test_a_sentence_over_several_lines_becomes_one_line() -> None:
    text = (
        "The Russian defence minister arrived in the capital of North Korea\n"
        "on Tuesday to take part in the celebrations there, the ministry in\n"
        "Moscow said. He was received by his counterpart at the airport.\n\nA second paragraph\nof two lines."
    )
    cleaned = clean(text).text
    assert cleaned.count("\n") == 2
    assert len(cleaned) == len(text)


def test_paragraphs_on_lines_of_their_own_stay_apart() -> None:
    text = "Iran met Iraq.\nKuwait met Oman.\nwithout a capital, too."
    assert clean(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000, "- " * 150_000, "\n" * 300_000, "(" * 300_000, " x\n" * 100_000,
        f"x{' ' * 300_000}x", "Name   " * 40_000, "Two Names   " * 30_000,
    ],
)  # fmt: skip
def test_long_and_odd_texts_take_no_long_time(text: str) -> None:
    start = time.process_time()
    clean(text)
    assert time.process_time() - start < 5


def test_what_goes_from_a_thousand_real_articles_is_no_sentence(data: object) -> None:
    """A sentence of an article has a subject and a verb and ends in a full stop; what is blanked hardly ever does."""
    with gzip.open(f"{data}/articles/worldwide.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    removed = [r for text in texts if text.count("\ufffd") < 50 for r in clean(text).removed]
    assert 50 < len(removed) < 200
    ending = [r for r in removed if re.search(r"[^.]\.[\"”]?\s*$", r.text) and len(r.text.split()) > 6]
    assert {r.reason for r in ending} <= {"byline", "contact", "picture credit"}, ending


def test_a_line_that_is_joined_first_does_not_join_others_later() -> None:
    text = (
        " s2 ti\n roiRfsa;tsioglawl 1k\rehtk i\rvBo,aetdl easaemtenw o dchntllee lsl fds .echn aeu lb hviire fii\n"
        "Russian President Vladimir Putin met North Korean leader Kim Jong Un in Vladivostok on Thursday.\n"
        "Rebels shelled the town of Bakhmut overnight; at least 12 civilians were killed, officials said."
    )
    once = clean(text).text
    assert clean(once).text == once and len(once) == len(text)


_PIECES = ("<", ">", "</", "&lt;", "&gt;", "/", " ", "\n", "\u200b", "b", "i", "p", "div", "script", "href=x",
           "Advertisement", "Read more:", "[photo]", "Iran met Iraq.", "- Reuters", "www.example.org")  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_tags_within_tags_are_cleaned_once_for_all(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once and len(once) == len(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Iran <b class='x'>met</b> Iraq.", "Iran met Iraq."),
        ("Iran <b <i>>met</b> Iraq.", "Iran met Iraq."),
        ("&lt;p class=a&gt;Iran met Iraq. The talks &gt; hopes.", "Iran met Iraq. The talks &gt; hopes."),
        ("Iran <script>if (a < b) { met }</script>met Iraq.", "Iran met Iraq."),
        ("Iran met Iraq <before> noon, a <br-like> thing.", "Iran met Iraq <before> noon, a <br-like> thing."),
        ("Iran <a\n   href='x'\n   title='y'>met</a> Iraq.", "Iran met Iraq."),
    ],
)
def test_what_stays_of_a_text_with_tags(text: str, kept: str) -> None:
    assert clean(text).text.split() == kept.split()
