"""Which pipelines extraction runs on, and what it says of those that it cannot run on."""

import os
import subprocess
import sys

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import get_current_ops
from threadpoolctl import threadpool_info

import kg
from kg import extractors, pipeline
from kg.core.errors import ModelError
from kg.entities.component import NAMES as KG_NAMES
from kg.events.heads import Heads
from kg.language.matrices import OneThread

TEXT = "Tokyo accused Beijing of spying"
CLEARNLP = {
    "tag": ["NNP", "VBD", "NNP", "IN", "NN"],
    "pos": ["PROPN", "VERB", "PROPN", "ADP", "NOUN"],
    "lemma": ["Tokyo", "accuse", "Beijing", "of", "spying"],
    "dep": ["nsubj", "ROOT", "dobj", "prep", "pobj"],
    "head": [1, 1, 1, 1, 3],
}


@Language.component("test_tagger")
def _tagger(doc: Doc) -> Doc:
    for token, tag, pos in zip(doc, CLEARNLP["tag"], CLEARNLP["pos"], strict=True):
        token.tag_, token.pos_ = tag, pos
    return doc


@Language.component("test_lemmatizer")
def _lemmatizer(doc: Doc) -> Doc:
    for token, lemma in zip(doc, CLEARNLP["lemma"], strict=True):
        token.lemma_ = lemma
    return doc


@Language.component("test_parser")
def _parser(doc: Doc) -> Doc:
    for token, head, dep in zip(doc, CLEARNLP["head"], CLEARNLP["dep"], strict=True):
        token.head, token.dep_ = doc[head], dep
    return doc


@pytest.fixture(scope="module")
def shipped() -> Language:
    """The shipped folder as spaCy loads it."""
    return spacy.load(pipeline.SHIPPED)


def foreign(*leave_out: str, lang: str = "en") -> Language:
    """A pipeline that is not ours, with ClearNLP labels and parts that a test may leave out."""
    nlp = spacy.blank(lang)
    for name in ("tagger", "lemmatizer", "parser"):
        if name not in leave_out:
            nlp.add_pipe(f"test_{name}", name=name)
    return nlp


def test_build_runs_on_another_pipeline_by_its_name(tmp_path):
    foreign().to_disk(tmp_path / "other")
    article = {"id": "a", "text": TEXT, "date": "2024-02-01"}
    graph = kg.build(article, model=tmp_path / "other")
    (event,) = graph.events()
    assert event.type == "ACCUSE"
    assert [p.country for p in (*event.actors, *event.recipients)] == ["JPN", "CHN"]


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        (("parser",), "a dependency parse"),
        (("tagger",), "part-of-speech tags"),
        (("lemmatizer",), "lemmas"),
        (("parser", "lemmatizer"), "a dependency parse and lemmas"),
    ],
)
def test_a_missing_component_is_named(tmp_path, left_out, said):
    foreign(*left_out).to_disk(tmp_path / "poor")
    with pytest.raises(kg.ModelError) as error:
        kg.build({"id": "a", "text": "Ministers met."}, model=tmp_path / "poor")
    assert f"no component for {said} (it has" in str(error.value)


def test_a_pipeline_without_components_and_one_of_another_language(tmp_path):
    foreign("tagger", "lemmatizer", "parser").to_disk(tmp_path / "empty")
    foreign(lang="de").to_disk(tmp_path / "german")
    with pytest.raises(kg.ModelError, match="it has nothing"):
        pipeline.load(tmp_path / "empty")
    with pytest.raises(kg.ModelError, match="reads English"):
        pipeline.load(tmp_path / "german")


def test_a_pipeline_that_is_not_there():
    with pytest.raises(kg.ModelError, match="install it"):
        pipeline.load("en_no_such_pipeline")


def test_the_shipped_folder_loads_with_spacy_alone():
    doc = spacy.load(pipeline.SHIPPED)("Ministers met in Geneva.")
    assert [t.dep_ for t in doc] == ["nsubj", "ROOT", "case", "obl", "punct"]


NAMES = {
    "Kim Jong Un": "PERSON",
    "Abdel Fattah el-Sisi": "PERSON",
    "Nayib Bukele": "PERSON",
    "People's Republic of China": "GPE",
}
FRAMES = [
    "The talks opened on Tuesday. {} had asked for them in a letter last month.",
    "Ministers travelled to Geneva to meet {} before the vote.",
    "Officials praised {}, who had agreed to the plan; others kept silent.",
    "The agreement with {} was signed on 3 March. It runs for five years.",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_name_stays_in_one_sentence_and_one_entity(shipped, name, frame):
    the = "the " if NAMES[name] == "GPE" else ""
    text = frame.format(the + name)
    text = text[0].upper() + text[1:]
    start = text.index(name)
    assert any(s.start_char <= start and start + len(name) <= s.end_char for s in shipped(text).sents)
    linked = pipeline.shared()(text)  # spans are of use while their document is there
    assert name in {s.text.removeprefix("the ").removeprefix("The ") for s in linked.spans[KG_NAMES]}
    assert [(e.text.removeprefix(the).removeprefix(the.title()), e.label_) for e in linked.ents if name in e.text] == [
        (name, NAMES[name])
    ]


def test_numpy_multiplies_also_where_spacy_alone_loads_the_folder(shipped):
    for name in ("tok2vec", "parser"):
        assert {type(node.ops) for node in shipped.get_pipe(name).model.walk()} == {OneThread}


def test_loading_leaves_the_matrix_library_of_others_alone():
    before = get_current_ops()
    nlp = pipeline.load(components=())
    assert get_current_ops() is before
    assert {type(node.ops) for node in nlp.get_pipe("tok2vec").model.walk()} == {OneThread}


def test_the_scorer_multiplies_on_one_thread(monkeypatch):
    """Threads that wait for the next product take the processor from the parse, by half of its time."""
    seen = set()
    linear = Heads._linear

    def watched(self, name, x):
        seen.update(library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas")
        return linear(self, name, x)

    monkeypatch.setattr(Heads, "_linear", watched)
    assert list(kg.extract([{"id": "a", "text": "Iran attacked Iraq."}]))
    assert seen == {1}


READ = """
import hashlib
from kg.pipeline import load
text = "Iran and Iraq signed a security agreement in Baghdad, the two ministers said on Sunday. " * 40
doc = load(components=())(text)
print(hashlib.sha256(repr([(t.dep_, t.head.i, t.tag_, t.lemma_, str(t.morph)) for t in doc]).encode()).hexdigest())
print(hashlib.sha256(doc.tensor.tobytes()).hexdigest())
"""


def test_reading_is_the_same_to_the_byte_whatever_the_number_of_threads():
    found = set()
    for threads in ("1", "1", "2", "4"):
        env = os.environ | {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
        found.add(subprocess.run([sys.executable, "-c", READ], env=env, capture_output=True, check=True).stdout)
    assert len(found) == 1


def test_the_rules_are_known_before_their_pipeline_is_loaded():
    rules = extractors.get("rules")
    assert "nlp" not in vars(rules)
    assert rules.version == extractors.get("rules", nlp=pipeline.shared()).version
    rules.load()
    assert "nlp" in vars(rules)


def test_a_pipeline_that_is_named_is_looked_at_at_once():
    with pytest.raises(ModelError):
        extractors.get("rules", model="no_such_pipeline")
