from __future__ import annotations

import pytest

from kg.core.plover import EventType
from kg.events.parties import Parties
from kg.events.proposer import propose
from kg.language import syntax
from kg.language.annotations import of as annotations_of
from kg.pipeline import shared


def _proposed(text: str) -> tuple[EventType, float] | None:
    doc = shared()(text)
    parties = Parties(doc, annotations_of(doc).mentions)
    verb = next(t for t in doc if syntax.is_verb(t))
    return propose(verb, {t.i for t in doc if parties.covering(t)})


def test_a_clear_act_gets_its_type_and_the_probability_of_it() -> None:
    found = _proposed("Nigerian soldiers gunned down four farmers from Niger on a road near the village.")
    assert found is not None
    type_, sure = found
    assert type_ == EventType.ASSAULT
    assert 0.4 < sure <= 1


def test_what_is_no_act_gets_none() -> None:
    assert _proposed("Paraguay resembles Bolivia in many ways.") is None


def test_names_say_nothing() -> None:
    one = _proposed("Nigerian soldiers gunned down four farmers from Niger on a road near the village.")
    other = _proposed("Pakistani soldiers gunned down four farmers from India on a road near the village.")
    assert one == other


def test_events_of_a_proposed_type_say_so_and_are_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.events.matcher.propose", lambda verb, actors: (EventType.COERCE, 0.6))
    (event,) = annotations_of(shared()("Mali outfoxed Chad.")).events
    assert event.type == EventType.COERCE
    assert event.rule == "proposed: proposed/COERCE | proposed with probability 0.60"
    assert event.confidence < 0.5
