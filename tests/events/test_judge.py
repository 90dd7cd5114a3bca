"""The judge: how likely an act is."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import kg
from kg import pipeline
from kg.core.plover import Status
from kg.events import coder, features, judge
from kg.events.attribution import Voices
from kg.events.coder import Coder
from kg.events.grounds import WORDS, Family, Ground
from kg.events.parties import Parties
from kg.language.annotations import of as annotations_of

TEXT = "Officials said that Hamas attacked Israel, and Iran condemned a raid by Jordan. Chad told Niger to leave Mali."


@pytest.fixture(scope="module")
def scenes() -> list[features.Scene]:
    doc = pipeline.load(components=["kg_entities", "kg_coreference"])(TEXT)
    parties = Parties(doc, annotations_of(doc).mentions)
    return Coder().scenes(doc, parties, Voices(doc, parties))


@pytest.fixture
def bias(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes everything as likely as its argument says, whatever is seen of it."""

    def set_(odds: float) -> None:
        monkeypatch.setattr(judge, "_model", lambda: (np.zeros(features.BUCKETS, np.float32), odds))

    return set_


def _words(scenes: list[features.Scene]) -> Iterator[tuple[features.Scene, features.Word]]:
    lexicon = Coder().matcher.lexicon
    for scene in scenes:
        for word in judge.words(scene, lexicon):
            yield scene, word


def test_a_plain_act_is_surer_than_a_far_one() -> None:
    plain, far = (
        kg.extract({"id": "a", "text": text})
        for text in ("Iran attacked Israel.", "The spokesman of Iran, asked of a report of an attack, spoke on Israel.")
    )
    assert max(e.confidence for e in plain) > max((e.confidence for e in far), default=0.0)
    assert all(0 <= e.confidence <= 1 for e in (*plain, *far))


def test_features_are_places_in_the_table_and_the_same_each_time(scenes: Any) -> None:
    for scene, word in _words(scenes):
        for once, again in zip(judge.others(scene, word), judge.others(scene, word), strict=True):
            places = features.folded(np.concatenate(once.parts))
            assert places.max() < features.BUCKETS
            assert (places == features.folded(np.concatenate(again.parts))).all()


@pytest.mark.parametrize(("odds", "most"), [(-5000.0, 0.01), (5000.0, 1.0)])
def test_no_odds_are_too_long(scenes: Any, bias: Any, odds: float, most: float) -> None:
    bias(odds)
    for scene, word in _words(scenes):
        assert all(most - 0.01 <= p <= most for c in judge.others(scene, word) if (p := judge.likely(c)) is not None)


def test_words_can_be_shown() -> None:
    assert all(words.format(sure=0.5).isprintable() for words in WORDS.values())
    assert WORDS[Ground.PROPOSED].format(sure=0.6) == "proposed with probability 0.60"


def test_what_else_was_needed_is_told() -> None:
    match: Any = SimpleNamespace(
        family=Family.VERB,
        entry=SimpleNamespace(id="meet"),
        stance=SimpleNamespace(governor=None),
        notes=[Ground.RECIPIENT_BY_PLACE],
        sure=None,
    )
    assert coder._rule(match, Status.ASSERTED) == "verb: meet | recipient by the place"


def test_a_sentence_weighed_at_once_weighs_as_each_word_alone(scenes: Any) -> None:
    lexicon, weights = Coder().matcher.lexicon, judge._model()[0]
    for scene in scenes:
        words = list(judge.words(scene, lexicon))
        seen = judge.look(scene, words)
        assert all(one.features.weight is None for one in seen)  # of most words nobody asks
        parts = [part for one in seen for c in (*one.told, *judge.others(scene, one.word)) for part in c.parts]
        judge.weigh(parts)
        for part in parts:
            assert part.weight == float(weights[features.folded(np.array(part, dtype=np.uint32))].sum())
        for word, one in zip(words, seen, strict=True):
            alone = judge.Seen(scene, word).told
            assert list(map(judge.likely, one.told)) == list(map(judge.likely, alone))  # to the last bit
