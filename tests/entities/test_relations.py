"""States that the text or the knowledge base tells."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kg.language.annotations import of


def triples(doc: Any) -> set[tuple[str, str, str]]:
    return {(r.subject.id, r.predicate, r.object.id) for r in of(doc).relations}


def test_spokesman_from_a_modifier_with_its_words(read: Any) -> None:
    text = "It was late. Junta spokesman Zaw Min Tun of Myanmar spoke."
    doc = read("Kremlin spokesman Dmitry Peskov spoke.")
    (relation,) = [r for r in of(doc).relations if r.predicate == "spokesman_of"]
    assert (relation.subject.id, relation.object.country, relation.role) == ("dmitry-peskov", "RUS", "spokesman")
    assert relation.evidence is not None
    assert relation.evidence.sentence == "Kremlin spokesman Dmitry Peskov spoke."
    assert relation.evidence.trigger == "spokesman"
    assert of(read(text)).relations


def test_office_from_an_apposition(read: Any) -> None:
    doc = read("Sofia Brandvold, the Norwegian finance minister, resigned.")
    assert ("sofia-brandvold", "holds_office", "NOR") in triples(doc)


def test_office_on_the_day_from_the_knowledge_base(read: Any) -> None:
    doc = read("Emmanuel Macron spoke.", "2020-01-01")
    (relation,) = [r for r in of(doc).relations if r.predicate == "holds_office" and r.object.id == "FRA"]
    assert (relation.start, relation.evidence) == (dt.date(2017, 5, 14), None)


def test_members_only_where_both_are_mentioned(read: Any) -> None:
    assert ("TUR", "member_of", "nato") in triples(read("NATO warned Turkey."))
    assert not [t for t in triples(read("Turkey voted.")) if t[1] == "member_of"]


def test_places_and_bodies_lie_in_their_country(read: Any) -> None:
    found = triples(read("The Russian Foreign Ministry is in Moscow."))
    assert ("rus/foreign-ministry", "part_of", "RUS") in found
    assert any(t[1] == "capital_of" and t[2] == "RUS" for t in found)


def test_order_is_fixed(read: Any) -> None:
    text = "NATO members Turkey and France met Dmitry Peskov, the Kremlin spokesman, in Paris."
    assert of(read(text)).relations == of(read(text)).relations


def test_who_only_seeks_an_office_holds_none(read):
    for text in (
        "Republican presidential candidate Donald Trump visited Texas.",
        "US president-elect Joe Biden called the chancellor.",
        "Ghanaian journalist Ahmed Suale was shot.",
    ):
        assert not [r for r in of(read(text)).relations if r.predicate == "holds_office" and r.article], text
