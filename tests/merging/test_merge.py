"""Merging: one act told twice is one, two acts of one war are two; undo, order, aliases."""

import datetime as dt
from dataclasses import replace

import pytest

import kg
from kg.core.errors import InputError
from kg.core.event import Event, Evidence, Participant, Period, Place
from kg.core.plover import Basis, EventType, Precision
from kg.merging import Aliases, is_merged, merge, undo
from kg.merging.aliases import spelling_key
from kg.merging.evidence import evidence
from kg.merging.likeness import JOIN, Telling, probability
from kg.merging.merge import clusters
from kg.rdf.namespaces import MERGED_GRAPH


def graph(*articles):
    return kg.build([dict(a) for a in articles], merge=False)


TELLINGS = (
    {
        "id": "a",
        "date": "2023-03-20",
        "text": "Iran attacked an oil terminal in Iraq on Sunday with drones, aides said.",
    },
    {"id": "b", "date": "2023-03-21", "text": "Drones hit the oil terminal when Iran attacked Iraq on Sunday."},
    {
        "id": "c",
        "date": "2023-03-21",
        "text": "Iran attacked an oil terminal in Iraq on Sunday with drones, aides said.",
    },
)


def told(g):
    return [sorted(e.article for e in m.events) for m in merge(g.store).events if str(m.events[0].type) == "ASSAULT"]


def test_an_act_that_three_articles_tell_is_one():
    g = graph(*TELLINGS)
    assert told(g) == [["a", "b", "c"]]
    (row,) = g.store.select(
        "SELECT ?n { ?m a kg:MergedEvent ; kg:corroboration ?n ; kg:representative/kg:eventType plover:ASSAULT }"
    )
    assert int(row["n"].value) == 2  # a and c are copies of one text
    once = g.query(
        "SELECT ?e { ?e a kg:Event ; kg:eventType plover:ASSAULT FILTER NOT EXISTS { ?e kg:retells ?first } }"
    )
    assert len(once) == 1


@pytest.mark.parametrize(
    "other",
    [
        "Iran attacked an oil terminal in Iraq on Friday with drones, aides said.",  # another day
        "Iran attacked an oil terminal in Syria on Sunday with drones, aides said.",  # another victim
        "Iraq attacked an oil terminal in Iran on Sunday with drones, aides said.",  # the other way round
        "Iran will attack an oil terminal in Iraq with drones, aides said.",  # not yet
        "Iran attacked two oil terminals in Iraq on Sunday with three drones, officials said.",
    ],
)
def test_what_is_another_act(other):
    first = TELLINGS[0] | {"text": "Iran attacked one oil terminal in Iraq on Sunday with drones, aides said."}
    assert told(graph(first, {"id": "b", "date": "2023-03-21", "text": other})) == []


def test_articles_far_apart_tell_different_acts():
    late = TELLINGS[2] | {"date": "2023-04-21"}
    assert told(graph(TELLINGS[0], late)) == []


def test_merging_twice_changes_nothing_and_undo_takes_it_back():
    g = graph(*TELLINGS)
    before = set(map(str, g.store.quads()))
    merge(g.store)
    once = set(map(str, g.store.quads()))
    merge(g.store)
    assert set(map(str, g.store.quads())) == once != before
    assert all(str(q) in before or q.graph_name == MERGED_GRAPH for q in g.store.quads())
    undo(g.store)
    assert set(map(str, g.store.quads())) == before


def test_the_order_of_articles_does_not_matter():
    one, other = graph(*TELLINGS), graph(*reversed(TELLINGS))
    merge(one.store)
    merge(other.store)
    assert set(map(str, one.store.quads(MERGED_GRAPH))) == set(map(str, other.store.quads(MERGED_GRAPH)))


def test_a_merged_graph_stays_merged(tmp_path):
    store = tmp_path / "g"
    kg.build([dict(t) for t in TELLINGS[:2]], store, merge=False).close()
    with kg.store.open_store(store, writable=True) as writable:
        merge(writable)
    kg.build([dict(TELLINGS[2])], store, merge=False).close()
    with kg.open(store) as g:
        assert g.ask("ASK { ?m a kg:MergedEvent ; kg:mergedFrom ?a, ?b, ?c FILTER(?a != ?b && ?a != ?c && ?b != ?c) }")
    from kg.upkeep import remove

    assert remove(["a", "b", "nowhere"], store) == 2
    with kg.open(store) as g:
        assert not g.ask("ASK { ?m a kg:MergedEvent }") and is_merged(g.store)
        assert [a.id for a in g.articles()] == ["c"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sergei Ivanov", "Sergey Ivanov"), ("Muhammad al-Halabi", "Mohammad el-Halabi"), ("Józef Nowak", "Jozef Nowak")],
)
def test_spellings_of_one_name(one, other):
    assert spelling_key(one) == spelling_key(other) is not None


@pytest.mark.parametrize(("one", "other"), [("John Smith", "Jane Smith"), ("Maria Rossi", "Mario Rossi"), ("X", "Y")])
def test_names_of_two_people(one, other):
    assert spelling_key(one) is None or spelling_key(one) != spelling_key(other)


def test_the_alias_file_has_the_last_word(tmp_path):
    people = {"sergei-ivanov": "Sergei Ivanov", "sergey-ivanov": "Sergey Ivanov", "the-baker": "The Baker"}
    assert set(Aliases().resolve(people, {})) == {"sergey-ivanov"}
    file = tmp_path / "aliases.tsv"
    file.write_text("# ours\ndifferent\tSergei Ivanov\tsergey-ivanov\nsame\tthe-baker\tSergei Ivanov\n")
    found = Aliases.read(file).resolve(people, {})
    assert {a: b for a, (b, _) in found.items()} == {"the-baker": "sergei-ivanov"}
    file.write_text("perhaps\tone\tother\n")
    with pytest.raises(InputError, match=r"aliases\.tsv:1"):
        Aliases.read(file)


# -- an act that one report tells without a name, and another with one --

GAO, KIDAL = Place("Gao", "MLI", 16.27, -0.04), Place("Kidal", "MLI", 18.44, 1.41)
MALI = Participant("MLI", "Mali", "country", "MLI", "GOV", "Mali", 0, 4)
JNIM = Participant("jnim", "JNIM", "armed_group", None, "REB", "JNIM", 0, 4)
GUNMEN = Participant(None, "gunmen", "unnamed", None, None, "Gunmen", 0, 6)
SENTENCES = (
    "Gunmen attacked a convoy of trucks on the road north of the market town.",
    "JNIM attacked a convoy of trucks on the road north of the market town, aides said.",
)


def raid(number, actors, recipients=(MALI,), day=1, place=GAO, **more):
    sentence = SENTENCES[number]
    at = sentence.index("attacked")
    date = dt.date(2024, 5, day or 1)
    return Event(
        article=f"a{number}", type=EventType.ASSAULT, actors=actors, recipients=recipients, verb="attack",
        evidence=Evidence(sentence, 0, len(sentence), "attacked", at, at + 8), place=place,
        date=Period(date, date, Precision.DAY, Basis.PUBLISHED) if day else None, published=dt.date(2024, 5, 2), **more,
    )  # fmt: skip


def alike(one, other):
    tellings = [Telling.of(event, {}) for event in (one, other)]
    found = [probability(*some) >= JOIN for some in (tellings, reversed(tellings))]
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize("actors", [(GUNMEN,), ()], ids=["described", "not told"])
def test_an_unnamed_report_and_a_named_one_are_one_act(actors):
    assert alike(raid(0, actors), raid(1, (JNIM,)))
    assert alike(raid(0, actors), raid(1, ()))
    assert alike(raid(0, actors, recipients=()), raid(1, (JNIM,), recipients=()))  # the place agrees
    assert alike(raid(0, actors, place=None), raid(1, (JNIM,), place=None))  # those it was done to agree
    assert alike(raid(0, actors), raid(1, (JNIM,), day=None))  # words, place and victims agree
    (merged,) = clusters([raid(0, actors), raid(1, (JNIM,))], {})
    assert [event.actors for event in merged.events] == [actors, (JNIM,)]


@pytest.mark.parametrize(
    "other",
    [
        raid(1, (JNIM,), day=5),
        raid(1, (JNIM,), place=KIDAL),
        raid(1, (JNIM,), recipients=(), place=None),
        raid(1, (JNIM,), recipients=(replace(MALI, id="NER"),)),
    ],
    ids=["another day", "another place", "no place, nobody", "another victim"],
)
def test_an_unnamed_report_and_a_named_one_that_may_be_two(other):
    assert not alike(raid(0, (GUNMEN,)), other)


def test_the_gunmen_of_one_report_may_be_the_deserters_of_the_other():
    deserters, police = (replace(GUNMEN, name=name, text=name) for name in ("deserters", "police"))
    told = [Telling.of(raid(n % 2, (who,)), {}) for n, who in enumerate((GUNMEN, deserters, police))]
    assert evidence(told[0], told[1])["other parties"] == 0
    assert evidence(told[1], told[2])["other parties"] > 0


def test_two_who_are_named_are_two_as_before():
    assert not alike(raid(0, (replace(JNIM, id="isgs"),)), raid(1, (JNIM,)))
