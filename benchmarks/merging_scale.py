"""Time and memory of merging, and how they grow with the number of events.

    python benchmarks/merging_scale.py [--sizes 100000,1000000] [--days 1096]

The events are made, not read: acts between states of unequal weight over three years, of every type, each told by one
to six articles of its own within two days, in words that are partly those of the others.  The same acts, words and days
are made on every run.  More events are more acts a day in the same three years, so that more compete for each key by
which reports are found.  Each size is merged in a process of its own; events are made as they are asked for, and what
is measured is merging alone: processor time without that of making them, and memory above what the
process had before.  Writes ``benchmarks/merging_scale.json``.  With ``--days 110 --sizes 10000,100000`` a day has as
many acts as with the sizes that are measured else, in a tenth of the days and the time; nothing is written then.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from kg.core.countries import Country, countries
from kg.core.event import Event, Evidence, Participant, Period, Place
from kg.core.plover import Basis, EventType, Precision
from kg.merging.merge import clusters

OUT = Path(__file__).with_suffix(".json")
FIRST, DAYS = dt.date(2021, 1, 1), 1096
VERBS = {
    EventType.ASSAULT: ("attacked", "struck", "bombed", "hit"),
    EventType.CONSULT: ("met", "visited", "called"),
    EventType.ACCUSE: ("accused", "blamed", "criticized"),
    EventType.AID: ("sent", "gave", "delivered"),
    EventType.SANCTION: ("sanctioned", "blacklisted"),
    EventType.COERCE: ("arrested", "detained", "expelled"),
    EventType.AGREE: ("agreed with", "promised"),
    EventType.PROTEST: ("protested against", "rallied against"),
}


class Made:
    """So many events in the order of publication, made anew each time."""

    def __init__(self, size: int, days: int = DAYS) -> None:
        self.size, self.days = size, days
        self.states = [Participant(c.iso3, c.name, "country", c.iso3, "GOV", c.name, 0, 1) for c in _countries()]
        rng = random.Random(5)
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "or")]
        self.words = ["".join(rng.sample(syllables, 3)) for _ in range(20_000)]
        self.towns = [word.capitalize() for word in self.words[:2000]]

    def __iter__(self) -> Iterator[Event]:
        per_day = self.size / self.days
        left: list[list[Event]] = [[], [], []]
        made, number = 0, count()
        for day in range(self.days):
            rng = random.Random(day)
            today, left = left[0], [left[1], left[2], []]
            while made + len(today) < per_day * (day + 1):
                for later, event in self._act(rng, FIRST + dt.timedelta(day), number):
                    (left[later - 1] if later else today).append(event)
            for event in today:
                made += 1
                yield event
                if made == self.size:
                    return
        yield from (event for some in left for event in some[: max(0, self.size - made)])

    def _act(self, rng: random.Random, day: dt.date, number: Iterator[int]) -> Iterator[tuple[int, Event]]:
        # Few states are in most of the news.
        one, other = (self.states[int(len(self.states) * rng.random() ** 3)] for _ in "ab")
        type_ = rng.choice(list(VERBS))
        told = rng.choices(self.words, k=12)
        town = rng.choice(self.towns)
        place = Place(town, other.country, round(rng.uniform(-60, 60), 2), round(rng.uniform(-180, 180), 2))
        for report in range(rng.choice((1, 1, 1, 2, 2, 3, 4, 6))):
            later = min(report, rng.choice((0, 0, 1, 2)))
            verb = rng.choice(VERBS[type_])
            own = " ".join(rng.sample(told, 7) + rng.choices(self.words, k=3))
            before = f"{one.name} {verb} {other.name}"
            sentence = f"{before} in {town} on {day:%A}, {own}."
            yield (
                later,
                Event(
                    article=f"a{next(number)}",
                    type=type_,
                    actors=(one,),
                    recipients=(other,),
                    evidence=Evidence(sentence, 0, len(sentence), verb, len(one.name) + 1, len(before)),
                    date=Period(day, day, Precision.DAY, Basis.TEXT),
                    place=place if rng.random() < 0.6 else None,
                    published=day + dt.timedelta(later),
                ),
            )


def _countries() -> list[Country]:
    found = [c for code, c in sorted(countries().items()) if len(code) == 3]
    random.Random(3).shuffle(found)
    return found


def measured(size: int, days: int) -> dict[str, float]:
    """What it takes to merge so many events, in this process."""
    events = Made(size, days)
    start = time.process_time()
    total = sum(1 for _ in events)
    making = time.process_time() - start
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, wall = time.process_time(), time.perf_counter()
    groups = merged = 0
    for act in clusters(events, {}):
        groups += 1
        merged += len(act.events)
    seconds = time.process_time() - start - making
    above = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {
        "events": total,
        "acts told more than once": groups,
        "events in them": merged,
        "processor seconds": round(seconds, 1),
        "seconds on the clock, making included": round(time.perf_counter() - wall, 1),
        "megabytes above": round(above / 1024, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100000,1000000")
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measured(given.one, given.days)))
        return
    rows = []
    for size in given.sizes.split(","):
        command = [sys.executable, __file__, "--one", size, "--days", str(given.days)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        rows.append(json.loads(done.stdout))
        print(rows[-1], flush=True)
    first, last = rows[0], rows[-1]
    growth = {name: round(last[name] / first[name], 2) for name in ("events", "processor seconds", "megabytes above")}
    print("times as much:", growth)
    if given.days == DAYS:
        OUT.write_text(json.dumps({"sizes": rows, "times as much": growth}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
