"""The queries that come with the package: they say what they answer, and answer the same on another engine."""

import datetime as dt
import random
from dataclasses import replace

import pandas as pd
import pyoxigraph as ox
import pytest
from making import DENIAL, EXTRACTION, KIM, PUTIN, HandMade, meeting

import kg
from kg.core.errors import QueryError
from kg.core.event import Loss, Participant, Place, Source
from kg.core.plover import Context, EventType, Status
from kg.core.records import Extraction
from kg.query.library import examples, get
from kg.rdf.face import memory_dataset
from kg.rdf.namespaces import PREFIXES, prologue

pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns of its own code
NAMES = [e.name for e in examples()]


def state(code, name):
    return Participant(code, name, "country", code, "GOV", name, 0, len(name))


NATIONS = {"RUS": "Russia", "USA": "United States", "UKR": "Ukraine", "PRK": "North Korea", "CHN": "China"}
STATES = [state(code, name) for code, name in NATIONS.items()]


def varied(n=300):
    """Events of every type, status, mode … between a few parties, over three years; the same on every run."""
    rng = random.Random(7)
    parties = [*STATES, PUTIN, KIM]
    for i in range(n):
        a, b = rng.sample(parties, 2)
        day = dt.date(2021, 1, 1) + dt.timedelta(rng.randrange(1000))
        often = (EventType.ASSAULT, EventType.CONSULT, EventType.AGREE, EventType.AID, EventType.THREATEN)
        type_ = rng.choice(often) if i % 2 else list(EventType)[i // 2 % 17]
        base = meeting(f"n{i}", day, a, b)
        (event,) = base.events
        first, second = event.actors
        changes = {
            "type": type_,
            "actors": (first,),
            "recipients": (second,),
            "status": rng.choice([Status.ASSERTED] * 4 + list(Status)),
            "contexts": tuple(rng.sample([Context.MILITARY, Context.ECONOMIC], rng.randrange(3))),
            "mode": "third-party" if type_ is EventType.CONSULT and rng.random() < 0.4 else None,
            "theme": rng.choice([None, "grain", "prisoners"]),
            "concept": rng.choice([None, "grain"]),
            "reported_by": rng.choice([None, *(Source("outlet", None, name) for name in ("Dmitry Peskov", "media"))]),
            "place": rng.choice([None, Place("Kyiv", "UKR", 50.45, 30.52), Place("the sea", None)]),
            "date": rng.choice([None, event.date, event.date]),
        }
        if i % 10 == 3:  # by who is not named, or by nobody, and with a price
            gunmen = replace(first, id=None, name="gunmen", kind="unnamed", country=None, sector=None)
            words = (event.evidence.trigger, event.evidence.trigger_start, event.evidence.trigger_end)
            costs = [Loss("killed", 2, 4, i % 20 == 3, *words), Loss("injured", 7, 7, False, *words)]
            changes |= {"actors": (gunmen,) if i % 3 else (), "casualties": tuple(costs[i % 4 // 2 :])}
        yield replace(base, events=(replace(event, **changes, id=""),))


@pytest.fixture(scope="module")
def graph():
    some = [EXTRACTION, *varied()]
    contradiction = replace(DENIAL, actors=DENIAL.actors, status=Status.ASSERTED, article="a9", id="")
    article = replace(EXTRACTION.article, id="a9")
    some.append(Extraction(article, (contradiction,)))
    return kg.build([e.article for e in some], extractor=HandMade(*some))


@pytest.fixture(scope="module")
def in_rdflib(graph):
    dataset = memory_dataset()
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
    pd.testing.assert_frame_equal(sort(ours), sort(expected), check_dtype=False, rtol=1e-9)


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
