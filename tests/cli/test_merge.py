"""kg merge: what it prints, what it writes, what it takes back, and what it remembers."""

import json

import pytest

TELLINGS = [
    {
        "id": "a",
        "date": "2023-03-20",
        "text": "Iran attacked an oil terminal in Iraq on Sunday with drones, aides said.",
    },
    {
        "id": "b",
        "date": "2023-03-21",
        "text": "Iran attacked the oil terminal in Iraq on Sunday with drones, aides said.",
    },
    {
        "id": "c",
        "date": "2023-03-21",
        "text": "Iran attacked an oil terminal in Iraq on Sunday with drones, aides said.",
    },
]


@pytest.fixture
def world(tmp_path):
    import kg

    kg.build(TELLINGS[:2], tmp_path / "world", merge=False).close()
    return tmp_path / "world"


def assault(kg_, world):
    found = json.loads(kg_("query", world, "SELECT ?n { ?m kg:corroboration ?n }", "--json").out)
    return sorted(row["n"] for row in found)


def test_what_is_merged_is_printed_and_written(kg_, world):
    done = kg_("merge", world)
    assert done.code == 0 and "ASSAULT" in done.out and "a b" in done.out and "events are" in done.err
    assert assault(kg_, world)
    told = json.loads(kg_("merge", world, "--json").out)
    (act,) = [m for m in told["acts"] if m["type"] == "ASSAULT"]
    assert (
        act["articles"] == "a b"
        and act["corroboration"] == len(act["events"]) == 2
        and len(act["why"]) == 1
        and not act["disputed"]
    )


def test_undo(kg_, world):
    kg_("merge", world)
    done = kg_("merge", world, "--undo")
    assert done.code == 0 and "taken back" in done.err
    assert assault(kg_, world) == []


def test_aliases_are_remembered_when_articles_come_and_go(kg_, world, tmp_path):
    import kg

    file = tmp_path / "names.tsv"
    file.write_text("same\tIran\tIraq\n")
    told = json.loads(kg_("merge", world, "--aliases", file, "--json").out)
    assert ["IRN", "IRQ", "the alias file says so"] in told["actors"]
    kg.build(TELLINGS[2], world).close()
    same = "ASK { entity:IRN kg:sameActorAs entity:IRQ }"
    with kg.open(world) as graph:
        assert graph.ask(same)
        assert graph.ask('ASK { ?c dcterms:identifier "c" ; kg:copyOf/dcterms:identifier "a" }')
    assert kg_("remove", world, "b").code == 0
    with kg.open(world) as graph:
        assert graph.ask(same)
    file.write_text("# nothing\n")
    kg_("merge", world, "--aliases", file)
    with kg.open(world) as graph:
        assert not graph.ask(same)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read (No such file"),
        (b"perhaps\ta\tb\n", "names.tsv:1: not `same`"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_broken_alias_file_is_one_error_and_changes_nothing(kg_, world, tmp_path, content, says):
    file = tmp_path / "names.tsv"
    if content is not None:
        file.write_bytes(content)
    done = kg_("merge", world, "--aliases", file)
    assert done.code == 1 and says in done.err and done.err.count("\n") == 1
    assert assault(kg_, world) == []


def test_a_store_that_is_not_there_is_not_made(kg_, tmp_path):
    done = kg_("merge", tmp_path / "none")
    assert done.code == 1 and "no such store" in done.err and not (tmp_path / "none").exists()
