"""Open triples: what they keep, what they leave to the rules, what they never keep."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import kg
from kg.extractors.svo import SvoExtractor, words


@pytest.fixture(scope="module")
def svo() -> SvoExtractor:
    return SvoExtractor()


def triples(reader: Any, text: str, date: str | None = "2023-05-10") -> list[tuple[str, str, str]]:
    events = kg.extract({"id": "a", "text": text, "date": date}, extractor=reader)
    return [
        (e.actors[0].name, e.relation, ", ".join(p.name for p in e.recipients) or str(e.theme)) for e in events
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Finland opened a new nuclear reactor on Monday.", ("Finland", "opens", "new nuclear reactor")),
        ("Nigeria postponed the census.", ("Nigeria", "postpones", "census")),
        ("President Emmanuel Macron appointed a special envoy.", ("Emmanuel Macron", "appoints", "special envoy")),
        ("The European Commission approved the merger.", ("European Commission", "approves", "merger")),
        ("Olaf Scholz was teased by farmers.", ("Olaf Scholz", "is teased by", "farmers")),
        ("Angry students teased Olaf Scholz.", ("Olaf Scholz", "is teased by", "angry students")),
    ],
)
def test_what_is_kept(svo: SvoExtractor, text: str, triple: tuple[str, str, str]) -> None:
    assert triples(svo, text) == [triple]


@pytest.mark.parametrize(
    "text",
    [
        "France is a member of the union.",  # a copula
        "Germany has many lakes.",
        "Kenya seems calm.",
        "Poland said the talks were useful.",  # speech
        "Iran attacked Iraq.",  # the lexicon's
        "Russia and China held talks in Moscow.",
        "The United States urged Iran to open its plants.",  # what it is about
        "A ship sailed past the lighthouse.",  # nobody
        "A farmer painted his barn.",
        "Lionel Messi of Argentina lifted the FIFA World Cup in the final.",  # sports
        "Chad sentenced a man for painting a wall.",  # a gerund that is a reason
    ],
)
def test_what_is_not(svo: SvoExtractor, text: str) -> None:
    assert triples(svo, text) == []


def test_an_event_is_clearly_marked_and_has_all_that_those_of_the_rules_have(svo: SvoExtractor) -> None:
    text = "Peru will postpone the census in Lima on Friday, the health ministry said."
    (event,) = kg.extract({"id": "a", "text": text, "date": "2023-05-10", "source": "Example"}, extractor=svo)
    assert (event.type, event.extractor, event.verb, event.relation) == ("OTHER", "svo/1", "postpone", "will postpone")
    assert event.status == "planned" and event.source == "Example"
    assert event.date and event.date.start == dt.date(2023, 5, 12)
    assert event.evidence.sentence == text and text[event.evidence.trigger_start :].startswith("postpone ")
    assert 0 < event.confidence < 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru did not postpone the census.", "denied"),
        ("Peru may postpone the census.", "hypothetical"),
        ("Peru plans to postpone the census.", "planned"),
        ("Peru postponed the census.", "asserted"),
    ],
)
def test_status_is_read_by_the_rules(svo: SvoExtractor, text: str, status: str) -> None:
    assert [e.status for e in kg.extract({"id": "a", "text": text}, extractor=svo)] == [status]


def test_in_a_graph_with_the_relation_of_the_verb() -> None:
    text = "Finland opened a reactor. Iran attacked Iraq."
    article = {"id": "a", "text": text, "date": "2023-05-10"}
    assert kg.build(article, extractor="svo").triples()["relation"].tolist() == ["opens"]
    both = kg.build(article, extractor="rules+svo")
    assert both.triples()["relation"].tolist() == ["opens", "attacks"]
    assert {e.extractor for e in both.events()} == {"rules/1", "svo/1"}
    assert both.ask("ASK { ?e kg:eventType plover:OTHER ; kg:verb 'open' }")


def test_the_same_triples_every_time(svo: SvoExtractor) -> None:
    text = "Finland opened a reactor. Peru postponed the census, and Chad reopened its border with Niger."
    once = list(kg.extract({"id": "a", "text": text}, extractor=svo))
    assert once and once == list(kg.extract({"id": "a", "text": text}, extractor=SvoExtractor()))


def test_word_lists_hold_base_forms() -> None:
    lists = words()
    for name in ("empty", "no_theme", "no_agent", "no_passive", "complements", "gerund_prepositions"):
        assert all(isinstance(word, str) and word == word.lower() for word in lists[name]), name
    for verb, nouns in lists["light"].items():
        assert nouns and all(isinstance(noun, str) for noun in nouns), verb


@pytest.mark.parametrize(
    ("verb", "relation"),
    [("rely on", "relies on"), ("deploy", "deploys"), ("be acquitted of", "is acquitted of"), ("veto", "vetoes"),
     ("clash", "clashes"), ("have", "has")],
)  # fmt: skip
def test_the_relation_of_a_verb(svo: SvoExtractor, verb: str, relation: str) -> None:
    from dataclasses import replace

    (event,) = kg.extract({"id": "a", "text": "Finland opened a reactor."}, extractor=svo)
    assert replace(event, verb=verb).relation == relation
