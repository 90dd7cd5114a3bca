"""What a build merges anew comes to the same as merging all: articles that come, go, change, are copies."""

import datetime as dt
import random
import re

import pytest

import kg
from kg import merging
from kg.core.event import Event, Evidence, Participant, Period, Place
from kg.core.plover import Basis, EventType, Precision
from kg.core.records import Extraction
from kg.merging import renewal
from kg.merging.spans import after, spans
from kg.rdf.namespaces import MERGED_GRAPH
from kg.store import open_store
from kg.store.touched import touch_all, touched

STATES = {"Iran": "IRN", "Iraq": "IRQ", "Syria": "SYR", "Turkey": "TUR"}
VERBS = {"attacked": EventType.ASSAULT, "struck": EventType.ASSAULT, "accused": EventType.ACCUSE}
TOWNS = {"Basra": Place("Basra", "IRQ", 30.5, 47.8), "Homs": Place("Homs", "SYR", 34.7, 36.7)}
DAY = dt.date(2024, 4, 2)


def party(name, sentence, start):
    at = start + sentence.index(name)
    if name in STATES:
        return Participant(STATES[name], name, "country", STATES[name], "GOV", name, at, at + len(name))
    return Participant(name.lower().replace(" ", "-"), name, "person", None, None, name, at, at + len(name))


class Told:
    """An extractor of sentences such as "Iran attacked Iraq near Basra with drones.": what it finds is in the text."""

    name, version = "rules/1", "told"

    def extract(self, articles):
        for article in articles:
            events = [event for match in re.finditer(r"[^.]+\.", article.text) if (event := self.event(article, match))]
            yield Extraction(article, tuple(events), ())

    def event(self, article, match):
        sentence = match[0].strip()
        start = article.text.index(sentence, match.start())
        if not (told := re.match(rf"(.+?) ({'|'.join(VERBS)}) (\w+(?: [A-Z]\w+)?)", sentence)):
            return None
        at = start + told.start(2)
        town = next((town for town in TOWNS if town in sentence), None)
        return Event(
            article=article.id, type=VERBS[told[2]], verb=told[2], place=TOWNS.get(town),
            actors=(party(told[1], sentence, start),), recipients=(party(told[3], sentence, start),),
            evidence=Evidence(sentence, start, start + len(sentence), told[2], at, at + len(told[2])),
            date=article.date and Period(article.date, article.date, Precision.DAY, Basis.PUBLISHED),
            published=article.date,
        )  # fmt: skip


def article(id_, day, *sentences):
    date = None if day is None else (DAY + dt.timedelta(day)).isoformat()
    return {"id": id_, "date": date, "text": " ".join(sentences)}


RAID = "Iran attacked Iraq near Basra with a swarm of drones and hit the oil terminal."
FILLED = "The port was closed. " + " ".join(f"Word{i} follows word{i * 7 % 50} in it." for i in range(60))


@pytest.fixture
def store():
    with open_store(None, writable=True) as held:
        yield held


@pytest.fixture
def whole(monkeypatch):
    """How often all was merged anew where a build should not do so."""
    calls = []
    monkeypatch.setattr(renewal, "merge", lambda *given, **named: calls.append(merging.merge(*given, **named)))
    return calls


def build(articles, store):
    return kg.build([dict(a) for a in articles], store, extractor=Told(), workers=1)


def quads(store):
    return {str(quad) for quad in store.quads(MERGED_GRAPH)}


def acts(store):
    rows = store.select(f"SELECT ?m ?a {{ GRAPH {MERGED_GRAPH} {{ ?m kg:statedIn ?a }} ?a dcterms:identifier ?id }}")
    found = {}
    for row in rows:
        found.setdefault(row["m"].value, set()).add(row["a"].value)
    return sorted(map(len, found.values()))


def held(store):
    """The merged graph, which must be what merging all makes."""
    found = quads(store)
    assert not touched(store)
    merging.merge(store)
    assert found == quads(store)
    return found


def told(rng):
    one, other = rng.sample(sorted(STATES), 2)
    who = rng.choice([one, one, "Jan Novak", "Ivan Petrov", "Iwan Petrov"])
    how = rng.sample(["drones", "rockets", "mortars", "jets", "a warship"], 2)
    what = rng.choice(["the terminal", "a refinery", "an airfield", "two depots"])
    verb, town = rng.choice(sorted(VERBS)), rng.choice(sorted(TOWNS))
    return f"{who} {verb} {other} near {town} with {how[0]} and {how[1]} at {what}."


@pytest.mark.parametrize("seed", range(6))
def test_a_store_that_grew_is_merged_as_one_that_was_made_at_once(seed, store, whole):
    rng = random.Random(seed)
    acts_told = [told(rng) for _ in range(12)]
    pool = []
    for i in range(60):
        some = rng.sample(acts_told, 2)
        # Each act is told about its own day, now and then for a week on end.
        day = None if rng.random() < 0.05 else acts_told.index(some[0]) * 3 + rng.randint(0, 6)
        pool.append(article(f"n{i}", day, *some, FILLED.replace("port", rng.choice(["port", "town"]))))
    rng.shuffle(pool)
    build(pool[:30], store)
    there = pool[:30]
    for step in range(8):
        what = rng.choice(["add", "add", "change", "move", "remove"])
        some = rng.sample(there, 3)
        if what == "add":
            some = pool[len(pool) // 2 + step * 3 :][:3]
            there += some
        elif what == "change":
            for one in some:
                one["text"] = f"{rng.choice(acts_told)} {one['text'].split('. ', 1)[1]}"
        elif what == "move":
            for one in some:
                one["date"] = (DAY + dt.timedelta(rng.randint(0, 40))).isoformat() if rng.random() < 0.9 else None
        if what == "remove":
            there = [one for one in there if one not in some]
            kg.remove([one["id"] for one in some], store)
        else:
            build(some, store)
        held(store)
    assert not whole and len(acts(store)) > 5
    with open_store(None, writable=True) as fresh:
        build(there, fresh)
        assert quads(fresh) == quads(store)


def test_only_the_days_about_what_came_are_read(store, whole, monkeypatch):
    other = "Syria accused Turkey of {} things."
    build([article(f"n{i}", i, RAID if i % 9 < 2 else other.format(i)) for i in range(300)], store)
    read, events = [], renewal.read_days

    def days(held, wanted):
        wanted = list(wanted)
        read.extend(wanted)
        return events(held, wanted)

    monkeypatch.setattr(renewal, "read_days", days)
    build([article("new", 150, RAID)], store)
    assert not whole and DAY + dt.timedelta(150) in read and len(read) < 40
    held(store)


def test_an_act_that_is_told_day_after_day_is_found_whole(store, whole):
    long = [article(f"n{i}", 2 * i, RAID) for i in range(20)]
    build([one for one in long if one["id"] != "n10"] + [article("far", 200, RAID), article("too", 201, RAID)], store)
    before = acts(store)
    build([long[10]], store)  # brings the two halves together
    held(store)
    kg.remove(["n10"], store)
    held(store)
    assert not whole and acts(store) == before and before[0] == 2


def test_a_copy_of_a_copy_is_one_of_the_first_until_that_goes(store, whole):
    texts = [FILLED, FILLED + " More.", FILLED + " More still.", FILLED + " And more."]
    chain = [article(f"c{i}", 3 * i, RAID, text) for i, text in enumerate(texts)]
    build(chain, store)
    originals = "SELECT DISTINCT ?o { ?a kg:copyOf ?o }"
    (first,) = store.select(originals)
    kg.remove(["c0"], store)
    (second,) = store.select(originals)
    assert first["o"] != second["o"]
    held(store)
    build([chain[0]], store)  # comes back, and the last of them is told of it
    (again,) = store.select(originals)
    assert again == first and not whole
    held(store)


def test_who_is_found_to_be_somebody_else_by_a_name_of_another_day(store, whole):
    by = "attacked Iraq near Basra with a swarm of drones and hit the oil terminal."
    build([article("a", 0, f"Zoran Babicc {by}"), article("b", 1, f"Zoran Babbic {by}")], store)
    build([article("z", 100, "Zoran Babic accused Syria.")], store)
    assert store.query("ASK { entity:zoran-babicc kg:sameActorAs entity:zoran-babic }")
    held(store)
    kg.remove(["z"], store)
    held(store)
    assert not whole


def test_what_a_person_joined_from_far_apart_stays_joined(tmp_path, whole):
    place = tmp_path / "g"
    build([article("a", 0, RAID), article("b", 1, RAID), article("c", 90, RAID), article("d", 91, RAID)], place).close()
    with kg.open(place) as graph:
        ids = {event.article: event.id for event in graph.events(merged=False)}
    kg.correct(place, "same", ids["a"], ids["c"])
    kg.correct(place, "different", ids["a"], ids["b"])
    assert len(whole) == 2
    whole.clear()
    for change in (
        lambda: build([article("e", 92, RAID)], place).close(),
        lambda: build([article("f", 2, RAID)], place).close(),
        lambda: kg.remove(["d"], place),
    ):
        change()
        with open_store(place, writable=True) as store:
            held(store)
    assert not whole
    kg.remove(["c"], place)  # of whom the person spoke: nobody is meant any more
    with open_store(place, writable=True) as store:
        held(store)
    assert whole


@pytest.mark.parametrize("older", ["an older version", "stopped while it was written"])
def test_what_is_not_known_to_be_so_is_merged_anew(older, store, whole):
    build([article("a", 0, RAID), article("b", 1, RAID), article("z", 50, RAID)], store)
    right = quads(store)
    if older == "an older version":
        store.update(f"DELETE WHERE {{ GRAPH {MERGED_GRAPH} {{ ?s kg:mergedWith ?with }} }}")
    else:
        touch_all(store)
    store.update(f"DELETE WHERE {{ GRAPH {MERGED_GRAPH} {{ ?s kg:retells ?with }} }}")
    build([article("z", 50, RAID)], store)
    assert whole and quads(store) == right and not touched(store)


def test_a_build_that_was_stopped_leaves_its_days_to_the_next(store, whole, monkeypatch):
    build([article("a", 0, RAID), article("z", 50, RAID)], store)
    with monkeypatch.context() as stopped:
        stopped.setattr(merging, "renew", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build([article("b", 1, RAID)], store)
    assert touched(store) == {"2024-04-03"} and acts(store) == []
    build([article("z", 50, RAID)], store)
    assert acts(store) == [2] and not whole
    held(store)


def test_a_store_that_is_not_merged_keeps_no_days(store):
    kg.build([article("a", 0, RAID)], store, extractor=Told(), workers=1, merge=False)
    assert not touched(store)


def test_the_last_day_there_is(store, whole):
    for id_ in "ab":
        build([article(id_, 0, RAID) | {"date": "9999-12-31"}], store)
    assert acts(store) == [2] and not whole
    held(store)


def test_spans_of_days():
    assert list(spans([5, 1, 2, 9])) == [(1, 2), (5, 5), (9, 9)] and list(spans([])) == []
    assert after([1, 2]) == {1, 2, 3, 4, 5}
