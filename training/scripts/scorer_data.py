"""What the scorer sees of texts, and what readers say of them: ``scorer_data.py PART DATA OUT.pickle``.

PART is ``train`` or ``dev``, annotated documents of ``training/gold``, or ``open``: documents of the train part that
nobody has annotated, from which a small network learns what a larger one says of them (:mod:`scorer_train`).
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from documents import SETS, Document, documents, share, split

from kg import pipeline
from kg.core.plover import EventType
from kg.events import features, judge
from kg.events.attribution import Voices
from kg.events.coder import Coder
from kg.events.features import Party, Scene, Word
from kg.events.parties import Parties
from kg.language import parse
from kg.language.annotations import of as annotations_of

TYPES = tuple(t for t in EventType if t != EventType.OTHER)
KINDS = ("armed_group", "company", "country", "government", "organisation", "people", "person", "place", "unnamed")
BUCKETS = 1 << 16  # of features
WIDTH, MOST = 128, 20  # of the parser's vectors; parties of a sentence
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


class Opinion(NamedTuple):
    """How likely a word tells each of :data:`TYPES`; if the likeliest, how likely each party did it or had it done."""

    types: tuple[float, ...]
    actors: tuple[float, ...]
    recipients: tuple[float, ...]


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
    soft: Opinion | None = None


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
        d.article()
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


def _sentence(scene: Scene, coder: Coder) -> SeenSentence:
    vectors, everybody = _vectors(scene), _everybody(scene)
    parties = [
        SeenParty(
            p.mention.start,
            p.mention.end,
            (p.head.idx, p.head.idx + len(p.head)),
            p.mention.entity.id,
            p.mention.entity.name,
            p.mention.text,
            p.mention.entity.country,
            KINDS.index(p.mention.entity.kind) + 1 if p.mention.entity.kind in KINDS else 0,
            vectors[p.head.i],
        )
        for p in everybody
    ]
    words = [
        SeenWord(
            word.token.idx,
            word.token.idx + len(word.token),
            _folded(features.of_word(word, scene)[0]),
            _said(word),
            vectors[word.token.i],
            [_folded(features.of_party(p, word, scene)[0]) for p in everybody],
            [_by_rule(word, p) for p in everybody],
        )
        for word in judge.words(scene, coder.matcher.lexicon)
    ]
    return SeenSentence(scene.sentence.start_char, scene.sentence.end_char, words, parties)


def _everybody(scene: Scene) -> list[Party]:
    """The parties of a sentence, and those whom only a rule has seen: "gunmen"."""
    found = {(p.mention.start, p.mention.end): p for p in scene.parties}
    for mention in (m for match in scene.found for m in (*match.actors, *match.recipients)):
        party = scene.party(mention)
        if party is not None:
            found.setdefault((mention.start, mention.end), party)
    return list(found.values())[:MOST]


def _vectors(scene: Scene) -> np.ndarray:
    doc = scene.sentence.doc.spacy
    kept = doc.tensor if np.shape(doc.tensor) == (len(doc), WIDTH) else np.zeros((len(doc), WIDTH))
    return np.asarray(kept, dtype=np.float16)


def _folded(hashed: Sequence[int]) -> np.ndarray:
    numbers = np.array(hashed, dtype=np.uint32)
    return ((numbers ^ (numbers >> 16)) % BUCKETS).astype(np.uint16)


def _said(word: Word) -> np.ndarray:
    """What the lexicon and the rules say of a word: the types it may tell, those it tells, that of its best frame."""
    said = np.zeros((3, len(TYPES)), dtype=np.float32)
    best = [word.best] if word.best else []
    for row, entries in zip(said, (word.entries, [m.entry for m in word.matches], best), strict=True):
        row[[TYPES.index(e.type) for e in entries if e.type in TYPES]] = 1.0
    return said.ravel()


def _by_rule(word: Word, party: Party) -> int:
    """What the rules say of a party: 0 that the word tells nothing, 1 neither side, 2 actor, 3 recipient, 4 both."""
    if not word.matches:
        return 0
    span = party.mention.start, party.mention.end
    actor = any((m.start, m.end) == span for match in word.matches for m in match.actors)
    recipient = any((m.start, m.end) == span for match in word.matches for m in match.recipients)
    return 1 + actor + 2 * recipient


def load(paths: Sequence[Path]) -> list[SeenDocument]:
    """Documents that were written before."""
    return [document for path in paths for document in pickle.loads(path.read_bytes())]


if __name__ == "__main__":
    sys.modules["scorer_data"] = sys.modules["__main__"]  # so that what is pickled is found by its module's name
    for each in (Opinion, SeenParty, SeenWord, SeenSentence, SeenDocument):
        each.__module__ = "scorer_data"
    Path(sys.argv[3]).write_bytes(pickle.dumps(list(read(Path(sys.argv[2]), sys.argv[1]))))
