"""Through the whole house: an act by somebody who is only described, its price, its source, the basis of its date."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from making import ALL, ARTICLE, ATTACK, GUNMEN, MALI, MEETING, HandMade, meeting

import kg
from kg.core.errors import InputError
from kg.core.records import Extraction
from kg.core.showing import entity_html, event_html
from kg.query.library import get
from kg.rdf.validation import validate
from kg.upkeep import remove


@pytest.fixture(scope="module")
def graph():
    return kg.build([ARTICLE], extractor=HandMade(ALL))


def test_the_graph_gives_the_event_back_and_conforms(graph):
    assert ATTACK in list(graph.events())
    assert list(validate(graph.store)) == []


def test_triples_show_the_description_the_price_and_the_basis(graph):
    (row,) = graph.triples(basis="published").to_dict("records")
    assert (row["source"], row["target"]) == ("gunmen", "12 Malian soldiers")
    assert (row["date"], row["precision"], row["basis"]) == ("2023-09-13", "day", "published")
    assert (row["casualties"], row["reported_by"]) == ("killed 12, injured 24–99", "L’Essor")
    assert len(graph.triples(basis=["text", "published"])) == 2
    assert [e.id for e in graph.events(basis="text")] == [MEETING.id]
    with pytest.raises(InputError, match="no basis 'rumour'; there are text, carried, published"):
        graph.triples(basis="rumour")


def test_nobody_told_is_not_named():
    event = replace(ATTACK, actors=(), theme="checkpoints", id="")
    alone = replace(event, recipients=(), id="")
    graph = kg.build([ARTICLE], extractor=HandMade(Extraction(ARTICLE, (event, alone))))
    rows = graph.triples()[["source", "relation", "target"]].values.tolist()
    assert sorted(rows) == [["(not named)", "attacks", "checkpoints"], ["(not named)", "kills", "12 Malian soldiers"]]


def test_who_is_not_named_is_no_entity(graph):
    frame = graph.entities()
    assert "gunmen" not in set(frame["name"]) and len(frame) == graph.summary()["entities"] == 5
    assert "gunmen" not in graph._repr_html_() and "Malian soldiers" in graph._repr_html_()
    assert not graph.ask('ASK { GRAPH graph:shortcuts { ?a ?p ?b FILTER(CONTAINS(STR(?a), "unnamed")) } }')


def test_the_source_is_the_entity_that_it_is(graph):
    assert graph.ask("ASK { ?event kg:reportedBy entity:dmitry-peskov ; kg:status kg:Denied }")
    table = graph.query(
        """SELECT ?name ?words {
             ?e kg:reportedBy/skos:prefLabel ?name ; kg:sourceMention/oa:exact ?words }"""
    )
    assert set(map(tuple, table.values)) == {("Dmitry Peskov",) * 2, ("L’Essor",) * 2}


def test_a_country_that_only_a_description_gives(tmp_path):
    rebels = replace(GUNMEN, country="BFA")
    store = tmp_path / "g"
    extraction = Extraction(ARTICLE, (replace(ATTACK, actors=(rebels,), id=""),))
    other = meeting("other", ARTICLE.date, MALI, replace(MALI, id="NER", name="Niger", country="NER"))
    kg.build([ARTICLE, other.article], store, extractor=HandMade(extraction, other)).close()
    with kg.open(store) as graph:
        assert [e.actors for e in graph.events(entity="Burkina Faso")] == [(rebels,)]
        assert graph.ask('ASK { ?e kg:actorCountry/skos:prefLabel "Burkina Faso" }')
    assert remove(["a1"], store) == 1
    with kg.open(store) as graph:
        assert not graph.ask("ASK { ?anybody a kg:UnnamedParticipant }") and not graph.ask("ASK { ?any a kg:Loss }")
        assert not graph.ask("ASK { entity:BFA ?p ?o }") and not graph.ask("ASK { ?s a kg:Source }")


def test_casualties_of_a_merged_graph_count_an_act_once():
    again = replace(ARTICLE, id="a2")
    extractions = [ALL, Extraction(again, tuple(replace(e, article="a2", id="") for e in ALL.events))]
    graph = kg.build([ARTICLE, again], extractor=HandMade(*extractions), merge=False)
    before = graph.casualties(by="year", level="recipient")
    assert before[["country", "acts", "killed_low", "injured_high"]].values.tolist() == [["MLI", 2, 24, 198]]
    from kg.merging import merge

    merge(graph.store)
    after = graph.casualties(by="year", level="place")
    assert after[["place", "country", "acts", "killed_low", "injured_high"]].values.tolist() == [
        ["Gao", "MLI", 1, 12, 99]
    ]
    assert after["period"][0] == "2023"
    rows = graph.query(get("losses-by-month").text)
    assert rows[["month", "country", "kind", "atLeast"]].values.tolist() == [
        ["2023-09", "Mali", "injured", 24], ["2023-09", "Mali", "killed", 12],
    ]  # fmt: skip


def test_displays_name_nobody(graph):
    shown = str(graph.explain(ATTACK.id))
    assert "gunmen [not named] read from 'Gunmen'" in shown
    assert "killed 12 read from '12'" in shown and "no date told: that of the article" in shown
    assert "Gao, Gao Region, MLI (which one is not certain)" in shown
    assert json.loads(json.dumps(graph.explain(ATTACK.id).to_dict()))["actors"][0]["id"] is None
    assert "killed 12" in event_html(ATTACK) and "says L’Essor" in event_html(ATTACK)
    assert "(not named)" in event_html(replace(ATTACK, actors=()))
    assert "gunmen" in entity_html(GUNMEN)


def test_the_network_leaves_them_out(graph):
    assert len(graph.network().edges) == 2
    from kg.exporting.plover import plover_record

    record = plover_record(ATTACK)
    assert record["source"] == [{"actor_text": "Gunmen", "identifier_text": "gunmen"}]
    assert record["casualties"]["injured"] == {"low": 24, "high": 99, "total": False}
    assert (record["date"], record["date_basis"], record["reported_by"]) == ("2023-09-13", "published", "L’Essor")
    assert plover_record(replace(ATTACK, date=None))["date_basis"] == "article"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Foreign troops withdrew from Mali on Friday.", "foreign troops"),
        ("Thousands of supporters of the junta marched in Bamako.", "thousands of supporters of the junta"),
        ("Armed bandits killed ten farmers in Gao.", "armed bandits"),
    ],
)
def test_who_is_described_stands_with_what_tells_him_from_others(text, name):
    assert [a.name for event in kg.extract([kg.Article("a", text)]) for a in event.actors] == [name]
