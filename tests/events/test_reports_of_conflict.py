"""Reports of conflict: who did it stands elsewhere than before the verb, or nowhere."""

import datetime as dt

import pytest

from kg import pipeline
from kg.core.records import Article
from kg.language.annotations import of


@pytest.fixture(scope="module")
def code():
    nlp = pipeline.shared()

    def run(text):
        doc = nlp.make_doc(text)
        of(doc).article = Article("a", text, date=dt.date(2023, 9, 13))
        return of(nlp(doc)).events

    return run


def _told(events):
    return {
        (str(e.type), tuple(p.text for p in e.actors), tuple(p.text for p in e.recipients))
        for e in events
        if e.type != "OTHER"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two suspects were killed in a clash with police.", ("ASSAULT", ("police",), ("Two suspects",))),
        ("Iran conducted this attack, which killed two people.", ("ASSAULT", ("Iran",), ("people",))),
        ("Security forces opened fire, killing five people.", ("ASSAULT", ("Security forces",), ("people",))),
        ("Hamas shelled the hospital.", ("ASSAULT", ("Hamas",), ("the hospital",))),
        ("Two landmines were recovered by the police.", ("COERCE", ("the police",), ())),
        ("The talks stopped after the arrest of two activists.", ("COERCE", (), ("activists",))),
        ("Fighting resumed in Tigray.", ("ASSAULT", (), ())),
        ("Turkey carried out a series of airstrikes on Syria.", ("ASSAULT", ("Turkey",), ("Syria",))),
        (
            "The bombing was condemned. Oman imposed a law banning Chadian media.",
            ("COERCE", ("Oman",), ("Chadian media",)),
        ),
    ],
)
def test_who_did_it(code, text, expected):
    found = _told(code(text))
    assert any(expected[:2] == told[:2] and (not expected[2] or expected[2] == told[2]) for told in found), found


def test_a_claim_settles_who_did_what_was_told_before(code):
    text = "A car bomb exploded near a market in Baghdad. The Taliban claimed responsibility for the attack."
    attacks = [e for e in code(text) if e.type == "ASSAULT"]
    assert [(e.evidence.trigger, [p.text for p in e.actors]) for e in attacks] == [("exploded", ["Taliban"])]


def test_the_attack_in_which_somebody_was_hit_is_told_once(code):
    [event] = code("Ten people were killed in a Taliban suicide attack on Kabul.")
    assert ([p.text for p in event.actors], event.mode) == (["Taliban"], "suicide-attack")
    assert [p.text for p in event.recipients] == ["people", "Kabul"] and event.casualties[0].low == 10


@pytest.mark.parametrize(
    ("then", "killed", "injured", "events"),
    [
        ("The attack killed five soldiers and injured two.", 5, 2, 1),
        ("Two guards suffered bullet injuries in the incident.", None, 2, 1),
        ("Three others died.", 3, None, 1),
        ("Five soldiers were killed in an attack in Segou.", None, None, 2),
    ],
)
def test_what_the_next_sentence_says_of_the_same_act(code, then, killed, injured, events):
    found = [e for e in code(f"Rebels attacked an office in Gao. {then}") if e.type == "ASSAULT"]
    lost = {loss.kind: loss.low for loss in found[0].casualties}
    assert (lost.get("killed"), lost.get("injured"), len(found)) == (killed, injured, events)


@pytest.mark.parametrize(
    "text",
    [
        "An explosion at a fireworks factory killed nine people.",
        "It was the first shark attack in the area.",
        "Thousands of people were displaced by the storm.",
        "The talks will be held on March 4.",
        "A tsunami alert for Chile was issued.",
    ],
)
def test_no_act_of_politics(code, text):
    assert not _told(code(text))
