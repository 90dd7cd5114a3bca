"""The package of training/minilm: an extractor that weighs acts with an encoder of text."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.core.plover import EventType

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
pytest.importorskip("tokenizers", reason="tokenizers is not installed")

FOLDER = Path(__file__).resolve().parents[1] / "training" / "minilm"
TEXT = (
    "Iran attacked Israel on Monday. The two had been at odds; talks between Jordan and Egypt in Cairo came to nothing."
)


@pytest.fixture(scope="module")
def minilm() -> Iterator[Any]:
    sys.path.insert(0, str(FOLDER))
    yield import_module("kg_minilm")
    sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def extractor(minilm: Any) -> Any:
    return minilm.MiniLMExtractor()


def test_it_tells_acts_and_says_who_found_them(extractor: Any) -> None:
    events = list(kg.extract({"id": "a", "text": TEXT, "date": "2024-04-16"}, extractor=extractor))
    assert {e.extractor for e in events} == {"minilm/1"}
    (attack,) = (e for e in events if e.type == EventType.ASSAULT)
    assert ([p.id for p in attack.actors], [p.id for p in attack.recipients]) == (["IRN"], ["ISR"])
    assert attack.confidence > 0.5
    assert str(attack.date.start) == "2024-04-15"


def test_the_same_text_gives_the_same(extractor: Any) -> None:
    once, again = ([e.to_dict() for e in kg.extract({"id": "a", "text": TEXT}, extractor=extractor)] for _ in range(2))
    assert once == again


def test_a_text_without_any_word_of_the_lexicon_gives_nothing(extractor: Any) -> None:
    for text in ("", "Bananas.", "¿…?\n\n\n"):
        assert not list(kg.extract({"id": "a", "text": text or " "}, extractor=extractor, on_error=lambda error: None))


def test_a_long_sentence_is_read_as_far_as_the_encoder_reads(extractor: Any) -> None:
    text = "Iran, " + ", ".join(["Chad", "Mali", "Niger"] * 150) + " attacked Israel and condemned Jordan."
    faults: list[object] = []
    list(kg.extract({"id": "a", "text": text}, extractor=extractor, on_error=faults.append))
    assert not faults


def test_what_decides_the_output_is_in_the_version(extractor: Any, minilm: Any) -> None:
    assert extractor.version.startswith("minilm/1 ")
    assert extractor.version != kg.extractors.get("rules").version
    assert minilm.MiniLMExtractor().version == extractor.version


def test_more_is_told_where_less_is_enough(minilm: Any, extractor: Any) -> None:
    text = "The minister of Chad spoke of a row with Niger, of raids and talks, and of a ban on trade with Mali."
    few, some = (
        list(kg.extract({"id": "a", "text": text}, extractor=x)) for x in (minilm.MiniLMExtractor(least=1), extractor)
    )
    many = list(kg.extract({"id": "a", "text": text}, extractor=minilm.MiniLMExtractor(least="0.05")))
    assert len(few) <= len(some) <= len(many)
    assert len(few) < len(many)
    assert minilm.MiniLMExtractor(least=0.6).version != extractor.version
    with pytest.raises(kg.InputError, match="least is a number from 0 to 1, not 'much'"):
        minilm.MiniLMExtractor(least="much")


def test_the_package_offers_the_extractor_and_is_small(minilm: Any) -> None:
    project = tomllib.loads((FOLDER / "pyproject.toml").read_text("utf-8"))["project"]
    module, _, name = project["entry-points"]["kg.extractors"]["minilm"].partition(":")
    assert getattr(import_module(module), name) is minilm.MiniLMExtractor
    size = sum(file.stat().st_size for file in (FOLDER / "kg_minilm" / "data").iterdir())
    assert size < 30_000_000  # bytes
