"""Damaged text: what is read is mended, what is shown is the text as it was given."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.readers import clean, read
from kg.readers.mending import mend


def mended(text: str) -> str:
    return " ".join(mend(clean(text).text).text.split())


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("Israel bombed  Syria.", "Israel bombed Syria."),
        ("Israel\u202fbombed\u2009\u00a0Syria.", "Israel bombed Syria."),
        ("Israel \t bombed\u3000Syria.", "Israel bombed Syria."),
        ("The Council\r\ncondemned North\r\nKorea on Tuesday.", "The Council condemned North Korea on Tuesday."),
        ("Iran accused\nIsrael of an attack.", "Iran accused Israel of an attack."),
        ("Tur\u00adkey con\u00addemned it.", "Turkey condemned it."),
        ("Ger\u200bmany met Rus\u2060sia and Ch\ufeffina.", "Germany met Russia and China."),
        ("Ger\u200emany met Russia.", "Germany met Russia."),
        ("He said\u200bRussia met Iran.", "He said Russia met Iran."),
        ("attack-\ning, Tur-\nkey, Azer-\r\nbaijan, Ger\u00ad\nmany", "attacking, Turkey, Azerbaijan, Germany"),
        ("Iran-\nbacked, well-\nknown, US-\nled, Saudi-\nIraqi, F-\n16",
         "Iran-backed, well-known, US-led, Saudi-Iraqi, F-16"),
        ("cease-\nfire; the ceasefire", "ceasefire; the ceasefire"),
        ("mini-\nstate; the mini-state", "mini-state; the mini-state"),
        ("Iran ﬁred, the ﬂeet, oﬃcials, the Shoﬀ", "Iran fired, the fleet, officials, the Shoff"),
        ("Ｉｒａｎ met Erdog\u0306an.", "Iran met Erdoğan."),
        ("Israel&#8217;s army; Q&amp;A; AT&amp;amp;T; &quot;no&quot;", "Israel’s army; Q&A; AT&T; \"no\""),
        ("Germany&nbsp;accused &nbsp; Russia&#160;of it.", "Germany accused Russia of it."),
        ("<p>Iran <b>met</b> Iraq.</p><p>Chad<br/>met Niger.</p>", "Iran met Iraq. Chad met Niger."),
        ("&lt;p&gt;Iran met Iraq.&lt;/p&gt;", "Iran met Iraq."),
        ("Iran met <script>x = 'Chad attacked Niger.'</script>Iraq.", "Iran met Iraq."),
        ("UPDATE 1-Iran arrests two men", "Iran arrests two men"),
        ("WRAPUP 2-EXCLUSIVE-Iran arrests two men", "Iran arrests two men"),
        ("FILE - Israel arrested a man.", "Israel arrested a man."),
        ("FILE PHOTO: Putin meets Kim in Sochi. REUTERS/A. Writer/File Photo", "Putin meets Kim in Sochi."),
        ("BREAKING: Iran arrests two men", "Iran arrests two men"),
        ("(Adds details, quotes) Iran met Iraq.", "Iran met Iraq."),
        ("Putin met Kim. (AP Photo/A. Writer, File)", "Putin met Kim."),
    ],
)  # fmt: skip
def test_damage(damaged: str, sound: str) -> None:
    assert mended(damaged) == sound


@pytest.mark.parametrize(
    "text",
    [
        "A sound text: 3 < 5, R&D, AT&T; pre- and post-war, a dash - here.",
        "Update your plans, the file said - twice.",
        "A list:\n- Iran\n- Iraq",
        "LEAD-ACID BATTERIES BANNED IN EUROPE",
        "The minister said: “No.”\n\nA new paragraph.",
    ],
)
def test_what_is_sound_stays(text: str) -> None:
    assert mend(clean(text).text).text == text


COLUMN = """\
Russia accused Ukraine of attack-
ing a border village on Monday,
while Turkey condemned North
Korea over its tests. Officials in
Paris gave no comment on them."""


def test_a_narrow_column_is_one_paragraph() -> None:
    assert "\n" not in mended(COLUMN) and "condemned North Korea over" in mended(COLUMN)
    assert clean("Ports hit\nRussia attacked Ukraine on Monday.\nKuwait met Oman.").text.count("\n") == 2


@given(st.text(alphabet=st.sampled_from("aAb -\n\t.&;#1\u00ad\u200b\ufb01e\u0301<p>\u00a0"), max_size=120))
@settings(max_examples=300, deadline=None)
def test_the_way_back(text: str) -> None:
    found = mend(text)
    ends = [found.end(i + 1) for i in range(len(found.text))]
    starts = [found.start(i) for i in range(len(found.text))]
    assert all(0 <= s < e <= len(text) for s, e in zip(starts, ends, strict=True))
    assert starts == sorted(starts) and ends == sorted(ends)
    for i, char in enumerate(found.text):
        if char.isalpha() and char.isascii() and ends[i] - starts[i] == 1:
            assert text[starts[i]] in (char, "\ufb01")


@pytest.mark.parametrize(
    "text",
    [
        "Tur\u00adkey con\u00addemned Rus\u00adsia on Mon\u00adday.",
        "Russia accused Ukraine of attack-\ning a village, while Tur-\nkey condemned  Iran.",
        "Iran ﬁred missiles at Israel. Israel&#8217;s army  bombed Syria.",
        "Ger\u200bmany&nbsp;accused Rus\u200bsia of espionage &amp; sabotage.",
        "Iran  accused  Israel of an attack. <b>Turkey</b> condemned  Russia.",
    ],
)
@pytest.mark.parametrize("extractor", ["rules", "rules+svo"])
def test_evidence_points_into_the_text_as_given(text: str, extractor: str) -> None:
    [article] = read({"id": "a", "text": text})
    events = list(kg.extract({"id": "a", "text": text, "date": "2024-03-12"}, extractor=extractor))
    assert events and len(article.text) == len(text)
    for event in events:
        found = event.evidence
        assert found.sentence == article.text[found.start : found.end]
        assert found.trigger == article.text[found.trigger_start : found.trigger_end]
        assert mended(text[found.trigger_start : found.trigger_end]).isalpha()
        for who in (*event.actors, *event.recipients):
            assert who.text == article.text[who.start : who.end]
            assert mended(text[who.start : who.end])[0].isupper()
    with kg.build({"id": "a", "text": text, "date": "2024-03-12"}) as graph:  # passes the gate
        assert len(graph) == len(events) or extractor != "rules"


def test_a_blank_of_any_width_is_no_word() -> None:
    found = mend("The\u00a0army and\u202fits allies met.")
    assert found.text == "The army and its allies met."
    assert found.start(4) == 4
