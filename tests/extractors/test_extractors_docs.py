"""The page on extractors: its example runs, and what it says of options and files is so."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import extractors
from kg.extractors.svo import CONFIDENCE


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "extractors.md").read_text("utf-8")


def test_the_example_works_as_it_stands(page: str) -> None:
    scope: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", page, re.S):
        exec(compile(block, "extractors.md", "exec"), scope)  # the page is ours
    table = scope["graph"].triples()
    assert table[["source", "relation", "target"]].values.tolist() == [["Turkey", "raises", "interest rates"]]


def test_the_example_conforms_on_other_texts(page: str) -> None:
    scope: dict[str, Any] = {}
    exec(re.findall(r"```python\n(.*?)```", page, re.S)[0], scope)
    text = "It rained. On Monday, Brazil's central bank cut its key rate again. Nobody's central bank raised rates."
    errors: list[Exception] = []
    (event,) = kg.extract({"id": "a", "text": text}, extractor=scope["RatesExtractor"](), on_error=errors.append)
    assert (event.actors[0].id, event.relation, event.theme) == ("BRA", "cuts", "its key rate") and not errors
    assert text[event.evidence.start : event.evidence.end] == event.evidence.sentence


def test_every_extractor_and_every_option_is_told(page: str) -> None:
    for name in extractors.base._OURS:
        assert f"| `{name}` |" in page
    for option in inspect.signature(extractors.find("llm")).parameters:
        assert f"`{option}`" in page


def test_figures_are_those_of_the_code(page: str) -> None:
    right, of = map(int, re.search(r"Of (\d+) triples sampled .*?, (\d+) were right", page, re.S).groups()[::-1])  # type: ignore[union-attr]
    assert round(right / of, 2) == CONFIDENCE


def test_the_triples_of_the_table(page: str) -> None:
    for text, who, relation, what in re.findall(r"\| (.*?\.) \| (.*?) — \*(.*?)\* → (.*?) \|", page):
        (event,) = kg.extract({"id": "a", "text": text}, extractor="svo")
        assert (event.actors[0].name, event.relation, event.theme) == (who, relation, what)
