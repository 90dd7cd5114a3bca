"""kg correct: what it says, what it refuses, and what it lists."""

import json

import pytest

import kg


@pytest.fixture
def store(tmp_path):
    text = "Turkey arrested a journalist in Ankara on Monday."
    kg.build({"id": "c", "date": "2023-03-20", "text": text}, tmp_path / "g").close()
    return tmp_path / "g"


def event(store):
    with kg.open(store) as graph:
        return next(graph.events())


def test_the_command_line(kg_, store):
    raid = event(store)
    done = kg_("correct", store, "type", raid.id[:8], "SANCTION")
    assert done.code == 0 and done.out.startswith(f"type {raid.id}@") and "corrected in" in done.err
    assert str(event(store).type) == "SANCTION"
    (row,) = json.loads(kg_("correct", store, "--json").out)
    assert row["line"].startswith("type\t")
    done = kg_("correct", store, "type", "ffffff", "COERCE")
    assert done.code == 1 and "no event 'ffffff'" in done.err and done.err.count("\n") == 1
    assert kg_("correct", store, "type").code == 2
