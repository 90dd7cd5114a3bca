from __future__ import annotations

import pandas as pd
import pytest

import kg.samples
from kg import network
from kg.core.dyads import pairs
from kg.core.errors import InputError
from kg.core.event import Participant
from kg.network.ties import between_two, both_ways, news_periods, party_id, with_dyad, with_period


def rows(table):
    return list(zip(table["source"], table["type"], table["target"], strict=True))


def test_one_row_per_event_and_pair(event):
    table = network.ties([event("ASSAULT", "AAA BBB", "CCC")])
    assert rows(table) == [("AAA", "ASSAULT", "CCC"), ("BBB", "ASSAULT", "CCC")]
    assert table["score"].tolist() == [-9.0, -9.0]
    assert table["side"].tolist() == ["conflict", "conflict"]
    assert table["quad"].tolist() == [4, 4]
    assert table["day"].dtype.kind == "M"


def test_whoever_acts_for_a_state_is_that_state(event, person):
    minister = person("minister", "person", "AAA", "GOV")
    army = person("army", "organisation", "AAA", "MIL")
    table = network.ties([event("SANCTION", [minister, army], "BBB")])
    assert rows(table) == [("AAA", "SANCTION", "BBB")]
    assert rows(network.ties([event("SANCTION", [minister, army], "BBB")], level="actor")) == [
        ("minister", "SANCTION", "BBB"),
        ("army", "SANCTION", "BBB"),
    ]


def test_what_is_done_to_another_countrys_people_is_done_to_that_country_and_to_its_rebels_is_not(event, person):
    company = person("company", "company", "BBB", "BUS")
    rebels = person("rebels", "armed_group", "BBB", "REB")
    table = network.ties([event("SANCTION", "AAA", [company, rebels])])
    assert rows(table) == [("AAA", "SANCTION", "BBB"), ("AAA", "SANCTION", "rebels")]
    # To meet a company is not to meet its government.
    assert rows(network.ties([event("CONSULT", "AAA", [company])])) == []


def test_a_visit_to_the_capital_is_one_to_the_country(event, person):
    minister = [person("minister", "person", "RUS", "GOV")]

    def visit(place):
        return rows(network.ties([event("CONSULT", minister, [person(place, "place", "PRK", None)])]))

    assert visit("Pyongyang") == [("RUS", "CONSULT", "PRK")]
    assert visit("Kaesong") == []


def test_within_a_country_there_are_no_ties_between_countries(event, person):
    protesters = person("protesters", "people", "AAA", "CVL")
    assert rows(network.ties([event("PROTEST", [protesters], "AAA")])) == []
    assert len(network.ties([event("PROTEST", [protesters], "AAA")], level="actor")) == 1


def test_bodies_of_several_states_stay_themselves(event, person):
    un = person("un", "organisation", None, "IGO")
    assert rows(network.ties([event("ACCUSE", [un], "AAA")])) == [("un", "ACCUSE", "AAA")]


def test_a_mutual_act_is_one_row(event, person):
    minister = person("minister", "person", "AAA", "GOV")
    table = network.ties([event("CONSULT", [minister, *event("CONSULT", "AAA BBB").actors])])
    assert rows(table) == [("AAA", "CONSULT", "BBB")]
    assert table["mutual"].all()
    assert rows(both_ways(table)) == [("AAA", "CONSULT", "BBB"), ("BBB", "CONSULT", "AAA")]
    assert both_ways(table)["source_name"].tolist() == ["AAA", "BBB"]


def test_what_did_not_happen_is_left_out_unless_asked_for(event):
    events = [event("ASSAULT", "AAA", "BBB", status=s) for s in ("asserted", "planned", "denied", "historical")]
    assert network.ties(events)["status"].tolist() == ["asserted", "historical"]
    assert len(network.ties(events, status=None)) == 4
    assert network.ties(events, status="planned")["status"].tolist() == ["planned"]


def test_time_and_type_are_chosen_as_in_triples(event):
    events = [event("ASSAULT", "AAA", "BBB", "2020-01-31"), event("AID", "AAA", "BBB", "2020-02-01")]
    assert network.ties(events, since="2020-02")["type"].tolist() == ["AID"]
    assert network.ties(events, until="2020-01")["type"].tolist() == ["ASSAULT"]
    assert network.ties(events, types="cooperation")["type"].tolist() == ["AID"]


def test_the_day_of_publication_stands_in_for_news_but_not_for_what_is_recalled(event):
    news = event("AID", "AAA", "BBB", None, published="2020-05-01")
    recalled = event("AID", "AAA", "BBB", None, published="2020-05-01", status="historical")
    assert network.ties([news])["day"].tolist() == [pd.Timestamp("2020-05-01")]
    assert network.ties([recalled])["day"].isna().all()


def test_coarse_dates_have_no_month(event):
    table = network.ties([event("AID", "AAA", "BBB", "2020-01-01", precision="year"), event("AID", "AAA", "BBB")])
    assert len(with_period(table, "month")) == 1
    assert len(with_period(table, "year")) == 2
    with pytest.raises(InputError, match="by is one of"):
        with_period(table, "decade")


def test_periods_run_from_the_first_to_the_last_article(event):
    old = event("AID", "AAA", "BBB", "1999-01-01", published="2020-01-05", status="historical")
    table = with_period(network.ties([old, event("AID", "AAA", "BBB", "2020-03-01")]), "month")
    assert news_periods(table).astype(str).tolist() == ["2020-01", "2020-02", "2020-03"]


def test_dyads_are_named_by_the_smaller_id_first(event):
    table = with_dyad(network.ties([event("AID", "BBB", "AAA"), event("AID", "AAA", "BBB")]))
    assert table["dyad"].tolist() == ["AAA – BBB"] * 2
    directed = with_dyad(network.ties([event("AID", "BBB", "AAA")]), directed=True)
    assert directed["dyad"].tolist() == ["BBB → AAA"]


def test_parties_are_found_by_id_and_name(event):
    table = network.ties([event("AID", "USA", "RUS")])
    assert [party_id(table, n) for n in ("usa", "United States", "U.S.", "Russia")] == ["USA", "USA", "USA", "RUS"]
    with pytest.raises(InputError, match="nobody called 'Atlantis'"):
        party_id(table, "Atlantis")
    with pytest.raises(InputError, match="two names"):
        between_two(table, ["USA"])


def test_wrong_level(event):
    with pytest.raises(InputError, match="level"):
        network.ties([], level="planet")


def test_no_events_give_an_empty_table_of_the_same_types(event):
    full, empty = network.ties([event("AID", "AAA", "BBB")]), network.ties([])
    assert list(full.columns) == list(empty.columns)
    assert empty["day"].dtype == full["day"].dtype


@pytest.fixture(scope="module")
def sample():
    return kg.build(kg.samples.path())


def test_the_network_of_actors_has_an_edge_for_each_event_and_pair(sample):
    told = [(a, b, event.id) for event in sample.events() for a, b in pairs(event)]
    # What was hit stands as its country: "a hospital in Gao".
    ties = {(a.id, b.id or b.country, id_) for a, b, id_ in told if a.named and (b.named or b.country)}
    edges = sample.network(by="month").edges(data=True)
    assert {(a, b, data["event"]) for a, b, data in edges} == ties and len(edges) == len(ties) > 50


def test_no_edge_has_a_date_that_its_record_does_not_have(sample):
    dates = {event.id: event.date for event in sample.events()}
    undated = 0
    for _, _, data in sample.network().edges(data=True):
        date = dates[data["event"]]
        expected = (str(date), date.precision.value, date.basis.value) if date else ("", "", "")
        assert (data["date"], data["precision"], data["basis"]) == expected
        undated += date is None
    assert undated


def test_who_is_not_named_is_left_out_unless_asked_for(event, person):
    gunmen = Participant(None, "gunmen", "unnamed", None, "UAF", "Gunmen", 0, 6)
    events = [event("ASSAULT", [gunmen], "MLI"), event("ASSAULT", [], "MLI"), event("AID", "FRA", "MLI")]
    assert len(network.ties(events)) == len(network.ties(events, level="actor")) == 1
    for level in ("country", "actor"):
        table = network.ties(events, level=level, unnamed=True)
        assert table["source_name"].tolist() == ["gunmen", "(not named)", "FRA" if level == "actor" else "France"]
        assert table["source"].nunique() == 3 and set(table["target"]) == {"MLI"}
    assert {d["name"] for _, d in network.multigraph(network.ties(events, unnamed=True)).nodes(data=True)} >= {"gunmen"}


def test_ties_by_the_basis_of_the_date(event):
    told = event("AID", "AAA", "BBB")
    assert network.ties([told, event("AID", "AAA", "BBB", None)], basis="text")["event"].tolist() == [told.id]


def test_states_in_the_samples(sample):
    graph = sample.network(level="country", types="conflict", status="asserted", each="side")
    assert {"RUS", "UKR"} <= set(graph)
    assert all(data["side"] == "conflict" and data["score"] < 0 for _, _, data in graph.edges(data=True))
    assert "vladimir-putin" not in graph
