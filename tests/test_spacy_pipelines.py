"""In the pipelines of others: what was found goes wherever spaCy takes a document, and what is missing is told."""

import datetime as dt
import gc
import pickle
import weakref

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from kg import pipeline
from kg.core.errors import KgError, ModelError
from kg.core.plain import plain, record
from kg.core.records import Annotations, Article
from kg.samples import articles as samples

TEXT = (
    "Russian President Vladimir Putin met North Korean leader Kim Jong Un in Vladivostok on Wednesday. "
    "“We will deepen our cooperation,” he said. The Kremlin said that both countries would hold drills near Lake Chad."
)


@pytest.fixture(scope="module")
def nlp():
    return pipeline.load()


@pytest.fixture(scope="module")
def articles():
    return [*samples()[:5], Article("made", TEXT, "Talks", dt.date(2023, 9, 14), "Yonhap", "x:1")]


@pytest.fixture(scope="module")
def docs(nlp, articles):
    return list(nlp.pipe(pipeline.documents(nlp, articles)))


def found(docs):
    """What kg and spaCy say of documents."""
    return [
        (
            doc._.kg,
            [(s.text, s.label_, s.kb_id_) for s in doc.spans["kg"]],
            [(e.text, e.label_, e.kb_id_, e.id_) for e in doc.ents],
        )
        for doc in docs
    ]


def test_two_processes_find_what_one_does(nlp, articles, docs):
    assert sum(len(doc._.kg.events) for doc in docs) > 20
    assert any(doc._.kg.relations for doc in docs) and docs[-1]._.kg.quotations
    many = list(nlp.pipe(pipeline.documents(nlp, articles), n_process=2, batch_size=2))
    assert found(many) == found(docs)
    assert [doc._.kg.article for doc in many] == articles


def test_through_a_doc_bin(docs):
    packed = DocBin(store_user_data=True, docs=docs).to_bytes()
    back = list(DocBin().from_bytes(packed).get_docs(spacy.blank("en").vocab))
    assert found(back) == found(docs)


def test_through_bytes_pickle_and_a_copy(nlp, docs):
    for doc in docs:
        assert found([Doc(nlp.vocab).from_bytes(doc.to_bytes())]) == found([doc])
        assert found([pickle.loads(pickle.dumps(doc))]) == found([doc])
        copy = doc.copy()
        assert found([copy]) == found([doc]) and copy._.kg is not doc._.kg


def test_the_words_of_an_article_go_in_before_anything_is_found(nlp, articles, docs):
    packed = [doc.to_bytes() for doc in pipeline.documents(nlp, articles)]
    assert found(nlp.pipe(Doc(nlp.vocab).from_bytes(each) for each in packed)) == found(docs)


def test_a_pickled_pipeline_reads_the_same(nlp, articles, docs):
    # What a start of processes other than by fork sends to them.
    other = pickle.loads(pickle.dumps(nlp))
    assert found(other.pipe(pipeline.documents(other, articles[-2:]))) == found(docs[-2:])


def test_a_saved_pipeline_reads_the_same(nlp, articles, docs, tmp_path):
    nlp.to_disk(tmp_path / "saved")
    other = spacy.load(tmp_path / "saved")
    assert found(other.pipe(pipeline.documents(other, articles[-2:]))) == found(docs[-2:])


def test_a_document_is_packed_between_two_components(nlp, articles):
    half = pipeline.load(components=("kg_entities",))
    (doc,) = half.pipe(pipeline.documents(half, articles[-1:]))
    assert found([Doc(nlp.vocab).from_bytes(doc.to_bytes())]) == found([doc])
    assert found([pickle.loads(pickle.dumps(doc))]) == found([doc])
    with pytest.raises(ModelError, match="kg_entities before it"):
        nlp.get_pipe("kg_coreference")(doc.copy())


def test_reading_again_finds_the_same(nlp, docs):
    before = found(docs)
    assert found(nlp.pipe(doc.copy() for doc in docs)) == before


def test_a_document_is_let_go_of_at_once(nlp):
    gc.disable()
    try:
        doc = nlp(TEXT)
        alive = weakref.ref(doc)
        del doc
        assert alive() is None
    finally:
        gc.enable()


def test_ents_and_spans(docs):
    doc = docs[-1]
    ents = {e.text: (e.label_, e.kb_id_) for e in doc.ents}
    assert ents["Vladimir Putin"] == ("PERSON", "vladimir-putin")
    assert ents["Russian"] == ("NORP", "RUS")
    assert ents["Vladivostok"] == ("GPE", "rus/vladivostok")
    assert ents["Lake Chad"][0] == "LOC"
    assert ents["Kremlin"][0] == "ORG" and ents["Kremlin"][1].startswith("rus")
    spans = [(s.text, s.label_, s.kb_id_) for s in doc.spans["kg"]]
    assert ("Russian President Vladimir Putin", "person", "vladimir-putin") in spans
    assert {("both countries", "country", "RUS"), ("both countries", "country", "PRK")} <= set(spans)
    assert len(spans) == len(doc._.kg.mentions)
    assert [(m.start, m.end) for m in doc._.kg.mentions] == [(s.start_char, s.end_char) for s in doc.spans["kg"]]


def test_the_entities_of_another_recogniser_stay():
    nlp = pipeline.load(components=())
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "MEETING", "pattern": "cooperation"}])
    for name in ("kg_entities", "kg_coreference", "kg_events"):
        nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert [(e.text, e.label_) for e in doc.ents] == [("cooperation", "MEETING")]
    assert doc._.kg.events and doc.spans["kg"]
    assert [(e.text, e.label_) for e in nlp(doc.copy()).ents] == [("cooperation", "MEETING")]


@pytest.mark.parametrize("name", ["kg_events", "kg_coreference"])
def test_what_is_missing_is_told_when_it_is_added(name):
    with pytest.raises(ModelError, match=f'^{name} needs kg_entities before it: call nlp.add_pipe\\("kg_entities"\\)'):
        spacy.blank("en").add_pipe(name)


def test_no_parse_is_told():
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_entities")
    nlp.add_pipe("kg_events")
    assert nlp("")._.kg.events == []
    with pytest.raises(ModelError, match="needs a dependency parse"):
        nlp("Russia and China held talks.")


def test_the_wrong_order_is_told():
    nlp = pipeline.load(components=("kg_entities",))
    nlp.add_pipe("kg_coreference", before="kg_entities")
    with pytest.raises(ModelError, match="kg_coreference needs kg_entities before it"):
        nlp("Russia and China held talks.")
    nlp = pipeline.load(components=("kg_entities",))
    nlp.add_pipe("kg_events", before="kg_entities")
    with pytest.raises(ModelError, match="kg_events needs kg_entities before it"):
        nlp("Russia and China held talks.")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "…"])
def test_a_text_without_words(nlp, text):
    assert nlp(text)._.kg.events == []


def test_every_record_comes_back(docs):
    for doc in docs:
        notes = doc._.kg
        assert record(Annotations, plain(notes)) == notes


def test_what_another_version_packed_is_told(nlp):
    for stored in ({"mentions": [{"who": 1}]}, {"colour": "red"}, [1, 2]):
        doc = nlp.make_doc("Russia")
        doc.user_data["kg"] = stored
        with pytest.raises(KgError, match=r"cannot be read .*; read its text again"):
            _ = doc._.kg
