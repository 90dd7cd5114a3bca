"""Building a graph and holding it: incremental, exact, by time; the answers a person asks for."""

import datetime as dt
import re
import sys
import warnings
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib

sys.path.insert(0, str(Path(__file__).parent / "rdf"))
from making import (
    ARTICLE,
    DENIAL,
    EXTRACTION,
    IVORY_COAST,
    KIM,
    MALI,
    MEETING,
    PUTIN,
    TENURE,
    HandMade,
    meeting,
    participant,
)

import kg
from kg.core.dyads import pairs
from kg.core.errors import InputError, KgError, QueryError, StoreError
from kg.core.event import Participant
from kg.core.plover import EventType, Status
from kg.core.records import Extraction
from kg.query.unknown import UnknownTermWarning
from kg.rdf import namespaces as ns
from kg.rdf.prepared import prepare
from kg.rdf.runs import Run
from kg.rdf.shortcuts import shortcuts
from kg.store import writer

DAY = dt.date(2023, 9, 13)
RUSSIA = Participant("RUS", "Russia", "country", "RUS", "GOV", "Russia", 0, 6)
CHINA = Participant("CHN", "China", "country", "CHN", "GOV", "China", 0, 5)


def graph_of(*extractions, store=None, **options):
    return kg.build([e.article for e in extractions], store, extractor=HandMade(*extractions), **options)


@pytest.fixture(scope="module")
def graph():
    return graph_of(EXTRACTION)


def everything(graph):
    return {q for q in graph.store.quads() if not q.predicate.value.endswith("ingestedAt")}


# -- building --


def test_events_come_back_as_they_were(graph):
    assert list(graph.events()) == [MEETING, DENIAL]
    assert list(graph.articles()) == [ARTICLE]
    assert [r for r in graph.relations() if r.article] == [TENURE]
    assert len(graph) == 2


def test_building_twice_adds_nothing_and_reads_nothing(tmp_path):
    store = tmp_path / "g"
    first = graph_of(EXTRACTION, meeting("m", DAY, PUTIN, KIM), store=store)
    before = everything(first)
    extractor = HandMade(EXTRACTION)
    seen = []
    again = kg.build([ARTICLE], store, extractor=extractor, progress=lambda p: seen.append((p.articles, p.skipped)))
    assert everything(again) == before and extractor.calls == [] and seen[-1] == (1, 1)


def test_the_ingestion_time_can_be_fixed(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    one, two = (graph_of(EXTRACTION, store=tmp_path / name) for name in "ab")
    assert set(one.store.quads()) == set(two.store.quads())
    assert one.explain(MEETING.id).run["at"] == "2023-11-14T22:13:20Z"


def test_the_order_of_articles_does_not_matter():
    some = [meeting(f"m{i}", DAY, PUTIN, KIM) for i in range(3)]
    assert everything(graph_of(*some)) == everything(graph_of(*reversed(some)))


def test_a_changed_article_takes_the_place_of_what_it_was(tmp_path):
    store = tmp_path / "g"
    graph_of(meeting("m1", DAY, PUTIN, KIM), meeting("m2", DAY, IVORY_COAST, MALI), store=store)
    after = graph_of(meeting("m2", DAY, PUTIN, MALI), store=store)
    assert everything(after) >= everything(graph_of(meeting("m1", DAY, PUTIN, KIM), meeting("m2", DAY, PUTIN, MALI)))
    assert sorted(e.article for e in after.events()) == ["m1", "m2"]
    # The shortcut that only the old text gave is gone, the others stay.
    assert not after.ask("ASK { entity:CIV kg:meets entity:MLI }")
    assert after.ask("ASK { entity:RUS kg:meets entity:MLI . entity:RUS kg:meets entity:PRK }")


def test_a_shortcut_stays_while_another_article_gives_it(tmp_path):
    store = tmp_path / "g"
    graph_of(meeting("m1", DAY, IVORY_COAST, MALI), meeting("m2", DAY, IVORY_COAST, MALI), store=store)
    after = graph_of(meeting("m2", DAY, PUTIN, KIM), store=store)
    assert after.ask("ASK { entity:CIV kg:meets entity:MLI }")


def test_another_version_of_the_extractor_reads_again(tmp_path):
    store = tmp_path / "g"
    graph_of(EXTRACTION, store=store)
    newer = HandMade(Extraction(ARTICLE, (MEETING,)), version="2")
    assert list(kg.build([ARTICLE], store, extractor=newer).events()) == [MEETING]
    assert newer.calls == ["a1"]


def test_a_run_that_was_killed_goes_on(tmp_path, monkeypatch):
    from kg.engines import task

    monkeypatch.setattr(task, "ARTICLES", 2)
    some = [meeting(f"m{i}", DAY, PUTIN, KIM) for i in range(6)]

    class Killed(HandMade):
        def extract(self, articles):
            for extraction in super().extract(articles):
                if len(self.calls) > 3:
                    raise KeyboardInterrupt
                yield extraction

    with pytest.raises(KeyboardInterrupt):
        kg.build([e.article for e in some], tmp_path / "g", extractor=Killed(*some))
    rest = HandMade(*some)
    graph = kg.build([e.article for e in some], tmp_path / "g", extractor=rest)
    assert len(rest.calls) == 4 and everything(graph) == everything(graph_of(*some))


@pytest.mark.parametrize("step", ["settle", "settled"])
def test_a_run_killed_when_all_was_written_is_brought_to_its_end_by_the_next(tmp_path, monkeypatch, step):
    # "a1" comes first and knows nothing of the country that "a2" knows: the end of the run brings them together.
    bare, known = (replace(MALI, id="jirga", name="Jirga", kind="organisation", country=c) for c in (None, "AFG"))
    some = [meeting("a1", DAY, PUTIN, bare), meeting("a2", DAY, PUTIN, known)]
    whole = everything(graph_of(*some))

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(writer if step == "settle" else writer.GraphWriter, step, killed)
        with pytest.raises(KeyboardInterrupt):
            graph_of(*some, store=tmp_path / "g")
    again = HandMade(*some)
    assert everything(kg.build([e.article for e in some], tmp_path / "g", extractor=again)) == whole
    assert again.calls == []


@pytest.fixture
def writing(tmp_path):
    with kg.store.OxigraphStore(tmp_path / "g", writable=True) as store:
        yield store, writer.GraphWriter(store, Run("hand-made/1", "hand-made/1"))


def written(store):
    return {a for (a,) in store.select("SELECT ?a { ?a a kg:Article }")}


def test_articles_are_written_together(writing, monkeypatch):
    store, it = writing
    some = [prepare(meeting(f"m{i}", DAY, PUTIN, KIM), it.run) for i in range(6)]
    quads = some[0].own.count(b"\n") + some[0].shared.count(b"\n")
    monkeypatch.setattr(writer, "_FEWEST", 3 * quads)
    sizes = []
    for one in some:
        it.write([one])
        sizes.append(len(written(store)))
    assert sizes == [0, 0, 0, 3, 3, 3]
    it.finish()
    assert len(written(store)) == 6


def test_an_article_that_waits_is_known(writing):
    _, it = writing
    one, other = (meeting("m1", day, PUTIN, KIM) for day in (DAY, DAY + dt.timedelta(1)))
    it.write([prepare(one, it.run)])
    assert it.is_current(one.article)
    changed = replace(other.article, text=other.article.text + " More.")
    assert changed.content_hash != one.article.content_hash and not it.is_current(changed)


def test_the_last_of_two_tellings_of_an_article_stays(writing):
    store, it = writing
    first = meeting("m1", DAY, PUTIN, KIM)
    second = meeting("m1", DAY, PUTIN, MALI)
    it.write([prepare(first, it.run), prepare(second, it.run)])
    it.finish()
    assert [e.recipients for e in kg.KnowledgeGraph(store).events()] == [second.events[0].recipients]


def test_an_article_waits_no_longer_than_it_may(writing, monkeypatch):
    store, it = writing
    monkeypatch.setattr(writer, "_PATIENCE", 0.0)
    it.write([prepare(meeting("m1", DAY, PUTIN, KIM), it.run)])
    assert len(written(store)) == 1


def test_a_step_that_fails_is_not_tried_again_at_the_end(writing, monkeypatch):
    store, it = writing
    it.write([prepare(meeting("m1", DAY, PUTIN, KIM), it.run)])
    with monkeypatch.context() as patched:
        patched.setattr(type(store), "load", lambda *_, **__: (_ for _ in ()).throw(StoreError("the disk is full")))
        with pytest.raises(StoreError):
            it.flush()
    it.finish()
    assert not written(store)


def test_a_fault_of_putting_in_order_meanwhile_is_told(tmp_path, monkeypatch):
    def full(_):
        raise StoreError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(kg.store.OxigraphStore, "finish", full)
        with pytest.raises(StoreError, match="disk is full"):
            graph_of(EXTRACTION, store=tmp_path / "g")
    again = HandMade(EXTRACTION)
    assert everything(kg.build([ARTICLE], tmp_path / "g", extractor=again)) == everything(graph_of(EXTRACTION))
    assert again.calls == []


def test_a_run_that_is_stopped_does_not_wait_for_order(tmp_path, monkeypatch):
    from kg.engines import task

    class Stopped(HandMade):
        def extract(self, articles):
            for extraction in super().extract(articles):
                if len(self.calls) > 1:
                    raise KeyboardInterrupt
                yield extraction

    some = [meeting(f"m{i}", DAY, PUTIN, KIM) for i in range(2)]
    ordered = []
    monkeypatch.setattr(task, "ARTICLES", 1)
    monkeypatch.setattr(kg.store.OxigraphStore, "finish", lambda store: ordered.append(store.name))
    with pytest.raises(KeyboardInterrupt):
        kg.build([e.article for e in some], tmp_path / "g", extractor=Stopped(*some))
    assert not ordered and len(kg.open(tmp_path / "g")) == 1


def test_what_was_half_written_is_written_again(tmp_path):
    with kg.store.OxigraphStore(tmp_path / "g", writable=True) as store:
        stray = ox.Quad(ns.event_iri("stray"), ns.kg("theme"), ox.Literal("half"), ns.article_iri("a1"))
        store.add([stray])
    graph = graph_of(EXTRACTION, store=tmp_path / "g")
    assert everything(graph) == everything(graph_of(EXTRACTION))


def test_an_article_on_which_the_extractor_fails_is_reported_and_the_rest_read():
    some = [meeting(f"m{i}", DAY, PUTIN, KIM) for i in range(5)]
    errors = []

    class Fragile(HandMade):
        def extract(self, articles):
            for batch in [list(articles)]:
                if any(a.id == "m2" for a in batch):
                    raise RuntimeError("cannot parse")
                yield from super().extract(batch)

    graph = kg.build([e.article for e in some], extractor=Fragile(*some), on_error=errors.append)
    assert sorted(e.article for e in graph.events(merged=False)) == ["m0", "m1", "m3", "m4"]
    assert "m2" in str(errors[0]) and "cannot parse" in str(errors[0])


def test_extract_gives_events_without_a_graph():
    assert list(kg.extract([ARTICLE], extractor=HandMade(EXTRACTION))) == [MEETING, DENIAL]


def test_a_store_in_use_can_be_read_by_many_while_nobody_writes(tmp_path):
    graph = graph_of(EXTRACTION, store=tmp_path / "g")
    assert len(kg.open(tmp_path / "g")) == len(graph) == 2


# -- the table --


def test_triples(graph):
    table = graph.triples()
    assert table.columns.tolist() == [
        "source", "relation", "target", "detail", "status", "date", "precision", "basis", "start", "end", "reported_by",
        "theme",
        "casualties", "confidence", "article", "outlet",
        "url", "published", "sentence", "event", "type", "mode", "source_id", "target_id", "target_kind",
        "reports", "first_report", "last_report", "denied_by", "tolls",
    ]  # fmt: skip
    first, second = table.to_dict("records")
    assert (first["source"], first["relation"], first["target"]) == ("Kim Jong Un", "visits", "Vladimir Putin")
    assert first["date"] == DAY.isoformat() and (first["precision"], first["basis"]) == ("day", "text")
    assert first["start"] == first["end"] == pd.Timestamp(DAY) and first["sentence"] == MEETING.evidence.sentence
    assert (second["status"], second["reported_by"]) == ("denied", "Dmitry Peskov")
    assert pd.isna(second["date"]) and pd.isna(second["start"]) and second["published"] == pd.Timestamp(DAY)


def test_the_theme_is_the_target_where_there_is_no_recipient():
    warning = replace(
        MEETING, type=EventType.THREATEN, mode=None, recipients=(), theme="sanctions", concept=None, id=""
    )
    table = graph_of(Extraction(ARTICLE, (warning,))).triples()
    assert table[["source", "relation", "target"]].values.tolist() == [["Kim Jong Un", "warns", "sanctions"]]


def test_parties_of_a_mutual_act_make_each_pair_once():
    text = "Russia, China and Mali met."
    three = tuple(
        participant(n, i, n, "country", i, "GOV", text)
        for n, i in (("Russia", "RUS"), ("China", "CHN"), ("Mali", "MLI"))
    )
    event = replace(MEETING, actors=three, recipients=())
    assert [(a.name, b.name) for a, b in pairs(event)] == [("Russia", "China"), ("Russia", "Mali"), ("China", "Mali")]
    bombing = replace(event, type=EventType.ASSAULT, verb="bomb")
    assert list(pairs(bombing)) == []
    assert len(list(pairs(replace(bombing, verb="clash")))) == 3


def test_signing_is_mutual_and_the_lexicon_knows_the_word_better_than_the_parser():
    signing = kg.build({"id": "a", "text": "Iran and Iraq signed a security agreement.", "date": "2023-03-19"})
    assert signing.triples()[["source", "relation", "target"]].values.tolist() == [
        ["Iran", "signs an agreement with", "Iraq"]
    ]
    assert signing.ask("ASK { entity:IRN kg:supports entity:IRQ . entity:IRQ kg:supports entity:IRN }")
    clash = replace(MEETING, type=EventType.ASSAULT, verb="clashe", actors=(KIM, PUTIN), recipients=())
    assert list(pairs(clash)) == []
    assert len(list(pairs(replace(clash, rule="noun: assault/noun:clash+between:*")))) == 1


def test_nobody_is_paired_with_himself_or_twice():
    event = replace(MEETING, actors=(KIM, replace(KIM, text="he", start=5, end=7)), recipients=(PUTIN, KIM))
    assert [(a.id, b.id) for a, b in pairs(event)] == [("kim-jong-un", "vladimir-putin")]


@pytest.mark.parametrize(
    ("filters", "events"),
    [
        ({"status": "denied"}, [DENIAL]),
        ({"status": ["asserted", "possible"]}, [MEETING]),
        ({"since": "2023-09-13"}, [MEETING, DENIAL]),
        ({"since": "2023-09-14"}, []),
        ({"until": "2023"}, [MEETING, DENIAL]),
        ({"until": "2023-08"}, []),
        ({"types": "meets"}, [MEETING]),
        ({"types": "ASSAULT"}, [DENIAL]),
        ({"types": "conflict"}, [DENIAL]),
        ({"types": ["cooperation", "attacks"]}, [MEETING, DENIAL]),
        ({"entity": "Vladimir Putin"}, [MEETING]),
        ({"entity": "russia"}, [MEETING]),
        ({"entity": "MLI"}, [DENIAL]),
        ({"entity": ["Mali", "kim-jong-un"]}, [MEETING, DENIAL]),
        ({"between": ("Kim Jong Un", "Russia")}, [MEETING]),
        ({"between": ("Russia", "Vladimir Putin")}, []),
        ({"country": "Mali"}, [DENIAL]),
        ({"article": "a1"}, [MEETING, DENIAL]),
        ({"reported_by": "dmitry peskov"}, [DENIAL]),
        ({"text": "RECEIVED"}, [MEETING]),
        ({"confidence": 0.99}, [DENIAL]),
        ({"mode": "visits"}, [MEETING]),
        ({"mode": "CONSULT/visit"}, [MEETING]),
        ({"context": "Diplomatic"}, [MEETING]),
        ({"context": ["political institutions", "military"]}, [MEETING]),
        ({"context": "cyber"}, []),
    ],
)
def test_filters(graph, filters, events):
    assert list(graph.events(**filters)) == events


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"status": "sure"}, "no status 'sure'; there are asserted"),
        ({"since": "yesterday"}, "is not a date"),
        ({"types": "HUG"}, "no event type 'HUG'; there are AGREE"),
        ({"types": "visits"}, "no event type 'visits'; that is a mode"),
        ({"mode": "hug"}, "no mode 'hug'; there are abduct"),
        ({"context": "sports"}, "no context 'sports'; there are "),
        ({"entity": "Nobody Whatsoever"}, "nobody is called 'Nobody Whatsoever'$"),
        ({"entity": "Rusia"}, r"nobody is called 'Rusia'; did you mean Russia \(RUS\)\?"),
        ({"entity": "Vladmir Puttin"}, r"did you mean Vladimir Putin \(vladimir-putin\)\?"),
        ({"entity": '"} DROP ALL #'}, "nobody is called"),
        ({"between": ("Russia", "Rusia")}, "nobody is called 'Rusia'"),
        ({"between": "Russia"}, "between needs two names"),
        ({"country": "NATO"}, "'NATO' is no country"),
        ({"article": "a2"}, "no article 'a2'"),
        ({"reported_by": "Dmitri Pescov"}, "no source is called 'Dmitri Pescov'; did you mean Dmitry Peskov"),
        ({"confidence": 50}, "confidence is a number from 0 to 1"),
    ],
)
def test_filters_that_mean_nothing(graph, filters, told):
    with pytest.raises(InputError, match=told):
        graph.triples(**filters)


def test_levels(graph):
    people, states = graph.triples(text="received"), graph.triples(text="received", level="country")
    names = ["source", "relation", "target", "source_id", "target_kind"]
    assert people[names].values.tolist() == [["Kim Jong Un", "visits", "Vladimir Putin", "kim-jong-un", "person"]]
    assert states[names].values.tolist() == [["North Korea", "visits", "Russia", "PRK", "country"]]
    assert graph.triples(level="country").attrs["left_out"] == 0
    with pytest.raises(InputError, match='level is "actor" or "country"'):
        graph.triples(level="city")


# -- SPARQL --


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?x { entity:Russia kg:meets ?x }", "nobody has the id of entity:Russia; Russia is entity:RUS"),
        ("SELECT ?x { ?x kg:cooperateWith ?y }", "has kg:cooperateWith; did you mean kg:cooperatesWith"),
        ("SELECT ?x { ?x sem:hasActors ?y }", "has sem:hasActors; did you mean sem:hasActor"),
        ("ASK { ?x a <https://w3id.org/geopolitical-kg/ontology#Evnt> }", "did you mean kg:Event"),
    ],
)
def test_a_term_that_nothing_has_is_told(graph, query, told):
    with pytest.warns(UnknownTermWarning, match=re.escape(told)):
        assert not (graph.ask(query) if query.startswith("ASK") else len(graph.query(query)))


def test_terms_that_mean_something_are_not_told(graph):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UnknownTermWarning)
        graph.query("SELECT ?x { ?x kg:meets entity:SVN ; rdfs:label 'kg:nothing' } # kg:nothing")
        graph.query("PREFIX kg: <http://other.org/> SELECT ?x { ?x kg:nothing _:kg }")


def test_with_whom_russia_deals(graph):
    """Putin received Kim: so Russia met North Korea, and one line says so."""
    rows = graph.query("SELECT ?name { entity:RUS kg:meets ?who . ?who skos:prefLabel ?name }")
    assert rows["name"].tolist() == ["North Korea"]


def test_columns_are_typed(graph):
    table = graph.query(
        """SELECT ?event ?confidence ?day ?start ?at ?yes ?theme {
             ?event a kg:Event ; kg:confidence ?confidence ; kg:evidence/oa:start ?start ;
               kg:article/kg:ingestedAt ?at .
             OPTIONAL { ?event kg:day ?day } OPTIONAL { ?event kg:theme ?theme }
             BIND(BOUND(?theme) AS ?yes) } ORDER BY ?start"""
    )
    assert table.dtypes.astype(str).to_dict() == {
        "event": "object", "confidence": "float64", "day": "datetime64[s]", "start": "Int64",
        "at": table["at"].dtype.name, "yes": "boolean", "theme": "object",
    }  # fmt: skip
    assert table["at"].dtype.name.startswith("datetime64") and "UTC" in table["at"].dtype.name
    assert table["start"].tolist() == [0, 78] and table["theme"].tolist()[1] is None
    assert graph.query("SELECT ?x { ?x a kg:Nothing }").columns.tolist() == ["x"]


def test_other_forms_of_query(graph):
    assert graph.ask("ASK { ?e kg:status kg:Denied }") and not graph.ask("ASK { ?e kg:status kg:Planned }")
    triples = graph.construct("CONSTRUCT { ?a kg:meets ?b } WHERE { ?a kg:meets ?b }")
    assert isinstance(triples, rdflib.Graph)
    assert (
        rdflib.URIRef(ns.ENTITY + "RUS"),
        rdflib.URIRef(ns.KG + "meets"),
        rdflib.URIRef(ns.ENTITY + "PRK"),
    ) in triples
    for wrong in (graph.query, graph.construct):
        with pytest.raises(QueryError):
            wrong("ASK {}")
    with pytest.raises(QueryError):
        graph.ask("SELECT * { ?s ?p ?o }")


def test_values_are_bound_not_pasted(graph):
    found = graph.query("SELECT ?e ?theme { ?e kg:theme ?theme }", bindings={"theme": "space cooperation"})
    assert len(found) == 1
    assert graph.query("SELECT ?e { ?e kg:theme ?t }", bindings={"t": '" } DROP ALL #'}).empty
    by_day = graph.query("SELECT ?e { ?e kg:day ?d }", bindings={"d": DAY})
    by_term = graph.query("SELECT ?e { ?e kg:actor ?a }", bindings={"?a": rdflib.URIRef(ns.ENTITY + "kim-jong-un")})
    assert len(by_day) == len(by_term) == 1
    with pytest.raises(QueryError):
        graph.query("SELECT ?e { ?e kg:day ?d }", bindings={"d": object()})


def test_no_row_is_doubled_by_many_articles():
    some = [meeting(f"m{i}", DAY, PUTIN, KIM) for i in range(4)]
    graph = graph_of(*some)
    assert len(graph.query("SELECT ?b { entity:RUS kg:meets ?b }")) == 1
    assert len(graph.query("SELECT ?n { entity:vladimir-putin skos:prefLabel ?n }")) == 1
    triples = [(q.subject, q.predicate, q.object) for q in graph.store.quads()]
    assert len(triples) == len(set(triples))


def test_from_any_event_one_query_leads_to_the_sentence(graph):
    rows = graph.query(
        """SELECT ?id ?start ?end ?sentence ?text { ?event a kg:Event ; kg:article ?a ; kg:evidence ?s .
             ?s oa:start ?start ; oa:exact ?sentence . BIND(?start + STRLEN(?sentence) AS ?end)
             ?a dcterms:identifier ?id ; schema:articleBody ?text }"""
    )
    assert len(rows) == 2
    for row in rows.itertuples():
        assert row.text[row.start : row.end] == row.sentence


# -- shortcuts --


def named(event):
    return {tuple(t.value.removeprefix(ns.ENTITY).removeprefix(ns.KG) for t in triple) for triple in shortcuts(event)}


def test_shortcuts_of_people_hold_between_their_states():
    assert named(MEETING) == {
        ("kim-jong-un", "meets", "vladimir-putin"), ("vladimir-putin", "meets", "kim-jong-un"),
        ("PRK", "meets", "RUS"), ("RUS", "meets", "PRK"),
    }  # fmt: skip


@pytest.mark.parametrize("status", [Status.PLANNED, Status.HYPOTHETICAL, Status.DENIED])
def test_what_is_not_said_to_have_happened_has_no_shortcut(status):
    assert named(replace(MEETING, status=status)) == set()


def test_rebels_and_protesters_are_not_their_state():
    rebels = replace(PUTIN, id="mmr/rebels", kind="armed_group", country="MMR", sector="REB")
    attack = replace(MEETING, type=EventType.ASSAULT, actors=(RUSSIA,), recipients=(rebels,))
    assert named(attack) == {("RUS", "attacks", "mmr/rebels")}
    back = replace(attack, actors=(rebels,), recipients=(RUSSIA,))
    assert all(s != "MMR" for s, _, _ in named(back))
    people = replace(PUTIN, id="ukr/civilians", kind="people", country="UKR", sector="CVL")
    assert ("RUS", "attacks", "UKR") in named(replace(attack, recipients=(people,)))


# -- time, explanation, pictures --


def test_as_of_is_what_had_been_published():
    early = meeting("early", dt.date(2020, 1, 1), RUSSIA, CHINA)
    # Told in 2022 of a meeting in 2019: publication counts, not the event.
    late = meeting("late", dt.date(2022, 1, 1), PUTIN, KIM, date=None)
    undated = meeting("undated", None, IVORY_COAST, MALI)
    graph = graph_of(early, late, undated)
    then = graph.as_of("2021")
    assert [e.article for e in then.events()] == ["early"]
    assert then.ask("ASK { entity:RUS kg:meets entity:CHN }") and not then.ask("ASK { entity:RUS kg:meets entity:PRK }")
    assert [e.article for e in graph.as_of(dt.date(2022, 1, 1)).events()] == ["early", "late"]
    assert len(graph.as_of("2100")) == 3  # the undated one counts from the day it was taken in
    assert len(graph) == 3


def test_explain(graph):
    explanation = graph.explain(MEETING.id[:6])
    text = str(explanation)
    for part in ("Kim Jong Un — visits — Vladimir Putin", "consult.receive", "read from 'Vladimir Putin' at 0", "a1"):
        assert part in text
    assert explanation.to_dict()["run"]["extractor"] == "rules/1"
    assert graph.explain(ns.EVENT + MEETING.id).event == graph.event(MEETING.id) == MEETING
    for start, end, _ in explanation.marks:
        assert ARTICLE.text[start:end]
    with pytest.raises(KgError, match="no event"):
        graph.explain("ffffffffffffffff")
    with pytest.raises(KgError, match="no event"):
        graph.explain("")


def test_nothing_from_articles_becomes_markup():
    evil = "<svg onload=alert(1)>"
    text = f"{evil} met Mali."
    actor = Participant("evil", evil, "person", None, None, evil, 0, len(evil))
    base = meeting("e", DAY, actor, MALI)
    article = replace(base.article, title=f"<script>{evil}</script>")
    event = replace(base.events[0], theme=evil, rule=evil)
    graph = graph_of(Extraction(article, (event,)))
    assert text.startswith("<svg")
    for html in (graph._repr_html_(), graph.explain(event.id)._repr_html_()):
        assert "<svg" not in html and "<script" not in html and "&lt;svg" in html


def test_network(graph):
    network = graph.network(by="month")
    assert network.nodes["kim-jong-un"]["country"] == "PRK"
    data = network.edges["kim-jong-un", "vladimir-putin", MEETING.id]
    assert data["relation"] == "visits" and data["period"] == "2023-09"


def test_summary_and_entities(graph):
    assert graph.summary() | {"triples": 0} == {
        "articles": 1, "events": 2, "reports": 2, "entities": 4, "triples": 0, "since": "2023-09-13",
        "until": "2023-09-13",
    }  # fmt: skip
    assert "2 events from 1 articles" in repr(graph)
    table = graph.entities()
    assert table.columns.tolist() == ["id", "name", "kind", "country", "events"]
    assert set(table["id"]) == {"vladimir-putin", "kim-jong-un", "CIV", "MLI"}


def test_an_empty_graph():
    graph = kg.KnowledgeGraph(None)
    assert len(graph) == 0 and graph.triples().empty and list(graph.events()) == []
    assert "0 events" in graph._repr_html_() and graph.summary()["since"] is None


def test_importing_the_package_is_quick():
    import subprocess

    code = "import sys, kg; sys.exit(any(m in sys.modules for m in ('spacy', 'rdflib', 'pandas', 'pyoxigraph')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert {"build", "open", "extract", "KnowledgeGraph", "Event"} <= set(dir(kg))
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    with pytest.raises(AttributeError):
        _ = kg.nothing
