"""Confidence: its grounds are a closed list, apart from the words that people are shown."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

import kg
from kg.core.errors import KnowledgeError
from kg.core.plover import Status
from kg.events import coder, confidence
from kg.events.grounds import WORDS, Family, Ground, noticed


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


def test_what_an_event_was_read_on_is_noticed() -> None:
    with patch.object(coder, "noticed", side_effect=noticed) as noticing:
        (event,) = kg.extract({"id": "a", "text": "Officials said that Hamas attacked Israel."})
    (call,) = noticing.call_args_list
    assert event.confidence == confidence.of(noticed(*call.args))
    assert noticed(*call.args) == [
        "family verb",
        "type ASSAULT",
        "actor of sector REB",
        "verbs in the sentence 2",
        "in a complement",
    ]


def test_a_ground_that_nobody_is_told_of_may_be_noted() -> None:
    match: Any = SimpleNamespace(
        family=Family.VERB,
        entry=SimpleNamespace(id="meet"),
        stance=SimpleNamespace(governor=None),
        notes=[Ground.LONG, Ground.RECIPIENT_BY_PLACE],
        sure=None,
    )
    assert coder._rule(match, Status.ASSERTED) == "verb: meet | recipient by the place"
