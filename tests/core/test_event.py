"""The event record, version 2: JSON and back, the schema, ids that stay, days that are not made up."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from importlib.resources import files

import pytest
from making import ATTACK, DENIAL, GUNMEN, KIM, MEETING, PESKOV

import kg
import kg.samples
from kg.core.event import LOSSES, Event, Loss, Participant, Period, Place, Source
from kg.core.plover import Basis, Context, EventType, Precision, Status
from kg.core.reports import Reports, Toll

NOBODY = replace(ATTACK, actors=(), reported_by=None, place=None, date=None, casualties=(), id="")
EVENTS = [MEETING, DENIAL, ATTACK, NOBODY]
DAY = dt.date(2023, 9, 13)


@pytest.fixture(scope="module")
def samples() -> list[Event]:
    return list(kg.extract(kg.samples.path()))


def line(event: Event) -> dict:
    return json.loads(json.dumps(event.to_dict(), ensure_ascii=False))


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: e.id)
def test_there_and_back(event):
    assert Event.from_dict(line(event)) == event


def test_an_act_of_several_reports_says_who_tells_it(validator):
    day = dt.date(2023, 9, 13)
    toll = Toll("killed", False, ((day, 12, 12), (day + dt.timedelta(1), 15, 20)))
    assert str(toll) == "killed 12 (2023-09-13), 15–20 (2023-09-14)" and toll.range == "killed 12–20"
    assert Toll.parse(str(toll)) == toll == Toll.parse("killed 12 (2023-09-13), 15–20 (2023-09-14)")
    with pytest.raises(ValueError, match="no toll"):
        Toll.parse("killed many")
    event = replace(ATTACK, reports=Reports(3, 2, day, day, ("JNIM",), (toll,)))
    validator.validate(line(event))
    assert Event.from_dict(line(event)) == event and event.id == ATTACK.id and event.cost == "killed 12–20"
    assert str(event.reports) == f"3 reports, 2023-09-13; denied by JNIM; {toll}"


def test_the_record_is_that_of_the_design():
    record = line(ATTACK)
    assert [*record, "reports"] == list(kg.event_schema()["properties"])
    assert record["v"] == 2
    assert record["actors"][0] | {"start": 0, "end": 6} == {
        "id": None, "name": "gunmen", "kind": "unnamed", "country": None, "sector": None, "text": "Gunmen", "start": 0,
        "end": 6,
    }  # fmt: skip
    assert {k: (v["low"], v["high"], v["total"], v["text"]) for k, v in record["casualties"].items()} == {
        "killed": (12, 12, False, "12"),
        "injured": (24, 99, False, "dozens"),
    }
    assert record["date"] == {"start": "2023-09-13", "end": "2023-09-13", "precision": "day", "basis": "published"}
    assert list(record["place"]) == ["name", "kind", "country", "region", "lat", "lon", "certain"]
    assert line(DENIAL)["reported_by"] == {
        "kind": "person", "id": "dmitry-peskov", "name": "Dmitry Peskov", "country": "RUS", "text": "Dmitry Peskov",
        "start": PESKOV.start, "end": PESKOV.end,
    }  # fmt: skip
    empty = line(NOBODY)
    assert [empty[k] for k in ("actors", "reported_by", "casualties", "date", "place")] == [[], None, None, None, None]


def test_records_of_version_1_are_read():
    record = line(MEETING)
    old = {k: v for k, v in record.items() if k not in ("v", "casualties", "confidence_date", "confidence_place")}
    old["reported_by"] = "state media"
    old["date"] = {k: v for k, v in record["date"].items() if k != "basis"}
    old["place"] = {k: v for k, v in record["place"].items() if k in ("name", "country", "lat", "lon")}
    assert Event.from_dict(old) == replace(MEETING, reported_by=Source("unnamed", None, "state media"))
    with pytest.raises(ValueError, match="version 3"):
        Event.from_dict(record | {"v": 3})


def test_ids_are_those_of_before():
    # Made by version 1 of the record from the same contents.
    russia = Participant("RUS", "Russia", "country", "RUS", "GOV", "Russia", 0, 6)
    known = Event("a", EventType.AID, (russia,), MEETING.evidence, theme="grain")
    assert known.id == "235575eeb54763e8"
    filled = replace(
        known, id="", casualties=ATTACK.casualties, reported_by=PESKOV, date=ATTACK.date, place=ATTACK.place,
        confidence_date=0.5,
    )  # fmt: skip
    assert filled.id == known.id


def test_ids_tell_apart_who_is_not_named():
    others = [
        replace(GUNMEN, text="Rebels"),
        replace(GUNMEN, start=7),
    ]
    assert len({replace(ATTACK, actors=(p,), id="").id for p in (GUNMEN, *others)} | {NOBODY.id}) == 4


def test_who_is_not_named_has_a_key_of_his_own():
    assert (GUNMEN.named, KIM.named) == (False, True)
    assert (GUNMEN.key, KIM.key) == (f"unnamed/{GUNMEN.start}", "kim-jong-un")


def test_losses_stand_once_and_in_one_order():
    killed, injured = ATTACK.casualties
    assert replace(ATTACK, casualties=(injured, killed)).casualties == (killed, injured)
    with pytest.raises(ValueError, match="each once"):
        replace(ATTACK, casualties=(killed, killed))
    with pytest.raises(ValueError, match="annoyed"):
        replace(ATTACK, casualties=(replace(killed, kind="annoyed"),))
    total = Loss("killed", 200, 200, True, "200", 0, 3)
    assert [str(x) for x in (killed, injured, total)] == ["killed 12", "injured 24–99", "killed 200 in total"]


def test_a_source_has_its_words_or_none():
    with pytest.raises(ValueError, match="together"):
        Source("outlet", None, "Le Monde", None, "Le Monde", 3, None)
    with pytest.raises(ValueError, match="with an id"):
        Source("person", "dmitry-peskov", "Dmitry Peskov")


@pytest.mark.parametrize(
    ("first", "last", "precision", "text"),
    [
        ("2023-05-17", "2023-05-17", "day", "2023-05-17"),
        ("2023-05-17", "2023-05-19", "day", "2023-05-17/2023-05-19"),
        ("2023-05-15", "2023-05-21", "week", "2023-05-15/2023-05-21"),
        ("2023-05-01", "2023-05-31", "month", "2023-05"),
        ("2023-01-01", "2023-12-31", "year", "2023"),
        ("2020-01-01", "2022-12-31", "year", "2020/2022"),
    ],
)
def test_a_date_is_printed_no_finer_than_it_is_known(first, last, precision, text):
    assert str(Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last), Precision(precision))) == text


def test_a_day_is_counted_with_and_not_made_up():
    assert (NOBODY.date, NOBODY.day, NOBODY.days) == (None, DAY, (DAY, DAY))
    assert replace(NOBODY, published=None).days is None
    backwards = Period(DAY, DAY - dt.timedelta(3), Precision.DAY)
    assert replace(NOBODY, date=backwards).days == (DAY, DAY)


# -- the schema --


@pytest.fixture(scope="module")
def validator():
    jsonschema = pytest.importorskip("jsonschema")
    schema = kg.event_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: e.id)
def test_records_fit_the_schema(validator, event):
    validator.validate(line(event))


def test_all_events_of_the_samples_fit_the_schema(validator, samples):
    assert len(samples) > 50
    for event in samples:
        validator.validate(line(event))
        assert Event.from_dict(line(event)) == event


@pytest.mark.parametrize(
    "change",
    [
        {"v": 1}, {"type": "EMBRACE"}, {"actors": None}, {"confidence": 2}, {"extra": 1}, {"reported_by": "Peskov"},
        {"casualties": {}}, {"casualties": {"annoyed": line(ATTACK)["casualties"]["killed"]}},
        {"date": {"start": "2023", "end": "2023", "precision": "year", "basis": "text"}},
        {"actors": [line(MEETING)["actors"][0] | {"id": None}]},
        {"actors": [line(ATTACK)["actors"][0] | {"id": "gunmen"}]},
        {"place": {"name": "Gao"}},
    ],
    ids=str,
)  # fmt: skip
def test_the_schema_refuses_what_is_no_record(validator, change):
    assert not validator.is_valid(line(ATTACK) | change)


def test_the_lists_of_the_schema_are_those_of_the_code():
    schema = kg.event_schema()
    properties, parts = schema["properties"], schema["$defs"]
    assert properties["type"]["enum"] == properties["plover"]["enum"] == [t.value for t in EventType]
    assert properties["contexts"]["items"]["enum"] == [c.value for c in Context]
    assert properties["status"]["enum"] == [s.value for s in Status]
    assert list(properties["casualties"]["oneOf"][1]["properties"]) == list(LOSSES)
    assert parts["period"]["properties"]["precision"]["enum"] == [p.value for p in Precision]
    assert parts["period"]["properties"]["basis"]["enum"] == [b.value for b in Basis]
    for name, record in (("participant", Participant), ("source", Source)):
        assert set(parts[name]["properties"]) == set(record.__slots__)
    assert set(parts["place"]["properties"]) == set(Place.__slots__)
    assert set(parts["loss"]["properties"]) == set(Loss.__slots__) - {"kind"}
    assert set(properties) == {*Event.__slots__, "v", "plover"}


def test_the_schema_ships_with_the_package():
    assert files("kg.core").joinpath("event.schema.json").is_file()
    kg.event_schema()["properties"].clear()
    assert kg.event_schema()["properties"]  # a copy each time
