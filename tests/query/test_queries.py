"""The queries that come with the package: they say what they answer, and answer the same on another engine."""

import math
import re
from dataclasses import replace

import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib
from busy import extractions
from making import DENIAL, EXTRACTION, HandMade
from rdflib.plugins.sparql.operators import register_custom_function

import kg
from kg.core.errors import QueryError
from kg.core.plover import Status
from kg.core.records import Extraction
from kg.query.library import examples, get
from kg.rdf.face import bind_prefixes
from kg.rdf.namespaces import PREFIXES, prologue

pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns of its own code
NAMES = [e.name for e in examples()]


@pytest.fixture(scope="module")
def graph():
    some = [EXTRACTION, *extractions()]
    contradiction = replace(DENIAL, actors=DENIAL.actors, status=Status.ASSERTED, article="a9", id="")
    article = replace(EXTRACTION.article, id="a9")
    some.append(Extraction(article, (contradiction,)))
    again = replace(EXTRACTION.article, id="a8")
    some.append(Extraction(again, tuple(replace(e, article="a8", id="") for e in EXTRACTION.events)))
    built = kg.build([e.article for e in some], extractor=HandMade(*some))
    built.merge()
    return built


def distance(one, other, unit):
    """The metres between two points, on a sphere: what GeoSPARQL's function says that rdflib has not."""
    (x1, y1), (x2, y2) = (map(math.radians, map(float, re.findall(r"[-.0-9]+", str(p)))) for p in (one, other))
    h = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return rdflib.Literal(2 * 6371008.8 * math.asin(math.sqrt(h)))


@pytest.fixture(scope="module")
def in_rdflib(graph):
    register_custom_function(rdflib.URIRef(PREFIXES["geof"] + "distance"), distance, override=True)
    dataset = rdflib.Dataset(default_union=True)
    bind_prefixes(dataset)
    dataset.parse(data=ox.serialize(graph.store.quads(), format=ox.RdfFormat.N_QUADS), format="nquads")
    return dataset


def test_there_are_enough():
    assert len(NAMES) >= 15


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_answers(name):
    example = get(name)
    assert example.title and not example.title.endswith(".") and len(example.answers) > 30
    for parameter in example.parameters:
        assert f"?{parameter}" in example.answers, f"?{parameter} is not in the comment"
    assert "ORDER BY" in example.text, "rows in no order differ from run to run"


@pytest.mark.parametrize("name", NAMES)
def test_it_answers_on_this_graph(graph, name):
    assert len(graph.query(get(name).text)) > 0, "the graph of these tests should have rows for every query"


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_rows(graph, in_rdflib, name):
    text = get(name).text
    ours = graph.query(text)
    rows = in_rdflib.query(text, initNs=PREFIXES)
    theirs = ox.parse_query_results(rows.serialize(format="json"), ox.QueryResultsFormat.JSON)
    from kg.query.tables import results_frame

    expected = results_frame(theirs)
    pd.testing.assert_frame_equal(sort(ours), sort(expected), check_dtype=False, rtol=1e-6)


def sort(frame):
    # Engines may order text by different collations; the rows are what must agree.
    frame = frame.astype(object).where(frame.notna(), None)
    return frame.iloc[sorted(range(len(frame)), key=lambda i: [str(v) for v in frame.iloc[i]])].reset_index(drop=True)


def test_parameters(graph):
    example = get("timeline")
    assert example.parameters == {"one": "entity:USA", "other": "entity:PRK"}
    for values in (
        {"one": "rus", "other": "UKR"},
        {"one": "entity:RUS", "other": ox.NamedNode(PREFIXES["entity"] + "UKR")},
    ):
        rows = graph.query(example.with_values(values))
        assert len(rows) and set(rows["who"]) <= {"Russia", "Ukraine", "Vladimir Putin"}
    assert graph.query(example.with_values({"one": "x> } } #"})).empty
    with pytest.raises(QueryError, match="no parameter 'who'; it has one, other"):
        example.with_values({"who": "RUS"})
    with pytest.raises(QueryError, match="no example query"):
        get("nothing")


def test_the_sentence_is_in_the_answer(graph):
    """Which countries did Russia cooperate with, and which sentence says so."""
    rows = graph.query(get("cooperation-with-sentence").text)
    texts = {a.id: a.text for a in graph.articles()}
    assert all(row.sentence in texts[row.article] for row in rows.itertuples())
    assert "Russia" not in set(rows["partner"])


def test_prologue_is_one_line():
    assert "\n" not in prologue() and "PREFIX kg: <" in prologue()


def test_a_parameter_is_a_day_or_words_where_the_query_has_such(graph):
    assert len(graph.query(get("members-at-a-date").with_values({"on": "1949-01-01"}))) == 0
    with pytest.raises(QueryError, match="'yesterday' is not a day"):
        get("members-at-a-date").with_values({"on": "yesterday"})
    hostile = get("near-a-place").with_values({"name": 'Kyiv" } DROP ALL #'})
    assert graph.query(hostile).empty
