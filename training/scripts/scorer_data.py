"""What the scorer sees of texts, and what readers found in them: ``scorer_data.py PART DATA OUT.pickle``.

PART is ``train`` or ``dev``, annotated documents of ``training/gold``.  What is seen is what :mod:`kg.events.sight`
shows a scorer when texts are extracted.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from documents import SETS, documents, split
from spacy.tokens import Doc

from kg import pipeline
from kg.core.records import Article
from kg.events import judge, sight
from kg.events.attribution import Voices
from kg.events.coder import Coder
from kg.events.features import Party, Scene
from kg.events.judge import Seen
from kg.events.parties import Parties
from kg.events.sight import Opinion, SeenSentence
from kg.language import parse
from kg.language.annotations import of as annotations_of

GOLD = Path(__file__).resolve().parent.parent / "gold"
Record = dict[str, Any]


@dataclass(slots=True)
class Example:
    """A document as the scorer sees it, who the parties of each sentence are, and the events that readers found."""

    id: str
    text: str
    sentences: list[SeenSentence]
    parties: list[list[Record]]
    gold: list[Record]
    said: list[list[Opinion]] | None = None


class Reading(NamedTuple):
    """An annotated document as the coder sees it: its scenes, and in each the words that may tell an act."""

    article: Article
    doc: Doc
    voices: Voices
    scenes: list[Scene]
    words: list[list[Seen]]
    gold: list[Record]


def readings(data: Path, part: str, coder: Coder) -> Iterator[Reading]:
    """The annotated documents of a part, in the order of their files; each is good until the next is asked for."""
    parts = split()
    gold = {row["doc"]: row["events"] for name in SETS for row in rows(name) if parts[row["doc"]] == part}
    nlp = pipeline.load(components=["kg_entities", "kg_coreference"])
    wanted = (d.article() for d in documents(data) if d.id in gold)
    for doc in nlp.pipe(pipeline.documents(nlp, wanted)):
        notes, parsed = annotations_of(doc), parse.of(doc)
        assert notes.article is not None
        parties = Parties(parsed, notes.mentions)
        voices = Voices(parsed, parties)
        scenes = coder.scenes(parsed, parties, voices)
        words = [judge.look(scene, list(judge.words(scene, coder.matcher.lexicon))) for scene in scenes]
        yield Reading(notes.article, parsed, voices, scenes, words, gold[notes.article.id])
        parties.frames.clear()
        parse.forget(doc)


def read(data: Path, part: str) -> Iterator[Example]:
    """What a scorer sees of the documents of a part."""
    for reading in readings(data, part, Coder()):
        example = Example(reading.article.id, reading.doc.text, [], [], reading.gold)
        for scene, words in zip(reading.scenes, reading.words, strict=True):
            if words:
                example.sentences.append(sight.see(scene, words))
                example.parties.append([record(party) for party in sight.parties(scene)])
        yield example


def rows(name: str) -> Iterator[Record]:
    """The annotations of a set."""
    return map(json.loads, (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines())


def record(party: Party) -> Record:
    """A party as those that are scored (:mod:`kg.scoring.matching`)."""
    mention, entity = party.mention, party.mention.entity
    return {"id": entity.id, "name": entity.name, "text": mention.text, "country": entity.country,
            "start": mention.start, "end": mention.end, "kind": entity.kind}  # fmt: skip


def load(paths: Sequence[Path]) -> list[Example]:
    """Documents that were written before."""
    return [example for path in paths for example in pickle.loads(path.read_bytes())]


if __name__ == "__main__":
    sys.modules["scorer_data"] = sys.modules["__main__"]  # so that what is pickled is found by its module's name
    Example.__module__ = "scorer_data"
    Path(sys.argv[3]).write_bytes(pickle.dumps(list(read(Path(sys.argv[2]), sys.argv[1]))))
