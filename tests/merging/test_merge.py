"""Merging: one act told twice is one, two acts of one war are two; undo, order, aliases."""

import pytest

import kg
from kg.core.errors import InputError
from kg.merging import Aliases, is_merged, merge, undo
from kg.merging.aliases import spelling_key
from kg.rdf.namespaces import MERGED_GRAPH


def graph(*articles):
    return kg.build([dict(a) for a in articles])


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
    kg.build([dict(t) for t in TELLINGS[:2]], store).close()
    with kg.store.open_store(store, writable=True) as writable:
        merge(writable)
    kg.build([dict(TELLINGS[2])], store).close()
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
