"""A made-up but lifelike stream of events, the same every time, of any size."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from kg.core.countries import countries
from kg.core.event import Event, Evidence, Participant, Period, Place, Source
from kg.core.plover import Context, EventType, Precision, Status

_GREAT = (
    "USA", "RUS", "UKR", "CHN", "GBR", "FRA", "DEU", "IRN", "ISR", "SYR", "TUR", "PRK", "KOR", "JPN", "IND",
    "PAK", "SAU", "EGY", "POL", "ITA", "BRA", "MEX", "AFG", "IRQ", "YEM", "LBN", "NGA", "SDN", "ETH", "VEN",
)  # fmt: skip
_KNOWN = (
    ("kim-jong-un", "Kim Jong Un", "PRK"),
    ("vladimir-putin", "Vladimir Putin", "RUS"),
    ("sergei-lavrov", "Sergei Lavrov", "RUS"),
    ("dmitry-peskov", "Dmitry Peskov", "RUS"),
    ("antony-blinken", "Antony Blinken", "USA"),
    ("joe-biden", "Joe Biden", "USA"),
    ("volodymyr-zelensky", "Volodymyr Zelensky", "UKR"),
    ("xi-jinping", "Xi Jinping", "CHN"),
    ("wang-yi", "Wang Yi", "CHN"),
    ("emmanuel-macron", "Emmanuel Macron", "FRA"),
    ("recep-tayyip-erdogan", "Recep Tayyip Erdoğan", "TUR"),
)
_GIVEN = (
    "Amira", "Bilal", "Chen", "Daria", "Emeka", "Farid", "Gül", "Hana", "Ivan", "Julia", "Karim", "Lina",
    "Marta", "Nour", "Omar", "Petra", "Rana", "Sofia", "Tariq", "Yara",
)  # fmt: skip
_FAMILY = (
    "Abara", "Benali", "Cortez", "Demir", "Eklund", "Farouk", "Georgiou", "Haddad", "Ibarra", "Jansen", "Kovacs",
    "Lindqvist", "Mbeki", "Novak", "Okafor", "Petrov", "Quiroga", "Rahimi", "Suzuki", "Tamm", "Ueda", "Vargas", "Weiss",
    "Xu", "Yilmaz", "Zawadi",
)  # fmt: skip
_BODIES = (
    ("organisation", "ministry of defence"), ("organisation", "parliament"), ("organisation", "central bank"),
    ("armed_group", "liberation front"), ("people", "protesters"), ("company", "state oil company"),
    ("organisation", "national police"), ("government", "government"),
)  # fmt: skip
_THEMES = (
    "sanctions", "artillery shells", "space cooperation", "grain exports", "a prisoner exchange", "nuclear talks",
    "a ceasefire", "gas deliveries", "border crossings", "steel tariffs", "humanitarian corridors", "missile tests",
    "press freedom", "election results", "refugees", "military drills",
)  # fmt: skip
_SAYING = {
    EventType.AGREE: ("{a} agreed with {r} on {t}.", "agreed"),
    EventType.CONSULT: ("{a} met {r} for talks on {t} in {p}.", "met"),
    EventType.SUPPORT: ("{a} voiced support for {r} in the dispute over {t}.", "voiced"),
    EventType.CONCEDE: ("{a} gave in to {r} on {t} after months of pressure.", "gave"),
    EventType.COOPERATE: ("{a} will work with {r} on {t}, officials said.", "work"),
    EventType.AID: ("{a} sent relief supplies to {r}.", "sent"),
    EventType.RETREAT: ("{a} withdrew from positions held against {r}.", "withdrew"),
    EventType.REQUEST: ("{a} called on {r} to resume negotiations over {t}.", "called"),
    EventType.ACCUSE: ("{a} accused {r} of breaking its word on {t}.", "accused"),
    EventType.REJECT: ("{a} turned down a proposal by {r} concerning {t}.", "turned"),
    EventType.THREATEN: ("{a} warned {r} of consequences over {t}.", "warned"),
    EventType.PROTEST: ("{a} rallied against {r} over {t}.", "rallied"),
    EventType.SANCTION: ("{a} imposed new penalties on {r} because of {t}.", "imposed"),
    EventType.MOBILIZE: ("{a} massed troops near the border with {r}.", "massed"),
    EventType.COERCE: ("{a} detained several members of {r}.", "detained"),
    EventType.ASSAULT: ("{a} shelled areas held by {r} near {p}.", "shelled"),
    EventType.OTHER: ("{a} dealt with {r} over {t}.", "dealt"),
}
_PLACES = ["Geneva", "Vienna", "Astana", "Doha", "Istanbul", "Riyadh", "Cairo", "Geneva", "Brussels"]
PESKOV, DEPARTMENT = (Source("unnamed", None, name) for name in ("Dmitry Peskov", "the State Department"))
_OUTLETS = ("The Morning Ledger", "Channel Nine", "Wire & Dispatch", "Harbour Post", "Die Chronik")
_WEIGHTS = {
    EventType.CONSULT: 16, EventType.ASSAULT: 14, EventType.ACCUSE: 10, EventType.REQUEST: 8, EventType.COERCE: 8,
    EventType.AGREE: 7, EventType.SUPPORT: 6, EventType.REJECT: 6, EventType.THREATEN: 5, EventType.COOPERATE: 5,
    EventType.AID: 4, EventType.PROTEST: 4, EventType.SANCTION: 3, EventType.MOBILIZE: 3, EventType.RETREAT: 3,
    EventType.CONCEDE: 2, EventType.OTHER: 1,
}  # fmt: skip

Person = tuple[str, str, str, str | None]


def cast(count: int, rng: random.Random) -> list[Person]:
    """``count`` entities as (id, name, kind, country): great powers, their people, then everybody else."""
    table = countries()
    people: list[Person] = [(iso, table[iso].name, "country", iso) for iso in _GREAT]
    people += [(key, name, "person", country) for key, name, country in _KNOWN]
    people += [("united-nations", "United Nations", "organisation", None)]
    people += [("european-union", "European Union", "organisation", None)]
    others = sorted(set(table) - set(_GREAT))
    rng.shuffle(others)
    # Small samples should still hold people and bodies, so countries come mixed with them.
    while len(people) < count:
        if others and rng.random() < 0.12:
            iso = others.pop()
            people.append((iso, table[iso].name, "country", iso))
            continue
        iso = rng.choice([p[3] or "USA" for p in people[: max(40, len(people) // 3)]])
        if rng.random() < 0.6:
            name = f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}"
            people.append((f"{iso}/{name.lower().replace(' ', '-')}-{len(people)}", name, "person", iso))
        else:
            kind, what = rng.choice(_BODIES)
            number = f" {len(people) % 7 + 1}" if kind == "armed_group" else ""
            name = f"{table[iso].name} {what}{number}"
            people.append((f"{iso}/{what.replace(' ', '-')}-{len(people)}", name, kind, iso))
    return people[:count]


def event(
    number: int,
    rng: random.Random,
    actor: Person,
    recipient: Person | None,
    type_: EventType,
    day: dt.date,
    **more: Any,
) -> Event:
    """One event with a sentence of its own, in which trigger and participants stand where the offsets say."""
    theme = rng.choice(_THEMES)
    place = rng.choice(_PLACES)
    pattern, trigger = _SAYING[type_]
    if recipient is None:
        pattern = {EventType.CONSULT: "{a} met envoys over {t}.", EventType.THREATEN: "{a} warned of new {t}."}.get(
            type_, "{a} spoke out on {t}, and " + trigger + " no one by name."
        )
    head = "On the record: " if rng.random() < 0.15 else ""
    sentence = head + pattern.format(a=actor[1], r=recipient[1] if recipient else "", t=theme, p=place)
    base = rng.randrange(0, 900)

    def part(person: Person, text: str) -> Participant:
        start = base + sentence.index(text)
        sector = "GOV" if person[2] in ("country", "person") else None
        return Participant(person[0], person[1], person[2], person[3], sector, text, start, start + len(text))

    start = base + sentence.index(trigger)
    chance = rng.random()
    precision = Precision.DAY if chance < 0.8 else Precision.MONTH if chance < 0.95 else Precision.YEAR
    first = day if precision == Precision.DAY else day.replace(day=1)
    last = day if precision == Precision.DAY else day.replace(day=28)
    if precision == Precision.YEAR:
        first, last = day.replace(month=1, day=1), day.replace(month=12, day=31)
    status = rng.choices(tuple(Status), (78, 9, 5, 4, 4))[0]
    values: dict[str, Any] = {
        "article": f"a-{number // 3}",
        "type": type_,
        "actors": (part(actor, actor[1]),),
        "recipients": (part(recipient, recipient[1]),) if recipient else (),
        "theme": theme,
        "status": status,
        "evidence": Evidence(sentence, base, base + len(sentence), trigger, start, start + len(trigger)),
        "reported_by": rng.choice((None, None, PESKOV, DEPARTMENT)),
        "date": Period(first, last, precision) if rng.random() < 0.7 else None,
        "published": day if rng.random() < 0.98 else None,
        "place": Place(place) if rng.random() < 0.3 else None,
        "contexts": tuple(rng.sample(tuple(Context), rng.choice((0, 1, 1, 2)))),
        "confidence": rng.choice((0.55, 0.66, 0.74, 0.82, 0.9)),
        "source": rng.choice(_OUTLETS),
        "url": f"https://news.example/{day:%Y/%m}/{number // 3}",
    }
    return Event(**(values | more))


def world(nodes: int = 60, ties: int = 180, seed: int = 7) -> list[Event]:
    """Events whose picture has about ``nodes`` nodes and ``ties`` ties: a few busy hubs, many who appear once."""
    rng = random.Random(seed)
    people = cast(nodes, rng)
    types, weights = tuple(_WEIGHTS), tuple(_WEIGHTS.values())
    start = dt.date(2015, 1, 1)
    events: list[Event] = []
    made: set[tuple[str, str, EventType]] = set()
    near: dict[str, list[Person]] = {}
    for person in people:
        near.setdefault(person[3] or "", []).append(person)
    number = 0

    def hub() -> Person:
        return people[min(int(rng.paretovariate(0.75)) - 1, nodes - 1)]

    while len(made) < ties:
        actor = people[number] if number < nodes else hub()
        home = near.get(actor[3] or "", people)
        recipient: Person | None = rng.choice(home) if rng.random() < 0.35 else hub()
        if recipient is not None and recipient[0] == actor[0]:
            recipient = None if rng.random() < 0.3 else hub()
            if recipient is not None and recipient[0] == actor[0]:
                continue
        if rng.random() < 0.06:
            recipient = None
        type_ = rng.choices(types, weights)[0]
        for _ in range(min(int(rng.paretovariate(1.9)), 30)):
            day = start + dt.timedelta(days=int(3285 * rng.random() ** 0.8))
            events.append(event(number, rng, actor, recipient, type_, day))
        made.add((actor[0], recipient[0] if recipient else "theme", type_))
        number += 1
    return events


def titles(events: list[Event]) -> dict[str, str]:
    """A headline for every article."""
    return {e.article: f"{e.actors[0].name}: what we know about {e.theme}" for e in events}
