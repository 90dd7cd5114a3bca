"""Time grows with the length of a text, however odd it is; what is held is the growth, not the time."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.readers import read
from kg.readers.charsets import guess
from kg.readers.mending import mend

_SPEC = importlib.util.spec_from_file_location("growth", Path(__file__).parents[2] / "benchmarks" / "growth.py")
assert _SPEC is not None and _SPEC.loader is not None
growth = importlib.util.module_from_spec(_SPEC)
sys.modules["growth"] = growth
_SPEC.loader.exec_module(growth)

TIMES = 8
# Linear work takes 8 times as long, quadratic work 64 times.  What takes no time cannot be measured.
MOST, NOTHING = 28.0, 0.03


def grows(work: Callable[[int], object], size: int) -> float:
    spent = []
    for length in (size, size * TIMES):
        start = time.process_time()
        work(length)
        spent.append(time.process_time() - start)
    return spent[1] / max(spent[0], NOTHING)


@pytest.fixture(scope="module")
def _loaded() -> None:
    list(kg.extract({"id": "a", "text": "Iran met Iraq."}))


@pytest.mark.parametrize("shape", growth.SHAPES)
def test_reading_a_text(_loaded: None, shape: str) -> None:
    assert grows(lambda size: growth.seconds(shape, size), 2000) < MOST


@pytest.mark.parametrize("shape", growth.SHAPES)
def test_cleaning_and_mending(shape: str) -> None:
    def work(size: int) -> None:
        for article in read({"text": growth.SHAPES[shape](size)}, on_error=lambda e: None):
            mend(article.text)

    assert grows(work, 60_000) < MOST


FAULTY = 4  # a row of these two is an article or an error each, and takes so many times as long as a line of others


@pytest.mark.parametrize(
    "shape",
    [
        lambda n: "id,text\n" + 'a,"\n' * (n // FAULTY),
        lambda n: "id,text\n" + 'a,"b' * n,
        lambda n: "id,text\n" + 'a,"x\nb,"y"z\n' * (n // FAULTY),
        lambda n: "id,text\n" + '"' * n,
        lambda n: "1 of 2 DOCUMENTS\n\nLENGTH: 5 words\n\n" * n,
        lambda n: "HD\nPD\n" * n + "Document ABCD00020240312ek3c0001a\n",
        lambda n: "Full text: a\nPublication date: b\n" * n,
        lambda n: "<REUTERS><TEXT><BODY>" * n,
        lambda n: "<html>" + "<script>" * n,
        lambda n: "<rss>" + "<!--" * n,
        lambda n: '{"text": "' + "<script>" * n + '"}',
        lambda n: "-\n" * n,
    ],
)  # fmt: skip
def test_odd_files(tmp_path: Path, shape: Callable[[int], str]) -> None:
    def work(size: int) -> None:
        (tmp_path / "a").write_text(shape(size))
        list(read(tmp_path / "a", on_error=lambda e: None))
        (tmp_path / "a.csv").write_text(shape(size))
        list(read(tmp_path / "a.csv", on_error=lambda e: None))

    assert grows(work, 2000) < MOST


def test_guessing_an_encoding() -> None:
    assert grows(lambda size: guess("Россия é “”".encode("cp1251", "ignore") * size), 500) < MOST
