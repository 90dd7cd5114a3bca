"""A parse in plain objects answers as spaCy's own does."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg import pipeline
from kg.language import parse, syntax
from kg.language.lemmas import lemmas, sentence_forms
from kg.samples import articles

VALUES = (
    "i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "text_with_ws", "is_punct", "is_space", "is_stop",
    "like_num", "is_sent_start", "ent_type_",
)  # fmt: skip
QUESTIONS = (
    syntax.subjects, syntax.objects, syntax.logical_subjects, syntax.logical_objects, syntax.complements,
    syntax.conjuncts, syntax.modifiers, syntax.followers, syntax.relative_clauses, syntax.auxiliaries,
)  # fmt: skip


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    nlp = pipeline.load(components=())
    return list(nlp.pipe(article.text for article in articles()))


def places(tokens: object) -> list[int]:
    return [token.i for token in tokens]  # type: ignore[attr-defined]


def test_values_and_tree_are_those_of_spacy(docs: list[Doc]) -> None:
    for doc in docs:
        copy = parse.of(doc)
        assert (len(copy), copy.text) == (len(doc), doc.text)
        for token, node in zip(doc, copy, strict=True):
            assert [getattr(token, name) for name in VALUES] == [getattr(node, name) for name in VALUES]
            assert token.head.i == node.head.i
            for row in ("children", "subtree", "ancestors"):
                assert places(getattr(token, row)) == places(getattr(node, row))
            assert (token.left_edge.i, token.right_edge.i) == (node.left_edge.i, node.right_edge.i)
            assert (token.sent.start, token.sent.end) == (node.sent.start, node.sent.end)


def test_pieces_are_spans(docs: list[Doc]) -> None:
    def seen(doc: Doc) -> Iterator[tuple[object, ...]]:
        spans = [*doc.sents, doc[2:9], doc[-4:], doc[5:5], doc[2:9][1:3]]
        spans += [doc.char_span(at, at + 12, alignment_mode="expand") for at in range(0, len(doc.text) - 12, 7)]
        for span in spans:
            yield span.start, span.end, span.start_char, span.end_char, span.text, len(span)
            if len(span):
                yield span.root.i, span[0].i, span[-1].i, places(span), span.sent.start

    for doc in docs:
        assert list(seen(doc)) == list(seen(parse.of(doc)))
        assert parse.of(doc).char_span(0, 3) is None or doc.char_span(0, 3) is not None


def test_questions_have_the_same_answers(docs: list[Doc]) -> None:
    for doc in docs:
        for token, node in zip(doc, parse.of(doc), strict=True):
            for question in QUESTIONS:
                assert places(question(token)) == places(question(node)), (question, token)
                assert places(question(token)) == places(question(node)), (question, token)  # as it is remembered
            assert lemmas(token) == lemmas(node)
            assert sentence_forms(token) == sentence_forms(node)
            assert syntax.is_verb(token) == syntax.is_verb(node)


def test_a_changed_document_is_copied_anew() -> None:
    doc = Doc(Vocab(), ["Iran", "met", "Oman"], heads=[1, 1, 1], deps=["nsubj", "ROOT", "obj"])
    assert parse.of(doc) is parse.of(doc)
    assert places(syntax.objects(parse.of(doc)[1])) == [2]
    doc[2].dep_ = "obl"
    assert places(syntax.objects(parse.of(doc)[1])) == []


def test_a_word_off_the_end_and_a_document_without_sentences_are_told() -> None:
    copy = parse.of(Doc(Vocab(), ["Iran", "met"]))
    with pytest.raises(IndexError):
        copy[1].nbor(1)
    with pytest.raises(IndexError):
        copy[0].nbor(-1)
    with pytest.raises(ValueError, match="no sentences"):
        _ = copy[0].sent
    with pytest.raises(AttributeError, match="no 'shape_'"):
        _ = copy[0].shape_


def test_a_document_is_let_go_of_without_the_collector(docs: list[Doc]) -> None:
    doc = docs[0].copy()
    gone = weakref.ref(parse.of(doc))
    for node in parse.of(doc):
        syntax.logical_subjects(node)
    gc.disable()
    try:
        parse.forget(doc)
        del node
        assert gone() is None
    finally:
        gc.enable()
