"""A packed table is a mapping like any other, whose values are made when they are asked for."""

from __future__ import annotations

import pickle

import pytest

from kg.core.packed import Packed

MADE: list[str] = []


def doubled(key: str, row: tuple[int]) -> int:
    MADE.append(key)
    return 2 * row[0]


@pytest.fixture
def table() -> Packed[str, int]:
    MADE.clear()
    return Packed({"a": (1,), "b": (2,)}, doubled)


def test_a_value_is_made_once_and_when_it_is_asked_for(table):
    assert not MADE and len(table) == 2 and "a" in table and "c" not in table
    assert table["b"] == table.get("b") == 4 and MADE == ["b"]


def test_what_is_not_there_is_said(table):
    assert table.get("c") is None and table.get("c", 0) == 0
    with pytest.raises(KeyError):
        table["c"]


def test_walking_through_it_keeps_nothing(table):
    assert dict(table.items()) == {"a": 2, "b": 4} and MADE == ["a", "b"]
    assert table["a"] == 2 and MADE == ["a", "b", "a"]


def test_what_is_put_in_wins_and_outlives_being_kept(table):
    table["a"], table["c"] = 7, 9
    again = pickle.loads(pickle.dumps(table))
    assert dict(again.items()) == dict(table.items()) == {"a": 7, "b": 4, "c": 9}
    del again["a"]
    assert sorted(again) == ["b", "c"] and again.get("a") is None
