"""Event -> quads -> Event gives the same event, whatever is in it."""

import datetime as dt
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ALL, ARTICLE, ATTACK, DENIAL, GUNMEN, KIM, MEETING, PESKOV, PUTIN, TENURE

from kg.core.event import LOSSES, Event, Evidence, Loss, Participant, Period, Place, Source
from kg.core.plover import Basis, Context, EventType, Precision, Status
from kg.core.records import Article, Entity, Extraction, Relation
from kg.rdf import namespaces as ns
from kg.rdf.background import background
from kg.rdf.columns import event_key, read_events
from kg.rdf.mapping import map_extraction
from kg.rdf.reading import read_extractions, read_known_relations
from kg.rdf.runs import Run
from kg.rdf.shared import Shared
from kg.rdf.terms import END, GENERATED_BY, PREF_LABEL, RELATION_PROPERTY, plain_number
from kg.store import OxigraphStore

RUN = Run("rules/1", "test")


def there_and_back(extraction: Extraction) -> Extraction:
    mapped = map_extraction(extraction, RUN.extractor)
    # Through the text of N-Quads, as on disk or over the net.
    data = ox.serialize([*mapped.quads, *mapped.shared, *RUN.quads()], format=ox.RdfFormat.N_QUADS)
    store = OxigraphStore()
    store.load(data)
    (back,) = read_extractions(store, [mapped.article], Shared.read(store))
    # All events are read otherwise than some, to the same end.
    assert tuple(read_events(store)) == back.events
    return back


def test_an_extraction_comes_back_as_it_was():
    assert there_and_back(ALL) == ALL


def test_order_of_participants_and_contexts_is_kept():
    event = replace(MEETING, actors=(KIM, PUTIN), recipients=(), contexts=(Context.DIPLOMATIC, Context.MILITARY))
    assert event.actors[0].start > event.actors[1].start
    (back,) = there_and_back(Extraction(ARTICLE, (event,))).events
    assert back == event


def test_one_entity_in_two_guises_in_one_article():
    other = replace(PUTIN, name="Putin", sector=None, country=None, kind="organisation")
    events = (MEETING, replace(MEETING, recipients=(other,), theme="rockets", id=""))
    assert set(there_and_back(Extraction(ARTICLE, events)).events) == set(events)


def test_two_entities_behind_the_same_words():
    both = (replace(PUTIN, id="RUS", name="Russia", kind="country"), replace(PUTIN, id="PRK", name="North Korea"))
    event = replace(MEETING, actors=both, recipients=(), id="")
    assert set(there_and_back(Extraction(ARTICLE, (event,))).events[0].actors) == set(both)


def test_published_source_and_url_are_the_articles():
    strayed = replace(MEETING, published=None, source="elsewhere", url=None)
    (back,) = there_and_back(Extraction(ARTICLE, (strayed,))).events
    assert (back.published, back.source, back.url) == (ARTICLE.date, ARTICLE.source, ARTICLE.url)


def test_no_triple_of_an_article_is_in_the_shared_graph():
    mapped = map_extraction(ALL, RUN.extractor)
    own = {(q.subject, q.predicate, q.object) for q in mapped.quads}
    shared = {(q.subject, q.predicate, q.object) for q in mapped.shared}
    assert len(own) == len(mapped.quads) and len(shared) == len(mapped.shared) and not own & shared


#: What only a knowledge base of the user's says.
MINE = replace(TENURE, role="keeper of the lighthouse", article=None, evidence=None)


def test_what_a_knowledge_base_of_ones_own_says_is_kept_once_for_all_articles():
    first, second = (
        map_extraction(Extraction(replace(ARTICLE, id=i), (), (MINE,)), RUN.extractor) for i in ("a1", "a2")
    )
    assert first.shared == second.shared
    store = OxigraphStore()
    store.add(first.shared)
    assert read_known_relations(first.shared, (), Shared.read(store)) == [MINE]


def test_what_the_knowledge_base_says_no_article_writes():
    known = replace(TENURE, article=None, evidence=None)
    mapped = map_extraction(Extraction(ARTICLE, (), (known,)), RUN.extractor)
    assert not mapped.shared and {q.subject for q in mapped.quads} == {mapped.article}
    guises = {"vladimir-putin": TENURE.subject, "RUS": TENURE.object}
    back = read_known_relations((), background(guises, (ARTICLE.date, ARTICLE.date)), Shared())
    assert [(r.subject.id, r.role, r.start, r.end) for r in back if r.role == "president" and r.end is None] == [
        ("vladimir-putin", "president", dt.date(2012, 5, 7), None)
    ]


def states(relation, article=ARTICLE):
    quads = map_extraction(Extraction(article, (), (replace(relation, article=article.id),)), RUN.extractor).quads
    return {q.object.value for q in quads if q.predicate == ns.kg("states")}


def test_a_term_in_office_is_one_node_however_many_articles_tell_of_it():
    undated = replace(TENURE, start=None)
    later = replace(ARTICLE, id="a2", date=dt.date(2024, 1, 1))
    (term,) = states(undated)
    assert states(undated, later) == {term}
    assert any(q.subject.value == term for q in background({"vladimir-putin": TENURE.subject}, None))
    earlier = states(undated, replace(ARTICLE, date=dt.date(2001, 1, 1)))
    assert earlier and earlier != {term}, "that was another term"
    nobody = replace(undated, role="keeper of the lighthouse")
    assert states(nobody) == states(nobody, later) != {term}


def test_members_of_a_body_are_complete_and_dated():
    nato = Entity("nato", "NATO", "organisation", None, "IGO")
    quads = background({"nato": nato}, None)
    assert sum(q.object == ns.kg("Membership") for q in quads) == 32
    names = {q.subject.value: q.object.value for q in quads if q.predicate == PREF_LABEL}
    assert names[ns.ENTITY + "FIN"] == "Finland"
    assert {(r.start, r.end) for r in read_known_relations((), quads, Shared()) if r.subject.id == "FIN"} == {
        (dt.date(2023, 4, 4), None)
    }


def test_unknown_predicate_of_a_relation_is_refused():
    with pytest.raises(ValueError, match="loves"):
        map_extraction(Extraction(ARTICLE, (), (replace(TENURE, predicate="loves"),)), RUN.extractor)


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (0.0, "0"), (1e-05, "0.00001"), (-128.3, "-128.3"), (1e22, "1" + "0" * 22)]
)
def test_numbers_are_plain_and_exact(value, text):
    assert plain_number(value) == text and float(text) == value


# -- whatever text an article or an extractor comes up with --

hostile = st.one_of(
    st.text(min_size=1, max_size=12),
    st.sampled_from(
        ['"', "\\", "a b", "<x>", "a> <b", "../..", ".", "//", "%00", "é\u0301", "\u202e", "\x00\x01", "\r\n", "{}",
         '" . <x:y> <x:y> "', "}; DROP ALL #", "🇨🇮", "\ufffe", "a#b?c=d", "|", "^`"]
    ),
).filter(lambda s: not any("\ud800" <= c <= "\udfff" for c in s))  # fmt: skip
maybe = st.one_of(st.none(), hostile)
days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
spans = st.integers(0, 10**6)


@st.composite
def participants(draw):
    start = draw(spans)
    id_ = draw(maybe)
    return Participant(
        id_, draw(hostile), draw(hostile) if id_ else "unnamed", draw(maybe), draw(maybe), f"mention at {start}",
        start, start + 9,
    )  # fmt: skip


@st.composite
def sources(draw):
    start = draw(spans)
    words = draw(st.sampled_from([(None, None, None), (f"mention at {start}", start, start + 9)]))
    return Source(draw(hostile), draw(maybe) if words[0] else None, draw(hostile), draw(maybe), *words)


@st.composite
def losses(draw):
    start, numbers = draw(spans), st.integers(0, 10**12)
    return Loss(
        draw(st.sampled_from(LOSSES)), draw(numbers), draw(numbers), draw(st.booleans()),
        f"mention at {start}", start, start + 9,  # the same characters of an article are the same words
    )  # fmt: skip


@st.composite
def events(draw, article):
    type_ = draw(st.sampled_from(EventType))
    coordinates = draw(st.one_of(st.just((None, None)), st.tuples(st.floats(-90, 90), st.floats(-180, 180))))
    start = draw(spans)
    day = draw(days)
    side = st.lists(participants(), max_size=3, unique=True).map(tuple)
    return Event(
        article=article.id,
        type=type_,
        actors=draw(side),
        recipients=draw(side),
        # Spans of one kind and place must agree on their words, as they do when they come from a text.
        evidence=Evidence(f"sentence at {start}", start, start + 20, f"trigger at {start}", start, start + 5),
        mode=draw(st.one_of(st.none(), st.sampled_from(sorted(type_.modes) or ["x"]), hostile)),
        contexts=tuple(draw(st.lists(st.sampled_from(Context), unique=True))),
        theme=draw(maybe),
        concept=draw(maybe),
        status=draw(st.sampled_from(Status)),
        reported_by=draw(st.one_of(st.none(), sources())),
        casualties=tuple(draw(st.lists(losses(), max_size=3, unique_by=lambda loss: loss.kind))),
        date=draw(
            st.one_of(
                st.none(),
                st.builds(Period, st.just(day), days, st.sampled_from(Precision), st.sampled_from(Basis)),
            )
        ),
        place=draw(
            st.one_of(
                st.none(),
                st.builds(Place, hostile, maybe, *map(st.just, coordinates), maybe, maybe, st.booleans()),
            )
        ),
        confidence=draw(st.floats(0, 1)),
        confidence_date=draw(st.one_of(st.none(), st.floats(0, 1))),
        confidence_place=draw(st.one_of(st.none(), st.floats(0, 1))),
        extractor=draw(st.one_of(st.just("rules/1"), hostile)),
        published=article.date,
        source=article.source,
        url=article.url,
        verb=draw(maybe),
        rule=draw(maybe),
    )


@st.composite
def extractions(draw):
    article = draw(st.builds(Article, hostile, hostile, maybe, st.one_of(st.none(), days), maybe, maybe))
    found = draw(st.lists(events(article), max_size=3, unique_by=lambda e: e.id))
    entity = st.builds(Entity, hostile, hostile, hostile, maybe, maybe, st.one_of(st.none(), st.just("Q159")))
    relation = st.builds(
        Relation, entity, st.sampled_from(sorted(RELATION_PROPERTY)), entity, maybe,
        st.one_of(st.none(), days), st.one_of(st.none(), days), st.just(article.id), st.none(),
    )  # fmt: skip
    return Extraction(article, tuple(sorted(found, key=event_key)), tuple(draw(st.lists(relation, max_size=1))))


@settings(max_examples=60, deadline=None)
@given(extractions())
def test_nothing_is_lost_whatever_the_text(extraction):
    back = there_and_back(extraction)
    assert back.article == extraction.article
    assert back.relations == extraction.relations
    assert back.events == extraction.events


def test_the_denied_event_keeps_its_source():
    back = next(e for e in there_and_back(ALL).events if e.status is Status.DENIED)
    assert back.reported_by == DENIAL.reported_by == PESKOV and str(back.reported_by) == "Dmitry Peskov"


def test_who_is_not_named_is_a_node_of_one_event():
    again = replace(ATTACK, type=EventType.COERCE, casualties=(), id="")
    extraction = Extraction(ARTICLE, (ATTACK, again))
    assert there_and_back(extraction) == replace(extraction, events=tuple(sorted((ATTACK, again), key=event_key)))
    quads = map_extraction(extraction, RUN.extractor).quads
    unnamed = {q.subject.value for q in quads if q.object == ns.kg("UnnamedParticipant")}
    assert len(unnamed) == 2 and not any(node.startswith((ns.ENTITY, ns.EVENT)) for node in unnamed)
    assert {q.object.value for q in quads if q.predicate == ns.kg("describes")} == unnamed | {
        q.object.value for q in quads if q.object.value.startswith(ns.SOURCE) and q.predicate == ns.kg("describes")
    }


def test_two_described_by_the_same_words_stay_two():
    two = (GUNMEN, replace(GUNMEN, start=GUNMEN.start + 1, end=GUNMEN.end, text="unmen"))
    (back,) = there_and_back(Extraction(ARTICLE, (replace(ATTACK, actors=two),))).events
    assert back.actors == two


def test_nobody_does_it():
    event = replace(ATTACK, actors=(), id="")
    assert there_and_back(Extraction(ARTICLE, (event,))).events == (event,)


def test_an_event_says_nothing_that_goes_without_saying():
    """A day is a day, ends when it begins, and was read by the run of its article."""
    one_day = {q.predicate for q in map_extraction(Extraction(ARTICLE, (MEETING,)), RUN.extractor).quads}
    month = Period(dt.date(2023, 9, 1), dt.date(2023, 9, 30), Precision.MONTH)
    longer = map_extraction(Extraction(ARTICLE, (replace(MEETING, date=month),)), RUN.extractor).quads
    assert {q.predicate for q in longer} - one_day == {ns.kg("datePrecision"), END}
    assert GENERATED_BY not in one_day


def test_a_day_of_publication_is_no_day_of_an_act():
    days = {q.subject: q.object.value for q in map_extraction(ALL, RUN.extractor).quads if q.predicate == ns.kg("day")}
    assert ATTACK.date.basis is Basis.PUBLISHED
    assert days == {ns.event_iri(MEETING.id): "2023-09-13"}


def test_identifiers_can_be_written_with_a_prefix():
    quads = map_extraction(ALL, RUN.extractor).quads
    ours = {t.value for q in quads for t in (q.subject, q.object) if t.value.startswith(ns.BASE)}
    assert not [iri for iri in ours if "," in iri or (ns.compact(iri) == iri and not iri.startswith(ns.ENTITY))]


def test_an_event_takes_few_triples():
    """Each passage has two; with the meeting come its sentence, its trigger and two mentions."""
    quads = map_extraction(Extraction(ARTICLE, (MEETING,)), RUN.extractor).quads
    of = {ns.EVENT: 0, ns.PASSAGE: 0, ns.MENTION: 0}
    for quad in quads:
        for namespace in of:
            of[namespace] += quad.subject.value.startswith(namespace)
    assert of == {ns.EVENT: 25, ns.PASSAGE: 4, ns.MENTION: 6}
