"""The graph of the articles that come with the package, read by the rules: provenance, conformance, queries."""

from pathlib import Path

import pytest

import kg
from kg.query.library import examples, get
from kg.rdf import namespaces as ns
from kg.rdf.validation import validate

SAMPLES = Path(kg.__file__).parent / "samples" / "articles"
# Characters outside ASCII and outside the basic plane, before and within what is read.
ABROAD = {
    "id": "abroad",
    "date": "2023-05-10",
    "text": "🇨🇮 🇲🇱 Malgré tout: Côte d’Ivoire’s president Alassane Ouattara met Mali’s leader Assimi Goïta in Abidjan. "
    "“Nous sommes prêts”, he said – Türkiye’s foreign minister Mevlüt Çavuşoğlu then visited São Tomé and Príncipe.",
}

EVIDENCE = """
SELECT ?event ?article ?what ?start ?end ?words ?text {
  ?event a kg:Event ; kg:article ?a ; ?what ?passage .
  FILTER(?what IN (kg:evidence, kg:trigger, kg:actorMention, kg:recipientMention))
  ?passage oa:start ?start ; oa:exact ?words .
  BIND(?start + STRLEN(?words) AS ?end)
  ?a dcterms:identifier ?article ; schema:articleBody ?text .
}
"""


ARTICLES = "SELECT ?a { ?a a kg:Article }"
SPEAKS = "ASK { ?statement kg:article ?a }"
# What the knowledge base says of whom articles mention, and whom that leads to.
KNOWN = "SELECT DISTINCT ?x { GRAPH graph:background { { ?x ?p ?o } UNION { ?s ?p ?x } } }"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    if not SAMPLES.is_dir():
        pytest.skip("the package has no samples")
    faults = []
    graph = kg.build([SAMPLES, ABROAD], tmp_path_factory.mktemp("samples") / "g", on_error=faults.append)
    assert faults == []
    return graph


def test_from_every_event_one_query_leads_to_article_offsets_and_sentence(graph):
    rows = graph.query(EVIDENCE)
    assert rows["event"].nunique() == len(list(graph.events(merged=False))) > 20
    assert set(rows["what"].str.rpartition("#")[2]) == {"evidence", "trigger", "actorMention", "recipientMention"}
    for row in rows.itertuples():
        assert row.text[row.start : row.end] == row.words
    abroad = rows[rows["article"] == "abroad"]
    assert len(abroad) >= 4 and any(not words.isascii() for words in abroad["words"])


def test_from_every_shortcut_one_query_leads_to_its_sentences(graph):
    shortcuts = graph.query(
        "SELECT ?s ?p ?o { ?p rdfs:subPropertyOf kg:interactsWith . ?s ?p ?o . ?s a ?any . ?o a ?other }"
    )
    assert len(shortcuts) > 10
    behind = """
        SELECT ?s ?p ?o ?article ?start ?sentence {
          ?p rdfs:subPropertyOf kg:interactsWith . ?s ?p ?o . ?type kg:shortcut ?p .
          ?event kg:eventType ?type ; kg:actor|kg:recipient|kg:actorCountry|kg:recipientCountry ?s, ?o ;
            kg:article/dcterms:identifier ?article ; kg:evidence ?passage .
          ?passage oa:start ?start ; oa:exact ?sentence .
        }"""
    found = set(graph.query(behind)[["s", "p", "o"]].itertuples(index=False, name=None))
    assert found >= set(shortcuts[["s", "p", "o"]].itertuples(index=False, name=None))


def test_from_every_node_one_query_leads_to_its_sentences(graph):
    """Whatever a triple is about: the query `provenance` gives article, offsets and sentence."""
    texts = {article.id: article.text for article in graph.articles()}
    query, own = get("provenance"), (ns.ENTITIES_GRAPH, *(row["a"] for row in graph.store.select(ARTICLES)))
    nodes = {q.subject for name in own for q in graph.store.quads(name)}
    # What the knowledge base says of whom articles mention has no sentence, and is marked by having no article.
    known = {row["x"] for row in graph.store.select(KNOWN)}
    silent = {row["a"] for row in graph.store.select(ARTICLES) if not graph.ask(SPEAKS, {"a": row["a"]})}
    found = 0
    for node in sorted(nodes - silent, key=str):
        rows = graph.query(query.with_values({"node": node}))
        assert len(rows) or node in known, node
        assert all(texts[row.article][row.start : row.end] == row.sentence for row in rows.itertuples())
        found += bool(len(rows))
    assert found > 900


def test_the_graph_conforms(graph):
    assert list(validate(graph.store)) == []


def test_events_are_those_that_extract_gives(graph):
    extracted = {e.id: e for e in kg.extract([SAMPLES, ABROAD])}
    assert {e.id: e for e in graph.events(merged=False)} == extracted


def test_every_query_answers(graph):
    for example in examples():
        graph.query(example.text)


@pytest.mark.parametrize(("side", "end"), [("domain", "?s"), ("range", "?o")])
def test_domains_and_ranges_hold(graph, side, end):
    """Whatever a property of ours leads from and to is of the class that the ontology says, not only inferred to be."""
    asked = f"""SELECT ?p ?s ?o {{
        ?p rdfs:{side} ?class . FILTER(STRSTARTS(STR(?class), STR(kg:)))
        ?s ?p ?o . {end} a ?type .
        FILTER NOT EXISTS {{ ?type rdfs:subClassOf* ?class }} }}"""
    assert graph.query(asked).empty
    counted = f"SELECT (COUNT(*) AS ?n) {{ ?p rdfs:{side} ?class . ?s ?p ?o . {end} a ?type }}"
    assert graph.query(counted)["n"][0] > 1000


def test_nobody_is_in_office_twice_over(graph):
    """A person has one node for each term in an office, dated or not, however many articles tell of it."""
    asked = """SELECT ?who ?what ?office ?since (COUNT(?tenure) AS ?n) {
        ?tenure a kg:Tenure ; org:member ?who ; org:organization ?what ; kg:office ?office .
        OPTIONAL { ?tenure kg:since ?since } } GROUP BY ?who ?what ?office ?since"""
    rows = graph.query(asked)
    assert len(rows) > 20 and (rows["n"] == 1).all()
    assert not rows["office"].str.contains("candidate|-elect|journalist").any()
