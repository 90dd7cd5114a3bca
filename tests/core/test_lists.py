"""The lists that ship hold words, where YAML would rather have "on", "off" and "no" be true or false."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.core.lists import read

FOLDER = Path(kg.__file__).parent
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_no_word_of_a_list_is_read_as_true_or_false(name: str) -> None:
    assert [found for found in _lists(read((FOLDER / name).read_text("utf-8"))) if any(map(_is_truth, found))] == []


def _lists(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from _lists(each)


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool)
