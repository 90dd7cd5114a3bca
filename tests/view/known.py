"""A score of acts that can be counted by hand."""

from __future__ import annotations

import datetime as dt

from kg.core.event import Event, Evidence, Participant, Period, Place
from kg.core.plover import EventType, Precision


def party(code, name, kind="country", country=None, sector="GOV"):
    return Participant(code, name, kind, country or code, sector, name, 0, 1)


RUSSIA, KOREA, USA = party("RUS", "Russia"), party("PRK", "North Korea"), party("USA", "United States")
UKRAINE, QATAR, BRITAIN = party("UKR", "Ukraine"), party("QAT", "Qatar"), party("GBR", "United Kingdom")
PUTIN = party("vladimir-putin", "Vladimir Putin", "person", "RUS")
KIM = party("kim-jong-un", "Kim Jong Un", "person", "PRK")
VOSTOCHNY = Place("Vostochny Cosmodrome", "RUS", 51.9, 128.3, "facility")
TITLES = {"a1": "Kim and Putin talk rockets"}


def act(number, type_, actors, recipients, day, words, place=None, precision=Precision.DAY, **more):
    date = dt.date.fromisoformat(day)
    last = date.replace(month=12, day=31) if precision == Precision.YEAR else date
    at = words.index(" ") + 1
    end = words.index(" ", at)
    return Event(
        article=f"a{number}", type=type_, actors=actors, recipients=recipients, id=f"id{number:02}",
        evidence=Evidence(words, 0, len(words), words[at:end], at, end),
        date=Period(date, last, precision), place=place, source="The Ledger", published=date,
        url=f"https://ledger.example/{number}", confidence=0.8, extractor="rules/1", **more,
    )  # fmt: skip


CONSULT, ASSAULT, AID, ACCUSE = EventType.CONSULT, EventType.ASSAULT, EventType.AID, EventType.ACCUSE
EVENTS = [
    act(1, CONSULT, (KIM, PUTIN), (), "2023-09-13", "They met at the cosmodrome.", VOSTOCHNY),
    act(2, AID, (KOREA,), (RUSSIA,), "2023-09-20", "Pyongyang sent shells."),
    act(3, AID, (RUSSIA,), (KOREA,), "2023-11-02", "Moscow sent oil."),
    act(4, ACCUSE, (USA,), (KOREA,), "2023-09-05", "Washington accused Pyongyang of arms deals."),
    act(5, ASSAULT, (RUSSIA,), (UKRAINE,), "2023-09-06", "Missiles struck Odesa.", Place("Odesa", "UKR", 46.5, 30.7)),
    act(6, ASSAULT, (RUSSIA,), (UKRAINE,), "2023-10-10", "Drones struck Kyiv.", Place("Kyiv", "UKR", 50.4, 30.5)),
    act(7, CONSULT, (RUSSIA, UKRAINE), (), "2023-10-11", "Envoys met over grain."),
    act(8, ASSAULT, (UKRAINE,), (RUSSIA,), "2023-10-12", "Drones hit Belgorod."),
    act(9, CONSULT, (QATAR, RUSSIA), (), "2023-10-15", "Doha met Moscow.", mode="third-party"),
    act(10, CONSULT, (QATAR, UKRAINE), (), "2023-10-16", "Doha met Kyiv."),
    act(11, ACCUSE, (USA,), (RUSSIA,), "2023-01-01", "Washington accused Moscow all year.", precision=Precision.YEAR),
    act(12, ASSAULT, (RUSSIA,), (UKRAINE,), "1994-12-11", "Tanks rolled long ago."),
    *(act(20 + k, ASSAULT, (RUSSIA,), (UKRAINE,), f"2023-10-{k + 1:02}", "Guns shelled a town.") for k in range(9)),
]
