"""Annotations, what of them was told, and sheets to judge."""

import csv
import json

import pytest

import kg
from kg.core.errors import InputError
from kg.core.event import Event, Evidence, Participant
from kg.core.plover import EventType, Status
from kg.scoring import read_annotations, sampling, score
from kg.scoring.annotations import annotate

TEXT = "Iran and Iraq met in Cairo. Gunmen killed three soldiers near Gao. Turkey may sanction Syria."


def party(text, country=None, kind="country", at=None):
    start = TEXT.index(text) if at is None else at
    return Participant(id=country or text.lower(), name=text, kind=kind, country=country, sector=None, text=text,
                       start=start, end=start + len(text))  # fmt: skip


def event(type_, actors, recipients=(), trigger="met", status=Status.ASSERTED, confidence=0.9):
    at = TEXT.index(trigger)
    start = TEXT.rindex(". ", 0, at) + 2 if ". " in TEXT[:at] else 0
    end = TEXT.index(".", at) + 1
    evidence = Evidence(TEXT[start:end], start, end, trigger, at, at + len(trigger))
    return Event(article="a", type=type_, actors=tuple(actors), recipients=tuple(recipients), status=status,
                 evidence=evidence, confidence=confidence, extractor="test")  # fmt: skip


GOLD = [
    {"clause": "Iran and Iraq met in Cairo", "trigger": "met", "type": "CONSULT", "mutual": True,
     "actors": [{"quote": "Iran", "country": "IRN", "kind": "country"},
                {"quote": "Iraq", "country": "IRQ", "kind": "country"}],
     "place": {"quote": "Cairo", "country": "EGY"}, "salience": "main"},
    {"clause": "Gunmen killed three soldiers near Gao", "trigger": "killed", "type": "ASSAULT",
     "actors": [{"quote": "Gunmen", "kind": "unnamed"}], "recipients": [{"quote": "three soldiers", "kind": "unnamed"}],
     "casualties": {"killed": {"low": 3, "quote": "three"}}},
    {"clause": "Turkey may sanction Syria", "trigger": "sanction", "type": "SANCTION", "status": "hypothetical",
     "actors": [{"quote": "Turkey", "country": "TUR", "kind": "country"}],
     "recipients": [{"quote": "Syria", "country": "SYR", "kind": "country"}], "doubtful": True},
]  # fmt: skip


def figures(told):
    faults = []
    gold = annotate("a", TEXT, GOLD, faults.append)
    assert not faults
    return score([gold], {"a": told}, {"a": TEXT})["all"].to_dict()


MEETING = event(EventType.CONSULT, [party("Iran", "IRN"), party("Iraq", "IRQ")])


def test_quotes_become_spans():
    (meeting, killing, _) = annotate("a", TEXT, GOLD, pytest.fail).events
    assert TEXT[slice(*meeting["place"]["span"])] == "Cairo"
    killed = killing["casualties"]["killed"]
    assert (killed["low"], killed["high"], killed["total"]) == (3, 3, False)
    assert TEXT[slice(*killed["span"])] == "three"


def test_what_is_told_and_what_is_missed():
    found = figures([MEETING])
    assert found["type+dyad"]["P"]["value"] == 1 and found["type+dyad"]["R"]["value"] == 0.5
    assert (found["main events told"]["right"], found["main events told"]["of"]) == (1, 1)
    assert (found["acts without a named actor told"]["right"], found["casualties"]["of"]) == (0, 1)


def test_what_readers_differ_about_counts_neither_way():
    sanction = event(EventType.SANCTION, [party("Turkey", "TUR")], [party("Syria", "SYR")], "sanction")
    assert figures([MEETING, sanction])["type+dyad"] == figures([MEETING])["type+dyad"]


def test_wrong_direction_and_wrong_type_are_false():
    wrong = event(EventType.ASSAULT, [party("Iran", "IRN")], [party("Iraq", "IRQ")])
    assert figures([wrong])["type+dyad"]["P"]["value"] == 0 and figures([wrong])["dyad"]["P"]["value"] == 1


def test_an_act_of_nobody_named_is_fitted_by_one_without_an_actor_in_its_clause():
    killing = event(EventType.ASSAULT, [], [], "killed")
    assert figures([killing])["acts without a named actor told"]["right"] == 1
    by_mali = event(EventType.ASSAULT, [party("Gao", "MLI")], [], "killed")
    assert figures([by_mali])["acts without a named actor told"]["right"] == 0


def test_acts_are_matched_one_to_one():
    found = figures([MEETING, event(EventType.CONSULT, [party("Iraq", "IRQ"), party("Iran", "IRN")], confidence=0.5)])
    assert (found["type+dyad"]["fit"], found["type+dyad"]["got"]) == (1, 1)  # folded to one


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"trigger": "greeted"}, "not in the text"),
        ({"type": "GREET"}, "GREET"),
        ({"status": "sure"}, "sure"),
        ({"actors": [{"quote": "Iran", "kind": "state"}]}, "'state' is none of"),
        ({"clause": [3, 9999]}, "is not in the text"),
        ({"date": "2023-01-01"}, "None is none of text"),
    ],
)
def test_what_does_not_hold_is_told_and_the_rest_is_kept(change, says):
    faults = []
    kept = annotate("a", TEXT, [GOLD[0] | change, GOLD[1], GOLD[1]], faults.append)
    assert len(kept.events) == 1 and len(faults) == 2
    assert says in faults[0] and faults[0].startswith("a event 1") and "coded twice" in faults[1]


def test_files_of_annotations_name_line_and_fault(tmp_path):
    file = tmp_path / "a.jsonl"
    rows = [{"doc": "a", "events": GOLD}, {"doc": "b", "events": []}, {"doc": "a", "sha256": "0", "events": []}]
    file.write_text("\n".join([*map(json.dumps, rows), "{"]))
    faults = []
    assert len(list(read_annotations(file, {"a": TEXT}, faults.append))) == 1
    said = [str(f) for f in faults]
    assert "a.jsonl:2" in said[0] and "no such article" in said[0] and "another one" in said[1] and ":4" in said[2]


def test_a_sample_is_drawn_by_seed_and_its_sheet_is_judged(tmp_path):
    events = [
        event(EventType.CONSULT, [party("Iran", "IRN"), party("Iraq", "IRQ")], confidence=c / 100) for c in range(9)
    ]
    events = [kg.Event.from_dict(e.to_dict() | {"article": f"a{i}", "id": None}) for i, e in enumerate(events)]
    drawn = sampling.sample(events, 5, seed=3)
    assert drawn == sampling.sample(reversed(events), 5, seed=3) and len({e.id for e in drawn}) == 5
    sheet = tmp_path / "s.csv"
    sampling.write_sheet(drawn, sheet)
    rows = list(csv.DictReader(sheet.open(newline="")))
    assert "confidence" not in rows[0] and rows[0]["actors"] == "Iran (IRN); Iraq (IRQ)"
    for row, verdict in zip(rows, ["right", "right", "wrong", "", "1"], strict=True):
        row["verdict"] = verdict
    with sheet.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    result = sampling.judged(sheet)
    assert (result.right, result.of) == (3, 4) and result.low < 0.75 < result.high


def test_text_of_articles_stays_text_on_the_page(tmp_path):
    hostile = kg.Event.from_dict(MEETING.to_dict() | {"theme": "<script>alert(1)</script>\"'"})
    sampling.write_sheet([hostile], tmp_path / "s.html")
    page = (tmp_path / "s.html").read_text()
    assert "<script>alert" not in page and page.count("<script>") == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [("event,verdict\na,maybe\n", "s.csv:2: 'maybe'"), ("event\na\n", "verdict"), ("event,verdict\n", "nothing")],
)
def test_a_sheet_that_is_none_is_one_error(tmp_path, content, says):
    (tmp_path / "s.csv").write_text(content)
    with pytest.raises(InputError, match=says):
        sampling.judged(tmp_path / "s.csv")
