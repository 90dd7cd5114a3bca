"""Confidence: its grounds are a closed list, apart from the words that people are shown."""

from __future__ import annotations

import pytest

from kg.core.errors import KnowledgeError
from kg.events import confidence
from kg.events.grounds import WORDS, Family, Ground


def test_the_more_speaks_for_it_the_higher() -> None:
    sure = confidence.of([Ground.of_family(Family.VERB)])
    assert 0 < confidence.of([Ground.of_family(Family.OTHER)]) < confidence.of([Ground.NO_COUNTRY]) < sure < 1


def test_a_ground_without_a_figure_adds_nothing() -> None:
    bias, added = confidence.read({"bias": 0.5, "no recipient": -1})
    assert (bias, added[Ground.NO_RECIPIENT], added[Ground.LONG]) == (0.5, -1.0, 0.0)
    assert set(added) == set(Ground)


@pytest.mark.parametrize(
    ("figures", "fault"),
    [({"bias": 1, "type HUG": 1}, "there is no ground 'type HUG'"), ({"no recipient": 1}, "the bias is not there"),
     ({"bias": 1, "long sentence": "much"}, "long sentence: 'much' is no number")],
)  # fmt: skip
def test_a_fault_in_the_file_is_told(figures: dict[str, object], fault: str) -> None:
    with pytest.raises(KnowledgeError, match=rf"confidence\.yaml: {fault}"):
        confidence.read(figures)


def test_an_unknown_ground_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a valid Ground"):
        confidence.of(["a good feeling"])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="not a valid Ground"):
        Ground.of_form("whistle")


def test_a_sector_of_a_users_own_is_no_ground() -> None:
    assert Ground.of_sector("XXX") is None and Ground.of_sector(None) is None
    assert Ground.of_sector("GOV") == "actor of sector GOV"


def test_words_can_be_shown() -> None:
    assert all(words.format(sure=0.5).isprintable() for words in WORDS.values())
    assert WORDS[Ground.PROPOSED].format(sure=0.6) == "proposed with probability 0.60"
