"""Documents in batches of bounded size: what comes out does not depend on how they were cut."""

from dataclasses import replace

import pytest

from kg import extractors, pipeline
from kg.language import batches
from kg.language.annotations import of as annotations_of
from kg.readers import read as articles_of

PARAGRAPHS = [
    "Russian President Vladimir Putin met North Korean leader Kim Jong Un in Vladivostok on Thursday. Both praised it.",
    "The United States imposed sanctions on three banks of Iran. Tehran condemned the step, its foreign ministry said.",
    "Ukraine denied that it had struck the bridge. It accused Russia of shelling Kharkiv; two people died.",
    "France and Germany signed a treaty on defence in Aachen. He said that Poland would join the talks next month.",
]
LONG = "\n\n".join(PARAGRAPHS * 5)
DAY = "2023-09-13"


@pytest.fixture(scope="module")
def nlp():
    return pipeline.load()


def article(text, name="a"):
    return next(iter(articles_of({"id": name, "text": text, "date": DAY})))


def read(text):
    (found,) = extractors.get("rules").extract([article(text)])
    return found


def test_a_long_text_is_told_as_if_it_were_parsed_at_once(monkeypatch):
    whole = read(LONG)
    assert len(whole.events) > 20
    for size in (40, 150):
        monkeypatch.setattr(batches, "_PIECE", size)
        found = read(LONG)
        # The vectors of words beside a cut are a little others.
        assert all(abs(a.confidence - b.confidence) < 0.05 for a, b in zip(found.events, whole.events, strict=True))
        unsure = [
            replace(result, events=tuple(replace(e, confidence=0.5) for e in result.events))
            for result in (found, whole)
        ]
        assert unsure[0] == unsure[1]


def test_pieces_end_where_a_paragraph_does_if_they_can(nlp, monkeypatch):
    monkeypatch.setattr(batches, "_PIECE", 60)
    pieces = [piece.text for piece, _ in batches._pieces(nlp.make_doc(LONG))]
    assert "".join(pieces) == LONG and len(pieces) > 5
    assert all(piece.endswith("\n\n") for piece in pieces[:-1])
    unbroken = nlp.make_doc(" ".join(PARAGRAPHS * 3))
    assert all(piece.text.rstrip().endswith(".") for piece, last in batches._pieces(unbroken) if not last)
    endless = nlp.make_doc("and so on " * 100)
    assert all(len(piece) <= 60 for piece, _ in batches._pieces(endless))


def test_a_batch_is_bounded(nlp, monkeypatch):
    monkeypatch.setattr(batches, "_PIECE", 50)
    monkeypatch.setattr(batches, "CHARACTERS", 600)
    docs = [nlp.make_doc(text) for text in (LONG, "Short.", "", LONG)]
    found = list(batches._batches(docs))
    assert max(sum(len(piece.text) for piece, _ in batch) for batch in found) < 600 + 50 * 20
    assert [doc for batch in found for _, doc in batch if doc is not None] == docs


def test_documents_come_in_order_with_what_they_had(nlp, monkeypatch):
    monkeypatch.setattr(batches, "_PIECE", 50)
    articles = [article(text, str(i)) for i, text in enumerate((LONG, "Short.", LONG, PARAGRAPHS[0]))]
    docs = [nlp.make_doc(a.text) for a in articles]
    for doc, its in zip(docs, articles, strict=True):
        annotations_of(doc).article = its
    parsed = list(batches.pipe(nlp, docs))
    assert [annotations_of(doc).article for doc in parsed] == articles
    assert [doc.text for doc in parsed] == [a.text for a in articles]
    assert all(doc.has_annotation("DEP") for doc in parsed)
