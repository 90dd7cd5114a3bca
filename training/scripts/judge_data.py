"""What the judge sees of texts, and what readers say of them: ``judge_data.py PART DATA OUT.pickle``.

PART is ``train`` or ``dev``, annotated documents of ``training/gold``, or ``open``: documents of the train part that
nobody has annotated, from which the judge learns what a larger network says of them (:mod:`judge_train`).
"""

from __future__ import annotations

import datetime as dt
import json
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from documents import SETS, Document, documents, share, split

from kg import pipeline
from kg.core.records import Article
from kg.events import features, judge
from kg.events.attribution import Voices
from kg.events.coder import Coder
from kg.events.features import Scene
from kg.events.parties import Parties
from kg.language import parse
from kg.language.annotations import of as annotations_of
from kg.readers import clean

GOLD = Path(__file__).resolve().parent.parent / "gold"
#: How many of the documents that nobody has annotated are read, by set, and how long they may be, in words.
OPEN = {"current-events": 1.0, "current-events-linked": 1.0, "state-department": 1.0, "kremlin": 0.35}
LONGEST = 900


@dataclass(slots=True)
class SeenParty:
    """A party of a sentence: its characters and those of its head, who it is, the parser's vector of the head."""

    start: int
    end: int
    head: tuple[int, int]
    id: str
    name: str
    text: str
    country: str | None
    kind: int
    vector: np.ndarray


@dataclass(slots=True)
class SeenWord:
    """A word of the lexicon: its characters, its features, what lexicon and rules say, and of each party of the
    sentence the features and the sides on which the rules put it.  ``soft`` is what a larger network says of it."""

    start: int
    end: int
    features: np.ndarray
    said: np.ndarray
    vector: np.ndarray
    pairs: list[np.ndarray]
    by_rule: list[int]
    soft: judge.Opinion | None = None


@dataclass(slots=True)
class SeenSentence:
    """A sentence: its characters, the words in it that may tell an act, and its parties."""

    start: int
    end: int
    words: list[SeenWord]
    parties: list[SeenParty]


@dataclass(slots=True)
class SeenDocument:
    """A document, and the events that readers found in it; none where nobody has read it."""

    id: str
    text: str
    sentences: list[SeenSentence]
    gold: list[dict[str, Any]] = field(default_factory=list)


def read(data: Path, part: str) -> Iterator[SeenDocument]:
    """The documents of a part, in the order of their files."""
    parts, every = split(), [row for name in SETS for row in rows(name)]
    gold = {row["doc"]: row["events"] for row in every if parts[row["doc"]] == part}
    annotated = {row["doc"] for row in every}
    nlp, coder = pipeline.load(components=["kg_entities", "kg_coreference"]), Coder()
    wanted = (
        article(d)
        for d in documents(data)
        if (d.id in gold if part != "open" else parts.get(d.id) == "train" and d.id not in annotated and _is_open(d))
    )
    for doc in nlp.pipe(pipeline.documents(nlp, wanted)):
        notes = annotations_of(doc)
        parsed = parse.of(doc)
        parties = Parties(parsed, notes.mentions)
        scenes = coder.scenes(parsed, parties, Voices(parsed, parties))
        sentences = [s for s in (_sentence(scene, coder) for scene in scenes) if s.words]
        parties.frames.clear()
        parse.forget(doc)
        yield SeenDocument(notes.article.id, doc.text, sentences, gold.get(notes.article.id, []))


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The annotations of a set."""
    return map(json.loads, (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines())


def _is_open(document: Document) -> bool:
    return len(document.text.split()) <= LONGEST and share(f"open {document.id}") < OPEN.get(document.set, 0.0)


def article(document: Document) -> Article:
    """A document as what extractors read."""
    day = dt.date.fromisoformat(document.date[:10]) if document.date else None
    text = clean(document.text).text
    return Article(document.id, text, document.title, day, document.source, document.url)


def _sentence(scene: Scene, coder: Coder) -> SeenSentence:
    vectors = judge.vectors(scene)
    parties = [
        SeenParty(
            p.mention.start,
            p.mention.end,
            (p.head.idx, p.head.idx + len(p.head)),
            p.mention.entity.id,
            p.mention.entity.name,
            p.mention.text,
            p.mention.entity.country,
            judge.kind(p),
            vectors[p.head.i].astype(np.float16),
        )
        for p in scene.everybody
    ]
    words = [
        SeenWord(
            word.token.idx,
            word.token.idx + len(word.token),
            features.of_word(word, scene).astype(np.uint16),
            judge.said(word),
            vectors[word.token.i].astype(np.float16),
            [features.of_party(p, word, scene).astype(np.uint16) for p in scene.everybody],
            [judge.by_rule(word, p) for p in scene.everybody],
        )
        for word in judge.words(scene, coder.matcher.lexicon)
    ]
    return SeenSentence(scene.sentence.start_char, scene.sentence.end_char, words, parties)


def load(paths: Sequence[Path]) -> list[SeenDocument]:
    """Documents that were written before."""
    return [document for path in paths for document in pickle.loads(path.read_bytes())]


if __name__ == "__main__":
    sys.modules["judge_data"] = sys.modules["__main__"]  # so that what is pickled is found by its module's name
    for each in (SeenParty, SeenWord, SeenSentence, SeenDocument):
        each.__module__ = "judge_data"
    Path(sys.argv[3]).write_bytes(pickle.dumps(list(read(Path(sys.argv[2]), sys.argv[1]))))
